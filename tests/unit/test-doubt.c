/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-store-drafts.h"
#include "ac-store-pauses.h"
#include "ac-test-plan.h"

/* What may have been sent by a store that was set back, and at nearly each start of a computer was
 * not: the doubt costs a look, and lets nothing out that is held back. */

#define MANY_STARTS 40

static void
reopen (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  ac_store_close (f->store);
  g_clear_object (&f->store);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
}

static void
start_computer (Fixture *f)
{
  ac_clock_start_for_tests ();
  reopen (f);
}

/* As the outbox looks: what has a key is not sent to find out. */
static void
find_nothing (AcStore *store, AcRepeat repeat)
{
  g_autoptr(AcOutcome) absent = ac_outcome_new (AC_OUTCOME_ABSENT);
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  g_assert_cmpuint (step->attempts, ==, 1);
  g_assert_cmpuint (step->resends, ==, 0);
  g_assert_false (ac_step_is_sent_again (step, repeat));
  settle (store, step, absent, repeat, 20000);
}

static void
share_now (Fixture *f, AcStore *store)
{
  stop_clock ();
  plan (f, store, AC_LIFE_KEEP, 0, AC_FORM_POST);
}

static void
check_first_sending (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) silence = ac_outcome_new (AC_OUTCOME_UNKNOWN);
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcStep) again = NULL;

  g_assert_nonnull ((step = claim_one (store)));
  g_assert_cmpint (step->state, ==, AC_STEP_PENDING);
  settle (store, step, silence, AC_REPEAT_KEYED, 20000);
  pass_time (HOUR);
  again = claim_one (store);
  g_assert_true (ac_step_is_sent_again (again, AC_REPEAT_KEYED));
}

static void
look_at_keyed (Fixture *f, AcStore *store)
{
  find_nothing (store, AC_REPEAT_KEYED);
  check_first_sending (f, store);
}

/* A service that makes one post of the same key would take a look for the first one. */
static void
test_keyed (Fixture *f)
{
  on_store (f, share_now);
  start_computer (f);
  on_store (f, look_at_keyed);
}

static void
die_looking (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_true (ac_store_recover_steps (store, NULL));
  look_at_keyed (f, store);
}

static void
test_keyed_and_killed (Fixture *f)
{
  on_store (f, share_now);
  start_computer (f);
  on_store (f, die_looking);
}

static void
stop_sharing (Fixture *f, AcStore *store)
{
  share_now (f, store);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, NULL));
}

static void
pause_sharing (Fixture *f, AcStore *store)
{
  share_now (f, store);
  g_assert_true (ac_store_pause_account (store, f->person, f->account, AC_PAUSED_OPEN, NULL));
}

static void
check_held (Fixture *f, AcStore *store)
{
  find_nothing (store, AC_REPEAT_KEYED);
  g_assert_null (claim_one (store));
}

static void
test_stopped (Fixture *f)
{
  on_store (f, stop_sharing);
  start_computer (f);
  on_store (f, check_held);
}

static void
test_paused (Fixture *f)
{
  on_store (f, pause_sharing);
  start_computer (f);
  on_store (f, check_held);
}

static void
plan_for_tomorrow (Fixture *f, AcStore *store)
{
  stop_clock ();
  plan (f, store, AC_LIFE_KEEP, ac_clock_now_ms () + DAY, AC_FORM_POST);
}

static void
miss (Fixture *f, AcStore *store)
{
  plan_for_tomorrow (f, store);
  pass_time (2 * DAY);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_MISSED);
}

static void
check_is_missed (Fixture *f, AcStore *store)
{
  find_nothing (store, AC_REPEAT_KEYED);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_MISSED);
}

static void
check_takes_another_time (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  check_is_missed (f, store);
  ac_store_reschedule (store, f->person, f->status, ac_clock_now_ms () + DAY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SCHEDULED);
}

static void
test_missed (Fixture *f)
{
  on_store (f, miss);
  start_computer (f);
  on_store (f, check_takes_another_time);
}

/* It isn't looked for as late as the clock was set ahead by. */
static void
test_missed_and_set_ahead (Fixture *f)
{
  on_store (f, miss);
  ac_clock_jump_for_tests (365 * DAY);
  on_store (f, check_is_missed);
}

static void
check_has_its_time_again (Fixture *f, AcStore *store)
{
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SCHEDULED);
  pass_time (DAY);
  check_first_sending (f, store);
}

/* Only by a clock that was wrong. */
static void
test_missed_by_wrong_clock (Fixture *f)
{
  on_store (f, plan_for_tomorrow);
  ac_clock_jump_for_tests (2 * DAY);
  on_store (f, check_is_missed);
  ac_clock_jump_for_tests (-2 * DAY);
  on_store (f, check_has_its_time_again);
}

static void
look_in_vain (Fixture *f, AcStore *store)
{
  find_nothing (store, AC_REPEAT_PROBE);
}

static void
check_can_be_undone (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDraft) draft = ac_store_undo_status (store, f->person, f->status, &error);

  g_assert_no_error (error);
  g_assert_nonnull (draft);
}

/* However often. */
static void
test_many_starts (Fixture *f)
{
  on_store (f, stop_sharing);
  for (guint i = 0; i < MANY_STARTS; i++)
    {
      start_computer (f);
      on_store (f, look_in_vain);
    }
  on_store (f, check_can_be_undone);
}

