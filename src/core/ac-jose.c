/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <sodium.h>
#include <string.h>

#include "ac-base64url.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-oauth.h"

/* P-256: coordinates, the private number and the halves of a signature are 32 bytes each (RFC 7518
 * §3.4, §6.2). */
#define PART 32

typedef struct
{
  guint8 x[PART];
  guint8 y[PART];
  guint8 d[PART];
} Key;

G_STATIC_ASSERT (sizeof (Key) == 3 * PART);

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_FAILED, "A key could not be used: %s", what);
  return FALSE;
}

/* Right-aligned: GnuTLS gives numbers with more or fewer leading zeros. */
static void
copy_part (guint8 *part, const gnutls_datum_t *number)
{
  guint skip = number->size > PART ? number->size - PART : 0;
  guint size = number->size - skip;

  memset (part, 0, PART);
  memcpy (part + PART - size, number->data + skip, size);
}

static void
wipe_datum (gnutls_datum_t *datum)
{
  if (datum->data != NULL)
    gnutls_memset (datum->data, 0, datum->size);
  gnutls_free (datum->data);
}

static gboolean
export_key (gnutls_privkey_t private_key, Key *key)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { 0 };
  gnutls_datum_t y = { 0 };
  gnutls_datum_t d = { 0 };

  if (gnutls_privkey_export_ecc_raw2 (private_key, &curve, &x, &y, &d, 0) != GNUTLS_E_SUCCESS)
    return FALSE;

  copy_part (key->x, &x);
  copy_part (key->y, &y);
  copy_part (key->d, &d);
  wipe_datum (&x);
  wipe_datum (&y);
  wipe_datum (&d);
  return curve == GNUTLS_ECC_CURVE_SECP256R1;
}

SecretValue *
ac_jose_key_new (GError **error)
{
  gnutls_privkey_t private_key = NULL;
  Key key;
  char hex[sizeof (Key) * 2 + 1];
  SecretValue *value = NULL;

  if (gnutls_privkey_init (&private_key) != GNUTLS_E_SUCCESS)
    return fail (error, "no memory"), NULL;

  if (gnutls_privkey_generate (private_key, GNUTLS_PK_ECDSA,
                               GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                               0) == GNUTLS_E_SUCCESS &&
      export_key (private_key, &key))
    {
      sodium_bin2hex (hex, sizeof hex, (guint8 *) &key, sizeof key);
      value = secret_value_new (hex, -1, "text/plain");
    }

  gnutls_privkey_deinit (private_key);
  sodium_memzero (&key, sizeof key);
  sodium_memzero (hex, sizeof hex);
  if (value == NULL)
    fail (error, "it could not be made");
  return value;
}

static char *
encode_json (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  return ac_base64url_encode (text, strlen (text));
}

/* RFC 9449 §4.2: the proof carries the public half of the key. */
static char *
encode_header (const Key *key)
{
  g_autoptr(JsonObject) header = json_object_new ();
  JsonObject *jwk = json_object_new ();
  g_autofree char *x = ac_base64url_encode (key->x, PART);
  g_autofree char *y = ac_base64url_encode (key->y, PART);

  json_object_set_string_member (jwk, "kty", "EC");
  json_object_set_string_member (jwk, "crv", "P-256");
  json_object_set_string_member (jwk, "x", x);
  json_object_set_string_member (jwk, "y", y);
  json_object_set_string_member (header, "typ", "dpop+jwt");
  json_object_set_string_member (header, "alg", "ES256");
  json_object_set_object_member (header, "jwk", jwk);
  return encode_json (header);
}

static char *
encode_claims (const char *method, const char *uri, const char *nonce, SecretValue *access_token)
{
  g_autoptr(JsonObject) claims = json_object_new ();
  g_autofree char *target = g_strndup (uri, strcspn (uri, "?#"));
  g_autofree char *id = ac_random_token (16);
  g_autofree char *hash_text = NULL;

  json_object_set_string_member (claims, "jti", id);
  json_object_set_string_member (claims, "htm", method);
  json_object_set_string_member (claims, "htu", target);
  json_object_set_int_member (claims, "iat", g_get_real_time () / G_USEC_PER_SEC);
  ac_json_set_string (claims, "nonce", nonce);
  if (access_token != NULL)
    {
      guint8 hash[crypto_hash_sha256_BYTES];
      gsize length = 0;
      const char *text = secret_value_get (access_token, &length);

      crypto_hash_sha256 (hash, (const guint8 *) text, length);
      hash_text = ac_base64url_encode (hash, sizeof hash);
      ac_json_set_string (claims, "ath", hash_text);
    }

  return encode_json (claims);
}

/* RFC 7515 §3.4: the two halves side by side, not in ASN.1. */
static char *
encode_signature (const gnutls_datum_t *signature)
{
  gnutls_datum_t r = { 0 };
  gnutls_datum_t s = { 0 };
  guint8 raw[2 * PART];

  if (gnutls_decode_rs_value (signature, &r, &s) != GNUTLS_E_SUCCESS)
    return NULL;

  copy_part (raw, &r);
  copy_part (raw + PART, &s);
  gnutls_free (r.data);
  gnutls_free (s.data);
  return ac_base64url_encode (raw, sizeof raw);
}

static char *
sign (const Key *key, const char *text)
{
  gnutls_datum_t x = { (guint8 *) key->x, PART };
  gnutls_datum_t y = { (guint8 *) key->y, PART };
  gnutls_datum_t d = { (guint8 *) key->d, PART };
  gnutls_datum_t data = { (guint8 *) text, strlen (text) };
  gnutls_datum_t signature = { 0 };
  gnutls_privkey_t private_key = NULL;
  char *encoded = NULL;

  if (gnutls_privkey_init (&private_key) != GNUTLS_E_SUCCESS)
    return NULL;

  if (gnutls_privkey_import_ecc_raw (private_key, GNUTLS_ECC_CURVE_SECP256R1, &x, &y, &d) ==
          GNUTLS_E_SUCCESS &&
      gnutls_privkey_sign_data (private_key, GNUTLS_DIG_SHA256, 0, &data, &signature) ==
          GNUTLS_E_SUCCESS)
    encoded = encode_signature (&signature);

  gnutls_free (signature.data);
  gnutls_privkey_deinit (private_key);
  return encoded;
}

char *
ac_jose_dpop_proof (SecretValue *key,
                    const char *method,
                    const char *uri,
                    const char *nonce,
                    SecretValue *access_token,
                    GError **error)
{
  Key parts;
  gsize hex_length = 0;
  gsize length = 0;
  const char *hex = secret_value_get (key, &hex_length);
  g_autofree char *claims = encode_claims (method, uri, nonce, access_token);
  g_autofree char *header = NULL;
  g_autofree char *signed_text = NULL;
  g_autofree char *signature = NULL;

  if (sodium_hex2bin ((guint8 *) &parts, sizeof parts, hex, hex_length, NULL, &length, NULL) != 0 ||
      length != sizeof parts)
    return fail (error, "it is not readable"), NULL;

  header = encode_header (&parts);
  signed_text = g_strconcat (header, ".", claims, NULL);
  signature = sign (&parts, signed_text);
  sodium_memzero (&parts, sizeof parts);
  if (signature == NULL)
    return fail (error, "it does not sign"), NULL;

  return g_strconcat (signed_text, ".", signature, NULL);
}
