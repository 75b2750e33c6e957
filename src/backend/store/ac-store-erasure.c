/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-erasure.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

#define MOST 10000
#define ABOUT "erasure" /* what their receipts are found by */

gboolean
ac_store_get_erasing (
    AcStore *self, const char *person, gboolean *begun, AcCopies *copies, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error, "SELECT erasing FROM person WHERE id = $1", "s", person);
  const gint64 erasing = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;

  *begun = erasing > 0;
  *copies = erasing > 1 ? AC_COPIES_DELETED : AC_COPIES_KEPT;
  return rows != NULL;
}

gboolean
ac_store_set_erasing (AcStore *self, const char *person, AcCopies copies, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE person SET erasing = $1 WHERE id = $2", "is",
                              AC_INT (copies == AC_COPIES_DELETED ? 2 : 1), person) &&
         ac_store_add_event (self, person, "backend", person, NULL, error);
}

GStrv
ac_store_list_erasing (AcStore *self, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT id FROM person WHERE erasing > 0 ORDER BY id", "");

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    g_strv_builder_add (builder, ac_rows_text (rows, 0));
  return g_strv_builder_end (builder);
}

static gboolean
is_open (const AcUndoingLine *line)
{
  return line->state == AC_UNDOING_STATE_WAITING || line->state == AC_UNDOING_STATE_WORKING;
}

/* Copies are tried before the permission is given back, which waits for them meanwhile. */
static AcTold
judge (AcUndoing *undoing)
{
  AcTold told = AC_TOLD_ALL;
  gboolean tried = FALSE;

  for (guint i = 0; i < ac_undoing_get_n_lines (undoing); i++)
    {
      const AcUndoingLine *line = ac_undoing_get_line (undoing, i);

      if (is_open (line))
        told = AC_TOLD_SOME;
      tried = tried || (is_open (line) && line->reasoned);
    }

  return told == AC_TOLD_SOME && tried ? AC_TOLD_ONCE : told;
}

gboolean
ac_store_judge_told (AcStore *self, const char *person, AcTold *told, GError **error)
{
  g_autoptr(GListStore) undoings = ac_store_list_undoings (self, person, MOST, error);

  *told = AC_TOLD_ALL;
  for (guint i = 0; undoings != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (undoings)); i++)
    {
      g_autoptr(AcUndoing) undoing = g_list_model_get_item (G_LIST_MODEL (undoings), i);

      *told = MAX (*told, judge (undoing));
    }

  return undoings != NULL;
}

static AcErasedState
judge_copies (const AcUndoingLine *line)
{
  if (line == NULL || line->count == 0)
    return AC_ERASED_NONE;
  if (line->copies == AC_COPIES_KEPT)
    return AC_ERASED_KEPT;
  if (line->state == AC_UNDOING_STATE_YOURS)
    return AC_ERASED_YOURS;

  return line->state == AC_UNDOING_STATE_DONE ? AC_ERASED_DONE : AC_ERASED_LEFT;
}

static AcErasedState
judge_permission (const AcUndoingLine *line)
{
  if (line->count == 0)
    return AC_ERASED_NONE;
  if (line->kept_for != NULL)
    return AC_ERASED_KEPT;
  if (line->state == AC_UNDOING_STATE_YOURS)
    return AC_ERASED_YOURS;

  return line->state == AC_UNDOING_STATE_DONE ? AC_ERASED_DONE : AC_ERASED_LEFT;
}

/* Of the account that was removed; an undoing of a link alone has none. */
static void
add_outcome (GPtrArray *erased, AcUndoing *undoing)
{
  const AcUndoingLine *revoked = ac_undoing_find_line (undoing, AC_UNDOING_STEP_REVOKED, NULL);
  const AcUndoingLine *copies = ac_undoing_find_line (undoing, AC_UNDOING_STEP_COPIES, NULL);
  const AcNamedAccount *account = NULL;
  AcErased *one = NULL;

  for (guint i = 0; revoked != NULL && i < 2; i++)
    {
      account = ac_undoing_get_account (undoing, i);
      if (account != NULL && g_strcmp0 (account->id, revoked->account_id) == 0)
        break;
    }
  if (account == NULL)
    return;

  one = g_new0 (AcErased, 1);
  one->service = g_strdup (account->service);
  one->copies = judge_copies (copies);
  one->permission = judge_permission (revoked);
  /* The store forgets it now, whatever the service says. */
  one->key = AC_ERASED_DONE;
  g_ptr_array_add (erased, one);
}

static GPtrArray *
list_outcomes (AcStore *self, const char *person, GError **error)
{
  g_autoptr(GListStore) undoings = ac_store_list_undoings (self, person, MOST, error);
  g_autoptr(GPtrArray) erased = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_erased_free);

  if (undoings == NULL)
    return NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (undoings)); i++)
    {
      g_autoptr(AcUndoing) undoing = g_list_model_get_item (G_LIST_MODEL (undoings), i);

      add_outcome (erased, undoing);
    }

  return g_steal_pointer (&erased);
}

char *
ac_store_erase_all (AcStore *self, const AcWord *word, GError **error)
{
  g_autoptr(GPtrArray) erased = list_outcomes (self, word->person, error);
  const AcReceiptFacts facts = { .kind = AC_RECEIPT_OF_ERASURE, .value = TRUE, .erased = erased };
  g_autofree char *receipt = NULL;

  if (erased == NULL || !ac_store_erase (self, word->person, error) ||
      !(receipt = ac_store_sign_receipt (self, word, &facts, ABOUT, error)) ||
      !ac_store_add_to_ledger (self, word->person,
                               &(AcLedgerLine) { .deed = AC_DEED_CHANGE,
                                                 .allowed = TRUE,
                                                 .who = "person",
                                                 .reason = "erased",
                                                 .reference = receipt },
                               error))
    return NULL;

  return g_steal_pointer (&receipt);
}

char *
ac_store_find_erasure (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM receipt WHERE person_id = $1 AND pair = $2 ORDER BY id DESC LIMIT 1", "ss",
      person, ABOUT);

  return rows != NULL && ac_rows_next (rows) ? g_strdup (ac_rows_text (rows, 0)) : NULL;
}
