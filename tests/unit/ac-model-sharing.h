/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-model-service.h"

/* What is shared there: posts and threads, at services of each kind, with a life and without. */

static inline Post *
make_post (World *world)
{
  const guint n = g_rand_int_range (world->dice, 0, 3) > 0
                      ? 1
                      : g_rand_int_range (world->dice, 2, MOST_PARTS + 1);
  Post *post = g_new0 (Post, 1);

  post->status = ac_id_new ();
  post->delivery = ac_id_new ();
  post->repeat = g_rand_int_range (world->dice, AC_REPEAT_KEYED, AC_REPEAT_BLIND + 1);
  post->contained = post->repeat == AC_REPEAT_PROBE && g_rand_boolean (world->dice);
  post->life = g_rand_int_range (world->dice, 0, 3) > 0
                   ? AC_LIFE_KEEP
                   : g_rand_int_range (world->dice, AC_LIFE_HOUR, AC_LIFE_DAY + 1);
  post->wanted = TRUE;
  post->late_edits = g_array_new (FALSE, FALSE, sizeof (Late));
  for (; post->n_copies < n; post->n_copies++)
    post->copies[post->n_copies] =
        (Copy) { .key = g_strdup_printf ("%s-%u", post->delivery, post->n_copies + 1),
                 .late = g_array_new (FALSE, FALSE, sizeof (Late)) };
  g_ptr_array_add (world->posts, post);
  world->n_posts++;
  return post;
}

static inline AcParcel *
make_parcel (Post *post)
{
  g_autoptr(GBytes) payload = g_bytes_new_static ("{}", 2);
  AcParcel *first = NULL;

  for (guint i = 0; i < post->n_copies; i++)
    {
      AcParcel *parcel = ac_parcel_new (post->copies[i].key, payload, AC_AUDIENCE_FOLLOWERS);

      parcel->text = g_strdup ("Hello");
      if (first == NULL)
        first = parcel;
      else
        g_ptr_array_add (first->following, parcel);
      if (i == 0 && post->n_copies > 1)
        first->following = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
    }
  return first;
}

static inline void
share (World *world)
{
  Post *post = make_post (world);
  g_autoptr(AcStatus) status = ac_status_new (post->status, "Hello", ac_clock_now_ms ());
  g_autoptr(AcDelivery) delivery =
                ac_delivery_new (post->delivery, post->status, world->f->account);
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  g_autoptr(GError) error = NULL;

  ac_delivery_set_account_facts (delivery, "mastodon", "@ada@mastodon.example");
  ac_delivery_set_audience (delivery, AC_AUDIENCE_FOLLOWERS);
  ac_status_set_life (status, post->life);
  ac_status_add_delivery (status, delivery);
  g_ptr_array_add (parcels, make_parcel (post));
  g_assert_true (ac_store_add_status (world->store, world->f->person, status, parcels, &error));
  g_assert_no_error (error);
}
