/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-store-data.h"
#include "ac-store-ledger.h"
#include "ac-store-privacy.h"
#include "ac-store-private.h"
#include "ac-test-store.h"

#define NUMBER "+49 30 1234567"
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))

static AcAsk
about (Fixture *f, AcUsePurpose purpose)
{
  return (AcAsk) { f->account, "facebook", AC_RECIPIENT_SERVICE, purpose,
                   AC_CATEGORY_PHONE_NUMBER };
}

static void
fill (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (
      ac_store_set_datum (store, f->person, f->account, AC_CATEGORY_PHONE_NUMBER, NUMBER, &error));
  g_assert_no_error (error);
}

static void
say (Fixture *f, AcStore *store, AcConsentAct act)
{
  const AcAsk ask = about (f, AC_USE_ADS);
  g_autoptr(GError) error = NULL;

  ac_store_say (store, &(AcWord) { f->person, AC_PROGRAM_OTHER, 1 }, &ask, act,
                &(AcYes) { 1u << AC_CATEGORY_PHONE_NUMBER, ac_clock_now_ms () + HOUR, 0 }, &error);
  g_assert_no_error (error);
}

static void
check_asked (Fixture *f, AcStore *store, AcChoiceReason expected)
{
  const AcAsk ask = about (f, AC_USE_ADS);
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  g_autofree char *value = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_ask (store, f->person, &ask, &reason, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (ac_choice_reason_to_slug (reason), ==, ac_choice_reason_to_slug (expected));
  g_assert_cmpstr (value, ==, AC_CHOICE_ALLOWS (expected) ? NUMBER : NULL);
}

static void
keep_separate (Fixture *f, AcStore *store, gboolean on)
{
  g_autoptr(GError) error = NULL;

  ac_store_set_setting (store, &(AcWord) { f->person, AC_PROGRAM_OTHER, 1 },
                        AC_SETTING_KEEP_SEPARATE, on, &error);
  g_assert_no_error (error);
}

static guint
count_lines (Fixture *f, AcStore *store, const char *outcome)
{
  g_autoptr(GListStore) found = ac_store_list_ledger (
      store, f->person,
      &(AcLedgerFilter) { .who = "facebook", .purpose = "ads", .outcome = outcome }, 0, 100, NULL);

  return g_list_model_get_n_items (G_LIST_MODEL (found));
}

/* Facebook asks for the number to show ads: refused, until the person says yes, and after they
 * withdraw it. */
static void
check_choice (Fixture *f, AcStore *store)
{
  fill (f, store);
  stop_clock ();
  check_asked (f, store, AC_CHOICE_NOT_ASKED);
  say (f, store, AC_CONSENT_ACT_AGREE);
  check_asked (f, store, AC_CHOICE_GIVEN);
  pass_time (HOUR);
  check_asked (f, store, AC_CHOICE_EXPIRED);
  say (f, store, AC_CONSENT_ACT_AGREE);
  check_asked (f, store, AC_CHOICE_GIVEN);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, NULL));
  check_asked (f, store, AC_CHOICE_SHARING_STOPPED);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, FALSE, NULL));
  keep_separate (f, store, TRUE);
  check_asked (f, store, AC_CHOICE_KEPT_SEPARATE);
  keep_separate (f, store, FALSE);
  say (f, store, AC_CONSENT_ACT_REFUSE);
  check_asked (f, store, AC_CHOICE_WITHDRAWN);
  g_assert_cmpuint (count_lines (f, store, "refused"), ==, 5);
  g_assert_cmpuint (count_lines (f, store, "allowed"), ==, 2 + 3);
}

