/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-drafts.h"
#include "ac-test-thread.h"

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

  add_half (f, store, AC_LIFE_KEEP);
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

  add_half (f, store, AC_LIFE_KEEP);
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

  add_half (f, store, AC_LIFE_KEEP);
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

  add_half (f, store, AC_LIFE_KEEP);
  sent = claim_part (store, 2);
  take_back_on_its_way (f, store, sent);
  take_back_from (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed cancelled cancelled");
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
  add_half (f, store, AC_LIFE_HOUR);
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
  add_half (f, store, AC_LIFE_HOUR);
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

  add_half (f, store, AC_LIFE_KEEP);
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

  add_half (f, store, AC_LIFE_KEEP);
  g_assert_null (ac_store_undo_status (store, f->person, f->status, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
share_half (Fixture *f, AcStore *store)
{
  add_half (f, store, AC_LIFE_KEEP);
}

static void
find_and_take_back (AcStore *store, guint ordinal)
{
  settle_part (store, ordinal, AC_STEP_PUBLISH, AC_OUTCOME_FOUND);
  settle_part (store, ordinal, AC_STEP_REMOVE, AC_OUTCOME_DONE);
  settle_part (store, ordinal, AC_STEP_VERIFY, AC_OUTCOME_ABSENT);
}

static void
check_all_are_looked_for (Fixture *f, AcStore *store)
{
  check_states (f, store, AC_DELIVERY_CHECKING, "live checking checking");
  remove_it (f, store);
  check_states (f, store, AC_DELIVERY_REMOVING, "live removing removing");
  find_and_take_back (store, 2);
  take_back_from (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVING, "removed removed removing");
  find_and_take_back (store, 3);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed removed");
  g_assert_null (claim_one (store));
}

/* Parts 2 and 3 were sent after the backup. */
static void
test_restored_and_taken_back (Fixture *f)
{
  on_store (f, share_half);
  come_back_from_backup (f);
  on_store (f, check_all_are_looked_for);
}

static void
check_goes_on (Fixture *f, AcStore *store)
{
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_FOUND);
  check_states (f, store, AC_DELIVERY_CHECKING, "live live checking");
  settle_part (store, 3, AC_STEP_PUBLISH, AC_OUTCOME_ABSENT);
  settle_part (store, 3, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  check_states (f, store, AC_DELIVERY_LIVE, "live live live");
}

/* Part 2 was sent after the backup. */
static void
test_restored_and_shared (Fixture *f)
{
  on_store (f, share_half);
  come_back_from_backup (f);
  on_store (f, check_goes_on);
}

static void
start_computer (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  ac_clock_start_for_tests ();
  ac_store_close (f->store);
  g_clear_object (&f->store);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
}

/* The same after the disk was set back and the computer started. */
static void
test_set_back_and_taken_back (Fixture *f)
{
  on_store (f, share_half);
  start_computer (f);
  on_store (f, check_all_are_looked_for);
}

static void
send_first (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;

  add_thread (f, store, AC_LIFE_KEEP);
  step = claim_part (store, 1);
}

static void
check_rest_is_looked_for (Fixture *f, AcStore *store)
{
  die_and_recover (store);
  settle_part (store, 1, AC_STEP_PUBLISH, AC_OUTCOME_FOUND);
  check_goes_on (f, store);
}

/* What was kept is from when part 1 was on its way, and part 2 was sent as well. */
static void
test_set_back_to_first_sending (Fixture *f)
{
  on_store (f, send_first);
  start_computer (f);
  on_store (f, check_rest_is_looked_for);
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
  { "restored-and-taken-back", .test = test_restored_and_taken_back, .of_files = TRUE },
  { "set-back-and-taken-back", .test = test_set_back_and_taken_back, .of_files = TRUE },
  { "set-back-to-first-sending", .test = test_set_back_to_first_sending, .of_files = TRUE },
  { "restored-and-shared", .test = test_restored_and_shared, .of_files = TRUE },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "parts", cases, G_N_ELEMENTS (cases));
}
