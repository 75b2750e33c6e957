/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-base64url.h"
#include "ac-dpop.h"
#include "ac-error.h"
#include "ac-http-address.h"
#include "ac-json.h"
#include "ac-jwt-private.h"

#define MAX_PROOF 4096
#define MAX_SIGNATURE 64

static const AcJsonField header_fields[] = {
  { "typ", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "alg", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "jwk", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField key_fields[] = {
  { "kty", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "crv", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "x", AC_JSON_STRING, AC_JSON_REQUIRED, 43 },
  { "y", AC_JSON_STRING, AC_JSON_REQUIRED, 43 },
  { NULL },
};

static const AcJsonField claim_fields[] = {
  { "jti", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "htm", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "htu", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "iat", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "ath", AC_JSON_STRING, AC_JSON_REQUIRED, 43 },
  { "nonce", AC_JSON_STRING, AC_JSON_OPTIONAL, 256 },
  { NULL },
};

/* What would name another key, or change what is signed. */
static const char *const refused_members[] = { "crit", "b64", "jku", "x5u", "x5c" };

/* RFC 7518 §6: parts of keys that are nobody's to show. */
static const char *const secret_members[] = { "d", "k", "p", "q", "dp", "dq", "qi", "oth" };

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The proof is refused: %s", what);
  return FALSE;
}

static gboolean
has_any (JsonObject *object, const char *const *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    if (json_object_has_member (object, names[i]))
      return TRUE;

  return FALSE;
}

static gboolean
check_header (JsonObject *header, GError **error)
{
  JsonObject *key = ac_json_get_object (header, "jwk");

  if (g_ascii_strcasecmp (ac_json_get_string (header, "typ"), "dpop+jwt") != 0)
    return refuse (error, "typ");
  if (!g_str_equal (ac_json_get_string (header, "alg"), "ES256"))
    return refuse (error, "alg");
  if (has_any (header, refused_members, G_N_ELEMENTS (refused_members)))
    return refuse (error, "its header says too much");

  return (ac_json_check (key, key_fields, AC_JSON_OPEN, NULL) &&
          !has_any (key, secret_members, G_N_ELEMENTS (secret_members))) ||
         refuse (error, "jwk");
}

/* The one key of the header, as the set that signatures are checked against. */
static AcKeySet *
read_key (JsonObject *key, GError **error)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *set = json_object_new ();
  JsonArray *keys = json_array_new ();
  g_autoptr(GBytes) bytes = NULL;

  json_array_add_object_element (keys, json_object_ref (key));
  json_object_set_array_member (set, "keys", keys);
  json_node_take_object (root, set);
  bytes = ac_json_to_bytes (root);
  return ac_key_set_parse (bytes, error);
}

static char *
hash (const char *text, gsize length)
{
  guint8 digest[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (digest, (const guint8 *) text, length);
  return ac_base64url_encode (digest, sizeof digest);
}

/* Says nothing of where two hashes differ. */
static gboolean
is_same_hash (const char *one, const char *other)
{
  const gsize length = strlen (one);

  return length == strlen (other) && sodium_memcmp (one, other, length) == 0;
}

/* RFC 7638 §3.2. The coordinates stand there as they are: ac_key_set_parse() takes only the one way
 * to write them. */
static gboolean
check_thumbprint (JsonObject *key, const AcDpopRules *rules, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}",
                       ac_json_get_string (key, "x"), ac_json_get_string (key, "y"));
  g_autofree char *thumbprint = hash (text, strlen (text));

  return is_same_hash (thumbprint, rules->thumbprint) || refuse (error, "it is of another key");
}

static gboolean
check_signature (GStrv parts, JsonObject *header, const AcDpopRules *rules, GError **error)
{
  JsonObject *key = ac_json_get_object (header, "jwk");
  g_autoptr(AcKeySet) keys = read_key (key, NULL);
  g_autoptr(GBytes) signature = ac_base64url_decode (parts[2], MAX_SIGNATURE);
  g_autofree char *text = g_strconcat (parts[0], ".", parts[1], NULL);

  if (keys == NULL || signature == NULL ||
      !ac_key_set_verify (keys, NULL, "ES256", text, signature, NULL))
    return refuse (error, "its signature");

  return check_thumbprint (key, rules, error);
}

/* Query and fragment are no part of it (§4.3). */
static gboolean
is_target (const char *address, const AcDpopRules *rules)
{
  const gboolean plain = g_str_has_prefix (rules->origin, "http:");
  g_autoptr(GUri) uri =
                ac_http_address_parse (plain ? AC_HTTP_LOOPBACK : AC_HTTP_PRIVATE, address, NULL);
  g_autofree char *origin = uri != NULL ? ac_http_origin (uri) : NULL;

  return origin != NULL && g_str_equal (origin, rules->origin) &&
         g_str_equal (g_uri_get_path (uri), rules->path);
}

static gboolean
check_claims (JsonObject *claims, const AcDpopRules *rules, GError **error)
{
  const gint64 issued_ms =
      CLAMP (ac_json_get_integer (claims, "iat"), 0, G_MAXINT32 * 1000LL) * 1000;
  gsize length = 0;
  const char *token = secret_value_get (rules->token, &length);
  g_autofree char *token_hash = hash (token, length);

  if (!g_str_equal (ac_json_get_string (claims, "htm"), rules->method))
    return refuse (error, "htm");
  if (!is_target (ac_json_get_string (claims, "htu"), rules))
    return refuse (error, "htu");
  if (ABS (rules->now_ms - issued_ms) > rules->leeway_ms)
    return refuse (error, "iat");

  return is_same_hash (ac_json_get_string (claims, "ath"), token_hash) || refuse (error, "ath");
}

JsonObject *
ac_dpop_verify (const char *proof, const AcDpopRules *rules, GError **error)
{
  g_auto(GStrv) parts = NULL;
  g_autoptr(JsonObject) header = NULL;
  g_autoptr(JsonObject) claims = NULL;

  if (strlen (proof) > MAX_PROOF || g_strv_length (parts = g_strsplit (proof, ".", 4)) != 3 ||
      !(header = ac_jwt_read_part (parts[0], header_fields)) ||
      !(claims = ac_jwt_read_part (parts[1], claim_fields)))
    return refuse (error, "it is malformed"), NULL;

  return check_header (header, error) && check_claims (claims, rules, error) &&
                 check_signature (parts, header, rules, error)
             ? g_steal_pointer (&claims)
             : NULL;
}
