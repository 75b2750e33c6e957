/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-access-cache.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-keeper.h"
#include "ac-step.h"
#include "ac-store-data.h"
#include "ac-store-ledger.h"

/* Longer than any request takes. */
#define OLD_TOKEN_MS (60 * 1000)

struct _AcAccessCache
{
  GObject parent_instance;
  AcStore *store;
  AcVault *vault;
  guint quota;
  GHashTable *accesses; /* person/account id → Entry */
  GHashTable *renewing; /* person/account id of what is being renewed */
};

G_DEFINE_FINAL_TYPE (AcAccessCache, ac_access_cache, G_TYPE_OBJECT)

/* An account and its sealed credentials on their way to or from the store's thread. */
#define AC_TYPE_SEALED_ACCOUNT (ac_sealed_account_get_type ())
G_DECLARE_FINAL_TYPE (AcSealedAccount, ac_sealed_account, AC, SEALED_ACCOUNT, GObject)

struct _AcSealedAccount
{
  GObject parent_instance;
  char *person;
  char *id;
  AcAccount *account;
  GBytes *sealed;      /* as it was loaded */
  AcVaultKeys *keys;   /* what packed is to be sealed with */
  SecretValue *packed; /* what is to be stored */
  gboolean known;      /* the person has had this account before */
  guint quota;         /* of accounts, 0: none */
  guint hold_seconds;  /* 0: it is the person's at once */
  char *old_id;        /* for what it takes the place of; NULL: that is the same permission */
};

G_DEFINE_FINAL_TYPE (AcSealedAccount, ac_sealed_account, G_TYPE_OBJECT)

static void
ac_sealed_account_finalize (GObject *object)
{
  AcSealedAccount *self = AC_SEALED_ACCOUNT (object);

  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->account);
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_clear_pointer (&self->keys, ac_vault_keys_unref);
  g_clear_pointer (&self->packed, secret_value_unref);
  g_clear_pointer (&self->old_id, g_free);

  G_OBJECT_CLASS (ac_sealed_account_parent_class)->finalize (object);
}

static void
ac_sealed_account_class_init (AcSealedAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_sealed_account_finalize;
}

static void
ac_sealed_account_init (AcSealedAccount *self)
{
}

struct _AcFruit
{
  GObject parent_instance;
  AcAccount *account;
  gboolean already;
};

G_DEFINE_FINAL_TYPE (AcFruit, ac_fruit, G_TYPE_OBJECT)

static void
ac_fruit_finalize (GObject *object)
{
  g_clear_object (&AC_FRUIT (object)->account);

  G_OBJECT_CLASS (ac_fruit_parent_class)->finalize (object);
}

static void
ac_fruit_class_init (AcFruitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_fruit_finalize;
}

static void
ac_fruit_init (AcFruit *self)
{
}

AcAccount *
ac_fruit_get_account (AcFruit *self)
{
  return self->account;
}

gboolean
ac_fruit_get_already (AcFruit *self)
{
  return self->already;
}

static AcSealedAccount *
sealed_account_new (const char *person, const char *id)
{
  AcSealedAccount *self = g_object_new (AC_TYPE_SEALED_ACCOUNT, NULL);

  self->person = g_strdup (person);
  self->id = g_strdup (id);
  return self;
}

typedef struct
{
  AcAccess *access;
  AcKeeper *keeper; /* the access's */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_object_unref (self->access);
  g_free (self);
}

static void
ac_access_cache_finalize (GObject *object)
{
  AcAccessCache *self = AC_ACCESS_CACHE (object);

  g_clear_pointer (&self->accesses, g_hash_table_unref);
  g_clear_pointer (&self->renewing, g_hash_table_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->vault);

  G_OBJECT_CLASS (ac_access_cache_parent_class)->finalize (object);
}

static void
ac_access_cache_class_init (AcAccessCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_access_cache_finalize;
}

