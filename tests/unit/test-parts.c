/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-part.h"
#include "ac-store-drafts.h"
#include "ac-store-private.h"
#include "ac-test-store.h"

#define N_PARTS 3
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))

static AcParcel *
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
static void
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
static void
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

      g_assert_true ((ac_part_get_state (part) == AC_DELIVERY_LIVE) <=
                     (ac_part_get_url (part) != NULL));
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                              ac_delivery_state_to_slug (ac_part_get_state (part)));
    }
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpstr (ac_delivery_state_to_slug (ac_delivery_get_state (delivery)), ==,
                   ac_delivery_state_to_slug (state));
}

/* What is claimed is this part, below the one before it. */
static AcStep *
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

static void
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

static void
publish_up_to (AcStore *store, guint last)
{
  for (guint i = 1; i <= last; i++)
    settle_part (store, i, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
}

static void
take_back_from (AcStore *store, guint last)
{
  for (guint i = last; i >= 1; i--)
    {
      settle_part (store, i, AC_STEP_REMOVE, AC_OUTCOME_DONE);
      settle_part (store, i, AC_STEP_VERIFY, AC_OUTCOME_ABSENT);
    }
}

static void
remove_it (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_no_error (error);
}

static void
check_whole (Fixture *f, AcStore *store)
{
  add_thread (f, store, AC_LIFE_KEEP);
  check_states (f, store, AC_DELIVERY_WAITING, "waiting waiting waiting");
  publish_up_to (store, 1);
  check_states (f, store, AC_DELIVERY_WAITING, "live waiting waiting");
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  settle_part (store, 3, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  check_states (f, store, AC_DELIVERY_LIVE, "live live live");
  g_assert_null (claim_one (store));

  remove_it (f, store);
  check_states (f, store, AC_DELIVERY_REMOVING, "removing removing removing");
  settle_part (store, 3, AC_STEP_REMOVE, AC_OUTCOME_DONE);
  settle_part (store, 3, AC_STEP_VERIFY, AC_OUTCOME_ABSENT);
  check_states (f, store, AC_DELIVERY_REMOVING, "removing removing removed");
  take_back_from (store, 2);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed removed");
  g_assert_null (claim_one (store));
}

/* What is out stays, and what is missing goes on after the sign-in. */
static void
check_sign_in_between (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 1);
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_SIGN_IN);
  check_states (f, store, AC_DELIVERY_SIGN_IN_NEEDED, "live sign-in-needed waiting");
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_unblock_steps (store, f->person, f->account, &error));
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  settle_part (store, 3, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  check_states (f, store, AC_DELIVERY_LIVE, "live live live");
}

/* At each place where it could die it goes on with the very part. */
static void
check_death_between (Fixture *f, AcStore *store)
{
  add_thread (f, store, AC_LIFE_KEEP);
  for (guint i = 1; i <= N_PARTS; i++)
    {
      g_autoptr(AcStep) lost = claim_part (store, i);

      die_and_recover (store);
      check_states (f, store, AC_DELIVERY_CHECKING,
                    i == 1   ? "checking waiting waiting"
                    : i == 2 ? "live checking waiting"
                             : "live live checking");
      settle_part (store, i, AC_STEP_PUBLISH, i == 2 ? AC_OUTCOME_ABSENT : AC_OUTCOME_FOUND);
      if (i == 2)
        settle_part (store, i, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
    }
  check_states (f, store, AC_DELIVERY_LIVE, "live live live");
}

static void
check_rejected_between (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 1);
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_REJECTED);
  check_states (f, store, AC_DELIVERY_FAILED, "live failed waiting");
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_REJECTED);
  remove_it (f, store);
  check_states (f, store, AC_DELIVERY_REMOVING, "removing cancelled cancelled");
  take_back_from (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed cancelled cancelled");
  g_assert_null (claim_one (store));
}

static void
check_removed_between (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) sent = NULL;
  g_autoptr(AcOutcome) outcome = ac_outcome_new (AC_OUTCOME_DONE);

  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 1);
  sent = claim_part (store, 2);
  remove_it (f, store);
  ac_outcome_set_copy (outcome, "2", "https://mastodon.example/2", "https://mastodon.example/2");
  ac_outcome_set_revision (outcome, "revision");
  settle (store, sent, outcome, AC_REPEAT_PROBE, 20000);
  take_back_from (store, 2);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed cancelled");
  g_assert_null (claim_one (store));
}

/* Part 2 was nowhere when it was taken back, and came while nobody looked. */
static void
check_late_part (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) sent = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 1);
  sent = claim_part (store, 2);
  remove_it (f, store);
  settle (store, sent, unknown, AC_REPEAT_PROBE, 20000);
  pass_time (20001);
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_ABSENT);
  take_back_from (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed cancelled");
  g_assert_null (claim_one (store));
  pass_time (11 * 60 * 1000);
  settle_part (store, 2, AC_STEP_WATCH, AC_OUTCOME_FOUND);
  settle_part (store, 2, AC_STEP_REMOVE, AC_OUTCOME_DONE);
  settle_part (store, 2, AC_STEP_VERIFY, AC_OUTCOME_ABSENT);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed cancelled");
  g_assert_null (claim_one (store));
}

/* It is counted from the first part. */
static void
check_life (Fixture *f, AcStore *store)
{
  add_thread (f, store, AC_LIFE_HOUR);
  publish_up_to (store, 1);
  pass_time (HOUR / 2);
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  settle_part (store, 3, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  g_assert_null (claim_one (store));
  pass_time (HOUR / 2);
  take_back_from (store, 3);
  check_states (f, store, AC_DELIVERY_EXPIRED, "expired expired expired");
}

static void
check_life_of_some (Fixture *f, AcStore *store)
{
  add_thread (f, store, AC_LIFE_HOUR);
  publish_up_to (store, 1);
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_REJECTED);
  g_assert_null (claim_one (store));
  pass_time (HOUR);
  take_back_from (store, 1);
  check_states (f, store, AC_DELIVERY_EXPIRED, "expired cancelled cancelled");
}

/* Only the person knows of part 2, whose address nobody has: part 3 goes below part 1. */
static void
check_resolved (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 1);
  step = claim_part (store, 2);
  settle (store, step, unknown, AC_REPEAT_BLIND, 0);
  check_states (f, store, AC_DELIVERY_NEEDS_YOU, "live needs-you waiting");
  g_assert_true (ac_store_resolve_delivery (store, f->person, f->delivery, "posted", &error));
  g_clear_pointer (&step, ac_step_free);
  step = claim_one (store);
  g_assert_cmpuint (step->part, ==, 3);
  g_assert_cmpstr (step->parcel->parent->remote_id, ==, "1");
}

/* Nothing of a thread can be undone once a part is out, although the next one isn't. */
static void
check_no_undo (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 1);
  g_assert_null (ac_store_undo_status (store, f->person, f->status, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static const StoreCase cases[] = {
  { "whole", check_whole, NULL },
  { "sign-in-between", check_sign_in_between, NULL },
  { "death-between", check_death_between, NULL },
  { "rejected-between", check_rejected_between, NULL },
  { "removed-between", check_removed_between, NULL },
  { "late-part", check_late_part, NULL },
  { "life", check_life, NULL },
  { "life-of-some", check_life_of_some, NULL },
  { "resolved", check_resolved, NULL },
  { "no-undo", check_no_undo, NULL },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "parts", cases, G_N_ELEMENTS (cases));
}
