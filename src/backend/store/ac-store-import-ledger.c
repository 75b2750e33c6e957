/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-ledger-names.h"
#include "ac-store-import.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

void
ac_imported_ledger_clear (AcImportedLedger *self)
{
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->sorts, g_hash_table_unref);
}

gboolean
ac_store_begin_ledger (AcStore *self, const char *person, AcImportedLedger *ledger, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM ledger WHERE person_id = $1",
    "DELETE FROM ledger_sort WHERE person_id = $1",
    "DELETE FROM ledger_name WHERE person_id = $1",
    "DELETE FROM ledger_key WHERE person_id = $1",
  };

  if (!ac_store_check_ledger (self, person, error) ||
      !ac_store_read_head (self, person, &ledger->before, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!ac_database_execute (ac_store_get_database (self), NULL, error, statements[i], "s",
                              person))
      return FALSE;

  g_clear_pointer (&ledger->sorts, g_hash_table_unref);
  ledger->sorts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return TRUE;
}

/* Few names for many lines: each is asked for once. */
static gboolean
find_sort (AcStore *self,
           const char *person,
           AcImportedLedger *ledger,
           const AcLedgerLine *line,
           gint64 *sort,
           GError **error)
{
  g_autofree char *name = ac_store_name_sort (line);
  gpointer known = g_hash_table_lookup (ledger->sorts, name);

  if (known != NULL)
    return *sort = GPOINTER_TO_SIZE (known), TRUE;
  if (!ac_store_find_sort (self, person, line, sort, error))
    return FALSE;

  g_hash_table_insert (ledger->sorts, g_steal_pointer (&name), GSIZE_TO_POINTER (*sort));
  return TRUE;
}

gboolean
ac_store_import_line (AcStore *self,
                      const char *person,
                      AcImportedLedger *ledger,
                      const char *text,
                      const AcLedgerLine *line,
                      GError **error)
{
  g_autoptr(GBytes) hash = g_bytes_new (ledger->head.hash, sizeof ledger->head.hash);
  gint64 sort = 0;

  return find_sort (self, person, ledger, line, &sort, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO ledger (person_id, seq, sort, line, hash)"
                              " VALUES ($1, $2, $3, $4, $5)",
                              "siisb", person, line->seq, sort, text, hash);
}

gboolean
ac_store_import_name (AcStore *self,
                      const char *person,
                      const char *mark,
                      const AcNamedAccount *account,
                      GError **error)
{
  return ac_ledger_names_keep (self, person, mark, account, error);
}

/* Everybody who listens has missed one: they ask for everything anew. */
static gboolean
reset_listeners (AcStore *self, const char *person, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE person SET last_event = last_event + 1 WHERE id = $1", "s",
                              person) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM event WHERE person_id = $1", "s", person) &&
         ac_store_add_event (self, person, "backend", person, NULL, error);
}

gboolean
ac_store_end_import (AcStore *self, const char *person, AcImportedLedger *ledger, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE person SET ledger_origin = $1 WHERE id = $2", "ss",
                              ledger->origin, person) &&
         ac_store_go_on_after_import (self, person, &ledger->before, error) &&
         ac_choices_invalidate (ac_store_get_database (self), person, error) &&
         reset_listeners (self, person, error);
}
