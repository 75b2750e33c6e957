/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-private.h"
#include "ac-test-plan.h"

/* When a status is shared and when its copies end, on the store of every engine, with a clock that
 * the test moves. */

static void
check_ends_in_time (Fixture *f, AcStore *store)
{
  gint64 next_due = 0;
  gboolean has_work = FALSE;
  g_autoptr(GPtrArray) none = NULL;

  stop_clock ();
  plan (f, store, AC_LIFE_DAY, 0, AC_FORM_POST);
  g_assert_cmpint (get_ends_at (f, store), ==, 0);
  pass_time (HOUR);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  g_assert_cmpint (get_ends_at (f, store), ==, ac_clock_now_ms () + DAY);

  none = ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  if (!ac_store_is_shared (store))
    g_assert_cmpint (next_due, ==, ac_clock_now_ms () + DAY);
  g_assert_true (ac_store_has_work (store, &has_work, NULL));
  g_assert_true (has_work);

  pass_time (DAY - 1);
  g_assert_null (claim_one (store));
  pass_time (1);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_EXPIRED);
  g_assert_null (claim_one (store));
}

/* It comes late, goes as ever when the service is away or lets nobody delete, and is the person's
 * own wish when they were first. */
static void
check_ends_late (Fixture *f, AcStore *store)
{
  g_autoptr(AcDelivery) delivery = NULL;
  gint64 ends_at = 0;

  stop_clock ();
  plan (f, store, AC_LIFE_HOUR, 0, AC_FORM_POST);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  ends_at = get_ends_at (f, store);
  pass_time (3 * DAY);
  settle_next (store, AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
  pass_time (HOUR);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  delivery = ac_store_get_delivery (store, f->person, f->delivery, NULL);
  g_assert_cmpint (ac_delivery_get_state (delivery), ==, AC_DELIVERY_EXPIRED);
  g_assert_cmpint (ac_delivery_get_ends_at (delivery), ==, ends_at);
  g_assert_cmpint (ac_delivery_get_updated_at (delivery), ==, ends_at + 3 * DAY);
}

static void
make_live_for_a_day (Fixture *f, AcStore *store)
{
  stop_clock ();
  plan (f, store, AC_LIFE_DAY, 0, AC_FORM_POST);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_null (claim_one (store));
}

static void
check_still_live (Fixture *f, AcStore *store)
{
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
check_ends_now (Fixture *f, AcStore *store)
{
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_EXPIRED);
}

/* Somebody sets the clock wrong and right again. */
static void
check_jump_there_and_back (Fixture *f, AcStore *store)
{
  make_live_for_a_day (f, store);
  pass_time (HOUR);
  ac_clock_jump_for_tests (365 * DAY);
  check_still_live (f, store);
  pass_time (MINUTE);
  ac_clock_jump_for_tests (-365 * DAY);
  pass_time (DAY - HOUR - 2 * MINUTE);
  check_still_live (f, store);
  pass_time (MINUTE);
  check_ends_now (f, store);
}

/* The clock was wrong when it was shared: it is live as long as the person chose. */
static void
check_jump_to_stay (Fixture *f, AcStore *store)
{
  make_live_for_a_day (f, store);
  pass_time (MINUTE);
  ac_clock_jump_for_tests (2 * DAY);
  check_still_live (f, store);
  pass_time (10 * MINUTE);
  check_still_live (f, store);
  g_assert_cmpint (get_ends_at (f, store), ==, ac_clock_now_ms () + DAY - 11 * MINUTE);
  pass_time (DAY - 11 * MINUTE);
  check_ends_now (f, store);
}

/* Nobody here knows how long it has been live: the clock is believed when it has been left alone
 * for a while. */
static void
check_jump_of_unknown (Fixture *f, AcStore *store)
{
  gint64 next_due = 0;

  make_live_for_a_day (f, store);
  g_hash_table_remove_all (ac_store_get_lives (store));
  ac_clock_jump_for_tests (2 * DAY);
  g_ptr_array_unref (ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, NULL));
  g_assert_cmpint (next_due, >, ac_clock_now_ms ());
  g_assert_cmpint (next_due, <=, ac_clock_now_ms () + 10 * MINUTE + 1);
  pass_time (10 * MINUTE - 1);
  check_still_live (f, store);
  g_ptr_array_unref (ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, NULL));
  g_assert_cmpint (next_due, ==, ac_clock_now_ms () + 2);
  pass_time (1);
  check_ends_now (f, store);
}

