/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-store-ledger.h"
#include "ac-store-private.h"
#include "ac-test.h"

/* ledger FOLDER LINES: what a line costs beside a plain row, in µs each, and the whole chain, read
 * and checked, beside the same bytes only hashed, in s; what a search for what is rare costs, in
 * ms. One JSON line. */

#define PIECE 1000
#define N_SORTS 20

typedef struct
{
  char *person;
  guint n_lines;
  guint filled;
  GArray *appended; /* of double: µs each, one for each piece */
  GArray *inserted;
  AcLedgerHead head;
  GString *text; /* all lines */
  double read;
  double searched;
  guint n_found;
} Bench;

static void
append_piece (Bench *self, AcStore *store, guint first)
{
  gint64 began = g_get_monotonic_time ();
  double each = 0;

  for (guint i = 0; i < PIECE; i++)
    {
      g_autofree char *who = g_strdup_printf ("app:org.example.app%u", (first + i) % N_SORTS);
      AcLedgerLine line = { .deed = AC_DEED_READ,
                            .allowed = i % 3 == 0,
                            .who = first == 0 && i == 7 ? "rare" : who,
                            .purpose = "ads",
                            .category = "phone-number",
                            .account = self->person,
                            .reason = "not-asked",
                            .reference = self->person };

      g_assert_true (ac_store_add_to_ledger (store, self->person, &line, NULL));
    }
  each = (double) (g_get_monotonic_time () - began) / PIECE;
  g_array_append_val (self->appended, each);
}

static void
insert_piece (Bench *self, AcStore *store, guint first)
{
  g_autofree char *line = g_strnfill (230, 'x');
  gint64 began = g_get_monotonic_time ();
  double each = 0;

  for (guint i = 0; i < PIECE; i++)
    g_assert_true (
        ac_database_execute (ac_store_get_database (store), NULL, NULL,
                             "INSERT INTO plain (person_id, seq, line) VALUES ($1, $2, $3)", "sis",
                             self->person, (gint64) first + i, line));
  each = (double) (g_get_monotonic_time () - began) / PIECE;
  g_array_append_val (self->inserted, each);
}

static GObject *
prepare (AcStore *store, gpointer user_data, GError **error)
{
  ac_database_run_script (ac_store_get_database (store),
                          "CREATE TABLE plain (person_id TEXT NOT NULL, seq BIGINT NOT NULL,"
                          " line TEXT NOT NULL, PRIMARY KEY (person_id, seq))",
                          NULL);
  return NULL;
}

static GObject *
add_piece (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;

  append_piece (self, store, self->filled);
  insert_piece (self, store, self->filled);
  self->filled += PIECE;
  return NULL;
}

static gboolean
take (gint64 seq, const char *line, GBytes *hash, gpointer user_data)
{
  Bench *self = user_data;

  g_assert_true (ac_ledger_head_take (&self->head, line, g_bytes_get_data (hash, NULL)));
  g_string_append (self->text, line);
  return TRUE;
}

static GObject *
verify (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;
  gint64 began = g_get_monotonic_time ();

  ac_ledger_head_init (&self->head, self->person);
  while (self->head.seq < self->n_lines)
    g_assert_true (
        ac_store_read_ledger (store, self->person, self->head.seq, 2000, take, self, error));
  self->read = (g_get_monotonic_time () - began) / 1e6;
  return NULL;
}

static GObject *
search (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;
  const gint64 began = g_get_monotonic_time ();
  g_autoptr(GListStore) found = ac_store_list_ledger (
      store, self->person, &(AcLedgerFilter) { .search = "rare" }, 0, 50, error);

  self->searched = (g_get_monotonic_time () - began) / 1e3;
  self->n_found = g_list_model_get_n_items (G_LIST_MODEL (found));
  return NULL;
}

static double
hash_alone (Bench *self)
{
  guint8 hash[AC_LEDGER_HASH_SIZE];
  const gsize each = (self->text->len - sizeof hash) / self->n_lines;
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < self->n_lines; i++)
    crypto_hash_sha256 (hash, (const guint8 *) self->text->str + i * each,
                        each + sizeof hash < self->text->len - i * each ? each + sizeof hash
                                                                        : each);
  return (g_get_monotonic_time () - began) / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static double
middle (GArray *figures)
{
  g_array_sort (figures, compare);
  return g_array_index (figures, double, figures->len / 2);
}

static void
run (AcStore *store, AcStoreFunc func, Bench *self)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (store, func, self, NULL), &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) store = NULL;
  g_autofree char *heads = NULL;
  Bench bench = { NULL };

  dex_init ();
  g_assert_cmpint (argc, ==, 3);
  store = ac_store_open (argv[1], &error);
  g_assert_no_error (error);
  heads = g_build_filename (argv[1], "heads", NULL);
  g_assert_true (ac_store_keep_heads (store, heads, NULL));
  bench.person = ac_store_get_embedded_person (store, &error);
  bench.n_lines = g_ascii_strtoull (argv[2], NULL, 10);
  bench.appended = g_array_new (FALSE, FALSE, sizeof (double));
  bench.inserted = g_array_new (FALSE, FALSE, sizeof (double));
  bench.text = g_string_new (NULL);
  run (store, prepare, &bench);
  while (bench.filled < bench.n_lines)
    run (store, add_piece, &bench);
  run (store, verify, &bench);
  run (store, search, &bench);
  g_assert_cmpuint (bench.n_found, ==, 1);
  g_print (
      "{\"append\": %.3f, \"insert\": %.3f, \"verify\": %.3f, \"hash\": %.3f, \"search\": %.3f}\n",
      middle (bench.appended), middle (bench.inserted), bench.read, hash_alone (&bench),
      bench.searched);
  ac_store_close (store);
  g_string_free (bench.text, TRUE);
  g_array_unref (bench.appended);
  g_array_unref (bench.inserted);
  g_free (bench.person);
  return 0;
}
