/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-test-store.h"

static void
check_delivered (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  g_assert_null (claim_one (store));

  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static void
test_delivered_and_removed (Fixture *f, gconstpointer data)
{
  on_store (f, check_delivered);
}

static void
check_unknown_probe (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
  g_assert_null (claim_one (store));
  pass_time (20001);
  step = claim_one (store);
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  g_assert_cmpint (step->parcel->first_armed_at, >, 0);
  {
    g_autoptr(AcOutcome) absent = ac_outcome_new (AC_OUTCOME_ABSENT);

    settle (store, step, absent, AC_REPEAT_PROBE, 20000);
  }
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
test_unknown_is_looked_for (Fixture *f, gconstpointer data)
{
  on_store (f, check_unknown_probe);
}

static void
check_blind (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_BLIND);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_NEEDS_YOU);
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_resolve_delivery (store, f->person, f->delivery, "posted", &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  g_assert_false (ac_store_resolve_delivery (store, f->person, f->delivery, "drop", &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
test_blind_asks_the_person (Fixture *f, gconstpointer data)
{
  on_store (f, check_blind);
}

static void
check_accepted_without_id (Fixture *f, AcStore *store)
{
  settle_next (store, AC_OUTCOME_DONE_NO_ID, AC_REPEAT_KEYED);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(AcStep) step = NULL;
      g_autoptr(AcOutcome) absent = ac_outcome_new (AC_OUTCOME_ABSENT);

      pass_time (16 * 60 * 1000);
      step = claim_one (store);
      g_assert_true (step->look_only);
      settle (store, step, absent, AC_REPEAT_KEYED, 0);
      g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
    }
}

static void
test_accepted_is_never_sent_again (Fixture *f, gconstpointer data)
{
  on_store (f, check_accepted_without_id);
}

static void
check_crash (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) dead = claim_one (store);
  g_autoptr(AcStep) again = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SENDING);
  g_assert_true (ac_store_recover_steps (store, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
  again = claim_one (store);
  g_assert_cmpint (again->state, ==, AC_STEP_UNKNOWN);

  g_assert_false (ac_store_settle_step (store, dead, done, AC_REPEAT_KEYED, 0, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
test_crash_is_fenced (Fixture *f, gconstpointer data)
{
  on_store (f, check_crash);
}

static void
check_settle_after_giving_up (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  stop_clock ();
  step = claim_one (store);
  pass_time (120000);
  settle (store, step, unknown, AC_REPEAT_PROBE, 20000);
  g_assert_null (claim_one (store));
  pass_time (19000);
  g_assert_null (claim_one (store));
  pass_time (1001);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
test_settle_time_begins_when_given_up (Fixture *f, gconstpointer data)
{
  on_store (f, check_settle_after_giving_up);
}

static void
check_crash_while_sending (Fixture *f, AcStore *store)
{
  gint64 sent_at = 0;
  gint64 died_at = 0;
  g_autoptr(GError) error = NULL;

  stop_clock ();
  sent_at = ac_clock_now_ms ();
  died_at = sent_at + 60000;
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(AcStep) step = claim_one (store);

      g_assert_cmpuint (step->attempts, ==, 1);
      g_assert_cmpint (step->sent_at, ==, i == 0 ? sent_at : died_at);
      pass_time (60000);
      g_assert_true (ac_store_recover_steps (store, &error));
    }
}

static void
test_crash_is_no_fault_of_the_service (Fixture *f, gconstpointer data)
{
  on_store (f, check_crash_while_sending);
}

static void
check_named_time (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) later = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (20001);
  step = claim_one (store);
  later =
      ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED, ac_clock_now_ms () + 3600000);
  settle (store, step, later, AC_REPEAT_PROBE, 20000);
  pass_time (3599000);
  g_assert_null (claim_one (store));
  pass_time (1001);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_PROBE);
}

static void
test_named_time_is_kept (Fixture *f, gconstpointer data)
{
  on_store (f, check_named_time);
}

/* Neither a moment ago nor in sixty years is a time to come again. */
static void
check_odd_times (Fixture *f, AcStore *store)
{
  static const gint64 from_now[] = { -1, 0, G_GINT64_CONSTANT (60) * 365 * 24 * 60 * 60 * 1000 };

  stop_clock ();
  for (guint i = 0; i < G_N_ELEMENTS (from_now); i++)
    {
      g_autoptr(AcStep) step = claim_one (store);
      g_autoptr(AcOutcome) later = ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED,
                                                          ac_clock_now_ms () + from_now[i]);

      g_assert_nonnull (step);
      settle (store, step, later, AC_REPEAT_PROBE, 0);
      pass_time (2000);
      g_assert_null (claim_one (store));
      pass_time (24 * 60 * 60 * 1000);
    }
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
}

static void
test_odd_times_are_not_believed (Fixture *f, gconstpointer data)
{
  on_store (f, check_odd_times);
}

static void
check_out_of_reach (Fixture *f, AcStore *store)
{
  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  for (guint i = 0; i < 50; i++)
    {
      pass_time (16 * 60 * 1000);
      settle_next (store, AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
      g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
    }
  pass_time (16 * 60 * 1000);
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
}

static void
test_days_offline_ask_nobody (Fixture *f, gconstpointer data)
{
  on_store (f, check_out_of_reach);
}

static void
check_fruitless (Fixture *f, AcStore *store)
{
  stop_clock ();
  for (guint i = 0; i < 13; i++)
    {
      settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
      pass_time (16 * 60 * 1000);
    }
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_NEEDS_YOU);
}

static void
test_fruitless_looks_ask_the_person (Fixture *f, gconstpointer data)
{
  on_store (f, check_fruitless);
}

static void
check_refused_later (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_KEYED);
  pass_time (60000);
  settle_next (store, AC_OUTCOME_REJECTED, AC_REPEAT_KEYED);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
  pass_time (60000);
  step = claim_one (store);
  g_assert_true (step->look_only);
}

static void
test_refusal_proves_no_absence (Fixture *f, gconstpointer data)
{
  on_store (f, check_refused_later);
}

static void
check_signed_out_looking (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (20001);
  settle_next (store, AC_OUTCOME_SIGN_IN, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SIGN_IN_NEEDED);
  g_assert_true (ac_store_unblock_steps (store, f->person, f->account, &error));
  step = claim_one (store);
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
}

static void
test_signed_out_while_looking (Fixture *f, gconstpointer data)
{
  on_store (f, check_signed_out_looking);
}

/* Up to where it was taken back while unknown, and a first look found nothing. */
static void
take_back_unseen (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  pass_time (20001);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  g_assert_null (claim_one (store));
  pass_time (10 * 60 * 1000 + 1);
}

static void
check_late_copy (Fixture *f, AcStore *store)
{
  take_back_unseen (f, store);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static void
test_late_copy_is_taken_back (Fixture *f, gconstpointer data)
{
  on_store (f, check_late_copy);
}

static void
check_watch_ends (Fixture *f, AcStore *store)
{
  take_back_unseen (f, store);
  settle_next (store, AC_OUTCOME_NOT_SENT, AC_REPEAT_PROBE);
  pass_time (16 * 60 * 1000);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  pass_time (23 * 60 * 60 * 1000);
  g_assert_null (claim_one (store));
  pass_time (60 * 60 * 1000 + 1);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  pass_time (G_GINT64_CONSTANT (1000) * 60 * 60 * 1000);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
}

static void
test_watch_ends (Fixture *f, gconstpointer data)
{
  on_store (f, check_watch_ends);
}

static void
check_not_posted_after_all (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_BLIND);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_true (ac_store_resolve_delivery (store, f->person, f->delivery, "not-posted", &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  g_assert_null (claim_one (store));
}

static void
test_taken_back_is_not_sent (Fixture *f, gconstpointer data)
{
  on_store (f, check_not_posted_after_all);
}

static void
check_wider (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  ac_outcome_set_copy (done, "7", "https://mastodon.example/7", NULL);
  ac_outcome_set_audience (done, AC_AUDIENCE_PUBLIC);
  settle (store, step, done, AC_REPEAT_PROBE, 0);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_FAILED);
}

static void
test_wider_audience_is_taken_back (Fixture *f, gconstpointer data)
{
  on_store (f, check_wider);
}

static void
check_cancel (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  g_assert_null (claim_one (store));
}

static void
test_cancelled_before_sending (Fixture *f, gconstpointer data)
{
  on_store (f, check_cancel);
}

static void
check_sign_in (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAccount) account = NULL;

  settle_next (store, AC_OUTCOME_SIGN_IN, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SIGN_IN_NEEDED);
  account = ac_store_get_account (store, f->person, f->account, &error);
  g_assert_cmpint (ac_account_get_state (account), ==, AC_ACCOUNT_ATTENTION);
  g_assert_true (ac_store_unblock_steps (store, f->person, f->account, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
test_sign_in_blocks (Fixture *f, gconstpointer data)
{
  on_store (f, check_sign_in);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "delivered-and-removed", test_delivered_and_removed },
    { "unknown-is-looked-for", test_unknown_is_looked_for },
    { "blind-asks-the-person", test_blind_asks_the_person },
    { "accepted-is-never-sent-again", test_accepted_is_never_sent_again },
    { "crash-is-fenced", test_crash_is_fenced },
    { "crash-is-no-fault-of-the-service", test_crash_is_no_fault_of_the_service },
    { "settle-time-begins-when-given-up", test_settle_time_begins_when_given_up },
    { "named-time-is-kept", test_named_time_is_kept },
    { "odd-times-are-not-believed", test_odd_times_are_not_believed },
    { "days-offline-ask-nobody", test_days_offline_ask_nobody },
    { "fruitless-looks-ask-the-person", test_fruitless_looks_ask_the_person },
    { "refusal-proves-no-absence", test_refusal_proves_no_absence },
    { "signed-out-while-looking", test_signed_out_while_looking },
    { "late-copy-is-taken-back", test_late_copy_is_taken_back },
    { "watch-ends", test_watch_ends },
    { "taken-back-is-not-sent", test_taken_back_is_not_sent },
    { "wider-audience-is-taken-back", test_wider_audience_is_taken_back },
    { "cancelled-before-sending", test_cancelled_before_sending },
    { "sign-in-blocks", test_sign_in_blocks },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint e = 0; e < G_N_ELEMENTS (engines); e++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/steps/%s/%s", engines[e].name, tests[i].name);

        g_test_add (path, Fixture, &engines[e], set_up, tests[i].run, tear_down);
      }

  return g_test_run ();
}
