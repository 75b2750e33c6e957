/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-grant.h"

char *
ac_grant_find_other (
    AcStore *store, AcConnector *connector, const char *person, AcAccount *account, GError **error)
{
  g_autofree char *grant = NULL;
  g_autoptr(GPtrArray) accounts = NULL;

  if (!ac_connector_shares_grants (connector))
    return NULL;

  grant = ac_connector_dup_grant (connector, account);
  accounts = ac_store_list_accounts_at (store, person, ac_account_get_service (account), error);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      AcAccount *other = g_ptr_array_index (accounts, i);
      g_autofree char *its = ac_connector_dup_grant (connector, other);

      if (!g_str_equal (ac_account_get_id (other), ac_account_get_id (account)) &&
          (grant == NULL || its == NULL || g_str_equal (grant, its)))
        return g_strdup (ac_account_get_id (other));
    }

  return NULL;
}

typedef struct
{
  AcConnector *connector;
  char *person;
  AcAccount *account;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->connector);
  g_object_unref (self->account);
  g_free (self->person);
  g_free (self);
}

/* Fails where another account needs the permission. */
static GObject *
check_alone (AcStore *store, gpointer user_data, GError **error)
{
  Question *question = user_data;
  g_autofree char *other =
      ac_grant_find_other (store, question->connector, question->person, question->account, error);

  if (other != NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "Another account needs it");
  return NULL;
}

void
ac_grant_give_back (AcStore *store, AcConnector *connector, const char *person, AcAccess *access)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr(GError) error = NULL;

  question->connector = g_object_ref (connector);
  question->person = g_strdup (person);
  question->account = g_object_ref (ac_access_get_account (access));
  if (!ac_await (ac_store_run (store, check_alone, question, question_free), &error) ||
      !ac_await (ac_connector_revoke (connector, access), &error))
    g_debug ("A permission was not taken back: %s", error->message);
}

AcPut
ac_grant_get_put (AcConnector *connector)
{
  return ac_connector_shares_grants (connector) ? AC_PUT_SHARED_GRANT : AC_PUT_OWN_GRANT;
}