/* As many lives in doubt as are looked at in one claim, and one thing to share. */
static void
check_doubt_holds_nobody_up (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStep) step = NULL;

  make_live_for_a_day (f, store);
  g_hash_table_remove_all (ac_store_get_lives (store));
  ac_database_execute (
      ac_store_get_database (store), NULL, &error,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
      " INSERT INTO step (person_id, id, delivery_id, account_id, kind, state, look, sent_at,"
      " attempts, resends, due_at, epoch) SELECT person_id, id || i, delivery_id, account_id, kind,"
      " state, look, sent_at, attempts, resends, due_at, epoch FROM step CROSS JOIN n"
      " WHERE kind = $1",
      "i", AC_INT (AC_STEP_LIVE));
  g_assert_no_error (error);
  ac_clock_jump_for_tests (2 * DAY);
  plan (f, store, AC_LIFE_KEEP, 0, AC_FORM_POST);
  step = claim_one (store);
  g_assert_nonnull (step);
  g_assert_cmpstr (step->delivery_id, ==, f->delivery);
}

static void
check_taken_back_first (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  plan (f, store, AC_LIFE_WEEK, 0, AC_FORM_POST);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_false (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
  pass_time (8 * DAY);
  g_assert_null (claim_one (store));
}

static void
check_refused_end (Fixture *f, AcStore *store)
{
  stop_clock ();
  plan (f, store, AC_LIFE_HOUR, 0, AC_FORM_POST);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  pass_time (HOUR);
  settle_next (store, AC_OUTCOME_REJECTED, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVE_FAILED);
}

/* Killed while it was taken back: that goes on. */
static void
check_killed_at_end (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;

  stop_clock ();
  plan (f, store, AC_LIFE_HOUR, 0, AC_FORM_POST);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  pass_time (HOUR);
  step = claim_one (store);
  g_assert_cmpint (step->kind, ==, AC_STEP_REMOVE);
  die_and_recover (store);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_EXPIRED);
}

/* A story ends by itself, and nobody else's life is put in its place. */
static void
check_own_end (Fixture *f, AcStore *store)
{
  stop_clock ();
  plan (f, store, AC_LIFE_HOUR, 0, AC_FORM_STORY);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_ends_at (f, store), ==, 0);
  pass_time (2 * HOUR);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* What was lost on the way and found later has been there since it was sent. */
static void
check_counted_from_sending (Fixture *f, AcStore *store)
{
  gint64 sent_at = 0;

  stop_clock ();
  plan (f, store, AC_LIFE_HOUR, 0, AC_FORM_POST);
  sent_at = ac_clock_now_ms ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (30 * MINUTE);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_PROBE);
  g_assert_cmpint (get_ends_at (f, store), ==, sent_at + HOUR);
}

/* A claim whose settlement isn't committed at first. */
typedef struct
{
  Fixture *fixture;
  AcStep *step;
  gboolean commits;
} Settlement;

static GObject *
claim_it (AcStore *store, gpointer user_data, GError **error)
{
  Settlement *self = user_data;

  stop_clock ();
  plan (self->fixture, store, AC_LIFE_HOUR, 0, AC_FORM_POST);
  self->step = claim_one (store);
  return NULL;
}

static GObject *
settle_it (AcStore *store, gpointer user_data, GError **error)
{
  Settlement *self = user_data;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  pass_time (MINUTE);
  ac_outcome_set_copy (done, "1", "1", "1");
  settle (store, self->step, done, AC_REPEAT_PROBE, 20000);
  if (self->commits)
    g_assert_cmpint (get_ends_at (self->fixture, store), ==, self->step->sent_at + HOUR);
  else
    g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "The transaction is lost");
  return NULL;
}

/* A transaction that met another one, or lost its server, runs again. */
static void
test_settled_twice (Fixture *f)
{
  Settlement settlement = { f };
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (f->store, claim_it, &settlement, NULL), &error);
  g_assert_no_error (error);
  ac_test_wait_true (ac_store_run (f->store, settle_it, &settlement, NULL), &error);
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE);
  g_clear_error (&error);
  settlement.commits = TRUE;
  ac_test_wait_true (ac_store_run (f->store, settle_it, &settlement, NULL), &error);
  g_assert_no_error (error);
  ac_step_free (settlement.step);
}

