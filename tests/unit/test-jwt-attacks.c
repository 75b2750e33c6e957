/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <sodium.h>
#include <string.h>

#include "ac-error.h"
#include "ac-jwt.h"

/* Every fault is put into a token that is good without it, and signed again by the right key:
 * nothing but the fault can be why it is refused. */

#define CLAIMS                                                                                     \
  "{\"iss\":\"https://i.example\",\"aud\":[\"a\",\"b\"],\"azp\":\"c\",\"nonce\":\"n\",\"sub\":"    \
  "\"s\",\"exp\":1800000300,\"nbf\":1800000000,\"iat\":1800000000}"

static const AcJwtRules rules = {
  .type = "at+jwt",
  .issuer = "https://i.example",
  .audience = "a",
  .authorized = "c",
  .nonce = "n",
  .now_ms = G_GINT64_CONSTANT (1800000000000),
  .leeway_ms = 10000,
};

typedef struct
{
  const char *algorithm;
  gnutls_pk_algorithm_t kind;
  guint bits;
  gnutls_sign_algorithm_t method;
  gsize part; /* bytes of a coordinate; 0: RSA */
} Kind;

static const Kind kinds[] = {
  { "ES256", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
    GNUTLS_SIGN_ECDSA_SHA256, 32 },
  { "ES384", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1),
    GNUTLS_SIGN_ECDSA_SHA384, 48 },
  { "RS256", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_SHA256, 0 },
  { "PS256", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, 0 },
  { "EdDSA", GNUTLS_PK_EDDSA_ED25519, 256, GNUTLS_SIGN_EDDSA_ED25519, 32 },
};

typedef struct
{
  const Kind *kind;
  gnutls_privkey_t key;
  char *jwk; /* members, without braces */
  AcKeySet *keys;
} Fixture;

