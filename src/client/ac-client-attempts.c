/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "ac-client-private.h"
#include "ac-redirect.h"

static DexFuture *
refuse (const char *what)
{
  return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "%s", what);
}

static JsonObject *
describe_account (const char *service, const char *server, const char *account_id)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "service", service);
  ac_json_set_string (object, "server", server);
  ac_json_set_string (object, "account_id", account_id);
  return object;
}

static DexFuture *
send_response (AcClient *self, const char *attempt_id, const char *url)
{
  AcHttpRequest *request =
      ac_wire_request (self->wire, "POST", "/v1/link-attempts/%s/response", attempt_id);
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "url", url);
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_link_attempt, FALSE);
}

/* What hands the browser's answer on to a backend on another computer. */
typedef struct
{
  GWeakRef client;
  char *attempt_id;
} Return;

static void
return_free (gpointer data, GClosure *closure)
{
  Return *self = data;

  g_weak_ref_clear (&self->client);
  g_free (self->attempt_id);
  g_free (self);
}

static DexFuture *
not_handed_on_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  g_message ("What the browser brought could not be handed on: %s", error->message);
  return NULL;
}

static void
came_back_cb (AcRedirect *redirect, const char *uri, Return *back)
{
  g_autoptr(AcClient) client = g_weak_ref_get (&back->client);

  if (client != NULL)
    dex_future_disown (dex_future_catch (send_response (client, back->attempt_id, uri),
                                         not_handed_on_cb, NULL, NULL));
}

typedef struct
{
  GWeakRef client;
  AcRedirect *redirect;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *self = data;

  g_weak_ref_clear (&self->client);
  g_object_unref (self->redirect);
  g_free (self);
}

/* The port is open for as long as anybody knows of the attempt, and for one answer. */
static DexFuture *
wait_for_browser_cb (DexFuture *future, gpointer user_data)
{
  Wait *wait = user_data;
  AcLinkAttempt *attempt = g_value_get_object (dex_future_get_value (future, NULL));
  g_autoptr(AcClient) client = g_weak_ref_get (&wait->client);
  Return *back = g_new0 (Return, 1);

  g_weak_ref_init (&back->client, client);
  back->attempt_id = g_strdup (ac_link_attempt_get_id (attempt));
  g_signal_connect_data (wait->redirect, "response", G_CALLBACK (came_back_cb), back, return_free,
                         G_CONNECT_DEFAULT);
  g_object_set_data_full (G_OBJECT (attempt), "ac-redirect", g_object_ref (wait->redirect),
                          g_object_unref);
  return dex_ref (future);
}

static DexFuture *
begin_from_afar (AcClient *self, AcHttpRequest *request, JsonObject *body)
{
  g_autoptr(GError) error = NULL;
  Wait *wait = NULL;
  AcRedirect *redirect = ac_redirect_new (getuid (), &error);

  if (redirect == NULL)
    {
      g_object_unref (request);
      json_object_unref (body);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  wait = g_new0 (Wait, 1);
  g_weak_ref_init (&wait->client, self);
  wait->redirect = redirect;
  ac_json_set_string (body, "redirect_uri", ac_redirect_get_uri (redirect));
  ac_client_set_body (request, body);
  return dex_future_then (ac_client_ask (self, request, ac_client_take_link_attempt, TRUE),
                          wait_for_browser_cb, wait, wait_free);
}

/**
 * ac_client_begin_link:
 * @server: (nullable): as the person typed it
 * @account_id: (nullable): to sign in to this account again
 *
 * Returns: (transfer full): resolves to an #AcLinkAttempt that events keep fresh
 */
DexFuture *
ac_client_begin_link (AcClient *self,
                      const char *service,
                      const char *server,
                      const char *account_id,
                      gboolean confirm)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL);

  request = ac_wire_request (self->wire, "POST", "/v1/link-attempts");
  body = describe_account (service, server, account_id);
  json_object_set_boolean_member (body, "confirm", confirm);
  ac_client_set_key (request, NULL);
  if (ac_wire_get_session (self->wire) != NULL)
    return begin_from_afar (self, request, body);

  ac_client_set_body (request, body);
  return ac_client_ask (self, request, ac_client_take_link_attempt, TRUE);
}

