/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-json.h"
#include "ac-reply.h"
#include "ac-token-endpoint.h"

#define PATH "/oauth/token"
#define SCHEME "Basic "
#define MAX_HEADER 1024
#define MAX_BODY 1024

typedef struct
{
  AcRecipients *recipients;
  AcLimits *limits; /* or NULL */
} Endpoint;

static void
endpoint_free (gpointer data)
{
  Endpoint *self = data;

  g_object_unref (self->recipients);
  g_clear_object (&self->limits);
  g_free (self);
}

static void
set_header (SoupServerMessage *message, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

/* Takes object. */
static void
answer (SoupServerMessage *message, guint status, JsonObject *object)
{
  g_autoptr(AcReply) reply =
                ac_reply_new_json (status, json_node_init_object (json_node_alloc (), object));

  json_object_unref (object);
  ac_reply_write (reply, message);
}

/* RFC 6749 §5.2 */
static void
refuse (SoupServerMessage *message, guint status, const char *code)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "error", code);
  answer (message, status, object);
}

static void
write_problem (SoupServerMessage *message, GError *error, guint status)
{
  g_autoptr(AcReply) reply = ac_reply_new_problem (error, status);

  ac_reply_write (reply, message);
}

/* Whoever guesses is soon not let guess any more. */
static void
turn_away (Endpoint *self, SoupServerMessage *message)
{
  g_autoptr(GError) error = NULL;

  if (self->limits != NULL && !ac_limits_admit_stranger (self->limits, message, &error))
    {
      write_problem (message, error, 0);
      return;
    }

  set_header (message, "WWW-Authenticate", "Basic realm=\"accounts-center\"");
  refuse (message, SOUP_STATUS_UNAUTHORIZED, "invalid_client");
}

/* Client and secret are form-encoded before they are put together. */
static char *
issue (Endpoint *self, const char *header)
{
  g_autofree guchar *plain = NULL;
  g_auto(GStrv) parts = NULL;
  char *token = NULL;
  gsize size = 0;

  if (header == NULL || !g_str_has_prefix (header, SCHEME) || strlen (header) > MAX_HEADER)
    return NULL;

  plain = g_base64_decode (header + strlen (SCHEME), &size);
  if (plain == NULL || memchr (plain, '\0', size) != NULL)
    return NULL;

  parts = g_strsplit ((const char *) plain, ":", 2);
  if (g_strv_length (parts) == 2)
    {
      g_autofree char *client = g_uri_unescape_string (parts[0], NULL);
      g_autofree char *secret = g_uri_unescape_string (parts[1], NULL);

      if (client != NULL && secret != NULL)
        token = ac_recipients_issue (self->recipients, client, secret, ac_clock_now_ms () / 1000);
      if (secret != NULL)
        sodium_memzero (secret, strlen (secret));
      sodium_memzero (parts[1], strlen (parts[1]));
    }
  sodium_memzero (plain, size);
  return token;
}

static gboolean
asks_for_grant (SoupServerMessage *message, gboolean *understood)
{
  const char *type = soup_message_headers_get_content_type (
      soup_server_message_get_request_headers (message), NULL);
  g_autoptr(GBytes) bytes =
                soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr(GHashTable) form = NULL;
  const char *grant = NULL;

  *understood = FALSE;
  if (g_strcmp0 (type, SOUP_FORM_MIME_TYPE_URLENCODED) != 0 || g_bytes_get_size (bytes) > MAX_BODY)
    return FALSE;

  form = soup_form_decode (text);
  grant = g_hash_table_lookup (form, "grant_type");
  *understood = grant != NULL && g_hash_table_size (form) == 1;
  return *understood && g_str_equal (grant, "client_credentials");
}

static void
give_token (SoupServerMessage *message, const char *token)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "access_token", token);
  ac_json_set_string (object, "token_type", "Bearer");
  json_object_set_int_member (object, "expires_in", AC_RECIPIENT_TOKEN_SECONDS);
  answer (message, SOUP_STATUS_OK, object);
}

static void
handle_post (Endpoint *self, SoupServerMessage *message)
{
  g_autofree char *token =
      issue (self, soup_message_headers_get_list (soup_server_message_get_request_headers (message),
                                                  "Authorization"));
  gboolean understood = FALSE;

  if (token == NULL)
    turn_away (self, message);
  else if (asks_for_grant (message, &understood))
    give_token (message, token);
  else
    refuse (message, SOUP_STATUS_BAD_REQUEST,
            understood ? "unsupported_grant_type" : "invalid_request");
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  if (!g_str_equal (path, PATH))
    {
      error = g_error_new_literal (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such path");
      write_problem (message, error, 0);
    }
  else if (!g_str_equal (soup_server_message_get_method (message), "POST"))
    {
      set_header (message, "Allow", "POST");
      error = g_error_new_literal (AC_ERROR, AC_ERROR_INVALID, "This cannot be done here");
      write_problem (message, error, SOUP_STATUS_METHOD_NOT_ALLOWED);
    }
  else
    handle_post (user_data, message);
}

void
ac_token_endpoint_attach (AcRecipients *recipients, AcLimits *limits, SoupServer *server)
{
  Endpoint *self = NULL;

  if (ac_recipients_get_n (recipients) == 0)
    return;

  self = g_new0 (Endpoint, 1);
  self->recipients = g_object_ref (recipients);
  self->limits = limits != NULL ? g_object_ref (limits) : NULL;
  soup_server_add_handler (server, PATH, handle_cb, self, endpoint_free);
}
