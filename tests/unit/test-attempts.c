/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-attempt.h"
#include "ac-store-load.h"
#include "ac-store-private.h"
#include "ac-test-store.h"

static GListModel *
list_attempts (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  GListStore *attempts = ac_store_list_attempts (store, f->person, f->delivery, &error);

  g_assert_no_error (error);
  return G_LIST_MODEL (attempts);
}

/* The newest is at 0. */
static AcAttemptFacts
get_attempt (Fixture *f, AcStore *store, guint place)
{
  g_autoptr(GListModel) attempts = list_attempts (f, store);
  g_autoptr(AcAttempt) attempt = g_list_model_get_item (attempts, place);

  g_assert_nonnull (attempt);
  return *ac_attempt_get_facts (attempt);
}

static void
assert_attempt (Fixture *f,
                AcStore *store,
                guint place,
                AcAttemptStep step,
                AcAttemptOutcome outcome,
                AcAttemptNext next)
{
  const AcAttemptFacts facts = get_attempt (f, store, place);

  g_assert_cmpint (facts.step, ==, step);
  g_assert_cmpint (facts.outcome, ==, outcome);
  g_assert_cmpint (facts.next, ==, next);
  g_assert_cmpint (facts.armed_at, >, 0);
  g_assert_cmpint (facts.ended_at, >=, facts.armed_at);
}

static void
assert_tried (Fixture *f, AcStore *store, gboolean expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ac_delivery_get_tried (delivery), ==, expected);
}

/* Also where nothing is tried any more. */
static void
check_taken_back (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDelivery) delivery = NULL;

  assert_tried (f, store, FALSE);
  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  assert_tried (f, store, TRUE);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  pass_time (20001);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);

  delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ac_delivery_get_state (delivery), ==, AC_DELIVERY_CANCELLED);
  g_assert_cmpuint (ac_delivery_get_attempts (delivery), ==, 0);
  g_assert_true (ac_delivery_get_tried (delivery));
}

static void
check_journal (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) none = list_attempts (f, store);

  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_PUBLISH, AC_ATTEMPT_OUTCOME_UNKNOWN,
                  AC_ATTEMPT_NEXT_LOOK);
  g_assert_cmpint (get_attempt (f, store, 0).next_at, ==, ac_clock_now_ms () + 20000);

  pass_time (20001);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_LOOK, AC_ATTEMPT_OUTCOME_ABSENT,
                  AC_ATTEMPT_NEXT_PUBLISH);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_PUBLISH, AC_ATTEMPT_OUTCOME_DONE,
                  AC_ATTEMPT_NEXT_NOTHING);

  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_REMOVE, AC_ATTEMPT_OUTCOME_DONE,
                  AC_ATTEMPT_NEXT_VERIFY);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_VERIFY, AC_ATTEMPT_OUTCOME_ABSENT,
                  AC_ATTEMPT_NEXT_NOTHING);
  g_assert_cmpuint (get_attempt (f, store, 0).number, ==, 5);
  g_assert_cmpuint (get_attempt (f, store, 4).number, ==, 1);
}

/* What has a key is sent again to find out: that is no look. */
static void
check_keyed (Fixture *f, AcStore *store)
{
  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_KEYED);
  pass_time (6000);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_PUBLISH, AC_ATTEMPT_OUTCOME_DONE,
                  AC_ATTEMPT_NEXT_NOTHING);
}

static void
check_wire (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) outcome = NULL;
  AcAttemptFacts facts = get_attempt (f, store, 0);

  g_assert_cmpint (facts.outcome, ==, AC_ATTEMPT_OUTCOME_UNDER_WAY);
  g_assert_cmpint (facts.ended_at, ==, 0);

  outcome =
      ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED, ac_clock_now_ms () + 60000);
  step->parcel->tally = ac_http_tally_new ();
  *step->parcel->tally = (AcHttpTally) { 2, 429, 1200, (guint64) G_MAXUINT + 1 };
  settle (store, step, outcome, AC_REPEAT_KEYED, 0);

  facts = get_attempt (f, store, 0);
  g_assert_cmpint (facts.outcome, ==, AC_ATTEMPT_OUTCOME_LATER);
  g_assert_cmpint (facts.error, ==, AC_ERROR_RATE_LIMITED);
  g_assert_cmpint (facts.next, ==, AC_ATTEMPT_NEXT_PUBLISH);
  g_assert_cmpint (facts.retry_at, ==, ac_outcome_get_retry_at (outcome));
  g_assert_cmpint (facts.next_at, ==, facts.retry_at);
  g_assert_cmpuint (facts.requests, ==, 2);
  g_assert_cmpuint (facts.http_status, ==, 429);
  g_assert_cmpuint (facts.sent, ==, 1200);
  g_assert_cmpuint (facts.received, ==, G_MAXINT);
}

