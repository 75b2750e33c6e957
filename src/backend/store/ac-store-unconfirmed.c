/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

/* Accounts that somebody has signed in to but not said yet to be the right ones. They stand in the
 * table of accounts, so that their credentials are sealed and given back like any others', under a
 * name of their own instead of the one at the service. */

#define BEING_GIVEN_BACK G_MAXINT64

gboolean
ac_store_add_unconfirmed (AcStore *self,
                          const char *person,
                          AcAccount *account,
                          GBytes *sealed,
                          const char *key_id,
                          gint64 until,
                          GError **error)
{
  g_autoptr(JsonNode) node = ac_account_to_json (account);
  g_autofree char *noun = json_to_string (node, FALSE);
  const char *id = ac_account_get_id (account);

  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO account (person_id, id, service, server, remote_id, noun, sealed, key_id,"
      " unconfirmed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      "ssssssbsi", person, id, ac_account_get_service (account), ac_account_get_server (account),
      id, noun, sealed, key_id, until);
}

gboolean
ac_store_confirm_account (AcStore *self, const char *person, const char *id, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcAccount) account = ac_store_get_any_account (self, person, id, error);
  gint64 changed = 0;

  if (account == NULL ||
      !ac_database_execute (database, &changed, error,
                            "UPDATE account SET unconfirmed = NULL, remote_id = $1"
                            " WHERE person_id = $2 AND id = $3 AND unconfirmed < $4",
                            "sssi", ac_account_get_remote_id (account), person, id,
                            BEING_GIVEN_BACK))
    return FALSE;
  if (changed == 0)
    return ac_store_not_found (error);

  return ac_database_execute (database, NULL, error,
                              "UPDATE person SET n_accounts = n_accounts + 1 WHERE id = $1", "s",
                              person) &&
         ac_store_add_event (self, person, "account", id, NULL, error);
}

gboolean
ac_store_give_back (AcStore *self, const char *person, const char *id, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE account SET unconfirmed = $1"
                            " WHERE person_id = $2 AND id = $3 AND unconfirmed < $1",
                            "iss", BEING_GIVEN_BACK, person, id))
    return FALSE;

  return changed == 0 || ac_store_plan_revoke (self, person, id, error);
}

gboolean
ac_store_give_back_at (
    AcStore *self, const char *person, const char *id, gint64 due_at, GError **error)
{
  return ac_store_give_back (self, person, id, error) &&
         ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE step SET due_at = $1 WHERE person_id = $2 AND account_id = $3", "iss", due_at,
             person, id);
}

gboolean
ac_store_give_all_back (AcStore *self, gint64 before, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person_id, id FROM account WHERE unconfirmed < $1", "i", before);

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_store_give_back (self, ac_rows_text (rows, 0), ac_rows_text (rows, 1), error))
      return FALSE;

  return rows != NULL;
}

GPtrArray *
ac_store_list_accounts_at (AcStore *self, const char *person, const char *service, GError **error)
{
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT id FROM account WHERE person_id = $1 AND service = $2"
                                   " AND (unconfirmed IS NULL OR unconfirmed < $3)",
                                   "ssi", person, service, BEING_GIVEN_BACK);

  while (rows != NULL && ac_rows_next (rows))
    {
      g_autoptr(AcAccount) account =
                    ac_store_get_any_account (self, person, ac_rows_text (rows, 0), error);

      if (account == NULL)
        return NULL;
      if (ac_account_get_state (account) != AC_ACCOUNT_REMOVING)
        g_ptr_array_add (accounts, g_steal_pointer (&account));
    }

  return rows != NULL ? g_steal_pointer (&accounts) : NULL;
}

GListStore *
ac_store_list_all_accounts (AcStore *self, const char *person, GError **error)
{
  g_autoptr(GListStore) accounts = g_list_store_new (AC_TYPE_ACCOUNT);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT id FROM account WHERE person_id = $1", "s", person);

  while (rows != NULL && ac_rows_next (rows))
    {
      g_autoptr(AcAccount) account =
                    ac_store_get_any_account (self, person, ac_rows_text (rows, 0), error);

      if (account == NULL)
        return NULL;
      g_list_store_append (accounts, account);
    }

  return rows != NULL ? g_steal_pointer (&accounts) : NULL;
}
