/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsecret/secret.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-json.h"
#include "ac-resource.h"
#include "ac-token-doorman.h"

#define SCHEME "Bearer "
#define MAX_TOKEN 8192
#define LEEWAY_MS 30000
#define MAX_KNOWN 100000

struct _AcTokenDoorman
{
  GObject parent_instance;
  AcIssuer *issuer;
  AcStore *store;
  AcHostedConfig *config;
  char *resource_metadata;
  GHashTable *known; /* people whose row is there for certain */
};

static void ac_token_doorman_init_doorman (AcDoormanInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcTokenDoorman,
                               ac_token_doorman,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_DOORMAN,
                                                      ac_token_doorman_init_doorman))

/* RFC 9068 §2.2 beside what ac_jwt_verify() asks for itself. */
static const AcJsonField claim_fields[] = {
  { "sub", AC_JSON_STRING, AC_JSON_REQUIRED, 255 },
  { "client_id", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "jti", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { NULL },
};

typedef struct
{
  AcTokenDoorman *self;
  SoupServerMessage *message;
  SecretValue *token;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_object_unref (check->self);
  g_object_unref (check->message);
  secret_value_unref (check->token);
  g_free (check);
}

/* RFC 6750 §3: without a token nothing is said of what was wrong with it. */
static void
challenge (AcTokenDoorman *self, SoupServerMessage *message, const char *error)
{
  g_autofree char *text = g_strdup_printf (
      "Bearer resource_metadata=\"%s\"%s%s%s", self->resource_metadata,
      error != NULL ? ", error=\"" : "", error != NULL ? error : "", error != NULL ? "\"" : "");

  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "WWW-Authenticate", text);
}

char *
ac_token_doorman_name_person (const char *issuer, const char *subject)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize size = sizeof hash;

  g_checksum_update (checksum, (const guchar *) issuer, strlen (issuer) + 1);
  g_checksum_update (checksum, (const guchar *) subject, -1);
  g_checksum_get_digest (checksum, hash, &size);
  hash[6] = (hash[6] & 0x0f) | 0x80;
  hash[8] = (hash[8] & 0x3f) | 0x80;

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7],
                          hash[8], hash[9], hash[10], hash[11], hash[12], hash[13], hash[14],
                          hash[15]);
}

static JsonObject *
verify (Check *check, GError **error)
{
  AcTokenDoorman *self = check->self;
  g_autoptr(AcKeySet) keys = ac_issuer_dup_keys (self->issuer);
  AcJwtRules rules = {
    .type = "at+jwt",
    .issuer = ac_issuer_get_name (self->issuer),
    .audience = self->config->audience,
    .now_ms = ac_clock_now_ms (),
    .leeway_ms = LEEWAY_MS,
  };

  return ac_jwt_verify (secret_value_get_text (check->token), keys, &rules, error);
}

/* A provider that has a new key signs with it before we have heard of it. */
static JsonObject *
await_claims (Check *check, GError **error)
{
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(GError) failure = NULL;

  if (!ac_await (ac_issuer_prepare (check->self->issuer), error))
    return NULL;

  claims = verify (check, &failure);
  if (g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND) &&
      ac_await (ac_issuer_refresh (check->self->issuer), NULL))
    {
      g_clear_error (&failure);
      claims = verify (check, &failure);
    }
  if (failure == NULL && ac_json_check (claims, claim_fields, AC_JSON_OPEN, &failure) &&
      !json_object_has_member (claims, "cnf"))
    return g_steal_pointer (&claims);

  g_debug ("A token was refused: %s", failure != NULL ? failure->message : "bound to a key");
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "The token is not good here");
  return NULL;
}

static GObject *
ensure_person (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_ensure_person (store, user_data, error);
  return NULL;
}

static gboolean
await_person (AcTokenDoorman *self, const char *person, GError **error)
{
  if (g_hash_table_contains (self->known, person))
    return TRUE;

  if (!ac_await (ac_store_run (self->store, ensure_person, g_strdup (person), g_free), error))
    return FALSE;

  if (g_hash_table_size (self->known) >= MAX_KNOWN)
    g_hash_table_remove_all (self->known);
  g_hash_table_add (self->known, g_strdup (person));
  return TRUE;
}

static DexFuture *
check_fiber (gpointer user_data)
{
  Check *check = user_data;
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *person = NULL;

  if (!(claims = await_claims (check, &error)))
    {
      if (g_error_matches (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED))
        challenge (check->self, check->message, "invalid_token");
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  person = ac_token_doorman_name_person (ac_issuer_get_name (check->self->issuer),
                                         ac_json_get_string (claims, "sub"));
  if (!await_person (check->self, person, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_string (g_steal_pointer (&person));
}

/* One token of the characters of RFC 6750 §2.1: two header fields come as one with a comma. */
static SecretValue *
read_token (SoupServerMessage *message)
{
  const char *value = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Authorization");
  gsize length = 0;

  if (value == NULL || g_ascii_strncasecmp (value, SCHEME, strlen (SCHEME)) != 0)
    return NULL;

  value += strlen (SCHEME);
  length = strlen (value);
  if (length == 0 || length > MAX_TOKEN ||
      strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~+/=") != length)
    return NULL;

  return secret_value_new (value, length, "text/plain");
}

static DexFuture *
ac_token_doorman_identify (AcDoorman *doorman, SoupServerMessage *message)
{
  AcTokenDoorman *self = AC_TOKEN_DOORMAN (doorman);
  SecretValue *token = read_token (message);
  Check *check = NULL;

  if (token == NULL)
    {
      gboolean tried =
          soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                        "Authorization") != NULL;

      challenge (self, message, tried ? "invalid_token" : NULL);
      return dex_future_new_reject (AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "A token is needed");
    }

  check = g_new0 (Check, 1);
  check->self = g_object_ref (self);
  check->message = g_object_ref (message);
  check->token = token;
  return dex_scheduler_spawn (NULL, 0, check_fiber, check, check_free);
}

static void
ac_token_doorman_finalize (GObject *object)
{
  AcTokenDoorman *self = AC_TOKEN_DOORMAN (object);

  g_clear_object (&self->issuer);
  g_clear_object (&self->store);
  g_clear_pointer (&self->config, ac_hosted_config_unref);
  g_clear_pointer (&self->resource_metadata, g_free);
  g_clear_pointer (&self->known, g_hash_table_unref);

  G_OBJECT_CLASS (ac_token_doorman_parent_class)->finalize (object);
}

static void
ac_token_doorman_class_init (AcTokenDoormanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_token_doorman_finalize;
}

static void
ac_token_doorman_init_doorman (AcDoormanInterface *iface)
{
  iface->identify = ac_token_doorman_identify;
}

static void
ac_token_doorman_init (AcTokenDoorman *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AcTokenDoorman *
ac_token_doorman_new (AcIssuer *issuer, AcHostedConfig *config, AcStore *store)
{
  AcTokenDoorman *self = g_object_new (AC_TYPE_TOKEN_DOORMAN, NULL);

  self->issuer = g_object_ref (issuer);
  self->config = ac_hosted_config_ref (config);
  self->resource_metadata = ac_resource_get_address (config);
  self->store = g_object_ref (store);
  return self;
}