static void
ac_access_cache_init (AcAccessCache *self)
{
  self->accesses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->renewing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AcAccessCache *
ac_access_cache_new (AcStore *store, AcVault *vault, guint quota)
{
  AcAccessCache *self = g_object_new (AC_TYPE_ACCESS_CACHE, NULL);

  self->store = g_object_ref (store);
  self->vault = g_object_ref (vault);
  self->quota = quota;
  return self;
}

/* An account is found for its owner only. */
static char *
make_place (const char *person, const char *account_id)
{
  return g_strconcat (person, "/", account_id, NULL);
}

static DexFuture *
run_with (AcAccessCache *self, AcStoreFunc func, AcSealedAccount *item)
{
  return ac_store_run (self->store, func, g_object_ref (item), g_object_unref);
}

static GObject *
load_sealed (AcStore *store, gpointer user_data, GError **error)
{
  AcSealedAccount *item = user_data;

  g_clear_object (&item->account);
  g_clear_pointer (&item->sealed, g_bytes_unref);
  if (!(item->account = ac_store_get_any_account (store, item->person, item->id, error)) ||
      !(item->sealed = ac_store_get_sealed (store, item->person, item->id, error)))
    return NULL;

  return g_object_ref (G_OBJECT (item));
}

static Entry *
open_entry (AcAccessCache *self, AcSealedAccount *item, GError **error)
{
  g_autoptr(AcAccess) access = ac_access_new (item->account);
  AcKeeper *keeper = ac_keeper_attach (self->store, self->vault, self->renewing, item->person,
                                       access, item->sealed, error);
  Entry *entry = NULL;

  if (keeper == NULL)
    return NULL;

  entry = g_new0 (Entry, 1);
  entry->access = g_steal_pointer (&access);
  entry->keeper = keeper;
  return entry;
}

typedef struct
{
  AcAccessCache *self;
  AcSealedAccount *item;
  AcAccess *access;
  char *expected;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->self);
  g_clear_object (&work->item);
  g_clear_object (&work->access);
  g_free (work->expected);
  g_free (work);
}