static void
make_live (Fixture *f, AcStore *store, const char *uri)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  plan (f, store, AC_LIFE_HOUR, 0, AC_FORM_POST);
  step = claim_one (store);
  ac_outcome_set_copy (done, uri, uri, uri);
  settle (store, step, done, AC_REPEAT_PROBE, 0);
}

/* One that waits for the service's budget has the others of its account wait with it, and keeps its
 * place before them. */
static void
check_budget (Fixture *f, AcStore *store)
{
  static const char *const uris[] = { "a", "b", "c" };
  g_autoptr(AcOutcome) later = NULL;
  g_autoptr(AcStep) first = NULL;

  stop_clock ();
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++, pass_time (MINUTE))
    make_live (f, store, uris[i]);
  pass_time (2 * HOUR);
  later = ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED,
                                 ac_clock_now_ms () + 30 * MINUTE);
  first = claim_one (store);
  g_assert_cmpstr (first->parcel->remote_uri, ==, "a");
  settle (store, first, later, AC_REPEAT_PROBE, 0);
  pass_time (30 * MINUTE - 1);
  g_assert_null (claim_one (store));
  pass_time (1);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (uris); i++)
    {
      g_autoptr(AcStep) step = claim_one (store);
      g_autoptr(AcOutcome) gone = ac_outcome_new (AC_OUTCOME_ABSENT);

      g_assert_cmpint (step->kind, ==, i % 2 == 0 ? AC_STEP_REMOVE : AC_STEP_VERIFY);
      g_assert_cmpstr (step->parcel->remote_uri, ==, uris[i / 2]);
      settle (store, step, gone, AC_REPEAT_PROBE, 0);
    }
}

static void
check_sent_at_its_time (Fixture *f, AcStore *store)
{
  stop_clock ();
  plan (f, store, AC_LIFE_KEEP, ac_clock_now_ms () + DAY, AC_FORM_POST);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SCHEDULED);
  pass_time (DAY - 1);
  g_assert_null (claim_one (store));
  pass_time (1 + HOUR);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* The clock jumped by a year, or the computer was off: nothing is armed without a click. */
