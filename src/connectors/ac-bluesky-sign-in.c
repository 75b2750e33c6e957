/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-sign-in.h"

#include "ac-bluesky-private.h"
#include "ac-clock.h"

#define FORM "application/x-www-form-urlencoded"
struct _AcBlueskySignIn
{
  AcSignIn parent_instance;
  AcOauthAttempt *attempt;
  SecretValue *key;
  char *did; /* (nullable): who must come back, when a handle was typed */
  char *issuer;
  char *authorization_endpoint;
  char *token_endpoint;
  char *par_endpoint;
  char *revocation_endpoint;
  char *client_id;
  const char *scope;
  char *nonce;
};

G_DEFINE_FINAL_TYPE (AcBlueskySignIn, ac_bluesky_sign_in, AC_TYPE_SIGN_IN)

static const AcJsonField issuer_fields[] = {
  { "issuer", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "authorization_endpoint", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "token_endpoint", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "pushed_authorization_request_endpoint", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "revocation_endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "authorization_response_iss_parameter_supported", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField par_fields[] = { { "request_uri", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
                                          { NULL } };

static const AcJsonField token_fields[] = {
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "refresh_token", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "token_type", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "scope", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "sub", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "expires_in", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static void
ac_bluesky_sign_in_finalize (GObject *object)
{
  AcBlueskySignIn *self = AC_BLUESKY_SIGN_IN (object);

  g_clear_object (&self->attempt);
  g_clear_pointer (&self->key, secret_value_unref);
  g_free (self->did);
  g_free (self->issuer);
  g_free (self->authorization_endpoint);
  g_free (self->token_endpoint);
  g_free (self->par_endpoint);
  g_free (self->revocation_endpoint);
  g_free (self->client_id);
  g_free (self->nonce);
  G_OBJECT_CLASS (ac_bluesky_sign_in_parent_class)->finalize (object);
}

static void
ac_bluesky_sign_in_class_init (AcBlueskySignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_bluesky_sign_in_finalize;
}

static void
ac_bluesky_sign_in_init (AcBlueskySignIn *self)
{
}

static gboolean
take_endpoint (
    AcHttp *http, JsonObject *metadata, const char *name, char **endpoint, GError **error)
{
  const char *address = ac_json_get_string (metadata, name);
  g_autoptr(GUri) uri = NULL;

  if (address == NULL)
    return TRUE;
  if (!(uri = ac_http_parse_address (http, address, error)))
    return FALSE;
  *endpoint = g_strdup (address);
  return TRUE;
}

/* RFC 8414; the issuer must be exactly who was asked, and must promise to name itself in its answer
 * (RFC 9207). */
static gboolean
load_issuer (AcBlueskySignIn *self, AcCall *call, const char *server, GError **error)
{
  g_autofree char *issuer = ac_bluesky_find_issuer (call, server, error);
  g_autofree char *address = NULL;
  g_autoptr(JsonObject) metadata = NULL;

  if (issuer == NULL)
    return FALSE;
  address = g_strconcat (issuer, "/.well-known/oauth-authorization-server", NULL);
  if (!(metadata =
            ac_call_get_object (call->http, address, issuer_fields, AC_ERROR_NOT_A_SERVICE, error)))
    return FALSE;
  if (!g_str_equal (ac_json_get_string (metadata, "issuer"), issuer) ||
      !ac_json_get_boolean (metadata, "authorization_response_iss_parameter_supported"))
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                        "The sign-in server is not who it should be"),
           FALSE;

  self->issuer = g_steal_pointer (&issuer);
  ac_oauth_attempt_expect_issuer (self->attempt, self->issuer, TRUE);
  return take_endpoint (call->http, metadata, "authorization_endpoint",
                        &self->authorization_endpoint, error) &&
         take_endpoint (call->http, metadata, "token_endpoint", &self->token_endpoint, error) &&
         take_endpoint (call->http, metadata, "pushed_authorization_request_endpoint",
                        &self->par_endpoint, error) &&
         take_endpoint (call->http, metadata, "revocation_endpoint", &self->revocation_endpoint,
                        error);
}

/* Without metadata published for this build, the client that the protocol gives to programs in
 * development. */
static char *
make_client_id (const char *redirect_uri, const char *scope)
{
  g_autofree char *redirect = g_uri_escape_string (redirect_uri, NULL, FALSE);
  g_autofree char *scopes = g_uri_escape_string (scope, NULL, FALSE);

  if (*BLUESKY_CLIENT_ID != '\0')
    return g_strdup (BLUESKY_CLIENT_ID);
  return g_strdup_printf ("http://localhost?redirect_uri=%s&scope=%s", redirect, scopes);
}

/* RFC 9126 */
static AcHttpResponse *
push_request (
    AcBlueskySignIn *self, AcHttp *http, const char *scope, const char *hint, GError **error)
{
  const char *redirect = ac_oauth_attempt_get_redirect_uri (self->attempt);
  g_autofree char *challenge = ac_oauth_attempt_get_challenge (self->attempt);
  g_autoptr(GBytes) body = NULL;
  AcBlueskyMessage message = { "POST", self->par_endpoint, FORM, NULL };
  gboolean unsent = FALSE;

  g_clear_pointer (&self->client_id, g_free);
  self->client_id = make_client_id (redirect, scope);
  self->scope = scope;
  message.body = body = ac_bluesky_form (
      "client_id", self->client_id, "response_type", "code", "redirect_uri", redirect, "scope",
      scope, "state", ac_oauth_attempt_get_state (self->attempt), "code_challenge", challenge,
      "code_challenge_method", "S256", "login_hint", hint, NULL);
  return ac_bluesky_send_proven (http, &message, self->key, NULL, &self->nonce, &unsent, error);
}

/* Servers do not list what they can grant in part, so the narrow scope is tried first. */
static AcHttpResponse *
push_request_narrow_first (AcBlueskySignIn *self, AcHttp *http, const char *hint, GError **error)
{
  g_autoptr(AcHttpResponse) response =
                push_request (self, http, AC_BLUESKY_NARROW_SCOPE, hint, error);
  g_autofree char *name = NULL;

  if (response == NULL || ac_http_response_get_status (response) != 400)
    return g_steal_pointer (&response);
  name = ac_http_response_get_error_name (response);
  if (g_strcmp0 (name, "invalid_scope") != 0 && g_strcmp0 (name, "invalid_client_metadata") != 0)
    return g_steal_pointer (&response);
  return push_request (self, http, AC_BLUESKY_WIDE_SCOPE, hint, error);
}

static gboolean
set_authorization_url (AcBlueskySignIn *self, AcHttpResponse *response, GError **error)
{
  g_autoptr(JsonObject) pushed = NULL;
  g_autofree char *client_id = g_uri_escape_string (self->client_id, NULL, FALSE);
  g_autofree char *request_uri = NULL;
  g_autofree char *url = NULL;

  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error);
  if (!(pushed = ac_http_response_get_object (response, par_fields, error)))
    return FALSE;
  request_uri = g_uri_escape_string (ac_json_get_string (pushed, "request_uri"), NULL, FALSE);
  url = g_strdup_printf ("%s?client_id=%s&request_uri=%s", self->authorization_endpoint, client_id,
                         request_uri);
  ac_sign_in_set_authorization_url (AC_SIGN_IN (self), url);
  return TRUE;
}

