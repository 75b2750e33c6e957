/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-oidc-private.h"

#define MAX_ADDRESS 2048

G_DEFINE_FINAL_TYPE (AcOidc, ac_oidc, G_TYPE_OBJECT)

static const AcJsonField metadata_fields[] = {
  { "issuer", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "authorization_endpoint", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "token_endpoint", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "jwks_uri", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "pushed_authorization_request_endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_ADDRESS },
  { "device_authorization_endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_ADDRESS },
  { "revocation_endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_ADDRESS },
  { "end_session_endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_ADDRESS },
  { "require_pushed_authorization_requests", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "authorization_response_iss_parameter_supported", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "code_challenge_methods_supported", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 64 },
  { "dpop_signing_alg_values_supported", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 64 },
  { "scopes_supported", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 1024 },
  { NULL },
};

static const char *const endpoints[] = {
  "authorization_endpoint",
  "token_endpoint",
  "jwks_uri",
  "pushed_authorization_request_endpoint",
  "device_authorization_endpoint",
  "revocation_endpoint",
  "end_session_endpoint",
};

static const AcJsonField pushed_fields[] = {
  { "request_uri", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { NULL },
};

void
ac_oidc_tokens_free (AcOidcTokens *self)
{
  g_clear_pointer (&self->access_token, secret_value_unref);
  g_clear_pointer (&self->refresh_token, secret_value_unref);
  g_free (self->subject);
  g_free (self->person);
  g_free (self);
}

static void
ac_oidc_finalize (GObject *object)
{
  AcOidc *self = AC_OIDC (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->metadata, json_object_unref);
  g_clear_pointer (&self->key, secret_value_unref);
  g_free (self->client_id);
  g_free (self->resource);
  g_free (self->nonce);

  G_OBJECT_CLASS (ac_oidc_parent_class)->finalize (object);
}

static void
ac_oidc_class_init (AcOidcClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_oidc_finalize;
}

static void
ac_oidc_init (AcOidc *self)
{
}

static gboolean
lists (JsonObject *metadata, const char *name, const char *wanted)
{
  JsonArray *values = ac_json_get_array (metadata, name);

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      JsonNode *value = json_array_get_element (values, i);

      if (json_node_get_value_type (value) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (value), wanted))
        return TRUE;
    }

  return FALSE;
}

static gboolean
disbelieve (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The sign-in server is not to be believed: %s",
               what);
  return FALSE;
}

/* Discovery §4.3; another issuer's description under this address is how a mix-up begins. */
static gboolean
check_metadata (AcHttp *http, JsonObject *metadata, const char *issuer, GError **error)
{
  if (!g_str_equal (ac_json_get_string (metadata, "issuer"), issuer))
    return disbelieve (error, "it is another one");
  if (ac_json_get_array (metadata, "code_challenge_methods_supported") != NULL &&
      !lists (metadata, "code_challenge_methods_supported", "S256"))
    return disbelieve (error, "it can't do S256");

  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      const char *address = ac_json_get_string (metadata, endpoints[i]);
      g_autoptr(GUri) uri = NULL;

      if (address == NULL)
        continue;
      if (!(uri = ac_http_parse_address (http, address, error)))
        return FALSE;
      if (strchr (address, '#') != NULL)
        return disbelieve (error, "an address has a fragment");
    }

  return !ac_json_get_boolean (metadata, "require_pushed_authorization_requests") ||
         ac_json_get_string (metadata, "pushed_authorization_request_endpoint") != NULL ||
         disbelieve (error, "it wants a request pushed, but not where");
}

static JsonObject *
load_metadata (AcHttp *http, const char *issuer, GError **error)
{
  const gsize length = strlen (issuer) - (g_str_has_suffix (issuer, "/") ? 1 : 0);
  g_autofree char *address =
      g_strdup_printf ("%.*s/.well-known/openid-configuration", (int) length, issuer);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", address);
  g_autoptr(AcHttpResponse) response = NULL;

  ac_http_request_set_header (request, "Accept", "application/json");
  if (!(response = dex_await_object (ac_http_send (http, request), error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_NOT_A_SERVICE, error), NULL;
  return ac_http_response_get_object (response, metadata_fields, error);
}

AcOidc *
ac_oidc_discover (
    AcHttp *http, const char *issuer, const char *client_id, const char *resource, GError **error)
{
  g_autoptr(AcOidc) self = g_object_new (AC_TYPE_OIDC, NULL);

  if (strpbrk (issuer, "?#") != NULL)
    return disbelieve (error, "its name has a query or a fragment"), NULL;

  self->http = g_object_ref (http);
  self->client_id = g_strdup (client_id);
  self->resource = g_strdup (resource);
  if (!(self->metadata = load_metadata (http, issuer, error)) ||
      !check_metadata (http, self->metadata, issuer, error))
    return NULL;

  return g_steal_pointer (&self);
}

const char *
ac_oidc_get_issuer (AcOidc *self)
{
  return ac_json_get_string (self->metadata, "issuer");
}

gboolean
ac_oidc_make_key (AcOidc *self, GError **error)
{
  if (!lists (self->metadata, "dpop_signing_alg_values_supported", "ES256"))
    return TRUE;

  g_clear_pointer (&self->key, secret_value_unref);
  self->key = ac_jose_key_new (error);
  return self->key != NULL;
}

void
ac_oidc_set_key (AcOidc *self, SecretValue *key)
{
  g_clear_pointer (&self->key, secret_value_unref);
  self->key = key != NULL ? secret_value_ref (key) : NULL;
}

SecretValue *
ac_oidc_get_key (AcOidc *self)
{
  return self->key;
}

/* Core §5.4. A client may be refused for a scope that the provider doesn't know. */
const char *
ac_oidc_get_scope (AcOidc *self)
{
  return lists (self->metadata, "scopes_supported", "profile") ? "openid profile offline_access"
                                                               : "openid offline_access";
}

AcHttpResponse *
ac_oidc_post (AcOidc *self, AcHttpRequest *request, GError **error)
{
  ac_http_request_set_header (request, "Accept", "application/json");
  return ac_oauth_send (self->http, request, self->key, NULL, &self->nonce, error);
}

static char *
add_query (const char *address, const char *query)
{
  return g_strconcat (address, strchr (address, '?') != NULL ? "&" : "?", query, NULL);
}

/* Without a prompt for consent no provider gives a refresh token (Core §11). */
static char *
describe_request (AcOidc *self, AcOauthAttempt *attempt)
{
  g_autofree char *challenge = ac_oauth_attempt_get_challenge (attempt);

  return soup_form_encode ("client_id", self->client_id, "response_type", "code", "redirect_uri",
                           ac_oauth_attempt_get_redirect_uri (attempt), "scope",
                           ac_oidc_get_scope (self), "prompt", "consent", "state",
                           ac_oauth_attempt_get_state (attempt), "nonce",
                           ac_oauth_attempt_get_nonce (attempt), "code_challenge", challenge,
                           "code_challenge_method", "S256", "resource", self->resource, NULL);
}

/* RFC 9126. Returns: what of the request the browser still carries */
static char *
push (AcOidc *self, const char *endpoint, const char *form, GError **error)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", endpoint);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) pushed = NULL;

  ac_http_request_set_body (request, SOUP_FORM_MIME_TYPE_URLENCODED, body);
  if (!(response = ac_oidc_post (self, request, error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error), NULL;
  if (!(pushed = ac_http_response_get_object (response, pushed_fields, error)))
    return NULL;

  return soup_form_encode ("client_id", self->client_id, "request_uri",
                           ac_json_get_string (pushed, "request_uri"), NULL);
}

char *
ac_oidc_begin (AcOidc *self, AcOauthAttempt *attempt, GError **error)
{
  const char *endpoint =
      ac_json_get_string (self->metadata, "pushed_authorization_request_endpoint");
  g_autofree char *form = describe_request (self, attempt);
  g_autofree char *query = NULL;

  ac_oauth_attempt_expect_issuer (
      attempt, ac_oidc_get_issuer (self),
      ac_json_get_boolean (self->metadata, "authorization_response_iss_parameter_supported"));
  query = endpoint != NULL ? push (self, endpoint, form, error) : g_steal_pointer (&form);
  if (query == NULL)
    return NULL;

  return add_query (ac_json_get_string (self->metadata, "authorization_endpoint"), query);
}

char *
ac_oidc_get_end_address (AcOidc *self)
{
  const char *endpoint = ac_json_get_string (self->metadata, "end_session_endpoint");
  g_autofree char *query = soup_form_encode ("client_id", self->client_id, NULL);

  return endpoint != NULL ? add_query (endpoint, query) : NULL;
}