static void
check_can_be_cancelled (Fixture *f, AcStore *store)
{
  guint n = 0;

  g_assert_true (
      ac_store_cancel_unsent (store, f->person, NULL, f->account, AC_COPIES_DELETED, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (
      ac_store_cancel_unsent (store, f->person, NULL, f->account, AC_COPIES_KEPT, &n, NULL));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  g_assert_null (claim_one (store));
}

/* What nobody has sent isn't sent any more; but where copies are to be deleted, it is looked for.
 */
static void
test_cancelled (Fixture *f)
{
  on_store (f, share_now);
  start_computer (f);
  on_store (f, check_can_be_cancelled);
}

/* ---- what else a clock that is set takes along */

static void
execute (AcStore *store, const char *sql, gint64 value)
{
  g_autoptr(GError) error = NULL;

  ac_database_execute (ac_store_get_database (store), NULL, &error, sql, "i", value);
  g_assert_no_error (error);
}

static void
check_value (AcStore *store, const char *sql, gint64 expected)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (store), NULL, sql, "");

  g_assert_true (rows != NULL && ac_rows_next (rows));
  g_assert_cmpint (ac_rows_int (rows, 0), ==, expected);
}

static gint64 began_at;

static void
pause_for_an_hour (Fixture *f, AcStore *store)
{
  began_at = ac_clock_now_ms ();
  g_assert_true (ac_store_stop_sharing_until (store, f->person, began_at + DAY, NULL));
  g_assert_true (ac_store_pause_account (store, f->person, f->account, began_at + HOUR, NULL));
  execute (store,
           "INSERT INTO rule_post (person_id, target, uri, rule_id, verdict, status_id, seen_at)"
           " SELECT id, 't', 'u', 'r', 'shared', 's', $1 FROM person",
           began_at);
}

#define PAUSED_UNTIL "SELECT paused_until FROM account"
#define STOPPED_UNTIL "SELECT stopped_until FROM person"

static void
check_lasts_an_hour (Fixture *f, AcStore *store)
{
  check_value (store, PAUSED_UNTIL, ac_clock_now_ms () + HOUR);
  check_value (store, STOPPED_UNTIL, began_at + DAY);
  check_value (store, "SELECT seen_at FROM rule_post", ac_clock_now_ms ());
  execute (store, "UPDATE account SET paused_until = $1", AC_PAUSED_OPEN);
}

static void
check_lasts_for_ever (Fixture *f, AcStore *store)
{
  check_value (store, PAUSED_UNTIL, AC_PAUSED_OPEN);
}

/* An hour is one; tomorrow is tomorrow. */
static void
test_pauses (Fixture *f)
{
  stop_clock ();
  reopen (f);
  on_store (f, pause_for_an_hour);
  ac_clock_jump_for_tests (-30 * DAY);
  on_store (f, check_lasts_an_hour);
  ac_clock_jump_for_tests (HOUR);
  on_store (f, check_lasts_for_ever);
}

static AcKeyState
claim_key (Fixture *f, AcStore *store)
{
  AcKeyState state = AC_KEY_DONE;
  guint status = 0;
  g_autoptr(GBytes) body = NULL;
  g_autofree char *location = NULL;

  g_assert_true (ac_store_claim_key (store, f->person, "key", "hash", &state, &status, &body,
                                     &location, NULL));
  return state;
}

static void
use_key (Fixture *f, AcStore *store)
{
  stop_clock ();
  g_assert_cmpint (claim_key (f, store), ==, AC_KEY_FRESH);
}

static void
check_knows_key (Fixture *f, AcStore *store)
{
  g_assert_cmpint (claim_key (f, store), ==, AC_KEY_RUNNING);
}

/* A request that is repeated is the same one, whatever time it is. */
static void
test_request_key (Fixture *f)
{
  on_store (f, use_key);
  ac_clock_jump_for_tests (30 * DAY);
  on_store (f, check_knows_key);
}

static gint64 searched_from;

static void
lose_answer (Fixture *f, AcStore *store)
{
  share_now (f, store);
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  searched_from = ac_clock_now_ms ();
}

static void
check_search (Fixture *f, AcStore *store)
{
  check_value (store, "SELECT MAX(first_armed_at) FROM delivery", searched_from);
}

/* A computer without a clock of its own is behind at each start, and is told the time then: the
 * search begins where it did. */
static void
test_search (Fixture *f)
{
  on_store (f, lose_answer);
  for (guint i = 0; i < 3; i++)
    {
      ac_clock_jump_for_tests (-DAY);
      start_computer (f);
      on_store (f, check_search);
      ac_clock_jump_for_tests (DAY);
      on_store (f, check_search);
    }
  ac_clock_jump_for_tests (-HOUR);
  searched_from -= HOUR;
  on_store (f, check_search);
}

static const StoreCase cases[] = {
  { "keyed", .test = test_keyed, .of_files = TRUE },
  { "keyed-and-killed", .test = test_keyed_and_killed, .of_files = TRUE },
  { "stopped", .test = test_stopped, .of_files = TRUE },
  { "paused", .test = test_paused, .of_files = TRUE },
  { "missed", .test = test_missed, .of_files = TRUE },
  { "missed-and-set-ahead", .test = test_missed_and_set_ahead, .of_files = TRUE },
  { "missed-by-wrong-clock", .test = test_missed_by_wrong_clock, .of_files = TRUE },
  { "many-starts", .test = test_many_starts, .of_files = TRUE },
  { "cancelled", .test = test_cancelled, .of_files = TRUE },
  { "pauses", .test = test_pauses, .of_files = TRUE },
  { "request-key", .test = test_request_key, .of_files = TRUE },
  { "search", .test = test_search, .of_files = TRUE },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "doubt", cases, G_N_ELEMENTS (cases));
}