static void
check_not_asked_again (Fixture *f, AcStore *store)
{
  const AcAsk ask = about (f, AC_USE_ADS);
  g_autoptr(GError) error = NULL;

  stop_clock ();
  say (f, store, AC_CONSENT_ACT_REFUSE);
  pass_time (364 * 24 * HOUR);
  g_assert_false (ac_store_say (store, &(AcWord) { f->person, AC_PROGRAM_OTHER, 1 }, &ask,
                                AC_CONSENT_ACT_ASK, NULL, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  pass_time (24 * HOUR);
  say (f, store, AC_CONSENT_ACT_ASK);
}

/* Nothing that the backend itself could ask lets the value out. */
static const char *const attempts[] = {
  "SELECT value FROM datum",
  "SELECT * FROM datum",
  "SELECT d.value FROM datum AS d",
  "WITH readable AS (SELECT value FROM datum) SELECT value FROM readable",
  "SELECT person_id FROM datum WHERE value LIKE '+49%'",
  "SELECT text FROM status UNION SELECT value FROM datum",
  "SELECT MAX(value) FROM datum",
  "UPDATE status SET text = (SELECT value FROM datum)",
  "INSERT INTO service_off (service) SELECT value FROM datum",
  "DELETE FROM datum WHERE value LIKE '+49%' RETURNING value",
};

static void
check_direct (Fixture *f, AcStore *store)
{
  const AcAsk ask = about (f, AC_USE_ADS);
  AcChoiceReason reason = AC_CHOICE_GIVEN;
  g_autofree char *value = NULL;

  fill (f, store);
  say (f, store, AC_CONSENT_ACT_AGREE);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AcRows) rows =
                    ac_database_query (ac_store_get_database (store), &error, attempts[i], "");

      g_test_message ("%s", attempts[i]);
      g_assert_null (rows);
      g_assert_error (error, AC_ERROR, AC_ERROR_PERMISSION_DENIED);
    }

  /* The same statement as the one way in, when it isn't gone. */
  g_assert_true (ac_store_read_datum (store, f->person, &ask, &reason, &value, NULL));
  g_assert_cmpstr (value, ==, NUMBER);
  g_assert_null (ac_database_query (
      ac_store_get_database (store), NULL,
      "SELECT value FROM datum WHERE person_id = $1 AND account_id = $2 AND category = $3", "ssi",
      f->person, f->account, AC_INT (0)));
}

static void
open_as_somebody (Fixture *f)
{
  g_autofree char *name = g_path_get_basename (f->dir);
  g_autofree char *role = g_strdelimit (g_strdup (name), "-", '_');
  g_autofree char *sql = g_strdup_printf (
      "DO $$ BEGIN CREATE ROLE \"%s\" LOGIN; END $$;"
      "GRANT ALL ON ALL TABLES IN SCHEMA public TO \"%s\"; ALTER SCHEMA public OWNER TO \"%s\";"
      "ALTER TABLE datum OWNER TO \"%s\";",
      role, role, role, role);
  g_autofree char *own = get_conninfo (f->dir);
  g_autofree char *others = g_strdup_printf ("%s user='%s'", own, role);
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDatabase) database = ac_database_postgres_open (own, &error);

  g_assert_no_error (error);
  ac_database_run_script (database, sql, &error);
  g_assert_no_error (error);
  ac_store_close (f->store);
  g_object_unref (f->store);
  f->store = ac_store_open_postgres (others, &error);
  g_assert_no_error (error);
}

static void
check_rows_of_server (Fixture *f, AcStore *store)
{
  const AcAsk ask = about (f, AC_USE_ADS);
  AcDatabase *database = ac_store_get_database (store);
  AcChoiceReason reason = AC_CHOICE_NOT_ASKED;
  g_autofree char *value = NULL;
  g_autoptr(GError) error = NULL;

  fill (f, store);
  say (f, store, AC_CONSENT_ACT_AGREE);
  for (guint i = 0; i < 7; i++)
    {
      g_autoptr(AcRows) rows = ac_database_query (database, &error, attempts[i], "");

      g_test_message ("%s", attempts[i]);
      g_assert_no_error (error);
      while (ac_rows_next (rows))
        g_assert_cmpstr (ac_rows_text (rows, 0), !=, NUMBER);
    }
  g_assert_true (ac_store_read_datum (store, f->person, &ask, &reason, &value, &error));
  g_assert_cmpstr (value, ==, NUMBER);
}

/* The tables' owner, who is no superuser, sees nothing either. */
static void
test_direct_at_server (Fixture *f)
{
  open_as_somebody (f);
  on_store (f, check_rows_of_server);
}

static void
agree_and_fill (Fixture *f, AcStore *store)
{
  fill (f, store);
  say (f, store, AC_CONSENT_ACT_AGREE);
  check_asked (f, store, AC_CHOICE_GIVEN);
}

static void
withdraw (Fixture *f, AcStore *store)
{
  say (f, store, AC_CONSENT_ACT_REFUSE);
}

static void
check_invalidated (Fixture *f, AcStore *store)
{
  check_asked (f, store, AC_CHOICE_INVALIDATED);
}

static void
reopen (Fixture *f, const char *heads)
{
  g_autoptr(GError) error = NULL;

  if (f->store != NULL)
    {
      ac_store_close (f->store);
      g_clear_object (&f->store);
    }
  f->store = ac_store_open (f->dir, &error);
  g_assert_no_error (error);
  g_assert_true (ac_store_keep_heads (f->store, heads, &error));
}

