/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-mastodon-private.h"
#include "ac-post.h"
#include "ac-test-server.h"

#define STATUS(id, uri, time, content)                                                             \
  "{\"id\":\"" id "\",\"uri\":\"" uri                                                              \
  "\",\"url\":null,\"visibility\":\"public\",\"created_at\":\"" time "\",\"content\":\"" content   \
  "\",\"account\":{\"id\":\"7\"},\"reblog\":null}"
#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define OLD STATUS ("1", "u:1", "2020-01-01T00:00:00.000Z", "long ago")

static AcParcel *
make_parcel (AcConnector *connector, AcAccess *access, const char *text)
{
  g_autoptr(GError) error = NULL;
  AcParcel *parcel = ac_test_render (connector, ac_access_get_account (access), "key", text,
                                     AC_AUDIENCE_UNLISTED, &error);

  g_assert_no_error (error);
  g_assert_true (ac_clock_parse ("2026-01-01T12:00:00.000Z", &parcel->first_armed_at));
  return parcel;
}

static void
test_render (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, "hello");
  g_autofree char *body =
      g_strndup (g_bytes_get_data (parcel->payload, NULL), g_bytes_get_size (parcel->payload));
  g_autofree char *longer = g_strnfill (501, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (parcel->key, ==, "key");
  g_assert_cmpstr (body, ==, "{\"status\":\"hello\",\"visibility\":\"unlisted\"}");
  g_assert_null (ac_test_render (connector, ac_access_get_account (access), "key", longer,
                                 AC_AUDIENCE_PUBLIC, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LONG);
}

static void
check_find (AcTestServer *server, AcParcel *parcel, const char *body, AcOutcomeKind kind)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  server->body = body;
  outcome = ac_test_wait_object (ac_connector_find (connector, access, parcel), &error);
  g_assert_no_error (error);
  g_assert_cmpint (ac_outcome_get_kind (outcome), ==, kind);
}

static void
test_find (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  g_autoptr(AcParcel) parcel =
                make_parcel (connector, access, "hi @bob@far.example <&>\nhttps://a.example/b");
  const char *here =
      "[" STATUS ("2", "u:2", "2026-01-01T12:00:01.000Z",
                  "<p>hi <a>@<span>bob</span></a> &lt;&amp;&gt;<br>"
                  "<a><span>https://</span><span>a.example/b</span></a></p>") "," OLD "]";

  check_find (server, parcel, here, AC_OUTCOME_FOUND);
  parcel->contested = TRUE;
  check_find (server, parcel, here, AC_OUTCOME_UNKNOWN);
  parcel->audience = AC_AUDIENCE_PUBLIC;
  check_find (server, parcel, here, AC_OUTCOME_FOUND);
  parcel->first_armed_at += HOUR_MS;
  check_find (server, parcel, here, AC_OUTCOME_ABSENT);
  ac_clock_set_for_tests (g_get_real_time () / 1000 + HOUR_MS);
  check_find (server, parcel, here, AC_OUTCOME_FOUND);
  ac_clock_set_for_tests (0);
  parcel->first_armed_at -= HOUR_MS;
  check_find (server, parcel, "[" OLD "]", AC_OUTCOME_ABSENT);
  check_find (server, parcel, "[]", AC_OUTCOME_ABSENT);
  check_find (server, parcel, "{\"error\":\"no\"}", AC_OUTCOME_UNKNOWN);
  check_find (server, parcel, "[1]", AC_OUTCOME_UNKNOWN);

  parcel->claimed = g_ptr_array_new ();
  g_ptr_array_add (parcel->claimed, (gpointer) "u:2");
  check_find (server, parcel, here, AC_OUTCOME_ABSENT);

  server->status = 500;
  check_find (server, parcel, "{}", AC_OUTCOME_UNKNOWN);
  server->status = 401;
  check_find (server, parcel, "{}", AC_OUTCOME_SIGN_IN);
  parcel->remote_id = g_strdup ("2");
  server->status = 404;
  check_find (server, parcel, "{\"error\":\"gone\"}", AC_OUTCOME_ABSENT);
  check_find (server, parcel, "<html>", AC_OUTCOME_UNKNOWN);
}

