/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-base64url.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-jwt-private.h"

#define MAX_TOKEN 16384
#define MAX_SIGNATURE 1024

static const AcJsonField header_fields[] = {
  { "alg", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "kid", AC_JSON_STRING, AC_JSON_OPTIONAL, 512 },
  { "typ", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static const AcJsonField claim_fields[] = {
  { "iss", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "exp", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "nbf", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "iat", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "azp", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "nonce", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { NULL },
};

/* What would bring a key along, or change what is signed (RFC 8725 §3.5, RFC 7797). */
static const char *const refused_members[] = { "crit", "b64", "jku", "jwk", "x5u", "x5c" };

static const char *const algorithms[] = { "ES256", "ES384",   "RS256", "PS256",
                                          "EdDSA", "Ed25519", NULL };

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The token is refused: %s", what);
  return FALSE;
}

JsonObject *
ac_jwt_read_part (const char *part, const AcJsonField *fields)
{
  g_autoptr(GBytes) bytes = ac_base64url_decode (part, MAX_TOKEN);

  return bytes != NULL ? ac_json_parse_object (bytes, fields, AC_JSON_OPEN, NULL) : NULL;
}

static gboolean
check_type (const char *type, const char *wanted)
{
  if (wanted == NULL)
    return type == NULL || g_ascii_strcasecmp (type, "JWT") == 0;
  if (type != NULL && g_ascii_strncasecmp (type, "application/", strlen ("application/")) == 0)
    type += strlen ("application/");

  return type != NULL && g_ascii_strcasecmp (type, wanted) == 0;
}

static gboolean
check_header (JsonObject *header, const AcJwtRules *rules, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_members); i++)
    if (json_object_has_member (header, refused_members[i]))
      return refuse (error, refused_members[i]);

  if (!g_strv_contains (algorithms, ac_json_get_string (header, "alg")))
    return refuse (error, "alg");

  return check_type (ac_json_get_string (header, "typ"), rules->type) || refuse (error, "typ");
}

/* RFC 7519 §4.1.3: one, or a list of them. */
gboolean
ac_jwt_has_audience (JsonObject *claims, const char *audience)
{
  JsonArray *list = ac_json_get_array (claims, "aud");
  const char *one = ac_json_get_string (claims, "aud");
  gboolean found = FALSE;

  if (list == NULL)
    return one != NULL && g_strcmp0 (one, audience) == 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        return FALSE;
      found = found || g_strcmp0 (json_node_get_string (node), audience) == 0;
    }

  return found;
}

/* OpenID Connect Core §3.1.3.7: must stand there when the token is for several, and be us if it
 * does. */
static gboolean
check_authorized (JsonObject *claims, const AcJwtRules *rules)
{
  JsonArray *list = ac_json_get_array (claims, "aud");
  const char *authorized = ac_json_get_string (claims, "azp");

  if (rules->authorized == NULL)
    return TRUE;
  if (authorized == NULL)
    return list == NULL || json_array_get_length (list) < 2;

  return g_str_equal (authorized, rules->authorized);
}

static gboolean
check_times (JsonObject *claims, const AcJwtRules *rules)
{
  const gint64 latest = (rules->now_ms + rules->leeway_ms) / 1000;
  const gint64 earliest = (rules->now_ms - rules->leeway_ms) / 1000;

  return ac_json_get_integer (claims, "exp") > earliest &&
         ac_json_get_integer (claims, "nbf") <= latest &&
         ac_json_get_integer (claims, "iat") <= latest;
}

static gboolean
check_claims (JsonObject *claims, const AcJwtRules *rules, GError **error)
{
  if (g_strcmp0 (ac_json_get_string (claims, "iss"), rules->issuer) != 0)
    return refuse (error, "iss");
  if (!ac_jwt_has_audience (claims, rules->audience))
    return refuse (error, "aud");
  if (!check_authorized (claims, rules))
    return refuse (error, "azp");
  if (!check_times (claims, rules))
    return refuse (error, "exp, nbf or iat");
  if (rules->nonce != NULL && g_strcmp0 (ac_json_get_string (claims, "nonce"), rules->nonce) != 0)
    return refuse (error, "nonce");

  return TRUE;
}

JsonObject *
ac_jwt_verify (const char *token, AcKeySet *keys, const AcJwtRules *rules, GError **error)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) header = NULL;
  g_autoptr(JsonObject) claims = NULL;
  g_autoptr(GBytes) signature = NULL;

  if (strlen (token) > MAX_TOKEN || g_strv_length (parts = g_strsplit (token, ".", 4)) != 3 ||
      !(header = ac_jwt_read_part (parts[0], header_fields)) ||
      !(signature = ac_base64url_decode (parts[2], MAX_SIGNATURE)))
    return refuse (error, "it is malformed"), NULL;
  if (!check_header (header, rules, error))
    return NULL;

  text = g_strconcat (parts[0], ".", parts[1], NULL);
  if (!ac_key_set_verify (keys, ac_json_get_string (header, "kid"),
                          ac_json_get_string (header, "alg"), text, signature, error))
    return NULL;
  if (!(claims = ac_jwt_read_part (parts[1], claim_fields)))
    return refuse (error, "its claims are malformed"), NULL;

  return check_claims (claims, rules, error) ? g_steal_pointer (&claims) : NULL;
}
