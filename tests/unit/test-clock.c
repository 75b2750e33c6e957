/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-clock.h"
#include "ac-store-drafts.h"
#include "ac-test-plan.h"

/* What becomes of what waits when somebody sets the day's clock, starts the computer again, or sets
 * it back as a whole. */

#define SECOND G_GINT64_CONSTANT (1000)
#define LONGEST_BACKOFF (15 * MINUTE)

static const gint64 jumps[] = { -DAY, 365 * DAY };

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
check_waits (Fixture *f, AcStore *store)
{
  g_assert_null (claim_one (store));
}

/* The pure decision. */
static void
test_compare (Fixture *f)
{
  static const struct
  {
    AcClockRecord before;
    AcClockRecord now;
    gboolean moved;
    gboolean doubtful;
    gint64 step_ms;
  } held[] = {
    { { "", 0, 0 }, { "b", 5 * DAY, MINUTE }, FALSE, FALSE, 0 },
    { { "a", DAY, HOUR }, { "a", 2 * DAY, HOUR + DAY }, FALSE, FALSE, 0 },
    { { "a", DAY, HOUR }, { "a", DAY + 30 * SECOND, HOUR }, FALSE, FALSE, 30 * SECOND },
    { { "a", DAY, HOUR }, { "a", 2 * DAY, HOUR }, FALSE, TRUE, DAY },
    { { "a", 3 * DAY, HOUR }, { "a", 2 * DAY, HOUR }, FALSE, FALSE, -DAY },
    { { "a", DAY, HOUR }, { "a", DAY - 30 * MINUTE, 30 * MINUTE }, TRUE, TRUE, -30 * MINUTE },
    { { "a", DAY, HOUR }, { "a", DAY + HOUR, 30 * MINUTE }, TRUE, TRUE, 0 },
    { { "a", DAY, HOUR }, { "b", 2 * DAY, MINUTE }, FALSE, TRUE, 0 },
    { { "a", DAY, HOUR }, { "b", HOUR, MINUTE }, FALSE, TRUE, HOUR - DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      AcClockChange change = ac_clock_record_compare (&held[i].before, &held[i].now);

      g_test_message ("%u", i);
      g_assert_cmpint (change.moved, ==, held[i].moved);
      g_assert_cmpint (change.doubtful, ==, held[i].doubtful);
      g_assert_cmpint (change.step_ms, ==, held[i].step_ms);
      if (change.doubtful)
        g_assert_cmpint (change.until, ==, MAX (held[i].before.wall, held[i].now.wall));
    }
}

/* What waits, and for how long from now on. */
typedef struct
{
  Fixture *fixture;
  void (*prepare) (Fixture *f, AcStore *store);
  gint64 rest;
} Wait;

static GObject *
prepare_wait (AcStore *store, gpointer user_data, GError **error)
{
  Wait *wait = user_data;
  g_autoptr(GPtrArray) none = NULL;
  gint64 next_due = 0;

  wait->prepare (wait->fixture, store);
  none = ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, error);
  g_assert_cmpuint (none->len, ==, 0);
  wait->rest = next_due - ac_clock_now_ms ();
  return NULL;
}

static void
check_comes (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpstr (step->delivery_id, ==, f->delivery);
}

/* Nobody has set it for a while. */
static void
believe_clock (void)
{
  ac_clock_get_doubt_ms ();
  pass_time (11 * MINUTE);
}