static char *
encode (const void *data, gsize size)
{
  gsize length = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return sodium_bin2base64 (g_malloc (length), length, data, size,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* With room for one byte more. */
static guint8 *
decode (const char *text, gsize *size)
{
  guint8 *bytes = g_malloc (strlen (text) + 1);

  g_assert_cmpint (sodium_base642bin (bytes, strlen (text), text, strlen (text), NULL, size, NULL,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                   ==, 0);
  return bytes;
}

/* The number in part bytes, as it is when part is 0. */
static char *
encode_number (gnutls_datum_t *number, gsize part)
{
  g_autofree guint8 *padded = g_malloc0 (part + number->size);
  gsize zeros = 0;
  char *text = NULL;

  while (zeros + 1 < number->size && number->data[zeros] == 0 && number->size - zeros > part)
    zeros++;
  part = MAX (part, number->size - zeros);
  memcpy (padded + part - (number->size - zeros), number->data + zeros, number->size - zeros);
  text = encode (padded, part);
  gnutls_free (number->data);
  return text;
}

static char *
describe_key (const Kind *kind, gnutls_privkey_t key)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t one = { 0 };
  gnutls_datum_t two = { 0 };
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  if (kind->kind == GNUTLS_PK_RSA)
    g_assert_cmpint (
        gnutls_privkey_export_rsa_raw (key, &one, &two, NULL, NULL, NULL, NULL, NULL, NULL), ==, 0);
  else
    g_assert_cmpint (gnutls_privkey_export_ecc_raw (key, &curve, &one, &two, NULL), ==, 0);

  if (kind->kind == GNUTLS_PK_EDDSA_ED25519)
    {
      x = encode (one.data, one.size);
      gnutls_free (one.data);
      return g_strdup_printf ("\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"", x);
    }

  x = encode_number (&one, kind->part);
  y = encode_number (&two, kind->part);
  if (kind->kind == GNUTLS_PK_RSA)
    return g_strdup_printf ("\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"", x, y);

  return g_strdup_printf ("\"kty\":\"EC\",\"crv\":\"P-%u\",\"x\":\"%s\",\"y\":\"%s\"",
                          (guint) kind->part * 8, x, y);
}

static gnutls_privkey_t
make_key (gnutls_pk_algorithm_t kind, guint bits)
{
  gnutls_privkey_t key = NULL;

  g_assert_cmpint (gnutls_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_privkey_generate (key, kind, bits, 0), ==, 0);
  return key;
}

G_GNUC_PRINTF (1, 2) static AcKeySet *parse_keys (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  bytes = g_bytes_new (text, strlen (text));
  return ac_key_set_parse (bytes, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->kind = data;
  f->key = make_key (f->kind->kind, f->kind->bits);
  f->jwk = describe_key (f->kind, f->key);
  f->keys = parse_keys ("{\"keys\":[{%s,\"kid\":\"k\",\"alg\":\"%s\",\"use\":\"sig\"}]}", f->jwk,
                        f->kind->algorithm);
  g_assert_nonnull (f->keys);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gnutls_privkey_deinit (f->key);
  g_free (f->jwk);
  ac_key_set_unref (f->keys);
}

static gnutls_datum_t
sign_raw (Fixture *f, const char *text)
{
  gnutls_datum_t data = { (guint8 *) text, strlen (text) };
  gnutls_datum_t signature = { 0 };

  g_assert_cmpint (gnutls_privkey_sign_data2 (f->key, f->kind->method, 0, &data, &signature), ==,
                   0);
  return signature;
}

static char *
sign (Fixture *f, const char *header, const char *claims)
{
  g_autofree char *first = encode (header, strlen (header));
  g_autofree char *second = encode (claims, strlen (claims));
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  gnutls_datum_t signature = sign_raw (f, text);

  if (f->kind->kind == GNUTLS_PK_ECDSA)
    {
      gnutls_datum_t r = { 0 };
      gnutls_datum_t s = { 0 };
      guint8 halves[2 * 48] = { 0 };

      g_assert_cmpint (gnutls_decode_rs_value (&signature, &r, &s), ==, 0);
      for (gsize i = 0; i < MIN (r.size, f->kind->part); i++)
        halves[f->kind->part - 1 - i] = r.data[r.size - 1 - i];
      for (gsize i = 0; i < MIN (s.size, f->kind->part); i++)
        halves[2 * f->kind->part - 1 - i] = s.data[s.size - 1 - i];
      third = encode (halves, 2 * f->kind->part);
      gnutls_free (r.data);
      gnutls_free (s.data);
    }
  else
    third = encode (signature.data, signature.size);

  gnutls_free (signature.data);
  return g_strconcat (text, ".", third, NULL);
}

static char *
make_header (Fixture *f)
{
  return g_strdup_printf ("{\"alg\":\"%s\",\"kid\":\"k\",\"typ\":\"at+jwt\"}", f->kind->algorithm);
}

static char *
make_token (Fixture *f)
{
  g_autofree char *header = make_header (f);

  return sign (f, header, CLAIMS);
}

static void
assert_good (AcKeySet *keys, const char *token)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) claims = ac_jwt_verify (token, keys, &rules, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (claims, "sub"), ==, "s");
}

static void
assert_refused (AcKeySet *keys, const char *token, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_jwt_verify (token, keys, &rules, &error));
  g_assert_error (error, AC_ERROR, code);
}

/* The number without the zeros in front of it. */
static char *
encode_short (gnutls_datum_t *number)
{
  const guint zeros = number->data[0] == 0;
  char *text = encode (number->data + zeros, number->size - zeros);

  gnutls_free (number->data);
  return text;
}

/* One of 256 keys begins with a zero, and some providers leave it out. */
static void
test_short_coordinate (void)
{
  Fixture f = { .kind = &kinds[0] };
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  g_autofree char *token = NULL;

  while (x == NULL || strlen (x) == strlen (y))
    {
      gnutls_datum_t one = { 0 };
      gnutls_datum_t two = { 0 };

      g_clear_pointer (&f.key, gnutls_privkey_deinit);
      g_clear_pointer (&x, g_free);
      g_clear_pointer (&y, g_free);
      f.key = make_key (f.kind->kind, f.kind->bits);
      g_assert_cmpint (
          gnutls_privkey_export_ecc_raw2 (f.key, NULL, &one, &two, NULL, GNUTLS_EXPORT_FLAG_NO_LZ),
          ==, 0);
      x = encode_short (&one);
      y = encode_short (&two);
    }

  f.keys =
      parse_keys ("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\",\"alg\":\"ES256\","
                  "\"x\":\"%s\",\"y\":\"%s\"}]}",
                  x, y);
  g_assert_nonnull (f.keys);
  assert_good (f.keys, token = make_token (&f));
  tear_down (&f, NULL);
}

typedef struct
{
  const char *from;
  const char *to;
} Fault;

static char *
replace (const char *text, const Fault *fault)
{
  g_autoptr(GString) changed = g_string_new (text);

  g_assert_cmpuint (g_string_replace (changed, fault->from, fault->to, 1), ==, 1);
  return g_string_free (g_steal_pointer (&changed), FALSE);
}

static void
test_header (Fixture *f, gconstpointer data)
{
  static const Fault faults[] = {
    { "\"kid\"", "\"crit\":[\"exp\"],\"kid\"" },
    { "\"kid\"", "\"crit\":[],\"kid\"" },
    { "\"kid\"", "\"crit\":[\"b64\"],\"b64\":false,\"kid\"" },
    { "\"kid\"", "\"b64\":false,\"kid\"" },
    { "\"kid\"", "\"b64\":true,\"kid\"" },
    { "\"kid\"", "\"jku\":\"https://evil.example/keys\",\"kid\"" },
    { "\"kid\"", "\"x5u\":\"https://evil.example/chain\",\"kid\"" },
    { "\"kid\"", "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"},\"kid\"" },
    { "\"kid\"", "\"jwk\":null,\"kid\"" },
    { "\"kid\"", "\"x5c\":[\"AAAA\"],\"kid\"" },
    { "\"kid\":\"k\"", "\"kid\":1" },
    { "\"kid\":\"k\"", "\"kid\":null" },
    { "\"kid\":\"k\"", "\"kid\":[\"k\"]" },
    { "\"kid\":\"k\"", "\"kid\":\"k\",\"kid\":\"k\"" },
    { "\"kid\":\"k\"", "\"kid\":\"k\",\"k\\u0069d\":\"other\"" },
    { "\"kid\":\"k\"", "\"kid\":\"k\\u0000\"" },
    { ",\"typ\":\"at+jwt\"", "" },
    { "at+jwt", "JWT" },
    { "at+jwt", "dpop+jwt" },
    { "at+jwt", "logout+jwt" },
    { "at+jwt", "at+jwt " },
    { "at+jwt", "application/application/at+jwt" },
    { "at+jwt", "text/at+jwt" },
    { "\"at+jwt\"", "[\"at+jwt\"]" },
    { "\"at+jwt\"", "null" },
    { "\"alg\":", "\"alg\":\"none\",\"alg\":" },
    { "\"alg\":", "\"ALG\":" },
    { "\"alg\":\"", "\"alg\":\" " },
    { "\"alg\":\"", "\"alg\":\"none\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":\"None\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":\"\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":\"HS256\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":\"RS1\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":\"RS512\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":\"ES256K\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":\"ES512\",\"was\":\"" },
    { "\"alg\":\"", "\"alg\":null,\"was\":\"" },
    { "\"alg\":\"", "\"alg\":[\"none\"],\"was\":\"" },
    { "{", "[{" },
    { "{", "{{" },
    { "}", "" },
    { "}", "}}" },
    { "}", ",}" },
    { "\"k\"", "\"\xff\"" },
  };
  g_autofree char *header = make_header (f);
  g_autofree char *control = sign (f, header, CLAIMS);

  assert_good (f->keys, control);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *changed = replace (header, &faults[i]);
      g_autofree char *token = sign (f, changed, CLAIMS);

      g_test_message ("%s", changed);
      assert_refused (f->keys, token, AC_ERROR_INVALID);
    }
}

