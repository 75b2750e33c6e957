/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-future.h"
#include "ac-keeper.h"

#define LOOK_MS 200
#define PATIENCE_MS 45000
#define SAVE_AGAIN_MS 1000

struct _AcKeeper
{
  AcStore *store;
  AcVault *vault;
  GHashTable *renewing;
  char *person;
  char *account_id;
  GBytes *stored;     /* what stands in the store, as far as this process knows */
  GBytes *sealed;     /* what is to stand there */
  SecretValue *known; /* what is in stored */
};

static void
keeper_free (gpointer data)
{
  AcKeeper *self = data;

  g_clear_object (&self->store);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->renewing, g_hash_table_unref);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->stored, g_bytes_unref);
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_clear_pointer (&self->known, secret_value_unref);
  g_free (self);
}

/* A talk with the store's thread, about one account. */
#define AC_TYPE_KEPT (ac_kept_get_type ())
G_DECLARE_FINAL_TYPE (AcKept, ac_kept, AC, KEPT, GObject)

struct _AcKept
{
  GObject parent_instance;
  char *person;
  char *account_id;
  GBytes *before;
  AcVaultKeys *keys;
  SecretValue *packed;
  GBytes *sealed;
  char *key_id;
  gboolean locked;
};

G_DEFINE_FINAL_TYPE (AcKept, ac_kept, G_TYPE_OBJECT)

static void
ac_kept_finalize (GObject *object)
{
  AcKept *self = AC_KEPT (object);

  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->before, g_bytes_unref);
  g_clear_pointer (&self->keys, ac_vault_keys_unref);
  g_clear_pointer (&self->packed, secret_value_unref);
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_clear_pointer (&self->key_id, g_free);

  G_OBJECT_CLASS (ac_kept_parent_class)->finalize (object);
}

static void
ac_kept_class_init (AcKeptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_kept_finalize;
}

static void
ac_kept_init (AcKept *self)
{
}

static AcKept *
kept_new (AcKeeper *self)
{
  AcKept *kept = g_object_new (AC_TYPE_KEPT, NULL);

  kept->person = g_strdup (self->person);
  kept->account_id = g_strdup (self->account_id);
  kept->before = g_bytes_ref (self->stored);
  return kept;
}

static gboolean
run (AcKeeper *self, AcStoreFunc func, AcKept *kept, GError **error)
{
  return ac_await (ac_store_run (self->store, func, g_object_ref (kept), g_object_unref), error);
}

static GObject *
lock_sealed (AcStore *store, gpointer user_data, GError **error)
{
  AcKept *kept = user_data;

  g_clear_pointer (&kept->sealed, g_bytes_unref);
  kept->sealed = ac_store_lock_sealed (store, kept->person, kept->account_id, &kept->locked, error);
  return NULL;
}

static GObject *
unlock_sealed (AcStore *store, gpointer user_data, GError **error)
{
  AcKept *kept = user_data;

  g_clear_pointer (&kept->sealed, g_bytes_unref);
  if (ac_store_unlock_sealed (store, kept->person, kept->account_id, error))
    kept->sealed = ac_store_get_sealed (store, kept->person, kept->account_id, error);
  return NULL;
}

static GObject *
renew_sealed (AcStore *store, gpointer user_data, GError **error)
{
  AcKept *kept = user_data;
  g_autofree char *key_id = NULL;
  g_autoptr(GBytes) sealed =
                ac_vault_seal (kept->keys, store, kept->account_id, kept->packed, &key_id, error);

  if (sealed == NULL)
    return NULL;

  /* The same bytes again where they will do: they may stand there already. */
  if (g_strcmp0 (key_id, kept->key_id) != 0)
    {
      g_clear_pointer (&kept->sealed, g_bytes_unref);
      kept->sealed = g_steal_pointer (&sealed);
      g_set_str (&kept->key_id, key_id);
    }
  ac_store_renew_sealed (store, kept->person, kept->account_id, kept->before, kept->sealed,
                         kept->key_id, error);
  return NULL;
}

