/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon.h"
#include "ac-test-store.h"

#define MINUTE (60 * (gint64) 1000)
#define WINDOW (30 * MINUTE)
#define N_COPIES 40

/* A service that counts what is deleted, and lets only so many be in each half hour of its clock.
 */
typedef struct
{
  gint64 window;
  guint n_counted;
  guint n_removed;
  guint n_refused;
  gboolean tells;
} Service;

static AcOutcome *
answer_removal (Service *self)
{
  const gint64 now = ac_clock_now_ms ();
  AcOutcome *outcome = NULL;

  if (self->window != now / WINDOW)
    self->n_counted = 0;
  self->window = now / WINDOW;
  if (self->n_counted == 30)
    {
      self->n_refused++;
      return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED, now + MINUTE);
    }

  self->n_counted++;
  self->n_removed++;
  outcome = ac_outcome_new (AC_OUTCOME_DONE);
  if (!self->tells)
    ac_outcome_set_pace (outcome, AC_MASTODON_REMOVAL_PACE_MS);
  else if (self->n_counted == 30)
    ac_outcome_set_used_up (outcome, AC_BUDGET_REMOVALS, (self->window + 1) * WINDOW);
  return outcome;
}

static AcOutcome *
answer (Service *service, AcStep *step)
{
  static guint n_made;
  g_autofree char *uri = g_strdup_printf ("https://mastodon.example/%u", ++n_made);
  AcOutcome *outcome = NULL;

  if (step->kind == AC_STEP_REMOVE)
    return answer_removal (service);
  if (step->kind == AC_STEP_VERIFY)
    return ac_outcome_new (AC_OUTCOME_ABSENT);
  outcome = ac_outcome_new (AC_OUTCOME_DONE);
  ac_outcome_set_copy (outcome, uri, uri, uri);
  return outcome;
}

/* All that is due now. Returns: when something is next */
static gint64
work_off (AcStore *store, Service *service)
{
  gint64 next_due = 0;

  while (TRUE)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) steps =
                    ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, &error);

      g_assert_no_error (error);
      if (steps->len == 0)
        return next_due;
      for (guint i = 0; i < steps->len; i++)
        {
          AcStep *step = g_ptr_array_index (steps, i);
          g_autoptr(AcOutcome) outcome = answer (service, step);

          settle (store, step, outcome, AC_REPEAT_KEYED, 0);
        }
    }
}

static void
share_more (Fixture *f, AcStore *store)
{
  g_free (f->status);
  g_free (f->delivery);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  add_status_with_key (f, store, f->delivery);
}

static void
remove_all (Fixture *f, AcStore *store)
{
  const AcStatusFilter filter = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GListStore) statuses =
                ac_store_list_statuses (store, f->person, &filter, NULL, 100, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (statuses)); i++)
    {
      g_autoptr(AcStatus) status = g_list_model_get_item (G_LIST_MODEL (statuses), i);

      g_assert_true (ac_store_remove_status (store, f->person, ac_status_get_id (status), &error));
    }
}

/* From now on add_status() shares at another account. */
static void
add_other_account (Fixture *f, AcStore *store)
{
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(GError) error = NULL;

  g_free (f->account);
  f->account = ac_id_new ();
  account = make_account (f->account, "2");
  g_assert_true (ac_store_add_account (store, f->person, account, sealed, "key", &error));
  g_assert_no_error (error);
}

static void
take_back_many (Fixture *f, AcStore *store, Service *service)
{
  gint64 began = 0;

  stop_clock ();
  for (guint i = 1; i < N_COPIES; i++)
    share_more (f, store);
  work_off (store, service);
  /* The end of the service's half hour is when most could fall into two of them. */
  pass_time (WINDOW - ac_clock_now_ms () % WINDOW - MINUTE);
  began = ac_clock_now_ms ();
  remove_all (f, store);
  while (service->n_removed < N_COPIES && ac_clock_now_ms () - began < 3 * WINDOW)
    {
      const gint64 next_due = work_off (store, service);

      if (service->n_removed < N_COPIES)
        pass_time (MAX (next_due - ac_clock_now_ms (), MINUTE));
    }
  work_off (store, service);
  g_assert_cmpuint (service->n_removed, ==, N_COPIES);
  g_assert_cmpuint (service->n_refused, ==, 0);
  g_assert_cmpint (ac_clock_now_ms () - began, <, 2 * WINDOW);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static void
check_paced (Fixture *f, AcStore *store)
{
  Service service = { 0 };

  take_back_many (f, store, &service);
}

static void
check_told (Fixture *f, AcStore *store)
{
  Service service = { .tells = TRUE };

  take_back_many (f, store, &service);
}

/* Ends of lives are paced as what the person takes back is, and nobody else waits for them. */
static void
check_others (Fixture *f, AcStore *store)
{
  Service service = { 0 };
  Service other = { 0 };

  stop_clock ();
  for (guint i = 1; i < N_COPIES; i++)
    share_more (f, store);
  work_off (store, &service);
  remove_all (f, store);
  work_off (store, &service);
  g_assert_cmpuint (service.n_removed, ==, 10);

  share_more (f, store);
  work_off (store, &other);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  add_other_account (f, store);
  share_more (f, store);
  work_off (store, &other);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, NULL));
  work_off (store, &other);
  g_assert_cmpuint (other.n_removed, ==, 1);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

