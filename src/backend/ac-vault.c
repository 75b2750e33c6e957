/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-vault.h"

#define KEY_SIZE crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES

struct _AcVault
{
  GObject parent_instance;
  AcStore *store;
  SecretValue *key;
  SecretValue *given; /* the key, when the keyring has no part in it; or NULL */
  DexFuture *opening; /* one fetch at a time: two prompts for one key would be one too many */
};

G_DEFINE_FINAL_TYPE (AcVault, ac_vault, G_TYPE_OBJECT)

/* A string that passes through the store's thread. */
#define AC_TYPE_KEY_ID (ac_key_id_get_type ())
G_DECLARE_FINAL_TYPE (AcKeyId, ac_key_id, AC, KEY_ID, GObject)

struct _AcKeyId
{
  GObject parent_instance;
  char *id;
};

G_DEFINE_FINAL_TYPE (AcKeyId, ac_key_id, G_TYPE_OBJECT)

static void
ac_key_id_finalize (GObject *object)
{
  g_clear_pointer (&AC_KEY_ID (object)->id, g_free);

  G_OBJECT_CLASS (ac_key_id_parent_class)->finalize (object);
}

static void
ac_key_id_class_init (AcKeyIdClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_key_id_finalize;
}

static void
ac_key_id_init (AcKeyId *self)
{
}

static void
ac_vault_finalize (GObject *object)
{
  AcVault *self = AC_VAULT (object);

  dex_clear (&self->opening);
  g_clear_object (&self->store);
  g_clear_pointer (&self->key, secret_value_unref);
  g_clear_pointer (&self->given, secret_value_unref);

  G_OBJECT_CLASS (ac_vault_parent_class)->finalize (object);
}

static void
ac_vault_class_init (AcVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_vault_finalize;
}

static void
ac_vault_init (AcVault *self)
{
  if (sodium_init () < 0)
    g_error ("There is no randomness on this computer");
}

AcVault *
ac_vault_new (AcStore *store)
{
  AcVault *self = g_object_new (AC_TYPE_VAULT, NULL);

  self->store = g_object_ref (store);
  return self;
}

AcVault *
ac_vault_new_with_key (AcStore *store, SecretValue *key)
{
  AcVault *self = ac_vault_new (store);

  self->given = secret_value_ref (key);
  return self;
}

gboolean
ac_vault_needs_keyring (AcVault *self)
{
  return self->given == NULL;
}

static GObject *
load_key_id (AcStore *store, gpointer user_data, GError **error)
{
  g_autofree char *id = ac_store_get_vault_key_id (store, error);
  AcKeyId *holder = NULL;

  if (id == NULL)
    return NULL;

  holder = g_object_new (AC_TYPE_KEY_ID, NULL);
  holder->id = g_steal_pointer (&id);
  return G_OBJECT (holder);
}

static GObject *
save_key_id (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_set_vault_key_id (store, user_data, error);
  return NULL;
}

static SecretValue *
make_key (void)
{
  guint8 bytes[KEY_SIZE];
  SecretValue *key = NULL;

  crypto_aead_xchacha20poly1305_ietf_keygen (bytes);
  key = secret_value_new ((const char *) bytes, sizeof bytes, "application/octet-stream");
  sodium_memzero (bytes, sizeof bytes);
  return key;
}

/* The key is in the keyring before the store knows of it: a crash in between leaves an unused key,
 * never a lost one. */
static SecretValue *
make_and_keep_key (AcStore *store, GError **error)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(SecretValue) key = make_key ();

  if (!ac_await (ac_keyring_store (AC_KEYRING_VAULT_KEY, id, key), error) ||
      !ac_await (ac_store_run (store, save_key_id, g_strdup (id), g_free), error))
    return NULL;

  return g_steal_pointer (&key);
}

typedef enum
{
  OPEN_QUICKLY,
  OPEN_PATIENTLY,
  OPEN_ANEW, /* with another key */
} Way;

typedef struct
{
  AcStore *store;
  Way way;
  SecretValue *given; /* or NULL */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_object_unref (self->store);
  g_clear_pointer (&self->given, secret_value_unref);
  g_free (self);
}

static DexFuture *
fetch_key (Opening *opening, const char *id)
{
  return opening->way == OPEN_PATIENTLY ? ac_keyring_unlock (AC_KEYRING_VAULT_KEY, id)
                                        : ac_keyring_lookup (AC_KEYRING_VAULT_KEY, id, TRUE);
}

/* Runs in a fiber. Gives the id of the key, or NULL without an error when there is none. */
static AcKeyId *
await_key_id (AcStore *store, GError **error)
{
  g_autoptr(DexFuture) loading = ac_store_run (store, load_key_id, NULL, NULL);
  const GValue *value = NULL;

  if (!ac_await (dex_ref (loading), error))
    return NULL;

  value = dex_future_get_value (loading, NULL);
  return G_VALUE_HOLDS_OBJECT (value) ? g_value_dup_object (value) : NULL;
}

/* Tells one key from another and nothing about either. */
static char *
name_key (SecretValue *key)
{
  static const char purpose[] = "accounts-center vault key id";
  guint8 hash[16];
  char hex[2 * sizeof hash + 1];

  crypto_generichash (hash, sizeof hash, (const guint8 *) purpose, sizeof purpose,
                      (const guint8 *) secret_value_get (key, NULL), KEY_SIZE);
  return g_strconcat ("given-", sodium_bin2hex (hex, sizeof hex, hash, sizeof hash), NULL);
}

