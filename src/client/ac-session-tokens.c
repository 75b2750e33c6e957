/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-keyring.h"
#include "ac-session-index.h"
#include "ac-session-private.h"

#define EARLY_MS (60 * 1000) /* a token is renewed this long before it ends */

static const AcJsonField secret_fields[] = {
  { "refresh_token", AC_JSON_STRING, AC_JSON_REQUIRED, 16384 },
  { "dpop_key", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { NULL },
};

gboolean
ac_session_discover (AcSession *self, GError **error)
{
  if (self->oidc == NULL)
    self->oidc = ac_oidc_discover (self->http, self->issuer, self->client_id, self->address, error);
  return self->oidc != NULL;
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

static gboolean
is_wanted (GCancellable *scope, GError **error)
{
  if (!g_cancellable_is_cancelled (scope))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CANCELLED, "Nobody waits for it any more");
  return FALSE;
}

gboolean
ac_session_keep (AcSession *self, AcOidcTokens *tokens, GCancellable *scope, GError **error)
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
  g_set_str (&self->person, owned->person);
  self->since = ac_clock_now_ms ();
  if (is_wanted (scope, error) && (held = lock (self, error)) >= 0 &&
      take_tokens (self, owned, error))
    {
      if (is_wanted (scope, error) && ac_session_index_add (self, error))
        return TRUE;
      ac_await (ac_keyring_clear (AC_KEYRING_SIGN_IN, self->id), NULL);
    }

  ac_oidc_revoke (self->oidc, owned->refresh_token, NULL);
  return FALSE;
}

static gboolean
is_fresh (AcSession *self)
{
  return !self->signing_out && self->access_token != NULL &&
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

/* What another program signed out of is of no use to this one either. */
static gboolean
is_signed_in (AcSession *self, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcSession) known = ac_session_index_get (self->http, self->id, &failure);

  if (known == NULL && !g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (known != NULL && !known->signing_out && !self->signing_out)
    return TRUE;

  g_clear_pointer (&self->access_token, secret_value_unref);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "This sign-in has ended");
  return FALSE;
}

static gboolean
renew (AcSession *self, GError **error)
{
  g_autofd int held = lock (self, error);
  g_autoptr(SecretValue) refresh_token = NULL;
  g_autoptr(AcOidcTokens) tokens = NULL;

  if (held < 0)
    return FALSE;
  if (!is_signed_in (self, error))
    return FALSE;
  if (is_fresh (self))
    return TRUE;

  return ac_session_discover (self, error) && (refresh_token = read_refresh_token (self, error)) &&
         (tokens = ac_oidc_refresh (self->oidc, refresh_token, self->subject, error)) &&
         take_tokens (self, tokens, error);
}

/* How people tell this sign-in from their others. */
static void
name_device (AcHttpRequest *request)
{
  const char *program = g_get_prgname ();
  g_autofree char *name =
      g_strdup_printf ("%s (%s)", g_get_host_name (), program != NULL ? program : "?");
  g_autofree char *escaped = g_uri_escape_string (name, " ()", FALSE);

  ac_http_request_set_header (request, "Accounts-Center-Device", escaped);
}

/* stream: (nullable): takes the stream of the answer; what came instead of it is returned. */
static AcHttpResponse *
try_once (AcSession *self, AcHttpRequest *request, GInputStream **stream, GError **error)
{
  g_autoptr(SecretValue) key = NULL;
  g_autoptr(SecretValue) token = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  if (!is_fresh (self) && !renew (self, error))
    return NULL;

  key = self->key != NULL ? secret_value_ref (self->key) : NULL;
  token = secret_value_ref (self->access_token);
  name_device (request);
  if (stream == NULL)
    response = ac_oauth_send (self->http, request, key, token, &self->nonce, error);
  else if (!(*stream = ac_oauth_open (self->http, request, key, token, &self->nonce, error)))
    g_set_object (&response, ac_http_request_get_refusal (request));

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
  g_autoptr(AcHttpResponse) response = try_once (self, request, NULL, error);

  if (response == NULL || !old || ac_http_response_get_status (response) != 401)
    return g_steal_pointer (&response);

  g_clear_object (&response);
  return try_once (self, request, NULL, error);
}

GInputStream *
ac_session_open (AcSession *self, AcHttpRequest *request, GError **error)
{
  const gboolean old = is_fresh (self);
  GInputStream *stream = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcHttpResponse) refusal = try_once (self, request, &stream, &failure);

  if (stream == NULL && old && refusal != NULL && ac_http_response_get_status (refusal) == 401)
    {
      g_clear_error (&failure);
      g_clear_object (&refusal);
      refusal = try_once (self, request, &stream, &failure);
    }

  if (stream == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return stream;
}

/* Once this is on disk nobody uses the sign-in any more, whatever fails after it.
 * Returns: FALSE with no error when another program has ended it already */
static gboolean
retire (AcSession *self, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcSession) known = ac_session_index_get (self->http, self->id, &failure);

  if (known == NULL)
    {
      if (!g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  ac_session_set_signing_out (self, TRUE);
  if (ac_session_index_add (self, error))
    return TRUE;

  ac_session_set_signing_out (self, known->signing_out);
  return FALSE;
}

static gboolean
forget (AcSession *self, GError **error)
{
  return ac_await (ac_keyring_clear (AC_KEYRING_SIGN_IN, self->id), error) &&
         ac_session_index_remove (self, error);
}

/* What the keyring lost can't be given back, and must not keep the person from signing out. */
static gboolean
give_back (AcSession *self, GError **error)
{
  g_autofd int held = lock (self, error);
  g_autoptr(SecretValue) refresh_token = NULL;
  g_autoptr(GError) failure = NULL;

  if (held < 0 || !ac_session_discover (self, error))
    return FALSE;

  refresh_token = read_refresh_token (self, &failure);
  if (refresh_token == NULL && !g_error_matches (failure, AC_ERROR, AC_ERROR_SECRET_LOST))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;

  return (refresh_token == NULL || ac_oidc_revoke (self->oidc, refresh_token, error)) &&
         forget (self, error);
}

gboolean
ac_session_sign_out (AcSession *self, char **end_address, GError **error)
{
  g_autoptr(GError) failure = NULL;

  *end_address = NULL;
  if (!retire (self, &failure))
    {
      const gboolean gone = failure == NULL;

      if (!gone)
        g_propagate_error (error, g_steal_pointer (&failure));
      return gone;
    }

  g_clear_pointer (&self->access_token, secret_value_unref);
  if (!give_back (self, &failure))
    {
      g_info ("Signing out waits: %s", failure->message);
      return TRUE;
    }

  ac_session_set_signing_out (self, FALSE);
  *end_address = ac_oidc_get_end_address (self->oidc);
  return TRUE;
}

gboolean
ac_session_forget (AcSession *self, GError **error)
{
  g_autofd int held = lock (self, error);

  return held >= 0 && forget (self, error);
}

void
ac_session_settle (AcHttp *http)
{
  g_autoptr(GPtrArray) sessions = ac_session_index_read (http, NULL);

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      AcSession *session = g_ptr_array_index (sessions, i);
      g_autofree char *end_address = NULL;

      if (ac_session_get_signing_out (session))
        ac_session_sign_out (session, &end_address, NULL);
    }
}