static void
check_interrupted (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  AcAttemptFacts facts = { 0 };

  stop_clock ();
  step = claim_one (store);
  die_and_recover (store);
  facts = get_attempt (f, store, 0);
  g_assert_cmpint (facts.outcome, ==, AC_ATTEMPT_OUTCOME_INTERRUPTED);
  g_assert_cmpint (facts.ended_at, ==, 0);

  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_PROBE);
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_LOOK, AC_ATTEMPT_OUTCOME_FOUND,
                  AC_ATTEMPT_NEXT_NOTHING);
  g_assert_cmpint (get_attempt (f, store, 1).outcome, ==, AC_ATTEMPT_OUTCOME_INTERRUPTED);
}

static void
check_blocked (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_true (ac_store_block_step (store, step, AC_ERROR_KEYRING_LOCKED, &error));
  assert_attempt (f, store, 0, AC_ATTEMPT_STEP_PUBLISH, AC_ATTEMPT_OUTCOME_BLOCKED,
                  AC_ATTEMPT_NEXT_WAIT);
  g_assert_cmpint (get_attempt (f, store, 0).error, ==, AC_ERROR_KEYRING_LOCKED);
}

static void
check_bound (Fixture *f, AcStore *store)
{
  g_autoptr(GListModel) attempts = NULL;

  stop_clock ();
  for (guint i = 0; i < AC_ATTEMPTS_KEPT + 5; i++)
    {
      settle_next (store, AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
      pass_time (16 * 60 * 1000);
    }

  attempts = list_attempts (f, store);
  g_assert_cmpuint (g_list_model_get_n_items (attempts), ==, AC_ATTEMPTS_KEPT);
  g_assert_cmpuint (get_attempt (f, store, 0).number, ==, AC_ATTEMPTS_KEPT + 5);
  g_assert_cmpuint (get_attempt (f, store, AC_ATTEMPTS_KEPT - 1).number, ==, 6);
}

static void
check_erased (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) attempts = NULL;

  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_true (ac_store_erase (store, f->person, &error));
  g_assert_no_error (error);
  attempts = list_attempts (f, store);
  g_assert_cmpuint (g_list_model_get_n_items (attempts), ==, 0);
}

/* Numbers for whoever runs a server. */
static void
check_load (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  AcLoad load = { 0 };

  stop_clock ();
  g_assert_true (ac_store_measure_load (store, ac_clock_now_ms (), &load, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (load.deliveries[AC_LOAD_WAITING], ==, 1);
  g_assert_cmpint (load.due_since, >, 0);
  g_assert_cmpuint (load.rules, ==, 0);

  g_assert_true (ac_store_pause_account (store, f->person, f->account, AC_PAUSED_OPEN, &error));
  g_assert_true (ac_store_measure_load (store, ac_clock_now_ms (), &load, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (load.deliveries[AC_LOAD_HELD], ==, 1);
  g_assert_cmpuint (load.deliveries[AC_LOAD_WAITING], ==, 0);
  g_assert_cmpint (load.due_since, ==, 0);
  g_assert_true (ac_store_pause_account (store, f->person, f->account, 0, &error));

  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (1000);
  g_assert_true (ac_store_measure_load (store, ac_clock_now_ms (), &load, &error));
  g_assert_cmpuint (load.deliveries[AC_LOAD_WAITING], ==, 0);
  g_assert_cmpuint (load.deliveries[AC_LOAD_CHECKING], ==, 1);
  g_assert_cmpint (load.oldest[AC_LOAD_CHECKING], ==, ac_clock_now_ms () - 1000);
  g_assert_cmpint (load.due_since, ==, 0);

  pass_time (20000);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_PROBE);
  g_assert_true (ac_store_measure_load (store, ac_clock_now_ms (), &load, &error));
  g_assert_cmpuint (load.deliveries[AC_LOAD_CHECKING], ==, 0);

  g_assert_true (ac_database_execute (ac_store_get_database (store), NULL, &error,
                                      "UPDATE step SET kind = $1, state = $2, due_at = $3", "iii",
                                      AC_INT (AC_STEP_HAND), AC_INT (AC_STEP_UNKNOWN),
                                      ac_clock_now_ms () + 1000));
  g_assert_true (ac_database_execute (ac_store_get_database (store), NULL, &error,
                                      "UPDATE delivery SET open = 1", ""));
  g_assert_true (ac_store_measure_load (store, ac_clock_now_ms (), &load, &error));
  g_assert_cmpuint (load.deliveries[AC_LOAD_PLANNED], ==, 1);
  g_assert_cmpuint (load.deliveries[AC_LOAD_CHECKING], ==, 0);
}

static const StoreCase cases[] = {
  { "journal", .check = check_journal },
  { "taken-back-keeps-it", .check = check_taken_back },
  { "keyed-is-sent-again", .check = check_keyed },
  { "what-went-over-the-wire", .check = check_wire },
  { "interrupted", .check = check_interrupted },
  { "blocked", .check = check_blocked },
  { "last-ones-are-kept", .check = check_bound },
  { "erased", .check = check_erased },
  { "load-is-counted", .check = check_load },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "attempts", cases, G_N_ELEMENTS (cases));
}