static DexFuture *
get_fiber (gpointer user_data)
{
  Work *work = user_data;
  AcAccessCache *self = work->self;
  g_autofree char *place = make_place (work->item->person, work->item->id);
  g_autoptr(AcSealedAccount) loaded = NULL;
  g_autoptr(GError) error = NULL;
  Entry *entry = NULL;

  if (!ac_await (ac_vault_open (self->vault), &error) ||
      !(loaded = dex_await_object (run_with (self, load_sealed, work->item), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* Somebody else may have been faster: there must be one object for each account. */
  entry = g_hash_table_lookup (self->accesses, place);
  if (entry == NULL || !ac_keeper_is_fresh (entry->keeper, loaded->sealed))
    {
      if (!(entry = open_entry (self, loaded, &error)))
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_hash_table_insert (self->accesses, g_steal_pointer (&place), entry);
    }

  return dex_future_new_take_object (g_object_ref (entry->access));
}

DexFuture *
ac_access_cache_get (AcAccessCache *self, const char *person, const char *account_id)
{
  g_autofree char *place = make_place (person, account_id);
  Entry *entry = g_hash_table_lookup (self->accesses, place);
  Work *work = NULL;

  /* Another process may have signed in again, or have refreshed the tokens. */
  if (entry != NULL && !ac_store_is_shared (self->store))
    return dex_future_new_take_object (g_object_ref (entry->access));

  work = g_new0 (Work, 1);
  work->self = g_object_ref (self);
  work->item = sealed_account_new (person, account_id);
  return dex_scheduler_spawn (NULL, 0, get_fiber, work, work_free);
}

static GObject *
find_known (AcStore *store, gpointer user_data, GError **error)
{
  AcSealedAccount *item = user_data;
  g_autofree char *id = ac_store_find_account (
      store, item->person, ac_account_get_service (item->account),
      ac_account_get_server (item->account), ac_account_get_remote_id (item->account), error);

  item->known = id != NULL;
  g_set_str (&item->id, id);
  return NULL;
}

/* New credentials must not fall to the removal of the old ones. */
static gboolean
keep_history (AcStore *store, AcSealedAccount *item, GError **error)
{
  g_autoptr(AcAccount) known = ac_store_get_account (store, item->person, item->id, error);

  if (known == NULL)
    return FALSE;
  if (ac_account_get_state (known) == AC_ACCOUNT_REMOVING)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT,
                           "The account is still being removed");
      return FALSE;
    }

  ac_account_keep (item->account, known);
  ac_account_set_proved_at (item->account, ac_clock_now_ms ());
  return TRUE;
}

/* Asked before the sign-in, too; but there may be another one under way. */
static gboolean
add_account (
    AcStore *store, AcSealedAccount *item, GBytes *sealed, const char *key_id, GError **error)
{
  if (item->quota != 0 && !ac_store_check_accounts (store, item->person, item->quota, error))
    return FALSE;
  if (item->hold_seconds == 0)
    return ac_store_add_account (store, item->person, item->account, sealed, key_id, error);
  return ac_store_add_unconfirmed (store, item->person, item->account, sealed, key_id,
                                   ac_clock_now_ms () + item->hold_seconds * (gint64) 1000, error);
}

/* The account as the service told it, under the id it has here. */
static AcAccount *
name_account (AcAccount *account, const char *id, GError **error)
{
  g_autoptr(JsonNode) node = NULL;

  ac_account_set_state (account, AC_ACCOUNT_ON, AC_ERROR_FAILED);
  if (ac_account_get_created_at (account) == 0)
    ac_account_set_created_at (account, ac_clock_now_ms ());
  ac_account_set_proved_at (account, ac_clock_now_ms ());
  node = ac_account_to_json (account);
  json_object_set_string_member (json_node_get_object (node), "id", id);
  return ac_account_from_json (node, error);
}

static gboolean
is_same_token (AcSealedAccount *item, SecretValue *old)
{
  g_autoptr(AcAccess) before = ac_access_new (item->account);
  g_autoptr(AcAccess) after = ac_access_new (item->account);
  SecretValue *one = NULL;
  SecretValue *other = NULL;

  if (!ac_access_unpack (before, old, NULL) || !ac_access_unpack (after, item->packed, NULL))
    return TRUE;

  one = ac_access_get_credential (before, AC_CREDENTIAL_ACCESS_TOKEN);
  other = ac_access_get_credential (after, AC_CREDENTIAL_ACCESS_TOKEN);
  return one == NULL || other == NULL ||
         g_strcmp0 (secret_value_get_text (one), secret_value_get_text (other)) == 0;
}

/* Where each sign-in has a permission of its own, the one before would be left at the service. A
 * request that is under way may still need it. */
static gboolean
give_old_back (AcStore *store, AcSealedAccount *item, GError **error)
{
  g_autoptr(GBytes) sealed = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(SecretValue) old = NULL;
  g_autoptr(AcAccount) account = NULL;
  g_autofree char *key_id = NULL;

  if (item->old_id != NULL)
    sealed = ac_store_get_sealed (store, item->person, item->id, NULL);
  if (sealed != NULL)
    old = ac_vault_keys_unseal (item->keys, item->id, sealed, NULL);
  if (old == NULL || is_same_token (item, old))
    return TRUE;

  return (again = ac_vault_seal (item->keys, store, item->old_id, old, &key_id, error)) &&
         (account = name_account (item->account, item->old_id, error)) &&
         ac_store_add_unconfirmed (store, item->person, account, again, key_id, ac_clock_now_ms (),
                                   error) &&
         ac_store_give_back_at (store, item->person, item->old_id,
                                ac_clock_now_ms () + OLD_TOKEN_MS, error);
}

/* What the account holds that others may ask for. */
static gboolean
put_data (AcStore *store, AcSealedAccount *item, GError **error)
{
  const gboolean is_number = g_str_equal (ac_account_get_service (item->account), "whatsapp");
  const char *name = ac_account_get_display_name (item->account);
  const char *handle = ac_account_get_handle (item->account);

  return ac_store_set_datum (store, item->person, item->id, AC_CATEGORY_PROFILE,
                             name != NULL ? name : handle, error) &&
         (!is_number || ac_store_set_datum (store, item->person, item->id, AC_CATEGORY_PHONE_NUMBER,
                                            handle, error));
}

static GObject *
put_sealed (AcStore *store, gpointer user_data, GError **error)
{
  AcSealedAccount *item = user_data;
  g_autofree char *key_id = NULL;
  g_autoptr(GBytes) sealed =
                ac_vault_seal (item->keys, store, item->id, item->packed, &key_id, error);

  if (sealed == NULL)
    return NULL;

  if (item->known
          ? !keep_history (store, item, error) || !give_old_back (store, item, error) ||
                !ac_store_update_account (store, item->person, item->account, error) ||
                !ac_store_set_sealed (store, item->person, item->id, sealed, key_id, error) ||
                !ac_store_unblock_steps (store, item->person, item->id, error)
          : !add_account (store, item, sealed, key_id, error))
    return NULL;
  if (!put_data (store, item, error) ||
      !ac_store_add_to_ledger (store, item->person,
                               &(AcLedgerLine) { .deed = AC_DEED_SIGN_IN,
                                                 .allowed = TRUE,
                                                 .who = ac_account_get_service (item->account),
                                                 .account = item->id,
                                                 .reason = item->known ? "again" : "added" },
                               error))
    return NULL;

  return G_OBJECT (g_object_ref (item->account));
}

static gboolean
prepare_put (Work *work, GError **error)
{
  AcSealedAccount *item = work->item;
  g_autoptr(AcAccount) named = NULL;

  if (work->expected != NULL && g_strcmp0 (work->expected, item->id) != 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_WRONG_ACCOUNT, "This is another account");
      return FALSE;
    }

  if (item->id == NULL)
    item->id = ac_id_new ();
  if (!(named = name_account (item->account, item->id, error)))
    return FALSE;

  g_set_object (&item->account, named);
  item->packed = ac_access_pack (work->access);
  item->keys = ac_vault_dup_keys (work->self->vault, error);
  return item->keys != NULL;
}