static void
hold_wait (Fixture *f, void (*prepare) (Fixture *, AcStore *), gint64 jump, gboolean again)
{
  Wait wait = { f, prepare };
  g_autoptr(GError) error = NULL;

  believe_clock ();
  ac_test_wait_true (ac_store_run (f->store, prepare_wait, &wait, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (wait.rest, >, 0);
  ac_clock_jump_for_tests (jump);
  if (again)
    reopen (f);
  on_store (f, check_waits);
  pass_time (wait.rest - 1);
  on_store (f, check_waits);
  pass_time (1);
  on_store (f, check_comes);
}

/* Neither sooner nor later, in the same process and in the next one. */
static void
hold_waits (Fixture *f, void (*prepare) (Fixture *, AcStore *))
{
  stop_clock ();
  reopen (f);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (jumps); i++)
    hold_wait (f, prepare, jumps[i / 2], i % 2 != 0);
}

static void
back_off (Fixture *f, AcStore *store)
{
  plan (f, store, AC_LIFE_KEEP, 0, AC_FORM_POST);
  settle_next (store, AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
}

static void
lose_answer (Fixture *f, AcStore *store)
{
  plan (f, store, AC_LIFE_KEEP, 0, AC_FORM_POST);
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
}

static void
give_time_to_undo (Fixture *f, AcStore *store)
{
  plan (f, store, AC_LIFE_KEEP, 0, AC_FORM_POST);
  g_assert_true (ac_store_delay_status (store, f->person, f->status, 30, NULL));
}

static void
settle_with (AcStore *store, AcStep *step, AcOutcome *outcome)
{
  const char *uri = step->delivery_id;

  ac_outcome_set_copy (outcome, uri, uri, uri);
  settle (store, step, outcome, AC_REPEAT_PROBE, 20000);
}

static void
begin_life (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(AcStep) step = NULL;

  plan (f, store, AC_LIFE_DAY, 0, AC_FORM_POST);
  step = claim_one (store);
  settle_with (store, step, done);
}

static void
use_up (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(AcStep) step = NULL;

  plan (f, store, AC_LIFE_KEEP, 0, AC_FORM_POST);
  step = claim_one (store);
  ac_outcome_set_used_up (done, AC_BUDGET_SHARING, ac_clock_now_ms () + HOUR);
  settle_with (store, step, done);
  plan (f, store, AC_LIFE_KEEP, 0, AC_FORM_POST);
}

static void
test_back_off (Fixture *f)
{
  hold_waits (f, back_off);
}

static void
test_settle_time (Fixture *f)
{
  hold_waits (f, lose_answer);
}

static void
test_undo_seconds (Fixture *f)
{
  hold_waits (f, give_time_to_undo);
}

static void
test_life (Fixture *f)
{
  hold_waits (f, begin_life);
}

static void
test_budget (Fixture *f)
{
  hold_waits (f, use_up);
}

static AcStep *under_way;

static void
look_for_it (Fixture *f, AcStore *store)
{
  lose_answer (f, store);
  pass_time (20 * SECOND);
  under_way = claim_one (store);
  g_assert_cmpint (under_way->state, ==, AC_STEP_UNKNOWN);
}

static void
check_looks_again_soon (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);
  gint64 next_due = 0;

  settle (store, under_way, unknown, AC_REPEAT_PROBE, 20000);
  g_clear_pointer (&under_way, ac_step_free);
  g_ptr_array_unref (ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, NULL));
  g_assert_cmpint (next_due, >, ac_clock_now_ms ());
  g_assert_cmpint (next_due, <=, ac_clock_now_ms () + LONGEST_BACKOFF);
}

/* Set while a request was under way. */
static void
test_under_way (Fixture *f)
{
  stop_clock ();
  reopen (f);
  on_store (f, look_for_it);
  ac_clock_jump_for_tests (-DAY);
  on_store (f, check_looks_again_soon);
}

static gint64 planned_at;

static void
plan_for_tomorrow (Fixture *f, AcStore *store)
{
  stop_clock ();
  planned_at = ac_clock_now_ms () + DAY;
  plan (f, store, AC_LIFE_KEEP, planned_at, AC_FORM_POST);
}

static void
check_keeps_its_time (Fixture *f, AcStore *store)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (store), NULL,
                                              "SELECT due_at FROM step WHERE person_id = $1"
                                              " AND delivery_id = $2",
                                              "ss", f->person, f->delivery);

  g_assert_null (claim_one (store));
  g_assert_true (ac_rows_next (rows));
  g_assert_cmpint (ac_rows_int (rows, 0), ==, planned_at);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SCHEDULED);
}

static void
use_up_at_its_time (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  ac_database_execute (ac_store_get_database (store), NULL, &error,
                       "UPDATE account SET shares_from = $1", "i", planned_at + HOUR);
  g_assert_no_error (error);
  g_assert_null (claim_one (store));
}

/* Somebody's time of the day is that of the clock: also when it was put off, and the clock is set
 * back to before it. */
static void
test_planned (Fixture *f)
{
  on_store (f, plan_for_tomorrow);
  ac_clock_jump_for_tests (-DAY);
  on_store (f, check_keeps_its_time);
  ac_clock_jump_for_tests (DAY + HOUR);
  on_store (f, check_keeps_its_time);
  pass_time (DAY - HOUR + MINUTE);
  on_store (f, use_up_at_its_time);
  ac_clock_jump_for_tests (-DAY);
  on_store (f, check_keeps_its_time);
}

static void
begin_life_on_still_clock (Fixture *f, AcStore *store)
{
  stop_clock ();
  begin_life (f, store);
}

static void
check_ends (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpint (step->kind, ==, AC_STEP_REMOVE);
}

/* A computer without a clock that goes on while it is off: it starts with the time when it was
 * turned off, two days ago, and is told the right one then. A life of a day is over. */
static void
test_life_and_late_clock (Fixture *f)
{
  on_store (f, begin_life_on_still_clock);
  pass_time (HOUR);
  ac_clock_start_for_tests ();
  reopen (f);
  on_store (f, check_waits);
  ac_clock_jump_for_tests (2 * DAY);
  on_store (f, check_waits);
  pass_time (10 * MINUTE);
  on_store (f, check_ends);
}

