/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon-private.h"

#include <string.h>

#include "ac-mastodon-sign-in.h"

#define CLIENT_NAME "Accounts Center"

struct _AcMastodonSignIn
{
  AcSignIn parent_instance;
  AcMastodonServer *server;
  AcOauthAttempt *attempt;
  SecretValue *client_id;
  SecretValue *client_secret;
};

G_DEFINE_FINAL_TYPE (AcMastodonSignIn, ac_mastodon_sign_in, AC_TYPE_SIGN_IN)

static const AcJsonField app_fields[] = {
  { "client_id", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { "client_secret", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { NULL },
};

static const AcJsonField token_fields[] = {
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, 8192 },
  { "scope", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 1024 },
  { NULL },
};

static const AcJsonField account_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "username", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "display_name", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "avatar", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "fields", AC_JSON_ARRAY, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { NULL },
};

static void
ac_mastodon_sign_in_finalize (GObject *object)
{
  AcMastodonSignIn *self = AC_MASTODON_SIGN_IN (object);

  g_clear_pointer (&self->server, ac_mastodon_server_free);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->client_id, secret_value_unref);
  g_clear_pointer (&self->client_secret, secret_value_unref);
  G_OBJECT_CLASS (ac_mastodon_sign_in_parent_class)->finalize (object);
}

static void
ac_mastodon_sign_in_class_init (AcMastodonSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_mastodon_sign_in_finalize;
}

static void
ac_mastodon_sign_in_init (AcMastodonSignIn *self)
{
}

/* People also type their handle: what stands after its last at sign is the server. */
static char *
read_origin (AcHttp *http, const char *typed, GError **error)
{
  g_autofree char *address = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  const char *at = strstr (address, "://") == NULL ? strrchr (address, '@') : NULL;
  g_autoptr(GUri) uri = ac_http_parse_address (http, at != NULL ? at + 1 : address, error);

  return uri != NULL ? ac_http_origin (uri) : NULL;
}

/* Each attempt registers an app of its own, so that an answer for one can't be taken for the answer
 * to another. Form encoding and one address are what every server understands. */
static gboolean
register_app (AcMastodonSignIn *self, AcHttp *http, GError **error)
{
  g_autofree char *uri = g_strconcat (self->server->origin, "/api/v1/apps", NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", uri);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) app = NULL;

  ac_http_request_set_form (request, "client_name", CLIENT_NAME, "redirect_uris",
                            ac_oauth_attempt_get_redirect_uri (self->attempt), "scopes",
                            AC_MASTODON_SCOPES, NULL);
  if (!(response = ac_call_send (http, request, error)))
    return FALSE;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_NOT_A_SERVICE, error);
  if (!(app = ac_http_response_get_object (response, app_fields, error)))
    return FALSE;

  self->client_id = ac_call_secret (ac_json_get_string (app, "client_id"));
  self->client_secret = ac_call_secret (ac_json_get_string (app, "client_secret"));
  return TRUE;
}

static void
set_authorization_url (AcMastodonSignIn *self)
{
  g_autofree char *challenge = ac_oauth_attempt_get_challenge (self->attempt);
  g_autofree char *client_id =
      g_uri_escape_string (secret_value_get_text (self->client_id), NULL, FALSE);
  g_autofree char *redirect =
      g_uri_escape_string (ac_oauth_attempt_get_redirect_uri (self->attempt), NULL, FALSE);
  g_autofree char *scope = g_uri_escape_string (AC_MASTODON_SCOPES, NULL, FALSE);
  g_autofree char *url =
      g_strdup_printf ("%s/oauth/authorize?response_type=code&client_id=%s&redirect_uri=%s&scope=%s"
                       "&state=%s&code_challenge=%s&code_challenge_method=S256",
                       self->server->origin, client_id, redirect, scope,
                       ac_oauth_attempt_get_state (self->attempt), challenge);

  ac_sign_in_set_authorization_url (AC_SIGN_IN (self), url);
}

