/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-ledger.h"
#include "ac-store-private.h"
#include "ac-test-store.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

static AcDelivery *
get_delivery (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  AcDelivery *delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);

  g_assert_no_error (error);
  return delivery;
}

static gint64
find_next_due (AcStore *store)
{
  g_autoptr(GError) error = NULL;
  gint64 next_due = 0;
  g_autoptr(GPtrArray) steps =
                ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, 0);
  return next_due;
}

static gboolean
has_work (AcStore *store)
{
  g_autoptr(GError) error = NULL;
  gboolean has_work = FALSE;

  g_assert_true (ac_store_has_work (store, &has_work, &error));
  return has_work;
}

static void
pause_account (Fixture *f, AcStore *store, gint64 until)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_pause_account (store, f->person, f->account, until, &error));
  g_assert_no_error (error);
}

static void
assert_last_line (Fixture *f, AcStore *store, const char *who, const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListStore) uses =
                ac_store_list_ledger (store, f->person, &(AcLedgerFilter) { 0 }, 0, 1, &error);
  g_autoptr(AcUse) use = NULL;

  g_assert_no_error (error);
  use = g_list_model_get_item (G_LIST_MODEL (uses), 0);
  g_assert_nonnull (use);
  g_assert_cmpstr (ac_use_get_line (use)->who, ==, who);
  g_assert_cmpstr (ac_use_get_line (use)->reason, ==, reason);
}

static gint64
count_events (Fixture *f, AcStore *store)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (store), NULL,
                                   "SELECT last_event FROM person WHERE id = $1", "s", f->person);

  g_assert_true (ac_rows_next (rows));
  return ac_rows_int (rows, 0);
}

static void
assert_just_touched (Fixture *f, AcStore *store)
{
  g_autoptr(AcDelivery) delivery = get_delivery (f, store);

  g_assert_cmpint (ac_delivery_get_updated_at (delivery), ==, ac_clock_now_ms ());
}

static void
check_account (Fixture *f, AcStore *store)
{
  gint64 until = 0;
  gint64 next_due = 0;
  g_autoptr(AcDelivery) held = NULL;
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(AcStep) step = NULL;

  stop_clock ();
  until = ac_clock_now_ms () + HOUR_MS;
  pause_account (f, store, until);
  held = get_delivery (f, store);
  g_assert_cmpint (ac_delivery_get_state (held), ==, AC_DELIVERY_STOPPED);
  g_assert_true (ac_delivery_get_paused (held));
  g_assert_cmpint (ac_delivery_get_paused_until (held), ==, until);
  next_due = find_next_due (store);
  g_assert_cmpint (next_due, <=, until);
  if (!ac_store_is_shared (store))
    g_assert_cmpint (next_due, ==, until);
  g_assert_true (has_work (store));

  pass_time (HOUR_MS - 1);
  g_assert_null (claim_one (store));
  pass_time (1);
  step = claim_one (store);
  g_assert_nonnull (step);
  account = ac_store_get_account (store, f->person, f->account, NULL);
  g_assert_cmpint (ac_account_get_paused_until (account), ==, 0);
  assert_last_line (f, store, "backend", "account-went-on");
}

static void
check_open (Fixture *f, AcStore *store)
{
  g_autoptr(AcDelivery) held = NULL;

  stop_clock ();
  pause_account (f, store, AC_PAUSED_OPEN);
  held = get_delivery (f, store);
  g_assert_true (ac_delivery_get_paused (held));
  g_assert_cmpint (ac_delivery_get_paused_until (held), ==, 0);
  g_assert_cmpint (ac_store_is_shared (store) ? 0 : find_next_due (store), ==, 0);
  g_assert_false (has_work (store));
  pass_time (365 * 24 * HOUR_MS);
  g_assert_null (claim_one (store));

  pause_account (f, store, 0);
  assert_last_line (f, store, "person", "account-resumed");
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* What isn't held can't go on: rules would begin anew, and leave out what was posted since. */
static void
check_nothing_changed (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  gint64 n_events = 0;

  n_events = count_events (f, store);
  pause_account (f, store, 0);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, FALSE, &error));
  g_assert_cmpint (count_events (f, store), ==, n_events);
  pause_account (f, store, AC_PAUSED_OPEN);
  assert_last_line (f, store, "person", "account-paused");
  g_assert_cmpint (count_events (f, store), >, n_events);
  n_events = count_events (f, store);
  pause_account (f, store, AC_PAUSED_OPEN);
  g_assert_cmpint (count_events (f, store), ==, n_events);
  g_assert_false (ac_store_pause_account (store, f->person, f->status, 0, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
}

/* What is shown of a post says when it goes on. */
static void
check_end_that_moves (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  pause_account (f, store, ac_clock_now_ms () + HOUR_MS);
  assert_just_touched (f, store);
  pass_time (1000);
  g_assert_true (
      ac_store_stop_sharing_until (store, f->person, ac_clock_now_ms () + 2 * HOUR_MS, &error));
  assert_just_touched (f, store);
  pass_time (1000);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, &error));
  assert_just_touched (f, store);
  pass_time (1000);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, FALSE, &error));
  assert_just_touched (f, store);
}

