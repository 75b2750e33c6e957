/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <libsoup/soup.h>
#include <sodium.h>

#include "ac-clock.h"
#include "ac-json.h"
#include "ac-test.h"

G_BEGIN_DECLS

/* An OpenID provider that can be told to misbehave, and a backend that trusts it at the same
 * address. It knows one code, one person and one refresh token at a time. */
typedef struct
{
  SoupServer *server;
  gnutls_privkey_t key;
  char *base;
  /* what it says of itself */
  const char *issuer; /* NULL: the truth */
  const char *named;  /* what the backend says that it is; NULL: the truth */
  const char *extra;  /* more members of the metadata, each with a comma before it */
  gboolean dpop;
  /* what stands in its ID tokens; NULL: what should */
  const char *claim_issuer;
  const char *claim_audience;
  const char *claim_authorized;
  const char *claim_nonce;
  const char *claim_hash;
  const char *claim_subject;
  gint64 claim_age; /* seconds */
  gboolean unsigned_token;
  gboolean stranger_key;
  const char *token_type;
  const char *const *script; /* errors of the token endpoint, one for each request, then tokens */
  guint status;              /* of those errors; 0: 400 */
  const char *device;        /* members of the device answer */
  gboolean deaf;             /* answers nothing but 503 */
  gboolean rotates;          /* takes no refresh token but the latest */
  guint n_refusals;          /* how many requests the backend refuses before it answers */
  gboolean backend_nonce;    /* the backend wants its nonce in proofs */
  /* what came */
  char *nonce; /* of the latest authorization request */
  char *state;
  char *redirect;
  char *refresh_token; /* the latest */
  char *authorization; /* of the backend's latest request */
  guint n_replays;
  char *resource;
  guint n_pushed;
  guint n_tokens;
  guint n_nonces; /* requests sent back for a nonce */
  guint n_revoked;
  gint64 asked_at[16];
} AcTestProvider;

