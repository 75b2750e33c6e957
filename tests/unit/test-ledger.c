/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-ledger-heads.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"
#include "ac-test-store.h"

#define N_LINES 200

static void
add (Fixture *f, AcStore *store, const char *who, const char *purpose, gboolean allowed)
{
  g_autoptr(GError) error = NULL;

  ac_store_add_to_ledger (store, f->person,
                          &(AcLedgerLine) { .deed = AC_DEED_READ,
                                            .allowed = allowed,
                                            .who = who,
                                            .purpose = purpose,
                                            .account = f->account,
                                            .reason = allowed ? "given" : "refused" },
                          &error);
  g_assert_no_error (error);
}

static void
add_many (Fixture *f, AcStore *store)
{
  for (guint i = 0; i < N_LINES; i++)
    add (f, store, i % 2 == 0 ? "facebook" : "app:org.example.photos",
         i % 5 == 0 ? "ads" : "improve", i % 3 == 0);
}

typedef struct
{
  AcLedgerHead head;
  gboolean broken;
} Walk;

static gboolean
walk (gint64 seq, const char *line, GBytes *hash, gpointer user_data)
{
  Walk *self = user_data;

  self->broken = !ac_ledger_head_take (&self->head, line, g_bytes_get_data (hash, NULL));
  return !self->broken;
}

/* The place of the last good line, and whether there is a bad one after it. */
static Walk
verify (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  Walk self = { .broken = FALSE };

  ac_ledger_head_init (&self.head, f->person);
  ac_store_read_ledger (store, f->person, 0, 2 * N_LINES, walk, &self, &error);
  g_assert_no_error (error);
  return self;
}

static guint
count (Fixture *f, AcStore *store, const AcLedgerFilter *filter, gint64 before, guint limit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListStore) found =
                ac_store_list_ledger (store, f->person, filter, before, limit, &error);
  gint64 last = G_MAXINT64;

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (found)); i++)
    {
      g_autoptr(AcUse) use = g_list_model_get_item (G_LIST_MODEL (found), i);

      g_assert_cmpint (ac_use_get_line (use)->seq, <, last);
      last = ac_use_get_line (use)->seq;
      g_assert_cmpstr (ac_use_get_account (use)->handle, ==, "@ada@mastodon.example");
    }

  return g_list_model_get_n_items (G_LIST_MODEL (found));
}

static void
check_filters (Fixture *f, AcStore *store)
{
  const struct
  {
    AcLedgerFilter filter;
    guint n;
  } cases[] = {
    { { NULL }, N_LINES },
    { { .who = "facebook" }, 100 },
    { { .who = "Facebook" }, 0 },
    { { .purpose = "ads" }, 40 },
    { { .outcome = "allowed" }, 67 },
    { { .outcome = "refused" }, 133 },
    { { .account = f->account }, N_LINES },
    { { .account = f->status }, 0 },
    { { .search = "PHOTOS" }, 100 },
    { { .search = "ADA@" }, N_LINES },
    { { .search = "nobody" }, 0 },
    { { .who = "facebook", .purpose = "ads", .outcome = "allowed" }, 7 },
  };

  add_many (f, store);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (count (f, store, &cases[i].filter, 0, 1000), ==, cases[i].n);
  g_assert_cmpuint (count (f, store, &cases[1].filter, 0, 10), ==, 10);
  g_assert_cmpuint (count (f, store, &cases[1].filter, 21, 1000), ==, 10);
  g_assert_cmpuint (count (f, store, &cases[0].filter, 21, 1000), ==, 20);
}

static void
change (AcStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_database_execute (ac_store_get_database (store), NULL, &error, sql, ""));
  g_assert_no_error (error);
}

/* Whatever is done to the lines, the first that isn't as it was written is found. */
static void
check_faults (Fixture *f, AcStore *store)
{
  static const struct
  {
    const char *change;
    const char *undo;
    gint64 good;
    gboolean broken;
  } cases[] = {
    { "UPDATE ledger SET line = REPLACE(line, '\"allowed\":false', '\"allowed\":true') WHERE seq = "
      "60",
      "UPDATE ledger SET line = REPLACE(line, '\"allowed\":true', '\"allowed\":false') WHERE seq = "
      "60",
      59, TRUE },
    { "UPDATE ledger SET seq = 1000 WHERE seq = 7", "UPDATE ledger SET seq = 7 WHERE seq = 1000", 6,
      TRUE },
    { "UPDATE ledger SET seq = CASE seq WHEN 10 THEN 1000 ELSE 1001 END WHERE seq IN (10, 11)",
      "UPDATE ledger SET seq = seq - 990 WHERE seq >= 1000", 9, TRUE },
    { "UPDATE ledger SET hash = (SELECT other.hash FROM ledger AS other WHERE other.seq = 3)"
      " WHERE seq = 200",
      NULL, 199, TRUE },
    { "DELETE FROM ledger WHERE seq > 150", NULL, 150, FALSE },
  };

  add_many (f, store);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Walk found = { 0 };

      g_assert_false (verify (f, store).broken);
      change (store, cases[i].change);
      found = verify (f, store);
      g_assert_cmpint (found.head.seq, ==, cases[i].good);
      g_assert_true (found.broken == cases[i].broken);
      if (cases[i].undo != NULL)
        change (store, cases[i].undo);
      else
        change (store, "DELETE FROM ledger WHERE seq > 199");
    }
}