DexFuture *
ac_client_paste_link_response (AcClient *self, AcLinkAttempt *attempt, const char *url)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_LINK_ATTEMPT (attempt));
  dex_return_error_if_fail (url != NULL);

  return g_utf8_validate (url, -1, NULL)
             ? send_response (self, ac_link_attempt_get_id (attempt), url)
             : refuse ("The address is not UTF-8");
}

DexFuture *
ac_client_begin_code (AcClient *self,
                      const char *service,
                      const char *number,
                      const char *account_id,
                      gboolean confirm)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL);
  dex_return_error_if_fail (number != NULL);

  if (!g_utf8_validate (number, -1, NULL))
    return refuse ("The number is not UTF-8");
  request = ac_wire_request (self->wire, "POST", "/v1/link-attempts");
  body = describe_account (service, NULL, account_id);
  ac_json_set_string (body, "number", number);
  json_object_set_boolean_member (body, "confirm", confirm);
  ac_client_set_key (request, NULL);
  ac_client_set_body (request, body);
  return ac_client_ask (self, request, ac_client_take_link_attempt, TRUE);
}

DexFuture *
ac_client_prove_link (AcClient *self, AcLinkAttempt *attempt, const char *code)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_LINK_ATTEMPT (attempt));
  dex_return_error_if_fail (code != NULL);

  if (!g_utf8_validate (code, -1, NULL))
    return refuse ("The code is not UTF-8");
  request = ac_wire_request (self->wire, "POST", "/v1/link-attempts/%s/code",
                             ac_link_attempt_get_id (attempt));
  body = json_object_new ();
  ac_json_set_string (body, "code", code);
  ac_client_set_body (request, body);
  return ac_client_ask (self, request, ac_client_take_link_attempt, TRUE);
}

DexFuture *
ac_client_send_code_again (AcClient *self, AcLinkAttempt *attempt)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_LINK_ATTEMPT (attempt));

  return ac_client_ask_about (self, "POST", "link-attempts", ac_link_attempt_get_id (attempt),
                              "/send-again", ac_client_take_link_attempt);
}

DexFuture *
ac_client_cancel_link (AcClient *self, AcLinkAttempt *attempt)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_LINK_ATTEMPT (attempt));

  return ac_client_ask (self,
                        ac_wire_request (self->wire, "DELETE", "/v1/link-attempts/%s",
                                         ac_link_attempt_get_id (attempt)),
                        NULL, FALSE);
}

static DexFuture *
send_password (AcClient *self,
               const char *service,
               const char *server,
               const char *identifier,
               SecretValue *password,
               const char *account_id,
               gboolean confirm)
{
  const char *text = secret_value_get_text (password);
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return refuse ("The password is not UTF-8");

  object = describe_account (service, server, account_id);
  ac_json_set_string (object, "identifier", identifier);
  ac_json_set_string (object, "password", text);
  json_object_set_boolean_member (object, "confirm", confirm);
  request = ac_wire_request (self->wire, "POST", "/v1/accounts");
  ac_client_set_key (request, NULL);
  ac_client_set_body (request, object);
  return ac_client_ask (self, request,
                        confirm ? ac_client_take_link_attempt : ac_client_take_account, TRUE);
}

/**
 * ac_client_add_account:
 * @password: an app password; never the person's own
 *
 * Returns: (transfer full): resolves to an #AcAccount; rejects with %AC_ERROR_WRONG_PASSWORD and
 *   what else the service says
 */
DexFuture *
ac_client_add_account (AcClient *self,
                       const char *service,
                       const char *server,
                       const char *identifier,
                       SecretValue *password,
                       const char *account_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL && identifier != NULL && password != NULL);

  return send_password (self, service, server, identifier, password, account_id, FALSE);
}

DexFuture *
ac_client_try_account (AcClient *self,
                       const char *service,
                       const char *server,
                       const char *identifier,
                       SecretValue *password,
                       const char *account_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (service != NULL && identifier != NULL && password != NULL);

  return send_password (self, service, server, identifier, password, account_id, TRUE);
}

DexFuture *
ac_client_confirm_link (AcClient *self, AcLinkAttempt *attempt, const char *choice)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_LINK_ATTEMPT (attempt));

  object = json_object_new ();
  ac_json_set_string (object, "choice", choice);
  request = ac_wire_request (self->wire, "POST", "/v1/link-attempts/%s/confirm",
                             ac_link_attempt_get_id (attempt));
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_link_attempt, TRUE);
}