static void
test_claims (Fixture *f, gconstpointer data)
{
  static const Fault faults[] = {
    { "https://i.example", "https://j.example" },
    { "https://i.example", "https://i.example/" },
    { "https://i.example", "https://I.example" },
    { "https://i.example", "http://i.example" },
    { "https://i.example", "https://i.example\\u0000" },
    { "\"https://i.example\"", "[\"https://i.example\"]" },
    { "\"https://i.example\"", "null" },
    { "\"iss\":\"https://i.example\",", "" },
    { "\"iss\":", "\"iss\":\"https://j.example\",\"iss\":" },
    { "[\"a\",\"b\"]", "[\"b\"]" },
    { "[\"a\",\"b\"]", "[]" },
    { "[\"a\",\"b\"]", "[[\"a\"]]" },
    { "[\"a\",\"b\"]", "[1]" },
    { "[\"a\",\"b\"]", "[\"a\",1]" },
    { "[\"a\",\"b\"]", "[\"a\",null]" },
    { "[\"a\",\"b\"]", "\"b\"" },
    { "[\"a\",\"b\"]", "\"A\"" },
    { "[\"a\",\"b\"]", "\"a b\"" },
    { "[\"a\",\"b\"]", "\"\"" },
    { "[\"a\",\"b\"]", "null" },
    { "[\"a\",\"b\"]", "{\"a\":\"a\"}" },
    { "\"aud\":[\"a\",\"b\"],", "" },
    { "\"azp\":\"c\",", "" },
    { "\"azp\":\"c\"", "\"azp\":\"d\"" },
    { "\"azp\":\"c\"", "\"azp\":[\"c\"]" },
    { "[\"a\",\"b\"],\"azp\":\"c\"", "\"a\",\"azp\":\"d\"" },
    { "\"nonce\":\"n\"", "\"nonce\":\"m\"" },
    { "\"nonce\":\"n\"", "\"nonce\":\"\"" },
    { "\"nonce\":\"n\"", "\"nonce\":\"n\\u0000m\"" },
    { "\"nonce\":\"n\"", "\"nonce\":null" },
    { "\"nonce\":\"n\",", "" },
    { "\"exp\":1800000300", "\"exp\":1799999990" },
    { "\"exp\":1800000300", "\"exp\":0" },
    { "\"exp\":1800000300", "\"exp\":-1" },
    { "\"exp\":1800000300", "\"exp\":\"1800000300\"" },
    { "\"exp\":1800000300", "\"exp\":null" },
    { "\"exp\":1800000300", "\"exp\":true" },
    { "\"exp\":1800000300", "\"exp\":1e999" },
    { "\"exp\":1800000300", "\"exp\":18446744073709551616" },
    { "\"exp\":1800000300", "\"exp\":-9223372036854775809" },
    { "\"exp\":1800000300", "\"exp\":1799999000,\"exp\":1800000300" },
    { "\"exp\":1800000300,", "" },
    { "\"nbf\":1800000000", "\"nbf\":1800000011" },
    { "\"nbf\":1800000000", "\"nbf\":9223372036854775807" },
    { "\"nbf\":1800000000", "\"nbf\":\"1800000000\"" },
    { "\"iat\":1800000000", "\"iat\":1800000011" },
    { "\"iat\":1800000000", "\"iat\":9223372036854775807" },
    { "\"iat\":1800000000", "\"iat\":\"1800000000\"" },
    { "\"sub\":\"s\"", "\"sub\":\"s\",\"sub\":\"t\"" },
    { "\"sub\":\"s\"", "\"sub\":\"s\\u0000t\"" },
    { "\"sub\":\"s\"", "\"sub\":\"\xff\"" },
    { "\"sub\":\"s\"", "\"sub\":\"\\ud800\"" },
    { "{", "[{" },
    { "}", "" },
    { "}", "} " CLAIMS },
  };
  g_autofree char *header = make_header (f);
  g_autofree char *control = sign (f, header, CLAIMS);

  assert_good (f->keys, control);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *changed = replace (CLAIMS, &faults[i]);
      g_autofree char *token = sign (f, header, changed);

      g_test_message ("%s", changed);
      assert_refused (f->keys, token, AC_ERROR_INVALID);
    }
}

