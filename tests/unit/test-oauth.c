/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-oauth.h"

#define REDIRECT "http://127.0.0.1:4000/abc"

static void
test_response (void)
{
  g_autoptr(AcOauthAttempt) attempt = ac_oauth_attempt_new (REDIRECT);
  const char *state = ac_oauth_attempt_get_state (attempt);
  g_autofree char *good =
      g_strdup_printf (REDIRECT "?code=c%%2F1&state=%s&iss=https%%3A%%2F%%2Fas.example", state);
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretValue) code = NULL;

  ac_oauth_attempt_expect_issuer (attempt, "https://as.example", TRUE);
  code = ac_oauth_attempt_read_response (attempt, good, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret_value_get_text (code), ==, "c/1");
}

static void
test_response_refused (void)
{
  static const struct
  {
    const char *format;
    AcError code;
  } cases[] = {
    { REDIRECT "?code=x&state=%s", AC_ERROR_INVALID },
    { REDIRECT "?code=x&state=%s&iss=https://evil.example", AC_ERROR_INVALID },
    { REDIRECT "?code=x&state=%s&state=%s&iss=https://as.example", AC_ERROR_INVALID },
    { REDIRECT "?code=x&code=y&state=%s&iss=https://as.example", AC_ERROR_INVALID },
    { REDIRECT "?code=x&state=%sx&iss=https://as.example", AC_ERROR_INVALID },
    { REDIRECT "?state=%s&iss=https://as.example", AC_ERROR_INVALID },
    { REDIRECT "/more?code=x&state=%s&iss=https://as.example", AC_ERROR_INVALID },
    { "http://127.0.0.1:4001/abc?code=x&state=%s&iss=https://as.example", AC_ERROR_INVALID },
    { REDIRECT "?error=access_denied&state=%s&iss=https://as.example", AC_ERROR_SIGN_IN_REFUSED },
  };
  g_autoptr(AcOauthAttempt) attempt = ac_oauth_attempt_new (REDIRECT);

  ac_oauth_attempt_expect_issuer (attempt, "https://as.example", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) parts = g_strsplit (cases[i].format, "%s", -1);
      g_autofree char *uri = g_strjoinv (ac_oauth_attempt_get_state (attempt), parts);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].format);
      g_assert_null (ac_oauth_attempt_read_response (attempt, uri, &error));
      g_assert_error (error, AC_ERROR, (int) cases[i].code);
    }
}

/* An issuer that made no promise may leave its name out, but no other may stand there. */
static void
test_issuer_not_promised (void)
{
  g_autoptr(AcOauthAttempt) attempt = ac_oauth_attempt_new (REDIRECT);
  const char *state = ac_oauth_attempt_get_state (attempt);
  g_autofree char *silent = g_strdup_printf (REDIRECT "?code=c&state=%s", state);
  g_autofree char *other = g_strconcat (silent, "&iss=https://evil.example", NULL);
  g_autoptr(SecretValue) code = NULL;
  g_autoptr(GError) error = NULL;

  ac_oauth_attempt_expect_issuer (attempt, "https://as.example", FALSE);
  code = ac_oauth_attempt_read_response (attempt, silent, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret_value_get_text (code), ==, "c");
  g_assert_null (ac_oauth_attempt_read_response (attempt, other, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
}

static void
test_attempts_differ (void)
{
  g_autoptr(AcOauthAttempt) one = ac_oauth_attempt_new (REDIRECT);
  g_autoptr(AcOauthAttempt) two = ac_oauth_attempt_new (REDIRECT);
  g_autofree char *challenge = ac_oauth_attempt_get_challenge (one);

  g_assert_cmpstr (ac_oauth_attempt_get_state (one), !=, ac_oauth_attempt_get_state (two));
  g_assert_cmpuint (strlen (secret_value_get_text (ac_oauth_attempt_get_verifier (one))), >=, 43);
  g_assert_cmpuint (strlen (challenge), ==, 43);
}

static void
test_proof (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretValue) key = ac_jose_key_new (&error);
  g_autoptr(SecretValue) token = secret_value_new ("token", -1, "text/plain");
  g_autofree char *proof =
      ac_jose_dpop_proof (key, "POST", "https://pds.example/x?y#z", "n1", token, &error);
  g_auto(GStrv) parts = NULL;
  g_autofree char *padded = NULL;
  gsize length = 0;

  g_assert_no_error (error);
  parts = g_strsplit (proof, ".", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_cmpuint (strlen (parts[2]), ==, 86);

  padded = g_strconcat (parts[0], "===", NULL);
  padded[(strlen (parts[0]) + 3) / 4 * 4] = '\0';
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  g_base64_decode_inplace (padded, &length);
  g_assert_nonnull (g_strstr_len (padded, length, "dpop+jwt"));
  g_assert_null (g_strstr_len (padded, length, "\"d\""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/oauth/response", test_response);
  g_test_add_func ("/oauth/response-refused", test_response_refused);
  g_test_add_func ("/oauth/issuer-not-promised", test_issuer_not_promised);
  g_test_add_func ("/oauth/attempts-differ", test_attempts_differ);
  g_test_add_func ("/jose/proof", test_proof);

  return g_test_run ();
}