DexFuture *
ac_mastodon_begin_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcMastodonSignIn) self = g_object_new (AC_TYPE_MASTODON_SIGN_IN, NULL);
  g_autofree char *origin = NULL;
  g_autoptr(GError) error = NULL;

  self->attempt = ac_oauth_attempt_new (call->text);
  if (!(origin = read_origin (call->http, call->server, &error)) ||
      !(self->server = ac_mastodon_server_load (call->http, origin, &error)) ||
      !register_app (self, call->http, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  set_authorization_url (self);
  return dex_future_new_take_object (g_steal_pointer (&self));
}

static JsonObject *
ask_for_token (AcMastodonSignIn *self, AcHttp *http, SecretValue *code, GError **error)
{
  g_autofree char *uri = g_strconcat (self->server->origin, "/oauth/token", NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", uri);
  g_autoptr(AcHttpResponse) response = NULL;

  ac_http_request_set_form (
      request, "grant_type", "authorization_code", "code", secret_value_get_text (code),
      "client_id", secret_value_get_text (self->client_id), "client_secret",
      secret_value_get_text (self->client_secret), "redirect_uri",
      ac_oauth_attempt_get_redirect_uri (self->attempt), "code_verifier",
      secret_value_get_text (ac_oauth_attempt_get_verifier (self->attempt)), NULL);
  if (!(response = ac_call_send (http, request, error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error), NULL;
  return ac_http_response_get_object (response, token_fields, error);
}

/* snac grants without naming what; then it is what was asked for. */
static gboolean
covers_writing (const char *scopes)
{
  g_auto(GStrv) granted = g_strsplit (scopes, " ", -1);

  return g_strv_contains ((const char *const *) granted, "write") ||
         g_strv_contains ((const char *const *) granted, "write:statuses");
}

static void
set_server_facts (AcAccount *account, AcMastodonServer *server)
{
  ac_account_set_server (account, server->origin);
  ac_account_set_limits (account, &server->limits);
  ac_account_set_picture_limits (account, &server->picture_limits);
  ac_account_set_audiences (account, server->audiences);
}

/* Who the token belongs to, onto account. */
static gboolean
load_identity (
    AcHttp *http, AcAccess *access, AcAccount *account, const char *domain, GError **error)
{
  g_autoptr(AcHttpRequest) request =
                ac_mastodon_request_new (access, "GET", "/api/v1/accounts/verify_credentials");
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GPtrArray) links = NULL;
  g_autofree char *handle = NULL;
  const char *name = NULL;

  if (!(response = ac_call_send (http, request, error)))
    return FALSE;
  outcome = ac_mastodon_read_outcome (access, response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return ac_http_response_refuse (response, ac_outcome_get_error (outcome), error);
  if (!(object = ac_http_response_get_object (response, account_fields, error)))
    return FALSE;

  name = ac_json_get_string (object, "display_name");
  handle = g_strdup_printf ("@%s@%s", ac_json_get_string (object, "username"), domain);
  ac_account_set_remote_id (account, ac_json_get_string (object, "id"));
  ac_account_set_handle (account, handle);
  ac_account_set_display_name (
      account, name != NULL && *name != '\0' ? name : ac_json_get_string (object, "username"));
  ac_account_set_profile_url (account, ac_json_get_string (object, "url"));
  ac_account_set_picture_url (account, ac_json_get_string (object, "avatar"));
  links = ac_mastodon_read_links (ac_json_get_array (object, "fields"));
  ac_account_set_verified_links (account, links);
  return TRUE;
}

static AcAccess *
make_access (AcMastodonSignIn *self, JsonObject *token, GError **error)
{
  const char *scopes = ac_json_get_string (token, "scope");
  g_autoptr(AcAccount) account = ac_account_new ("", ac_mastodon_service.id);
  g_autoptr(AcAccess) access = ac_access_new (account);
  g_autoptr(SecretValue) access_token = ac_call_secret (ac_json_get_string (token, "access_token"));
  g_autoptr(SecretValue) software = ac_call_secret (self->server->software);

  scopes = scopes != NULL && *scopes != '\0' ? scopes : AC_MASTODON_SCOPES;
  if (!covers_writing (scopes))
    return g_set_error (error, AC_ERROR, AC_ERROR_SCOPE_MISSING,
                        "The server did not grant writing"),
           NULL;

  set_server_facts (account, self->server);
  ac_account_set_scopes (account, scopes);
  ac_account_set_scopes_asked (account, AC_MASTODON_SCOPES);
  ac_access_set_credential (access, AC_CREDENTIAL_ACCESS_TOKEN, access_token);
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_ID, self->client_id);
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_SECRET, self->client_secret);
  ac_access_set_credential (access, AC_CREDENTIAL_SOFTWARE, software);
  return g_steal_pointer (&access);
}

DexFuture *
ac_mastodon_finish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcMastodonSignIn *self = AC_MASTODON_SIGN_IN (call->sign_in);
  g_autoptr(SecretValue) code = NULL;
  g_autoptr(JsonObject) token = NULL;
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(GError) error = NULL;

  if (!(code = ac_oauth_attempt_read_response (self->attempt, call->text, &error)) ||
      !(token = ask_for_token (self, call->http, code, &error)) ||
      !(access = make_access (self, token, &error)) ||
      !load_identity (call->http, access, ac_access_get_account (access), self->server->domain,
                      &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_object (g_steal_pointer (&access));
}

DexFuture *
ac_mastodon_identify_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcAccount *known = ac_access_get_account (call->access);
  g_autoptr(AcAccount) account = ac_account_new (ac_account_get_id (known), ac_mastodon_service.id);
  g_autoptr(AcMastodonServer) server = NULL;
  g_autoptr(GError) error = NULL;

  if (!(server = ac_mastodon_server_load (call->http, ac_account_get_server (known), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  set_server_facts (account, server);
  ac_account_set_scopes (account, ac_account_get_scopes (known));
  ac_account_set_scopes_asked (account, ac_account_get_scopes_asked (known));
  if (!load_identity (call->http, call->access, account, server->domain, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_strcmp0 (ac_account_get_remote_id (account), ac_account_get_remote_id (known)) != 0)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_WRONG_ACCOUNT,
                                  "The credentials belong to another account now");
  return dex_future_new_take_object (g_steal_pointer (&account));
}

/* Some servers refuse to take back what they no longer know; whether the token still works says
 * which it is. */
static AcOutcome *
check_revoked (AcCall *call, AcOutcome *refusal)
{
  g_autoptr(AcOutcome) outcome = refusal;
  g_autoptr(AcHttpRequest) request = ac_mastodon_request_new (
      call->access, "GET", "/api/v1/accounts/verify_credentials");
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) seen = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_call_send (call->http, request, &error)))
    return g_steal_pointer (&outcome);
  seen = ac_mastodon_read_outcome (call->access, response);
  if (ac_outcome_get_kind (seen) == AC_OUTCOME_SIGN_IN)
    return ac_outcome_new (AC_OUTCOME_DONE);
  return g_steal_pointer (&outcome);
}

DexFuture *
ac_mastodon_revoke_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  SecretValue *token = ac_access_get_credential (call->access, AC_CREDENTIAL_ACCESS_TOKEN);
  SecretValue *id = ac_access_get_credential (call->access, AC_CREDENTIAL_CLIENT_ID);
  SecretValue *secret = ac_access_get_credential (call->access, AC_CREDENTIAL_CLIENT_SECRET);
  g_autofree char *uri = g_strconcat (ac_account_get_server (ac_access_get_account (call->access)),
                                      "/oauth/revoke", NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", uri);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  if (token == NULL || id == NULL || secret == NULL)
    return ac_call_end (ac_outcome_new (AC_OUTCOME_DONE));
  ac_http_request_set_form (request, "client_id", secret_value_get_text (id), "client_secret",
                            secret_value_get_text (secret), "token", secret_value_get_text (token),
                            NULL);
  if (!(response = ac_call_send (call->http, request, &error)))
    return ac_call_end (ac_outcome_from_error (error, ac_http_request_was_unsent (request)));
  outcome = ac_outcome_from_response (response);
  if (ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE ||
      ac_outcome_get_kind (outcome) == AC_OUTCOME_LATER)
    return ac_call_end (g_steal_pointer (&outcome));
  return ac_call_end (check_revoked (call, g_steal_pointer (&outcome)));
}