static void
test_publish (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    AcOutcomeKind kind;
    int audience;
  } cases[] = {
    { 200, OLD, AC_OUTCOME_DONE, AC_AUDIENCE_PUBLIC },
    { 200, "{\"id\":1}", AC_OUTCOME_DONE_NO_ID, -1 },
    { 200, "<html>", AC_OUTCOME_DONE_NO_ID, -1 },
    { 422, "", AC_OUTCOME_SIGN_IN, -1 },
    { 422, "{\"error\":\"no\"}", AC_OUTCOME_REJECTED, -1 },
    { 504, "", AC_OUTCOME_UNKNOWN, -1 },
  };
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
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
      g_assert_cmpint (ac_outcome_get_audience (outcome), ==, cases[i].audience);
    }
}

/* Servers have words of their own for fewer people than we have one for. */
static void
test_audiences (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    const char *members;
    AcAudience audience;
  } cases[] = {
    { "\"visibility\":\"public\"", AC_AUDIENCE_PUBLIC },
    { "\"visibility\":\"unlisted\"", AC_AUDIENCE_UNLISTED },
    { "\"visibility\":\"private\"", AC_AUDIENCE_FOLLOWERS },
    { "\"visibility\":\"mutuals_only\"", AC_AUDIENCE_DIRECT },
    { "\"visibility\":\"list\"", AC_AUDIENCE_DIRECT },
    { "\"visibility\":null", AC_AUDIENCE_DIRECT },
    { "\"visibility\":\"public\",\"local_only\":true", AC_AUDIENCE_DIRECT },
  };
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "[{\"id\":\"1\",\"uri\":\"u:1\",%s,\"created_at\":\"2026-01-01T00:00:00.000Z\","
          "\"content\":\"x\",\"account\":{\"id\":\"7\"}}]",
          cases[i].members);
      g_autoptr(GListModel) posts = NULL;
      g_autoptr(AcPost) post = NULL;
      g_autoptr(GError) error = NULL;

      server->body = body;
      posts = ac_test_wait_object (ac_connector_list_posts (connector, access, NULL), &error);
      g_assert_no_error (error);
      post = g_list_model_get_item (posts, 0);
      g_assert_cmpint (ac_post_get_facts (post)->audience, ==, cases[i].audience);
    }
}

static void
test_other_server (AcTestServer *server, gconstpointer data)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcSignIn) sign_in = NULL;
  g_autoptr(GError) error = NULL;

  sign_in = ac_test_wait_object (
      ac_connector_begin_sign_in (connector, server->base, "http://127.0.0.1:1/x"), &error);
  g_assert_null (sign_in);
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_A_SERVICE);
}

/* What stands in a profile's fields is written by whoever owns it. */
static void
test_verified_links (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    const char *value;
    const char *verified_at;
    const char *url; /* NULL: it is no link */
  } cases[] = {
    { "<a href=\\\"https://a.example/?b=1&amp;c=2\\\" rel=\\\"me\\\">a</a>",
      "\"2026-01-02T03:04:05.000Z\"", "https://a.example/?b=1&c=2" },
    { "<a href=\\\"https://a.example\\\">a</a>", "null", "https://a.example" },
    { "http://plain.example/", "null", "http://plain.example/" },
    { "<a href=\\\"javascript:alert(1)\\\">x</a>", "\"2026-01-02T03:04:05.000Z\"", NULL },
    { "they/them", "null", NULL },
    { "<a href=\\\"", "null", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json =
          g_strdup_printf ("[1,{\"value\":2},{\"name\":\"n\",\"value\":\"%s\",\"verified_at\":%s}]",
                           cases[i].value, cases[i].verified_at);
      g_autoptr(JsonNode) node = json_from_string (json, NULL);
      g_autoptr(GPtrArray) links = ac_mastodon_read_links (json_node_get_array (node));

      g_assert_cmpuint (links->len, ==, cases[i].url != NULL);
      if (cases[i].url == NULL)
        continue;
      g_assert_cmpstr (((AcVerifiedLink *) g_ptr_array_index (links, 0))->url, ==, cases[i].url);
      g_assert_cmpint (((AcVerifiedLink *) g_ptr_array_index (links, 0))->verified, ==,
                       !g_str_equal (cases[i].verified_at, "null"));
    }
}

