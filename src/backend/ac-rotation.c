/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-future.h"
#include "ac-lease.h"
#include "ac-rotation.h"

#define BATCH 50
#define PAUSE_MS 500

typedef struct
{
  AcStore *store;
  AcVaultKeys *keys;
  AcLease *lease;
  guint patience_ms; /* how long it waits for others in all */
  char *after;       /* the account that was sealed last */
  char *last;        /* of the batch under way; NULL when nothing is left */
  guint n_left;
} Rotation;

static void
rotation_free (gpointer data)
{
  Rotation *self = data;

  g_clear_object (&self->store);
  g_clear_object (&self->lease);
  g_clear_pointer (&self->keys, ac_vault_keys_unref);
  g_free (self->after);
  g_free (self->last);
  g_free (self);
}

static GObject *
begin (AcStore *store, gpointer user_data, GError **error)
{
  Rotation *self = user_data;
  g_autoptr(GError) failure = NULL;
  g_autofree char *now = ac_store_get_vault_key_id (store, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (now != NULL && !ac_vault_keys_has (self->keys, now))
    g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                         "The store is sealed with another key than the old one given");
  else
    ac_store_begin_rotation (store, ac_vault_keys_get_id (self->keys), error);

  return NULL;
}

static gboolean
seal_one (Rotation *self, AcStore *store, const AcSealed *item, GError **error)
{
  const char *id = ac_vault_keys_get_id (self->keys);
  g_autoptr(SecretValue) value =
                ac_vault_keys_unseal (self->keys, item->account_id, item->bytes, NULL);
  g_autoptr(GBytes) sealed = NULL;

  if (value == NULL)
    return TRUE;

  sealed = ac_vault_keys_seal (self->keys, id, item->account_id, value, error);
  return sealed != NULL && ac_store_seal_anew (store, item, sealed, id, error);
}

static GObject *
seal_some (AcStore *store, gpointer user_data, GError **error)
{
  Rotation *self = user_data;
  const char *old = ac_vault_keys_get_old_id (self->keys);
  g_autoptr(GPtrArray) items = NULL;

  g_clear_pointer (&self->last, g_free);
  if (old == NULL || !(items = ac_store_list_sealed (store, old, self->after, BATCH, error)))
    return NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const AcSealed *item = g_ptr_array_index (items, i);

      if (!seal_one (self, store, item, error))
        return NULL;
      g_set_str (&self->last, item->account_id);
    }

  return NULL;
}

static GObject *
count_left (AcStore *store, gpointer user_data, GError **error)
{
  Rotation *self = user_data;

  ac_store_count_sealed_otherwise (store, ac_vault_keys_get_id (self->keys), &self->n_left, error);
  return NULL;
}

/* Others that are at the same rows, or don't have the key yet, are waited for. */
static gboolean
run (Rotation *self, AcStoreFunc func, GError **error)
{
  while (TRUE)
    {
      g_autoptr(GError) failure = NULL;
      gboolean passes = FALSE;

      if (ac_await (ac_store_run (self->store, func, self, NULL), &failure))
        return TRUE;

      passes = g_error_matches (failure, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE) ||
               g_error_matches (failure, AC_ERROR, AC_ERROR_IN_PROGRESS);
      if (!passes || self->patience_ms < PAUSE_MS)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      self->patience_ms -= PAUSE_MS;
      ac_await (ac_future_delay (PAUSE_MS), NULL);
    }
}

static gboolean
seal_all (Rotation *self, GError **error)
{
  if (!run (self, begin, error))
    return FALSE;

  do
    {
      if (!run (self, seal_some, error))
        return FALSE;
      if (self->last != NULL)
        g_set_str (&self->after, self->last);
    }
  while (self->last != NULL);

  return run (self, count_left, error);
}

static DexFuture *
rotate_fiber (gpointer user_data)
{
  Rotation *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = FALSE;

  ac_lease_start (self->lease);
  done = seal_all (self, &error);
  ac_await (ac_lease_leave (self->lease), NULL);
  return done ? dex_future_new_for_uint (self->n_left)
              : dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_rotation_run (AcStore *store, AcVaultKeys *keys, guint lease_ms)
{
  Rotation *self = g_new0 (Rotation, 1);
  g_autofree char *ids = ac_vault_keys_list_ids (keys);

  ac_store_set_vault_keys (store, ids);
  self->store = g_object_ref (store);
  self->keys = ac_vault_keys_ref (keys);
  self->lease = ac_lease_new (store, lease_ms);
  self->patience_ms = lease_ms / 2 * 3;
  self->after = g_strdup ("");
  return dex_scheduler_spawn (NULL, 0, rotate_fiber, self, rotation_free);
}
