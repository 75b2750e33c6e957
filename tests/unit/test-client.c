/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "ac-client.h"
#include "ac-clock.h"
#include "ac-http.h"
#include "ac-service-item.h"
#include "ac-status-list.h"
#include "ac-test.h"
#include "ac-wire.h"

#define N_STATUSES 47
#define MASTODON                                                                                   \
  "{\"id\":\"mastodon\",\"name\":\"Mastodon\",\"sign_in\":[\"browser\"],\"needs_server\":true,"    \
  "\"audiences\":[\"public\"],\"limits\":" LIMITS "}"
#define LIMITS "{\"max_graphemes\":500,\"max_bytes\":0,\"url_weight\":23,\"local_mentions\":true}"
#define ACCOUNT                                                                                    \
  "{\"id\":\"%s\",\"service\":\"mastodon\",\"server\":\"https://m.example\",\"remote_id\":\"1\","  \
  "\"handle\":\"%s\",\"state\":\"on\",\"audiences\":[\"public\"],\"limits\":" LIMITS               \
  ",\"created_at\":\"2026-01-01T00:00:00.000Z\"}"

typedef struct
{
  char *folder;
  char *path;
  SoupServer *server;
  GPtrArray *streams;
  char *account_id;
  const char *handle;
  char *status_ids[N_STATUSES]; /* oldest first */
  guint n_statuses;
  gboolean text_changed;
  guint status; /* of every answer, when not 0 */
  const char *type;
  const char *body;
  gboolean close_first; /* hangs up once before it answers a POST */
  gboolean silent;
  guint n_devices; /* signed in */
  guint n_requests;
  guint n_posts;
  char *last_key;
  char *last_event_id;
  AcClient *client;
} Fixture;

static char *
make_id (guint number)
{
  return g_strdup_printf ("01990000-0000-7000-8000-%012x", number);
}

static char *
describe_backend (Fixture *f)
{
  return g_strdup_printf ("{\"version\":\"1\",\"mode\":\"embedded\",\"keyring\":\"unlocked\","
                          "\"loopback_services\":false,"
                          "\"sharing_stopped\":false,\"data_dir\":\"/"
                          "data\",\"data_size\":1,\"accounts\":1,\"statuses\":%u,"
                          "\"waiting\":0,\"started_at\":\"2026-01-01T00:00:00.000Z\"}",
                          f->n_statuses);
}

static char *
describe_status (Fixture *f, guint number)
{
  return g_strdup_printf (
      "{\"id\":\"%s\",\"text\":\"%s %u\",\"created_at\":\"2026-01-01T00:%02u:00.000Z\","
      "\"removed\":false,\"deliveries\":[]}",
      f->status_ids[number], f->text_changed ? "new" : "old", number, number);
}

static char *
describe_page (Fixture *f, GHashTable *query)
{
  const char *cursor = query != NULL ? g_hash_table_lookup (query, "cursor") : NULL;
  const int limit = atoi (g_hash_table_lookup (query, "limit"));
  int at = cursor != NULL ? atoi (cursor) : (int) f->n_statuses;
  const int end = MAX (at - limit, 0);
  g_autoptr(GString) page = g_string_new ("{\"items\":[");

  for (; at > end; at--)
    {
      g_autofree char *status = describe_status (f, at - 1);

      g_string_append_printf (page, "%s%s", status, at - 1 > end ? "," : "");
    }
  g_string_append (page, "]");
  if (end > 0)
    g_string_append_printf (page, ",\"next\":\"%d\"", end);
  g_string_append (page, "}");
  return g_string_free (g_steal_pointer (&page), FALSE);
}

static char *
describe_devices (Fixture *f)
{
  g_autoptr(GString) page = g_string_new ("{\"items\":[");

  for (guint i = 0; i < f->n_devices; i++)
    {
      g_autofree char *id = make_id (i);

      g_string_append_printf (page,
                              "%s{\"id\":\"%s\",\"name\":\"%s\",\"created_at\":"
                              "\"2026-01-01T00:00:00.000Z\",\"last_used_at\":"
                              "\"2026-01-01T00:00:00.000Z\",\"current\":%s,\"can_end\":true}",
                              i > 0 ? "," : "", id, f->handle, i == 0 ? "true" : "false");
    }

  g_string_append (page, "]}");
  return g_string_free (g_steal_pointer (&page), FALSE);
}