/* What stands at the edge of a rule is still good. */
static void
test_edges (Fixture *f, gconstpointer data)
{
  static const Fault edges[] = {
    { "\"exp\":1800000300", "\"exp\":1799999991" },
    { "\"exp\":1800000300", "\"exp\":9223372036854775807" },
    { "\"nbf\":1800000000", "\"nbf\":1800000010" },
    { "\"iat\":1800000000", "\"iat\":1800000010" },
    { ",\"nbf\":1800000000,\"iat\":1800000000", "" },
    { "[\"a\",\"b\"],\"azp\":\"c\"", "\"a\"" },
    { "[\"a\",\"b\"]", "[\"b\",\"a\"]" },
    { "\"sub\"", "\"more\":{\"alg\":\"none\"},\"sub\"" },
  };
  g_autofree char *header = make_header (f);

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autofree char *changed = replace (CLAIMS, &edges[i]);
      g_autofree char *token = sign (f, header, changed);

      g_test_message ("%s", changed);
      assert_good (f->keys, token);
    }
}

/* One letter less or another letter anywhere; letters that decode to nothing or to the same bytes.
 */
static void
test_letters (Fixture *f, gconstpointer data)
{
  static const char *const ends[] = {
    "=", "==", ".", "..", "A", "AA", "+", "/", " ", "\n", "\xc3"
  };
  g_autofree char *token = make_token (f);
  g_auto(GStrv) parts = g_strsplit (token, ".", -1);
  const gsize length = strlen (token);

  assert_good (f->keys, token);
  for (gsize i = 0; i < length; i += 5)
    {
      g_autofree char *cut = g_strndup (token, i);
      g_autofree char *flipped = g_strdup (token);
      g_autoptr(GError) error = NULL;

      assert_refused (f->keys, cut, AC_ERROR_INVALID);
      flipped[i] = flipped[i] == 'A' ? 'B' : 'A';
      g_assert_null (ac_jwt_verify (flipped, f->keys, &rules, &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint part = 0; part < 3; part++)
      {
        g_autofree char *changed =
            g_strconcat (parts[0], part == 0 ? ends[i] : "", ".", parts[1],
                         part == 1 ? ends[i] : "", ".", parts[2], part == 2 ? ends[i] : "", NULL);

        assert_refused (f->keys, changed, AC_ERROR_INVALID);
      }
}

static char *
with_signature (const char *token, const void *data, gsize size)
{
  g_autofree char *text = g_strndup (token, strrchr (token, '.') - token);
  g_autofree char *signature = encode (data, size);

  return g_strconcat (text, ".", signature, NULL);
}

static void
test_signatures (Fixture *f, gconstpointer data)
{
  static const guint8 zeros[512] = { 0 };
  static const gsize sizes[] = { 0, 1, 32, 63, 64, 65, 96, 128, 255, 256, 257, 512 };
  g_autofree char *token = make_token (f);
  g_autofree char *text = g_strndup (token, strrchr (token, '.') - token);
  g_autofree char *last = g_strdup (token);
  g_autofree guint8 *signature = NULL;
  g_autofree char *longer = NULL;
  gsize end = strlen (token) - 1;
  gsize size = 0;
  guint8 mac[32];

  assert_good (f->keys, token);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *changed = with_signature (token, zeros, sizes[i]);

      assert_refused (f->keys, changed, AC_ERROR_INVALID);
    }

  signature = decode (strrchr (token, '.') + 1, &size);
  memmove (signature + 1, signature, size);
  signature[0] = 0;
  longer = with_signature (token, signature, size + 1);
  assert_refused (f->keys, longer, AC_ERROR_INVALID);

  /* The same bytes written in another way: the unused bits of the last letter are not 0. */
  last[end] = last[end] == 'A' ? 'B' : last[end] + 1;
  assert_refused (f->keys, last, AC_ERROR_INVALID);

  if (f->kind->kind == GNUTLS_PK_ECDSA)
    {
      gnutls_datum_t der = sign_raw (f, text);
      g_autofree char *changed = with_signature (token, der.data, der.size);

      assert_refused (f->keys, changed, AC_ERROR_INVALID);
      gnutls_free (der.data);
    }

  g_assert_cmpint (
      gnutls_hmac_fast (GNUTLS_MAC_SHA256, f->jwk, strlen (f->jwk), text, strlen (text), mac), ==,
      0);
  g_free (last);
  last = with_signature (token, mac, sizeof mac);
  assert_refused (f->keys, last, AC_ERROR_INVALID);
}

static void
test_size (Fixture *f, gconstpointer data)
{
  g_autofree char *header = make_header (f);
  g_autofree char *fill = g_strnfill (16384, 'x');
  g_autofree char *less = g_strnfill (8192, 'x');
  g_autofree char *long_claims = g_strdup_printf ("{\"x\":\"%s\",%s", fill, CLAIMS + 1);
  g_autofree char *claims = g_strdup_printf ("{\"x\":\"%s\",%s", less, CLAIMS + 1);
  g_autofree char *long_token = sign (f, header, long_claims);
  g_autofree char *token = sign (f, header, claims);

  assert_good (f->keys, token);
  assert_refused (f->keys, long_token, AC_ERROR_INVALID);
}

/* A set may say more of the key than how it signs. */
static void
test_sets (Fixture *f, gconstpointer data)
{
  static const char *const bad[] = {
    "\"use\":\"enc\"",      "\"key_ops\":[\"sign\"]",
    "\"key_ops\":[]",       "\"key_ops\":\"verify\"",
    "\"alg\":\"HS256\"",    "\"alg\":\"none\"",
    "\"alg\":\"RSA-OAEP\"", "\"use\":1",
    "\"kid\":1,\"kid\":2",
  };
  g_autofree char *token = make_token (f);
  g_autoptr(AcKeySet) good = parse_keys (
      "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"},3,{%s,\"alg\":\"%s\",\"kid\":\"k\",\"key_ops\":"
      "[\"sign\",\"verify\"]}]}",
      f->jwk, f->kind->algorithm);

  g_assert_nonnull (good);
  assert_good (good, token);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(AcKeySet) keys = parse_keys ("{\"keys\":[{%s,%s}]}", f->jwk, bad[i]);

      g_assert_null (keys);
    }
}

