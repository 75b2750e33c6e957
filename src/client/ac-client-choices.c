/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-choices.h"
#include "ac-client-private.h"
#include "ac-future.h"

DexFuture *
ac_client_list_choices (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_future_scope (ac_wire_list (self->wire, "/v1/choices", AC_TYPE_USE_CHOICE,
                                        (AcNounFunc) ac_use_choice_from_json),
                          self->scope);
}

static GObject *
take_choice (AcClient *self, JsonNode *node, GError **error)
{
  return G_OBJECT (ac_use_choice_from_json (node, error));
}

DexFuture *
ac_client_set_choice (AcClient *self,
                      const char *account_id,
                      const char *recipient,
                      const char *purpose,
                      gboolean value,
                      const char *const *categories,
                      guint words_version)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  object = json_object_new ();
  ac_json_set_string (object, "account_id", account_id);
  ac_json_set_string (object, "recipient", recipient);
  ac_json_set_string (object, "purpose", purpose);
  json_object_set_boolean_member (object, "value", value);
  if (value)
    ac_json_set_strings (object, "categories", categories);
  json_object_set_int_member (object, "words_version", words_version);
  request = ac_wire_request (self->wire, "PUT", "/v1/choices");
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_choice, TRUE);
}

DexFuture *
ac_client_list_recipients (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_future_scope (
      ac_wire_list (self->wire, "/v1/recipients", AC_TYPE_PARTY, (AcNounFunc) ac_party_from_json),
      self->scope);
}

DexFuture *
ac_client_list_answers (AcClient *self, const char *choice_id)
{
  g_autofree char *path = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (choice_id != NULL);

  path = g_strdup_printf ("/v1/choices/%s/history", choice_id);
  return ac_future_scope (
      ac_wire_list (self->wire, path, AC_TYPE_RECEIPT, (AcNounFunc) ac_receipt_from_json),
      self->scope);
}

DexFuture *
ac_client_undo_choice (AcClient *self, AcUseChoice *choice, guint words_version)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_USE_CHOICE (choice));

  object = json_object_new ();
  ac_json_set_string (object, "receipt_id", ac_use_choice_get_facts (choice)->receipt_id);
  json_object_set_int_member (object, "words_version", words_version);
  request =
      ac_wire_request (self->wire, "POST", "/v1/choices/%s/undo", ac_use_choice_get_id (choice));
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_choice, TRUE);
}

static GObject *
take_privacy (AcClient *self, JsonNode *node, GError **error)
{
  return G_OBJECT (ac_privacy_from_json (node, error));
}

DexFuture *
ac_client_load_privacy (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask (self, ac_wire_request (self->wire, "GET", "/v1/privacy"), take_privacy,
                        TRUE);
}

DexFuture *
ac_client_set_privacy (AcClient *self, AcSetting setting, gboolean on, guint words_version)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  object = json_object_new ();
  json_object_set_boolean_member (object, ac_setting_get_member (setting), on);
  json_object_set_int_member (object, "words_version", words_version);
  request = ac_wire_request (self->wire, "PATCH", "/v1/privacy");
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_privacy, TRUE);
}