static void
check_forgotten (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListStore) found = NULL;
  g_autoptr(AcUse) use = NULL;

  add_many (f, store);
  g_assert_true (ac_store_forget_ledger_names (store, f->person, &error));
  add (f, store, "facebook", "ads", TRUE);
  found = ac_store_list_ledger (store, f->person, &(AcLedgerFilter) { NULL }, 0, 2, &error);
  g_assert_no_error (error);
  use = g_list_model_get_item (G_LIST_MODEL (found), 1);
  g_assert_null (ac_use_get_account (use)->id);
  g_assert_false (verify (f, store).broken);
  g_assert_cmpint (verify (f, store).head.seq, ==, N_LINES + 1);
}

static GObject *
add_and_fail (AcStore *store, gpointer user_data, GError **error)
{
  add (user_data, store, "facebook", "ads", TRUE);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "Something else went wrong");
  return NULL;
}

static void
check_empty (Fixture *f, AcStore *store)
{
  g_assert_cmpint (verify (f, store).head.seq, ==, 0);
}

/* What didn't happen isn't told, and its head isn't kept. */
static void
test_with_its_deed (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->dir, "heads", NULL);
  g_autoptr(GError) error = NULL;
  AcLedgerHead head = { 0 };

  ac_store_close (f->store);
  g_object_unref (f->store);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
  g_assert_true (ac_store_keep_heads (f->store, path, &error));
  g_assert_false (ac_test_wait_true (ac_store_run (f->store, add_and_fail, f, NULL), NULL));
  on_store (f, check_empty);
  ac_store_get_kept_head (f->store, f->person, &head);
  g_assert_cmpint (head.seq, ==, 0);
  on_store (f, add_many);
  ac_store_get_kept_head (f->store, f->person, &head);
  g_assert_cmpint (head.seq, ==, N_LINES);
  g_unlink (path);
}

static void
test_heads (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->dir, "heads", NULL);
  g_autoptr(AcLedgerHeads) heads = ac_ledger_heads_open (path, NULL);
  g_autoptr(AcLedgerHeads) others = ac_ledger_heads_open (path, NULL);
  AcLedgerHead head = { 7, { 1, 2, 3 } };
  AcLedgerHead found = { 0 };

  g_assert_true (ac_ledger_heads_set (heads, f->person, &head));
  head.seq = 9;
  g_assert_true (ac_ledger_heads_set (others, f->person, &head));
  g_assert_true (ac_ledger_heads_set (others, f->status, &head));
  head.seq = 8;
  g_assert_true (ac_ledger_heads_set (heads, f->person, &head));
  ac_ledger_heads_get (heads, f->person, &found);
  g_assert_cmpint (found.seq, ==, 9);
  g_assert_cmpmem (found.hash, sizeof found.hash, head.hash, sizeof head.hash);
  ac_ledger_heads_get (heads, f->account, &found);
  g_assert_cmpint (found.seq, ==, 0);
  g_unlink (path);
}

/* What can't be told in a line isn't written in another way. */
static void
check_bad_lines (Fixture *f, AcStore *store)
{
  static const char *const bad[] = {
    "",
    "two words",
    "slash/",
    "quote\"",
    "ümlaut",
    "new\nline",
    "12345678901234567890123456789012345678901234567890123456789012345"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (ac_store_add_to_ledger (
          store, f->person, &(AcLedgerLine) { .deed = AC_DEED_READ, .who = bad[i] }, &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
    }
  check_empty (f, store);
}

static const StoreCase cases[] = {
  { "filters", .check = check_filters },
  { "faults", .check = check_faults },
  { "forgotten", .check = check_forgotten },
  { "with-its-deed", .test = test_with_its_deed },
  { "heads", .test = test_heads, .of_files = TRUE },
  { "bad-lines", .check = check_bad_lines },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "ledger", cases, G_N_ELEMENTS (cases));
}
