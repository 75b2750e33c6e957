/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ac-account.h"
#include "ac-known.h"
#include "ac-paths.h"
#include "ac-service-item.h"

#define SERVICES "services"
#define MAX_KNOWN 200

static char *
find_path (void)
{
  g_autofree char *folder = ac_paths_get_state_folder ();

  return g_build_filename (folder, "known.ini", NULL);
}

static void
set_string (GKeyFile *file, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
}

static void
put_account (GKeyFile *file, AcAccount *account)
{
  const char *id = ac_account_get_id (account);

  set_string (file, id, "service", ac_account_get_service (account));
  set_string (file, id, "handle", ac_account_get_handle (account));
  set_string (file, id, "name", ac_account_get_display_name (account));
}

/* Not being written costs the person some results of a search, so it is only logged. */
void
ac_known_save (GListModel *services, GListModel *accounts)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = find_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(AcServiceItem) item = g_list_model_get_item (services, i);

      g_key_file_set_string (file, SERVICES, ac_service_item_get_id (item),
                             ac_service_item_get_name (item));
    }

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      put_account (file, account);
    }

  (void) g_mkdir_with_parents (folder, 0700);
  text = g_key_file_to_data (file, &length, NULL);
  if (!g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_info ("What is known could not be written: %s", error->message);
}

static void
take_services (GKeyFile *file, GListStore *services)
{
  g_auto(GStrv) ids = g_key_file_get_keys (file, SERVICES, NULL, NULL);

  for (gsize i = 0; ids != NULL && i < MAX_KNOWN && ids[i] != NULL; i++)
    {
      AcService *service = g_new0 (AcService, 1);
      g_autoptr(AcServiceItem) item = NULL;

      service->id = g_strdup (ids[i]);
      service->name = g_key_file_get_string (file, SERVICES, ids[i], NULL);
      item = ac_service_item_new (service);
      if (service->name != NULL)
        g_list_store_append (services, item);
    }
}

static void
take_account (GKeyFile *file, const char *id, GListStore *accounts)
{
  g_autofree char *service = g_key_file_get_string (file, id, "service", NULL);
  g_autofree char *handle = g_key_file_get_string (file, id, "handle", NULL);
  g_autofree char *name = g_key_file_get_string (file, id, "name", NULL);
  g_autoptr(AcAccount) account = NULL;

  if (!g_uuid_string_is_valid (id) || service == NULL || handle == NULL)
    return;

  account = ac_account_new (id, service);
  ac_account_set_handle (account, handle);
  ac_account_set_display_name (account, name);
  g_list_store_append (accounts, account);
}

void
ac_known_load (GListStore *services, GListStore *accounts)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = find_path ();
  g_auto(GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;

  take_services (file, services);
  groups = g_key_file_get_groups (file, NULL);
  for (gsize i = 0; i < MAX_KNOWN && groups[i] != NULL; i++)
    take_account (file, groups[i], accounts);
}

void
ac_known_forget (void)
{
  g_autofree char *path = find_path ();

  (void) g_unlink (path);
}