static char *
find_body (Fixture *f, const char *path, GHashTable *query)
{
  if (g_str_equal (path, "/v1/backend") || g_str_equal (path, "/v1/sharing"))
    return describe_backend (f);
  if (g_str_equal (path, "/v1/sessions"))
    return describe_devices (f);
  if (g_str_equal (path, "/v1/services"))
    return g_strdup ("{\"items\":[" MASTODON "]}");
  if (g_str_equal (path, "/v1/accounts"))
    return g_strdup_printf ("{\"items\":[" ACCOUNT "]}", f->account_id, f->handle);
  if (g_str_has_prefix (path, "/v1/accounts/"))
    return g_strdup_printf (ACCOUNT, f->account_id, f->handle);
  if (g_str_equal (path, "/v1/statuses") && query != NULL)
    return describe_page (f, query);
  if (g_str_equal (path, "/v1/statuses"))
    return describe_status (f, 0);

  for (guint i = 0; i < f->n_statuses; i++)
    if (g_str_has_suffix (path, f->status_ids[i]))
      return describe_status (f, i);

  return NULL;
}

static void
open_stream (Fixture *f, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *last = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Last-Event-ID");

  g_set_str (&f->last_event_id, last);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, ":\n\n", 3);
  g_ptr_array_add (f->streams, g_object_ref (message));
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *f = user_data;
  const gboolean is_post = g_str_equal (soup_server_message_get_method (message), "POST");
  g_autofree char *body = NULL;

  f->n_requests++;
  if (is_post)
    {
      const char *key = soup_message_headers_get_one (
          soup_server_message_get_request_headers (message), "Idempotency-Key");

      if (f->n_posts++ > 0)
        g_assert_cmpstr (key, ==, f->last_key);
      g_set_str (&f->last_key, key);
      if (f->close_first && f->n_posts == 1)
        {
          g_autoptr(GIOStream) line = soup_server_message_steal_connection (message);

          g_io_stream_close (line, NULL, NULL);
          return;
        }
    }

  if (f->silent)
    {
      soup_server_message_pause (message);
      return;
    }

  if (f->status != 0)
    {
      soup_server_message_set_status (message, f->status, NULL);
      soup_server_message_set_response (message, f->type, SOUP_MEMORY_COPY, f->body,
                                        strlen (f->body));
      return;
    }

  if (g_str_equal (path, "/v1/events"))
    {
      open_stream (f, message);
      return;
    }

  body = find_body (f, path, query);
  soup_server_message_set_status (message, body == NULL ? 404 : is_post ? 201 : 200, NULL);
  if (body == NULL)
    body = g_strdup ("{\"type\":\"https://accountscenter.org/problems/not-found\",\"title\":\"Not "
                     "found\",\"status\":404}");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
start_server (Fixture *f)
{
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (f->path);
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GError) error = NULL;

  g_unlink (f->path);
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, address, FALSE, &error) &&
                 g_socket_listen (socket, &error));
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, answer_cb, f, NULL);
  g_assert_true (soup_server_listen_socket (f->server, socket, 0, &error));
}