/* kid selects; without one only a single key may fit. */
static void
test_key_ids (Fixture *f, gconstpointer data)
{
  gnutls_privkey_t other = make_key (f->kind->kind, f->kind->bits);
  g_autofree char *other_jwk = describe_key (f->kind, other);
  g_autofree char *named = make_token (f);
  g_autofree char *header =
      g_strdup_printf ("{\"alg\":\"%s\",\"typ\":\"at+jwt\"}", f->kind->algorithm);
  g_autofree char *unnamed = sign (f, header, CLAIMS);
  g_autoptr(AcKeySet) both = parse_keys (
      "{\"keys\":[{%s,\"alg\":\"%s\",\"kid\":\"k\"},{%s,\"alg\":\"%s\",\"kid\":\"o\"}]}", f->jwk,
      f->kind->algorithm, other_jwk, f->kind->algorithm);
  g_autoptr(AcKeySet) swapped = parse_keys ("{\"keys\":[{%s,\"alg\":\"%s\",\"kid\":\"k\"}]}",
                                            other_jwk, f->kind->algorithm);
  g_autoptr(AcKeySet) renamed = parse_keys ("{\"keys\":[{%s,\"alg\":\"%s\",\"kid\":\"o\"}]}",
                                            f->jwk, f->kind->algorithm);

  assert_good (f->keys, unnamed);
  assert_good (both, named);
  assert_refused (both, unnamed, AC_ERROR_INVALID);
  assert_refused (swapped, named, AC_ERROR_INVALID);
  assert_refused (swapped, unnamed, AC_ERROR_NOT_FOUND);
  assert_refused (renamed, named, AC_ERROR_NOT_FOUND);
  gnutls_privkey_deinit (other);
}

