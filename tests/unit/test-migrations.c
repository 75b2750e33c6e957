/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ac-database-sqlite.h"
#include "ac-error.h"
#include "ac-migrations.h"
#include "ac-step.h"
#include "ac-store.h"
#include "ac-test.h"

#define RESOURCES "/org/accountscenter/AccountsCenter/store/"
#define PERSON "019a0000-0000-7000-8000-000000000001"
#define ACCOUNT "019a0000-0000-7000-8000-000000000003"
#define STATUS "019a0000-0000-7000-8000-000000000004"
#define DELIVERY "019a0000-0000-7000-8000-000000000005"

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static guint newest;   /* how far find_script() leads */
static char *addition; /* what comes after the newest, or NULL */

static GBytes *
find_script (guint version)
{
  g_autofree char *path = g_strdup_printf (RESOURCES "%04u", version);

  if (version == newest + 1 && addition != NULL)
    return g_bytes_new (addition, strlen (addition));

  return version <= newest ? g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL)
                           : NULL;
}

static guint
count_versions (void)
{
  g_auto(GStrv) names =
             g_resources_enumerate_children (RESOURCES, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return g_strv_length (names);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = g_dir_make_tmp ("ac-migrations-XXXXXX", NULL);
  f->path = g_build_filename (f->dir, "store.sqlite", NULL);
  newest = count_versions ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "store.sqlite", "store.sqlite-wal", "store.sqlite-shm",
                                       "store.lock" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->dir, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (f->dir), ==, 0);
  g_clear_pointer (&f->dir, g_free);
  g_clear_pointer (&f->path, g_free);
  g_clear_pointer (&addition, g_free);
}

static AcDatabase *
open_database (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  AcDatabase *database = ac_database_sqlite_open (f->path, &error);

  g_assert_no_error (error);
  return database;
}

/* A store as a program of that version left it. */
static void
make_old_store (Fixture *f, guint version)
{
  g_autofree char *name = g_strdup_printf ("%04u.sql", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "stores", name, NULL);
  g_autofree char *rows = NULL;
  g_autoptr(AcDatabase) database = open_database (f);
  g_autoptr(GError) error = NULL;

  newest = version;
  g_assert_true (ac_migrations_run (database, find_script, &error));
  g_assert_no_error (error);
  newest = count_versions ();

  g_assert_true (g_file_get_contents (path, &rows, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (ac_database_run_script (database, rows, &error));
  g_assert_no_error (error);
}

static char *
describe (AcDatabase *database)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(AcRows) rows = ac_database_query (
      database, NULL, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
      "");

  while (ac_rows_next (rows))
    g_string_append_printf (text, "%s: %s\n", ac_rows_text (rows, 0), ac_rows_text (rows, 1));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GObject *
check_kept (AcStore *store, gpointer user_data, GError **error)
{
  g_autoptr(GListStore) accounts = ac_store_list_accounts (store, PERSON, NULL, 10, error);
  g_autoptr(AcStatus) status = ac_store_get_status (store, PERSON, STATUS, error);
  g_autoptr(GBytes) sealed = ac_store_get_sealed (store, PERSON, ACCOUNT, error);
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(GPtrArray) events = NULL;
  gboolean complete = FALSE;

  g_assert_no_error (*error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);
  g_assert_cmpstr (ac_status_get_text (status), ==, "Kept");
  g_assert_cmpuint (g_bytes_get_size (sealed), ==, 6);
  g_assert_true (ac_store_recover_steps (store, error));
  delivery = ac_store_get_delivery (store, PERSON, DELIVERY, error);
  g_assert_cmpint (ac_delivery_get_state (delivery), ==, AC_DELIVERY_CHECKING);
  events = ac_store_list_events (store, PERSON, 0, 10, &complete, error);
  g_assert_cmpuint (events->len, >=, 2);
  return NULL;
}

/* From every earlier version: the rows are kept, and the tables are those of a new store. */
static void
test_from_every_version (Fixture *f, gconstpointer data)
{
  g_autoptr(AcDatabase) fresh = ac_database_sqlite_open (":memory:", NULL);
  g_autofree char *wanted = NULL;

  g_assert_cmpuint (newest, >, 0);
  g_assert_true (ac_migrations_run (fresh, find_script, NULL));
  wanted = describe (fresh);

  for (guint version = 1; version <= newest; version++)
    {
      g_autoptr(AcStore) store = NULL;
      g_autoptr(AcDatabase) database = NULL;
      g_autofree char *found = NULL;
      g_autofree char *person = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("from version %u", version);
      make_old_store (f, version);
      store = ac_store_open (f->dir, &error);
      g_assert_no_error (error);
      person = ac_store_get_embedded_person (store, &error);
      g_assert_cmpstr (person, ==, PERSON);
      ac_test_wait_true (ac_store_run (store, check_kept, NULL, NULL), &error);
      g_assert_no_error (error);
      ac_store_close (store);

      database = open_database (f);
      found = describe (database);
      g_assert_cmpstr (found, ==, wanted);
      g_clear_object (&database);
      tear_down (f, NULL);
      set_up (f, NULL);
    }
}

static void
test_newer_store (Fixture *f, gconstpointer data)
{
  g_autoptr(AcDatabase) database = NULL;
  g_autoptr(AcRows) rows = NULL;
  g_autoptr(GError) error = NULL;

  make_old_store (f, newest);
  database = open_database (f);
  addition = g_strdup ("CREATE TABLE future (a BIGINT NOT NULL);");
  g_assert_true (ac_migrations_run (database, find_script, &error));
  g_clear_object (&database);

  g_assert_null (ac_store_open (f->dir, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "newer version"));

  database = open_database (f);
  rows = ac_database_query (database, NULL, "SELECT text FROM status", "");
  g_assert_true (ac_rows_next (rows));
  g_assert_cmpstr (ac_rows_text (rows, 0), ==, "Kept");
}

static void
test_interrupted (Fixture *f, gconstpointer data)
{
  g_autoptr(AcDatabase) database = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  make_old_store (f, newest);
  database = open_database (f);
  before = describe (database);

  addition = g_strdup ("CREATE TABLE half (a BIGINT NOT NULL); DELETE FROM status; BROKEN;");
  g_assert_false (ac_migrations_run (database, find_script, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE);
  g_clear_error (&error);
  after = describe (database);
  g_assert_cmpstr (after, ==, before);

  g_clear_pointer (&addition, g_free);
  addition = g_strdup ("CREATE TABLE half (a BIGINT NOT NULL);");
  g_assert_true (ac_migrations_run (database, find_script, &error));
  g_assert_no_error (error);
  g_assert_true (ac_migrations_run (database, find_script, &error));
}

static void
test_changed_script (Fixture *f, gconstpointer data)
{
  g_autoptr(AcDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  make_old_store (f, newest);
  database = open_database (f);
  addition = g_strdup ("CREATE TABLE one (a BIGINT NOT NULL);");
  g_assert_true (ac_migrations_run (database, find_script, &error));
  g_clear_pointer (&addition, g_free);
  addition = g_strdup ("CREATE TABLE other (a BIGINT NOT NULL);");
  g_assert_false (ac_migrations_run (database, find_script, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "another program"));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/migrations/from-every-version", test_from_every_version },
    { "/migrations/newer-store", test_newer_store },
    { "/migrations/interrupted", test_interrupted },
    { "/migrations/changed-script", test_changed_script },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