static inline char *
ac_test_base64 (const void *data, gsize size)
{
  gsize length = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return sodium_bin2base64 (g_malloc (length), length, data, size,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* 32 bytes, whatever number of zeros stands before them. */
static inline void
ac_test_take_part (guint8 *part, gnutls_datum_t *number)
{
  const guint size = MIN (number->size, 32);

  memset (part, 0, 32);
  memcpy (part + 32 - size, number->data + number->size - size, size);
  gnutls_free (number->data);
}

static inline gnutls_privkey_t
ac_test_make_key (void)
{
  gnutls_privkey_t key = NULL;

  g_assert_cmpint (gnutls_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_privkey_generate (key, GNUTLS_PK_ECDSA,
                                            GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   ==, 0);
  return key;
}

static inline char *
ac_test_describe_keys (gnutls_privkey_t key)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { 0 };
  gnutls_datum_t y = { 0 };
  gnutls_datum_t d = { 0 };
  guint8 parts[2][32];
  g_autofree char *x_text = NULL;
  g_autofree char *y_text = NULL;

  g_assert_cmpint (gnutls_privkey_export_ecc_raw (key, &curve, &x, &y, &d), ==, 0);
  ac_test_take_part (parts[0], &x);
  ac_test_take_part (parts[1], &y);
  gnutls_free (d.data);
  x_text = ac_test_base64 (parts[0], 32);
  y_text = ac_test_base64 (parts[1], 32);
  return g_strdup_printf ("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\","
                          "\"alg\":\"ES256\",\"kid\":\"k\",\"x\":\"%s\",\"y\":\"%s\"}]}",
                          x_text, y_text);
}

/* key: (nullable): no signature */
static inline char *
ac_test_sign_as (gnutls_privkey_t key, const char *header, const char *claims)
{
  g_autofree char *first = ac_test_base64 (header, strlen (header));
  g_autofree char *second = ac_test_base64 (claims, strlen (claims));
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  gnutls_datum_t data = { (guint8 *) text, strlen (text) };
  gnutls_datum_t signature = { 0 };
  gnutls_datum_t r = { 0 };
  gnutls_datum_t s = { 0 };
  guint8 parts[2][32];

  if (key == NULL)
    return g_strconcat (text, ".", NULL);

  g_assert_cmpint (gnutls_privkey_sign_data (key, GNUTLS_DIG_SHA256, 0, &data, &signature), ==, 0);
  g_assert_cmpint (gnutls_decode_rs_value (&signature, &r, &s), ==, 0);
  ac_test_take_part (parts[0], &r);
  ac_test_take_part (parts[1], &s);
  gnutls_free (signature.data);
  third = ac_test_base64 (parts, sizeof parts);
  return g_strconcat (text, ".", third, NULL);
}

static inline char *
ac_test_sign (gnutls_privkey_t key, const char *claims, gboolean no_signature)
{
  return no_signature ? ac_test_sign_as (NULL, "{\"alg\":\"none\"}", claims)
                      : ac_test_sign_as (key, "{\"alg\":\"ES256\",\"kid\":\"k\"}", claims);
}

static inline char *
ac_test_provider_make_id_token (AcTestProvider *self)
{
  const gint64 now = ac_clock_now_ms () / 1000 - self->claim_age;
  g_autofree char *nonce = NULL;
  g_autofree char *claims = NULL;
  gnutls_privkey_t stranger = NULL;
  char *token = NULL;

  if (self->claim_nonce != NULL || self->nonce != NULL)
    nonce = g_strdup_printf (",\"nonce\":\"%s\"",
                             self->claim_nonce != NULL ? self->claim_nonce : self->nonce);
  claims = g_strdup_printf (
      "{\"iss\":\"%s\",\"aud\":%s,\"sub\":\"%s\",\"iat\":%" G_GINT64_FORMAT
      ",\"exp\":%" G_GINT64_FORMAT "%s%s%s}",
      self->claim_issuer != NULL ? self->claim_issuer : self->base,
      self->claim_audience != NULL ? self->claim_audience : "\"accounts-center\"",
      self->claim_subject != NULL ? self->claim_subject : "alice", now, now + 300,
      nonce != NULL ? nonce : "", self->claim_authorized != NULL ? self->claim_authorized : "",
      self->claim_hash != NULL ? self->claim_hash : "");
  if (!self->stranger_key)
    return ac_test_sign (self->key, claims, self->unsigned_token);

  stranger = ac_test_make_key ();
  token = ac_test_sign (stranger, claims, FALSE);
  gnutls_privkey_deinit (stranger);
  return token;
}

static inline char *
ac_test_provider_describe (AcTestProvider *self)
{
  return g_strdup_printf (
      "{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/auth\",\"token_endpoint\":\"%s/token\","
      "\"jwks_uri\":\"%s/jwks\",\"device_authorization_endpoint\":\"%s/device\","
      "\"revocation_endpoint\":\"%s/revoke\",\"end_session_endpoint\":\"%s/end\"%s%s}",
      self->issuer != NULL ? self->issuer : self->base, self->base, self->base, self->base,
      self->base, self->base, self->base,
      self->dpop ? ",\"dpop_signing_alg_values_supported\":[\"ES256\"]" : "",
      self->extra != NULL ? self->extra : "");
}

static inline gboolean
ac_test_provider_has_nonce (SoupServerMessage *message)
{
  const char *proof =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "DPoP");
  g_auto(GStrv) parts = proof != NULL ? g_strsplit (proof, ".", 3) : NULL;
  guint8 claims[2048];
  gsize size = 0;

  return parts != NULL && parts[0] != NULL && parts[1] != NULL &&
         sodium_base642bin (claims, sizeof claims, parts[1], strlen (parts[1]), NULL, &size, NULL,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
         g_strstr_len ((char *) claims, size, "\"nonce\":\"first\"") != NULL;
}

static inline gboolean
ac_test_provider_is_replay (AcTestProvider *self, GHashTable *fields)
{
  const char *token = g_hash_table_lookup (fields, "refresh_token");

  return self->rotates && token != NULL && g_strcmp0 (token, self->refresh_token) != 0;
}

static inline char *
ac_test_provider_give_tokens (AcTestProvider *self, SoupServerMessage *message, GHashTable *fields)
{
  const guint number = self->n_tokens++;
  g_autofree char *id_token = NULL;

  self->asked_at[number % G_N_ELEMENTS (self->asked_at)] = g_get_monotonic_time ();
  if (self->script != NULL && self->script[0] != NULL)
    {
      const char *name = *self->script++;

      soup_server_message_set_status (message, self->status != 0 ? self->status : 400, NULL);
      return g_strdup_printf ("{\"error\":\"%s\"}", name);
    }

  if (ac_test_provider_is_replay (self, fields))
    {
      self->n_replays++;
      soup_server_message_set_status (message, 400, NULL);
      return g_strdup ("{\"error\":\"invalid_grant\"}");
    }

  g_free (self->refresh_token);
  self->refresh_token = g_strdup_printf ("refresh-%u", number);
  id_token = ac_test_provider_make_id_token (self);
  return g_strdup_printf (
      "{\"access_token\":\"access-%u\",\"refresh_token\":\"refresh-%u\","
      "\"token_type\":\"%s\",\"expires_in\":300,\"id_token\":\"%s\"}",
      number, number,
      self->token_type != NULL ? self->token_type : (self->dpop ? "DPoP" : "Bearer"), id_token);
}

static inline char *
ac_test_provider_answer_backend (AcTestProvider *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_set_str (&self->authorization, soup_message_headers_get_one (headers, "Authorization"));
  if (self->backend_nonce && !ac_test_provider_has_nonce (message))
    {
      self->n_nonces++;
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"");
    }
  else if (self->n_refusals > 0)
    self->n_refusals--;
  else
    return g_strdup ("{\"version\":\"1\"}");

  soup_server_message_set_status (message, 401, NULL);
  return g_strdup ("{\"type\":\"https://accountscenter.org/problems/sign-in-required\","
                   "\"title\":\"Sign in\",\"status\":401}");
}

static inline char *
ac_test_provider_answer (AcTestProvider *self,
                         SoupServerMessage *message,
                         const char *path,
                         const char *form)
{
  g_autoptr(GHashTable) fields = soup_form_decode (form);

  if (self->deaf)
    {
      soup_server_message_set_status (message, 503, NULL);
      return g_strdup ("{}");
    }
  if (g_str_equal (path, "/.well-known/openid-configuration"))
    return ac_test_provider_describe (self);
  if (g_str_equal (path, "/.well-known/oauth-protected-resource"))
    return g_strdup_printf ("{\"resource\":\"%s\",\"authorization_servers\":[\"%s\"],"
                            "\"scopes_supported\":[\"openid\",\"offline_access\"],"
                            "\"client_id\":\"accounts-center\"}",
                            self->named != NULL ? self->named : self->base, self->base);
  if (g_str_has_prefix (path, "/v1/"))
    return ac_test_provider_answer_backend (self, message);
  if (g_str_equal (path, "/jwks"))
    return ac_test_describe_keys (self->key);
  if (self->dpop && !ac_test_provider_has_nonce (message))
    {
      self->n_nonces++;
      soup_server_message_set_status (message, 400, NULL);
      return g_strdup ("{\"error\":\"use_dpop_nonce\"}");
    }
  if (g_hash_table_lookup (fields, "resource") != NULL)
    g_set_str (&self->resource, g_hash_table_lookup (fields, "resource"));
  if (g_str_equal (path, "/par"))
    {
      self->n_pushed++;
      g_set_str (&self->nonce, g_hash_table_lookup (fields, "nonce"));
      g_set_str (&self->state, g_hash_table_lookup (fields, "state"));
      g_set_str (&self->redirect, g_hash_table_lookup (fields, "redirect_uri"));
      soup_server_message_set_status (message, 201, NULL);
      return g_strdup ("{\"request_uri\":\"urn:one\",\"expires_in\":60}");
    }
  if (g_str_equal (path, "/token"))
    return ac_test_provider_give_tokens (self, message, fields);
  if (g_str_equal (path, "/device"))
    return g_strdup_printf ("{\"device_code\":\"d\",\"user_code\":\"ABCD-EFGH\","
                            "\"verification_uri\":\"%s/device-page\",%s}",
                            self->base, self->device);
  if (g_str_equal (path, "/revoke"))
    self->n_revoked++;
  else
    soup_server_message_set_status (message, 404, NULL);
  return g_strdup ("{}");
}

static inline void
ac_test_provider_cb (SoupServer *server,
                     SoupServerMessage *message,
                     const char *path,
                     GHashTable *query,
                     gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *form = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  char *answer = NULL;

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "DPoP-Nonce",
                                "first");
  answer = ac_test_provider_answer (user_data, message, path, form);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, answer,
                                    strlen (answer));
}

static inline void
ac_test_provider_start (AcTestProvider *self)
{
  g_autoslist(GUri) uris = NULL;

  self->key = ac_test_make_key ();
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, ac_test_provider_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  self->device = "\"expires_in\":30,\"interval\":1";
}

static inline void
ac_test_provider_stop (AcTestProvider *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  gnutls_privkey_deinit (self->key);
  g_free (self->base);
  g_free (self->nonce);
  g_free (self->resource);
  g_free (self->state);
  g_free (self->redirect);
  g_free (self->refresh_token);
  g_free (self->authorization);
}

G_END_DECLS
