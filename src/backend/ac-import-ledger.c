/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-archive-reader.h"
#include "ac-clock.h"
#include "ac-import-nouns.h"
#include "ac-json.h"

#define BEGINNING "{\"line\":\""
#define MIDDLE "\",\"hash\":\""
#define END "\"}"
#define HEX (2 * AC_LEDGER_HASH_SIZE)

static const AcJsonField first_fields[] = {
  { "person_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { NULL },
};

static const AcJsonField name_fields[] = {
  { "mark", AC_JSON_STRING, AC_JSON_REQUIRED, AC_LEDGER_MARK_SIZE },
  { "account", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { NULL },
};

/* The first line says whose chain it is. */
static gboolean
begin (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (line, strlen (line));
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, first_fields, AC_JSON_CLOSED, error);
  const char *origin = object != NULL ? ac_json_get_string (object, "person_id") : NULL;

  if (origin == NULL)
    return FALSE;

  self->ledger.origin = g_strdup (origin);
  ac_ledger_head_init (&self->ledger.head, origin);
  return TRUE;
}

/* Written by ac-store-export-ends.c, and read as that and nothing else: no line has anything to be
 * escaped but its quotes. There may be millions. */
static char *
take_apart (const char *text, guint8 hash[AC_LEDGER_HASH_SIZE])
{
  const gsize length = strlen (text);
  const gsize tail = strlen (MIDDLE) + HEX + strlen (END);
  const char *last = text + length - tail;
  g_autofree char *line = NULL;
  gsize size = 0;
  char *to = NULL;

  if (length < strlen (BEGINNING) + tail || !g_str_has_prefix (text, BEGINNING) ||
      !g_str_has_prefix (last, MIDDLE) || !g_str_has_suffix (text, END) ||
      sodium_hex2bin (hash, AC_LEDGER_HASH_SIZE, last + strlen (MIDDLE), HEX, NULL, &size, NULL) !=
          0 ||
      size != AC_LEDGER_HASH_SIZE)
    return NULL;

  line = to = g_malloc (length);
  for (const char *at = text + strlen (BEGINNING); at < last; at++)
    {
      if (*at == '\\' && *++at != '"')
        return NULL;
      *to++ = *at;
    }
  *to = '\0';
  return g_steal_pointer (&line);
}

gboolean
ac_import_ledger_line (AcImportReading *self, const char *text, GError **error)
{
  guint8 hash[AC_LEDGER_HASH_SIZE];
  g_autofree char *line = NULL;
  g_autoptr(JsonObject) object = NULL;
  AcLedgerLine facts = { 0 };

  if (self->ledger.origin == NULL)
    return begin (self, text, error);
  if (!(line = take_apart (text, hash)) || !ac_ledger_head_take (&self->ledger.head, line, hash))
    return ac_archive_refuse (error, "a line of the ledger was changed");
  if (!(object = ac_ledger_read (line, &facts, error)))
    return FALSE;

  self->counts.lines++;
  return self->store == NULL ||
         ac_store_import_line (self->store, self->person, &self->ledger, line, &facts, error);
}

gboolean
ac_import_name (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (line, strlen (line));
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, name_fields, AC_JSON_CLOSED, error);
  AcNamedAccount account = { NULL };
  gboolean done = FALSE;

  if (object == NULL ||
      !ac_named_account_read (ac_json_get_object (object, "account"), &account, error))
    return FALSE;

  done = self->store == NULL ||
         ac_store_import_name (self->store, self->person, ac_json_get_string (object, "mark"),
                               &account, error);
  ac_named_account_clear (&account);
  return done;
}
