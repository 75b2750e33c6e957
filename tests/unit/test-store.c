/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "ac-clock.h"
#include "ac-step.h"
#include "ac-store.h"
#include "ac-test.h"

/* Conformance: what every engine's store must do. An engine is a way to open one. */
typedef struct
{
  const char *name;
  AcStore *(*open) (const char *data_dir, GError **error);
} Engine;

static const Engine engines[] = { { "sqlite", ac_store_open } };

typedef struct
{
  const Engine *engine;
  char *dir;
  AcStore *store;
  char *person;
  char *account;
  char *status;
  char *delivery;
} Fixture;

/* A test's work on the store's thread. */
typedef struct
{
  Fixture *fixture;
  void (*run) (Fixture *f, AcStore *store);
} Work;

static GObject *
run_work (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;

  work->run (work->fixture, store);
  return NULL;
}

static void
on_store (Fixture *f, void (*run) (Fixture *f, AcStore *store))
{
  Work work = { f, run };
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (f->store, run_work, &work, NULL), &error);
  g_assert_no_error (error);
}

static AcAccount *
make_account (const char *id, const char *remote_id)
{
  AcAccount *account = ac_account_new (id, "mastodon");

  ac_account_set_server (account, "https://mastodon.example");
  ac_account_set_remote_id (account, remote_id);
  ac_account_set_handle (account, "@ada@mastodon.example");
  ac_account_set_audiences (account, 1u << AC_AUDIENCE_PUBLIC);
  ac_account_set_created_at (account, 1700000000000);
  return account;
}

static void
add_things (Fixture *f, AcStore *store)
{
  g_autoptr(AcAccount) account = make_account (f->account, "1");
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);
  g_autoptr(GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autoptr(AcStatus) status = ac_status_new (f->status, "Hello", ac_clock_now_ms ());
  g_autoptr(AcDelivery) delivery = ac_delivery_new (f->delivery, f->status, f->account);
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  g_autoptr(GError) error = NULL;

  ac_delivery_set_account_facts (delivery, "mastodon", "@ada@mastodon.example");
  ac_delivery_set_audience (delivery, AC_AUDIENCE_FOLLOWERS);
  ac_status_add_delivery (status, delivery);
  g_ptr_array_add (parcels, ac_parcel_new ("key", payload, AC_AUDIENCE_FOLLOWERS));

  g_assert_true (ac_store_add_account (store, f->person, account, sealed, &error));
  g_assert_no_error (error);
  g_assert_true (ac_store_add_status (store, f->person, status, parcels, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->engine = data;
  f->dir = g_dir_make_tmp ("ac-store-XXXXXX", &error);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
  f->person = ac_store_get_embedded_person (f->store, &error);
  f->account = ac_id_new ();
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  on_store (f, add_things);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  while (g_main_context_iteration (NULL, FALSE))
    ;
  ac_store_close (f->store);
  g_assert_finalize_object (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (f->dir, "/store.sqlite", suffixes[i], NULL);

      g_unlink (path);
    }
  g_rmdir (f->dir);
  g_free (f->dir);
  g_free (f->person);
  g_free (f->account);
  g_free (f->status);
  g_free (f->delivery);
  ac_clock_set_for_tests (0);
}

static AcDeliveryState
get_state (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);

  g_assert_no_error (error);
  return ac_delivery_get_state (delivery);
}

static AcStep *
claim_one (AcStore *store)
{
  gint64 next_due = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) steps =
                ac_store_claim_steps (store, ac_clock_now_ms (), NULL, 10, &next_due, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, <=, 1);
  return steps->len == 1 ? g_ptr_array_steal_index (steps, 0) : NULL;
}

static void
settle (AcStore *store, AcStep *step, AcOutcome *outcome, AcRepeat repeat, guint settle_ms)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_settle_step (store, step, outcome, repeat, settle_ms, &error));
  g_assert_no_error (error);
}

static void
settle_next (AcStore *store, AcOutcomeKind kind, AcRepeat repeat)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) outcome = ac_outcome_new_failed (kind, AC_ERROR_REJECTED, 0);

  g_assert_nonnull (step);
  if (kind == AC_OUTCOME_DONE || kind == AC_OUTCOME_FOUND)
    ac_outcome_set_copy (outcome, "7", "https://mastodon.example/7",
                         "https://mastodon.example/@ada/7");
  settle (store, step, outcome, repeat, 20000);
}

static void
pass_time (gint64 ms)
{
  ac_clock_set_for_tests (ac_clock_now_ms () + ms);
}

