/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-apps.h"
#include "ac-client-private.h"
#include "ac-future.h"

static GObject *
take_app (AcClient *self, JsonNode *node, GError **error)
{
  return G_OBJECT (ac_developer_app_from_json (node, error));
}

static AcHttpRequest *
make_request (AcClient *self, const char *method, const char *service, const char *verb)
{
  g_autofree char *id = g_uri_escape_string (service, NULL, FALSE);

  return ac_wire_request (self->wire, method, "/v1/services/%s/app%s", id, verb);
}

static DexFuture *
send_values (AcClient *self, AcHttpRequest *request, SecretValue *const values[AC_APP_N_KEYS])
{
  JsonObject *object = json_object_new ();

  for (AcAppKey key = 0; key < AC_APP_N_KEYS; key++)
    {
      const char *text = values[key] != NULL ? secret_value_get_text (values[key]) : NULL;

      if (values[key] != NULL && (text == NULL || !g_utf8_validate (text, -1, NULL)))
        {
          json_object_unref (object);
          g_object_unref (request);
          return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "A key is not UTF-8");
        }
      ac_json_set_string (object, ac_app_key_get_name (key), text);
    }

  ac_client_set_body (request, object);
  return ac_client_ask (self, request, take_app, TRUE);
}

DexFuture *
ac_client_load_app (AcClient *self, const char *service)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL);

  return ac_client_ask (self, make_request (self, "GET", service, ""), take_app, TRUE);
}

DexFuture *
ac_client_set_app (AcClient *self, const char *service, SecretValue *const values[AC_APP_N_KEYS])
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL);

  return send_values (self, make_request (self, "PUT", service, ""), values);
}

DexFuture *
ac_client_test_app (AcClient *self, const char *service, SecretValue *const values[AC_APP_N_KEYS])
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL);

  return send_values (self, make_request (self, "POST", service, "/test"), values);
}

DexFuture *
ac_client_forget_app (AcClient *self, const char *service)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL);

  return ac_client_ask (self, make_request (self, "DELETE", service, ""), NULL, FALSE);
}
