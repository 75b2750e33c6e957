/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-app-keys.h"

#include "ac-error.h"
#include "ac-future.h"

typedef struct
{
  AcContext *context;
  char *service;
  SecretValue *packed; /* or NULL */
  AcVaultKeys *keys;   /* or NULL */
  GBytes *sealed;      /* as it was loaded */
} Work;

static void
work_clear (gpointer data)
{
  Work *self = data;

  g_free (self->service);
  g_clear_pointer (&self->packed, secret_value_unref);
  g_clear_pointer (&self->keys, ac_vault_keys_unref);
  g_clear_pointer (&self->sealed, g_bytes_unref);
}

static void
work_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, work_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_unref)

static Work *
work_new (AcContext *context, const char *service)
{
  Work *self = g_atomic_rc_box_new0 (Work);

  self->context = context;
  self->service = g_strdup (service);
  return self;
}

/* What it is sealed for, as credentials are for the id of their account. */
static char *
name_seal (const char *service)
{
  return g_strconcat ("app-", service, NULL);
}

GStrv
ac_app_keys_list (AcContext *context, AcStore *store, GError **error)
{
  g_autofree gpointer *names = NULL;

  if (context->config == NULL)
    return ac_store_list_apps (store, context->person, error);

  names = g_hash_table_get_keys_as_array (context->config->apps, NULL);
  return g_strdupv ((GStrv) names);
}

AcAppKeys
ac_app_keys_find_owner (AcContext *context, const AcService *service, const char *const *apps)
{
  if (service->app_keys == 0 || ac_graph_gives_keys (ac_connectors_get_graph (context->connectors)))
    return AC_APP_KEYS_NONE;
  if (!g_strv_contains (apps, service->id))
    return AC_APP_KEYS_MISSING;
  return context->config == NULL ? AC_APP_KEYS_OWN : AC_APP_KEYS_HOST;
}

static GObject *
load_sealed (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;

  work->sealed = ac_store_get_app (store, work->context->person, work->service, error);
  return NULL;
}

/* The work on the store's thread may outlive who waits for it. */
static gboolean
run (Work *work, AcStoreFunc func, GError **error)
{
  return ac_await (
      ac_store_run (work->context->store, func, g_atomic_rc_box_acquire (work), work_unref), error);
}

static SecretValue *
load_own (AcContext *context, const char *service, GError **error)
{
  g_autoptr(Work) work = work_new (context, service);
  g_autofree char *name = name_seal (service);

  if (!run (work, load_sealed, error) || !ac_await (ac_vault_open (context->vault), error) ||
      !(work->keys = ac_vault_dup_keys (context->vault, error)))
    return NULL;
  return ac_vault_keys_unseal (work->keys, name, work->sealed, error);
}

SecretValue *
ac_app_keys_load (gpointer user_data, const char *service, GError **error)
{
  AcContext *context = user_data;
  SecretValue *packed = NULL;

  if (context->config == NULL)
    return load_own (context, service, error);
  if ((packed = g_hash_table_lookup (context->config->apps, service)))
    return secret_value_ref (packed);

  g_set_error (error, AC_ERROR, AC_ERROR_APP_KEYS, "The host has no keys for %s", service);
  return NULL;
}

static GObject *
save_sealed (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_autofree char *name = name_seal (work->service);
  g_autofree char *key_id = NULL;
  g_autoptr(GBytes) sealed = NULL;

  if (work->packed != NULL &&
      !(sealed = ac_vault_seal (work->keys, store, name, work->packed, &key_id, error)))
    return NULL;
  ac_store_set_app (store, work->context->person, work->service, sealed, key_id, error);
  return NULL;
}

gboolean
ac_app_keys_save (AcContext *context, const char *service, SecretValue *packed, GError **error)
{
  g_autoptr(Work) work = work_new (context, service);

  if (packed != NULL && (!ac_await (ac_vault_open_anew (context->vault), error) ||
                         !(work->keys = ac_vault_dup_keys (context->vault, error))))
    return FALSE;

  work->packed = packed != NULL ? secret_value_ref (packed) : NULL;
  return run (work, save_sealed, error);
}
