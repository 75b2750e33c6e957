/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-introspection.h"

#define BELIEVED_MS 60000
#define DEADLINE_SECONDS 10
#define MAX_SIZE (64 * 1024)
#define MAX_KEPT 10000
#define MAX_ASKING 64

struct _AcIntrospection
{
  GObject parent_instance;
  AcHttp *http;
  AcIssuer *issuer;
  AcHostedConfig *config;
  GHashTable *good; /* hash of a token → Answer */
  GHashTable *bad;
  GHashTable *asking; /* hash of a token → the future of whoever asks about it already */
};

G_DEFINE_FINAL_TYPE (AcIntrospection, ac_introspection, G_TYPE_OBJECT)

typedef struct
{
  JsonObject *claims; /* NULL: not good here */
  gint64 until;       /* Unix ms */
} Answer;

typedef struct
{
  AcIntrospection *self;
  SecretValue *token;
  char *hash;
} Question;

static const AcJsonField answer_fields[] = {
  { "active", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "iss", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "sub", AC_JSON_STRING, AC_JSON_OPTIONAL, 255 },
  { "client_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "sid", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { "exp", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "nbf", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "iat", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "auth_time", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->claims, json_object_unref);
  g_free (answer);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->self);
  secret_value_unref (question->token);
  g_free (question->hash);
  g_free (question);
}

static void
ac_introspection_finalize (GObject *object)
{
  AcIntrospection *self = AC_INTROSPECTION (object);

  g_clear_object (&self->http);
  g_clear_object (&self->issuer);
  g_clear_pointer (&self->config, ac_hosted_config_unref);
  g_clear_pointer (&self->good, g_hash_table_unref);
  g_clear_pointer (&self->bad, g_hash_table_unref);
  g_clear_pointer (&self->asking, g_hash_table_unref);

  G_OBJECT_CLASS (ac_introspection_parent_class)->finalize (object);
}

static void
ac_introspection_class_init (AcIntrospectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_introspection_finalize;
}

static void
ac_introspection_init (AcIntrospection *self)
{
  self->good = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->bad = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->asking = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dex_unref);
}

AcIntrospection *
ac_introspection_new (AcHttp *http, AcIssuer *issuer, AcHostedConfig *config)
{
  AcIntrospection *self = g_object_new (AC_TYPE_INTROSPECTION, NULL);

  self->http = g_object_ref (http);
  self->issuer = g_object_ref (issuer);
  self->config = ac_hosted_config_ref (config);
  return self;
}

/* RFC 6749 §2.3.1: both are encoded before they are joined. */
static SecretValue *
make_credentials (AcHostedConfig *config)
{
  const char *text = secret_value_get_text (config->introspection_secret);
  g_autofree char *id = g_uri_escape_string (config->introspection_client, NULL, FALSE);
  char *secret = g_uri_escape_string (text, NULL, FALSE);
  char *both = g_strconcat (id, ":", secret, NULL);
  SecretValue *value = secret_value_new_full (
      g_base64_encode ((const guchar *) both, strlen (both)), -1, "text/plain", g_free);

  sodium_memzero (secret, strlen (secret));
  sodium_memzero (both, strlen (both));
  g_free (secret);
  g_free (both);
  return value;
}

static JsonObject *
await_answer (Question *question, GError **error)
{
  AcIntrospection *self = question->self;
  const char *endpoint = ac_issuer_get_introspection_endpoint (self->issuer);
  g_autoptr(SecretValue) credentials = make_credentials (self->config);
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  if (endpoint == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                           "The provider tells nothing of tokens");
      return NULL;
    }

  request = ac_http_request_new ("POST", endpoint);
  ac_http_request_set_header (request, "Accept", "application/json");
  ac_http_request_set_authorization (request, "Basic", credentials);
  ac_http_request_set_form (request, "token", secret_value_get_text (question->token),
                            "token_type_hint", "access_token", NULL);
  ac_http_request_set_deadline (request, DEADLINE_SECONDS);
  ac_http_request_set_max_size (request, MAX_SIZE);
  if (!(response = dex_await_object (ac_http_send (self->http, request), error)))
    return NULL;

  /* Also when it is we who are refused: that says nothing of the token. */
  if (!ac_http_response_is_success (response))
    {
      ac_http_response_refuse (response, AC_ERROR_BAD_REPLY, error);
      return NULL;
    }

  return ac_http_response_get_object (response, answer_fields, error);
}

