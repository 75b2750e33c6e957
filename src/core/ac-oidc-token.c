/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-base64url.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-jwt.h"
#include "ac-oidc-private.h"

#define MAX_TOKEN 16384
#define LONGEST_LIFE 86400 /* seconds */
#define LEEWAY_MS (60 * 1000)

static const AcJsonField token_fields[] = {
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_TOKEN },
  { "token_type", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "refresh_token", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_TOKEN },
  { "id_token", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_TOKEN },
  { "expires_in", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField claim_fields[] = {
  { "sub", AC_JSON_STRING, AC_JSON_REQUIRED, 255 },
  { "azp", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "at_hash", AC_JSON_STRING, AC_JSON_OPTIONAL, 128 },
  { "preferred_username", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { "name", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { NULL },
};

static gboolean
disbelieve (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The tokens are not to be believed: %s", what);
  return FALSE;
}

static AcKeySet *
load_keys (AcOidc *self, GError **error)
{
  const char *address = ac_json_get_string (self->metadata, "jwks_uri");
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", address);
  g_autoptr(AcHttpResponse) response = dex_await_object (ac_http_send (self->http, request), error);

  if (response == NULL)
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_BAD_REPLY, error), NULL;
  return ac_key_set_parse (ac_http_response_get_body (response), error);
}

/* Core §3.1.3.6: the left half of the hash. Which hash is told by the token's algorithm; SHA-512
 * for Ed25519. */
static gboolean
is_hash_of (const char *hash, const char *token)
{
  guint8 short_digest[crypto_hash_sha256_BYTES];
  guint8 long_digest[crypto_hash_sha512_BYTES];
  g_autofree char *short_text = NULL;
  g_autofree char *long_text = NULL;

  crypto_hash_sha256 (short_digest, (const guint8 *) token, strlen (token));
  crypto_hash_sha512 (long_digest, (const guint8 *) token, strlen (token));
  short_text = ac_base64url_encode (short_digest, sizeof short_digest / 2);
  long_text = ac_base64url_encode (long_digest, sizeof long_digest / 2);
  return g_str_equal (hash, short_text) || g_str_equal (hash, long_text);
}

static void
take_person (AcOidcTokens *tokens, JsonObject *claims)
{
  const char *name = ac_json_get_string (claims, "preferred_username");

  tokens->subject = g_strdup (ac_json_get_string (claims, "sub"));
  tokens->person = g_strdup (name != NULL ? name : ac_json_get_string (claims, "name"));
}

/* Core §3.1.3.7. The keys are asked for each time: an ID token comes with a sign-in only. */
static gboolean
take_id_token (AcOidc *self,
               AcOidcTokens *tokens,
               const char *id_token,
               const char *access_token,
               const char *nonce,
               GError **error)
{
  const AcJwtRules rules = {
    .issuer = ac_oidc_get_issuer (self),
    .audience = self->client_id,
    .authorized = self->client_id,
    .nonce = nonce,
    .now_ms = ac_clock_now_ms (),
    .leeway_ms = LEEWAY_MS,
  };
  g_autoptr(AcKeySet) keys = load_keys (self, error);
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(GError) failure = NULL;
  const char *authorized = NULL;
  const char *hash = NULL;

  if (keys == NULL)
    return FALSE;
  if (!(claims = ac_jwt_verify (id_token, keys, &rules, &failure)))
    return disbelieve (error, failure->message);
  if (!ac_json_check (claims, claim_fields, AC_JSON_OPEN, error))
    return FALSE;

  authorized = ac_json_get_string (claims, "azp");
  if (authorized != NULL && !g_str_equal (authorized, self->client_id))
    return disbelieve (error, "they are another program's");
  hash = ac_json_get_string (claims, "at_hash");
  if (hash != NULL && !is_hash_of (hash, access_token))
    return disbelieve (error, "the access token is another one's");

  take_person (tokens, claims);
  return TRUE;
}

static SecretValue *
make_secret (const char *text)
{
  return text != NULL ? secret_value_new (text, -1, "text/plain") : NULL;
}

AcOidcTokens *
ac_oidc_take_tokens (
    AcOidc *self, AcHttpResponse *response, const char *nonce, gboolean id_token, GError **error)
{
  g_autoptr(JsonObject) object = ac_http_response_get_object (response, token_fields, error);
  g_autoptr(AcOidcTokens) tokens = g_new0 (AcOidcTokens, 1);
  const char *access_token = NULL;
  const char *proof = NULL;
  gint64 seconds = 0;

  if (object == NULL)
    return NULL;

  /* A plain token where a bound one was to come would be anybody's who finds it. */
  if (g_ascii_strcasecmp (ac_json_get_string (object, "token_type"),
                          self->key != NULL ? "DPoP" : "Bearer") != 0)
    return disbelieve (error, "they are of another kind"), NULL;

  access_token = ac_json_get_string (object, "access_token");
  proof = ac_json_get_string (object, "id_token");
  if (proof == NULL && id_token)
    return disbelieve (error, "nobody is named in them"), NULL;
  if (proof != NULL && !take_id_token (self, tokens, proof, access_token, nonce, error))
    return NULL;

  seconds = ac_json_get_integer (object, "expires_in");
  tokens->access_token = make_secret (access_token);
  tokens->refresh_token = make_secret (ac_json_get_string (object, "refresh_token"));
  tokens->expires_at = seconds > 0 ? ac_clock_now_ms () + MIN (seconds, LONGEST_LIFE) * 1000 : 0;
  return g_steal_pointer (&tokens);
}

AcOidcTokens *
ac_oidc_finish (AcOidc *self, AcOauthAttempt *attempt, const char *response_uri, GError **error)
{
  g_autoptr(SecretValue) code = ac_oauth_attempt_read_response (attempt, response_uri, error);
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  if (code == NULL)
    return NULL;

  request = ac_http_request_new ("POST", ac_json_get_string (self->metadata, "token_endpoint"));
  ac_http_request_set_form (
      request, "grant_type", "authorization_code", "client_id", self->client_id, "redirect_uri",
      ac_oauth_attempt_get_redirect_uri (attempt), "code", secret_value_get_text (code),
      "code_verifier", secret_value_get_text (ac_oauth_attempt_get_verifier (attempt)), "resource",
      self->resource, NULL);
  if (!(response = ac_oidc_post (self, request, error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error), NULL;

  return ac_oidc_take_tokens (self, response, ac_oauth_attempt_get_nonce (attempt), TRUE, error);
}

/* Only one answer says that the token is dead (RFC 6749 §5.2). */
static gboolean
refuse_refresh (AcHttpResponse *response, GError **error)
{
  g_autofree char *name = ac_http_response_get_error_name (response);

  return ac_http_response_refuse (response,
                                  g_strcmp0 (name, "invalid_grant") == 0 ? AC_ERROR_SIGN_IN_REQUIRED
                                                                         : AC_ERROR_BAD_REPLY,
                                  error);
}

AcOidcTokens *
ac_oidc_refresh (AcOidc *self, SecretValue *refresh_token, const char *subject, GError **error)
{
  const char *endpoint = ac_json_get_string (self->metadata, "token_endpoint");
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", endpoint);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOidcTokens) tokens = NULL;

  ac_http_request_set_form (request, "grant_type", "refresh_token", "client_id", self->client_id,
                            "refresh_token", secret_value_get_text (refresh_token), "resource",
                            self->resource, NULL);
  if (!(response = ac_oidc_post (self, request, error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return refuse_refresh (response, error), NULL;
  if (!(tokens = ac_oidc_take_tokens (self, response, NULL, FALSE, error)))
    return NULL;

  /* Core §12.2 */
  if (tokens->subject != NULL && !g_str_equal (tokens->subject, subject))
    return disbelieve (error, "they are another person's"), NULL;
  return g_steal_pointer (&tokens);
}

/* A token bound to a key is only taken back with a proof of that key. */
gboolean
ac_oidc_revoke (AcOidc *self, SecretValue *refresh_token, GError **error)
{
  const char *endpoint = ac_json_get_string (self->metadata, "revocation_endpoint");
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  if (endpoint == NULL)
    return TRUE;

  request = ac_http_request_new ("POST", endpoint);
  ac_http_request_set_form (request, "token", secret_value_get_text (refresh_token),
                            "token_type_hint", "refresh_token", "client_id", self->client_id, NULL);
  if (!(response = ac_oidc_post (self, request, error)))
    return FALSE;
  return ac_http_response_is_success (response) ||
         ac_http_response_refuse (response, AC_ERROR_BAD_REPLY, error);
}