static void
check_missed (Fixture *f, AcStore *store)
{
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(GError) error = NULL;
  gint64 share_at = 0;

  stop_clock ();
  share_at = ac_clock_now_ms () + DAY;
  plan (f, store, AC_LIFE_KEEP, share_at, AC_FORM_POST);
  pass_time (366 * DAY);
  g_assert_null (claim_one (store));
  delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);
  g_assert_cmpint (ac_delivery_get_state (delivery), ==, AC_DELIVERY_MISSED);
  g_assert_cmpint (ac_delivery_get_next_at (delivery), ==, share_at);
  die_and_recover (store);
  g_assert_null (claim_one (store));

  g_assert_false (ac_store_resolve_delivery (store, f->person, f->delivery, "posted", &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (ac_store_reschedule (store, f->person, f->status, 0, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* Out of reach at its time and for longer than an hour: it asks, too. */
static void
check_missed_while_offline (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  plan (f, store, AC_LIFE_KEEP, ac_clock_now_ms () + HOUR, AC_FORM_POST);
  pass_time (HOUR);
  settle_next (store, AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  pass_time (2 * HOUR);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_MISSED);
  g_assert_true (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  settle_next (store, AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
  pass_time (2 * HOUR);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* What waited for the service's budget from its time on was not missed. */
static void
check_held_up (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) last = ac_outcome_new (AC_OUTCOME_DONE);

  stop_clock ();
  step = claim_one (store);
  ac_outcome_set_copy (last, "1", "1", "1");
  ac_outcome_set_used_up (last, AC_BUDGET_SHARING, ac_clock_now_ms () + 3 * HOUR);
  settle (store, step, last, AC_REPEAT_PROBE, 0);
  plan (f, store, AC_LIFE_KEEP, ac_clock_now_ms () + 30 * MINUTE, AC_FORM_POST);
  pass_time (30 * MINUTE);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SCHEDULED);
  pass_time (150 * MINUTE);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
check_another_time (Fixture *f, AcStore *store)
{
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;
  gint64 later = 0;

  stop_clock ();
  plan (f, store, AC_LIFE_KEEP, ac_clock_now_ms () + HOUR, AC_FORM_POST);
  later = ac_clock_now_ms () + DAY;
  g_assert_true (ac_store_reschedule (store, f->person, f->status, later, &error));
  status = ac_store_get_status (store, f->person, f->status, &error);
  g_assert_cmpint (ac_status_get_share_at (status), ==, later);
  g_assert_false (ac_store_retry_delivery (store, f->person, f->delivery, NULL));
  pass_time (2 * HOUR);
  g_assert_null (claim_one (store));
  pass_time (22 * HOUR + MINUTE);
  step = claim_one (store);
  g_assert_nonnull (step);
  g_assert_false (ac_store_reschedule (store, f->person, f->status, 0, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
check_cancelled (Fixture *f, AcStore *store)
{
  stop_clock ();
  for (guint missed = 0; missed < 2; missed++)
    {
      plan (f, store, AC_LIFE_KEEP, ac_clock_now_ms () + HOUR, AC_FORM_POST);
      if (missed)
        pass_time (3 * HOUR);
      g_assert_null (claim_one (store));
      g_assert_true (ac_store_remove_status (store, f->person, f->status, NULL));
      g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
      pass_time (HOUR);
      g_assert_null (claim_one (store));
    }
}

/* A claim that looks whether it has ended. */
static AcStep *
claim_end (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  AcStep *step = NULL;

  stop_clock ();
  g_assert_true (ac_database_execute (ac_store_get_database (store), NULL, &error,
                                      "UPDATE delivery SET form = 'story' WHERE person_id = $1",
                                      "s", f->person));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_null (claim_one (store));
  pass_time (25 * 60 * 60 * 1000);
  step = claim_one (store);
  g_assert_nonnull (step);
  g_assert_cmpint (step->kind, ==, AC_STEP_END);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  return step;
}

static void
take_back_now (AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  g_assert_nonnull (step);
  g_assert_cmpint (step->kind, ==, AC_STEP_REMOVE);
  settle (store, step, done, AC_REPEAT_PROBE, 0);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
}

/* As long as nobody can ask, nobody knows that it is still there. */
static void
check_end_out_of_reach (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_end (f, store);
  g_autoptr(AcOutcome) away = ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_UNREACHABLE, 0);

  settle (store, step, away, AC_REPEAT_PROBE, 0);
  for (guint i = 0; i < 30; i++)
    {
      pass_time (60 * 60 * 1000);
      settle_next (store, i % 2 == 0 ? AC_OUTCOME_LATER : AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
      g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
    }
  pass_time (60 * 60 * 1000);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static void
check_end_taken_back (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_end (f, store);
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle (store, step, unknown, AC_REPEAT_PROBE, 0);
  take_back_now (store);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static void
check_blocked_end_taken_back (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_end (f, store);
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_block_step (store, step, AC_ERROR_KEYRING_LOCKED, &error));
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);
  g_assert_cmpint (ac_delivery_get_state (delivery), ==, AC_DELIVERY_SIGN_IN_NEEDED);
  g_assert_cmpint (ac_delivery_get_error (delivery), ==, AC_ERROR_KEYRING_LOCKED);
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_unblock_steps (store, f->person, NULL, &error));
  take_back_now (store);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static const StoreCase cases[] = {
  { "ends-in-time", .check = check_ends_in_time },
  { "ends-late", .check = check_ends_late },
  { "jump-there-and-back", .check = check_jump_there_and_back },
  { "jump-to-stay", .check = check_jump_to_stay },
  { "jump-of-unknown", .check = check_jump_of_unknown },
  { "doubt-holds-nobody-up", .check = check_doubt_holds_nobody_up },
  { "taken-back-first", .check = check_taken_back_first },
  { "end-is-refused", .check = check_refused_end },
  { "killed-at-the-end", .check = check_killed_at_end },
  { "story-has-its-own-end", .check = check_own_end },
  { "life-begins-with-the-sending", .check = check_counted_from_sending },
  { "settled-twice-begins-once", .test = test_settled_twice },
  { "budget-is-of-the-account", .check = check_budget },
  { "sent-at-its-time", .check = check_sent_at_its_time },
  { "missed-asks", .check = check_missed },
  { "missed-while-offline-asks", .check = check_missed_while_offline },
  { "held-up-is-not-missed", .check = check_held_up },
  { "another-time", .check = check_another_time },
  { "cancelled-before-its-time", .check = check_cancelled },
  { "end-out-of-reach", .check = check_end_out_of_reach },
  { "end-taken-back", .check = check_end_taken_back },
  { "blocked-end-taken-back", .check = check_blocked_end_taken_back },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "times", cases, G_N_ELEMENTS (cases));
}
