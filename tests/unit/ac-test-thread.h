/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-part.h"
#include "ac-store-private.h"
#include "ac-test-store.h"

/* A thread of three, in place of the status that a store's fixture has. */
#define N_PARTS 3
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))

static inline AcParcel *
make_part (guint ordinal)
{
  g_autofree char *key = g_strdup_printf ("key-%u", ordinal);
  g_autofree char *text = g_strdup_printf ("Part %u", ordinal);
  g_autoptr(GBytes) payload = g_bytes_new (text, strlen (text));
  AcParcel *parcel = ac_parcel_new (key, payload, AC_AUDIENCE_FOLLOWERS);

  parcel->text = g_strdup (text);
  return parcel;
}

/* Takes the place of the status that the fixture made. */
static inline void
add_thread (Fixture *f, AcStore *store, AcLife life)
{
  g_autofree char *old_status = g_steal_pointer (&f->status);
  g_autofree char *old_delivery = g_steal_pointer (&f->delivery);
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  g_autoptr(GError) error = NULL;
  AcParcel *first = make_part (1);

  stop_clock ();
  g_assert_true (ac_store_remove_status (store, f->person, old_status, &error));
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  status = ac_status_new (f->status, "Part 1 Part 2 Part 3", ac_clock_now_ms ());
  delivery = ac_delivery_new (f->delivery, f->status, f->account);
  first->following = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  for (guint i = 2; i <= N_PARTS; i++)
    g_ptr_array_add (first->following, make_part (i));
  g_ptr_array_add (parcels, first);
  ac_delivery_set_account_facts (delivery, "mastodon", "@ada@mastodon.example");
  ac_delivery_set_audience (delivery, AC_AUDIENCE_FOLLOWERS);
  ac_delivery_set_long_text (delivery, AC_LONG_TEXT_THREAD);
  ac_status_set_life (status, life);
  ac_status_add_delivery (status, delivery);
  g_assert_true (ac_store_add_status (store, f->person, status, parcels, &error));
  g_assert_no_error (error);
}

/* The states of the parts, one word each. */
static inline void
check_states (Fixture *f, AcStore *store, AcDeliveryState state, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);
  GListModel *parts = ac_delivery_get_parts (delivery);
  g_autoptr(GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(AcPart) part = g_list_model_get_item (parts, i);

      if (ac_part_get_state (part) == AC_DELIVERY_CANCELLED)
        g_assert_null (ac_part_get_url (part));
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                              ac_delivery_state_to_slug (ac_part_get_state (part)));
    }
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpstr (ac_delivery_state_to_slug (ac_delivery_get_state (delivery)), ==,
                   ac_delivery_state_to_slug (state));
}

/* What is claimed is this part, below the one before it. */
static inline AcStep *
claim_part (AcStore *store, guint ordinal)
{
  g_autofree char *key = g_strdup_printf ("key-%u", ordinal);
  g_autofree char *parent = g_strdup_printf ("%u", ordinal - 1);
  AcStep *step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpuint (step->part, ==, ordinal);
  g_assert_cmpstr (step->parcel->key, ==, key);
  if (ordinal == 1)
    g_assert_null (step->parcel->parent);
  else
    {
      g_assert_cmpstr (step->parcel->first->remote_id, ==, "1");
      g_assert_cmpstr (step->parcel->parent->remote_id, ==, parent);
      g_assert_cmpstr (step->parcel->parent->revision, ==, "revision");
    }
  return step;
}

static inline void
settle_part (AcStore *store, guint ordinal, AcStepKind kind, AcOutcomeKind outcome_kind)
{
  g_autofree char *id = g_strdup_printf ("%u", ordinal);
  g_autofree char *uri = g_strdup_printf ("https://mastodon.example/%u", ordinal);
  g_autoptr(AcStep) step = claim_part (store, ordinal);
  g_autoptr(AcOutcome) outcome = ac_outcome_new_failed (outcome_kind, AC_ERROR_REJECTED, 0);

  g_assert_cmpint (step->kind, ==, kind);
  if (kind != AC_STEP_PUBLISH && kind != AC_STEP_WATCH)
    g_assert_cmpstr (step->parcel->remote_id, ==, id);
  if (outcome_kind == AC_OUTCOME_FOUND ||
      (outcome_kind == AC_OUTCOME_DONE && kind == AC_STEP_PUBLISH))
    {
      ac_outcome_set_copy (outcome, id, uri, uri);
      ac_outcome_set_revision (outcome, "revision");
    }
  settle (store, step, outcome, AC_REPEAT_PROBE, 20000);
}

/* The answer is lost, and nothing tells what has become of it. */
static inline void
lose_part (AcStore *store, guint ordinal)
{
  g_autoptr(AcStep) step = claim_part (store, ordinal);
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  g_assert_cmpint (step->kind, ==, AC_STEP_PUBLISH);
  settle (store, step, unknown, AC_REPEAT_BLIND, 0);
}

static inline void
publish_up_to (AcStore *store, guint last)
{
  for (guint i = 1; i <= last; i++)
    settle_part (store, i, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
}

/* Part 1 is out. */
static inline void
add_half (Fixture *f, AcStore *store, AcLife life)
{
  add_thread (f, store, life);
  publish_up_to (store, 1);
}

static inline void
take_back_from (AcStore *store, guint last)
{
  for (guint i = last; i >= 1; i--)
    {
      settle_part (store, i, AC_STEP_REMOVE, AC_OUTCOME_DONE);
      settle_part (store, i, AC_STEP_VERIFY, AC_OUTCOME_ABSENT);
    }
}

static inline void
remove_it (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_no_error (error);
}

/* It was taken back while the part was on its way, and is nowhere yet. */
static inline void
take_back_on_its_way (Fixture *f, AcStore *store, AcStep *sent)
{
  const guint ordinal = sent->part;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  remove_it (f, store);
  settle (store, sent, unknown, AC_REPEAT_PROBE, 20000);
  pass_time (20001);
  settle_part (store, ordinal, AC_STEP_PUBLISH, AC_OUTCOME_ABSENT);
}
