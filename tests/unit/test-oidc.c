/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-future.h"
#include "ac-oidc.h"
#include "ac-test-provider.h"

#define CLIENT "accounts-center"
#define RESOURCE "https://school.example"
#define REDIRECT "http://127.0.0.1:4000/abc"
#define PAR(base) ",\"pushed_authorization_request_endpoint\":\"" base "/par\""

typedef struct
{
  AcTestProvider provider;
  AcTestProvider other;
  AcHttp *http;
  char *extra;
  const char *response; /* what the browser brings back, after the state */
  GCancellable *scope;  /* of the wait for another device */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  ac_test_provider_start (&f->provider);
  ac_test_provider_start (&f->other);
  f->http = ac_http_new (AC_HTTP_LOOPBACK);
  f->scope = g_cancellable_new ();
  f->extra = g_strdup_printf (",\"pushed_authorization_request_endpoint\":\"%s/par\","
                              "\"require_pushed_authorization_requests\":true,"
                              "\"authorization_response_iss_parameter_supported\":true",
                              f->provider.base);
  f->provider.extra = f->extra;
  f->provider.dpop = TRUE;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ac_test_provider_stop (&f->provider);
  ac_test_provider_stop (&f->other);
  g_clear_object (&f->http);
  g_clear_object (&f->scope);
  g_free (f->extra);
}

static AcOidc *
discover (Fixture *f, GError **error)
{
  g_autoptr(AcOidc) oidc = ac_oidc_discover (f->http, f->provider.base, CLIENT, RESOURCE, error);

  return oidc != NULL && ac_oidc_make_key (oidc, error) ? g_steal_pointer (&oidc) : NULL;
}

static char *
come_back (Fixture *f, AcOauthAttempt *attempt)
{
  g_autofree char *issuer = g_uri_escape_string (f->provider.base, NULL, FALSE);

  if (f->response != NULL)
    return g_strconcat (REDIRECT "?state=", ac_oauth_attempt_get_state (attempt), f->response,
                        NULL);
  return g_strconcat (REDIRECT "?code=c&state=", ac_oauth_attempt_get_state (attempt),
                      "&iss=", issuer, NULL);
}

/* The whole way through the browser. */
static AcOidcTokens *
sign_in (Fixture *f, GError **error)
{
  g_autoptr(AcOidc) oidc = discover (f, error);
  g_autoptr(AcOauthAttempt) attempt = ac_oauth_attempt_new (REDIRECT);
  g_autofree char *address = NULL;
  g_autofree char *response = NULL;

  if (oidc == NULL || !(address = ac_oidc_begin (oidc, attempt, error)))
    return NULL;

  if (f->provider.extra == NULL)
    g_set_str (&f->provider.nonce, ac_oauth_attempt_get_nonce (attempt));
  response = come_back (f, attempt);
  return ac_oidc_finish (oidc, attempt, response, error);
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  g_autoptr(AcOidcTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  if (!(tokens = sign_in (user_data, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_assert_cmpstr (tokens->subject, ==, "alice");
  g_assert_nonnull (tokens->refresh_token);
  return dex_future_new_true ();
}

static DexFuture *
spawn (DexFiberFunc func, Fixture *f)
{
  return dex_scheduler_spawn (NULL, 0, func, f, NULL);
}

static void
assert_signed_in (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (spawn (sign_in_fiber, f), &error);
  g_assert_no_error (error);
}

static void
assert_refused (Fixture *f, AcError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_test_wait_true (spawn (sign_in_fiber, f), &error));
  g_assert_error (error, AC_ERROR, (int) code);
}

static void
test_sign_in (Fixture *f, gconstpointer data)
{
  assert_signed_in (f);
  g_assert_cmpuint (f->provider.n_pushed, ==, 1);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1);
  g_assert_cmpuint (f->provider.n_nonces, ==, 1);
  g_assert_cmpstr (f->provider.resource, ==, RESOURCE);
}

/* Neither PAR nor DPoP nor an issuer in the answer. */
static void
test_plain (Fixture *f, gconstpointer data)
{
  f->provider.extra = NULL;
  f->provider.dpop = FALSE;
  f->response = "&code=c";
  assert_signed_in (f);
  g_assert_cmpuint (f->provider.n_pushed, ==, 0);
}

static void
test_discovery_refused (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *extra;
    AcError code;
  } cases[] = {
    { ",\"code_challenge_methods_supported\":[\"plain\"]", AC_ERROR_BAD_REPLY },
    { ",\"require_pushed_authorization_requests\":true", AC_ERROR_BAD_REPLY },
    { PAR ("http://as.example"), AC_ERROR_ADDRESS_REFUSED },
    { PAR ("https://u:p@as.example"), AC_ERROR_INVALID },
    { PAR ("https://as.example/#"), AC_ERROR_BAD_REPLY },
  };

  assert_signed_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].extra);
      f->provider.extra = cases[i].extra;
      assert_refused (f, cases[i].code);
    }
}

