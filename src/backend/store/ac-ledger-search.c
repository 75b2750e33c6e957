/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-ledger-names.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

/* With more sorts than that the lines are dense enough to walk through them. */
#define MOST_SORTS 64
#define STRIDE 500

typedef struct
{
  AcStore *store;
  const char *person;
  const AcLedgerFilter *filter;
  GHashTable *names; /* mark → AcNamedAccount */
  GHashTable *sorts; /* those that fit, or NULL: all */
  GListStore *found; /* newest first */
  guint limit;
} Search;

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *own = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

static gboolean
fits (Search *self, const char *who, const char *purpose, const char *mark, gboolean allowed)
{
  const AcLedgerFilter *filter = self->filter;
  AcNamedAccount *account = mark != NULL ? g_hash_table_lookup (self->names, mark) : NULL;
  g_autofree char *folded = filter->search != NULL ? g_utf8_casefold (filter->search, -1) : NULL;

  if ((filter->who != NULL && g_strcmp0 (filter->who, who) != 0) ||
      (filter->purpose != NULL && g_strcmp0 (filter->purpose, purpose) != 0) ||
      (filter->outcome != NULL && g_str_equal (filter->outcome, "allowed") != allowed) ||
      (filter->account != NULL &&
       (account == NULL || g_strcmp0 (filter->account, account->id) != 0)))
    return FALSE;

  return folded == NULL || contains (who, folded) || contains (purpose, folded) ||
         (account != NULL &&
          (contains (account->service, folded) || contains (account->handle, folded)));
}

static gboolean
is_everything (const AcLedgerFilter *filter)
{
  return filter->account == NULL && filter->purpose == NULL && filter->who == NULL &&
         filter->outcome == NULL && filter->search == NULL;
}

static gboolean
find_sorts (Search *self, GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (is_everything (self->filter))
    return TRUE;
  if (!(rows = ac_database_query (ac_store_get_database (self->store), error,
                                  "SELECT sort, who, purpose, mark, allowed FROM ledger_sort"
                                  " WHERE person_id = $1",
                                  "s", self->person)))
    return FALSE;

  self->sorts = g_hash_table_new (g_direct_hash, g_direct_equal);
  while (ac_rows_next (rows))
    if (fits (self, ac_rows_text (rows, 1), ac_rows_text (rows, 2), ac_rows_text (rows, 3),
              ac_rows_int (rows, 4) != 0))
      g_hash_table_add (self->sorts, GSIZE_TO_POINTER (ac_rows_int (rows, 0)));

  return TRUE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 seq_a = ac_use_get_line (AC_USE ((gpointer) a))->seq;
  const gint64 seq_b = ac_use_get_line (AC_USE ((gpointer) b))->seq;

  return seq_a < seq_b ? 1 : seq_a > seq_b ? -1 : 0;
}

static gboolean
add_found (Search *self, const char *text, GError **error)
{
  AcLedgerLine line = { 0 };
  g_autoptr(JsonObject) object = ac_ledger_read (text, &line, error);
  g_autoptr(AcUse) use = NULL;
  AcNamedAccount *account = NULL;

  if (object == NULL)
    return FALSE;

  if (line.account != NULL)
    account = g_hash_table_lookup (self->names, line.account);
  use = ac_use_new (&line, account != NULL ? account : &(AcNamedAccount) { NULL });
  g_list_store_insert_sorted (self->found, use, compare_newest_first, NULL);
  return TRUE;
}

static gboolean
find_of_sort (Search *self, gint64 sort, gint64 before, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self->store), error,
      "SELECT line FROM ledger WHERE person_id = $1 AND sort = $2 AND seq < $3"
      " ORDER BY seq DESC LIMIT $4",
      "siii", self->person, sort, before, AC_INT (self->limit));

  if (rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    if (!add_found (self, ac_rows_text (rows, 0), error))
      return FALSE;

  return TRUE;
}

/* The newest of each sort, of which the newest are those looked for. */
static gboolean
find_by_sorts (Search *self, gint64 before, GError **error)
{
  GHashTableIter iter;
  gpointer sort = NULL;
  guint n_found = 0;

  g_hash_table_iter_init (&iter, self->sorts);
  while (g_hash_table_iter_next (&iter, &sort, NULL))
    {
      if (!find_of_sort (self, GPOINTER_TO_SIZE (sort), before, error))
        return FALSE;

      n_found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
      if (n_found > self->limit)
        g_list_store_splice (self->found, self->limit, n_found - self->limit, NULL, 0);
    }

  return TRUE;
}

static gboolean
walk (Search *self, gint64 before, GError **error)
{
  guint n_rows = STRIDE;

  while (n_rows == STRIDE && g_list_model_get_n_items (G_LIST_MODEL (self->found)) < self->limit)
    {
      const gint64 stride = self->sorts != NULL ? STRIDE : self->limit;
      g_autoptr(AcRows) rows = ac_database_query (
          ac_store_get_database (self->store), error,
          "SELECT seq, sort, line FROM ledger WHERE person_id = $1 AND seq < $2"
          " ORDER BY seq DESC LIMIT $3",
          "sii", self->person, before, stride);

      if (rows == NULL)
        return FALSE;

      for (n_rows = 0; g_list_model_get_n_items (G_LIST_MODEL (self->found)) < self->limit &&
                       ac_rows_next (rows);
           n_rows++)
        {
          before = ac_rows_int (rows, 0);
          if ((self->sorts == NULL ||
               g_hash_table_contains (self->sorts, GSIZE_TO_POINTER (ac_rows_int (rows, 1)))) &&
              !add_found (self, ac_rows_text (rows, 2), error))
            return FALSE;
        }
    }

  return TRUE;
}

GListStore *
ac_store_list_ledger (AcStore *self,
                      const char *person,
                      const AcLedgerFilter *filter,
                      gint64 before_seq,
                      guint limit,
                      GError **error)
{
  g_autoptr(GListStore) found = g_list_store_new (AC_TYPE_USE);
  g_autoptr(GHashTable) names = ac_ledger_names_open (self, person, error);
  g_autoptr(GHashTable) sorts = NULL;
  const gint64 before = before_seq > 0 ? before_seq : G_MAXINT64;
  Search search = { self, person, filter, names, NULL, found, limit };
  gboolean done = names != NULL && find_sorts (&search, error);

  sorts = search.sorts;
  if (!done)
    return NULL;

  done = sorts != NULL && g_hash_table_size (sorts) <= MOST_SORTS
             ? find_by_sorts (&search, before, error)
             : walk (&search, before, error);
  return done ? g_steal_pointer (&found) : NULL;
}