/* A server that takes its time with a picture. */
typedef struct
{
  guint n_looks;
  gboolean ready;
  guint n_posts;
} Media;

static void
media_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  Media *media = user_data;
  const gboolean upload = g_str_equal (path, "/api/v2/media");
  const char *body = "{\"id\":\"9\",\"type\":\"image\",\"url\":null}";

  media->ready = !upload && media->n_looks++ == 2;
  soup_server_message_set_status (message, upload ? 202 : media->ready ? 200 : 206, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body,
                                    strlen (body));
}

static void
posted_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Media *media = user_data;
  SoupMessageBody *asked = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (asked->data, asked->length);
  const char *body = STATUS ("1", "u:1", "2026-01-01T12:00:01.000Z", "hello");

  g_assert_true (media->ready);
  g_assert_nonnull (strstr (text, "\"media_ids\":[\"9\"]"));
  media->n_posts++;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body,
                                    strlen (body));
}

static void
test_slow_media (AcTestServer *server, gconstpointer data)
{
  const AcPictureFacts facts = { AC_PICTURE_JPEG, 4, 3, 0 };
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  g_autoptr(AcPicture) picture = ac_picture_new ("019a0000-0000-7000-8000-000000000001", &facts, 4);
  g_autoptr(GListStore) pictures = g_list_store_new (AC_TYPE_PICTURE);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("JPEG", 4);
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, "hello");
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;
  Media media = { 0 };

  ac_picture_set_bytes (picture, bytes);
  g_list_store_append (pictures, picture);
  parcel->pictures = G_LIST_MODEL (g_steal_pointer (&pictures));
  soup_server_add_handler (server->server, "/api/v2/media", media_cb, &media, NULL);
  soup_server_add_handler (server->server, "/api/v1/media/9", media_cb, &media, NULL);
  soup_server_add_handler (server->server, "/api/v1/statuses", posted_cb, &media, NULL);

  outcome = ac_test_wait_object (ac_connector_publish (connector, access, parcel), &error);
  g_assert_no_error (error);
  g_assert_cmpint (ac_outcome_get_kind (outcome), ==, AC_OUTCOME_DONE);
  g_assert_cmpuint (media.n_looks, ==, 3);
  g_assert_cmpuint (media.n_posts, ==, 1);
}

/* A status that is looked at and changed. */
typedef struct
{
  const char *before;
  const char *after;
  guint status; /* of the answer to the change */
  char *asked;  /* how it is changed */
} Edited;

static void
edited_clear (Edited *edited)
{
  g_free (edited->asked);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edited, edited_clear)

static void
edited_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Edited *edited = user_data;
  SoupMessageBody *asked = soup_server_message_get_request_body (message);
  const gboolean changes = g_str_equal (soup_server_message_get_method (message), "PUT");
  const char *body = changes ? edited->after : edited->before;

  if (changes)
    {
      g_free (edited->asked);
      edited->asked = g_strndup (asked->data, asked->length);
    }
  soup_server_message_set_status (message, changes ? edited->status : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static AcOutcome *
edit (AcTestServer *server, AcParcel *parcel, Edited *edited)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  g_autoptr(GError) error = NULL;
  AcOutcome *outcome = NULL;

  soup_server_add_handler (server->server, "/api/v1/statuses/1", edited_cb, edited, NULL);
  outcome = ac_test_wait_object (ac_connector_edit (connector, access, parcel), &error);
  g_assert_no_error (error);
  return outcome;
}

static AcParcel *
make_there (AcTestServer *server)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  AcParcel *parcel = make_parcel (connector, access, "hello");

  parcel->remote_id = g_strdup ("1");
  return parcel;
}