/* A provider that calls itself by another's name gets no code of that other. */
static void
test_mix_up (Fixture *f, gconstpointer data)
{
  g_autofree char *issuer = g_uri_escape_string (f->other.base, NULL, FALSE);
  g_autofree char *response = g_strconcat ("&code=c&iss=", issuer, NULL);

  assert_signed_in (f);
  f->response = response;
  assert_refused (f, AC_ERROR_INVALID);
  f->response = "&code=c";
  assert_refused (f, AC_ERROR_INVALID);
  f->response = NULL;
  f->provider.issuer = f->other.base;
  assert_refused (f, AC_ERROR_BAD_REPLY);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1);
  g_assert_cmpuint (f->other.n_tokens, ==, 0);
}

/* A code that was meant for another attempt comes with that one's state. */
static void
test_other_attempt (Fixture *f, gconstpointer data)
{
  f->response = "x&code=c";
  assert_refused (f, AC_ERROR_INVALID);
  f->response = "&error=access_denied&iss=";
  assert_refused (f, AC_ERROR_INVALID);
  g_assert_cmpuint (f->provider.n_tokens, ==, 0);
}

static void
forget_faults (AcTestProvider *provider)
{
  provider->claim_issuer = NULL;
  provider->claim_audience = NULL;
  provider->claim_authorized = NULL;
  provider->claim_nonce = NULL;
  provider->claim_hash = NULL;
  provider->claim_age = 0;
  provider->unsigned_token = FALSE;
  provider->stranger_key = FALSE;
  provider->token_type = NULL;
}

/* After each fault the same provider, without it, signs in. */
static void
assert_fault_bites (Fixture *f)
{
  assert_refused (f, AC_ERROR_BAD_REPLY);
  forget_faults (&f->provider);
  assert_signed_in (f);
}

static void
test_id_token_refused (Fixture *f, gconstpointer data)
{
  AcTestProvider *provider = &f->provider;

  provider->claim_issuer = f->other.base;
  assert_fault_bites (f);
  provider->claim_audience = "\"another\"";
  assert_fault_bites (f);
  provider->claim_audience = "[\"accounts-center\",\"another\"]";
  assert_fault_bites (f);
  provider->claim_authorized = ",\"azp\":\"another\"";
  assert_fault_bites (f);
  provider->claim_nonce = "of-another-attempt";
  assert_fault_bites (f);
  provider->claim_hash = ",\"at_hash\":\"AAAAAAAAAAAAAAAAAAAAAA\"";
  assert_fault_bites (f);
  provider->claim_age = 400;
  assert_fault_bites (f);
  provider->unsigned_token = TRUE;
  assert_fault_bites (f);
  provider->stranger_key = TRUE;
  assert_fault_bites (f);
}

static void
test_id_token_accepted (Fixture *f, gconstpointer data)
{
  guint8 digest[crypto_hash_sha256_BYTES];
  g_autofree char *half = NULL;
  g_autofree char *hash = NULL;

  f->provider.claim_audience = "[\"accounts-center\",\"another\"]";
  f->provider.claim_authorized = ",\"azp\":\"accounts-center\"";
  assert_signed_in (f);

  crypto_hash_sha256 (digest, (const guint8 *) "access-1", strlen ("access-1"));
  half = ac_test_base64 (digest, sizeof digest / 2);
  hash = g_strdup_printf (",\"at_hash\":\"%s\"", half);
  f->provider.claim_hash = hash;
  assert_signed_in (f);
  assert_refused (f, AC_ERROR_BAD_REPLY);
}

static void
test_token_kind (Fixture *f, gconstpointer data)
{
  f->provider.token_type = "Bearer";
  assert_fault_bites (f);
  f->provider.dpop = FALSE;
  f->provider.token_type = "DPoP";
  assert_fault_bites (f);
}

