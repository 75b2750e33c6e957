/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-ledger-names.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

char *
ac_store_get_ledger_origin (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT COALESCE(ledger_origin, id) FROM person WHERE id = $1", "s", person);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return g_strdup (ac_rows_text (rows, 0));
}

static gboolean
begin_chain (AcStore *self, const char *person, AcLedgerHead *head, GError **error)
{
  g_autofree char *origin = ac_store_get_ledger_origin (self, person, error);

  if (origin != NULL)
    ac_ledger_head_init (head, origin);
  return origin != NULL;
}

/* The last line's place and hash; before the first, what stands there. */
gboolean
ac_store_read_head (AcStore *self, const char *person, AcLedgerHead *head, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT seq, hash FROM ledger WHERE person_id = $1 ORDER BY seq DESC LIMIT 1", "s", person);
  g_autoptr(GBytes) hash = NULL;

  if (rows == NULL)
    return FALSE;

  if (!ac_rows_next (rows))
    return begin_chain (self, person, head, error);

  hash = ac_rows_blob (rows, 1);
  if (g_bytes_get_size (hash) != AC_LEDGER_HASH_SIZE)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "The ledger is broken");
      return FALSE;
    }

  head->seq = ac_rows_int (rows, 0);
  memcpy (head->hash, g_bytes_get_data (hash, NULL), AC_LEDGER_HASH_SIZE);
  return TRUE;
}

static const char *
or_none (const char *text)
{
  return text != NULL ? text : "-";
}

/* Everything but when it was and what it was about. There are few sorts of lines, however many
 * lines there are, so what is looked for is looked for among the sorts. */
char *
ac_store_name_sort (const AcLedgerLine *line)
{
  return g_strdup_printf ("%s %d %s %s %s %s", ac_deed_to_slug (line->deed), line->allowed,
                          line->who, or_none (line->purpose), or_none (line->category),
                          or_none (line->account));
}

static gboolean
add_sort (AcStore *self,
          const char *person,
          const AcLedgerLine *line,
          const char *name,
          gint64 *sort,
          GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT COALESCE(MAX(sort), 0) FROM ledger_sort"
                                              " WHERE person_id = $1",
                                              "s", person);

  if (rows == NULL || !ac_rows_next (rows))
    return FALSE;

  *sort = ac_rows_int (rows, 0) + 1;
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO ledger_sort (person_id, sort, name, who, purpose, mark,"
                              " allowed) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                              "sissssi", person, *sort, name, line->who, line->purpose,
                              line->account, AC_INT (line->allowed));
}

gboolean
ac_store_find_sort (
    AcStore *self, const char *person, const AcLedgerLine *line, gint64 *sort, GError **error)
{
  g_autofree char *name = ac_store_name_sort (line);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT sort FROM ledger_sort WHERE person_id = $1 AND name = $2", "ss", person, name);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return add_sort (self, person, line, name, sort, error);

  *sort = ac_rows_int (rows, 0);
  return TRUE;
}

static gboolean
write_line (AcStore *self,
            const char *person,
            const AcLedgerLine *line,
            AcLedgerHead *head,
            gint64 sort,
            GError **error)
{
  g_autofree char *text = ac_ledger_write (line);
  g_autoptr(GBytes) hash = NULL;

  if (text == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This can't stand in a ledger");
      return FALSE;
    }

  ac_ledger_go_on (head->hash, text);
  head->seq = line->seq;
  hash = g_bytes_new (head->hash, sizeof head->hash);
  if (!ac_database_execute (ac_store_get_database (self), NULL, error,
                            "INSERT INTO ledger (person_id, seq, sort, line, hash)"
                            " VALUES ($1, $2, $3, $4, $5)",
                            "siisb", person, line->seq, sort, text, hash))
    return FALSE;

  ac_store_note_head (self, person, head);
  return TRUE;
}

static gboolean
append (AcStore *self, const char *person, AcLedgerLine *line, AcLedgerHead *head, GError **error)
{
  gint64 sort = 0;

  line->seq = head->seq + 1;
  line->at = ac_clock_now_ms ();
  return ac_store_find_sort (self, person, line, &sort, error) &&
         write_line (self, person, line, head, sort, error);
}

