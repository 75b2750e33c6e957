/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "ac-clock.h"
#include "ac-database-postgres.h"
#include "ac-store-private.h"
#include "ac-test.h"

/* Conformance: what every engine's store must do. An engine is a way to open one that belongs to a
 * folder. */
typedef struct
{
  const char *name;
  AcStore *(*open) (const char *data_dir, GError **error);
  gboolean in_files; /* in the folder, and for one process alone */
} Engine;

/* A database for each folder, on the server that the test was started with. */
static inline char *
get_conninfo (const char *data_dir)
{
  g_autofree char *name = g_path_get_basename (data_dir);
  const char *server = g_getenv ("AC_POSTGRES");

  g_assert_nonnull (server);
  return g_strdup_printf ("%s dbname='%s'", server, name);
}

static inline AcStore *
open_postgres (const char *data_dir, GError **error)
{
  g_autofree char *conninfo = get_conninfo (data_dir);

  return ac_store_open_postgres (conninfo, error);
}

static inline void
make_database (const char *data_dir)
{
  g_autofree char *name = g_path_get_basename (data_dir);
  g_autofree char *sql = g_strdup_printf ("CREATE DATABASE \"%s\"", name);
  g_autofree char *server = g_strdup_printf ("%s dbname=postgres", g_getenv ("AC_POSTGRES"));
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDatabase) database = ac_database_postgres_open (server, &error);

  g_assert_no_error (error);
  ac_database_run_script (database, sql, &error);
  g_assert_no_error (error);
}

static const Engine engines[] = { { "sqlite", ac_store_open, TRUE },
                                  { "postgres", open_postgres, FALSE } };

typedef struct
{
  const Engine *engine;
  char *dir;
  AcStore *store;
  char *person;
  char *account;
  char *status;
  char *delivery;
  const char *link; /* (nullable): because of which add_status() shares */
} Fixture;

/* One thing to be held: checked on the store's thread, or by a test that goes there when it needs.
 */
typedef struct
{
  const char *name;
  void (*check) (Fixture *f, AcStore *store);
  void (*test) (Fixture *f);
  gboolean of_files;  /* for engines that keep the store in files of their own */
  gboolean of_server; /* for engines that several processes use at once */
} StoreCase;

typedef struct
{
  const Engine *engine;
  const StoreCase *held;
} EngineCase;

/* A test's work on the store's thread. */
typedef struct
{
  Fixture *fixture;
  void (*run) (Fixture *f, AcStore *store);
} Work;

static inline GObject *
run_work (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;

  work->run (work->fixture, store);
  return NULL;
}

static inline void
on_store (Fixture *f, void (*run) (Fixture *f, AcStore *store))
{
  Work work = { f, run };
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (f->store, run_work, &work, NULL), &error);
  g_assert_no_error (error);
}

static inline AcAccount *
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

static inline void
add_status_with_key (Fixture *f, AcStore *store, const char *key)
{
  g_autoptr(GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autoptr(AcStatus) status = ac_status_new (f->status, "Hello", ac_clock_now_ms ());
  g_autoptr(AcDelivery) delivery = ac_delivery_new (f->delivery, f->status, f->account);
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  g_autoptr(GError) error = NULL;

  ac_delivery_set_account_facts (delivery, "mastodon", "@ada@mastodon.example");
  ac_delivery_set_audience (delivery, AC_AUDIENCE_FOLLOWERS);
  ac_delivery_set_link_id (delivery, f->link);
  ac_status_add_delivery (status, delivery);
  g_ptr_array_add (parcels, ac_parcel_new (key, payload, AC_AUDIENCE_FOLLOWERS));

  g_assert_true (ac_store_add_status (store, f->person, status, parcels, &error));
  g_assert_no_error (error);
}

static inline void
add_status (Fixture *f, AcStore *store)
{
  add_status_with_key (f, store, "key");
}

static inline void
add_things (Fixture *f, AcStore *store)
{
  g_autoptr(AcAccount) account = make_account (f->account, "1");
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_add_account (store, f->person, account, sealed, "key", &error));
  g_assert_no_error (error);
  add_status (f, store);
}

static inline void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->engine = ((const EngineCase *) data)->engine;
  f->dir = g_dir_make_tmp ("ac-store-XXXXXX", &error);
  if (!f->engine->in_files)
    make_database (f->dir);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
  f->person = ac_store_get_embedded_person (f->store, &error);
  f->account = ac_id_new ();
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  on_store (f, add_things);
}

static inline void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "store.sqlite", "store.sqlite-wal", "store.sqlite-shm",
                                       "store.lock" };

  while (g_main_context_iteration (NULL, FALSE))
    ;
  ac_store_close (f->store);
  g_assert_finalize_object (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->dir, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (f->dir), ==, 0);
  g_free (f->dir);
  g_free (f->person);
  g_free (f->account);
  g_free (f->status);
  g_free (f->delivery);
  ac_clock_set_for_tests (0);
}

/* As a backup does: the same bytes, another file. */
static inline void
come_back_from_backup (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->dir, "store.sqlite", NULL);
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;

  ac_store_close (f->store);
  g_clear_object (&f->store);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (copy, content, length, NULL));
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
}

static inline void
run_case (Fixture *f, gconstpointer data)
{
  const EngineCase *self = data;

  if (self->held->check != NULL)
    on_store (f, self->held->check);
  else
    self->held->test (f);
}

/* The main function of a program that holds every engine to the same cases. */
static inline int
run_cases (int *argc, char ***argv, const char *prefix, const StoreCase *cases, guint n_cases)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  g_test_init (argc, argv, NULL);
  dex_init ();

  for (guint e = 0; e < G_N_ELEMENTS (engines); e++)
    for (guint i = 0; i < n_cases; i++)
      {
        gboolean held = engines[e].in_files ? !cases[i].of_server : !cases[i].of_files;
        g_autofree char *path =
            g_strdup_printf ("/%s/%s/%s", prefix, engines[e].name, cases[i].name);
        EngineCase *one = g_new0 (EngineCase, 1);

        one->engine = &engines[e];
        one->held = &cases[i];
        g_ptr_array_add (all, one);
        if (held)
          g_test_add (path, Fixture, one, set_up, run_case, tear_down);
      }

  return g_test_run ();
}

static inline AcDeliveryState
get_state (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);

  g_assert_no_error (error);
  return ac_delivery_get_state (delivery);
}

static inline AcStep *
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

static inline void
settle (AcStore *store, AcStep *step, AcOutcome *outcome, AcRepeat repeat, guint settle_ms)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_settle_step (store, step, outcome, repeat, settle_ms, &error));
  g_assert_no_error (error);
}

static inline void
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

/* The clock stands still, so that a test says when time passes. */
static inline void
stop_clock (void)
{
  ac_clock_set_for_tests (g_get_real_time () / 1000 + 1000);
}

static inline void
pass_time (gint64 ms)
{
  ac_clock_set_for_tests (ac_clock_now_ms () + ms);
}
/* How long nobody notices that a process is dead. */
#define DEAD_MS (60 * 1000)

static inline void
die_and_recover (AcStore *store)
{
  g_autoptr(GError) error = NULL;
  const char *process = ac_store_get_process (store);

  pass_time (DEAD_MS);
  g_assert_true (process != NULL ? ac_store_recover_steps_of (store, process, &error)
                                 : ac_store_recover_steps (store, &error));
}
