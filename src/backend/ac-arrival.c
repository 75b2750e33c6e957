/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-arrival.h"
#include "ac-error.h"
#include "ac-future.h"

#define PAGE 100

typedef struct
{
  AcStore *store;
  AcVault *vault;
  char *person;
} Arrival;

static void
arrival_free (gpointer data)
{
  Arrival *self = data;

  g_object_unref (self->store);
  g_object_unref (self->vault);
  g_free (self->person);
  g_free (self);
}

static gboolean
ask_for_sign_in (AcStore *store, const char *person, AcAccount *account, GError **error)
{
  if (ac_account_get_state (account) == AC_ACCOUNT_REMOVING)
    return TRUE;

  ac_account_set_state (account, AC_ACCOUNT_ATTENTION, AC_ERROR_SECRET_LOST);
  return ac_store_update_account (store, person, account, error);
}

static GObject *
ask_for_sign_ins (AcStore *store, gpointer user_data, GError **error)
{
  const char *person = user_data;
  g_autofree char *last_id = NULL;
  guint n_items = PAGE;

  while (n_items == PAGE)
    {
      g_autoptr(GListStore) page = ac_store_list_accounts (store, person, last_id, PAGE, error);

      if (page == NULL)
        return NULL;

      n_items = g_list_model_get_n_items (G_LIST_MODEL (page));
      for (guint i = 0; i < n_items; i++)
        {
          g_autoptr(AcAccount) account = g_list_model_get_item (G_LIST_MODEL (page), i);

          g_set_str (&last_id, ac_account_get_id (account));
          if (!ask_for_sign_in (store, person, account, error))
            return NULL;
        }
    }

  return NULL;
}

static DexFuture *
settle_fiber (gpointer user_data)
{
  Arrival *self = user_data;
  g_autoptr(GError) error = NULL;

  if (ac_await (ac_vault_check (self->vault), &error) ||
      !g_error_matches (error, AC_ERROR, AC_ERROR_SECRET_LOST))
    return dex_future_new_true ();

  g_message ("The key of the vault did not come with the store: each account asks for its sign-in");
  return ac_store_run (self->store, ask_for_sign_ins, g_strdup (self->person), g_free);
}

DexFuture *
ac_arrival_settle (AcStore *store, AcVault *vault, const char *person)
{
  Arrival *self = NULL;

  if (!ac_store_was_moved (store))
    return dex_future_new_true ();

  self = g_new0 (Arrival, 1);
  self->store = g_object_ref (store);
  self->vault = g_object_ref (vault);
  self->person = g_strdup (person);
  return dex_scheduler_spawn (NULL, 0, settle_fiber, self, arrival_free);
}
