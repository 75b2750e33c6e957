/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sodium.h>
#include <string.h>

#include "ac-core-enums.h"
#include "ac-ledger.h"
#include "ac-noun-private.h"

#define SEED "accounts-center ledger "
#define MAX_TEXT 64
#define LETTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._:"

G_STATIC_ASSERT (AC_LEDGER_HASH_SIZE == crypto_hash_sha256_BYTES);

static const AcJsonField line_fields[] = {
  { "seq", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "at", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "deed", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_TEXT },
  { "allowed", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "who", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_TEXT },
  { "purpose", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_TEXT },
  { "category", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_TEXT },
  { "account", AC_JSON_STRING, AC_JSON_OPTIONAL, AC_LEDGER_MARK_SIZE },
  { "reason", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_TEXT },
  { "reference", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_TEXT },
  { NULL },
};

static gboolean
add_text (GString *text, const char *name, const char *value)
{
  gsize length = 0;

  if (value == NULL)
    return TRUE;

  length = strspn (value, LETTERS);
  if (length == 0 || length > MAX_TEXT || value[length] != '\0')
    return FALSE;

  g_string_append_printf (text, ",\"%s\":\"%s\"", name, value);
  return TRUE;
}

char *
ac_ledger_write (const AcLedgerLine *line)
{
  g_autoptr(GString) text = g_string_sized_new (256);

  g_return_val_if_fail (line->seq > 0 && line->at >= 0, NULL);

  g_string_append_printf (
      text,
      "{\"seq\":%" G_GINT64_FORMAT ",\"at\":%" G_GINT64_FORMAT ",\"deed\":\"%s\",\"allowed\":%s",
      line->seq, line->at, ac_deed_to_slug (line->deed), line->allowed ? "true" : "false");
  if (line->who == NULL || !add_text (text, "who", line->who) ||
      !add_text (text, "purpose", line->purpose) || !add_text (text, "category", line->category) ||
      !add_text (text, "account", line->account) || !add_text (text, "reason", line->reason) ||
      !add_text (text, "reference", line->reference))
    return NULL;

  g_string_append_c (text, '}');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
is_written_so (const AcLedgerLine *line, const char *text)
{
  g_autofree char *written = line->seq > 0 && line->at >= 0 ? ac_ledger_write (line) : NULL;

  return g_strcmp0 (written, text) == 0;
}

JsonObject *
ac_ledger_read (const char *text, AcLedgerLine *line, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, line_fields, AC_JSON_CLOSED, error);
  int deed = 0;

  if (object == NULL || !ac_noun_read_enum (object, "deed", AC_TYPE_DEED, &deed, error))
    return NULL;

  *line = (AcLedgerLine) {
    .seq = ac_json_get_integer (object, "seq"),
    .at = ac_json_get_integer (object, "at"),
    .deed = deed,
    .allowed = ac_json_get_boolean (object, "allowed"),
    .who = ac_json_get_string (object, "who"),
    .purpose = ac_json_get_string (object, "purpose"),
    .category = ac_json_get_string (object, "category"),
    .account = ac_json_get_string (object, "account"),
    .reason = ac_json_get_string (object, "reason"),
    .reference = ac_json_get_string (object, "reference"),
  };
  if (!is_written_so (line, text))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                           "Not written as a ledger's line is");
      return NULL;
    }

  return g_steal_pointer (&object);
}

void
ac_ledger_begin (guint8 hash[AC_LEDGER_HASH_SIZE], const char *person)
{
  g_autofree char *seed = g_strconcat (SEED, person, NULL);

  crypto_hash_sha256 (hash, (const guint8 *) seed, strlen (seed));
}

/* By GnuTLS: where the processor knows SHA-256 it takes a third of libsodium's time, and a ledger
 * has a million lines. */
void
ac_ledger_go_on (guint8 hash[AC_LEDGER_HASH_SIZE], const char *text)
{
  gnutls_hash_hd_t state = NULL;

  if (gnutls_hash_init (&state, GNUTLS_DIG_SHA256) < 0 ||
      gnutls_hash (state, hash, AC_LEDGER_HASH_SIZE) < 0 ||
      gnutls_hash (state, text, strlen (text)) < 0)
    g_error ("There is no SHA-256 on this computer");
  gnutls_hash_deinit (state, hash);
}

void
ac_ledger_head_init (AcLedgerHead *self, const char *person)
{
  self->seq = 0;
  ac_ledger_begin (self->hash, person);
}

static gboolean
is_line (const char *text, gint64 seq)
{
  static const char beginning[] = "{\"seq\":";
  const char *number = text + sizeof beginning - 1;
  char *end = NULL;

  return g_str_has_prefix (text, beginning) && g_ascii_isdigit (*number) && *number != '0' &&
         g_ascii_strtoll (number, &end, 10) == seq && *end == ',';
}

gboolean
ac_ledger_head_take (AcLedgerHead *self, const char *text, const guint8 hash[AC_LEDGER_HASH_SIZE])
{
  guint8 next[AC_LEDGER_HASH_SIZE];

  memcpy (next, self->hash, sizeof next);
  ac_ledger_go_on (next, text);
  if (!is_line (text, self->seq + 1) || memcmp (next, hash, sizeof next) != 0)
    return FALSE;

  self->seq++;
  memcpy (self->hash, next, sizeof next);
  return TRUE;
}

const char *
ac_deed_to_slug (AcDeed deed)
{
  return ac_noun_enum_to_slug (AC_TYPE_DEED, deed);
}

gboolean
ac_deed_from_slug (const char *slug, AcDeed *deed)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_DEED, slug, &value))
    return FALSE;

  *deed = value;
  return TRUE;
}
