/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-named-account.h"
#include "ac-noun-private.h"

static const AcJsonField account_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "handle", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { NULL },
};

void
ac_named_account_clear (AcNamedAccount *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->service, g_free);
  g_clear_pointer (&self->handle, g_free);
}

void
ac_named_account_set (AcNamedAccount *self, const char *id, const char *service, const char *handle)
{
  g_set_str (&self->id, id);
  g_set_str (&self->service, service);
  g_set_str (&self->handle, handle);
}

gboolean
ac_named_account_read (JsonObject *object, AcNamedAccount *self, GError **error)
{
  if (!ac_json_check (object, account_fields, AC_JSON_CLOSED, error) ||
      !ac_noun_read_id (object, "id", error))
    return FALSE;

  ac_named_account_set (self, ac_json_get_string (object, "id"),
                        ac_json_get_string (object, "service"),
                        ac_json_get_string (object, "handle"));
  return TRUE;
}

JsonObject *
ac_named_account_write (const AcNamedAccount *self)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "service", self->service);
  ac_json_set_string (object, "handle", self->handle);
  return object;
}

gboolean
ac_named_accounts_read (
    JsonObject *object, AcNamedAccount *accounts, guint least, guint most, GError **error)
{
  JsonArray *array = ac_json_get_array (object, "accounts");
  guint n_accounts = array != NULL ? json_array_get_length (array) : 0;

  if (n_accounts < least)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "An account is missing");
      return FALSE;
    }

  for (guint i = 0; i < MIN (n_accounts, most); i++)
    {
      JsonObject *from = ac_noun_open (json_array_get_element (array, i), account_fields, error);

      if (from == NULL || !ac_named_account_read (from, &accounts[i], error))
        return FALSE;
    }

  return TRUE;
}

void
ac_named_accounts_write (JsonObject *object, const AcNamedAccount *accounts, guint most)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < most && accounts[i].id != NULL; i++)
    json_array_add_object_element (array, ac_named_account_write (&accounts[i]));

  json_object_set_array_member (object, "accounts", array);
}
