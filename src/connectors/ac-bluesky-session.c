/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"

#include <string.h>

#include "ac-clock.h"

#define FORM "application/x-www-form-urlencoded"
#define EARLY_MS (60 * 1000) /* tokens are renewed this long before they end */

static const AcJsonField token_fields[] = {
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "refresh_token", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "expires_in", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "sub", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { NULL },
};

static const AcJsonField session_fields[] = {
  { "accessJwt", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "refreshJwt", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "did", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { NULL },
};

GBytes *
ac_bluesky_json (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return ac_json_to_bytes (node);
}

GBytes *
ac_bluesky_form (const char *first_name, ...)
{
  g_autoptr(GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
  const char *value = NULL;
  char *text = NULL;
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    if ((value = va_arg (args, const char *)) != NULL)
      g_hash_table_insert (form, (gpointer) name, (gpointer) value);
  va_end (args);
  text = soup_form_encode_hash (form);
  return g_bytes_new_take (text, strlen (text));
}

char *
ac_bluesky_method_uri (AcAccess *access, const char *method)
{
  return g_strdup_printf ("%s/xrpc/%s", ac_account_get_server (ac_access_get_account (access)),
                          method);
}

static AcHttpRequest *
make_request (const AcBlueskyMessage *message)
{
  AcHttpRequest *request = ac_http_request_new (message->method, message->uri);

  ac_http_request_set_header (request, "Accept", "application/json");
  if (message->body != NULL)
    ac_http_request_set_body (request, message->content_type, message->body);
  ac_http_request_set_begin_before (request, message->begin_before);
  ac_http_request_set_tally (request, message->tally);
  if (message->deadline > 0)
    ac_http_request_set_deadline (request, message->deadline);
  return request;
}

AcHttpResponse *
ac_bluesky_send_proven (AcHttp *http,
                        const AcBlueskyMessage *message,
                        SecretValue *key,
                        SecretValue *token,
                        char **nonce,
                        gboolean *unsent,
                        GError **error)
{
  g_autoptr(AcHttpRequest) request = make_request (message);
  AcHttpResponse *response = ac_oauth_send (http, request, key, token, nonce, error);

  *unsent = ac_http_request_was_unsent (request);
  if (response == NULL)
    ac_call_name_too_large (error);
  return response;
}

static AcHttpResponse *
send_bearer (AcHttp *http,
             const AcBlueskyMessage *message,
             SecretValue *token,
             gboolean *unsent,
             GError **error)
{
  g_autoptr(AcHttpRequest) request = make_request (message);
  g_autoptr(AcHttpResponse) response = NULL;

  if (token != NULL)
    ac_http_request_set_authorization (request, "Bearer", token);
  response = ac_call_send (http, request, error);
  *unsent = ac_http_request_was_unsent (request);
  return g_steal_pointer (&response);
}

static char *
get_origin (AcHttp *http, const char *address, GError **error)
{
  g_autoptr(GUri) uri = ac_http_parse_address (http, address, error);

  return uri != NULL ? ac_http_origin (uri) : NULL;
}

/* With the account's key when it has one, else with a plain token. */
static AcHttpResponse *
send_as (AcHttp *http,
         AcAccess *access,
         const AcBlueskyMessage *message,
         SecretValue *token,
         gboolean *unsent,
         GError **error)
{
  SecretValue *key = ac_access_get_credential (access, AC_CREDENTIAL_DPOP_KEY);
  g_autofree char *origin = NULL;
  g_autofree char *nonce = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  if (key == NULL)
    return send_bearer (http, message, token, unsent, error);

  *unsent = TRUE;
  if (!(origin = get_origin (http, message->uri, error)))
    return NULL;
  nonce = g_strdup (ac_access_get_nonce (access, origin));
  response = ac_bluesky_send_proven (http, message, key, token, &nonce, unsent, error);
  if (nonce != NULL)
    ac_access_set_nonce (access, origin, nonce);
  return g_steal_pointer (&response);
}

static void
set_secret (AcAccess *access, AcCredential which, const char *text)
{
  g_autoptr(SecretValue) value = ac_call_secret (text);

  ac_access_set_credential (access, which, value);
}

/* The service says no to the refresh token: only a new sign-in helps. */
static gboolean
refuse_refresh (AcHttpResponse *response, GError **error)
{
  guint status = ac_http_response_get_status (response);

  return ac_http_response_refuse (
      response, status == 400 || status == 401 ? AC_ERROR_SIGN_IN_REQUIRED : AC_ERROR_BAD_REPLY,
      error);
}

static gboolean
is_own_did (AcAccess *access, const char *did, GError **error)
{
  if (g_strcmp0 (did, ac_account_get_remote_id (ac_access_get_account (access))) == 0)
    return TRUE;
  return g_set_error (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED,
                      "The new tokens are another account's"),
         FALSE;
}

static gboolean
refresh_tokens (AcHttp *http, AcAccess *access, GError **error)
{
  SecretValue *endpoint = ac_access_get_credential (access, AC_CREDENTIAL_TOKEN_ENDPOINT);
  SecretValue *client = ac_access_get_credential (access, AC_CREDENTIAL_CLIENT_ID);
  SecretValue *token = ac_access_get_credential (access, AC_CREDENTIAL_REFRESH_TOKEN);
  g_autoptr(GBytes) body = ac_bluesky_form ("grant_type", "refresh_token", "client_id",
                                            secret_value_get_text (client), "refresh_token",
                                            secret_value_get_text (token), NULL);
  AcBlueskyMessage message = { "POST", secret_value_get_text (endpoint), FORM, body };
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) tokens = NULL;
  gboolean unsent = FALSE;
  gint64 seconds = 0;

  if (!(response = send_as (http, access, &message, NULL, &unsent, error)))
    return FALSE;
  if (!ac_http_response_is_success (response))
    return refuse_refresh (response, error);
  if (!(tokens = ac_http_response_get_object (response, token_fields, error)) ||
      !is_own_did (access, ac_json_get_string (tokens, "sub"), error))
    return FALSE;

  seconds = ac_json_get_integer (tokens, "expires_in");
  set_secret (access, AC_CREDENTIAL_ACCESS_TOKEN, ac_json_get_string (tokens, "access_token"));
  set_secret (access, AC_CREDENTIAL_REFRESH_TOKEN, ac_json_get_string (tokens, "refresh_token"));
  ac_access_set_expires_at (access,
                            seconds > 0 ? ac_clock_now_ms () + MIN (seconds, 86400) * 1000 : 0);
  return TRUE;
}

static gboolean
refresh_session (AcHttp *http, AcAccess *access, GError **error)
{
  g_autofree char *uri = ac_bluesky_method_uri (access, "com.atproto.server.refreshSession");
  AcBlueskyMessage message = { "POST", uri, NULL, NULL };
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) session = NULL;
  gboolean unsent = FALSE;

  if (!(response = send_bearer (http, &message,
                                ac_access_get_credential (access, AC_CREDENTIAL_REFRESH_TOKEN),
                                &unsent, error)))
    return FALSE;
  if (!ac_http_response_is_success (response))
    return refuse_refresh (response, error);
  if (!(session = ac_http_response_get_object (response, session_fields, error)) ||
      !is_own_did (access, ac_json_get_string (session, "did"), error))
    return FALSE;

  set_secret (access, AC_CREDENTIAL_ACCESS_TOKEN, ac_json_get_string (session, "accessJwt"));
  set_secret (access, AC_CREDENTIAL_REFRESH_TOKEN, ac_json_get_string (session, "refreshJwt"));
  return TRUE;
}

