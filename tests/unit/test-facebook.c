/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-test-server.h"

static AcAccess *
make_access (AcTestServer *server, const char *profile)
{
  AcAccess *access = ac_test_server_make_access (server, "facebook", "7");

  ac_account_set_profile_url (ac_access_get_account (access), profile);
  return access;
}

static void
test_render (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "facebook");
  g_autoptr(AcAccess) access = make_access (server, "https://www.facebook.com/42");
  g_autoptr(AcAccess) pageless = make_access (server, "https://www.facebook.com/me?x=42");
  g_autoptr(GError) error = NULL;
  g_autoptr(AcParcel) parcel = ac_test_render (connector, ac_access_get_account (access), "d",
                                               "a & b", AC_AUDIENCE_PUBLIC, &error);
  g_autofree char *body = NULL;

  g_assert_no_error (error);
  body = g_strndup (g_bytes_get_data (parcel->payload, NULL), g_bytes_get_size (parcel->payload));
  g_assert_cmpstr (body, ==, "message=a+%26+b");
  g_assert_cmpstr (parcel->key, ==, "42:d");
  g_assert_null (ac_test_render (connector, ac_access_get_account (pageless), "d", "a",
                                 AC_AUDIENCE_PUBLIC, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
}

static void
test_other_page (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "facebook");
  g_autoptr(AcAccess) access = make_access (server, "https://www.facebook.com/42");
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(GError) error = NULL;

  server->body = "{\"id\":\"43\",\"name\":\"Another\"}";
  g_assert_null (ac_test_wait_object (ac_connector_identify (connector, access), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_WRONG_ACCOUNT);
  g_clear_error (&error);

  server->body = "{\"id\":\"42\",\"name\":\"The Page\"}";
  account = ac_test_wait_object (ac_connector_identify (connector, access), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ac_account_get_remote_id (account), ==, "7");
  g_assert_cmpstr (ac_account_get_display_name (account), ==, "The Page");
}

/* As long as the Page's token may be good nothing is called done. */
static void
test_revoke (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    AcOutcomeKind kind;
  } cases[] = {
    { 200, "{\"success\":true}", AC_OUTCOME_DONE },
    { 400, "{\"error\":{\"code\":190,\"error_subcode\":458}}", AC_OUTCOME_DONE },
    { 400, "{\"error\":{\"code\":4}}", AC_OUTCOME_LATER },
    { 400, "{\"error\":{\"code\":100}}", AC_OUTCOME_REJECTED },
    { 500, "", AC_OUTCOME_UNKNOWN },
  };
  AcConnector *connector = ac_connectors_get (server->connectors, "facebook");
  g_autoptr(AcAccess) access = make_access (server, "https://www.facebook.com/42");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AcOutcome) outcome = NULL;
      g_autoptr(GError) error = NULL;

      server->status = cases[i].status;
      server->body = cases[i].body;
      outcome = ac_test_wait_object (ac_connector_revoke (connector, access), &error);
      g_assert_no_error (error);
      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
    }
}

/* Whatever was asked, the answer is also what stands there. */
static void
test_edit (AcTestServer *server, gconstpointer data)
{
#define POST(text, more)                                                                           \
  "{\"id\":\"42_7\",\"message\":\"" text "\",\"permalink_url\":\"https://www.facebook.com/7\","    \
  "\"created_time\":\"2026-01-01T12:00:00+0000\"" more "}"
  static const struct
  {
    guint status;
    const char *body;
    AcOutcomeKind kind;
    AcError reason;
  } cases[] = {
    { 200, POST ("hello", ",\"success\":true"), AC_OUTCOME_DONE, AC_ERROR_FAILED },
    { 200, POST ("hello", ",\"success\":false"), AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 200, POST ("hallo", ",\"success\":true"), AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 200, "{\"success\":true}", AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY },
    { 500, "", AC_OUTCOME_UNKNOWN, AC_ERROR_UNKNOWN_OUTCOME },
  };
  AcConnector *connector = ac_connectors_get (server->connectors, "facebook");
  g_autoptr(AcAccess) access = make_access (server, "https://www.facebook.com/42");
  g_autoptr(AcParcel) parcel = ac_test_render (connector, ac_access_get_account (access), "d",
                                               "hello", AC_AUDIENCE_PUBLIC, NULL);

  parcel->remote_id = g_strdup ("42_7");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AcOutcome) outcome = NULL;
      g_autoptr(GError) error = NULL;

      server->status = cases[i].status;
      server->body = cases[i].body;
      outcome = ac_test_wait_object (ac_connector_edit (connector, access, parcel), &error);
      g_assert_no_error (error);
      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
      if (cases[i].status == 200)
        g_assert_cmpint (ac_outcome_get_error (outcome), ==, cases[i].reason);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func)                                                                            \
  g_test_add (path, AcTestServer, NULL, ac_test_server_set_up, func, ac_test_server_tear_down)
  ADD ("/facebook/render", test_render);
  ADD ("/facebook/other-page", test_other_page);
  ADD ("/facebook/revoke", test_revoke);
  ADD ("/facebook/edit", test_edit);
  return g_test_run ();
}
