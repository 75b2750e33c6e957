/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-private.h"
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

/* The first request may still arrive when the second one has been answered and taken back. */
static void
check_late_twin (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_KEYED);
  pass_time (6000);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  g_assert_null (claim_one (store));
  pass_time (13000);
  g_assert_null (claim_one (store));
  pass_time (1001);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_KEYED);
  pass_time (16 * 60 * 1000);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_KEYED);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

/* Looked for too early it would not be there yet. */
static void
check_taken_back_unknown (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  stop_clock ();
  step = claim_one (store);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  settle (store, step, unknown, AC_REPEAT_KEYED, 20000);
  pass_time (19000);
  g_assert_null (claim_one (store));
  pass_time (1001);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_KEYED);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
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
check_crash (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) dead = claim_one (store);
  g_autoptr(AcStep) again = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SENDING);
  die_and_recover (store);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
  again = claim_one (store);
  g_assert_cmpint (again->state, ==, AC_STEP_UNKNOWN);

  g_assert_false (ac_store_settle_step (store, dead, done, AC_REPEAT_KEYED, 0, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
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
check_crash_while_sending (Fixture *f, AcStore *store)
{
  gint64 sent_at = 0;

  stop_clock ();
  sent_at = ac_clock_now_ms ();
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(AcStep) step = claim_one (store);

      g_assert_cmpuint (step->attempts, ==, 1);
      g_assert_cmpint (step->sent_at, ==, sent_at + i * DEAD_MS);
      die_and_recover (store);
    }
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

/* Returns: how often it was tried */
static guint
fail_to_reach (AcStore *store)
{
  guint tries = 0;

  while (TRUE)
    {
      g_autoptr(AcStep) step = claim_one (store);
      g_autoptr(AcOutcome) away = NULL;

      if (step == NULL)
        return tries;
      away = ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_UNREACHABLE, 0);
      settle (store, step, away, AC_REPEAT_PROBE, 20000);
      tries++;
    }
}

/* An hour without the service, and it is back: a minute later all of it is there. */
static void
check_one_tries_for_all (Fixture *f, AcStore *store)
{
  guint tries = 0;

  stop_clock ();
  g_free (f->status);
  g_free (f->delivery);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  add_status_with_key (f, store, f->delivery);
  for (guint minute = 0; minute < 60; minute++)
    {
      tries += fail_to_reach (store);
      pass_time (60 * 1000);
    }
  g_assert_cmpuint (tries, >=, 50);
  g_assert_cmpuint (tries, <, 120);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
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
check_wider (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  stop_clock ();
  step = claim_one (store);
  ac_outcome_set_copy (done, "7", "https://mastodon.example/7", NULL);
  ac_outcome_set_audience (done, AC_AUDIENCE_PUBLIC);
  settle (store, step, done, AC_REPEAT_PROBE, 0);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_LATER, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  pass_time (16 * 60 * 1000);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_FAILED);
}

/* That it was stored the first time wasn't heard. */
static void
check_settled_once (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);
  g_autoptr(GError) error = NULL;

  settle (store, step, unknown, AC_REPEAT_PROBE, 20000);
  g_assert_false (ac_store_settle_step (store, step, unknown, AC_REPEAT_PROBE, 20000, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (ac_store_block_step (store, step, AC_ERROR_KEYRING_LOCKED, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
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

#define N_SHARED 12

static void
add_many (Fixture *f, AcStore *store)
{
  for (guint i = 0; i < N_SHARED; i++)
    {
      g_free (f->account);
      g_free (f->status);
      g_free (f->delivery);
      f->account = ac_id_new ();
      f->status = ac_id_new ();
      f->delivery = ac_id_new ();
      add_status (f, store);
    }
}

/* Of a process's own, so that both can be at it at once. */
typedef struct
{
  GPtrArray *busy; /* ids of accounts, NULL-terminated */
  GPtrArray *steps;
} Claiming;

static void
claiming_init (Claiming *claiming)
{
  claiming->busy = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  claiming->steps = NULL;
}

static void
claiming_clear (Claiming *claiming)
{
  g_clear_pointer (&claiming->busy, g_ptr_array_unref);
  g_clear_pointer (&claiming->steps, g_ptr_array_unref);
}

static GObject *
claim_some (AcStore *store, gpointer user_data, GError **error)
{
  Claiming *claiming = user_data;
  gint64 next_due = 0;

  g_clear_pointer (&claiming->steps, g_ptr_array_unref);
  claiming->steps = ac_store_claim_steps (store, ac_clock_now_ms (), (GStrv) claiming->busy->pdata,
                                          2, &next_due, error);
  return NULL;
}

static guint
count_fresh (Claiming *claiming, GHashTable *seen)
{
  guint n = claiming->steps->len;

  for (guint i = 0; i < n; i++)
    {
      AcStep *step = g_ptr_array_index (claiming->steps, i);

      g_assert_true (g_hash_table_add (seen, g_strdup (step->id)));
      g_ptr_array_add (claiming->busy, g_strdup (step->account_id));
    }
  g_clear_pointer (&claiming->steps, g_ptr_array_unref);
  return n;
}

static void
test_claimed_once (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) other = f->engine->open (f->dir, &error);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Claiming ours;
  Claiming theirs;
  guint n = 0;

  g_assert_no_error (error);
  claiming_init (&ours);
  claiming_init (&theirs);
  on_store (f, add_many);
  stop_clock ();
  do
    {
      DexFuture *first = ac_store_run (f->store, claim_some, &ours, NULL);
      DexFuture *second = ac_store_run (other, claim_some, &theirs, NULL);

      ac_test_wait_true (first, &error);
      g_assert_no_error (error);
      ac_test_wait_true (second, &error);
      g_assert_no_error (error);
      n = count_fresh (&ours, seen) + count_fresh (&theirs, seen);
    }
  while (n > 0);
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_SHARED + 1);
  claiming_clear (&ours);
  claiming_clear (&theirs);
}

typedef struct
{
  AcStep *step;
} Held;

static GObject *
claim_held (AcStore *store, gpointer user_data, GError **error)
{
  Held *held = user_data;

  g_clear_pointer (&held->step, ac_step_free);
  held->step = claim_one (store);
  return NULL;
}

static GObject *
settle_held (AcStore *store, gpointer user_data, GError **error)
{
  Held *held = user_data;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  ac_store_settle_step (store, held->step, unknown, AC_REPEAT_PROBE, 0, error);
  return NULL;
}

static GObject *
check_held (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_check_step (store, ((Held *) user_data)->step, error);
  return NULL;
}

static void
run_on (AcStore *store, AcStoreFunc func, Held *held)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (store, func, held, NULL), &error);
  g_assert_no_error (error);
}

/* Buries the other one that shares the store, as it was seen. */
typedef struct
{
  GPtrArray *seen;
  gboolean buried;
  gboolean held;
} Burial;

static GObject *
see_other (AcStore *store, gpointer user_data, GError **error)
{
  Burial *burial = user_data;

  g_clear_pointer (&burial->seen, g_ptr_array_unref);
  burial->seen = ac_store_list_processes (store, error);
  return NULL;
}

static GObject *
bury_other (AcStore *store, gpointer user_data, GError **error)
{
  Burial *burial = user_data;

  ac_store_bury_process (store, g_ptr_array_index (burial->seen, 0), &burial->buried, error);
  return NULL;
}

static GObject *
beat (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_beat (store, &((Burial *) user_data)->held, error);
  return NULL;
}

static void
run_burial (AcStore *store, AcStoreFunc func, Burial *burial)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (store, func, burial, NULL), &error);
  g_assert_no_error (error);
}