static void
know (AcKeeper *self, GBytes *sealed, SecretValue *packed)
{
  g_clear_pointer (&self->stored, g_bytes_unref);
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_clear_pointer (&self->known, secret_value_unref);
  self->stored = g_bytes_ref (sealed);
  self->sealed = g_bytes_ref (sealed);
  self->known = secret_value_ref (packed);
}

static gboolean
is_same (SecretValue *one, SecretValue *other)
{
  gsize size = 0;
  gsize other_size = 0;
  const char *text = secret_value_get (one, &size);
  const char *other_text = secret_value_get (other, &other_size);

  return size == other_size && memcmp (text, other_text, size) == 0;
}

/* Takes over what another process has stored, and gives whether there was anything: sealed anew
 * with another key it is the same. */
static gboolean
adopt (AcKeeper *self, AcAccess *access, GBytes *sealed, gboolean *news, GError **error)
{
  g_autoptr(AcVaultKeys) keys = NULL;
  g_autoptr(SecretValue) packed = NULL;

  *news = FALSE;
  if (ac_keeper_is_fresh (self, sealed))
    return TRUE;
  if (!(keys = ac_vault_dup_keys (self->vault, error)) ||
      !(packed = ac_vault_keys_unseal (keys, self->account_id, sealed, error)))
    return FALSE;

  *news = !is_same (packed, self->known);
  if (*news && !ac_access_unpack (access, packed, error))
    return FALSE;

  know (self, sealed, packed);
  return TRUE;
}

static char *
make_place (AcKeeper *self)
{
  return g_strconcat (self->person, "/", self->account_id, NULL);
}

typedef struct
{
  AcKeeper *keeper;
  AcAccess *access; /* keeps the keeper */
  SecretValue *packed;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->access);
  g_clear_pointer (&work->packed, secret_value_unref);
  g_free (work);
}

static Work *
work_new (AcKeeper *self, AcAccess *access)
{
  Work *work = g_new0 (Work, 1);

  work->keeper = self;
  work->access = g_object_ref (access);
  return work;
}

/* Whoever has it in this process is waited for, too. */
static gboolean
try_lock (Work *work, AcKept *kept, GError **error)
{
  AcKeeper *self = work->keeper;
  g_autofree char *place = make_place (self);

  kept->locked = FALSE;
  if (g_hash_table_contains (self->renewing, place))
    return TRUE;

  g_hash_table_add (self->renewing, g_strdup (place));
  if (run (self, lock_sealed, kept, error) && kept->locked)
    return TRUE;

  g_hash_table_remove (self->renewing, place);
  return *error == NULL;
}

static void
let_go (AcKeeper *self)
{
  g_autofree char *place = make_place (self);

  g_hash_table_remove (self->renewing, place);
}

static DexFuture *
lock_fiber (gpointer user_data)
{
  Work *work = user_data;
  AcKeeper *self = work->keeper;
  g_autoptr(AcKept) kept = kept_new (self);
  g_autoptr(GError) error = NULL;
  gboolean news = FALSE;

  for (guint waited = 0; waited < PATIENCE_MS; waited += LOOK_MS)
    {
      if (!try_lock (work, kept, &error) ||
          (kept->sealed != NULL && !adopt (self, work->access, kept->sealed, &news, &error)))
        break;
      if (news || kept->locked)
        {
          if (news && kept->locked)
            {
              run (self, unlock_sealed, kept, NULL);
              let_go (self);
            }
          return dex_future_new_for_boolean (!news);
        }
      ac_await (ac_future_delay (LOOK_MS), NULL);
    }

  if (kept->locked)
    let_go (self);
  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error))
                       : dex_future_new_reject (AC_ERROR, AC_ERROR_TIMED_OUT,
                                                "Another process renews these for too long");
}