static void
stop_server (Fixture *f)
{
  g_unlink (f->path);
  for (guint i = 0; i < f->streams->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (f->streams, i);

      soup_message_body_complete (soup_server_message_get_response_body (message));
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (f->streams, 0);
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("ac-client-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "backend.sock", NULL);
  f->streams = g_ptr_array_new_with_free_func (g_object_unref);
  f->account_id = make_id (1);
  f->handle = "@a@m.example";
  f->n_statuses = N_STATUSES - 1;
  for (guint i = 0; i < N_STATUSES; i++)
    f->status_ids[i] = make_id (100 + i);
  f->type = "application/problem+json";
  start_server (f);
  f->client = ac_client_new (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *log = g_build_filename (f->folder, "backend.log", NULL);

  if (f->client != NULL)
    {
      gpointer client = f->client;

      g_object_add_weak_pointer (G_OBJECT (f->client), &client);
      g_clear_object (&f->client);
      for (guint i = 0; client != NULL && i < 100; i++)
        g_main_context_iteration (NULL, FALSE);
      g_assert_null (client);
    }
  if (f->server != NULL)
    stop_server (f);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_unlink (f->path);
  g_unlink (log);
  g_rmdir (f->folder);
  g_ptr_array_unref (f->streams);
  g_free (f->account_id);
  for (guint i = 0; i < N_STATUSES; i++)
    g_free (f->status_ids[i]);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->last_key);
  g_free (f->last_event_id);
}

#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const gint64 end_ = g_get_monotonic_time () + 15 * G_USEC_PER_SEC;                             \
    const guint tick_ = g_timeout_add (20, keep_awake_cb, NULL);                                   \
    while (!(condition) && g_get_monotonic_time () < end_)                                         \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (tick_);                                                                       \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

static gboolean
keep_awake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
connect_client (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_test_wait_true (ac_client_connect (f->client), &error));
  g_assert_no_error (error);
  g_assert_cmpint (ac_client_get_state (f->client), ==, AC_CLIENT_ONLINE);
}

static void
send_event (Fixture *f, const char *text)
{
  SoupServerMessage *message = g_ptr_array_index (f->streams, f->streams->len - 1);

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, text,
                            strlen (text));
  soup_server_message_unpause (message);
}

static void
send_change (Fixture *f, const char *type, guint seq, const char *id)
{
  g_autofree char *text =
      g_strdup_printf ("id: %u\nevent: %s\ndata: {\"id\":\"%s\"}\n\n", seq, type, id);

  send_event (f, text);
}

static void
test_connect (Fixture *f, gconstpointer data)
{
  g_autoptr(AcAccount) account = NULL;

  g_assert_null (ac_client_get_info (f->client));
  connect_client (f);
  g_assert_cmpstr (ac_backend_info_get_keyring (ac_client_get_info (f->client)), ==, "unlocked");
  g_assert_cmpuint (g_list_model_get_n_items (ac_client_get_services (f->client)), ==, 1);
  account = g_list_model_get_item (ac_client_get_accounts (f->client), 0);
  g_assert_cmpstr (ac_account_get_handle (account), ==, "@a@m.example");

  f->handle = "@b@m.example";
  send_change (f, "account", 5, f->account_id);
  WAIT_UNTIL (g_str_equal (ac_account_get_handle (account), "@b@m.example"));

  send_change (f, "account-removed", 6, f->account_id);
  WAIT_UNTIL (g_list_model_get_n_items (ac_client_get_accounts (f->client)) == 0);
}

static char *
first_text (GListModel *model)
{
  g_autoptr(AcStatus) status = g_list_model_get_item (model, 0);

  return g_strdup (ac_status_get_text (status));
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  GListModel *model = ac_client_get_statuses (f->client);
  g_autoptr(AcStatus) newest = NULL;
  g_autofree char *text = NULL;

  connect_client (f);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 20);
  newest = g_list_model_get_item (model, 0);
  g_assert_cmpstr (ac_status_get_text (newest), ==, "old 45");

  for (guint wanted = 40; wanted <= 46; wanted += 6)
    {
      g_object_unref (g_list_model_get_item (model, g_list_model_get_n_items (model) - 1));
      WAIT_UNTIL (g_list_model_get_n_items (model) == wanted);
    }

  /* In place: the same object has the new text. */
  f->text_changed = TRUE;
  send_change (f, "status", 5, f->status_ids[45]);
  WAIT_UNTIL (g_str_equal (ac_status_get_text (newest), "new 45"));

  f->n_statuses = N_STATUSES;
  send_change (f, "status", 6, f->status_ids[46]);
  WAIT_UNTIL (g_list_model_get_n_items (model) == 47);
  text = first_text (model);
  g_assert_cmpstr (text, ==, "new 46");

  /* Gone there, gone here. */
  f->n_statuses = N_STATUSES - 1;
  send_change (f, "status", 7, f->status_ids[46]);
  WAIT_UNTIL (g_list_model_get_n_items (model) == 46);
}

