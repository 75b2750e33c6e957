/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>

#include "ac-json.h"
#include "ac-store-export.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

#define STRIDE 2000

void
ac_export_ends_clear (AcExportEnds *self)
{
  g_clear_pointer (&self->statuses, g_free);
  g_clear_pointer (&self->receipts, g_free);
  g_clear_pointer (&self->ledger, g_free);
  g_clear_pointer (&self->pictures, g_strfreev);
}

static gboolean
find_last (AcStore *self, const char *person, const char *sql, char **last, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error, sql, "s", person);

  if (rows != NULL && ac_rows_next (rows))
    g_set_str (last, ac_rows_text (rows, 0));
  return rows != NULL;
}

static GStrv
list_pictures (AcStore *self, const char *person, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT id FROM picture WHERE person_id = $1"
                                              " AND bytes IS NOT NULL AND (status_id IS NOT NULL"
                                              " OR draft_id IS NOT NULL) ORDER BY id",
                                              "s", person);

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    g_strv_builder_add (builder, ac_rows_text (rows, 0));
  return g_strv_builder_end (builder);
}

gboolean
ac_store_find_export_ends (AcStore *self, const char *person, AcExportEnds *ends, GError **error)
{
  ac_export_ends_clear (ends);
  return find_last (
             self, person,
             "SELECT id FROM status WHERE person_id = $1 AND id < 'g' ORDER BY id DESC LIMIT 1",
             &ends->statuses, error) &&
         find_last (self, person, "SELECT MAX(id) FROM receipt WHERE person_id = $1",
                    &ends->receipts, error) &&
         find_last (self, person, "SELECT CAST(MAX(seq) AS TEXT) FROM ledger WHERE person_id = $1",
                    &ends->ledger, error) &&
         (ends->pictures = list_pictures (self, person, error)) != NULL;
}

GBytes *
ac_store_export_picture (
    AcStore *self, const char *person, const char *id, char **type, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT type, bytes FROM picture"
                                              " WHERE person_id = $1 AND id = $2",
                                              "ss", person, id);

  if (rows == NULL || !ac_rows_next (rows))
    return NULL;

  g_set_str (type, ac_rows_text (rows, 0));
  return ac_rows_blob (rows, 1);
}

typedef struct
{
  AcExportPage *page;
  gint64 until;
  gint64 last;
  guint n;
} Lines;

/* As `acctl ledger export` writes it. A line has nothing that JSON escapes but its quotes. */
static gboolean
add_line (gint64 seq, const char *line, GBytes *hash, gpointer user_data)
{
  Lines *lines = user_data;
  GString *text = lines->page->text;
  char hex[2 * AC_LEDGER_HASH_SIZE + 1];

  if (seq > lines->until || g_bytes_get_size (hash) != AC_LEDGER_HASH_SIZE)
    return FALSE;

  g_string_append (text, "{\"line\":\"");
  for (const char *at = line; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *at);
    }
  sodium_bin2hex (hex, sizeof hex, g_bytes_get_data (hash, NULL), AC_LEDGER_HASH_SIZE);
  g_string_append_printf (text, "\",\"hash\":\"%s\"}\n", hex);
  lines->last = seq;
  lines->n++;
  return TRUE;
}

static gboolean
add_origin (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autofree char *origin = ac_store_get_ledger_origin (self, person, error);

  if (origin == NULL)
    return FALSE;

  g_string_append_printf (page->text, "{\"person_id\":\"%s\"}\n", origin);
  return TRUE;
}

gboolean
ac_store_export_ledger (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  const gint64 after = page->after != NULL ? g_ascii_strtoll (page->after, NULL, 10) : 0;
  Lines lines = { page, g_ascii_strtoll (page->until, NULL, 10), 0, 0 };

  if ((after == 0 && !add_origin (self, person, page, error)) ||
      !ac_store_read_ledger (self, person, after, STRIDE, add_line, &lines, error))
    return FALSE;

  g_clear_pointer (&page->after, g_free);
  if (lines.n == STRIDE)
    page->after = g_strdup_printf ("%" G_GINT64_FORMAT, lines.last);
  return TRUE;
}