static DexFuture *
lock_access (AcAccess *access, gpointer user_data)
{
  AcKeeper *self = user_data;

  if (!ac_store_is_shared (self->store))
    return dex_future_new_true ();

  return dex_scheduler_spawn (NULL, 0, lock_fiber, work_new (self, access), work_free);
}

static DexFuture *
give_up_fiber (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr(AcKept) kept = kept_new (work->keeper);
  gboolean news = FALSE;

  if (run (work->keeper, unlock_sealed, kept, NULL) && kept->sealed != NULL)
    adopt (work->keeper, work->access, kept->sealed, &news, NULL);
  let_go (work->keeper);
  return dex_future_new_for_boolean (news);
}

static DexFuture *
give_up_access (AcAccess *access, gpointer user_data)
{
  AcKeeper *self = user_data;

  if (!ac_store_is_shared (self->store))
    return dex_future_new_false ();

  return dex_scheduler_spawn (NULL, 0, give_up_fiber, work_new (self, access), work_free);
}

/* It may stand in the store, though nobody said so. */
static void
expect (AcKeeper *self, GBytes *sealed)
{
  if (sealed == NULL)
    return;

  g_clear_pointer (&self->sealed, g_bytes_unref);
  self->sealed = g_bytes_ref (sealed);
}

/* The old refresh token is dead by now: a server of the store's that is just away is waited for. */
static DexFuture *
save_fiber (gpointer user_data)
{
  Work *work = user_data;
  AcKeeper *self = work->keeper;
  g_autoptr(AcKept) kept = kept_new (self);
  g_autoptr(GError) error = NULL;

  if (!(kept->keys = ac_vault_dup_keys (self->vault, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  kept->packed = secret_value_ref (work->packed);
  for (guint waited = 0;; waited += SAVE_AGAIN_MS)
    {
      g_clear_error (&error);
      if (run (self, renew_sealed, kept, &error))
        break;

      expect (self, kept->sealed);
      if (!g_error_matches (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE) || waited >= PATIENCE_MS)
        return dex_future_new_for_error (g_steal_pointer (&error));
      ac_await (ac_future_delay (SAVE_AGAIN_MS), NULL);
    }

  know (self, kept->sealed, work->packed);
  let_go (self);
  return dex_future_new_true ();
}

static DexFuture *
save_access (AcAccess *access, SecretValue *packed, gpointer user_data)
{
  Work *work = work_new (user_data, access);

  work->packed = secret_value_ref (packed);
  return dex_scheduler_spawn (NULL, 0, save_fiber, work, work_free);
}

static const AcAccessKeeping keeping = { save_access, lock_access, give_up_access };

AcKeeper *
ac_keeper_attach (AcStore *store,
                  AcVault *vault,
                  GHashTable *renewing,
                  const char *person,
                  AcAccess *access,
                  GBytes *sealed,
                  GError **error)
{
  const char *id = ac_account_get_id (ac_access_get_account (access));
  g_autoptr(AcVaultKeys) keys = ac_vault_dup_keys (vault, error);
  g_autoptr(SecretValue) packed =
                keys != NULL ? ac_vault_keys_unseal (keys, id, sealed, error) : NULL;
  AcKeeper *self = NULL;

  if (packed == NULL || !ac_access_unpack (access, packed, error))
    return NULL;

  self = g_new0 (AcKeeper, 1);
  self->store = g_object_ref (store);
  self->vault = g_object_ref (vault);
  self->renewing = g_hash_table_ref (renewing);
  self->person = g_strdup (person);
  self->account_id = g_strdup (id);
  know (self, sealed, packed);
  ac_access_set_keeping (access, &keeping, self, keeper_free);
  return self;
}

gboolean
ac_keeper_is_fresh (AcKeeper *self, GBytes *sealed)
{
  return g_bytes_equal (sealed, self->stored) || g_bytes_equal (sealed, self->sealed);
}