/* A load that another one took the place of must not say that nothing is loading. */
static void
test_loads_replace_each_other (Fixture *f, gconstpointer data)
{
  g_autoptr(AcWire) wire = ac_wire_new (f->path);
  g_autoptr(AcStatusList) list = ac_status_list_new (wire);
  g_autoptr(DexFuture) first = ac_status_list_reload (list);
  g_autoptr(DexFuture) second = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    g_main_context_iteration (NULL, FALSE);
  second = ac_status_list_reload (list);
  while (dex_future_is_pending (second))
    {
      g_assert_true (ac_status_list_get_loading (list));
      g_main_context_iteration (NULL, FALSE);
    }

  g_assert_nonnull (dex_future_get_value (second, &error));
  g_assert_no_error (error);
  g_assert_false (ac_status_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 20);
  g_assert_null (dex_future_get_value (first, NULL));
}

static void
await (DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (dex_future_get_value (future, &error));
  g_assert_no_error (error);
}

/* Statuses go in with the frames; what becomes of one meanwhile holds. */
static void
test_changes_while_they_come (Fixture *f, gconstpointer data)
{
  g_autoptr(AcWire) wire = ac_wire_new (f->path);
  g_autoptr(AcStatusList) list = ac_status_list_new (wire);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr(DexFuture) load = ac_status_list_reload (list);
  g_autoptr(AcStatus) changed = ac_status_new (f->status_ids[33], "Changed", 1767227580000);
  g_autoptr(AcStatus) kept = NULL;
  g_autoptr(AcStatus) shown = NULL;

  WAIT_UNTIL (g_list_model_get_n_items (model) > 0);
  g_assert_cmpuint (g_list_model_get_n_items (model), <, 10);
  ac_status_list_remove (list, f->status_ids[35]);
  kept = ac_status_list_put (list, changed);
  await (load);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 19);
  shown = g_list_model_get_item (model, 11);
  g_assert_true (shown == kept);
  g_assert_cmpstr (ac_status_get_text (shown), ==, "Changed");
}

/* Who waits at the end for the next page gets it also when the load is replaced. */
static void
test_end_is_waited_at (Fixture *f, gconstpointer data)
{
  g_autoptr(AcWire) wire = ac_wire_new (f->path);
  g_autoptr(AcStatusList) list = ac_status_list_new (wire);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr(DexFuture) load = ac_status_list_reload (list);
  g_autoptr(DexFuture) again = NULL;

  await (load);
  g_object_unref (g_list_model_get_item (model, 19));
  again = ac_status_list_reload (list);
  WAIT_UNTIL (g_list_model_get_n_items (model) == 40);
}

static void
test_backend_dies (Fixture *f, gconstpointer data)
{
  g_autoptr(AcAccount) account = NULL;

  connect_client (f);
  account = g_list_model_get_item (ac_client_get_accounts (f->client), 0);
  send_change (f, "backend", 41, f->account_id);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  stop_server (f);
  WAIT_UNTIL (ac_client_get_state (f->client) == AC_CLIENT_OFFLINE);
  g_assert_cmpuint (g_list_model_get_n_items (ac_client_get_accounts (f->client)), ==, 1);

  f->handle = "@later@m.example";
  start_server (f);
  WAIT_UNTIL (ac_client_get_state (f->client) == AC_CLIENT_ONLINE);
  g_assert_cmpstr (f->last_event_id, ==, "41");
  g_assert_cmpstr (ac_account_get_handle (account), ==, "@later@m.example");
}

static void
test_nobody_there (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  stop_server (f);
  g_assert_false (ac_test_wait_true (ac_client_connect (f->client), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE);
  g_assert_cmpint (ac_client_get_state (f->client), ==, AC_CLIENT_OFFLINE);
}

static AcError
share_fails (Fixture *f)
{
  const AcTarget target = { f->account_id, AC_AUDIENCE_PUBLIC };
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_test_wait_true (
      ac_client_share (f->client, "key-of-sixteen-bytes", "Hello", NULL, &target, 1, NULL),
      &error));
  g_assert_true (error->domain == AC_ERROR);
  return error->code;
}