/* A wrong file must not make what is there unreadable by adding to it with another key. */
static SecretValue *
take_given_key (Opening *opening, AcKeyId *known, GError **error)
{
  g_autofree char *id = name_key (opening->given);

  if (known != NULL && !g_str_equal (known->id, id))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                           "The store was sealed with another key than the one given");
      return NULL;
    }

  if (known == NULL &&
      !ac_await (ac_store_run (opening->store, save_key_id, g_strdup (id), g_free), error))
    return NULL;

  return secret_value_ref (opening->given);
}

static SecretValue *
find_key (Opening *opening, AcKeyId *id, GError **error)
{
  if (opening->given != NULL)
    return take_given_key (opening, id, error);

  return id != NULL ? dex_await_boxed (fetch_key (opening, id->id), error)
                    : make_and_keep_key (opening->store, error);
}

static DexFuture *
open_fiber (gpointer user_data)
{
  Opening *opening = user_data;
  g_autoptr(SecretValue) key = NULL;
  g_autoptr(AcKeyId) id = NULL;
  g_autoptr(GError) error = NULL;

  if (opening->way != OPEN_ANEW || opening->given != NULL)
    id = await_key_id (opening->store, &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!(key = find_key (opening, id, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (SECRET_TYPE_VALUE, g_steal_pointer (&key));
}

static DexFuture *
opened_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr(AcVault) self = g_weak_ref_get (user_data);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gsize size = 0;

  if (self != NULL)
    dex_clear (&self->opening);
  if (value == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  secret_value_get (g_value_get_boxed (value), &size);
  if (size != KEY_SIZE)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_SECRET_LOST,
                                  "The key in the keyring is not ours");

  if (self != NULL)
    {
      g_clear_pointer (&self->key, secret_value_unref);
      self->key = g_value_dup_boxed (value);
    }
  return dex_future_new_true ();
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
start_opening (AcVault *self, Way way)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);
  Opening *opening = g_new0 (Opening, 1);

  g_weak_ref_init (ref, self);
  opening->store = g_object_ref (self->store);
  opening->way = way;
  opening->given = self->given != NULL ? secret_value_ref (self->given) : NULL;
  return dex_future_finally (dex_scheduler_spawn (NULL, 0, open_fiber, opening, opening_free),
                             opened_cb, ref, free_weak_ref);
}

DexFuture *
ac_vault_open (AcVault *self)
{
  if (self->key != NULL)
    return dex_future_new_true ();

  if (self->opening == NULL)
    self->opening = start_opening (self, OPEN_QUICKLY);

  return dex_ref (self->opening);
}

DexFuture *
ac_vault_unlock (AcVault *self)
{
  return start_opening (self, OPEN_PATIENTLY);
}

static DexFuture *
replace_lost_cb (DexFuture *future, gpointer user_data)
{
  AcVault *self = user_data;
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  if (!g_error_matches (error, AC_ERROR, AC_ERROR_SECRET_LOST))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (self->opening == NULL)
    self->opening = start_opening (self, OPEN_ANEW);

  return dex_ref (self->opening);
}

DexFuture *
ac_vault_open_anew (AcVault *self)
{
  return dex_future_catch (ac_vault_open (self), replace_lost_cb, g_object_ref (self),
                           g_object_unref);
}

static GObject *
drop_key_id (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_set_vault_key_id (store, NULL, error);
  return NULL;
}

/* The store forgets first: a crash in between leaves an unused key, never a lost one. */
static DexFuture *
forget_fiber (gpointer user_data)
{
  AcVault *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcKeyId) id = await_key_id (self->store, &error);

  if (id == NULL)
    return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error))
                         : dex_future_new_true ();

  if (!ac_await (ac_store_run (self->store, drop_key_id, NULL, NULL), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_clear_pointer (&self->key, secret_value_unref);
  return ac_keyring_clear (AC_KEYRING_VAULT_KEY, id->id);
}

DexFuture *
ac_vault_forget (AcVault *self)
{
  if (self->given != NULL)
    return dex_future_new_true ();

  return dex_scheduler_spawn (NULL, 0, forget_fiber, g_object_ref (self), g_object_unref);
}

static gboolean
fail_closed (GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_KEYRING_LOCKED, "The vault is closed");
  return FALSE;
}

GBytes *
ac_vault_seal (AcVault *self, const char *account_id, SecretValue *value, GError **error)
{
  gsize size = 0;
  const char *text = secret_value_get (value, &size);
  guint8 *sealed = NULL;
  unsigned long long length = 0;

  if (self->key == NULL)
    return fail_closed (error), NULL;

  sealed = g_malloc (NONCE_SIZE + size + TAG_SIZE);
  randombytes_buf (sealed, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      sealed + NONCE_SIZE, &length, (const guint8 *) text, size, (const guint8 *) account_id,
      strlen (account_id), NULL, sealed, (const guint8 *) secret_value_get (self->key, NULL));
  return g_bytes_new_take (sealed, NONCE_SIZE + length);
}

static void
wipe_and_free (gpointer data)
{
  sodium_free (data);
}

SecretValue *
ac_vault_unseal (AcVault *self, const char *account_id, GBytes *sealed, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  char *text = NULL;
  unsigned long long length = 0;

  if (self->key == NULL)
    return fail_closed (error), NULL;

  if (size >= NONCE_SIZE + TAG_SIZE)
    {
      text = sodium_malloc (size - NONCE_SIZE - TAG_SIZE + 1);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (
              (guint8 *) text, &length, NULL, data + NONCE_SIZE, size - NONCE_SIZE,
              (const guint8 *) account_id, strlen (account_id), data,
              (const guint8 *) secret_value_get (self->key, NULL)) == 0)
        {
          text[length] = '\0';
          return secret_value_new_full (text, length, "application/octet-stream", wipe_and_free);
        }
      sodium_free (text);
    }

  g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                       "The credentials cannot be opened with this key");
  return NULL;
}