/* A key signs in its own way only, whatever the token says. */
static void
test_other_algorithms (Fixture *f, gconstpointer data)
{
  g_autofree char *control = make_token (f);

  assert_good (f->keys, control);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *header =
          g_strdup_printf ("{\"alg\":\"%s\",\"kid\":\"k\",\"typ\":\"at+jwt\"}", kinds[i].algorithm);
      g_autofree char *token = sign (f, header, CLAIMS);

      if (&kinds[i] != f->kind)
        assert_refused (f->keys, token, AC_ERROR_INVALID);
    }
}

static void
test_weak_keys (void)
{
  const Kind *kind = &kinds[2];
  gnutls_privkey_t weak = make_key (GNUTLS_PK_RSA, 1024);
  gnutls_privkey_t strong = make_key (GNUTLS_PK_RSA, 2048);
  g_autofree char *weak_jwk = describe_key (kind, weak);
  g_autofree char *strong_jwk = describe_key (kind, strong);
  g_autofree char *modulus = g_strndup (strong_jwk, strstr (strong_jwk, "\"e\"") - strong_jwk);
  g_autoptr(AcKeySet) control = parse_keys ("{\"keys\":[{%s}]}", strong_jwk);

  g_assert_nonnull (control);
  g_assert_null (parse_keys ("{\"keys\":[{%s}]}", weak_jwk));
  g_assert_null (parse_keys ("{\"keys\":[{%s\"e\":\"AQ\"}]}", modulus));
  g_assert_null (parse_keys ("{\"keys\":[{%s\"e\":\"AA\"}]}", modulus));
  g_assert_null (parse_keys ("{\"keys\":[{%s\"e\":\"\"}]}", modulus));
  g_assert_null (parse_keys ("{\"keys\":[{%s\"e\":\"AQAC\"}]}", modulus));
  gnutls_privkey_deinit (weak);
  gnutls_privkey_deinit (strong);
}

static void
add (const char *name, const Kind *kind, void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/jwt-attacks/%s/%s", kind->algorithm, name);

  g_test_add (path, Fixture, kind, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      add ("header", &kinds[i], test_header);
      add ("claims", &kinds[i], test_claims);
      add ("edges", &kinds[i], test_edges);
      add ("letters", &kinds[i], test_letters);
      add ("signatures", &kinds[i], test_signatures);
      add ("size", &kinds[i], test_size);
      add ("sets", &kinds[i], test_sets);
      add ("key-ids", &kinds[i], test_key_ids);
      add ("other-algorithms", &kinds[i], test_other_algorithms);
    }
  g_test_add_func ("/jwt-attacks/short-coordinate", test_short_coordinate);
  g_test_add_func ("/jwt-attacks/weak-keys", test_weak_keys);

  return g_test_run ();
}
