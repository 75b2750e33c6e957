/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-test-server.h"

#define POST(id, text, time)                                                                       \
  "{\"id\":\"" id "\",\"text\":\"" text "\",\"permalink\":\"https://threads.net/p/" id             \
  "\",\"timestamp\":\"" time "\"}"
#define PAGE(posts) "{\"data\":[" posts "],\"paging\":{\"cursors\":{\"after\":\"x\"}}}"
#define LAST(posts) "{\"data\":[" posts "]}"
#define NOW "2026-01-01T12:00:01+0000"
#define OLD POST ("1", "long ago", "2020-01-01T00:00:00+0000")
#define GONE "{\"error\":{\"code\":100,\"error_subcode\":33}}"

static AcParcel *
make_parcel (AcConnector *connector, AcAccess *access, const char *text)
{
  g_autoptr(GError) error = NULL;
  AcParcel *parcel = ac_test_render (connector, ac_access_get_account (access), "key", text,
                                     AC_AUDIENCE_PUBLIC, &error);

  g_assert_no_error (error);
  g_assert_true (ac_clock_parse ("2026-01-01T12:00:00.000Z", &parcel->first_armed_at));
  return parcel;
}

static void
test_render (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "threads");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "threads", "7");
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, "Käse & Brot=\n");
  g_autofree char *body =
      g_strndup (g_bytes_get_data (parcel->payload, NULL), g_bytes_get_size (parcel->payload));
  g_autofree char *longer = g_strnfill (501, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (body, ==,
                   "media_type=TEXT&text=K%C3%A4se+%26+Brot%3D%0A&auto_publish_text=true");
  g_assert_null (ac_test_render (connector, ac_access_get_account (access), "key", longer,
                                 AC_AUDIENCE_PUBLIC, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LONG);
  g_clear_error (&error);
  g_assert_null (ac_test_render (connector, ac_access_get_account (access), "key", "x",
                                 AC_AUDIENCE_FOLLOWERS, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
}

static void
check_find (AcTestServer *server, AcParcel *parcel, const char *body, AcOutcomeKind kind)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "threads");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "threads", "7");
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  server->body = body;
  outcome = ac_test_wait_object (ac_connector_find (connector, access, parcel), &error);
  g_assert_no_error (error);
  g_test_message ("%s", body);
  g_assert_cmpint (ac_outcome_get_kind (outcome), ==, kind);
  if (kind == AC_OUTCOME_FOUND)
    g_assert_cmpstr (ac_outcome_get_remote_uri (outcome), ==, "threads:2");
}

static void
test_find (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "threads");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "threads", "7");
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, "hi & co");

  check_find (server, parcel, PAGE (POST ("2", "hi & co", NOW) "," OLD), AC_OUTCOME_FOUND);
  check_find (server, parcel, PAGE (POST ("2", "hi & go", NOW) "," OLD), AC_OUTCOME_ABSENT);
  check_find (server, parcel, LAST (POST ("3", "other", NOW)), AC_OUTCOME_ABSENT);
  check_find (server, parcel, LAST (""), AC_OUTCOME_ABSENT);
  /* The same page for ever proves nothing. */
  check_find (server, parcel, PAGE (POST ("3", "other", NOW)), AC_OUTCOME_UNKNOWN);
  check_find (server, parcel, PAGE (POST ("3", "other", "yesterday")), AC_OUTCOME_UNKNOWN);
  check_find (server, parcel, "{\"data\":[7]}", AC_OUTCOME_UNKNOWN);
  check_find (server, parcel, "{}", AC_OUTCOME_UNKNOWN);

  parcel->claimed = g_ptr_array_new ();
  g_ptr_array_add (parcel->claimed, (gpointer) "threads:2");
  check_find (server, parcel, LAST (POST ("2", "hi & co", NOW)), AC_OUTCOME_ABSENT);

  server->status = 400;
  check_find (server, parcel, "{\"error\":{\"code\":190}}", AC_OUTCOME_SIGN_IN);
  check_find (server, parcel, "{\"error\":{\"code\":4}}", AC_OUTCOME_LATER);
  check_find (server, parcel, GONE, AC_OUTCOME_UNKNOWN);
  parcel->remote_id = g_strdup ("2");
  check_find (server, parcel, GONE, AC_OUTCOME_ABSENT);
  check_find (server, parcel, "<html>", AC_OUTCOME_UNKNOWN);
  server->status = 200;
  check_find (server, parcel, POST ("2", "hi & co", NOW), AC_OUTCOME_FOUND);
}