#define THERE(more) "{\"id\":\"1\",\"content\":\"<p>hallo</p>\",\"edited_at\":null" more "}"
#define NEW "{\"id\":\"1\",\"content\":\"<p>hello</p>\",\"edited_at\":\"2026-01-01T12:00:00.000Z\"}"

/* What isn't named in a change is gone after it. */
static void
test_edit_keeps (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    const char *before;
    const char *asked;
  } cases[] = {
    { THERE (""), "{\"status\":\"hello\"}" },
    { THERE (",\"sensitive\":false,\"spoiler_text\":\"\",\"language\":null,\"poll\":null"),
      "{\"status\":\"hello\",\"spoiler_text\":\"\"}" },
    { THERE (",\"sensitive\":true,\"spoiler_text\":\"Crumbs\",\"language\":\"de\""
             ",\"media_attachments\":[{\"id\":\"9\",\"description\":\"Bread\"},{\"id\":\"8\"}]"),
      "{\"status\":\"hello\",\"spoiler_text\":\"Crumbs\",\"language\":\"de\",\"sensitive\":true,"
      "\"media_ids\":[\"9\",\"8\"]}" },
  };
  g_autoptr(AcParcel) parcel = make_there (server);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Edited) edited = { cases[i].before, NEW, 200 };
      g_autoptr(AcOutcome) outcome = edit (server, parcel, &edited);

      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, AC_OUTCOME_DONE);
      g_assert_cmpstr (edited.asked, ==, cases[i].asked);
    }
}

static void
test_edit_outcomes (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    const char *before;
    guint status;
    const char *after;
    AcOutcomeKind kind;
    AcError reason;
  } cases[] = {
    { THERE (""), 200, NEW, AC_OUTCOME_DONE, AC_ERROR_FAILED },
    /* As it was. */
    { THERE (""), 200, THERE (""), AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    /* It had these words already. */
    { NEW, 200, NEW, AC_OUTCOME_DONE, AC_ERROR_FAILED },
    { THERE (""), 200, "{\"id\":\"1\"}", AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY },
    { THERE (""), 200, "<html>", AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY },
    { THERE (""), 404, "{\"error\":\"no\"}", AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { THERE (""), 422, "{\"error\":\"no\"}", AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { THERE (",\"poll\":{\"id\":\"3\"}"), 200, NEW, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { "{\"id\":\"1\"}", 200, NEW, AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY },
  };
  g_autoptr(AcParcel) parcel = make_there (server);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Edited) edited = { cases[i].before, cases[i].after, cases[i].status };
      g_autoptr(AcOutcome) outcome = edit (server, parcel, &edited);

      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
      g_assert_cmpint (ac_outcome_get_error (outcome), ==, cases[i].reason);
    }
}

static void
test_budgets (AcTestServer *server, gconstpointer data)
{
  static const char *const remaining[] = { "0", "1", "none", NULL };
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, "hello");
  g_autoptr(SecretValue) snac = secret_value_new ("2.7 (compatible; snac 2.80)", -1, "text/plain");
  g_autoptr(AcOutcome) paced = NULL;
  g_autoptr(AcOutcome) unpaced = NULL;
  g_autoptr(AcOutcome) unsent = NULL;

  server->reset = "2027-01-15T08:00:00.123456Z";
  server->body = STATUS ("2", "u:2", "2026-01-01T12:00:01.000Z", "hello");
  parcel->remote_id = g_strdup ("2");
  for (gsize i = 0; i < G_N_ELEMENTS (remaining); i++)
    {
      server->remaining = remaining[i];
      ac_test_server_assert_used_up (server, ac_connector_publish (connector, access, parcel),
                                     AC_BUDGET_SHARING);
      ac_test_server_assert_used_up (server, ac_connector_find (connector, access, parcel),
                                     AC_BUDGET_ALL);
      ac_test_server_assert_used_up (server, ac_connector_remove (connector, access, parcel),
                                     AC_BUDGET_REMOVALS);
      ac_test_server_assert_used_up (server, ac_connector_edit (connector, access, parcel),
                                     AC_BUDGET_SHARING);
    }

  paced = ac_test_wait_object (ac_connector_remove (connector, access, parcel), NULL);
  g_assert_cmpuint (ac_outcome_get_pace (paced), ==, AC_MASTODON_REMOVAL_PACE_MS);
  ac_access_set_credential (access, AC_CREDENTIAL_SOFTWARE, snac);
  unpaced = ac_test_wait_object (ac_connector_remove (connector, access, parcel), NULL);
  g_assert_cmpuint (ac_outcome_get_pace (unpaced), ==, 0);

  ac_access_set_credential (access, AC_CREDENTIAL_SOFTWARE, NULL);
  ac_account_set_server (ac_access_get_account (access), "http://127.0.0.1:1");
  unsent = ac_test_wait_object (ac_connector_remove (connector, access, parcel), NULL);
  g_assert_cmpint (ac_outcome_get_kind (unsent), ==, AC_OUTCOME_NOT_SENT);
  g_assert_cmpuint (ac_outcome_get_pace (unsent), ==, 0);
}