/* New tokens are on disk before they are used: the old refresh token is dead by then. */
static DexFuture *
refresh_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean refreshed = FALSE;

  if (ac_access_get_credential (call->access, AC_CREDENTIAL_REFRESH_TOKEN) == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "There is no refresh token");
  refreshed = ac_access_get_credential (call->access, AC_CREDENTIAL_TOKEN_ENDPOINT) != NULL
                  ? refresh_tokens (call->http, call->access, &error)
                  : refresh_session (call->http, call->access, &error);
  if (!refreshed || !dex_await (ac_access_save (call->access), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static DexFuture *
start_refresh (AcAccess *access, gpointer user_data)
{
  return ac_call_spawn (ac_call_new_for_access (user_data, NULL, access, NULL), refresh_fiber);
}

static gboolean
has_ended (AcHttpResponse *response)
{
  return ac_http_response_names_error (response, "ExpiredToken") ||
         ac_http_response_names_error (response, "InvalidToken") ||
         ac_http_response_names_error (response, "invalid_token");
}

static gboolean
is_due (AcAccess *access)
{
  gint64 expires_at = ac_access_get_expires_at (access);

  return expires_at != 0 && expires_at - EARLY_MS < ac_clock_now_ms ();
}

AcHttpResponse *
ac_bluesky_send (AcHttp *http,
                 AcAccess *access,
                 const AcBlueskyMessage *message,
                 gboolean *unsent,
                 GError **error)
{
  gboolean refreshed = FALSE;

  while (TRUE)
    {
      g_autoptr(SecretValue) token = NULL;
      g_autoptr(AcHttpResponse) response = NULL;

      *unsent = TRUE;
      if (!refreshed && is_due (access))
        {
          refreshed = TRUE;
          if (!dex_await (ac_access_refresh_once (access, start_refresh, g_object_ref (http),
                                                  g_object_unref),
                          error))
            return NULL;
        }
      if (ac_access_get_credential (access, AC_CREDENTIAL_ACCESS_TOKEN) == NULL)
        return g_set_error (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "There is no token"), NULL;

      token = secret_value_ref (ac_access_get_credential (access, AC_CREDENTIAL_ACCESS_TOKEN));
      if (!(response = send_as (http, access, message, token, unsent, error)))
        return NULL;
      if (refreshed || !has_ended (response))
        return g_steal_pointer (&response);

      /* Refused is as good as not sent. Another call may have brought a new token in the meantime.
       */
      *unsent = TRUE;
      refreshed = TRUE;
      if (token == ac_access_get_credential (access, AC_CREDENTIAL_ACCESS_TOKEN) &&
          !dex_await (
              ac_access_refresh_once (access, start_refresh, g_object_ref (http), g_object_unref),
              error))
        return NULL;
    }
}

/* RFC 7009. A token bound to a key is only taken back with a proof of that key; without one the
 * server answers success all the same and the token lives on. */
AcHttpResponse *
ac_bluesky_send_revocation (AcHttp *http, AcAccess *access, gboolean *unsent, GError **error)
{
  SecretValue *endpoint = ac_access_get_credential (access, AC_CREDENTIAL_REVOCATION_ENDPOINT);
  SecretValue *client = ac_access_get_credential (access, AC_CREDENTIAL_CLIENT_ID);
  SecretValue *token = ac_access_get_credential (access, AC_CREDENTIAL_REFRESH_TOKEN);
  g_autoptr(GBytes) body = ac_bluesky_form ("token", secret_value_get_text (token), "client_id",
                                            secret_value_get_text (client), NULL);
  AcBlueskyMessage message = { "POST", secret_value_get_text (endpoint), FORM, body };

  return send_as (http, access, &message, NULL, unsent, error);
}

AcHttpResponse *
ac_bluesky_send_sign_out (AcHttp *http, AcAccess *access, gboolean *unsent, GError **error)
{
  g_autofree char *uri = ac_bluesky_method_uri (access, "com.atproto.server.deleteSession");
  AcBlueskyMessage message = { "POST", uri, NULL, NULL };
  SecretValue *token = ac_access_get_credential (access, AC_CREDENTIAL_REFRESH_TOKEN);

  return send_bearer (http, &message, token, unsent, error);
}
