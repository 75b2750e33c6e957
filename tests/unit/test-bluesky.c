/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"
#include "ac-post.h"
#include "ac-test-server.h"

#define DID "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"

static const AcJsonField payload_fields[] = {
  { "rkey", AC_JSON_STRING },
  { "swapRecord", AC_JSON_OBJECT, AC_JSON_NULLABLE },
  { "record", AC_JSON_OBJECT },
  { NULL },
};
static const AcJsonField record_fields[] = { { "facets", AC_JSON_ARRAY },
                                             { AC_BLUESKY_MARK, AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
                                             { NULL } };
static const AcJsonField facet_fields[] = { { "index", AC_JSON_OBJECT }, { NULL } };
static const AcJsonField index_fields[] = { { "byteStart", AC_JSON_INTEGER },
                                            { "byteEnd", AC_JSON_INTEGER },
                                            { NULL } };

static AcParcel *
make_parcel (AcTestServer *server, AcAccess *access, const char *text, GError **error)
{
  return ac_test_render (ac_connectors_get (server->connectors, "bluesky"),
                         ac_access_get_account (access), "d", text, AC_AUDIENCE_PUBLIC, error);
}

static void
test_render (AcTestServer *server, gconstpointer data)
{
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "bluesky", DID);
  g_autoptr(GError) error = NULL;
  g_autoptr(AcParcel) parcel =
                make_parcel (server, access, "gr\303\274n https://a.example/x", &error);
  g_autoptr(JsonObject) body = NULL;
  g_autofree char *longer = g_strnfill (301, 'x');
  JsonObject *facet = NULL;
  JsonObject *index = NULL;

  g_assert_no_error (error);
  body = ac_json_parse_object (parcel->payload, payload_fields, AC_JSON_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (parcel->key), ==, 13);
  g_assert_cmpstr (ac_json_get_string (body, "rkey"), ==, parcel->key);
  g_assert_true (
      ac_json_check (ac_json_get_object (body, "record"), record_fields, AC_JSON_OPEN, NULL));
  facet = json_array_get_object_element (
      ac_json_get_array (ac_json_get_object (body, "record"), "facets"), 0);
  g_assert_true (ac_json_check (facet, facet_fields, AC_JSON_OPEN, NULL));
  index = ac_json_get_object (facet, "index");
  g_assert_true (ac_json_check (index, index_fields, AC_JSON_OPEN, NULL));
  g_assert_cmpint (ac_json_get_integer (index, "byteStart"), ==, 6);
  g_assert_cmpint (ac_json_get_integer (index, "byteEnd"), ==, 25);

  g_assert_null (make_parcel (server, access, longer, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LONG);
  g_clear_error (&error);
  g_assert_null (ac_test_render (ac_connectors_get (server->connectors, "bluesky"),
                                 ac_access_get_account (access), "d", "hello",
                                 AC_AUDIENCE_FOLLOWERS, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
}

#define RECORD(key, more)                                                                          \
  "{\"uri\":\"at://" DID "/app.bsky.feed.post/" key "\",\"value\":{\"text\":\"Hi\","               \
  "\"createdAt\":\"2026-01-01T00:00:00.000Z\"" more "}}"

/* What wrote a post, of another install or of none, is told by the record alone. */
static void
test_programs (AcTestServer *server, gconstpointer data)
{
  static const char *const programs[] = { "Accounts Center", "Bridgy Fed", NULL };
  AcConnector *connector = ac_connectors_get (server->connectors, "bluesky");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "bluesky", DID);
  g_autoptr(GListModel) posts = NULL;
  g_autoptr(GError) error = NULL;

  server->status = 200;
  server->body = "{\"records\":[" RECORD ("1", ",\"" AC_BLUESKY_MARK "\":true") "," RECORD (
      "2", ",\"bridgyOriginalUrl\":\"https://a.example/1\"") "," RECORD ("3", "") "]}";
  posts = ac_test_wait_object (ac_connector_list_posts (connector, access, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (posts), ==, G_N_ELEMENTS (programs));
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr(AcPost) post = g_list_model_get_item (posts, i);

      g_assert_cmpstr (ac_post_get_facts (post)->program, ==, programs[i]);
    }
}

typedef DexFuture *(*CallFunc) (AcConnector *self, AcAccess *access, AcParcel *parcel);

static void
test_outcomes (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    CallFunc call;
    guint status;
    const char *body;
    AcOutcomeKind kind;
    AcError error;
  } cases[] = {
    { ac_connector_publish, 200, "{\"uri\":\"at://x\",\"cid\":\"c\"}", AC_OUTCOME_DONE,
      AC_ERROR_FAILED },
    { ac_connector_publish, 200, "{\"uri\":\"at://x\"}", AC_OUTCOME_DONE_NO_ID, AC_ERROR_FAILED },
    { ac_connector_publish, 200, "[]", AC_OUTCOME_DONE_NO_ID, AC_ERROR_FAILED },
    { ac_connector_publish, 400, "{\"error\":\"InvalidRequest\"}", AC_OUTCOME_REJECTED,
      AC_ERROR_REJECTED },
    { ac_connector_publish, 403, "{\"error\":\"ScopeMissingError\"}", AC_OUTCOME_REJECTED,
      AC_ERROR_SCOPE_MISSING },
    { ac_connector_publish, 400, "{\"error\":\"ExpiredToken\"}", AC_OUTCOME_SIGN_IN,
      AC_ERROR_SIGN_IN_REQUIRED },
    { ac_connector_publish, 429, "{}", AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { ac_connector_publish, 502, "{}", AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { ac_connector_find, 400, "{\"error\":\"RecordNotFound\"}", AC_OUTCOME_ABSENT,
      AC_ERROR_FAILED },
    { ac_connector_find, 404, "{}", AC_OUTCOME_UNKNOWN, AC_ERROR_NOT_FOUND },
    { ac_connector_find, 200, "{\"uri\":\"at://x\",\"value\":{}}", AC_OUTCOME_FOUND,
      AC_ERROR_FAILED },
    { ac_connector_remove, 200, "{}", AC_OUTCOME_DONE, AC_ERROR_FAILED },
  };
  AcConnector *connector = ac_connectors_get (server->connectors, "bluesky");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "bluesky", DID);
  g_autoptr(AcParcel) parcel = make_parcel (server, access, "hello", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AcOutcome) outcome = NULL;
      g_autoptr(GError) error = NULL;

      server->status = cases[i].status;
      server->body = cases[i].body;
      outcome = ac_test_wait_object (cases[i].call (connector, access, parcel), &error);
      g_assert_no_error (error);
      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
      g_assert_cmpint (ac_outcome_get_error (outcome), ==, cases[i].error);
    }
}

static void
test_budgets (AcTestServer *server, gconstpointer data)
{
  static const CallFunc calls[] = { ac_connector_publish, ac_connector_find, ac_connector_remove };
  AcConnector *connector = ac_connectors_get (server->connectors, "bluesky");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "bluesky", DID);
  g_autoptr(AcParcel) parcel = make_parcel (server, access, "hello", NULL);

  server->remaining = "0";
  server->reset = "2027-01-15T08:00:00.123Z";
  server->body = "{\"uri\":\"at://x\",\"cid\":\"c\",\"value\":{}}";
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    ac_test_server_assert_used_up (server, calls[i](connector, access, parcel), AC_BUDGET_ALL);
}

