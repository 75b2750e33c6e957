/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-store-private.h"
#include "ac-store-recipients.h"

#define KEY_SIZE crypto_auth_hmacsha256_KEYBYTES
#define ID_BYTES 16

static GBytes *
make_key (AcStore *self, GError **error)
{
  guint8 random[KEY_SIZE];
  g_autoptr(GBytes) key = NULL;

  randombytes_buf (random, sizeof random);
  key = g_bytes_new (random, sizeof random);
  sodium_memzero (random, sizeof random);
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO pairwise_key (slot, key) VALUES (0, $1)", "b", key)
             ? g_steal_pointer (&key)
             : NULL;
}

static GBytes *
get_key (AcStore *self, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT key FROM pairwise_key WHERE slot = 0", "");

  if (rows == NULL)
    return NULL;

  return ac_rows_next (rows) ? ac_rows_blob (rows, 0) : make_key (self, error);
}

/* In the form of a UUID of one's own making (version 8, RFC 9562). */
static char *
make_id (GBytes *key, const char *who, const char *person)
{
  guint8 code[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_state state;
  char hex[2 * ID_BYTES + 1];
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (key, &size);

  crypto_auth_hmacsha256_init (&state, bytes, size);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) who, strlen (who) + 1);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) person, strlen (person));
  crypto_auth_hmacsha256_final (&state, code);
  code[6] = (code[6] & 0x0f) | 0x80;
  code[8] = (code[8] & 0x3f) | 0x80;
  sodium_bin2hex (hex, sizeof hex, code, ID_BYTES);
  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

static gboolean
add_missing (AcStore *self, const char *who, AcRows *people, GError **error)
{
  g_autoptr(GBytes) key = get_key (self, error);

  while (key != NULL && ac_rows_next (people))
    {
      g_autofree char *id = make_id (key, who, ac_rows_text (people, 0));

      if (!ac_database_execute (ac_store_get_database (self), NULL, error,
                                "INSERT INTO pairwise (recipient, id, person_id)"
                                " VALUES ($1, $2, $3)",
                                "sss", who, id, ac_rows_text (people, 0)))
        return FALSE;
    }

  return key != NULL;
}

/* Those who have to do with who and have no id there yet. */
static gboolean
meet_people (AcStore *self, const char *who, GError **error)
{
  g_autoptr(AcRows) people = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person_id FROM (SELECT person_id FROM account WHERE service = $1"
      " AND unconfirmed IS NULL UNION SELECT person_id FROM choice WHERE recipient = $1"
      " AND consent IN ($2, $3)) AS known WHERE NOT EXISTS (SELECT 1 FROM pairwise"
      " WHERE pairwise.recipient = $1 AND pairwise.person_id = known.person_id)",
      "sii", who, AC_INT (AC_CONSENT_GIVEN), AC_INT (AC_CONSENT_RENEWED));

  return people != NULL && add_missing (self, who, people, error);
}

GStrv
ac_store_list_pairwise (
    AcStore *self, const char *who, const char *after_id, guint limit, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(AcRows) rows = NULL;

  if (after_id == NULL && !meet_people (self, who, error))
    return NULL;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT id FROM pairwise WHERE recipient = $1 AND id > $2"
                            " ORDER BY id LIMIT $3",
                            "ssi", who, after_id != NULL ? after_id : "", AC_INT (limit));
  while (rows != NULL && ac_rows_next (rows))
    g_strv_builder_add (builder, ac_rows_text (rows, 0));

  return rows != NULL ? g_strv_builder_end (builder) : NULL;
}

char *
ac_store_find_pairwise (
    AcStore *self, const char *who, const char *id, gboolean *failed, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person_id FROM pairwise WHERE recipient = $1 AND id = $2", "ss", who, id);

  *failed = rows == NULL;
  return rows != NULL && ac_rows_next (rows) ? g_strdup (ac_rows_text (rows, 0)) : NULL;
}