/* Whether the head is that of a ledger which an import took the place of. */
static gboolean
was_replaced (AcStore *self, const char *person, const char *hash, gboolean *was, GError **error)
{
  g_autofree char *pattern =
      g_strdup_printf ("%%\"reason\":\"" AC_LEDGER_IMPORTED "\",\"reference\":\"%s\"}", hash);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT seq FROM ledger WHERE person_id = $1 AND line LIKE $2 LIMIT 1", "ss", person,
      pattern);

  *was = rows != NULL && ac_rows_next (rows);
  return rows != NULL;
}

static gboolean
fits (AcStore *self, const char *person, const AcLedgerHead *kept, gboolean *does, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT hash FROM ledger WHERE person_id = $1 AND seq = $2", "si", person, kept->seq);
  g_autoptr(GBytes) hash = rows != NULL && ac_rows_next (rows) ? ac_rows_blob (rows, 0) : NULL;
  char hex[2 * AC_LEDGER_HASH_SIZE + 1];

  *does = hash != NULL && g_bytes_get_size (hash) == AC_LEDGER_HASH_SIZE &&
          memcmp (g_bytes_get_data (hash, NULL), kept->hash, AC_LEDGER_HASH_SIZE) == 0;
  sodium_bin2hex (hex, sizeof hex, kept->hash, sizeof kept->hash);
  return rows != NULL && (*does || was_replaced (self, person, hex, does, error));
}

/* A ledger that was cut is not gone on with as if nothing had been: it says so from then on. */
static gboolean
go_on (AcStore *self, const char *person, AcLedgerHead *head, GError **error)
{
  AcLedgerLine line = {
    .deed = AC_DEED_CHANGE, .allowed = FALSE, .who = "host", .reason = AC_LEDGER_CUT
  };
  AcLedgerHead kept = { 0 };
  gboolean does = TRUE;

  if (ac_store_holds_ledger (self, person))
    return TRUE;

  ac_store_get_kept_head (self, person, &kept);
  return kept.seq == 0 ||
         (fits (self, person, &kept, &does, error) &&
          (does || (append (self, person, &line, head, error) &&
                    ac_choices_invalidate (ac_store_get_database (self), person, error))));
}

/* The head outside is still that of the ledger before. */
gboolean
ac_store_go_on_after_import (AcStore *self,
                             const char *person,
                             const AcLedgerHead *before,
                             GError **error)
{
  AcLedgerLine line = {
    .deed = AC_DEED_CHANGE, .allowed = TRUE, .who = "person", .reason = AC_LEDGER_IMPORTED
  };
  char hex[2 * AC_LEDGER_HASH_SIZE + 1];
  AcLedgerHead head;

  sodium_bin2hex (hex, sizeof hex, before->hash, sizeof before->hash);
  line.reference = hex;
  return ac_store_read_head (self, person, &head, error) &&
         append (self, person, &line, &head, error);
}

gboolean
ac_store_check_ledger (AcStore *self, const char *person, GError **error)
{
  AcLedgerHead head;

  return ac_store_read_head (self, person, &head, error) && go_on (self, person, &head, error);
}

gboolean
ac_store_add_to_ledger (AcStore *self,
                        const char *person,
                        const AcLedgerLine *given,
                        GError **error)
{
  g_autofree char *mark = NULL;
  AcLedgerLine line = *given;
  AcLedgerHead head;

  if (!ac_store_read_head (self, person, &head, error) || !go_on (self, person, &head, error) ||
      (given->account != NULL &&
       !(mark = ac_ledger_names_mark (self, person, given->account, error))))
    return FALSE;

  line.account = mark;
  return append (self, person, &line, &head, error);
}

gboolean
ac_store_note_change (
    AcStore *self, const char *person, const char *account_id, const char *what, GError **error)
{
  return ac_store_add_to_ledger (self, person,
                                 &(AcLedgerLine) { .deed = AC_DEED_CHANGE,
                                                   .allowed = TRUE,
                                                   .who = "person",
                                                   .account = account_id,
                                                   .reason = what },
                                 error);
}

gboolean
ac_store_read_ledger (AcStore *self,
                      const char *person,
                      gint64 after_seq,
                      guint limit,
                      AcLedgerFunc func,
                      gpointer user_data,
                      GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT seq, line, hash FROM ledger"
                                   " WHERE person_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                                   "sii", person, after_seq, AC_INT (limit));

  while (rows != NULL && ac_rows_next (rows))
    {
      g_autoptr(GBytes) hash = ac_rows_blob (rows, 2);

      if (!func (ac_rows_int (rows, 0), ac_rows_text (rows, 1), hash, user_data))
        return TRUE;
    }

  return rows != NULL;
}