static DexFuture *
put_fiber (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  AcFruit *fruit = NULL;

  if (!ac_await (ac_vault_open (work->self->vault), &error) ||
      !ac_await (run_with (work->self, find_known, work->item), &error) ||
      !prepare_put (work, &error) ||
      !(account = dex_await_object (run_with (work->self, put_sealed, work->item), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  ac_access_cache_forget (work->self, work->item->person, work->item->id);
  fruit = g_object_new (AC_TYPE_FRUIT, NULL);
  fruit->account = g_steal_pointer (&account);
  fruit->already = work->item->known;
  return dex_future_new_take_object (fruit);
}

DexFuture *
ac_access_cache_put (AcAccessCache *self,
                     const char *person,
                     AcAccess *access,
                     const char *expected_account_id,
                     AcPut how,
                     guint hold_seconds)
{
  Work *work = g_new0 (Work, 1);

  work->self = g_object_ref (self);
  work->access = g_object_ref (access);
  work->item = sealed_account_new (person, NULL);
  work->item->account = g_object_ref (ac_access_get_account (access));
  work->item->quota = self->quota;
  work->item->hold_seconds = hold_seconds;
  work->item->old_id = how == AC_PUT_OWN_GRANT ? ac_id_new () : NULL;
  work->expected = g_strdup (expected_account_id);
  return dex_scheduler_spawn (NULL, 0, put_fiber, work, work_free);
}

guint
ac_access_cache_get_quota (AcAccessCache *self)
{
  return self->quota;
}

void
ac_access_cache_forget (AcAccessCache *self, const char *person, const char *account_id)
{
  g_autofree char *place = make_place (person, account_id);

  g_hash_table_remove (self->accesses, place);
}

static gboolean
is_of_person (gpointer place, gpointer access, gpointer person)
{
  return g_str_has_prefix (place, person);
}

void
ac_access_cache_forget_person (AcAccessCache *self, const char *person)
{
  g_hash_table_foreach_remove (self->accesses, is_of_person, (gpointer) person);
}