static DexFuture *
refresh_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(SecretValue) token = secret_value_new ("refresh-0", -1, "text/plain");
  g_autoptr(GError) error = NULL;
  g_autoptr(AcOidc) oidc = discover (f, &error);
  g_autoptr(AcOidcTokens) tokens = NULL;

  if (oidc == NULL || !(tokens = ac_oidc_refresh (oidc, token, "alice", &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_assert_cmpstr (secret_value_get_text (tokens->refresh_token), !=, "refresh-0");
  return dex_future_new_true ();
}

static void
assert_refresh (Fixture *f, const char *script, AcError code)
{
  const char *const errors[] = { script, NULL };
  g_autoptr(GError) error = NULL;

  f->provider.script = errors;
  ac_test_wait_true (spawn (refresh_fiber, f), &error);
  f->provider.script = NULL;
  if (code == AC_ERROR_FAILED)
    g_assert_no_error (error);
  else
    g_assert_error (error, AC_ERROR, (int) code);
}

/* Only invalid_grant ends a sign-in. */
static void
test_refresh (Fixture *f, gconstpointer data)
{
  f->provider.n_tokens = 1;
  assert_refresh (f, NULL, AC_ERROR_FAILED);
  assert_refresh (f, "invalid_grant", AC_ERROR_SIGN_IN_REQUIRED);
  assert_refresh (f, "invalid_request", AC_ERROR_BAD_REPLY);
  f->provider.status = 503;
  assert_refresh (f, "temporarily_unavailable", AC_ERROR_SERVICE_FAILED);
  f->provider.claim_subject = "mallory";
  assert_refresh (f, NULL, AC_ERROR_BAD_REPLY);
}

static DexFuture *
revoke_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(SecretValue) token = secret_value_new ("refresh-0", -1, "text/plain");
  g_autoptr(GError) error = NULL;
  g_autoptr(AcOidc) oidc = discover (f, &error);
  g_autofree char *end = ac_oidc_get_end_address (oidc);

  g_assert_true (g_str_has_prefix (end, f->provider.base));
  g_assert_true (g_str_has_suffix (end, "/end?client_id=accounts-center"));
  if (!ac_oidc_revoke (oidc, token, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
test_revoke (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (spawn (revoke_fiber, f), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->provider.n_revoked, ==, 1);
}

static DexFuture *
device_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcOidc) oidc = discover (f, &error);
  g_autoptr(AcOidcDevice) device = NULL;
  g_autoptr(AcOidcTokens) tokens = NULL;

  if (oidc == NULL || !(device = ac_oidc_begin_device (oidc, &error)) ||
      !(tokens = ac_oidc_wait_for_device (oidc, device, f->scope, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_assert_cmpstr (device->user_code, ==, "ABCD-EFGH");
  return dex_future_new_true ();
}

static void
assert_device (Fixture *f, const char *const *script, const char *device, AcError code)
{
  g_autoptr(GError) error = NULL;

  f->provider.script = script;
  f->provider.device = device;
  f->provider.n_tokens = 0;
  ac_test_wait_true (spawn (device_fiber, f), &error);
  if (code == AC_ERROR_FAILED)
    g_assert_no_error (error);
  else
    g_assert_error (error, AC_ERROR, (int) code);
}

static void
test_device (Fixture *f, gconstpointer data)
{
  static const char *const script[] = { "authorization_pending", "slow_down", NULL };
  const gint64 *at = f->provider.asked_at;

  assert_device (f, script, "\"expires_in\":30,\"interval\":1", AC_ERROR_FAILED);
  g_assert_cmpuint (f->provider.n_tokens, ==, 3);
  g_assert_cmpint (at[1] - at[0], >=, G_USEC_PER_SEC);
  g_assert_cmpint (at[1] - at[0], <, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (at[2] - at[1], >=, 6 * G_USEC_PER_SEC);
}

/* A server that never says no, wants to be asked without a pause, or shows what can't be read. */
static void
test_device_refused (Fixture *f, gconstpointer data)
{
  static const char *const refused[] = { "access_denied", NULL };
  static const char *const expired[] = { "expired_token", NULL };
  static const char *const pending[] = { "authorization_pending", "authorization_pending",
                                         "authorization_pending", "authorization_pending", NULL };

  assert_device (f, refused, "\"expires_in\":30,\"interval\":1", AC_ERROR_SIGN_IN_REFUSED);
  assert_device (f, expired, "\"expires_in\":30,\"interval\":1", AC_ERROR_TIMED_OUT);
  assert_device (f, pending, "\"expires_in\":3,\"interval\":0", AC_ERROR_TIMED_OUT);
  g_assert_cmpuint (f->provider.n_tokens, <=, 2);
  assert_device (f, NULL, "\"expires_in\":-1", AC_ERROR_TIMED_OUT);
  g_assert_cmpuint (f->provider.n_tokens, ==, 0);
  assert_device (f, NULL, "\"expires_in\":30,\"verification_uri_complete\":\"file:///etc\"",
                 AC_ERROR_INVALID);
}

static void
test_device_cancelled (Fixture *f, gconstpointer data)
{
  static const char *const script[] = { "authorization_pending", "authorization_pending", NULL };
  g_autoptr(DexFuture) work = NULL;
  g_autoptr(GError) error = NULL;

  f->provider.script = script;
  work = spawn (device_fiber, f);
  while (f->provider.n_tokens == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (f->scope);
  g_assert_false (ac_test_wait_true (g_steal_pointer (&work), &error));
  g_clear_error (&error);
  ac_test_wait_true (ac_future_delay (2500), &error);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1);
}

#define ADD(name, func) g_test_add ("/oidc/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  ac_http_set_up ();
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("sign-in", test_sign_in);
  ADD ("plain", test_plain);
  ADD ("discovery-refused", test_discovery_refused);
  ADD ("mix-up", test_mix_up);
  ADD ("other-attempt", test_other_attempt);
  ADD ("id-token-refused", test_id_token_refused);
  ADD ("id-token-accepted", test_id_token_accepted);
  ADD ("token-kind", test_token_kind);
  ADD ("refresh", test_refresh);
  ADD ("revoke", test_revoke);
  ADD ("device", test_device);
  ADD ("device-refused", test_device_refused);
  ADD ("device-cancelled", test_device_cancelled);

  return g_test_run ();
}
