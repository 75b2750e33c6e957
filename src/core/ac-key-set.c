/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "ac-base64url.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-jwt-private.h"

#define MAX_KEYS 64
#define MAX_NUMBER 1024   /* bytes: RSA of 8192 bits */
#define MIN_RSA_BITS 2048 /* RFC 7518 §3.3 */

typedef struct
{
  gnutls_pubkey_t public_key;
  const char *algorithm;
  gnutls_sign_algorithm_t method;
  gsize half; /* bytes of each half of a signature; 0: the signature is one piece */
  char *id;   /* (nullable) */
} Key;

struct _AcKeySet
{
  gatomicrefcount references;
  GArray *keys;
};

static const AcJsonField set_fields[] = {
  { "keys", AC_JSON_ARRAY, AC_JSON_REQUIRED, MAX_KEYS },
  { NULL },
};

static const AcJsonField key_fields[] = {
  { "kty", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "crv", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "alg", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "use", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "key_ops", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 16 },
  { "kid", AC_JSON_STRING, AC_JSON_OPTIONAL, 512 },
  { "x", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "y", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "n", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "e", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { NULL },
};

/* Which signatures each kind of key makes; the first is meant where the key names none. part: bytes
 * of a coordinate. Ed25519 is the newer name (RFC 9864) of the one EdDSA in use. */
static const struct
{
  const char *kind;
  const char *curve; /* (nullable) */
  const char *algorithm;
  gnutls_sign_algorithm_t method;
  gnutls_ecc_curve_t curve_id;
  gsize part;
} methods[] = {
  { "EC", "P-256", "ES256", GNUTLS_SIGN_ECDSA_SHA256, GNUTLS_ECC_CURVE_SECP256R1, 32 },
  { "EC", "P-384", "ES384", GNUTLS_SIGN_ECDSA_SHA384, GNUTLS_ECC_CURVE_SECP384R1, 48 },
  { "RSA", NULL, "RS256", GNUTLS_SIGN_RSA_SHA256, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "RSA", NULL, "PS256", GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "OKP", "Ed25519", "EdDSA", GNUTLS_SIGN_EDDSA_ED25519, GNUTLS_ECC_CURVE_ED25519, 32 },
  { "OKP", "Ed25519", "Ed25519", GNUTLS_SIGN_EDDSA_ED25519, GNUTLS_ECC_CURVE_ED25519, 32 },
};

static void
key_clear (gpointer data)
{
  Key *key = data;

  if (key->public_key != NULL)
    gnutls_pubkey_deinit (key->public_key);
  g_free (key->id);
}

static GBytes *
read_number (JsonObject *object, const char *name)
{
  GBytes *bytes = ac_base64url_decode (ac_json_get_string (object, name), MAX_NUMBER);

  return bytes != NULL ? bytes : g_bytes_new (NULL, 0);
}

static gnutls_datum_t
as_datum (GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return (gnutls_datum_t) { (guint8 *) data, size };
}

/* RFC 7518 §6.2.1.2 wants all of the bytes; there are providers that leave out those in front that
 * are zero. The number is the same. */
static gboolean
is_coordinate (const gnutls_datum_t *number, gsize part)
{
  return number->size > 0 && number->size <= part;
}

static gboolean
import_curve (gnutls_pubkey_t public_key, JsonObject *object, gnutls_ecc_curve_t curve, gsize part)
{
  const gboolean edwards = curve == GNUTLS_ECC_CURVE_ED25519;
  g_autoptr(GBytes) x = read_number (object, "x");
  g_autoptr(GBytes) y = read_number (object, "y");
  gnutls_datum_t x_datum = as_datum (x);
  gnutls_datum_t y_datum = as_datum (y);

  return (edwards ? x_datum.size == part
                  : is_coordinate (&x_datum, part) && is_coordinate (&y_datum, part)) &&
         gnutls_pubkey_import_ecc_raw (public_key, curve, &x_datum, edwards ? NULL : &y_datum) ==
             GNUTLS_E_SUCCESS;
}

/* With an exponent of 1 every text would be its own signature; an even one makes none. */
static gboolean
is_exponent (const gnutls_datum_t *e)
{
  return e->size > 0 && (e->data[e->size - 1] & 1) == 1 &&
         (e->size > 1 ? e->data[0] != 0 : e->data[0] >= 3);
}

static gboolean
import_rsa (gnutls_pubkey_t public_key, JsonObject *object)
{
  g_autoptr(GBytes) n = read_number (object, "n");
  g_autoptr(GBytes) e = read_number (object, "e");
  gnutls_datum_t n_datum = as_datum (n);
  gnutls_datum_t e_datum = as_datum (e);
  guint bits = 0;

  return n_datum.size > 0 && is_exponent (&e_datum) &&
         gnutls_pubkey_import_rsa_raw (public_key, &n_datum, &e_datum) == GNUTLS_E_SUCCESS &&
         gnutls_pubkey_get_pk_algorithm (public_key, &bits) == GNUTLS_PK_RSA &&
         bits >= MIN_RSA_BITS;
}

/* RFC 7517 §4.2, §4.3 */
static gboolean
is_for_verifying (JsonObject *object)
{
  const char *use = ac_json_get_string (object, "use");
  JsonArray *operations = ac_json_get_array (object, "key_ops");

  if (use != NULL && !g_str_equal (use, "sig"))
    return FALSE;
  if (operations == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (operations); i++)
    {
      JsonNode *node = json_array_get_element (operations, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (node), "verify"))
        return TRUE;
    }

  return FALSE;
}

