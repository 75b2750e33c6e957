/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-json.h"
#include "ac-store-data.h"
#include "ac-store-private.h"
#include "ac-store-rules.h"

#define USE_ACCURACY_MS (60 * 1000) /* each change is an event */

static AcAccount *
read_account (AcRows *rows, GError **error)
{
  const char *noun = ac_rows_text (rows, 0);
  g_autoptr(GBytes) bytes = g_bytes_new (noun, strlen (noun));
  g_autoptr(JsonNode) node = ac_json_parse (bytes, AC_JSON_MAX_SIZE, error);
  AcAccount *account = node != NULL ? ac_account_from_json (node, error) : NULL;

  if (account != NULL)
    ac_account_set_paused_until (account, ac_rows_int (rows, 1));
  return account;
}

static char *
write_account (AcAccount *account)
{
  g_autoptr(JsonNode) node = ac_account_to_json (account);

  return json_to_string (node, FALSE);
}

gboolean
ac_store_add_account (AcStore *self,
                      const char *person,
                      AcAccount *account,
                      GBytes *sealed,
                      const char *key_id,
                      GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autofree char *noun = write_account (account);

  return ac_database_execute (
             database, NULL, error,
             "INSERT INTO account (person_id, id, service, server, remote_id, noun, sealed, key_id,"
             " paused_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
             "ssssssbsi", person, ac_account_get_id (account), ac_account_get_service (account),
             ac_account_get_server (account), ac_account_get_remote_id (account), noun, sealed,
             key_id, ac_account_get_paused_until (account)) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE person SET n_accounts = n_accounts + 1 WHERE id = $1", "s",
                              person) &&
         ac_store_add_event (self, person, "account", ac_account_get_id (account), NULL, error);
}

char *
ac_store_find_account (AcStore *self,
                       const char *person,
                       const char *service,
                       const char *server,
                       const char *remote_id,
                       GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT id FROM account WHERE person_id = $1 AND "
                                              "service = $2 AND server = $3 AND remote_id = $4"
                                              " AND unconfirmed IS NULL",
                                              "ssss", person, service, server, remote_id);

  return rows != NULL && ac_rows_next (rows) ? g_strdup (ac_rows_text (rows, 0)) : NULL;
}

AcAccount *
ac_store_get_account (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT noun, paused_until FROM account WHERE "
                                              "person_id = $1 AND id = $2 AND unconfirmed IS NULL",
                                              "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_account (rows, error);
}

AcAccount *
ac_store_get_any_account (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT noun, paused_until FROM account WHERE person_id = $1 AND id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_account (rows, error);
}

GListStore *
ac_store_list_accounts (
    AcStore *self, const char *person, const char *after_id, guint limit, GError **error)
{
  g_autoptr(GListStore) accounts = g_list_store_new (AC_TYPE_ACCOUNT);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT noun, paused_until FROM account WHERE person_id = $1 AND id > $2"
      " AND unconfirmed IS NULL ORDER BY id LIMIT $3",
      "ssi", person, after_id != NULL ? after_id : "", AC_INT (limit));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcAccount) account = read_account (rows, error);

      if (account == NULL)
        return NULL;
      g_list_store_append (accounts, account);
    }

  return g_steal_pointer (&accounts);
}

gboolean
ac_store_update_account (AcStore *self, const char *person, AcAccount *account, GError **error)
{
  g_autofree char *noun = write_account (account);
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE account SET noun = $1 WHERE person_id = $2 AND id = $3", "sss",
                            noun, person, ac_account_get_id (account)))
    return FALSE;
  if (changed == 0)
    return ac_store_not_found (error);

  return ac_store_add_event (self, person, "account", ac_account_get_id (account), NULL, error);
}

gboolean
ac_store_note_use (AcStore *self, const char *person, const char *account_id, GError **error)
{
  const gint64 now = ac_clock_now_ms ();
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcAccount) account = ac_store_get_account (self, person, account_id, &failure);

  /* What was sent last must be kept, also when the account has gone meanwhile. */
  if (g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return TRUE;
  if (account == NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (now - ac_account_get_last_used_at (account) < USE_ACCURACY_MS)
    return TRUE;

  ac_account_set_last_used_at (account, now);
  return ac_store_update_account (self, person, account, error);
}

gboolean
ac_store_set_sealed (AcStore *self,
                     const char *person,
                     const char *account_id,
                     GBytes *sealed,
                     const char *key_id,
                     GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE account SET sealed = $1, refresher = NULL, key_id = $2"
                            " WHERE person_id = $3 AND id = $4",
                            "bsss", sealed, key_id, person, account_id))
    return FALSE;

  return changed > 0 || ac_store_not_found (error);
}

