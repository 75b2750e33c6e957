/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-found-account.h"
#include "ac-noun-private.h"

static const AcJsonField found_fields[] = {
  { "remote_id", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "handle", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "display_name", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { "picture_url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { NULL },
};

AcFoundAccount *
ac_found_account_new (AcAccount *account)
{
  AcFoundAccount *self = g_new0 (AcFoundAccount, 1);

  self->remote_id = g_strdup (ac_account_get_remote_id (account));
  self->handle = g_strdup (ac_account_get_handle (account));
  self->display_name = g_strdup (ac_account_get_display_name (account));
  self->picture_url = g_strdup (ac_account_get_picture_url (account));
  return self;
}

AcFoundAccount *
ac_found_account_copy (const AcFoundAccount *self)
{
  AcFoundAccount *copy = g_new0 (AcFoundAccount, 1);

  copy->remote_id = g_strdup (self->remote_id);
  copy->handle = g_strdup (self->handle);
  copy->display_name = g_strdup (self->display_name);
  copy->picture_url = g_strdup (self->picture_url);
  return copy;
}

void
ac_found_account_free (AcFoundAccount *self)
{
  g_free (self->remote_id);
  g_free (self->handle);
  g_free (self->display_name);
  g_free (self->picture_url);
  g_free (self);
}

AcFoundAccount *
ac_found_account_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, found_fields, error);
  AcFoundAccount *self = NULL;

  if (object == NULL)
    return NULL;

  self = g_new0 (AcFoundAccount, 1);
  self->remote_id = g_strdup (ac_json_get_string (object, "remote_id"));
  self->handle = g_strdup (ac_json_get_string (object, "handle"));
  self->display_name = g_strdup (ac_json_get_string (object, "display_name"));
  self->picture_url = g_strdup (ac_json_get_string (object, "picture_url"));
  return self;
}

JsonNode *
ac_found_account_to_json (const AcFoundAccount *self)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "remote_id", self->remote_id);
  ac_json_set_string (object, "handle", self->handle);
  ac_json_set_string (object, "display_name", self->display_name);
  ac_json_set_string (object, "picture_url", self->picture_url);
  return ac_noun_close (object);
}
