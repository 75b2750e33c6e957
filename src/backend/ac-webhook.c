/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-reply.h"
#include "ac-webhook.h"
#include "ac-whatsapp.h"

#define PATH "/webhooks/whatsapp"
#define SCHEME "sha256="
#define MAX_CHALLENGE 256

typedef struct
{
  AcHostedConfig *config;
  AcLinkAttempts *attempts;
  AcLimits *limits;
} Webhook;

static void
webhook_free (gpointer data)
{
  Webhook *self = data;

  ac_hosted_config_unref (self->config);
  g_object_unref (self->attempts);
  g_object_unref (self->limits);
  g_free (self);
}

static void
refuse (SoupServerMessage *message, AcError code, const char *why, guint status)
{
  g_autoptr(GError) error = g_error_new_literal (AC_ERROR, code, why);
  g_autoptr(AcReply) reply = ac_reply_new_problem (error, status);

  ac_reply_write (reply, message);
}

/* Whoever guesses is soon not let guess any more. */
static void
turn_away (Webhook *self, SoupServerMessage *message)
{
  g_autoptr(GError) error = NULL;

  if (ac_limits_admit_stranger (self->limits, message, &error))
    refuse (message, AC_ERROR_PERMISSION_DENIED, "This is not from who may tell", 0);
  else
    refuse (message, error->code, error->message, 0);
}

static void
answer (SoupServerMessage *message, const char *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, text, strlen (text));
}

/* In the same time wherever they differ, and however long they are. */
static gboolean
is_word (SecretValue *word, const char *told)
{
  guint8 wanted[crypto_generichash_BYTES];
  guint8 given[crypto_generichash_BYTES];
  gsize size = 0;
  const char *text = secret_value_get (word, &size);

  crypto_generichash (wanted, sizeof wanted, (const guint8 *) text, size, NULL, 0);
  crypto_generichash (given, sizeof given, (const guint8 *) told, strlen (told), NULL, 0);
  return sodium_memcmp (wanted, given, sizeof wanted) == 0;
}

/* It is sent back as it came, so it is nothing that a browser could take for a page. */
static gboolean
is_challenge (const char *text)
{
  gsize size = strlen (text);

  return size > 0 && size <= MAX_CHALLENGE &&
         strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") == size;
}

static void
agree (Webhook *self, SoupServerMessage *message, GHashTable *query)
{
  const char *mode = query != NULL ? g_hash_table_lookup (query, "hub.mode") : NULL;
  const char *word = query != NULL ? g_hash_table_lookup (query, "hub.verify_token") : NULL;
  const char *challenge = query != NULL ? g_hash_table_lookup (query, "hub.challenge") : NULL;

  if (g_strcmp0 (mode, "subscribe") == 0 && challenge != NULL && is_challenge (challenge) &&
      word != NULL && is_word (self->config->webhook_word, word))
    answer (message, challenge);
  else
    turn_away (self, message);
}

static gboolean
is_signed (Webhook *self, SoupServerMessage *message, GBytes *body)
{
  const char *told = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "X-Hub-Signature-256");
  guint8 given[crypto_auth_hmacsha256_BYTES];
  guint8 wanted[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_state state;
  gsize size = 0;
  const char *secret = secret_value_get (self->config->webhook_secret, &size);

  if (told == NULL || !g_str_has_prefix (told, SCHEME) ||
      strlen (told) != strlen (SCHEME) + 2 * sizeof given ||
      sodium_hex2bin (given, sizeof given, told + strlen (SCHEME), 2 * sizeof given, NULL, NULL,
                      NULL) != 0)
    return FALSE;

  crypto_auth_hmacsha256_init (&state, (const guint8 *) secret, size);
  crypto_auth_hmacsha256_update (&state, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  crypto_auth_hmacsha256_final (&state, wanted);
  sodium_memzero (&state, sizeof state);
  return sodium_memcmp (wanted, given, sizeof wanted) == 0;
}

static void
failed_cb (const char *message_id, AcError reason, gpointer user_data)
{
  Webhook *self = user_data;

  ac_link_attempts_fail_message (self->attempts, message_id, reason);
}

static void
hear (Webhook *self, SoupServerMessage *message)
{
  g_autoptr(GBytes) body =
                soup_message_body_flatten (soup_server_message_get_request_body (message));

  if (!is_signed (self, message, body))
    turn_away (self, message);
  else if (ac_whatsapp_read_notice (body, failed_cb, self))
    answer (message, "");
  else
    refuse (message, AC_ERROR_INVALID, "This can't be understood", SOUP_STATUS_BAD_REQUEST);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Webhook *self = user_data;
  const char *method = soup_server_message_get_method (message);

  if (!g_str_equal (path, PATH))
    refuse (message, AC_ERROR_NOT_FOUND, "There is no such path", 0);
  else if (g_str_equal (method, "GET"))
    agree (self, message, query);
  else if (g_str_equal (method, "POST"))
    hear (self, message);
  else
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    "GET, POST");
      refuse (message, AC_ERROR_INVALID, "This cannot be done here",
              SOUP_STATUS_METHOD_NOT_ALLOWED);
    }
}

void
ac_webhook_attach (AcHostedConfig *config,
                   AcLinkAttempts *attempts,
                   AcLimits *limits,
                   SoupServer *server)
{
  Webhook *self = NULL;

  if (config->webhook_secret == NULL)
    return;

  self = g_new0 (Webhook, 1);
  self->config = ac_hosted_config_ref (config);
  self->attempts = g_object_ref (attempts);
  self->limits = g_object_ref (limits);
  soup_server_add_handler (server, PATH, handle_cb, self, webhook_free);
}
