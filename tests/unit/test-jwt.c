/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-jwt.h"
#include "ac-test-provider.h"

#define NOW_MS G_GINT64_CONSTANT (1800000000000)
#define CLAIMS "{\"iss\":\"https://i.example\",\"aud\":\"a\",\"exp\":1800000300,\"sub\":\"s\"}"

typedef struct
{
  gnutls_privkey_t key;
  AcKeySet *keys;
} Fixture;

static const AcJwtRules rules = {
  .issuer = "https://i.example",
  .audience = "a",
  .now_ms = NOW_MS,
};

static gnutls_privkey_t
make_key (gnutls_pk_algorithm_t kind, guint bits)
{
  gnutls_privkey_t key = NULL;

  g_assert_cmpint (gnutls_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_privkey_generate (key, kind, bits, 0), ==, 0);
  return key;
}

static AcKeySet *
parse (const char *text, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return ac_key_set_parse (bytes, error);
}

static char *
describe_rsa (gnutls_privkey_t key, const char *algorithm)
{
  gnutls_datum_t n = { 0 };
  gnutls_datum_t e = { 0 };
  g_autofree char *n_text = NULL;
  g_autofree char *e_text = NULL;

  g_assert_cmpint (gnutls_privkey_export_rsa_raw (key, &n, &e, NULL, NULL, NULL, NULL, NULL, NULL),
                   ==, 0);
  n_text = ac_test_base64 (n.data, n.size);
  e_text = ac_test_base64 (e.data, e.size);
  gnutls_free (n.data);
  gnutls_free (e.data);
  return g_strdup_printf (
      "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"%s\"%s}]}", n_text, e_text,
      algorithm);
}

static char *
sign (gnutls_privkey_t key, gnutls_sign_algorithm_t method, const char *header, const char *claims)
{
  g_autofree char *first = ac_test_base64 (header, strlen (header));
  g_autofree char *second = ac_test_base64 (claims, strlen (claims));
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  gnutls_datum_t data = { (guint8 *) text, strlen (text) };
  gnutls_datum_t signature = { 0 };

  g_assert_cmpint (gnutls_privkey_sign_data2 (key, method, 0, &data, &signature), ==, 0);
  third = ac_test_base64 (signature.data, signature.size);
  gnutls_free (signature.data);
  return g_strconcat (text, ".", third, NULL);
}

static void
assert_good (AcKeySet *keys, const char *token)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) claims = ac_jwt_verify (token, keys, &rules, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ac_json_get_string (claims, "sub"), ==, "s");
}

static void
assert_refused (AcKeySet *keys, const char *token, const AcJwtRules *by, AcError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_jwt_verify (token, keys, by, &error));
  g_assert_error (error, AC_ERROR, (int) code);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  f->key = make_key (GNUTLS_PK_RSA, 2048);
  text = describe_rsa (f->key, "");
  f->keys = parse (text, NULL);
  g_assert_nonnull (f->keys);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gnutls_privkey_deinit (f->key);
  ac_key_set_unref (f->keys);
}

static char *
sign_rs256 (Fixture *f, const char *header, const char *claims)
{
  return sign (f->key, GNUTLS_SIGN_RSA_SHA256, header, claims);
}

/* The key says how it signs; a token that says otherwise is refused even when it is well signed. */
static void
test_rsa (Fixture *f, gconstpointer data)
{
  g_autofree char *text = describe_rsa (f->key, ",\"alg\":\"PS256\"");
  g_autoptr(AcKeySet) pss = parse (text, NULL);
  g_autofree char *one = sign_rs256 (f, "{\"alg\":\"RS256\",\"kid\":\"k\"}", CLAIMS);
  g_autofree char *other =
      sign (f->key, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, "{\"alg\":\"PS256\",\"kid\":\"k\"}", CLAIMS);

  assert_good (f->keys, one);
  assert_good (pss, other);
  assert_refused (pss, one, &rules, AC_ERROR_INVALID);
  assert_refused (f->keys, other, &rules, AC_ERROR_INVALID);
}

static void
test_ed25519 (Fixture *f, gconstpointer data)
{
  gnutls_privkey_t key = make_key (GNUTLS_PK_EDDSA_ED25519, 256);
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { 0 };
  g_autofree char *x_text = NULL;
  g_autofree char *text = NULL;
  g_autofree char *token =
      sign (key, GNUTLS_SIGN_EDDSA_ED25519, "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}", CLAIMS);
  g_autoptr(AcKeySet) keys = NULL;

  g_assert_cmpint (gnutls_privkey_export_ecc_raw (key, &curve, &x, NULL, NULL), ==, 0);
  x_text = ac_test_base64 (x.data, x.size);
  gnutls_free (x.data);
  text = g_strdup_printf ("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"},"
                          "{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                          x_text);
  keys = parse (text, NULL);
  assert_good (keys, token);
  assert_refused (f->keys, token, &rules, AC_ERROR_NOT_FOUND);
  gnutls_privkey_deinit (key);
}