DexFuture *
ac_bluesky_begin_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcBlueskySignIn) self = g_object_new (AC_TYPE_BLUESKY_SIGN_IN, NULL);
  g_autoptr(AcBlueskyIdentity) identity = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autofree char *server = NULL;
  g_autoptr(GError) error = NULL;
  const char *hint = NULL;

  self->attempt = ac_oauth_attempt_new (call->text);
  if (!(self->key = ac_jose_key_new (&error)) ||
      !(server = ac_bluesky_find_server (call, call->server, &identity, &error)) ||
      !(load_issuer (self, call, server, &error) || ac_call_name_stranger (&error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (identity != NULL)
    {
      self->did = g_strdup (identity->did);
      hint = identity->handle != NULL ? identity->handle : identity->did;
    }
  if (!(response = push_request_narrow_first (self, call->http, hint, &error)) ||
      !set_authorization_url (self, response, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_steal_pointer (&self));
}

static JsonObject *
ask_for_token (AcBlueskySignIn *self, AcHttp *http, SecretValue *code, GError **error)
{
  g_autoptr(GBytes) body = ac_bluesky_form (
      "grant_type", "authorization_code", "client_id", self->client_id, "redirect_uri",
      ac_oauth_attempt_get_redirect_uri (self->attempt), "code", secret_value_get_text (code),
      "code_verifier", secret_value_get_text (ac_oauth_attempt_get_verifier (self->attempt)), NULL);
  AcBlueskyMessage message = { "POST", self->token_endpoint, FORM, body };
  g_autoptr(AcHttpResponse) response = NULL;
  gboolean unsent = FALSE;

  if (!(response =
            ac_bluesky_send_proven (http, &message, self->key, NULL, &self->nonce, &unsent, error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error), NULL;
  return ac_http_response_get_object (response, token_fields, error);
}

static gboolean
check_token (AcBlueskySignIn *self, JsonObject *token, GError **error)
{
  g_auto(GStrv) granted = g_strsplit (ac_json_get_string (token, "scope"), " ", -1);
  g_auto(GStrv) asked = g_strsplit (self->scope, " ", -1);

  if (g_ascii_strcasecmp (ac_json_get_string (token, "token_type"), "DPoP") != 0)
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The token is not bound to our key"),
           FALSE;
  if (self->did != NULL && !g_str_equal (self->did, ac_json_get_string (token, "sub")))
    return g_set_error (error, AC_ERROR, AC_ERROR_WRONG_ACCOUNT, "Another account signed in"),
           FALSE;
  for (guint i = 0; asked[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) granted, asked[i]))
      return g_set_error (error, AC_ERROR, AC_ERROR_SCOPE_MISSING,
                          "The server granted less than is needed"),
             FALSE;
  return TRUE;
}

/* Any sign-in server can name any DID: only the one that the account's own server trusts may. */
static AcBlueskyIdentity *
prove_identity (AcBlueskySignIn *self, AcCall *call, const char *did, GError **error)
{
  g_autoptr(AcBlueskyIdentity) identity = ac_bluesky_identity_load (call, did, error);
  g_autofree char *issuer = NULL;

  if (identity == NULL || !(issuer = ac_bluesky_find_issuer (call, identity->pds, error)))
    return NULL;
  if (!g_str_equal (issuer, self->issuer))
    return g_set_error (error, AC_ERROR, AC_ERROR_WRONG_ACCOUNT,
                        "That server does not sign in for this account"),
           NULL;
  return g_steal_pointer (&identity);
}

static void
set_text (AcAccess *access, AcCredential which, const char *text)
{
  g_autoptr(SecretValue) value = text != NULL ? ac_call_secret (text) : NULL;

  ac_access_set_credential (access, which, value);
}

static AcAccess *
make_access (AcBlueskySignIn *self, JsonObject *token)
{
  g_autoptr(AcAccount) account = ac_account_new ("", ac_bluesky_service.id);
  AcAccess *access = ac_access_new (account);
  gint64 seconds = ac_json_get_integer (token, "expires_in");

  ac_account_set_scopes (account, ac_json_get_string (token, "scope"));
  ac_account_set_scopes_asked (account, self->scope);
  set_text (access, AC_CREDENTIAL_ACCESS_TOKEN, ac_json_get_string (token, "access_token"));
  set_text (access, AC_CREDENTIAL_REFRESH_TOKEN, ac_json_get_string (token, "refresh_token"));
  set_text (access, AC_CREDENTIAL_CLIENT_ID, self->client_id);
  set_text (access, AC_CREDENTIAL_TOKEN_ENDPOINT, self->token_endpoint);
  set_text (access, AC_CREDENTIAL_REVOCATION_ENDPOINT, self->revocation_endpoint);
  set_text (access, AC_CREDENTIAL_ISSUER, self->issuer);
  ac_access_set_credential (access, AC_CREDENTIAL_DPOP_KEY, self->key);
  ac_access_set_expires_at (access,
                            seconds > 0 ? ac_clock_now_ms () + MIN (seconds, 86400) * 1000 : 0);
  return access;
}

DexFuture *
ac_bluesky_finish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcBlueskySignIn *self = AC_BLUESKY_SIGN_IN (call->sign_in);
  g_autoptr(SecretValue) code = NULL;
  g_autoptr(JsonObject) token = NULL;
  g_autoptr(AcBlueskyIdentity) identity = NULL;
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(GError) error = NULL;

  if (!(code = ac_oauth_attempt_read_response (self->attempt, call->text, &error)) ||
      !(token = ask_for_token (self, call->http, code, &error)) ||
      !check_token (self, token, &error) ||
      !(identity = prove_identity (self, call, ac_json_get_string (token, "sub"), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  access = make_access (self, token);
  ac_bluesky_set_facts (call, ac_access_get_account (access), identity);
  return dex_future_new_take_object (g_steal_pointer (&access));
}
