/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-keyring.h"
#include "ac-redirect.h"
#include "ac-session-index.h"

#define EARLY_MS (60 * 1000) /* a token is renewed this long before it ends */
#define BROWSER_SECONDS 600
#define MAX_ADDRESS 2048

struct _AcSession
{
  GObject parent_instance;
  AcHttp *http;
  char *id;
  char *name;
  char *address;
  char *issuer;
  char *client_id;
  char *subject;
  AcOidc *oidc;            /* (nullable): once it was needed */
  AcOauthAttempt *attempt; /* (nullable): under way */
  AcRedirect *redirect;
  DexPromise *response; /* of the browser */
  SecretValue *key;     /* (nullable): what access_token is bound to */
  SecretValue *access_token;
  gint64 expires_at;
  char *nonce; /* (nullable): the backend's latest */
};

G_DEFINE_FINAL_TYPE (AcSession, ac_session, G_TYPE_OBJECT)

static const AcJsonField resource_fields[] = {
  { "resource", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "authorization_servers", AC_JSON_ARRAY, AC_JSON_REQUIRED, 16 },
  { "client_id", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { NULL },
};

static const AcJsonField session_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
  { "address", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "issuer", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "client_id", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "subject", AC_JSON_STRING, AC_JSON_REQUIRED, 255 },
  { NULL },
};

static const AcJsonField secret_fields[] = {
  { "refresh_token", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "dpop_key", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { NULL },
};

static void
ac_session_finalize (GObject *object)
{
  AcSession *self = AC_SESSION (object);

  if (self->redirect != NULL)
    g_signal_handlers_disconnect_by_data (self->redirect, self);
  g_clear_object (&self->redirect);
  g_clear_object (&self->attempt);
  g_clear_object (&self->oidc);
  g_clear_object (&self->http);
  dex_clear (&self->response);
  g_clear_pointer (&self->key, secret_value_unref);
  g_clear_pointer (&self->access_token, secret_value_unref);
  g_free (self->id);
  g_free (self->name);
  g_free (self->address);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->subject);
  g_free (self->nonce);

  G_OBJECT_CLASS (ac_session_parent_class)->finalize (object);
}

static void
ac_session_class_init (AcSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_session_finalize;
}

static void
ac_session_init (AcSession *self)
{
}

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

/* Signed in to again, a backend keeps its place. */
static gboolean
choose_id (AcSession *self, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcSession) known = ac_session_index_find (self->http, self->address, &failure);

  if (known == NULL && !g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;

  self->id = known != NULL ? g_strdup (known->id) : ac_id_new ();
  return TRUE;
}

static gboolean
discover (AcSession *self, GError **error)
{
  if (self->oidc == NULL)
    self->oidc = ac_oidc_discover (self->http, self->issuer, self->client_id, self->address, error);
  return self->oidc != NULL;
}

AcSession *
ac_session_begin (AcHttp *http, const char *address, GError **error)
{
  g_autoptr(AcSession) self = g_object_new (AC_TYPE_SESSION, NULL);

  self->http = g_object_ref (http);
  if (!set_address (self, address, error) || !load_resource (self, error) ||
      !choose_id (self, error) || !discover (self, error) || !ac_oidc_make_key (self->oidc, error))
    return NULL;

  return g_steal_pointer (&self);
}

AcSession *
ac_session_new_for_json (AcHttp *http, JsonObject *object, GError **error)
{
  g_autoptr(AcSession) self = NULL;

  if (!ac_json_check (object, session_fields, AC_JSON_CLOSED, error))
    return NULL;

  self = g_object_new (AC_TYPE_SESSION, NULL);
  self->http = g_object_ref (http);
  self->id = g_strdup (ac_json_get_string (object, "id"));
  self->name = g_strdup (ac_json_get_string (object, "name"));
  self->address = g_strdup (ac_json_get_string (object, "address"));
  self->issuer = g_strdup (ac_json_get_string (object, "issuer"));
  self->client_id = g_strdup (ac_json_get_string (object, "client_id"));
  self->subject = g_strdup (ac_json_get_string (object, "subject"));
  if (!ac_id_is_valid (self->id))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This is no id");
      return NULL;
    }

  return g_steal_pointer (&self);
}

JsonNode *
ac_session_to_json (AcSession *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "name", self->name);
  ac_json_set_string (object, "address", self->address);
  ac_json_set_string (object, "issuer", self->issuer);
  ac_json_set_string (object, "client_id", self->client_id);
  ac_json_set_string (object, "subject", self->subject);
  json_node_take_object (node, object);
  return node;
}