static void
test_problems (Fixture *f, gconstpointer data)
{
  for (int code = 0; code <= AC_ERROR_LAST; code++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"type\":\"https://accountscenter.org/problems/%s\",\"title\":\"T\",\"status\":%u}",
          ac_error_get_slug (code), ac_error_get_http_status (code));

      f->status = ac_error_get_http_status (code);
      f->body = body;
      g_assert_cmpint (share_fails (f), ==, code);
    }
}

static void
test_not_a_problem (Fixture *f, gconstpointer data)
{
  f->type = "text/html";
  f->body = "<html>Internal error</html>";
  f->status = 500;
  g_assert_cmpint (share_fails (f), ==, AC_ERROR_BAD_REPLY);
  f->status = 200;
  g_assert_cmpint (share_fails (f), ==, AC_ERROR_BAD_REPLY);
  f->body = "{\"id\":\"1\"}";
  g_assert_cmpint (share_fails (f), ==, AC_ERROR_BAD_REPLY);
  f->body = "{\"type\":\"https://elsewhere.example/not-found\",\"title\":\"T\",\"status\":404}";
  f->status = 404;
  g_assert_cmpint (share_fails (f), ==, AC_ERROR_BAD_REPLY);
}

/* The answer was lost: asked again with the same key, so that nothing is shared twice. */
static void
test_cut_off (Fixture *f, gconstpointer data)
{
  const AcTarget target = { f->account_id, AC_AUDIENCE_PUBLIC };
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(GError) error = NULL;

  f->close_first = TRUE;
  status = ac_test_wait_object (
      ac_client_share (f->client, "key-of-sixteen-bytes", "Hello", NULL, &target, 1, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ac_status_get_text (status), ==, "old 0");
  g_assert_cmpuint (f->n_posts, ==, 2);
  g_assert_cmpstr (f->last_key, ==, "key-of-sixteen-bytes");
}

/* Whoever lets go of the client waits for nobody. */
static void
test_gone_while_asking (Fixture *f, gconstpointer data)
{
  g_autoptr(DexFuture) question = NULL;
  g_autoptr(GError) error = NULL;

  f->silent = TRUE;
  question = ac_client_check_account (f->client, f->account_id);
  WAIT_UNTIL (f->n_requests == 1);
  g_clear_object (&f->client);
  question = ac_test_wait (g_steal_pointer (&question));
  g_assert_null (dex_future_get_value (question, &error));
}

static void
test_bad_id (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_test_wait_true (ac_client_delete_status (f->client, "../backend"), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
  g_assert_cmpuint (f->n_requests, ==, 0);
}

static void
test_sessions (Fixture *f, gconstpointer data)
{
  GListModel *sessions = NULL;
  g_autoptr(AcDevice) kept = NULL;
  g_autoptr(AcDevice) same = NULL;
  g_autoptr(GError) error = NULL;

  f->n_devices = 1;
  connect_client (f);
  sessions = ac_client_get_sessions (f->client);
  WAIT_UNTIL (g_list_model_get_n_items (sessions) == 1);
  kept = g_list_model_get_item (sessions, 0);
  g_assert_true (ac_device_get_current (kept));

  f->n_devices = 2;
  send_change (f, "session", 1, f->account_id);
  WAIT_UNTIL (g_list_model_get_n_items (sessions) == 2);
  same = g_list_model_get_item (sessions, 0);
  g_assert_true (same == kept);
  g_assert_true (ac_test_wait_true (ac_client_end_other_sessions (f->client), &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  ac_http_set_up ();
  dex_init ();
  g_setenv ("ACCOUNTS_CENTER_BACKEND", "/bin/false", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/client/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("connect", test_connect);
  ADD ("pages", test_pages);
  ADD ("loads-replace-each-other", test_loads_replace_each_other);
  ADD ("changes-while-they-come", test_changes_while_they_come);
  ADD ("end-is-waited-at", test_end_is_waited_at);
  ADD ("backend-dies", test_backend_dies);
  ADD ("nobody-there", test_nobody_there);
  ADD ("problems", test_problems);
  ADD ("not-a-problem", test_not_a_problem);
  ADD ("cut-off", test_cut_off);
  ADD ("gone-while-asking", test_gone_while_asking);
  ADD ("bad-id", test_bad_id);
  ADD ("sessions", test_sessions);
#undef ADD

  return g_test_run ();
}