static gboolean
is_for_us (AcIntrospection *self, JsonObject *claims)
{
  if (!json_object_has_member (claims, "aud"))
    return g_strcmp0 (ac_json_get_string (claims, "client_id"), self->config->client_id) == 0;

  return ac_jwt_has_audience (claims, self->config->audience);
}

static gboolean
is_good (AcIntrospection *self, JsonObject *claims)
{
  const gint64 now = ac_clock_now_ms () / 1000;
  const char *issuer = ac_json_get_string (claims, "iss");

  return ac_json_get_boolean (claims, "active") && ac_json_get_string (claims, "sub") != NULL &&
         (issuer == NULL || g_str_equal (issuer, ac_issuer_get_name (self->issuer))) &&
         (!json_object_has_member (claims, "exp") || ac_json_get_integer (claims, "exp") > now) &&
         ac_json_get_integer (claims, "nbf") <= now && is_for_us (self, claims);
}

static void
keep (AcIntrospection *self, const char *hash, JsonObject *claims)
{
  GHashTable *table = claims != NULL ? self->good : self->bad;
  const gint64 now = ac_clock_now_ms ();
  const gint64 end = claims != NULL ? ac_json_get_integer (claims, "exp") : 0;
  Answer *answer = g_new0 (Answer, 1);

  if (g_hash_table_size (table) >= MAX_KEPT)
    g_hash_table_remove_all (table);

  answer->claims = claims != NULL ? json_object_ref (claims) : NULL;
  answer->until = now + BELIEVED_MS;
  if (end > 0 && end < answer->until / 1000)
    answer->until = end * 1000;
  g_hash_table_replace (table, g_strdup (hash), answer);
}

static DexFuture *
give (JsonObject *claims)
{
  return claims != NULL ? dex_future_new_take_boxed (JSON_TYPE_OBJECT, json_object_ref (claims))
                        : dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID,
                                                 "The provider knows no such token");
}

static DexFuture *
ask_fiber (gpointer user_data)
{
  Question *question = user_data;
  AcIntrospection *self = question->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) answer = await_answer (question, &error);
  JsonObject *claims = answer != NULL && is_good (self, answer) ? answer : NULL;

  g_hash_table_remove (self->asking, question->hash);
  if (answer == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  keep (self, question->hash, claims);
  return give (claims);
}

static Answer *
find (GHashTable *table, const char *hash)
{
  Answer *answer = g_hash_table_lookup (table, hash);

  return answer != NULL && answer->until > ac_clock_now_ms () ? answer : NULL;
}

DexFuture *
ac_introspection_ask (AcIntrospection *self, SecretValue *token)
{
  g_autofree char *hash =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret_value_get_text (token), -1);
  Answer *known = find (self->good, hash);
  DexFuture *asking = g_hash_table_lookup (self->asking, hash);
  Question *question = NULL;

  if (known == NULL)
    known = find (self->bad, hash);
  if (known != NULL)
    return give (known->claims);
  if (asking != NULL)
    return dex_ref (asking);
  if (g_hash_table_size (self->asking) >= MAX_ASKING)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE,
                                  "Too many tokens are asked about");

  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->token = secret_value_ref (token);
  question->hash = g_strdup (hash);
  asking = dex_scheduler_spawn (NULL, 0, ask_fiber, question, question_free);
  g_hash_table_replace (self->asking, g_steal_pointer (&hash), dex_ref (asking));
  return asking;
}