/* FALSE: of a kind that is not known here, or for something else. */
static gboolean
read_key (JsonObject *object, Key *key)
{
  const char *algorithm = ac_json_get_string (object, "alg");

  if (!is_for_verifying (object))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].kind, ac_json_get_string (object, "kty")) &&
        (methods[i].curve == NULL ||
         g_strcmp0 (methods[i].curve, ac_json_get_string (object, "crv")) == 0) &&
        (algorithm == NULL || g_str_equal (methods[i].algorithm, algorithm)))
      {
        key->algorithm = methods[i].algorithm;
        key->method = methods[i].method;
        key->half = g_str_equal (methods[i].kind, "EC") ? methods[i].part : 0;
        key->id = g_strdup (ac_json_get_string (object, "kid"));
        return gnutls_pubkey_init (&key->public_key) == GNUTLS_E_SUCCESS &&
               (methods[i].part == 0
                    ? import_rsa (key->public_key, object)
                    : import_curve (key->public_key, object, methods[i].curve_id, methods[i].part));
      }

  return FALSE;
}

AcKeySet *
ac_key_set_parse (GBytes *jwks, GError **error)
{
  g_autoptr(JsonObject) object = ac_json_parse_object (jwks, set_fields, AC_JSON_OPEN, NULL);
  JsonArray *array = object != NULL ? ac_json_get_array (object, "keys") : NULL;
  g_autoptr(AcKeySet) self = g_new0 (AcKeySet, 1);

  g_atomic_ref_count_init (&self->references);
  self->keys = g_array_new (FALSE, TRUE, sizeof (Key));
  g_array_set_clear_func (self->keys, key_clear);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      Key key = { 0 };

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          ac_json_check (json_node_get_object (node), key_fields, AC_JSON_OPEN, NULL) &&
          read_key (json_node_get_object (node), &key))
        g_array_append_val (self->keys, key);
      else
        key_clear (&key);
    }

  if (self->keys->len == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no key in the set");
      return NULL;
    }

  return g_steal_pointer (&self);
}

AcKeySet *
ac_key_set_ref (AcKeySet *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ac_key_set_unref (AcKeySet *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->keys);
  g_free (self);
}

static gboolean
check_signature (const Key *key, const gnutls_datum_t *text, const gnutls_datum_t *signature)
{
  return gnutls_pubkey_verify_data2 (key->public_key, key->method, 0, text, signature) >= 0;
}

/* RFC 7515 §3.4 puts the two halves side by side, GnuTLS wants them in ASN.1. */
static gboolean
check_halves (const Key *key, const gnutls_datum_t *text, const gnutls_datum_t *signature)
{
  gnutls_datum_t r = { 0 };
  gnutls_datum_t s = { 0 };
  gnutls_datum_t encoded = { 0 };
  gboolean good = FALSE;

  if (signature->size != 2 * key->half)
    return FALSE;

  r = (gnutls_datum_t) { signature->data, key->half };
  s = (gnutls_datum_t) { signature->data + key->half, key->half };
  if (gnutls_encode_rs_value (&encoded, &r, &s) != GNUTLS_E_SUCCESS)
    return FALSE;

  good = check_signature (key, text, &encoded);
  gnutls_free (encoded.data);
  return good;
}

/* Whether a token that names key_id (NULL: none) and algorithm can mean key. */
static gboolean
fits (const Key *key, const char *key_id, const char *algorithm)
{
  return (key_id == NULL || g_strcmp0 (key_id, key->id) == 0) &&
         (key->method == GNUTLS_SIGN_EDDSA_ED25519
              ? g_str_equal (algorithm, "EdDSA") || g_str_equal (algorithm, "Ed25519")
              : g_str_equal (key->algorithm, algorithm));
}

static gboolean
check_one (const Key *key, const gnutls_datum_t *text, const gnutls_datum_t *signature)
{
  return key->half != 0 ? check_halves (key, text, signature)
                        : check_signature (key, text, signature);
}

/* A token without a name is read only where a single key fits, and may be of one that is not here
 * yet. */
gboolean
ac_key_set_verify (AcKeySet *self,
                   const char *key_id,
                   const char *algorithm,
                   const char *text,
                   GBytes *signature,
                   GError **error)
{
  const gnutls_datum_t text_datum = { (guint8 *) text, strlen (text) };
  const gnutls_datum_t signature_datum = as_datum (signature);
  gboolean known = FALSE;
  gboolean good = FALSE;
  guint n_fitting = 0;

  for (guint i = 0; i < self->keys->len; i++)
    {
      const Key *key = &g_array_index (self->keys, Key, i);

      known = known || (key_id != NULL && g_strcmp0 (key_id, key->id) == 0);
      if (!fits (key, key_id, algorithm))
        continue;

      n_fitting++;
      good = good || check_one (key, &text_datum, &signature_datum);
    }

  if (good && (key_id != NULL || n_fitting == 1))
    return TRUE;

  g_set_error_literal (error, AC_ERROR,
                       known || n_fitting > 1 ? AC_ERROR_INVALID : AC_ERROR_NOT_FOUND,
                       "None of the keys made the signature");
  return FALSE;
}