GBytes *
ac_store_get_sealed (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT sealed FROM account WHERE person_id = $1 AND id = $2", "ss", person, account_id);
  GBytes *sealed = NULL;

  if (rows == NULL)
    return NULL;

  if (ac_rows_next (rows))
    sealed = ac_rows_blob (rows, 0);
  if (sealed == NULL)
    ac_store_not_found (error);
  return sealed;
}

/* Nobody's, or that of a process which is dead. One's own is left from a time when the store could
 * not be told. */
static gboolean
is_free (AcStore *self, const char *refresher, gboolean lives)
{
  return refresher == NULL || !lives || g_strcmp0 (refresher, ac_store_get_process (self)) == 0;
}

GBytes *
ac_store_lock_sealed (
    AcStore *self, const char *person, const char *account_id, gboolean *locked, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(GBytes) sealed = NULL;
  g_autoptr(AcRows) rows = NULL;

  if (!ac_store_check_alive (self, error) ||
      !(rows = ac_database_query (database, error,
                                  "SELECT account.sealed, account.refresher, process.id"
                                  " FROM account LEFT JOIN process"
                                  " ON process.id = account.refresher"
                                  " WHERE account.person_id = $1 AND account.id = $2",
                                  "ss", person, account_id)))
    return NULL;
  if (!ac_rows_next (rows) || !(sealed = ac_rows_blob (rows, 0)))
    return ac_store_not_found (error), NULL;

  *locked = is_free (self, ac_rows_text (rows, 1), ac_rows_text (rows, 2) != NULL);
  if (*locked &&
      !ac_database_execute (database, NULL, error,
                            "UPDATE account SET refresher = $1 WHERE person_id = $2 AND id = $3",
                            "sss", ac_store_get_process (self), person, account_id))
    return NULL;

  return g_steal_pointer (&sealed);
}

gboolean
ac_store_unlock_sealed (AcStore *self, const char *person, const char *account_id, GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "UPDATE account SET refresher = NULL WHERE person_id = $1 AND id = $2 AND refresher = $3",
      "sss", person, account_id, ac_store_get_process (self));
}

gboolean
ac_store_renew_sealed (AcStore *self,
                       const char *person,
                       const char *account_id,
                       GBytes *before,
                       GBytes *sealed,
                       const char *key_id,
                       GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE account SET sealed = $1, refresher = NULL, key_id = $6"
                            " WHERE person_id = $2 AND id = $3"
                            " AND (refresher = $4 OR sealed = $5 OR sealed = $1)",
                            "bsssbs", sealed, person, account_id, ac_store_get_process (self),
                            before, key_id))
    return FALSE;

  if (changed == 0)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT,
                         "Other credentials stand there by now");
  return changed > 0;
}

gboolean
ac_store_delete_account (AcStore *self, const char *person, const char *id, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 changed = 0;

  /* What nobody has confirmed was never counted, and nobody knows of it. */
  if (!ac_database_execute (database, &changed, error,
                            "DELETE FROM account WHERE person_id = $1 AND id = $2"
                            " AND unconfirmed IS NOT NULL",
                            "ss", person, id))
    return FALSE;
  if (changed > 0)
    return TRUE;

  if (!ac_database_execute (database, &changed, error,
                            "DELETE FROM account WHERE person_id = $1 AND id = $2", "ss", person,
                            id))
    return FALSE;
  if (changed == 0)
    return ac_store_not_found (error);

  return ac_store_forget_data (self, person, id, error) &&
         ac_store_delete_rules_of_account (self, person, id, error) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE person SET n_accounts = n_accounts - 1 WHERE id = $1", "s",
                              person) &&
         ac_store_add_event (self, person, "account-removed", id, NULL, error);
}
