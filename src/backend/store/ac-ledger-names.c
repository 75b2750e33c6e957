/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-json.h"
#include "ac-ledger-names.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

#define KEY_SIZE crypto_kdf_KEYBYTES
#define CONTEXT "acledger" /* of crypto_kdf: eight letters */
#define MARK_BYTES (AC_LEDGER_MARK_SIZE / 2)
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES

enum
{
  SUBKEY_MARK = 1,
  SUBKEY_NAME,
};

typedef struct
{
  guint8 mark[crypto_auth_KEYBYTES];
  guint8 name[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
} Keys;

static GBytes *
make_key (AcStore *self, const char *person, GError **error)
{
  guint8 random[KEY_SIZE];
  g_autoptr(GBytes) key = NULL;

  randombytes_buf (random, sizeof random);
  key = g_bytes_new (random, sizeof random);
  sodium_memzero (random, sizeof random);
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO ledger_key (person_id, key) VALUES ($1, $2)", "sb",
                              person, key)
             ? g_steal_pointer (&key)
             : NULL;
}

static gboolean
get_keys (AcStore *self, const char *person, Keys *keys, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT key FROM ledger_key WHERE person_id = $1", "s", person);
  g_autoptr(GBytes) key = NULL;

  if (rows == NULL)
    return FALSE;

  key = ac_rows_next (rows) ? ac_rows_blob (rows, 0) : make_key (self, person, error);
  if (key == NULL)
    return FALSE;
  if (g_bytes_get_size (key) != KEY_SIZE)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "The ledger's key is broken");
      return FALSE;
    }

  crypto_kdf_derive_from_key (keys->mark, sizeof keys->mark, SUBKEY_MARK, CONTEXT,
                              g_bytes_get_data (key, NULL));
  crypto_kdf_derive_from_key (keys->name, sizeof keys->name, SUBKEY_NAME, CONTEXT,
                              g_bytes_get_data (key, NULL));
  return TRUE;
}

static char *
make_mark (const Keys *keys, const char *account_id)
{
  guint8 code[crypto_auth_BYTES];
  char *mark = g_malloc (AC_LEDGER_MARK_SIZE + 1);

  crypto_auth (code, (const guint8 *) account_id, strlen (account_id), keys->mark);
  return sodium_bin2hex (mark, AC_LEDGER_MARK_SIZE + 1, code, MARK_BYTES);
}

static GBytes *
seal (const Keys *keys, const char *mark, const AcNamedAccount *account)
{
  g_autoptr(JsonNode) node =
                json_node_init_object (json_node_alloc (), ac_named_account_write (account));
  g_autoptr(GBytes) plain = ac_json_to_bytes (node);
  gsize size = g_bytes_get_size (plain);
  guint8 *sealed = g_malloc (NONCE_SIZE + size + TAG_SIZE);

  json_object_unref (json_node_get_object (node));
  randombytes_buf (sealed, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      sealed + NONCE_SIZE, NULL, g_bytes_get_data (plain, NULL), size, (const guint8 *) mark,
      strlen (mark), NULL, sealed, keys->name);
  return g_bytes_new_take (sealed, NONCE_SIZE + size + TAG_SIZE);
}

static gboolean
open_name (const Keys *keys, const char *mark, GBytes *sealed, AcNamedAccount *account)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  g_autofree guint8 *plain = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (size < NONCE_SIZE + TAG_SIZE)
    return FALSE;

  size -= NONCE_SIZE;
  plain = g_malloc (size);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, data + NONCE_SIZE, size,
                                                  (const guint8 *) mark, strlen (mark), data,
                                                  keys->name) != 0)
    return FALSE;

  bytes = g_bytes_new (plain, size - TAG_SIZE);
  node = ac_json_parse (bytes, AC_JSON_MAX_SIZE, NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
         ac_named_account_read (json_node_get_object (node), account, NULL);
}

static gboolean
insert_name (AcStore *self,
             const char *person,
             const Keys *keys,
             const char *mark,
             const AcNamedAccount *account,
             GError **error)
{
  g_autoptr(GBytes) sealed = seal (keys, mark, account);

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO ledger_name (person_id, mark, sealed)"
                              " VALUES ($1, $2, $3)",
                              "ssb", person, mark, sealed);
}

static gboolean
keep_name (AcStore *self,
           const char *person,
           const Keys *keys,
           const char *mark,
           const char *account_id,
           GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcAccount) account = ac_store_get_account (self, person, account_id, &failure);

  if (g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return TRUE;
  if (account == NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;

  return insert_name (self, person, keys, mark,
                      &(AcNamedAccount) { (char *) account_id,
                                          (char *) ac_account_get_service (account),
                                          (char *) ac_account_get_handle (account) },
                      error);
}

gboolean
ac_ledger_names_keep (AcStore *self,
                      const char *person,
                      const char *mark,
                      const AcNamedAccount *account,
                      GError **error)
{
  Keys keys;

  return get_keys (self, person, &keys, error) &&
         insert_name (self, person, &keys, mark, account, error);
}

char *
ac_ledger_names_mark (AcStore *self, const char *person, const char *account_id, GError **error)
{
  Keys keys;
  g_autofree char *mark = NULL;
  g_autoptr(AcRows) rows = NULL;

  if (!get_keys (self, person, &keys, error))
    return NULL;

  mark = make_mark (&keys, account_id);
  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT 1 FROM ledger_name WHERE person_id = $1 AND mark = $2", "ss",
                            person, mark);
  return rows != NULL &&
                 (ac_rows_next (rows) || keep_name (self, person, &keys, mark, account_id, error))
             ? g_steal_pointer (&mark)
             : NULL;
}

static void
free_account (gpointer data)
{
  ac_named_account_clear (data);
  g_free (data);
}

GHashTable *
ac_ledger_names_open (AcStore *self, const char *person, GError **error)
{
  g_autoptr(GHashTable) names =
                g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_account);
  g_autoptr(AcRows) rows = NULL;
  Keys keys;

  if (!get_keys (self, person, &keys, error) ||
      !(rows = ac_database_query (ac_store_get_database (self), error,
                                  "SELECT mark, sealed FROM ledger_name WHERE person_id = $1", "s",
                                  person)))
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(GBytes) sealed = ac_rows_blob (rows, 1);
      AcNamedAccount *account = g_new0 (AcNamedAccount, 1);

      if (open_name (&keys, ac_rows_text (rows, 0), sealed, account))
        g_hash_table_insert (names, g_strdup (ac_rows_text (rows, 0)), account);
      else
        free_account (account);
    }

  return g_steal_pointer (&names);
}

gboolean
ac_store_forget_ledger_names (AcStore *self, const char *person, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error, "DELETE FROM ledger_key WHERE person_id = $1",
                              "s", person) &&
         ac_database_execute (database, NULL, error, "DELETE FROM ledger_name WHERE person_id = $1",
                              "s", person);
}