static void
test_publish (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    AcOutcomeKind kind;
  } cases[] = {
    { 200, POST ("2", "hello", NOW), AC_OUTCOME_DONE },
    { 200, "{\"id\":\"2\"}", AC_OUTCOME_DONE_NO_ID },
    { 200, "{\"id\":2}", AC_OUTCOME_DONE_NO_ID },
    { 200, "<html>", AC_OUTCOME_DONE_NO_ID },
    { 400, "{\"error\":{\"code\":190,\"error_subcode\":463}}", AC_OUTCOME_SIGN_IN },
    { 400, "{\"error\":{\"code\":100}}", AC_OUTCOME_REJECTED },
    { 500, "{\"error\":{\"code\":2}}", AC_OUTCOME_UNKNOWN },
  };
  AcConnector *connector = ac_connectors_get (server->connectors, "threads");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "threads", "7");
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, "hello");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AcOutcome) outcome = NULL;
      g_autoptr(GError) error = NULL;

      server->status = cases[i].status;
      server->body = cases[i].body;
      outcome = ac_test_wait_object (ac_connector_publish (connector, access, parcel), &error);
      g_assert_no_error (error);
      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
    }
}

/* What follows in a thread is made before it is published, below the post before it. */
static void
test_follows (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "threads");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "threads", "7");
  const AcContents contents = { .text = "more", .audience = AC_AUDIENCE_PUBLIC, .follows = TRUE };
  g_autoptr(GError) error = NULL;
  g_autoptr(AcParcel) parcel = ac_connector_render (connector, ac_access_get_account (access),
                                                    "key", &contents, &error);
  g_autofree char *form =
      g_strndup (g_bytes_get_data (parcel->payload, NULL), g_bytes_get_size (parcel->payload));
  g_autoptr(AcOutcome) made = NULL;
  g_autoptr(AcOutcome) looked = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (form, ==, "media_type=TEXT&text=more");
  parcel->parent = ac_parent_new ("2", "threads:2", NULL);
  looked = ac_test_wait_object (ac_connector_find (connector, access, parcel), &error);
  g_assert_cmpint (ac_outcome_get_kind (looked), ==, AC_OUTCOME_PREPARED);
  g_assert_cmpint (server->n_requests, ==, 0);

  server->body = "{\"id\":\"9\",\"status\":\"FINISHED\"}";
  made = ac_test_wait_object (ac_connector_publish (connector, access, parcel), &error);
  g_assert_cmpint (ac_outcome_get_kind (made), ==, AC_OUTCOME_PREPARED);
  g_assert_cmpstr (ac_outcome_get_prepared (made), ==, "9");

  parcel->prepared = g_strdup ("9");
  g_clear_object (&looked);
  looked = ac_test_wait_object (ac_connector_find (connector, access, parcel), &error);
  g_assert_cmpint (ac_outcome_get_kind (looked), ==, AC_OUTCOME_ABSENT);
}

/* Half way through its life a token is exchanged, before anything else is asked. */
static void
test_refresh (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "threads");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "threads", "7");
  g_autoptr(GError) error = NULL;

  server->body =
      "{\"access_token\":\"fresh\",\"expires_in\":5184000,\"id\":\"7\",\"username\":\"me\"}";
  ac_access_set_expires_at (access, ac_clock_now_ms () + G_GINT64_CONSTANT (40) * 86400 * 1000);
  g_object_unref (ac_test_wait_object (ac_connector_identify (connector, access), &error));
  g_assert_no_error (error);
  g_assert_cmpint (server->n_requests, ==, 1);

  ac_access_set_expires_at (access, ac_clock_now_ms () + G_GINT64_CONSTANT (29) * 86400 * 1000);
  g_object_unref (ac_test_wait_object (ac_connector_identify (connector, access), &error));
  g_assert_no_error (error);
  g_assert_cmpint (server->n_requests, ==, 3);
  g_assert_cmpstr (
      secret_value_get_text (ac_access_get_credential (access, AC_CREDENTIAL_ACCESS_TOKEN)), ==,
      "fresh");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func)                                                                            \
  g_test_add (path, AcTestServer, NULL, ac_test_server_set_up, func, ac_test_server_tear_down)
  ADD ("/threads/render", test_render);
  ADD ("/threads/find", test_find);
  ADD ("/threads/publish", test_publish);
  ADD ("/threads/follows", test_follows);
  ADD ("/threads/refresh", test_refresh);
  return g_test_run ();
}
