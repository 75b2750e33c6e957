/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-test-server.h"

static void
test_answers (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *retry_after;
    AcOutcomeKind kind;
    AcError error;
  } cases[] = {
    { 200, "{}", NULL, AC_OUTCOME_DONE, AC_ERROR_FAILED },
    { 204, "", NULL, AC_OUTCOME_DONE, AC_ERROR_FAILED },
    { 301, "", NULL, AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY },
    { 308, "", NULL, AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY },
    { 302, "{}", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_UNKNOWN_OUTCOME },
    { 400, "{}", NULL, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 400, "<html>", NULL, AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY },
    { 401, "", NULL, AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
    { 403, "{}", NULL, AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED },
    { 404, "{}", NULL, AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND },
    { 404, "gone", NULL, AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY },
    { 408, "", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_UNKNOWN_OUTCOME },
    { 409, "{}", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_CONFLICT },
    { 413, "", NULL, AC_OUTCOME_REJECTED, AC_ERROR_TOO_LARGE },
    { 422, "{}", NULL, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 429, "", NULL, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 429, "", "60", AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 499, "", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_UNKNOWN_OUTCOME },
    { 500, "{}", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 502, "", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 503, "", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 503, "", "60", AC_OUTCOME_LATER, AC_ERROR_SERVICE_FAILED },
    { 504, "", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 524, "", NULL, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", server->base);
      g_autoptr(AcHttpResponse) response = NULL;
      g_autoptr(AcOutcome) outcome = NULL;
      g_autoptr(GError) error = NULL;

      server->status = cases[i].status;
      server->body = cases[i].body;
      server->retry_after = cases[i].retry_after;
      response = ac_test_wait_object (ac_http_send (server->http, request), &error);
      g_assert_no_error (error);
      outcome = ac_outcome_from_response (response);
      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
      g_assert_cmpint (ac_outcome_get_error (outcome), ==, cases[i].error);
      g_assert_cmpint (ac_outcome_get_retry_at (outcome) > 0, ==, cases[i].retry_after != NULL);
    }
}

static void
test_errors (void)
{
  g_autoptr(GError) lost = g_error_new (AC_ERROR, AC_ERROR_TIMED_OUT, "lost");
  g_autoptr(GError) sign_in = g_error_new (AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "sign in");
  g_autoptr(GError) cancelled = g_error_new (AC_ERROR, AC_ERROR_CANCELLED, "cancelled");
  g_autoptr(AcOutcome) unsent = ac_outcome_from_error (lost, TRUE);
  g_autoptr(AcOutcome) sent = ac_outcome_from_error (lost, FALSE);
  g_autoptr(AcOutcome) refused = ac_outcome_from_error (sign_in, TRUE);

  g_assert_cmpint (ac_outcome_get_kind (unsent), ==, AC_OUTCOME_NOT_SENT);
  g_assert_cmpint (ac_outcome_get_kind (sent), ==, AC_OUTCOME_UNKNOWN);
  g_assert_cmpint (ac_outcome_get_error (sent), ==, AC_ERROR_TIMED_OUT);
  g_assert_cmpint (ac_outcome_get_kind (refused), ==, AC_OUTCOME_SIGN_IN);
  g_assert_null (ac_outcome_from_error (cancelled, FALSE));
}

static void
test_pack (void)
{
  g_autoptr(AcAccount) account = ac_account_new ("a", "mastodon");
  g_autoptr(AcAccess) access = ac_access_new (account);
  g_autoptr(AcAccess) other = ac_access_new (account);
  g_autoptr(SecretValue) token = secret_value_new ("s3cret", -1, "text/plain");
  g_autoptr(SecretValue) junk = secret_value_new ("{\"x\":1}", -1, "text/plain");
  g_autoptr(SecretValue) packed = NULL;
  g_autoptr(GError) error = NULL;

  ac_access_set_credential (access, AC_CREDENTIAL_REFRESH_TOKEN, token);
  ac_access_set_expires_at (access, 12345);
  packed = ac_access_pack (access);
  g_assert_true (ac_access_unpack (other, packed, &error));
  g_assert_no_error (error);
  g_assert_null (ac_access_get_credential (other, AC_CREDENTIAL_ACCESS_TOKEN));
  g_assert_cmpstr (
      secret_value_get_text (ac_access_get_credential (other, AC_CREDENTIAL_REFRESH_TOKEN)), ==,
      "s3cret");
  g_assert_cmpint (ac_access_get_expires_at (other), ==, 12345);

  g_assert_false (ac_access_unpack (other, junk, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_SECRET_LOST);
  g_assert_nonnull (ac_access_get_credential (other, AC_CREDENTIAL_REFRESH_TOKEN));
}

typedef struct
{
  DexPromise *promise;
  guint n;
} Refresh;

static DexFuture *
count_refresh (AcAccess *access, gpointer user_data)
{
  Refresh *refresh = user_data;

  refresh->n++;
  return dex_ref (DEX_FUTURE (refresh->promise));
}

static DexFuture *
fail_refresh (AcAccess *access, gpointer user_data)
{
  return dex_future_new_reject (AC_ERROR, AC_ERROR_STORAGE_FULL, "full");
}

static void
test_refresh_once (void)
{
  g_autoptr(AcAccount) account = ac_account_new ("a", "bluesky");
  g_autoptr(AcAccess) access = ac_access_new (account);
  g_autoptr(AcAccess) failing = ac_access_new (account);
  g_autoptr(DexFuture) first = NULL;
  g_autoptr(DexFuture) second = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(DexPromise) promise = dex_promise_new ();
  Refresh refresh = { promise, 0 };

  g_assert_false (
      ac_test_wait_true (ac_access_refresh_once (failing, fail_refresh, NULL, NULL), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE_FULL);
  g_clear_error (&error);
  g_assert_false (ac_test_wait_true (ac_access_save (failing), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE);

  first = ac_access_refresh_once (access, count_refresh, &refresh, NULL);
  second = ac_access_refresh_once (access, count_refresh, &refresh, NULL);
  while (refresh.n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (refresh.n, ==, 1);
  g_assert_true (dex_future_is_pending (first));
  g_assert_true (dex_future_is_pending (second));
  dex_promise_resolve_boolean (promise, TRUE);
  g_assert_true (ac_test_wait_true (g_steal_pointer (&first), NULL));
  g_assert_true (ac_test_wait_true (g_steal_pointer (&second), NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/outcome/answers", AcTestServer, NULL, ac_test_server_set_up, test_answers,
              ac_test_server_tear_down);
  g_test_add_func ("/outcome/errors", test_errors);
  g_test_add_func ("/access/pack", test_pack);
  g_test_add_func ("/access/refresh-once", test_refresh_once);
  return g_test_run ();
}
