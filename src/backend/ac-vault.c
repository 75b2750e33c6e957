/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-vault.h"

struct _AcVault
{
  GObject parent_instance;
  AcStore *store;
  AcVaultKeys *keys;  /* or NULL while it is closed */
  AcVaultKeys *given; /* when the keyring has no part in it; or NULL */
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
  g_clear_pointer (&self->keys, ac_vault_keys_unref);
  g_clear_pointer (&self->given, ac_vault_keys_unref);

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
ac_vault_new_with_keys (AcStore *store, AcVaultKeys *keys)
{
  AcVault *self = ac_vault_new (store);

  self->given = ac_vault_keys_ref (keys);
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
  guint8 bytes[AC_VAULT_KEY_SIZE];
  SecretValue *key = NULL;

  crypto_aead_xchacha20poly1305_ietf_keygen (bytes);
  key = secret_value_new ((const char *) bytes, sizeof bytes, "application/octet-stream");
  sodium_memzero (bytes, sizeof bytes);
  return key;
}

/* The key is in the keyring before the store knows of it: a crash in between leaves an unused key,
 * never a lost one. */
static AcVaultKeys *
make_and_keep_key (AcStore *store, GError **error)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(SecretValue) key = make_key ();

  if (!ac_await (ac_keyring_store (AC_KEYRING_VAULT_KEY, id, key), error) ||
      !ac_await (ac_store_run (store, save_key_id, g_strdup (id), g_free), error))
    return NULL;

  return ac_vault_keys_new (id, key, error);
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
  AcVaultKeys *given; /* or NULL */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_object_unref (self->store);
  g_clear_pointer (&self->given, ac_vault_keys_unref);
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

/* A wrong file must not make what is there unreadable by adding to it with another key. */
static AcVaultKeys *
take_given_keys (Opening *opening, AcKeyId *known, GError **error)
{
  const char *id = ac_vault_keys_get_id (opening->given);

  if (known != NULL && !ac_vault_keys_has (opening->given, known->id))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                           "The store was sealed with another key than the one given");
      return NULL;
    }

  if (known == NULL &&
      !ac_await (ac_store_run (opening->store, save_key_id, g_strdup (id), g_free), error))
    return NULL;

  return ac_vault_keys_ref (opening->given);
}

static AcVaultKeys *
find_keys (Opening *opening, AcKeyId *id, GError **error)
{
  g_autoptr(SecretValue) key = NULL;

  if (opening->given != NULL)
    return take_given_keys (opening, id, error);
  if (id == NULL)
    return make_and_keep_key (opening->store, error);

  key = dex_await_boxed (fetch_key (opening, id->id), error);
  return key != NULL ? ac_vault_keys_new (id->id, key, error) : NULL;
}

static DexFuture *
open_fiber (gpointer user_data)
{
  Opening *opening = user_data;
  g_autoptr(AcVaultKeys) keys = NULL;
  g_autoptr(AcKeyId) id = NULL;
  g_autoptr(GError) error = NULL;

  if (opening->way != OPEN_ANEW || opening->given != NULL)
    id = await_key_id (opening->store, &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!(keys = find_keys (opening, id, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (AC_TYPE_VAULT_KEYS, g_steal_pointer (&keys));
}

static DexFuture *
opened_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr(AcVault) self = g_weak_ref_get (user_data);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self != NULL)
    dex_clear (&self->opening);
  if (value == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (self != NULL)
    {
      g_clear_pointer (&self->keys, ac_vault_keys_unref);
      self->keys = g_value_dup_boxed (value);
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
  opening->given = self->given != NULL ? ac_vault_keys_ref (self->given) : NULL;
  return dex_future_finally (dex_scheduler_spawn (NULL, 0, open_fiber, opening, opening_free),
                             opened_cb, ref, free_weak_ref);
}

DexFuture *
ac_vault_open (AcVault *self)
{
  if (self->keys != NULL)
    return dex_future_new_true ();

  if (self->opening == NULL)
    self->opening = start_opening (self, OPEN_QUICKLY);

  return dex_ref (self->opening);
}

static DexFuture *
check_fiber (gpointer user_data)
{
  AcVault *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcKeyId) id = await_key_id (self->store, &error);

  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return id != NULL ? ac_vault_open (self) : dex_future_new_true ();
}

DexFuture *
ac_vault_check (AcVault *self)
{
  return dex_scheduler_spawn (NULL, 0, check_fiber, g_object_ref (self), g_object_unref);
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

  g_clear_pointer (&self->keys, ac_vault_keys_unref);
  return ac_keyring_clear (AC_KEYRING_VAULT_KEY, id->id);
}

DexFuture *
ac_vault_forget (AcVault *self)
{
  if (self->given != NULL)
    return dex_future_new_true ();

  return dex_scheduler_spawn (NULL, 0, forget_fiber, g_object_ref (self), g_object_unref);
}

AcVaultKeys *
ac_vault_dup_keys (AcVault *self, GError **error)
{
  if (self->keys == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_KEYRING_LOCKED, "The vault is closed");
      return NULL;
    }

  return ac_vault_keys_ref (self->keys);
}

GBytes *
ac_vault_seal (AcVaultKeys *keys,
               AcStore *store,
               const char *account_id,
               SecretValue *value,
               char **key_id,
               GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *id = ac_store_get_vault_key_id (store, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  g_set_str (key_id, id);
  return ac_vault_keys_seal (keys, id, account_id, value, error);
}