static AcOutcome *
locate (AcTestServer *server, const char *path, GError **error)
{
  AcConnector *connector = ac_connectors_get (server->connectors, "mastodon");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "mastodon", "7");
  g_autoptr(AcParcel) parcel = make_parcel (connector, access, "hello");
  g_autofree char *address = g_strconcat (*path == '/' ? server->base : "", path, NULL);

  return ac_test_wait_object (ac_connector_locate (connector, access, parcel, address), error);
}

static void
test_locate (AcTestServer *server, gconstpointer data)
{
  static const char *const elsewhere[] = { "https://mastodon.example/@ada/2", "ftp://127.0.0.1/2",
                                           "2", "https://" };
  g_autoptr(AcOutcome) own = NULL;
  g_autoptr(AcOutcome) listed = NULL;
  g_autoptr(AcOutcome) foreign = NULL;
  g_autoptr(AcOutcome) other = NULL;

  server->body = STATUS ("2", "u:2", "2026-01-01T12:00:01.000Z", "hello");
  own = locate (server, "/@ada/2/?from=feed", NULL);
  g_assert_cmpint (ac_outcome_get_kind (own), ==, AC_OUTCOME_FOUND);
  g_assert_cmpstr (ac_outcome_get_remote_id (own), ==, "2");
  g_assert_cmpint (ac_outcome_get_made_at (own), >, 0);

  server->body = "{\"id\":\"2\",\"text\":\"other\",\"account\":{\"id\":\"7\"}}";
  other = locate (server, "/@ada/2", NULL);
  g_assert_cmpint (ac_outcome_get_kind (other), ==, AC_OUTCOME_REJECTED);
  g_assert_cmpint (ac_outcome_get_error (other), ==, AC_ERROR_CONFLICT);

  server->body = "{\"id\":\"2\",\"account\":{\"id\":\"8\"}}";
  foreign = locate (server, "/@bob/2", NULL);
  g_assert_cmpint (ac_outcome_get_kind (foreign), !=, AC_OUTCOME_FOUND);

  server->body = "[]";
  listed = locate (server, "/ada/p/2", NULL);
  g_assert_cmpint (ac_outcome_get_kind (listed), ==, AC_OUTCOME_ABSENT);

  for (gsize i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (locate (server, elsewhere[i], &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func)                                                                            \
  g_test_add (path, AcTestServer, NULL, ac_test_server_set_up, func, ac_test_server_tear_down)
  ADD ("/mastodon/render", test_render);
  ADD ("/mastodon/find", test_find);
  ADD ("/mastodon/publish", test_publish);
  ADD ("/mastodon/audiences", test_audiences);
  ADD ("/mastodon/other-server", test_other_server);
  ADD ("/mastodon/slow-media", test_slow_media);
  ADD ("/mastodon/verified-links", test_verified_links);
  ADD ("/mastodon/edit-keeps", test_edit_keeps);
  ADD ("/mastodon/edit-outcomes", test_edit_outcomes);
  ADD ("/mastodon/budgets", test_budgets);
  ADD ("/mastodon/locate", test_locate);
  return g_test_run ();
}