static gint64
count_stopped (AcStore *store)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (store), NULL,
                                   "SELECT COUNT(*) FROM person WHERE stopped_until > 0", "");

  g_assert_true (ac_rows_next (rows));
  return ac_rows_int (rows, 0);
}

/* Of many that end in the same minute no claim ends more than some. */
static void
check_many (Fixture *f, AcStore *store)
{
  AcDatabase *database = ac_store_get_database (store);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) steps = NULL;
  gint64 next_due = 0;

  stop_clock ();
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = ac_id_new ();

      g_assert_true (ac_database_execute (database, NULL, &error,
                                          "INSERT INTO person (id, created_at, sharing_stopped,"
                                          " n_accounts, n_statuses, last_event, stopped_until)"
                                          " VALUES ($1, 0, 1, 0, 0, 0, $2)",
                                          "si", id, ac_clock_now_ms () + HOUR_MS));
      g_assert_no_error (error);
    }

  pause_account (f, store, AC_PAUSED_OPEN);
  find_next_due (store);
  pass_time (HOUR_MS);
  steps = ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_stopped (store), ==, 7);
  g_assert_cmpint (next_due, ==, ac_clock_now_ms () + 1);
  for (guint i = 0; i < 2; i++)
    {
      pass_time (1);
      g_assert_null (claim_one (store));
    }
  g_assert_cmpint (count_stopped (store), ==, 0);
}

/* Privacy first: what is there is taken back. */
static void
check_taking_back (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  pause_account (f, store, AC_PAUSED_OPEN);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static void
check_all (Fixture *f, AcStore *store)
{
  gint64 until = 0;
  gint64 told = 0;
  gboolean stopped = TRUE;
  g_autoptr(AcDelivery) held = NULL;
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;

  stop_clock ();
  until = ac_clock_now_ms () + HOUR_MS;
  g_assert_true (ac_store_stop_sharing_until (store, f->person, until, &error));
  g_assert_true (ac_store_get_stopped_until (store, f->person, &told, &error));
  g_assert_cmpint (told, ==, until);
  held = get_delivery (f, store);
  g_assert_cmpint (ac_delivery_get_state (held), ==, AC_DELIVERY_STOPPED);
  g_assert_false (ac_delivery_get_paused (held));
  g_assert_cmpint (ac_delivery_get_paused_until (held), ==, until);
  g_assert_cmpint (find_next_due (store), >, ac_clock_now_ms ());

  pass_time (HOUR_MS);
  step = claim_one (store);
  g_assert_nonnull (step);
  g_assert_true (ac_store_get_sharing_stopped (store, f->person, &stopped, &error));
  g_assert_false (stopped);
  assert_last_line (f, store, "backend", "sharing-went-on");
}

/* Whoever stops it for good meanwhile isn't overruled by the earlier time. */
static void
check_stopped_meanwhile (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  g_assert_true (
      ac_store_stop_sharing_until (store, f->person, ac_clock_now_ms () + HOUR_MS, &error));
  find_next_due (store);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, &error));
  pass_time (2 * HOUR_MS);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_STOPPED);
}

/* What is shared too early can't be undone: a clock that was set ends nothing. */
static void
check_clock_set (Fixture *f, AcStore *store)
{
  stop_clock ();
  pause_account (f, store, ac_clock_now_ms () + HOUR_MS);
  find_next_due (store);
  ac_clock_jump_for_tests (2 * HOUR_MS);
  g_assert_null (claim_one (store));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_STOPPED);
  pass_time (11 * 60 * 1000);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
}

static const StoreCase cases[] = {
  { "account-goes-on-by-itself", .check = check_account },
  { "account-waits-for-the-person", .check = check_open },
  { "nothing-changed", .check = check_nothing_changed },
  { "end-that-moves", .check = check_end_that_moves },
  { "many-end-at-once", .check = check_many },
  { "taking-back-goes-on", .check = check_taking_back },
  { "all-goes-on-by-itself", .check = check_all },
  { "clock-that-was-set-ends-nothing", .check = check_clock_set },
  { "stopped-for-good-meanwhile", .check = check_stopped_meanwhile },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "pauses", cases, G_N_ELEMENTS (cases));
}
