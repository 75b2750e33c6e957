/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-store-private.h"

GStrv
ac_store_list_apps (AcStore *self, const char *person, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT service FROM app_keys WHERE person_id = $1",
                                              "s", person);

  if (rows == NULL)
    return NULL;
  while (ac_rows_next (rows))
    g_strv_builder_add (builder, ac_rows_text (rows, 0));
  return g_strv_builder_end (builder);
}

GBytes *
ac_store_get_app (AcStore *self, const char *person, const char *service, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT sealed FROM app_keys WHERE person_id = $1 AND service = $2", "ss", person, service);

  if (rows == NULL)
    return NULL;
  if (ac_rows_next (rows))
    return ac_rows_blob (rows, 0);

  g_set_error (error, AC_ERROR, AC_ERROR_APP_KEYS, "There are no keys of a developer app for %s",
               service);
  return NULL;
}

gboolean
ac_store_set_app (AcStore *self,
                  const char *person,
                  const char *service,
                  GBytes *sealed,
                  const char *key_id,
                  GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error,
                              "DELETE FROM app_keys WHERE person_id = $1 AND service = $2", "ss",
                              person, service) &&
         (sealed == NULL ||
          ac_database_execute (database, NULL, error,
                               "INSERT INTO app_keys (person_id, service, sealed, key_id)"
                               " VALUES ($1, $2, $3, $4)",
                               "ssbs", person, service, sealed, key_id));
}