const char *
ac_session_get_id (AcSession *self)
{
  return self->id;
}

const char *
ac_session_get_name (AcSession *self)
{
  return self->name;
}

const char *
ac_session_get_address (AcSession *self)
{
  return self->address;
}

const char *
ac_session_get_issuer (AcSession *self)
{
  return self->issuer;
}

AcHttp *
ac_session_get_http (AcSession *self)
{
  return self->http;
}

/* The one item in the keyring: a refresh token without its key is worth nothing. */
static SecretValue *
pack (AcSession *self, SecretValue *refresh_token)
{
  SecretValue *key = ac_oidc_get_key (self->oidc);
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char *text = NULL;

  ac_json_set_string (object, "refresh_token", secret_value_get_text (refresh_token));
  ac_json_set_string (object, "dpop_key", key != NULL ? secret_value_get_text (key) : NULL);
  text = json_to_string (node, FALSE);
  return secret_value_new_full (text, -1, "application/json", g_free);
}

/* Returns: the refresh token; the key goes where the requests are made */
static SecretValue *
unpack (AcSession *self, SecretValue *value, GError **error)
{
  gsize length = 0;
  const char *text = secret_value_get (value, &length);
  g_autoptr(GBytes) bytes = g_bytes_new (text, length);
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, secret_fields, AC_JSON_CLOSED, NULL);
  const char *key_text = object != NULL ? ac_json_get_string (object, "dpop_key") : NULL;
  g_autoptr(SecretValue) key = NULL;

  if (object == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SECRET_LOST, "The keyring's item is not ours");
      return NULL;
    }

  key = key_text != NULL ? secret_value_new (key_text, -1, "text/plain") : NULL;
  ac_oidc_set_key (self->oidc, key);
  return secret_value_new (ac_json_get_string (object, "refresh_token"), -1, "text/plain");
}

/* A refresh token that came replaces the one in the keyring before anything else is done with the
 * tokens: the old one may be dead by now. */
static gboolean
take_tokens (AcSession *self, AcOidcTokens *tokens, GError **error)
{
  SecretValue *key = ac_oidc_get_key (self->oidc);

  if (tokens->refresh_token != NULL)
    {
      g_autoptr(SecretValue) packed = pack (self, tokens->refresh_token);

      if (!ac_await (ac_keyring_store (AC_KEYRING_SIGN_IN, self->id, packed), error))
        return FALSE;
    }

  g_clear_pointer (&self->access_token, secret_value_unref);
  g_clear_pointer (&self->key, secret_value_unref);
  self->access_token = secret_value_ref (tokens->access_token);
  self->key = key != NULL ? secret_value_ref (key) : NULL;
  self->expires_at = tokens->expires_at;
  return TRUE;
}

static int
lock (AcSession *self, GError **error)
{
  g_autofree char *name = g_strconcat ("sign-in-", self->id, NULL);

  return ac_session_lock (name, error);
}

/* Takes tokens. What can't be kept is given back. */
static gboolean
keep (AcSession *self, AcOidcTokens *tokens, GError **error)
{
  g_autoptr(AcOidcTokens) owned = tokens;
  g_autofd int held = -1;

  if (owned == NULL)
    return FALSE;
  if (owned->refresh_token == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SCOPE_MISSING,
                           "The server lets nobody stay signed in");
      return FALSE;
    }

  g_set_str (&self->subject, owned->subject);
  if ((held = lock (self, error)) >= 0 && take_tokens (self, owned, error))
    {
      if (ac_session_index_add (self, error))
        return TRUE;
      ac_await (ac_keyring_clear (AC_KEYRING_SIGN_IN, self->id), NULL);
    }

  ac_oidc_revoke (self->oidc, owned->refresh_token, NULL);
  return FALSE;
}

static void
response_cb (AcRedirect *redirect, const char *uri, AcSession *self)
{
  if (dex_future_is_pending (DEX_FUTURE (self->response)))
    dex_promise_resolve_string (self->response, g_strdup (uri));
}

char *
ac_session_begin_browser (AcSession *self, GError **error)
{
  g_clear_object (&self->attempt);
  g_clear_object (&self->redirect);
  dex_clear (&self->response);
  if (!(self->redirect = ac_redirect_new (error)))
    return NULL;

  self->response = dex_promise_new ();
  g_signal_connect (self->redirect, "response", G_CALLBACK (response_cb), self);
  self->attempt = ac_oauth_attempt_new (ac_redirect_get_uri (self->redirect));
  return ac_oidc_begin (self->oidc, self->attempt, error);
}

