/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsecret/secret.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-introspection.h"
#include "ac-json.h"
#include "ac-proofs.h"
#include "ac-resource.h"
#include "ac-token-doorman.h"

#define MAX_TOKEN 8192
#define MAX_PROOFS 500000 /* more than one process can check within a minute */
#define LEEWAY_MS 30000
#define MAX_DEVICE 128 /* characters */

typedef enum
{
  SCHEME_NONE,
  SCHEME_BEARER, /* RFC 6750 */
  SCHEME_DPOP,   /* RFC 9449 */
} Scheme;

static const struct
{
  const char *prefix;
  Scheme scheme;
} schemes[] = {
  { "Bearer ", SCHEME_BEARER },
  { "DPoP ", SCHEME_DPOP },
};

struct _AcTokenDoorman
{
  GObject parent_instance;
  AcIssuer *issuer;
  AcIntrospection *introspection; /* (nullable) */
  AcSessions *sessions;
  AcHostedConfig *config;
  AcProofs *proofs;
  char *resource_metadata;
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
  { "sid", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { "auth_time", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "iat", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

typedef struct
{
  AcTokenDoorman *self;
  SoupServerMessage *message;
  Scheme scheme;
  SecretValue *token;
  gboolean wants_nonce; /* all is well but for the proof's age */
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

static void
set_header (SoupServerMessage *message, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

static void
add_challenge (GString *text, const char *scheme, const char *address, const char *error)
{
  g_string_append_printf (text, "%s%s resource_metadata=\"%s\"", text->len > 0 ? ", " : "", scheme,
                          address);
  if (error != NULL)
    g_string_append_printf (text, ", error=\"%s\"", error);
}

/* RFC 6750 §3: without a token nothing is said of what was wrong with it. */
static gboolean
challenge (AcTokenDoorman *self,
           SoupServerMessage *message,
           Scheme tried,
           const char *fault,
           GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const gboolean bearer = self->config->dpop == AC_DPOP_ALLOWED;

  if (bearer)
    add_challenge (text, "Bearer", self->resource_metadata, tried == SCHEME_BEARER ? fault : NULL);
  add_challenge (text, "DPoP", self->resource_metadata,
                 tried == SCHEME_DPOP || (tried != SCHEME_NONE && !bearer) ? fault : NULL);
  g_string_append (text, ", algs=\"ES256\"");
  set_header (message, "WWW-Authenticate", text->str);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "The token is not good here");
  return FALSE;
}

/* What we can't find out now says nothing about the token. */
static gboolean
put_off (const char *why, GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE, why);
  return FALSE;
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
await_verified (Check *check, GError **error)
{
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GError) missed = NULL;

  claims = verify (check, &failure);
  if (!g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return g_steal_pointer (&claims);
    }

  if (ac_await (ac_issuer_refresh (check->self->issuer), &missed))
    return verify (check, error);

  g_propagate_error (error, g_steal_pointer (&missed));
  return NULL;
}

/* RFC 7519 §3: a JWT in compact form has two dots. */
static gboolean
is_opaque (SecretValue *token)
{
  g_auto(GStrv) parts = g_strsplit (secret_value_get_text (token), ".", 4);

  return g_strv_length (parts) != 3;
}

static JsonObject *
await_told (Check *check, GError **error)
{
  AcTokenDoorman *self = check->self;
  g_autoptr(JsonObject) claims = NULL;

  if (self->introspection != NULL && is_opaque (check->token))
    return dex_await_boxed (ac_introspection_ask (self->introspection, check->token), error);

  if (!(claims = await_verified (check, error)) ||
      !ac_json_check (claims, claim_fields, AC_JSON_OPEN, NULL))
    return NULL;

  return g_steal_pointer (&claims);
}

/* What only says that the token is bad, and not that it could not be told. */
static gboolean
is_verdict (const GError *error)
{
  return g_error_matches (error, AC_ERROR, AC_ERROR_INVALID) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_NOT_FOUND);
}

static JsonObject *
await_claims (Check *check, GError **error)
{
  AcTokenDoorman *self = check->self;
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(GError) failure = NULL;

  if (ac_await (ac_issuer_prepare (self->issuer), &failure) &&
      (claims = await_told (check, &failure)))
    return g_steal_pointer (&claims);

  if (failure == NULL || is_verdict (failure))
    {
      g_debug ("A token was refused: %s", failure != NULL ? failure->message : "its claims");
      challenge (self, check->message, check->scheme, "invalid_token", error);
    }
  else
    put_off ("The sign-in can't be checked now", error);
  return NULL;
}

/* Two header fields come as one with a comma, which no proof has. */
static AcProofVerdict
judge_proof (Check *check, const char *thumbprint)
{
  SoupServerMessage *message = check->message;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return ac_proofs_judge (check->self->proofs, soup_server_message_get_method (message),
                          g_uri_get_path (soup_server_message_get_uri (message)),
                          soup_message_headers_get_list (headers, "DPoP"), check->token,
                          thumbprint);
}

/* A token that is bound to a key (RFC 7800) is good for nobody who can't prove that they hold it,
 * and only such a one is sent with a proof. */
static gboolean
check_binding (Check *check, JsonObject *claims, GError **error)
{
  AcTokenDoorman *self = check->self;
  JsonObject *binding = ac_json_get_object (claims, "cnf");
  const char *thumbprint = binding != NULL ? ac_json_get_string (binding, "jkt") : NULL;
  g_autofree char *nonce = NULL;

  if (!json_object_has_member (claims, "cnf") && check->scheme == SCHEME_BEARER &&
      self->config->dpop == AC_DPOP_ALLOWED)
    return TRUE;
  if (thumbprint == NULL || check->scheme != SCHEME_DPOP)
    return challenge (self, check->message, check->scheme, "invalid_token", error);

  nonce = ac_proofs_make_nonce (self->proofs);
  set_header (check->message, "DPoP-Nonce", nonce);
  switch (judge_proof (check, thumbprint))
    {
    case AC_PROOF_GOOD:
      return TRUE;
    case AC_PROOF_WANTS_NONCE:
      check->wants_nonce = TRUE;
      return challenge (self, check->message, check->scheme, "use_dpop_nonce", error);
    case AC_PROOF_TOO_MANY:
      return put_off ("There are too many requests", error);
    case AC_PROOF_BAD:
    default:
      return challenge (self, check->message, check->scheme, "invalid_dpop_proof", error);
    }
}

/* What is the same for each token of one sign-in, and another for the person's other ones: the key,
 * the provider's session, or else only the client. */
static char *
mark_sign_in (JsonObject *claims, gboolean *by_key)
{
  JsonObject *binding = ac_json_get_object (claims, "cnf");
  const char *session = ac_json_get_string (claims, "sid");
  const char *kind = "client";
  const char *name = ac_json_get_string (claims, "client_id");
  g_autofree char *text = NULL;

  *by_key = binding != NULL;
  if (binding != NULL)
    {
      kind = "key";
      name = ac_json_get_string (binding, "jkt");
    }
  else if (session != NULL)
    {
      kind = "session";
      name = session;
    }

  text = g_strconcat (kind, " ", name, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* A key is never used for two sign-ins. Where there is none the token tells when its person signed
 * in, or at least when it was made. */
static gint64
read_sign_in_time (JsonObject *claims, gboolean by_key)
{
  const gint64 signed_in = ac_json_get_integer (claims, "auth_time");
  const gint64 seconds = signed_in > 0 ? signed_in : ac_json_get_integer (claims, "iat");

  return by_key ? 0 : CLAMP (seconds, 0, G_MAXUINT32) * 1000;
}

static gboolean
is_device_name (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL) || g_utf8_strlen (name, -1) > MAX_DEVICE)
    return FALSE;

  for (; *name != '\0'; name = g_utf8_next_char (name))
    if (!g_unichar_isprint (g_utf8_get_char (name)))
      return FALSE;

  return TRUE;
}

/* Our programs say where they run; of others the name is known at most. */
static char *
read_device (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *said = soup_message_headers_get_one (headers, "Accounts-Center-Device");
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");
  g_autofree char *name = NULL;

  if (said != NULL)
    name = g_uri_unescape_string (said, NULL);
  else if (agent != NULL)
    name = g_strndup (agent, strcspn (agent, "/ "));

  return name != NULL && is_device_name (name) ? g_steal_pointer (&name) : g_strdup ("");
}

static char *
name_person (Check *check, JsonObject *claims)
{
  return ac_token_doorman_name_person (ac_issuer_get_name (check->self->issuer),
                                       ac_json_get_string (claims, "sub"));
}

static AcCaller *
await_caller (Check *check, JsonObject *claims, GError **error)
{
  AcTokenDoorman *self = check->self;
  gboolean by_key = FALSE;
  g_autofree char *person = name_person (check, claims);
  g_autofree char *mark = mark_sign_in (claims, &by_key);
  g_autofree char *device = read_device (check->message);
  g_autofree char *session = dex_await_string (
      ac_sessions_meet (self->sessions, person, mark, device, read_sign_in_time (claims, by_key)),
      error);

  return session != NULL ? ac_caller_new (person, session) : NULL;
}

static DexFuture *
check_fiber (gpointer user_data)
{
  Check *check = user_data;
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(GError) error = NULL;
  AcCaller *caller = NULL;

  if (!(claims = await_claims (check, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!check_binding (check, claims, &error))
    {
      g_autofree char *person = name_person (check, claims);

      return check->wants_nonce ? dex_future_new_take_object (ac_caller_new_unproven (person))
                                : dex_future_new_for_error (g_steal_pointer (&error));
    }

  if ((caller = await_caller (check, claims, &error)))
    return dex_future_new_take_object (caller);

  if (g_error_matches (error, AC_ERROR, AC_ERROR_SIGNED_OUT))
    challenge (check->self, check->message, check->scheme, "invalid_token", NULL);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/* One token of the characters of RFC 6750 §2.1: two header fields come as one with a comma. */
static SecretValue *
read_token (SoupServerMessage *message, Scheme *scheme)
{
  const char *value = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Authorization");
  gsize length = 0;

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (value, schemes[i].prefix, strlen (schemes[i].prefix)) == 0)
      {
        *scheme = schemes[i].scheme;
        value += strlen (schemes[i].prefix);
        break;
      }

  length = *scheme != SCHEME_NONE ? strlen (value) : 0;
  if (length == 0 || length > MAX_TOKEN ||
      strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~+/=") != length)
    return NULL;

  return secret_value_new (value, length, "text/plain");
}

static DexFuture *
ac_token_doorman_identify (AcDoorman *doorman, SoupServerMessage *message)
{
  AcTokenDoorman *self = AC_TOKEN_DOORMAN (doorman);
  Scheme scheme = SCHEME_NONE;
  SecretValue *token = read_token (message, &scheme);
  g_autoptr(GError) error = NULL;
  Check *check = NULL;

  if (token == NULL)
    {
      challenge (self, message, scheme, "invalid_token", &error);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  check = g_new0 (Check, 1);
  check->self = g_object_ref (self);
  check->message = g_object_ref (message);
  check->scheme = scheme;
  check->token = token;
  return dex_scheduler_spawn (NULL, 0, check_fiber, check, check_free);
}

static void
ac_token_doorman_finalize (GObject *object)
{
  AcTokenDoorman *self = AC_TOKEN_DOORMAN (object);

  g_clear_object (&self->issuer);
  g_clear_object (&self->introspection);
  g_clear_object (&self->sessions);
  g_clear_object (&self->proofs);
  g_clear_pointer (&self->config, ac_hosted_config_unref);
  g_clear_pointer (&self->resource_metadata, g_free);

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
}

AcTokenDoorman *
ac_token_doorman_new (AcHttp *http, AcHostedConfig *config, AcSessions *sessions)
{
  AcTokenDoorman *self = g_object_new (AC_TYPE_TOKEN_DOORMAN, NULL);

  self->issuer = ac_issuer_new (http, config->issuer);
  if (config->introspection)
    self->introspection = ac_introspection_new (http, self->issuer, config);
  self->config = ac_hosted_config_ref (config);
  /* While a key takes the place of another, all processes have the old one. */
  self->proofs = ac_proofs_new (
      config->audience, config->old_vault_key != NULL ? config->old_vault_key : config->vault_key,
      MAX_PROOFS);
  self->resource_metadata = ac_resource_get_address (config);
  self->sessions = g_object_ref (sessions);
  return self;
}
