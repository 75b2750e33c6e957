/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-session-index.h"
#include "ac-session-private.h"

#define BROWSER_SECONDS 600
#define MAX_ADDRESS 2048

static const AcJsonField resource_fields[] = {
  { "resource", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "authorization_servers", AC_JSON_ARRAY, AC_JSON_REQUIRED, 16 },
  { "client_id", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { NULL },
};

/* RFC 9728 §3.3: a description of another resource would let its tokens be asked for here. */
static gboolean
take_resource (AcSession *self, JsonObject *object, GError **error)
{
  JsonArray *servers = ac_json_get_array (object, "authorization_servers");
  JsonNode *first =
      json_array_get_length (servers) > 0 ? json_array_get_element (servers, 0) : NULL;

  if (!g_str_equal (ac_json_get_string (object, "resource"), self->address) || first == NULL ||
      json_node_get_value_type (first) != G_TYPE_STRING)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                           "The backend describes another one");
      return FALSE;
    }

  self->issuer = g_strdup (json_node_get_string (first));
  self->client_id = g_strdup (ac_json_get_string (object, "client_id"));
  return TRUE;
}

static gboolean
load_resource (AcSession *self, GError **error)
{
  g_autofree char *uri = g_strconcat (self->address, "/.well-known/oauth-protected-resource", NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) object = NULL;

  ac_http_request_set_header (request, "Accept", "application/json");
  if (!(response = dex_await_object (ac_http_send (self->http, request), error)))
    return FALSE;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_NOT_A_SERVICE, error);
  if (!(object = ac_http_response_get_object (response, resource_fields, NULL)))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_A_SERVICE, "There is no such backend");
      return FALSE;
    }

  return take_resource (self, object, error);
}

static gboolean
set_address (AcSession *self, const char *address, GError **error)
{
  g_autoptr(GUri) uri = ac_http_parse_address (self->http, address, error);

  if (uri == NULL)
    return FALSE;
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      (*g_uri_get_path (uri) != '\0' && !g_str_equal (g_uri_get_path (uri), "/")))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A backend has a host of its own");
      return FALSE;
    }

  self->address = ac_http_origin (uri);
  self->name = g_strdup (strstr (self->address, "://") + strlen ("://"));
  return TRUE;
}

/* Signed in to again, a backend keeps its place; but not the one of a sign-in that is still to be
 * given back. */
static gboolean
choose_id (AcSession *self, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcSession) known = ac_session_index_find (self->http, self->address, &failure);

  if (known == NULL && !g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;

  self->id = known != NULL && !known->signing_out ? g_strdup (known->id) : ac_id_new ();
  return TRUE;
}

AcSession *
ac_session_begin (AcHttp *http, const char *address, GError **error)
{
  g_autoptr(AcSession) self = g_object_new (AC_TYPE_SESSION, NULL);

  self->http = g_object_ref (http);
  if (!set_address (self, address, error) || !load_resource (self, error) ||
      !choose_id (self, error) || !ac_session_discover (self, error) ||
      !ac_oidc_make_key (self->oidc, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
response_cb (AcRedirect *redirect, const char *uri, AcSession *self)
{
  if (dex_future_is_pending (DEX_FUTURE (self->response)))
    dex_promise_resolve_string (self->response, g_strdup (uri));
}

static void
close_redirect (AcSession *self)
{
  if (self->redirect != NULL)
    g_signal_handlers_disconnect_by_data (self->redirect, self);
  g_clear_object (&self->redirect);
}

/* One that was given up may be begun anew, in another way, too. */
static void
renew_scope (AcSession *self)
{
  g_cancellable_cancel (self->scope);
  g_object_unref (self->scope);
  self->scope = g_cancellable_new ();
}

char *
ac_session_begin_browser (AcSession *self, GError **error)
{
  close_redirect (self);
  renew_scope (self);
  g_clear_object (&self->attempt);
  dex_clear (&self->response);
  if (!(self->redirect = ac_redirect_new (getuid (), error)))
    return NULL;

  self->response = dex_promise_new ();
  g_signal_connect_object (self->redirect, "response", G_CALLBACK (response_cb), self,
                           G_CONNECT_DEFAULT);
  self->attempt = ac_oauth_attempt_new (ac_redirect_get_uri (self->redirect));
  return ac_oidc_begin (self->oidc, self->attempt, error);
}

void
ac_session_cancel (AcSession *self)
{
  close_redirect (self);
  g_cancellable_cancel (self->scope);
}

/* Only what begins with our address ends the wait: a slip of the hand leaves the attempt alone. */
gboolean
ac_session_take_response (AcSession *self, const char *uri, GError **error)
{
  const char *expected = self->redirect != NULL ? ac_redirect_get_uri (self->redirect) : NULL;

  if (expected == NULL || !g_str_has_prefix (uri, expected) || uri[strlen (expected)] != '?')
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This is not where it ends");
      return FALSE;
    }

  response_cb (self->redirect, uri, self);
  return TRUE;
}

gboolean
ac_session_finish_browser (AcSession *self, GError **error)
{
  g_autoptr(GCancellable) scope = g_object_ref (self->scope);
  DexFuture *response = ac_future_deadline (dex_ref (DEX_FUTURE (self->response)), BROWSER_SECONDS);
  g_autofree char *uri = dex_await_string (ac_future_scope (response, scope), error);

  return uri != NULL &&
         ac_session_keep (self, ac_oidc_finish (self->oidc, self->attempt, uri, error), scope,
                          error);
}

gboolean
ac_session_has_device_codes (AcSession *self)
{
  return self->oidc != NULL && ac_oidc_has_device_codes (self->oidc);
}

AcOidcDevice *
ac_session_begin_device (AcSession *self, GError **error)
{
  renew_scope (self);
  return ac_oidc_begin_device (self->oidc, error);
}

gboolean
ac_session_finish_device (AcSession *self, const AcOidcDevice *device, GError **error)
{
  g_autoptr(GCancellable) scope = g_object_ref (self->scope);

  return ac_session_keep (self, ac_oidc_wait_for_device (self->oidc, device, scope, error), scope,
                          error);
}
