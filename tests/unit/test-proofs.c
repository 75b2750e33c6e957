/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-oauth.h"
#include "ac-proofs.h"
#include "ac-test-provider.h"

/* Every fault is put into a proof that is good without it, and signed again by the right key:
 * nothing but the fault can be why it is refused. */

#define NOW G_GINT64_CONSTANT (1800000000000)
#define MINUTE 60000
#define ORIGIN "https://accounts.example"
#define PATH "/v1/accounts"
#define TARGET ORIGIN PATH
#define TOKEN "token"
#define TOKEN_HASH "PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A"
#define SECRET "0123456789abcdef0123456789abcdef"
#define MOST 8

typedef struct
{
  gnutls_privkey_t key;
  char *jwk;
  char *thumbprint;
  SecretValue *secret;
  SecretValue *token;
  AcProofs *proofs;
} Fixture;

typedef enum
{
  HEADER,
  KEY,
  CLAIMS,
} Part;

/* member as value (JSON; NULL: missing) instead of what should stand there. */
typedef struct
{
  const char *name;
  AcProofVerdict verdict;
  Part part;
  const char *member;
  const char *value;
} Case;

static const Case cases[] = {
  { "good", AC_PROOF_GOOD, CLAIMS, "more", "1" },
  { "type", AC_PROOF_BAD, HEADER, "typ", "\"JWT\"" },
  { "no-type", AC_PROOF_BAD, HEADER, "typ", NULL },
  { "type-in-capitals", AC_PROOF_GOOD, HEADER, "typ", "\"DPoP+JWT\"" },
  { "none", AC_PROOF_BAD, HEADER, "alg", "\"none\"" },
  { "hmac", AC_PROOF_BAD, HEADER, "alg", "\"HS256\"" },
  { "other-curve", AC_PROOF_BAD, HEADER, "alg", "\"ES384\"" },
  { "rsa", AC_PROOF_BAD, HEADER, "alg", "\"RS256\"" },
  { "critical", AC_PROOF_BAD, HEADER, "crit", "[\"x\"]" },
  { "key-elsewhere", AC_PROOF_BAD, HEADER, "jku", "\"https://evil.example\"" },
  { "certificate", AC_PROOF_BAD, HEADER, "x5c", "[\"x\"]" },
  { "no-key", AC_PROOF_BAD, HEADER, "jwk", NULL },
  { "key-as-text", AC_PROOF_BAD, HEADER, "jwk", "\"x\"" },
  { "named-key", AC_PROOF_GOOD, KEY, "kid", "\"x\"" },
  { "private-key", AC_PROOF_BAD, KEY, "d", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"" },
  { "shared-key", AC_PROOF_BAD, KEY, "k", "\"AAAA\"" },
  { "other-kind", AC_PROOF_BAD, KEY, "kty", "\"OKP\"" },
  { "curve", AC_PROOF_BAD, KEY, "crv", "\"P-384\"" },
  { "for-encryption", AC_PROOF_BAD, KEY, "use", "\"enc\"" },
  { "not-on-the-curve", AC_PROOF_BAD, KEY, "x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"" },
  { "no-id", AC_PROOF_BAD, CLAIMS, "jti", NULL },
  { "method", AC_PROOF_BAD, CLAIMS, "htm", "\"POST\"" },
  { "method-in-small-letters", AC_PROOF_BAD, CLAIMS, "htm", "\"get\"" },
  { "no-method", AC_PROOF_BAD, CLAIMS, "htm", NULL },
  { "path", AC_PROOF_BAD, CLAIMS, "htu", "\"" ORIGIN "/v1/statuses\"" },
  { "path-with-slash", AC_PROOF_BAD, CLAIMS, "htu", "\"" TARGET "/\"" },
  { "host", AC_PROOF_BAD, CLAIMS, "htu", "\"https://evil.example" PATH "\"" },
  { "scheme", AC_PROOF_BAD, CLAIMS, "htu", "\"http://accounts.example" PATH "\"" },
  { "port", AC_PROOF_BAD, CLAIMS, "htu", "\"https://accounts.example:8443" PATH "\"" },
  { "user", AC_PROOF_BAD, CLAIMS, "htu", "\"https://x@accounts.example" PATH "\"" },
  { "relative", AC_PROOF_BAD, CLAIMS, "htu", "\"" PATH "\"" },
  { "no-address", AC_PROOF_BAD, CLAIMS, "htu", NULL },
  { "usual-port", AC_PROOF_GOOD, CLAIMS, "htu", "\"https://Accounts.Example:443" PATH "\"" },
  { "query", AC_PROOF_GOOD, CLAIMS, "htu", "\"" TARGET "?limit=1#x\"" },
  { "old", AC_PROOF_BAD, CLAIMS, "iat", "1799999699" },
  { "early", AC_PROOF_BAD, CLAIMS, "iat", "1800000301" },
  { "far-away", AC_PROOF_BAD, CLAIMS, "iat", "9223372036854775807" },
  { "no-time", AC_PROOF_BAD, CLAIMS, "iat", NULL },
  { "clock-behind", AC_PROOF_GOOD, CLAIMS, "iat", "1799999701" },
  { "clock-ahead", AC_PROOF_GOOD, CLAIMS, "iat", "1800000299" },
  { "other-token", AC_PROOF_BAD, CLAIMS, "ath", "\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"" },
  { "no-token", AC_PROOF_BAD, CLAIMS, "ath", NULL },
  { "no-nonce", AC_PROOF_WANTS_NONCE, CLAIMS, "nonce", NULL },
  { "other-nonce", AC_PROOF_WANTS_NONCE, CLAIMS, "nonce", "\"x\"" },
  { "made-up-nonce", AC_PROOF_WANTS_NONCE, CLAIMS, "nonce",
    "\"AAAAAAHJw4BBQUFBQUFBQUFBQUFBQUFB\"" },
};

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *keys = NULL;
  const char *x = NULL;
  guint8 hash[crypto_hash_sha256_BYTES];

  ac_clock_set_for_tests (NOW);
  f->key = ac_test_make_key ();
  keys = ac_test_describe_keys (f->key);
  x = strstr (keys, "\"x\":");
  f->jwk =
      g_strdup_printf ("{\"crv\":\"P-256\",\"kty\":\"EC\",%.*s}", (int) (strchr (x, '}') - x), x);
  crypto_hash_sha256 (hash, (const guint8 *) f->jwk, strlen (f->jwk));
  f->thumbprint = ac_test_base64 (hash, sizeof hash);
  f->secret = secret_value_new (SECRET, -1, "text/plain");
  f->token = secret_value_new (TOKEN, -1, "text/plain");
  f->proofs = ac_proofs_new (ORIGIN, f->secret, MOST);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ac_clock_set_for_tests (0);
  gnutls_privkey_deinit (f->key);
  g_free (f->jwk);
  g_free (f->thumbprint);
  secret_value_unref (f->secret);
  secret_value_unref (f->token);
  g_assert_finalize_object (f->proofs);
}

static void
put (JsonObject *object, const Case *fault, Part part)
{
  if (fault == NULL || fault->part != part)
    return;

  json_object_remove_member (object, fault->member);
  if (fault->value != NULL)
    json_object_set_member (object, fault->member, json_from_string (fault->value, NULL));
}

static char *
print (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/* id: NULL: another one each time. fault: (nullable). */
static char *
prove (Fixture *f, gnutls_privkey_t key, const char *id, const Case *fault)
{
  g_autoptr(JsonObject) header = json_object_new ();
  g_autoptr(JsonObject) claims = json_object_new ();
  JsonNode *jwk = json_from_string (f->jwk, NULL);
  g_autofree char *nonce = ac_proofs_make_nonce (f->proofs);
  g_autofree char *random = ac_random_token (16);
  g_autofree char *header_text = NULL;
  g_autofree char *claims_text = NULL;

  put (json_node_get_object (jwk), fault, KEY);
  json_object_set_string_member (header, "typ", "dpop+jwt");
  json_object_set_string_member (header, "alg", "ES256");
  json_object_set_member (header, "jwk", jwk);
  put (header, fault, HEADER);
  json_object_set_string_member (claims, "jti", id != NULL ? id : random);
  json_object_set_string_member (claims, "htm", "GET");
  json_object_set_string_member (claims, "htu", TARGET);
  json_object_set_int_member (claims, "iat", ac_clock_now_ms () / 1000);
  json_object_set_string_member (claims, "ath", TOKEN_HASH);
  json_object_set_string_member (claims, "nonce", nonce);
  put (claims, fault, CLAIMS);
  header_text = print (header);
  claims_text = print (claims);
  return ac_test_sign_as (key, header_text, claims_text);
}

static AcProofVerdict
judge (Fixture *f, AcProofs *proofs, const char *proof)
{
  return ac_proofs_judge (proofs, "GET", PATH, proof, f->token, f->thumbprint);
}

static void
test_case (Fixture *f, gconstpointer data)
{
  const Case *one = data;
  g_autofree char *good = prove (f, f->key, NULL, NULL);
  g_autofree char *proof = prove (f, f->key, NULL, one);

  g_assert_cmpint (judge (f, f->proofs, good), ==, AC_PROOF_GOOD);
  g_assert_cmpint (judge (f, f->proofs, proof), ==, (int) one->verdict);
}

static void
test_form (Fixture *f, gconstpointer data)
{
  g_autofree char *good = prove (f, f->key, NULL, NULL);
  g_autofree char *bare = g_strndup (good, strrchr (good, '.') - good);
  g_autofree char *without = g_strconcat (bare, ".", NULL);
  g_autofree char *four = g_strconcat (good, ".x", NULL);
  g_autofree char *two = g_strconcat (good, ", ", good, NULL);
  g_autofree char *padded = g_strconcat (good, "=", NULL);
  g_autofree char *filled = g_strnfill (5000, 'x');
  g_autofree char *unsigned_one = prove (f, NULL, NULL, &cases[4]);
  const char *const bad[] = {
    "", ".", "..", bare, without, four, two, padded, filled, unsigned_one
  };

  g_assert_cmpint (judge (f, f->proofs, NULL), ==, AC_PROOF_BAD);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (judge (f, f->proofs, bad[i]), ==, AC_PROOF_BAD);
  g_assert_cmpint (judge (f, f->proofs, good), ==, AC_PROOF_GOOD);
}

/* The key that signs is not the one in the header, or not the one of the token. */
static void
test_other_key (Fixture *f, gconstpointer data)
{
  gnutls_privkey_t stranger = ac_test_make_key ();
  g_autofree char *forged = prove (f, stranger, NULL, NULL);
  g_autofree char *good = prove (f, f->key, NULL, NULL);
  g_autofree char *other = g_strdup (f->thumbprint);

  other[0] = other[0] == 'A' ? 'B' : 'A';
  g_assert_cmpint (judge (f, f->proofs, forged), ==, AC_PROOF_BAD);
  g_assert_cmpint (ac_proofs_judge (f->proofs, "GET", PATH, good, f->token, other), ==,
                   AC_PROOF_BAD);
  g_assert_cmpint (ac_proofs_judge (f->proofs, "GET", PATH, good, f->token, ""), ==, AC_PROOF_BAD);
  g_assert_cmpint (judge (f, f->proofs, good), ==, AC_PROOF_GOOD);
  gnutls_privkey_deinit (stranger);
}

static void
test_replay (Fixture *f, gconstpointer data)
{
  g_autofree char *proof = prove (f, f->key, "same", NULL);
  g_autofree char *again = prove (f, f->key, "same", NULL);
  g_autofree char *late = NULL;

  g_assert_cmpint (judge (f, f->proofs, proof), ==, AC_PROOF_GOOD);
  g_assert_cmpint (judge (f, f->proofs, proof), ==, AC_PROOF_BAD);
  g_assert_cmpint (judge (f, f->proofs, again), ==, AC_PROOF_BAD);

  ac_clock_set_for_tests (NOW + MINUTE);
  g_assert_cmpint (judge (f, f->proofs, proof), ==, AC_PROOF_BAD);
  late = prove (f, f->key, "same", NULL);
  g_assert_cmpint (judge (f, f->proofs, late), ==, AC_PROOF_GOOD);
  g_assert_cmpint (judge (f, f->proofs, proof), ==, AC_PROOF_BAD);

  for (guint i = 2; i < 5; i++)
    {
      ac_clock_set_for_tests (NOW + i * MINUTE);
      g_assert_cmpint (judge (f, f->proofs, proof), ==, AC_PROOF_WANTS_NONCE);
    }
}

static void
test_nonce_ends (Fixture *f, gconstpointer data)
{
  static const struct
  {
    gint64 later;
    AcProofVerdict verdict;
  } steps[] = {
    { 0, AC_PROOF_GOOD },
    { MINUTE, AC_PROOF_GOOD },
    { 2 * MINUTE, AC_PROOF_WANTS_NONCE },
    { -MINUTE, AC_PROOF_GOOD }, /* another process whose clock is behind */
    { -2 * MINUTE, AC_PROOF_WANTS_NONCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *proof = NULL;

      ac_clock_set_for_tests (NOW);
      proof = prove (f, f->key, NULL, NULL);
      ac_clock_set_for_tests (NOW + steps[i].later);
      g_assert_cmpint (judge (f, f->proofs, proof), ==, (int) steps[i].verdict);
    }
}

/* Processes with one secret take each other's nonces, others don't. */
static void
test_processes (Fixture *f, gconstpointer data)
{
  g_autoptr(SecretValue) secret = secret_value_new ("fedcba9876543210fedcba9876543210", -1, "");
  g_autoptr(AcProofs) same = ac_proofs_new (ORIGIN, f->secret, MOST);
  g_autoptr(AcProofs) other = ac_proofs_new (ORIGIN, secret, MOST);
  g_autofree char *proof = prove (f, f->key, NULL, NULL);

  g_assert_cmpint (judge (f, other, proof), ==, AC_PROOF_WANTS_NONCE);
  g_assert_cmpint (judge (f, same, proof), ==, AC_PROOF_GOOD);
}

static void
test_too_many (Fixture *f, gconstpointer data)
{
  g_autofree char *last = NULL;

  for (guint i = 0; i < MOST; i++)
    {
      g_autofree char *proof = prove (f, f->key, NULL, NULL);

      g_assert_cmpint (judge (f, f->proofs, proof), ==, AC_PROOF_GOOD);
    }

  last = prove (f, f->key, NULL, NULL);
  g_assert_cmpint (judge (f, f->proofs, last), ==, AC_PROOF_TOO_MANY);
  g_free (last);
  ac_clock_set_for_tests (NOW + MINUTE);
  last = prove (f, f->key, NULL, NULL);
  g_assert_cmpint (judge (f, f->proofs, last), ==, AC_PROOF_GOOD);
}

/* What our own programs send. */
static void
test_client (Fixture *f, gconstpointer data)
{
  g_autoptr(SecretValue) key = ac_jose_key_new (NULL);
  g_autofree char *nonce = ac_proofs_make_nonce (f->proofs);
  g_autofree char *proof = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree guint8 *header = NULL;
  gsize size = 0;
  const char *jwk = NULL;
  guint8 hash[crypto_hash_sha256_BYTES];
  g_autofree char *canonical = NULL;
  g_autofree char *thumbprint = NULL;

  ac_clock_set_for_tests (g_get_real_time () / 1000);
  g_free (nonce);
  nonce = ac_proofs_make_nonce (f->proofs);
  proof = ac_jose_dpop_proof (key, "GET", TARGET "?limit=2", nonce, f->token, NULL);
  parts = g_strsplit (proof, ".", 3);
  header = g_malloc0 (strlen (parts[0]) + 1);
  g_assert_cmpint (sodium_base642bin (header, strlen (parts[0]), parts[0], strlen (parts[0]), NULL,
                                      &size, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                   ==, 0);
  jwk = strstr ((char *) header, "\"x\":");
  canonical = g_strdup_printf ("{\"crv\":\"P-256\",\"kty\":\"EC\",%.*s}",
                               (int) (strchr (jwk, '}') - jwk), jwk);
  crypto_hash_sha256 (hash, (const guint8 *) canonical, strlen (canonical));
  thumbprint = ac_test_base64 (hash, sizeof hash);
  g_assert_cmpint (ac_proofs_judge (f->proofs, "GET", PATH, proof, f->token, thumbprint), ==,
                   AC_PROOF_GOOD);
}

#define ADD(name, func) g_test_add ("/proofs/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/proofs/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  ADD ("form", test_form);
  ADD ("other-key", test_other_key);
  ADD ("replay", test_replay);
  ADD ("nonce-ends", test_nonce_ends);
  ADD ("processes", test_processes);
  ADD ("too-many", test_too_many);
  ADD ("client", test_client);

  return g_test_run ();
}
