/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-error.h"
#include "ac-vault-keys.h"

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define MAX_KEYS 2

G_STATIC_ASSERT (AC_VAULT_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

struct _AcVaultKeys
{
  char *ids[MAX_KEYS];
  SecretValue *keys[MAX_KEYS];
};

G_DEFINE_BOXED_TYPE (AcVaultKeys, ac_vault_keys, ac_vault_keys_ref, ac_vault_keys_unref)

AcVaultKeys *
ac_vault_keys_new (const char *id, SecretValue *key, GError **error)
{
  AcVaultKeys *self = NULL;
  gsize size = 0;

  secret_value_get (key, &size);
  if (size != AC_VAULT_KEY_SIZE)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                           "The key in the keyring is not ours");
      return NULL;
    }

  self = g_atomic_rc_box_new0 (AcVaultKeys);
  self->ids[0] = g_strdup (id);
  self->keys[0] = secret_value_ref (key);
  return self;
}

static char *
name_key (SecretValue *key)
{
  static const char purpose[] = "accounts-center vault key id";
  guint8 hash[16];
  char hex[2 * sizeof hash + 1];

  if (sodium_init () < 0)
    g_error ("There is no randomness on this computer");
  crypto_generichash (hash, sizeof hash, (const guint8 *) purpose, sizeof purpose,
                      (const guint8 *) secret_value_get (key, NULL), AC_VAULT_KEY_SIZE);
  return g_strconcat ("given-", sodium_bin2hex (hex, sizeof hex, hash, sizeof hash), NULL);
}

AcVaultKeys *
ac_vault_keys_new_given (SecretValue *key, SecretValue *old)
{
  AcVaultKeys *self = g_atomic_rc_box_new0 (AcVaultKeys);

  self->ids[0] = name_key (key);
  self->keys[0] = secret_value_ref (key);
  if (old != NULL)
    {
      self->ids[1] = name_key (old);
      self->keys[1] = secret_value_ref (old);
    }
  return self;
}

AcVaultKeys *
ac_vault_keys_ref (AcVaultKeys *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_keys (gpointer data)
{
  AcVaultKeys *self = data;

  for (guint i = 0; i < MAX_KEYS; i++)
    {
      g_clear_pointer (&self->ids[i], g_free);
      g_clear_pointer (&self->keys[i], secret_value_unref);
    }
}

void
ac_vault_keys_unref (AcVaultKeys *self)
{
  g_atomic_rc_box_release_full (self, clear_keys);
}

const char *
ac_vault_keys_get_id (AcVaultKeys *self)
{
  return self->ids[0];
}

const char *
ac_vault_keys_get_old_id (AcVaultKeys *self)
{
  return self->ids[1];
}

static SecretValue *
find_key (AcVaultKeys *self, const char *id)
{
  for (guint i = 0; i < MAX_KEYS; i++)
    if (id != NULL && g_strcmp0 (self->ids[i], id) == 0)
      return self->keys[i];

  return NULL;
}

char *
ac_vault_keys_list_ids (AcVaultKeys *self)
{
  return self->ids[1] != NULL ? g_strconcat (self->ids[0], " ", self->ids[1], NULL)
                              : g_strdup (self->ids[0]);
}

gboolean
ac_vault_keys_has (AcVaultKeys *self, const char *id)
{
  return find_key (self, id) != NULL;
}

GBytes *
ac_vault_keys_seal (
    AcVaultKeys *self, const char *id, const char *account_id, SecretValue *value, GError **error)
{
  SecretValue *key = find_key (self, id);
  gsize size = 0;
  const char *text = secret_value_get (value, &size);
  guint8 *sealed = NULL;
  unsigned long long length = 0;

  if (key == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                           "The store is sealed with another key");
      return NULL;
    }

  sealed = g_malloc (NONCE_SIZE + size + TAG_SIZE);
  randombytes_buf (sealed, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      sealed + NONCE_SIZE, &length, (const guint8 *) text, size, (const guint8 *) account_id,
      strlen (account_id), NULL, sealed, (const guint8 *) secret_value_get (key, NULL));
  return g_bytes_new_take (sealed, NONCE_SIZE + length);
}

static void
wipe_and_free (gpointer data)
{
  sodium_free (data);
}

static SecretValue *
unseal_with (SecretValue *key, const char *account_id, const guint8 *data, gsize size)
{
  char *text = sodium_malloc (size - NONCE_SIZE - TAG_SIZE + 1);
  unsigned long long length = 0;

  if (crypto_aead_xchacha20poly1305_ietf_decrypt (
          (guint8 *) text, &length, NULL, data + NONCE_SIZE, size - NONCE_SIZE,
          (const guint8 *) account_id, strlen (account_id), data,
          (const guint8 *) secret_value_get (key, NULL)) != 0)
    {
      sodium_free (text);
      return NULL;
    }

  text[length] = '\0';
  return secret_value_new_full (text, length, "application/octet-stream", wipe_and_free);
}

SecretValue *
ac_vault_keys_unseal (AcVaultKeys *self, const char *account_id, GBytes *sealed, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  SecretValue *value = NULL;

  for (guint i = 0; size >= NONCE_SIZE + TAG_SIZE && value == NULL && i < MAX_KEYS; i++)
    if (self->keys[i] != NULL)
      value = unseal_with (self->keys[i], account_id, data, size);

  if (value == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                         "The credentials cannot be opened with this key");
  return value;
}