static void
settle_used_up (AcStore *store, AcBudgets budgets, gint64 until)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) outcome = ac_outcome_new (AC_OUTCOME_DONE);

  ac_outcome_set_copy (outcome, "7", "https://mastodon.example/7", NULL);
  ac_outcome_set_used_up (outcome, budgets, until);
  settle (store, step, outcome, AC_REPEAT_KEYED, 0);
}

/* What is shared after the last one waits, too; what is taken back doesn't where it has a budget of
 * its own. */
static void
check_used_up (Fixture *f, AcStore *store)
{
  Service service = { 0 };
  g_autofree char *first = g_strdup (f->status);
  gint64 until = 0;

  stop_clock ();
  until = ac_clock_now_ms () + 60 * MINUTE;
  settle_used_up (store, AC_BUDGET_SHARING, until);
  share_more (f, store);
  g_assert_cmpint (work_off (store, &service), >, 0);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  g_assert_true (ac_store_retry_delivery (store, f->person, f->delivery, NULL));
  work_off (store, &service);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  g_assert_true (ac_store_remove_status (store, f->person, first, NULL));
  work_off (store, &service);
  g_assert_cmpuint (service.n_removed, ==, 1);

  pass_time (60 * MINUTE - 1);
  work_off (store, &service);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  pass_time (1);
  work_off (store, &service);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
check_all_used_up (Fixture *f, AcStore *store)
{
  Service service = { 0 };

  stop_clock ();
  settle_used_up (store, AC_BUDGET_ALL, ac_clock_now_ms () + 60 * MINUTE);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, NULL));
  work_off (store, &service);
  g_assert_cmpuint (service.n_removed, ==, 0);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  pass_time (60 * MINUTE);
  work_off (store, &service);
  g_assert_cmpuint (service.n_removed, ==, 1);
}

/* No service's word holds an account up for longer than a day, nor for what is over. */
static void
check_odd_budgets (Fixture *f, AcStore *store)
{
  Service service = { 0 };

  stop_clock ();
  settle_used_up (store, AC_BUDGET_ALL, ac_clock_now_ms () - 1);
  share_more (f, store);
  settle_used_up (store, AC_BUDGET_ALL, G_MAXINT64);
  share_more (f, store);
  work_off (store, &service);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  pass_time (24 * 60 * MINUTE);
  work_off (store, &service);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* Nothing else waits for what lets somebody share: not looking whether something has arrived or is
 * gone. */
static void
check_looks_go_on (Fixture *f, AcStore *store)
{
  g_autofree char *first = g_strdup (f->status);
  g_autoptr(AcStep) look = NULL;
  g_autoptr(AcOutcome) found = ac_outcome_new (AC_OUTCOME_FOUND);

  stop_clock ();
  settle_used_up (store, AC_BUDGET_ALL, 0);
  share_more (f, store);
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  g_assert_true (ac_store_remove_status (store, f->person, first, NULL));
  settle_used_up (store, AC_BUDGET_SHARING, ac_clock_now_ms () + 60 * MINUTE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  pass_time (MINUTE);
  look = claim_one (store);
  g_assert_nonnull (look);
  g_assert_cmpint (look->state, ==, AC_STEP_UNKNOWN);
  ac_outcome_set_copy (found, "8", "https://mastodon.example/8", NULL);
  settle (store, look, found, AC_REPEAT_PROBE, 0);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

/* The clock was a year ahead when nothing remained. */
static void
check_set_back (Fixture *f, AcStore *store)
{
  Service service = { 0 };

  stop_clock ();
  pass_time (365 * 24 * 60 * MINUTE);
  settle_used_up (store, AC_BUDGET_ALL, ac_clock_now_ms () + 60 * MINUTE);
  pass_time (-365 * 24 * 60 * MINUTE);
  share_more (f, store);
  settle_used_up (store, AC_BUDGET_ALL, ac_clock_now_ms () + 60 * MINUTE);
  share_more (f, store);
  work_off (store, &service);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  pass_time (60 * MINUTE);
  work_off (store, &service);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static const StoreCase cases[] = {
  { "removals-are-paced", .check = check_paced },
  { "what-remains-is-heeded", .check = check_told },
  { "nobody-else-waits", .check = check_others },
  { "used-up-waits", .check = check_used_up },
  { "all-used-up-waits", .check = check_all_used_up },
  { "odd-budgets-are-not-believed", .check = check_odd_budgets },
  { "clock-set-back-holds-nobody-up", .check = check_set_back },
  { "looks-go-on", .check = check_looks_go_on },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "budgets", cases, G_N_ELEMENTS (cases));
}