static void
test_lease (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) other = f->engine->open (f->dir, &error);
  Held ours = { NULL };
  Held theirs = { NULL };
  Burial burial = { NULL };

  g_assert_no_error (error);
  stop_clock ();
  run_on (f->store, claim_held, &ours);
  g_assert_nonnull (ours.step);
  pass_time (24 * 60 * 60 * 1000);
  run_on (other, claim_held, &theirs);
  g_assert_null (theirs.step);

  /* It has said something since. */
  run_burial (other, see_other, &burial);
  g_assert_cmpuint (burial.seen->len, ==, 1);
  run_burial (f->store, beat, &burial);
  g_assert_true (burial.held);
  run_burial (other, bury_other, &burial);
  g_assert_false (burial.buried);
  run_on (other, claim_held, &theirs);
  g_assert_null (theirs.step);

  run_burial (other, see_other, &burial);
  run_burial (other, bury_other, &burial);
  g_assert_true (burial.buried);
  g_assert_false (ac_test_wait_true (ac_store_run (f->store, check_held, &ours, NULL), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_clear_error (&error);
  run_on (other, claim_held, &theirs);
  g_assert_nonnull (theirs.step);
  g_assert_cmpint (theirs.step->state, ==, AC_STEP_UNKNOWN);

  g_assert_false (ac_test_wait_true (ac_store_run (f->store, settle_held, &ours, NULL), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  run_on (other, check_held, &theirs);
  run_on (other, settle_held, &theirs);
  ac_step_free (ours.step);
  ac_step_free (theirs.step);
  g_ptr_array_unref (burial.seen);
}

/* Who was taken for dead begins nothing before it has another name. */
static void
test_buried (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) other = f->engine->open (f->dir, &error);
  Claiming claiming;
  Burial burial = { NULL };

  claiming_init (&claiming);
  run_burial (other, see_other, &burial);
  run_burial (other, bury_other, &burial);
  g_assert_false (ac_test_wait_true (ac_store_run (f->store, claim_some, &claiming, NULL), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_clear_error (&error);
  run_burial (f->store, beat, &burial);
  g_assert_false (burial.held);
  ac_test_wait_true (ac_store_run (f->store, claim_some, &claiming, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (claiming.steps->len, ==, 1);
  claiming_clear (&claiming);
  g_ptr_array_unref (burial.seen);
}

/* A claim of which the answer was lost. */
static void
check_unheard_claim (Fixture *f, AcStore *store)
{
  const char *busy[] = { f->account, NULL };
  g_autoptr(AcStep) first = NULL;
  g_autoptr(AcStep) second = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GError) error = NULL;
  gint64 next_due = 0;

  stop_clock ();
  first = claim_one (store);
  none = ac_store_claim_steps (store, ac_clock_now_ms (), (GStrv) busy, 10, &next_due, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (ac_store_check_step (store, first, &error));

  second = claim_one (store);
  g_assert_nonnull (second);
  g_assert_cmpint (second->state, ==, AC_STEP_UNKNOWN);
  g_assert_false (ac_store_check_step (store, first, &error));
}

/* Loses against the other store while it runs for the first time. */
typedef struct
{
  Fixture *fixture;
  AcStore *other;
  guint runs;
} Race;

static GObject *
add_one_event (AcStore *store, gpointer user_data, GError **error)
{
  Race *race = user_data;

  ac_store_add_event (store, race->fixture->person, "backend", "x", NULL, error);
  return NULL;
}

static GObject *
lose_once (AcStore *store, gpointer user_data, GError **error)
{
  Race *race = user_data;
  gint64 seen = ac_store_get_last_event (store, race->fixture->person, error);

  g_assert_cmpint (seen, >, 0);
  if (race->runs++ == 0)
    {
      g_autoptr(DexFuture) between = ac_store_run (race->other, add_one_event, race, NULL);

      while (dex_future_is_pending (between))
        g_usleep (500);
    }
  return add_one_event (store, user_data, error);
}

static void
test_runs_again (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) other = f->engine->open (f->dir, &error);
  Race race = { f, other, 0 };

  g_assert_no_error (error);
  g_assert_true (ac_test_wait_true (ac_store_run (f->store, lose_once, &race, NULL), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (race.runs, ==, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static const StoreCase cases[] = {
  { "delivered-and-removed", .check = check_delivered },
  { "unknown-is-looked-for", .check = check_unknown_probe },
  { "late-twin-is-taken-back", .check = check_late_twin },
  { "taken-back-waits-for-what-may-arrive", .check = check_taken_back_unknown },
  { "blind-asks-the-person", .check = check_blind },
  { "accepted-is-never-sent-again", .check = check_accepted_without_id },
  { "crash-is-fenced", .check = check_crash },
  { "crash-is-no-fault-of-the-service", .check = check_crash_while_sending },
  { "settle-time-begins-when-given-up", .check = check_settle_after_giving_up },
  { "named-time-is-kept", .check = check_named_time },
  { "odd-times-are-not-believed", .check = check_odd_times },
  { "days-offline-ask-nobody", .check = check_out_of_reach },
  { "one-tries-for-all", .check = check_one_tries_for_all },
  { "fruitless-looks-ask-the-person", .check = check_fruitless },
  { "refusal-proves-no-absence", .check = check_refused_later },
  { "signed-out-while-looking", .check = check_signed_out_looking },
  { "late-copy-is-taken-back", .check = check_late_copy },
  { "watch-ends", .check = check_watch_ends },
  { "taken-back-is-not-sent", .check = check_not_posted_after_all },
  { "wider-audience-is-taken-back", .check = check_wider },
  { "settled-once", .check = check_settled_once },
  { "cancelled-before-sending", .check = check_cancel },
  { "sign-in-blocks", .check = check_sign_in },
  { "claimed-once", .test = test_claimed_once, .of_server = TRUE },
  { "lease-is-fenced", .test = test_lease, .of_server = TRUE },
  { "buried-begins-anew", .test = test_buried, .of_server = TRUE },
  { "unheard-claim-is-looked-for", .check = check_unheard_claim, .of_server = TRUE },
  { "lost-race-runs-again", .test = test_runs_again, .of_server = TRUE },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "steps", cases, G_N_ELEMENTS (cases));
}
