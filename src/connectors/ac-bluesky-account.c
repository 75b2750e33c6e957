/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-base64url.h"
#include "ac-bluesky-private.h"

#define JSON "application/json"
#define MAX_CLAIMS 8192

static const AcJsonField session_fields[] = {
  { "accessJwt", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "refreshJwt", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "did", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { NULL },
};

static const AcJsonField claim_fields[] = {
  { "scope", AC_JSON_STRING, AC_JSON_OPTIONAL, 256 },
  { NULL },
};

static const AcJsonField whoami_fields[] = { { "did", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
                                             { NULL } };
static const AcJsonField record_fields[] = { { "value", AC_JSON_OBJECT, AC_JSON_REQUIRED },
                                             { NULL } };

static const AcJsonField profile_fields[] = {
  { "displayName", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { NULL },
};

/* The account's profile record; one that is missing or broken is no reason to refuse the account.
 */
static char *
load_display_name (AcCall *call, const AcBlueskyIdentity *identity)
{
  g_autofree char *uri = g_strdup_printf (
      "%s/xrpc/com.atproto.repo.getRecord?repo=%s&collection=app.bsky.actor.profile&rkey=self",
      identity->pds, identity->did);
  g_autoptr(JsonObject) record =
                ac_call_get_object (call->http, uri, record_fields, AC_ERROR_NOT_FOUND, NULL);
  JsonObject *profile = record != NULL ? ac_json_get_object (record, "value") : NULL;

  if (profile == NULL || !ac_json_check (profile, profile_fields, AC_JSON_OPEN, NULL))
    return NULL;
  return g_strdup (ac_json_get_string (profile, "displayName"));
}

void
ac_bluesky_set_facts (AcCall *call, AcAccount *account, const AcBlueskyIdentity *identity)
{
  const char *handle = identity->handle != NULL ? identity->handle : identity->did;
  g_autofree char *url = g_strdup_printf ("https://bsky.app/profile/%s", identity->did);
  g_autofree char *name = load_display_name (call, identity);
  g_autofree char *own = g_strconcat ("https://", handle, NULL);
  g_autoptr(GPtrArray) links = ac_verified_links_new ();

  if (identity->handle != NULL)
    ac_verified_links_add (links, own, ac_bluesky_verify_handle (call, identity));
  ac_account_set_server (account, identity->pds);
  ac_account_set_remote_id (account, identity->did);
  ac_account_set_handle (account, handle);
  ac_account_set_display_name (account, name != NULL && *name != '\0' ? name : handle);
  ac_account_set_profile_url (account, url);
  ac_account_set_verified_links (account, links);
  ac_account_set_limits (account, &ac_bluesky_service.limits);
  ac_account_set_audiences (account, ac_bluesky_service.audiences);
}

static void
set_text (AcAccess *access, AcCredential which, const char *text)
{
  g_autoptr(SecretValue) value = ac_call_secret (text);

  ac_access_set_credential (access, which, value);
}

static JsonObject *
create_session (AcCall *call, const char *server, const char *identifier, GError **error)
{
  g_autofree char *uri = g_strconcat (server, "/xrpc/com.atproto.server.createSession", NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", uri);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GBytes) body = NULL;
  JsonObject *object = json_object_new ();
  JsonObject *session = NULL;

  json_object_set_string_member (object, "identifier", identifier);
  json_object_set_string_member (object, "password", secret_value_get_text (call->password));
  body = ac_bluesky_json (object);
  ac_http_request_set_body (request, JSON, body);
  if (!(response = ac_call_send (call->http, request, error)))
    return ac_call_name_stranger (error), NULL;
  if (ac_http_response_get_status (response) == 401)
    return ac_http_response_refuse (response, AC_ERROR_WRONG_PASSWORD, error), NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_NOT_A_SERVICE, error), NULL;
  if (!(session = ac_http_response_get_object (response, session_fields, error)))
    ac_call_name_stranger (error);
  return session;
}

/* Asks the account's own server whose credentials these are. */
static gboolean
check_whoami (AcCall *call, AcAccess *access, GError **error)
{
  g_autofree char *uri = ac_bluesky_method_uri (access, "com.atproto.server.getSession");
  AcBlueskyMessage message = { "GET", uri, NULL, NULL };
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) session = NULL;
  gboolean unsent = FALSE;

  if (!(response = ac_bluesky_send (call->http, access, &message, &unsent, error)))
    return FALSE;
  outcome = ac_bluesky_read_outcome (response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return ac_http_response_refuse (response, ac_outcome_get_error (outcome), error);
  if (!(session = ac_http_response_get_object (response, whoami_fields, error)))
    return FALSE;
  if (g_strcmp0 (ac_json_get_string (session, "did"),
                 ac_account_get_remote_id (ac_access_get_account (access))) != 0)
    return g_set_error (error, AC_ERROR, AC_ERROR_WRONG_ACCOUNT,
                        "The credentials belong to another account"),
           FALSE;
  return TRUE;
}

/* What a password allows stands in the token alone. It is for the server to check; we only tell the
 * person what it is. */
static char *
read_scope (const char *token)
{
  g_auto(GStrv) parts = g_strsplit (token, ".", 4);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonObject) claims = NULL;

  if (g_strv_length (parts) == 3)
    bytes = ac_base64url_decode (parts[1], MAX_CLAIMS);
  if (bytes != NULL)
    claims = ac_json_parse_object (bytes, claim_fields, AC_JSON_OPEN, NULL);
  return claims != NULL ? g_strdup (ac_json_get_string (claims, "scope")) : NULL;
}

/* The server that was asked may be a front door, so the DID's own document says where the account
 * lives. */
static AcAccess *
make_access (AcCall *call, JsonObject *session, GError **error)
{
  g_autoptr(AcBlueskyIdentity) identity =
                ac_bluesky_identity_load (call, ac_json_get_string (session, "did"), error);
  g_autoptr(AcAccount) account = ac_account_new ("", ac_bluesky_service.id);
  g_autoptr(AcAccess) access = ac_access_new (account);
  g_autofree char *scope = read_scope (ac_json_get_string (session, "accessJwt"));

  if (identity == NULL)
    return NULL;
  ac_bluesky_set_facts (call, account, identity);
  ac_account_set_scopes (account, scope);
  set_text (access, AC_CREDENTIAL_ACCESS_TOKEN, ac_json_get_string (session, "accessJwt"));
  set_text (access, AC_CREDENTIAL_REFRESH_TOKEN, ac_json_get_string (session, "refreshJwt"));
  return check_whoami (call, access, error) ? g_steal_pointer (&access) : NULL;
}

DexFuture *
ac_bluesky_password_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *identifier =
      g_strstrip (g_strdup (*call->text == '@' ? call->text + 1 : call->text));
  gboolean has_server = call->server != NULL && *call->server != '\0';
  g_autoptr(AcBlueskyIdentity) identity = NULL;
  g_autofree char *server = NULL;
  g_autoptr(JsonObject) session = NULL;
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(GError) error = NULL;

  if (!(server = ac_bluesky_find_server (call, has_server ? call->server : identifier, &identity,
                                         &error)) ||
      !(session = create_session (call, server, identifier, &error)) ||
      !(access = make_access (call, session, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_steal_pointer (&access));
}

DexFuture *
ac_bluesky_identify_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcAccount *known = ac_access_get_account (call->access);
  g_autoptr(AcAccount) account = ac_account_new (ac_account_get_id (known), ac_bluesky_service.id);
  g_autoptr(AcBlueskyIdentity) identity = NULL;
  g_autoptr(GError) error = NULL;

  if (!check_whoami (call, call->access, &error) ||
      !(identity = ac_bluesky_identity_load (call, ac_account_get_remote_id (known), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  ac_bluesky_set_facts (call, account, identity);
  ac_account_set_scopes (account, ac_account_get_scopes (known));
  ac_account_set_scopes_asked (account, ac_account_get_scopes_asked (known));
  return dex_future_new_take_object (g_steal_pointer (&account));
}

/* An account signed in with an app password has no key; its session ends with its refresh token. */
DexFuture *
ac_bluesky_revoke_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;
  gboolean unsent = FALSE;

  if (ac_access_get_credential (call->access, AC_CREDENTIAL_REFRESH_TOKEN) == NULL)
    return ac_call_end (ac_outcome_new (AC_OUTCOME_DONE));
  if (ac_access_get_credential (call->access, AC_CREDENTIAL_DPOP_KEY) == NULL)
    response = ac_bluesky_send_sign_out (call->http, call->access, &unsent, &error);
  else if (ac_access_get_credential (call->access, AC_CREDENTIAL_REVOCATION_ENDPOINT) == NULL)
    return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0));
  else
    response = ac_bluesky_send_revocation (call->http, call->access, &unsent, &error);

  if (response == NULL)
    return ac_call_end (ac_outcome_from_error (error, unsent));
  outcome = ac_bluesky_read_outcome (response);
  if (ac_outcome_get_kind (outcome) == AC_OUTCOME_SIGN_IN)
    return ac_call_end (ac_outcome_new (AC_OUTCOME_DONE));
  return ac_call_end (g_steal_pointer (&outcome));
}