static void
test_header_refused (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *header;
    AcError code;
  } cases[] = {
    { "{\"alg\":\"none\"}", AC_ERROR_INVALID },
    { "{\"alg\":\"HS256\",\"kid\":\"k\"}", AC_ERROR_INVALID },
    { "{\"alg\":\"ES256\",\"kid\":\"k\"}", AC_ERROR_INVALID },
    { "{\"alg\":\"RS256\",\"kid\":\"other\"}", AC_ERROR_NOT_FOUND },
    { "{\"alg\":\"RS256\",\"kid\":\"k\",\"crit\":[\"b64\"]}", AC_ERROR_INVALID },
    { "{\"alg\":\"RS256\",\"kid\":\"k\",\"b64\":false}", AC_ERROR_INVALID },
    { "{\"alg\":\"RS256\",\"kid\":\"k\",\"jku\":\"https://evil.example\"}", AC_ERROR_INVALID },
    { "{\"alg\":\"RS256\",\"kid\":\"k\",\"x5u\":\"https://evil.example\"}", AC_ERROR_INVALID },
    { "{\"alg\":\"RS256\",\"kid\":\"k\",\"jwk\":{}}", AC_ERROR_INVALID },
    { "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}", AC_ERROR_INVALID },
    { "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"k\"}", AC_ERROR_INVALID },
    { "[]", AC_ERROR_INVALID },
  };
  g_autofree char *control = sign_rs256 (f, "{\"alg\":\"RS256\",\"kid\":\"k\"}", CLAIMS);

  assert_good (f->keys, control);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token = sign_rs256 (f, cases[i].header, CLAIMS);

      g_test_message ("%s", cases[i].header);
      assert_refused (f->keys, token, &rules, cases[i].code);
    }
}

static void
test_type (Fixture *f, gconstpointer data)
{
  AcJwtRules access = rules;
  g_autofree char *plain = sign_rs256 (f, "{\"alg\":\"RS256\"}", CLAIMS);
  g_autofree char *full =
      sign_rs256 (f, "{\"alg\":\"RS256\",\"typ\":\"application/at+jwt\"}", CLAIMS);
  g_autoptr(JsonObject) claims = NULL;

  access.type = "at+jwt";
  assert_refused (f->keys, plain, &access, AC_ERROR_INVALID);
  assert_refused (f->keys, full, &rules, AC_ERROR_INVALID);
  claims = ac_jwt_verify (full, f->keys, &access, NULL);
  g_assert_nonnull (claims);
}

static void
test_claims_refused (Fixture *f, gconstpointer data)
{
  static const char *const cases[] = {
    "{\"iss\":\"https://j.example\",\"aud\":\"a\",\"exp\":1800000300}",
    "{\"iss\":\"https://i.example\",\"aud\":\"b\",\"exp\":1800000300}",
    "{\"iss\":\"https://i.example\",\"aud\":[],\"exp\":1800000300}",
    "{\"iss\":\"https://i.example\",\"exp\":1800000300}",
    "{\"iss\":\"https://i.example\",\"aud\":\"a\"}",
    "{\"iss\":\"https://i.example\",\"aud\":\"a\",\"exp\":1800000000}",
    "{\"iss\":\"https://i.example\",\"aud\":\"a\",\"exp\":1800000300,\"nbf\":1800000001}",
    "{\"iss\":\"https://i.example\",\"aud\":\"a\",\"exp\":1800000300,\"iat\":1800000001}",
    "{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token = sign_rs256 (f, "{\"alg\":\"RS256\",\"kid\":\"k\"}", cases[i]);

      g_test_message ("%s", cases[i]);
      assert_refused (f->keys, token, &rules, AC_ERROR_INVALID);
    }
}

/* A changed letter anywhere, or a missing part. */
static void
test_damaged (Fixture *f, gconstpointer data)
{
  g_autofree char *token = sign_rs256 (f, "{\"alg\":\"RS256\",\"kid\":\"k\"}", CLAIMS);
  g_autofree char *cut = g_strndup (token, strrchr (token, '.') - token);
  g_autofree char *more = g_strconcat (token, ".", NULL);

  assert_good (f->keys, token);
  for (gsize i = 0; i < strlen (token); i += 7)
    {
      g_autofree char *damaged = g_strdup (token);
      g_autoptr(GError) error = NULL;

      damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
      g_assert_null (ac_jwt_verify (damaged, f->keys, &rules, &error));
      g_assert_nonnull (error);
    }
  assert_refused (f->keys, cut, &rules, AC_ERROR_INVALID);
  assert_refused (f->keys, more, &rules, AC_ERROR_INVALID);
  assert_refused (f->keys, "", &rules, AC_ERROR_INVALID);
}

static void
test_sets_refused (Fixture *f, gconstpointer data)
{
  static const char *const cases[] = {
    "",
    "{}",
    "{\"keys\":{}}",
    "{\"keys\":[]}",
    "{\"keys\":[1,null,{}]}",
    "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
  };
  gnutls_privkey_t weak = make_key (GNUTLS_PK_RSA, 1024);
  g_autofree char *weak_text = describe_rsa (weak, "");
  g_autofree char *sealing = describe_rsa (f->key, ",\"use\":\"enc\"");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_null (parse (cases[i], NULL));
  g_assert_null (parse (weak_text, NULL));
  g_assert_null (parse (sealing, NULL));
  gnutls_privkey_deinit (weak);
}

#define ADD(name, func) g_test_add ("/jwt/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("rsa", test_rsa);
  ADD ("ed25519", test_ed25519);
  ADD ("header-refused", test_header_refused);
  ADD ("type", test_type);
  ADD ("claims-refused", test_claims_refused);
  ADD ("damaged", test_damaged);
  ADD ("sets-refused", test_sets_refused);

  return g_test_run ();
}