static void
copy_store (Fixture *f, const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (f->dir, from, NULL);
  g_autofree char *new = g_build_filename (f->dir, to, NULL);
  g_autofree char *content = NULL;
  gsize size = 0;
  FILE *file = NULL;

  g_assert_true (g_file_get_contents (old, &content, &size, NULL));
  /* Into the same file, as a tool would that keeps the inode. */
  file = g_fopen (new, "w");
  g_assert_cmpuint (fwrite (content, 1, size, file), ==, size);
  fclose (file);
}

/* A backup from before the withdrawal comes back, over the same file: nothing is allowed by it. */
static void
test_restored (Fixture *f)
{
  g_autofree char *heads = g_build_filename (f->dir, "heads", NULL);
  g_autofree char *backup = g_build_filename (f->dir, "backup", NULL);

  reopen (f, heads);
  on_store (f, agree_and_fill);
  ac_store_close (f->store);
  g_clear_object (&f->store);
  copy_store (f, "store.sqlite", "backup");
  reopen (f, heads);
  on_store (f, withdraw);
  ac_store_close (f->store);
  g_clear_object (&f->store);
  copy_store (f, "backup", "store.sqlite");
  reopen (f, heads);
  on_store (f, check_invalidated);
  g_unlink (heads);
  g_unlink (backup);
}

static GObject *
agree_and_fail (AcStore *store, gpointer user_data, GError **error)
{
  say (user_data, store, AC_CONSENT_ACT_AGREE);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "Something else went wrong");
  return NULL;
}

static void
check_nothing_said (Fixture *f, AcStore *store)
{
  fill (f, store);
  check_asked (f, store, AC_CHOICE_NOT_ASKED);
  g_assert_cmpuint (count_lines (f, store, "allowed"), ==, 0);
}

static void
test_all_or_nothing (Fixture *f)
{
  g_assert_false (ac_test_wait_true (ac_store_run (f->store, agree_and_fail, f, NULL), NULL));
  on_store (f, check_nothing_said);
}

static void
check_gone (Fixture *f, AcStore *store)
{
  g_autoptr(AcRows) rows = NULL;

  agree_and_fill (f, store);
  g_assert_true (ac_store_delete_account (store, f->person, f->account, NULL));
  check_asked (f, store, AC_CHOICE_NOT_ASKED);
  rows = ac_database_query (ac_store_get_database (store), NULL, "SELECT COUNT(*) FROM datum", "");
  g_assert_true (ac_rows_next (rows));
  g_assert_cmpint (ac_rows_int (rows, 0), ==, 0);
}

/* What the account's own service gets of what was shared, which needs no yes. */
static void
check_shared_is (Fixture *f, AcStore *store, const char *text)
{
  const AcAsk ask = { f->account, "mastodon", AC_RECIPIENT_SERVICE, AC_USE_PROVIDE,
                      AC_CATEGORY_STATUS };
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  g_autofree char *value = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_ask (store, f->person, &ask, &reason, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (reason, ==, AC_CHOICE_NEEDED);
  g_assert_cmpstr (value, ==, text);
}

/* Nothing before it is there, and nothing of it after it was taken back. */
static void
check_shared (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  check_shared_is (f, store, NULL);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  check_shared_is (f, store, "Hello");
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  pass_time (HOUR);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_KEYED);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
  check_shared_is (f, store, NULL);
}

/* What was meant for later and shared before isn't the last any more. */
static void
check_shared_last (Fixture *f, AcStore *store)
{
  g_autofree char *first = g_strdup (f->delivery);
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  g_assert_true (
      ac_store_set_datum (store, f->person, f->account, AC_CATEGORY_STATUS, "Newer", &error));
  g_free (g_steal_pointer (&f->status));
  g_free (g_steal_pointer (&f->delivery));
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  add_status (f, store);
  g_assert_true (ac_store_touch_delivery (store, f->person, first, &error));
  check_shared_is (f, store, "Newer");
}

static const StoreCase cases[] = {
  { "choice", .check = check_choice },
  { "not-asked-again", .check = check_not_asked_again },
  { "direct", .check = check_direct, .of_files = TRUE },
  { "direct-at-server", .test = test_direct_at_server, .of_server = TRUE },
  { "restored", .test = test_restored, .of_files = TRUE },
  { "all-or-nothing", .test = test_all_or_nothing },
  { "gone-with-its-account", .check = check_gone },
  { "shared", .check = check_shared },
  { "shared-last", .check = check_shared_last },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "data", cases, G_N_ELEMENTS (cases));
}
