/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-model-service.h"
#include "ac-store-edits.h"

/* The model's person changes the words of a status, each time to the next number. */

static inline AcDelivery *
read_delivery (World *world, Post *post)
{
  g_autoptr(GError) error = NULL;
  AcDelivery *delivery =
      ac_store_get_delivery (world->store, world->f->person, post->delivery, &error);

  g_assert_no_error (error);
  return delivery;
}

/* Other words, wherever it is by now. */
static inline void
change_words (World *world, Post *post)
{
  const AcService service = { .edits = TRUE };
  g_autoptr(AcAccount) account = make_account (world->f->account, "1");
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);
  g_autoptr(AcStatus) status =
                ac_store_get_status (world->store, world->f->person, post->status, NULL);
  g_autoptr(GPtrArray) wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_edit_wish_free);
  g_autofree char *text = g_strdup_printf ("%u", post->wish + 1);
  AcEditWish *wish = g_new0 (AcEditWish, 1);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (wishes, wish);
  wish->delivery_id = g_strdup (post->delivery);
  wish->editable = ac_editable_judge (delivery, &service, account);
  wish->edits = TRUE;
  wish->text = text;
  wish->key = g_strdup (post->copies[0].key);
  wish->payload = g_bytes_new (text, strlen (text));
  if (!ac_editable_is_possible (wish->editable))
    return;

  g_assert_cmpuint (post->n_copies, ==, 1);
  post->touched = TRUE;
  post->wish++;
  g_assert_true (
      ac_store_edit_status (world->store, world->f->person, status, text, wishes, &error));
  g_assert_no_error (error);
}

static inline void
check_words (Post *post, AcDelivery *delivery)
{
  if (ac_delivery_get_edit (delivery) != AC_EDIT_CHANGED ||
      ac_delivery_get_state (delivery) != AC_DELIVERY_LIVE)
    return;

  g_assert_cmpuint (post->there, ==, post->wish);
  for (guint i = 0; i < post->late_edits->len; i++)
    g_assert_cmpuint (g_array_index (post->late_edits, Late, i).words, ==, post->wish);
}