/* And when it starts with a time long ago, that ends nothing and makes nothing last. */
static void
test_life_and_empty_battery (Fixture *f)
{
  on_store (f, begin_life_on_still_clock);
  pass_time (HOUR);
  ac_clock_start_for_tests ();
  ac_clock_jump_for_tests (-5000 * DAY);
  reopen (f);
  pass_time (MINUTE);
  on_store (f, check_waits);
  ac_clock_jump_for_tests (5000 * DAY);
  on_store (f, check_waits);
  pass_time (DAY - HOUR - 2 * MINUTE);
  on_store (f, check_waits);
  pass_time (MINUTE);
  on_store (f, check_ends);
}

/* ---- set back as a whole */

static void
check_is_sent (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpint (step->state, ==, AC_STEP_PENDING);
}

static void
check_is_looked_for (Fixture *f, AcStore *store)
{
  g_autoptr(AcStatus) status = ac_store_get_status (store, f->person, f->status, NULL);
  g_autoptr(AcOutcome) found = ac_outcome_new (AC_OUTCOME_FOUND);
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  g_assert_cmpint (step->parcel->first_armed_at, <=, ac_status_get_created_at (status));
  settle_with (store, step, found);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* Nothing but time has passed. */
static void
test_same_start (Fixture *f)
{
  stop_clock ();
  pass_time (DAY);
  reopen (f);
  g_assert_false (ac_store_was_moved (f->store));
  on_store (f, check_is_sent);
}

/* Its memory was set back to a time before what stands in the store. */
static void
test_earlier_in_same_start (Fixture *f)
{
  stop_clock ();
  reopen (f);
  pass_time (-HOUR);
  reopen (f);
  g_assert_true (ac_store_was_moved (f->store));
  on_store (f, check_is_looked_for);
}

/* Its memory and its disk were, and then it was told what time it is. */
static void
test_time_that_is_missing (Fixture *f)
{
  stop_clock ();
  ac_clock_jump_for_tests (HOUR);
  on_store (f, check_is_looked_for);
  g_assert_false (ac_store_was_moved (f->store));
}

/* A disk that was set back, or copied, while the computer was off, is started. */
static void
test_other_start (Fixture *f)
{
  stop_clock ();
  ac_clock_start_for_tests ();
  reopen (f);
  g_assert_false (ac_store_was_moved (f->store));
  on_store (f, check_is_looked_for);
}

static void
check_nothing_is_sent_twice_by_hand (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) absent = ac_outcome_new (AC_OUTCOME_ABSENT);
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  settle (store, step, absent, AC_REPEAT_PROBE, 20000);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_MISSED);
}

static void
check_is_asked_about (Fixture *f, AcStore *store)
{
  for (guint i = 0; i < 20 && get_state (f, store) == AC_DELIVERY_CHECKING; i++)
    {
      g_autoptr(AcOutcome) silence = ac_outcome_new (AC_OUTCOME_UNKNOWN);
      g_autoptr(AcStep) step = NULL;

      pass_time (HOUR);
      step = claim_one (store);
      g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
      settle (store, step, silence, AC_REPEAT_PROBE, 20000);
    }
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_NEEDS_YOU);
}

/* What is old and can't be proven is the person's to tell. */
static void
test_no_proof (Fixture *f)
{
  stop_clock ();
  ac_clock_start_for_tests ();
  reopen (f);
  on_store (f, check_is_asked_about);
}

/* What was planned: for later it stays so; what was missed is told as that once it was looked for.
 */
static void
test_planned_and_other_start (Fixture *f)
{
  on_store (f, plan_for_tomorrow);
  ac_clock_start_for_tests ();
  reopen (f);
  on_store (f, check_keeps_its_time);
  pass_time (2 * DAY);
  on_store (f, check_waits);
  ac_clock_start_for_tests ();
  reopen (f);
  on_store (f, check_nothing_is_sent_twice_by_hand);
}

static const StoreCase cases[] = {
  { "compare", .test = test_compare, .of_files = TRUE },
  { "back-off", .test = test_back_off, .of_files = TRUE },
  { "settle-time", .test = test_settle_time, .of_files = TRUE },
  { "undo-seconds", .test = test_undo_seconds, .of_files = TRUE },
  { "life", .test = test_life, .of_files = TRUE },
  { "budget", .test = test_budget, .of_files = TRUE },
  { "under-way", .test = test_under_way, .of_files = TRUE },
  { "planned", .test = test_planned, .of_files = TRUE },
  { "life-and-late-clock", .test = test_life_and_late_clock, .of_files = TRUE },
  { "life-and-empty-battery", .test = test_life_and_empty_battery, .of_files = TRUE },
  { "same-start", .test = test_same_start, .of_files = TRUE },
  { "earlier-in-same-start", .test = test_earlier_in_same_start, .of_files = TRUE },
  { "time-that-is-missing", .test = test_time_that_is_missing, .of_files = TRUE },
  { "other-start", .test = test_other_start, .of_files = TRUE },
  { "no-proof", .test = test_no_proof, .of_files = TRUE },
  { "planned-and-other-start", .test = test_planned_and_other_start, .of_files = TRUE },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "clock", cases, G_N_ELEMENTS (cases));
}
