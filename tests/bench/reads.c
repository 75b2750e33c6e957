/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-data.h"
#include "ac-store-private.h"
#include "ac-test.h"

/* reads FOLDER PIECES: what it costs to read a value that is decided about first, beside the same
 * row read without asking anybody, in µs each; and with the line of the ledger. One JSON line. */

#define PIECE 1000
#define ACCOUNT "019a0000-0000-7000-8000-000000000003"
#define VALUE "+49 30 1234567"
#define YEAR (365 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

typedef gboolean (*ReadFunc) (AcStore *store, const char *person);

typedef struct
{
  char *person;
  ReadFunc read;
  double each; /* µs, of the last piece */
} Bench;

static const AcAsk ask = { ACCOUNT, "facebook", AC_RECIPIENT_SERVICE, AC_USE_ADS,
                           AC_CATEGORY_PHONE_NUMBER };

static gboolean
read_plain (AcStore *store, const char *person)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (store), NULL,
      "SELECT value FROM plain WHERE person_id = $1 AND account_id = $2 AND category = $3", "ssi",
      person, ACCOUNT, AC_INT (AC_CATEGORY_PHONE_NUMBER));
  g_autofree char *value =
      rows != NULL && ac_rows_next (rows) ? g_strdup (ac_rows_text (rows, 0)) : NULL;

  return value != NULL;
}

static gboolean
read_decided (AcStore *store, const char *person)
{
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  g_autofree char *value = NULL;

  return ac_store_read_datum (store, person, &ask, &reason, &value, NULL) && value != NULL;
}

static gboolean
read_told (AcStore *store, const char *person)
{
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  g_autofree char *value = NULL;

  return ac_store_ask (store, person, &ask, &reason, &value, NULL) && value != NULL;
}

static GObject *
prepare (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;
  g_autoptr(AcAccount) account = ac_account_new (ACCOUNT, "whatsapp");
  g_autoptr(GBytes) sealed = g_bytes_new_static ("x", 1);

  ac_account_set_server (account, "https://wa.me");
  ac_account_set_remote_id (account, "1");
  ac_account_set_handle (account, VALUE);
  ac_account_set_created_at (account, ac_clock_now_ms ());
  if (ac_store_add_account (store, self->person, account, sealed, NULL, error) &&
      ac_database_run_script (
          ac_store_get_database (store),
          "CREATE TABLE plain (person_id TEXT NOT NULL, account_id TEXT NOT NULL,"
          " category BIGINT NOT NULL, value TEXT NOT NULL,"
          " PRIMARY KEY (person_id, account_id, category))",
          error) &&
      ac_database_execute (
          ac_store_get_database (store), NULL, error,
          "INSERT INTO plain (person_id, account_id, category, value) VALUES ($1, $2, $3, $4)",
          "ssis", self->person, ACCOUNT, AC_INT (AC_CATEGORY_PHONE_NUMBER), VALUE) &&
      ac_store_set_datum (store, self->person, ACCOUNT, AC_CATEGORY_PHONE_NUMBER, VALUE, error))
    ac_store_say (store, &(AcWord) { self->person, AC_PROGRAM_OTHER, 1 }, &ask,
                  AC_CONSENT_ACT_AGREE,
                  &(AcYes) { 1u << AC_CATEGORY_PHONE_NUMBER, ac_clock_now_ms () + YEAR, 0 }, error);
  return NULL;
}

static GObject *
read_piece (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;
  const gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < PIECE; i++)
    g_assert_true (self->read (store, self->person));
  self->each = (double) (g_get_monotonic_time () - began) / PIECE;
  return NULL;
}

static void
run (AcStore *store, AcStoreFunc func, Bench *self)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (store, func, self, NULL), &error);
  g_assert_no_error (error);
}

static double
measure (AcStore *store, Bench *self, ReadFunc read)
{
  self->read = read;
  run (store, read_piece, self);
  return self->each;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static double
middle (double *figures, guint n)
{
  qsort (figures, n, sizeof *figures, compare);
  return figures[n / 2];
}

int
main (int argc, char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) store = NULL;
  g_autofree double *plain = NULL;
  g_autofree double *decided = NULL;
  g_autofree double *told = NULL;
  Bench bench = { NULL };
  guint n = 0;

  dex_init ();
  g_assert_cmpint (argc, ==, 3);
  store = ac_store_open (argv[1], &error);
  g_assert_no_error (error);
  bench.person = ac_store_get_embedded_person (store, &error);
  n = g_ascii_strtoull (argv[2], NULL, 10);
  plain = g_new0 (double, n);
  decided = g_new0 (double, n);
  told = g_new0 (double, n);
  run (store, prepare, &bench);
  for (guint i = 0; i < n; i++)
    {
      plain[i] = measure (store, &bench, read_plain);
      decided[i] = measure (store, &bench, read_decided);
      told[i] = measure (store, &bench, read_told);
    }
  g_print ("{\"plain\": %.3f, \"decided\": %.3f, \"told\": %.3f}\n", middle (plain, n),
           middle (decided, n), middle (told, n));
  ac_store_close (store);
  g_free (bench.person);
  return 0;
}