static void
check_accounts (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAccount) account = ac_store_get_account (store, f->person, f->account, &error);
  g_autofree char *found =
      ac_store_find_account (store, f->person, "mastodon", "https://mastodon.example", "1", &error);
  g_autofree char *other = ac_id_new ();
  g_autoptr(AcAccount) twin = make_account (other, "1");
  g_autoptr(GBytes) sealed = ac_store_get_sealed (store, f->person, f->account, &error);
  g_autoptr(AcAccount) stranger = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (ac_account_get_handle (account), ==, "@ada@mastodon.example");
  g_assert_cmpstr (found, ==, f->account);
  g_assert_cmpuint (g_bytes_get_size (sealed), ==, 6);

  stranger = ac_store_get_account (store, "another-person", f->account, &error);
  g_assert_null (stranger);
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (ac_store_add_account (store, f->person, twin, sealed, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
test_accounts (Fixture *f, gconstpointer data)
{
  on_store (f, check_accounts);
}

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

  ac_clock_set_for_tests (g_get_real_time () / 1000 + 1000);
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
check_stopped (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  gboolean has_work = TRUE;

  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_STOPPED);
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_has_work (store, &has_work, &error));
  g_assert_false (has_work);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, FALSE, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
test_sharing_stopped (Fixture *f, gconstpointer data)
{
  on_store (f, check_stopped);
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

static void
check_revoke (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  guint accounts = 9;
  guint statuses = 9;
  guint waiting = 9;

  g_assert_true (ac_store_plan_revoke (store, f->person, f->account, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (16 * 60 * 1000);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_true (ac_store_count (store, f->person, &accounts, &statuses, &waiting, &error));
  g_assert_cmpuint (accounts, ==, 0);
  g_assert_cmpuint (statuses, ==, 1);
  g_assert_cmpuint (waiting, ==, 0);
}

static void
test_removed_account_is_revoked (Fixture *f, gconstpointer data)
{
  on_store (f, check_revoke);
}

static void
check_keys (Fixture *f, AcStore *store)
{
  AcKeyState state = AC_KEY_DONE;
  guint status = 0;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GBytes) answer = g_bytes_new_static ("{}", 2);
  g_autofree char *location = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_claim_key (store, f->person, "k", "hash", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_FRESH);
  g_assert_true (ac_store_claim_key (store, f->person, "k", "hash", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_RUNNING);
  g_assert_true (ac_store_finish_key (store, f->person, "k", 201, answer, "/v1/x", &error));
  g_assert_true (ac_store_claim_key (store, f->person, "k", "other", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_OTHER_BODY);
  g_assert_true (ac_store_claim_key (store, f->person, "k", "hash", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_DONE);
  g_assert_cmpuint (status, ==, 201);
  g_assert_cmpstr (location, ==, "/v1/x");
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  on_store (f, check_keys);
}

static void
check_events (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  gboolean complete = FALSE;
  gint64 last = ac_store_get_last_event (store, f->person, &error);
  g_autoptr(GPtrArray) all = ac_store_list_events (store, f->person, 0, 100, &complete, &error);
  g_autoptr(GPtrArray) none = NULL;

  g_assert_true (complete);
  g_assert_cmpuint (all->len, ==, last);
  none = ac_store_list_events (store, f->person, last + 5, 100, &complete, &error);
  g_assert_false (complete);
}

static void
test_events (Fixture *f, gconstpointer data)
{
  on_store (f, check_events);
}

static void
test_survives_reopening (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "store.sqlite", NULL);
  g_autofree char *person = NULL;
  g_autoptr(GError) error = NULL;
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  ac_store_close (f->store);
  g_clear_object (&f->store);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
  person = ac_store_get_embedded_person (f->store, &error);
  g_assert_cmpstr (person, ==, f->person);
  on_store (f, check_accounts);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "accounts", test_accounts },
    { "delivered-and-removed", test_delivered_and_removed },
    { "unknown-is-looked-for", test_unknown_is_looked_for },
    { "blind-asks-the-person", test_blind_asks_the_person },
    { "accepted-is-never-sent-again", test_accepted_is_never_sent_again },
    { "crash-is-fenced", test_crash_is_fenced },
    { "wider-audience-is-taken-back", test_wider_audience_is_taken_back },
    { "cancelled-before-sending", test_cancelled_before_sending },
    { "sharing-stopped", test_sharing_stopped },
    { "sign-in-blocks", test_sign_in_blocks },
    { "removed-account-is-revoked", test_removed_account_is_revoked },
    { "keys", test_keys },
    { "events", test_events },
    { "survives-reopening", test_survives_reopening },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint e = 0; e < G_N_ELEMENTS (engines); e++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/store/%s/%s", engines[e].name, tests[i].name);

        g_test_add (path, Fixture, &engines[e], set_up, tests[i].run, tear_down);
      }

  return g_test_run ();
}