gboolean
ac_session_finish_browser (AcSession *self, GError **error)
{
  g_autofree char *uri = dex_await_string (
      ac_future_deadline (dex_ref (DEX_FUTURE (self->response)), BROWSER_SECONDS), error);

  return uri != NULL && keep (self, ac_oidc_finish (self->oidc, self->attempt, uri, error), error);
}

AcOidcDevice *
ac_session_begin_device (AcSession *self, GError **error)
{
  return ac_oidc_begin_device (self->oidc, error);
}

gboolean
ac_session_finish_device (AcSession *self, const AcOidcDevice *device, GError **error)
{
  return keep (self, ac_oidc_wait_for_device (self->oidc, device, error), error);
}

static gboolean
is_fresh (AcSession *self)
{
  return self->access_token != NULL &&
         (self->expires_at == 0 || ac_clock_now_ms () < self->expires_at - EARLY_MS);
}

/* Under the lock: the keyring's token may be newer than the one that this process last saw, and two
 * that use the same one look like a thief to the provider. */
static SecretValue *
read_refresh_token (AcSession *self, GError **error)
{
  g_autoptr(SecretValue) value =
                dex_await_boxed (ac_keyring_lookup (AC_KEYRING_SIGN_IN, self->id, TRUE), error);

  return value != NULL ? unpack (self, value, error) : NULL;
}

static gboolean
renew (AcSession *self, GError **error)
{
  g_autofd int held = lock (self, error);
  g_autoptr(SecretValue) refresh_token = NULL;
  g_autoptr(AcOidcTokens) tokens = NULL;

  if (held < 0)
    return FALSE;
  if (is_fresh (self))
    return TRUE;

  return discover (self, error) && (refresh_token = read_refresh_token (self, error)) &&
         (tokens = ac_oidc_refresh (self->oidc, refresh_token, self->subject, error)) &&
         take_tokens (self, tokens, error);
}

gboolean
ac_session_authorize (AcSession *self, AcHttpRequest *request, GError **error)
{
  return (is_fresh (self) || renew (self, error)) &&
         ac_oauth_authorize (request, self->key, self->nonce, self->access_token, error);
}

static AcHttpResponse *
try_once (AcSession *self, AcHttpRequest *request, GError **error)
{
  g_autoptr(SecretValue) key = NULL;
  g_autoptr(SecretValue) token = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  if (!is_fresh (self) && !renew (self, error))
    return NULL;

  key = self->key != NULL ? secret_value_ref (self->key) : NULL;
  token = secret_value_ref (self->access_token);
  response = ac_oauth_send (self->http, request, key, token, &self->nonce, error);

  /* Ended before its time; another request may have brought a new one in the meantime. */
  if (response != NULL && ac_http_response_get_status (response) == 401 &&
      token == self->access_token)
    g_clear_pointer (&self->access_token, secret_value_unref);
  return g_steal_pointer (&response);
}

AcHttpResponse *
ac_session_send (AcSession *self, AcHttpRequest *request, GError **error)
{
  const gboolean old = is_fresh (self);
  g_autoptr(AcHttpResponse) response = try_once (self, request, error);

  if (response == NULL || !old || ac_http_response_get_status (response) != 401)
    return g_steal_pointer (&response);
  return try_once (self, request, error);
}

gboolean
ac_session_sign_out (AcSession *self, char **end_address, GError **error)
{
  g_autofd int held = lock (self, error);
  g_autoptr(SecretValue) refresh_token = NULL;
  g_autoptr(GError) failure = NULL;

  if (held < 0 || !discover (self, error))
    return FALSE;

  /* What the keyring lost can't be given back, and must not keep the person from signing out. */
  refresh_token = read_refresh_token (self, &failure);
  if (refresh_token == NULL && !g_error_matches (failure, AC_ERROR, AC_ERROR_SECRET_LOST))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (refresh_token != NULL && !ac_oidc_revoke (self->oidc, refresh_token, error))
    return FALSE;

  *end_address = ac_oidc_get_end_address (self->oidc);
  g_clear_pointer (&self->access_token, secret_value_unref);
  return ac_await (ac_keyring_clear (AC_KEYRING_SIGN_IN, self->id), error) &&
         ac_session_index_remove (self, error);
}