static void
test_locate (AcTestServer *server, gconstpointer data)
{
  static const char *const good[] = { "at://" DID "/app.bsky.feed.post/3kabc",
                                      "https://bsky.app/profile/" DID "/post/3kabc?x=1",
                                      " https://bsky.app/profile/ada.test/post/3kabc/" };
  static const char *const bad[] = {
    "at://did:plc:somebody/app.bsky.feed.post/3kabc", "https://bsky.app/profile/" DID,
    "https://bsky.app/profile/bob.test/post/3kabc",   "at://" DID "/app.bsky.feed.like/3kabc",
    "https://bsky.app/profile/" DID "/post/3k%2fabc", "",
  };
  AcConnector *connector = ac_connectors_get (server->connectors, "bluesky");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "bluesky", DID);
  g_autoptr(AcParcel) parcel = make_parcel (server, access, "hello", NULL);
  g_autoptr(AcOutcome) other = NULL;

  ac_account_set_handle (ac_access_get_account (access), "ada.test");
  server->body = "{\"uri\":\"at://x\",\"value\":{}}";
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AcOutcome) found = ac_test_wait_object (
          ac_connector_locate (connector, access, parcel, good[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpint (ac_outcome_get_kind (found), ==, AC_OUTCOME_FOUND);
      g_assert_cmpstr (ac_outcome_get_remote_id (found), ==, "3kabc");
      g_assert_cmpstr (ac_outcome_get_remote_uri (found), ==, good[0]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (
          ac_test_wait_object (ac_connector_locate (connector, access, parcel, bad[i]), &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
    }

  server->body =
      "{\"uri\":\"at://x\",\"value\":{\"text\":\"other\",\"createdAt\":\"2026-01-01T00:00:00Z\"}}";
  other = ac_test_wait_object (ac_connector_locate (connector, access, parcel, good[0]), NULL);
  g_assert_cmpint (ac_outcome_get_kind (other), ==, AC_OUTCOME_REJECTED);
  g_assert_cmpint (ac_outcome_get_error (other), ==, AC_ERROR_CONFLICT);
}

static void
test_wrong_password (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "bluesky");
  g_autoptr(SecretValue) password = secret_value_new ("wrong", -1, "text/plain");
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(GError) error = NULL;

  server->status = 401;
  access = ac_test_wait_object (
      ac_connector_sign_in_with_password (connector, server->base, "alice.test", password), &error);
  g_assert_null (access);
  g_assert_error (error, AC_ERROR, AC_ERROR_WRONG_PASSWORD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func)                                                                            \
  g_test_add (path, AcTestServer, NULL, ac_test_server_set_up, func, ac_test_server_tear_down)
  ADD ("/bluesky/render", test_render);
  ADD ("/bluesky/programs", test_programs);
  ADD ("/bluesky/outcomes", test_outcomes);
  ADD ("/bluesky/budgets", test_budgets);
  ADD ("/bluesky/locate", test_locate);
  ADD ("/bluesky/wrong-password", test_wrong_password);
  return g_test_run ();
}
