/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-http-private.h"
#include "ac-test.h"

/* A server that answers with whatever bytes a test wants, and may go on for ever. */
typedef struct
{
  GSocketService *service;
  GPtrArray *open;
  char *base;
  const char *answer;
  gboolean endless;
  gboolean drips;
  guint n_requests;
  GString *asked;
  AcHttp *http;
} Fixture;

/* One byte now and then: no time-out for a single read would ever end it. */
static gboolean
drip_cb (gpointer user_data)
{
  return g_output_stream_write (user_data, "x", 1, NULL, NULL) == 1;
}

static void
keep_writing_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  static char junk[65536];
  GOutputStream *out = G_OUTPUT_STREAM (object);

  memset (junk, 'x', sizeof junk);
  if (g_output_stream_write_all_finish (out, result, NULL, NULL))
    g_output_stream_write_all_async (out, junk, sizeof junk, 0, NULL, keep_writing_cb, NULL);
}

static void
request_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(GBytes) bytes =
                g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);
  GIOStream *connection = g_object_get_data (object, "connection");
  GOutputStream *out = g_io_stream_get_output_stream (connection);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return;

  f->n_requests++;
  g_string_append_len (f->asked, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (f->answer == NULL)
    return;

  g_output_stream_write_all (out, f->answer, strlen (f->answer), NULL, NULL, NULL);
  if (f->drips)
    g_timeout_add_full (G_PRIORITY_DEFAULT, 100, drip_cb, g_object_ref (out), g_object_unref);
  else if (f->endless)
    g_output_stream_write_all_async (out, "x", 1, 0, NULL, keep_writing_cb, NULL);
  else
    g_io_stream_close (connection, NULL, NULL);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Fixture *f = user_data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  g_ptr_array_add (f->open, g_object_ref (connection));
  g_object_set_data (G_OBJECT (in), "connection", connection);
  g_input_stream_read_bytes_async (in, 65536, 0, NULL, request_read_cb, f);
  return TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  guint16 port = 0;
  g_autoptr(GInetAddress) any = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr(GSocketAddress) bound = NULL;

  f->asked = g_string_new (NULL);
  f->open = g_ptr_array_new_with_free_func (g_object_unref);
  f->service = g_socket_service_new ();
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (f->service), address,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                                &bound, NULL));
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (f->service, "incoming", G_CALLBACK (incoming_cb), f);
  f->base = g_strdup_printf ("http://127.0.0.1:%u/", port);
  f->http = ac_http_new (AC_HTTP_LOOPBACK);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_socket_service_stop (f->service);
  g_socket_listener_close (G_SOCKET_LISTENER (f->service));
  for (guint i = 0; i < f->open->len; i++)
    g_io_stream_close (g_ptr_array_index (f->open, i), NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (f->open);
  g_object_unref (f->service);
  g_assert_finalize_object (f->http);
  g_free (f->base);
  g_string_free (f->asked, TRUE);
}

static AcHttpResponse *
get (Fixture *f, guint deadline, GError **error)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", f->base);

  ac_http_request_set_deadline (request, deadline);
  return ac_test_wait_object (ac_http_send (f->http, request), error);
}

static void
test_answer (Fixture *f, gconstpointer data)
{
  static const AcJsonField fields[] = { { "a", AC_JSON_INTEGER }, { NULL } };
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) object = NULL;

  f->answer = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
  response = get (f, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ac_http_response_get_status (response), ==, 200);
  object = ac_http_response_get_object (response, fields, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ac_json_get_integer (object, "a"), ==, 1);
}

/* Over two requests, of which the second one gets no answer. */
static void
test_tally (Fixture *f, gconstpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
  AcHttpTally *tally = ac_http_tally_new ();
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", f->base);
  g_autoptr(GBytes) body = g_bytes_new_static ("twelve bytes", 12);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  gsize whole = 0;

  ac_http_request_set_tally (request, tally);
  ac_http_request_set_body (request, "text/plain", body);
  f->answer = answer;
  response = ac_test_wait_object (ac_http_send (f->http, request), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tally->requests, ==, 1);
  g_assert_cmpuint (tally->status, ==, 200);
  whole = strstr (f->asked->str, "\r\n\r\n") + 4 - f->asked->str + g_bytes_get_size (body);
  g_assert_cmpuint (tally->sent, ==, whole);
  g_assert_cmpuint (tally->received, ==, strlen (answer));

  f->answer = NULL;
  ac_http_request_set_deadline (request, 1);
  g_assert_null (ac_test_wait_object (ac_http_send (f->http, request), &error));
  g_assert_cmpuint (tally->requests, ==, 2);
  g_assert_cmpuint (tally->status, ==, 0);
  g_assert_cmpuint (tally->sent, ==, 2 * whole);
  ac_http_tally_unref (tally);
}

static void
test_html (Fixture *f, gconstpointer data)
{
  static const AcJsonField fields[] = { { NULL } };
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  f->answer =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>";
  response = get (f, 10, &error);
  g_assert_no_error (error);
  g_assert_null (ac_http_response_get_object (response, fields, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

static void
test_redirect_not_followed (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  f->answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
  response = get (f, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ac_http_response_get_status (response), ==, 302);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_endless (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->answer = "HTTP/1.1 200 OK\r\n\r\n";
  f->endless = TRUE;
  g_assert_null (get (f, 20, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LARGE);
}

static void
test_huge (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->answer = "HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n";
  f->endless = TRUE;
  g_assert_null (get (f, 20, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LARGE);
}

static void
test_endless_header (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->answer = "HTTP/1.1 200 OK\r\nX-Long: ";
  f->endless = TRUE;
  g_assert_null (get (f, 20, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_UNKNOWN_OUTCOME);
}

static void
test_drip (Fixture *f, gconstpointer data)
{
  static const char *const beginnings[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX-Long: ",
  };

  f->drips = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 began = g_get_monotonic_time ();

      f->answer = beginnings[i];
      g_assert_null (get (f, 1, &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_TIMED_OUT);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 20 * G_USEC_PER_SEC);
    }
}

static void
test_no_cookies (Fixture *f, gconstpointer data)
{
  f->answer = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n";
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AcHttpResponse) response = get (f, 10, &error);

      g_assert_no_error (error);
      g_assert_nonnull (response);
    }
  g_assert_cmpuint (f->n_requests, ==, 2);
  g_assert_null (strstr (f->asked->str, "Cookie"));
}

/* A password is sent when somebody decides so, never because a server asks. */
static void
test_no_dialogue (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  f->answer = "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
  response = get (f, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ac_http_response_get_status (response), ==, 401);
  g_assert_cmpuint (f->n_requests, ==, 1);
  g_assert_null (strstr (f->asked->str, "Accept-Encoding"));
}

static void
test_token_stays_one_header (Fixture *f, gconstpointer data)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", f->base);
  g_autoptr(SecretValue) token = secret_value_new ("a\r\nX-Smuggled: 1", -1, "text/plain");
  g_autoptr(GError) error = NULL;

  f->answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  ac_http_request_set_authorization (request, "Bearer", token);
  g_assert_null (ac_test_wait_object (ac_http_send (f->http, request), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
  g_assert_cmpuint (f->n_requests, ==, 0);
}

/* The versions in the extension supported_versions (RFC 8446 §4.2.1) of what a client says first.
 */
static guint
read_versions (const guint8 *hello, gsize size, guint16 *versions, guint max)
{
  for (gsize i = 0; i + 7 < size; i++)
    {
      guint n = hello[i + 4] / 2;

      if (hello[i] != 0 || hello[i + 1] != 43 || hello[i + 2] != 0 ||
          hello[i + 3] != hello[i + 4] + 1 || n == 0 || n > max || i + 5 + 2 * n > size ||
          hello[i + 5] != 3)
        continue;
      for (guint v = 0; v < n; v++)
        versions[v] = hello[i + 5 + 2 * v] << 8 | hello[i + 6 + 2 * v];
      return n;
    }

  return 0;
}

static void
test_tls_floor (Fixture *f, gconstpointer data)
{
  g_autofree char *uri = g_strconcat ("https", strchr (f->base, ':'), NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);
  g_autoptr(GError) error = NULL;
  guint16 versions[16];
  guint n_versions = 0;

  f->answer = "";
  g_assert_null (ac_test_wait_object (ac_http_send (f->http, request), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TLS);
  g_assert_true (ac_http_request_was_unsent (request));

  n_versions = read_versions ((const guint8 *) f->asked->str, f->asked->len, versions,
                              G_N_ELEMENTS (versions));
  g_assert_cmpuint (n_versions, >, 0);
  for (guint i = 0; i < n_versions; i++)
    g_assert_cmphex (versions[i], >=, 0x0303);
}

static void
test_silent (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (f, 1, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TIMED_OUT);
}

/* Nobody waits any more: before the header, and in the middle of the body. */
static void
test_given_up (Fixture *f, gconstpointer data)
{
  static const char *const answers[] = { NULL, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", f->base);
      g_autoptr(GCancellable) scope = g_cancellable_new ();
      g_autoptr(DexFuture) work = NULL;
      g_autoptr(GError) error = NULL;

      f->answer = answers[i];
      ac_http_request_set_scope (request, scope);
      work = ac_http_send (f->http, request);
      while (f->n_requests == i)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (scope);
      g_assert_null (ac_test_wait_object (g_steal_pointer (&work), &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_CANCELLED);
    }
}

/* All that is under way, and nothing that comes after. */
static void
test_lost (Fixture *f, gconstpointer data)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", f->base);
  g_autoptr(DexFuture) work = ac_http_send (f->http, request);
  g_autoptr(DexFuture) other = ac_http_send (f->http, request);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) same = NULL;
  g_autoptr(AcHttpResponse) response = NULL;

  while (f->n_requests < 2)
    g_main_context_iteration (NULL, TRUE);
  ac_http_lose_all (f->http);
  g_assert_null (ac_test_wait_object (g_steal_pointer (&work), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_UNKNOWN_OUTCOME);
  g_assert_null (ac_test_wait_object (g_steal_pointer (&other), &same));
  g_assert_error (same, AC_ERROR, AC_ERROR_UNKNOWN_OUTCOME);

  f->answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  response = ac_test_wait_object (ac_http_send (f->http, request), NULL);
  g_assert_nonnull (response);
}

static void
test_compressed (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxxx";
  g_assert_null (get (f, 10, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

static void
test_loopback_refused (Fixture *f, gconstpointer data)
{
  /* Names of this computer, as a directory of names could give them to any host. */
  static const char *const addresses[] = { "https://127.0.0.1:%d/",
                                           "https://[::ffff:127.0.0.1]:%d/",
                                           "https://localhost:%d/" };
  g_autoptr(GUri) base = g_uri_parse (f->base, G_URI_FLAGS_NONE, NULL);
  g_autoptr(AcHttp) http = ac_http_new (AC_HTTP_PUBLIC);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *uri = NULL;
      g_autoptr(AcHttpRequest) request = NULL;
      g_autoptr(GError) error = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      uri = g_strdup_printf (addresses[i], g_uri_get_port (base));
#pragma GCC diagnostic pop
      request = ac_http_request_new ("GET", uri);
      g_assert_null (ac_test_wait_object (ac_http_send (http, request), &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_ADDRESS_REFUSED);
      g_assert_true (ac_http_request_was_unsent (request));
      g_assert_cmpuint (f->n_requests, ==, 0);
    }
}

static void
test_unreachable (Fixture *f, gconstpointer data)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", "http://127.0.0.1:1/");
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_test_wait_object (ac_http_send (f->http, request), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_UNREACHABLE);
  g_assert_true (ac_http_request_was_unsent (request));
}

/* Gives whether it was sent. */
static gboolean
send_before (Fixture *f, gint64 boot_ms)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", f->base);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  ac_http_request_set_begin_before (request, boot_ms);
  response = ac_test_wait_object (ac_http_send (f->http, request), &error);
  if (response == NULL)
    g_assert_error (error, AC_ERROR, AC_ERROR_TIMED_OUT);
  g_assert_true (ac_http_request_was_unsent (request) == (response == NULL));
  return response != NULL;
}

/* It was let go when the connection stood already. */
static void
test_late (Fixture *f, gconstpointer data)
{
  f->answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  g_assert_false (send_before (f, ac_clock_boot_ms ()));
  g_assert_true (send_before (f, ac_clock_boot_ms () + 3600 * 1000));
  g_assert_cmpuint (f->open->len, ==, 2);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_hung_up (Fixture *f, gconstpointer data)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", f->base);
  g_autoptr(GError) error = NULL;

  f->answer = "";
  g_assert_null (ac_test_wait_object (ac_http_send (f->http, request), &error));
  g_assert_nonnull (error);
  g_assert_false (ac_http_request_was_unsent (request));
}

static void
test_retry_at (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    gint64 at;
  } cases[] = {
    { "HTTP/1.1 429 x\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n", 1060000 },
    { "HTTP/1.1 429 x\r\nRateLimit-Reset: 2000\r\nContent-Length: 0\r\n\r\n", 2000000 },
    { "HTTP/1.1 429 x\r\nX-RateLimit-Reset: 1970-01-01T00:50:00.627625Z\r\nContent-Length: "
      "0\r\n\r\n",
      3000627 },
    { "HTTP/1.1 429 x\r\nX-RateLimit-Reset: 3000\r\nContent-Length: 0\r\n\r\n", 3000000 },
    { "HTTP/1.1 429 x\r\nRetry-After: Thu, 01 Jan 1970 00:33:20 GMT\r\nContent-Length: 0\r\n\r\n",
      2000000 },
    { "HTTP/1.1 429 x\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n", 0 },
  };

  ac_clock_set_for_tests (1000000);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AcHttpResponse) response = NULL;

      f->answer = cases[i].answer;
      response = get (f, 10, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ac_http_response_get_retry_at (response), ==, cases[i].at);
    }
  ac_clock_set_for_tests (0);
}

static void
test_used_up (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    gint64 at;
  } cases[] = {
    { "HTTP/1.1 200 x\r\nRateLimit-Remaining: 0\r\nRateLimit-Reset: 2000\r\n"
      "Content-Length: 0\r\n\r\n",
      2000000 },
    { "HTTP/1.1 429 x\r\nX-RateLimit-Remaining: 0\r\n"
      "X-RateLimit-Reset: 1970-01-01T00:50:00.627625Z\r\nContent-Length: 0\r\n\r\n",
      3000627 },
    { "HTTP/1.1 200 x\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 2000\r\n"
      "Content-Length: 0\r\n\r\n",
      2000000 },
    { "HTTP/1.1 200 x\r\nRateLimit-Remaining: 1\r\nRateLimit-Reset: 2000\r\n"
      "Content-Length: 0\r\n\r\n",
      0 },
    { "HTTP/1.1 200 x\r\nRateLimit-Remaining: 0\r\nRateLimit-Reset: soon\r\n"
      "Content-Length: 0\r\n\r\n",
      0 },
    { "HTTP/1.1 200 x\r\nRateLimit-Remaining: none\r\nRateLimit-Reset: 2000\r\n"
      "Content-Length: 0\r\n\r\n",
      0 },
    { "HTTP/1.1 200 x\r\nRateLimit-Remaining: 0\r\nContent-Length: 0\r\n\r\n", 0 },
    { "HTTP/1.1 200 x\r\nRateLimit-Reset: 2000\r\nContent-Length: 0\r\n\r\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AcHttpResponse) response = NULL;

      f->answer = cases[i].answer;
      response = get (f, 10, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ac_http_response_get_used_up_until (response), ==, cases[i].at);
    }
}

static void
test_addresses (void)
{
  g_autoptr(AcHttp) public = ac_http_new (AC_HTTP_PUBLIC);
  g_autoptr(AcHttp) loopback = ac_http_new (AC_HTTP_LOOPBACK);
  static const struct
  {
    const char *address;
    const char *public_origin;
    const char *loopback_origin;
  } cases[] = {
    { "mastodon.example", "https://mastodon.example", "https://mastodon.example" },
    { "https://Mastodon.Example:443/about", "https://mastodon.example",
      "https://mastodon.example" },
    { "http://mastodon.example", NULL, NULL },
    { "http://localhost:8101", NULL, "http://localhost:8101" },
    { "localhost:8101", "https://localhost:8101", "http://localhost:8101" },
    { "https://user:pass@mastodon.example", NULL, NULL },
    { "https://127.0.0.1:1\\@mastodon.example", NULL, NULL },
    { "https://b\xc3\xbc"
      "cher.example",
      NULL, NULL },
    { "https://mastodon.example/a b", NULL, NULL },
    { "javascript://x", NULL, NULL },
    { "", NULL, NULL },
    { "https://", NULL, NULL },
    { "https://mastodon.example%2f.evil.example", NULL, NULL },
    { "https://mastodon.example%00.evil.example", NULL, NULL },
    { "https://mastodon.example%40evil.example", NULL, NULL },
    { "https://mastodon.example.", NULL, NULL },
    { "https://mastodon.example:99999", NULL, NULL },
    { "https://[fe80::1%25eth0]/", NULL, NULL },
    { "https://169.254.169.254/latest", NULL, NULL },
    { "https://[::ffff:10.0.0.1]/", NULL, NULL },
    { "https://127.0.0.1:8101", NULL, "https://127.0.0.1:8101" },
    { "https://\tmastodon.example", NULL, NULL },
    { "https://mastodon.example\r\nHost: evil.example", NULL, NULL },
    { "//mastodon.example", NULL, NULL },
    { "file:///etc/passwd", NULL, NULL },
    { "https://mastodon.example/\\evil.example", NULL, NULL },
    { "HTTPS://MASTODON.EXAMPLE:8443/@ada?x#y", "https://mastodon.example:8443",
      "https://mastodon.example:8443" },
    { "https://[2606:2800:220:1::1]:443", "https://[2606:2800:220:1::1]",
      "https://[2606:2800:220:1::1]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GUri) one = ac_http_parse_address (public, cases[i].address, NULL);
      g_autoptr(GUri) two = ac_http_parse_address (loopback, cases[i].address, NULL);
      g_autofree char *one_origin = one != NULL ? ac_http_origin (one) : NULL;
      g_autofree char *two_origin = two != NULL ? ac_http_origin (two) : NULL;

      g_test_message ("%s", cases[i].address);
      g_assert_cmpstr (one_origin, ==, cases[i].public_origin);
      g_assert_cmpstr (two_origin, ==, cases[i].loopback_origin);
    }
}

static void
test_ranges (void)
{
  static const char *const refused[] = {
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "0.1.2.3",
    "198.18.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "224.0.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "fec0::1",
    "ff02::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::5db8:d822",
    "2002:7f00:1::1",
    "2002:a00:1::",
    "2002:a9fe:a9fe::",
    "2001::1",
    "2001:db8::1",
    "100::1",
    "3fff::1",
  };
  static const char *const allowed[] = { "93.184.216.34",       "2606:2800:220:1::1",
                                         "100.128.0.1",         "192.0.1.1",
                                         "64:ff9b::5db8:d822",  "2002:5db8:d822::1",
                                         "::ffff:93.184.216.34" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (refused[i], 443);

      g_test_message ("%s", refused[i]);
      g_assert_false (ac_http_address_is_allowed (AC_HTTP_PUBLIC, address));
    }
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (allowed[i], 443);

      g_assert_true (ac_http_address_is_allowed (AC_HTTP_PUBLIC, address));
    }
}

/* A server at home or at work may be chosen; this computer and what no network routes may not. */
static void
test_private_ranges (void)
{
  static const struct
  {
    const char *address;
    gboolean allowed;
  } cases[] = {
    { "10.1.2.3", TRUE },   { "192.168.1.1", TRUE },      { "::ffff:192.168.1.1", TRUE },
    { "100.64.0.1", TRUE }, { "fd00::1", TRUE },          { "93.184.216.34", TRUE },
    { "127.0.0.1", FALSE }, { "169.254.169.254", FALSE }, { "fe80::1", FALSE },
    { "fec0::1", FALSE },   { "0.0.0.0", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GSocketAddress) address =
                    g_inet_socket_address_new_from_string (cases[i].address, 443);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (ac_http_address_is_allowed (AC_HTTP_PRIVATE, address), ==, cases[i].allowed);
    }
}

int
main (int argc, char *argv[])
{
  ac_http_set_up ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/http/answer", Fixture, NULL, set_up, test_answer, tear_down);
  g_test_add ("/http/tally", Fixture, NULL, set_up, test_tally, tear_down);
  g_test_add ("/http/html", Fixture, NULL, set_up, test_html, tear_down);
  g_test_add ("/http/redirect-not-followed", Fixture, NULL, set_up, test_redirect_not_followed,
              tear_down);
  g_test_add ("/http/endless", Fixture, NULL, set_up, test_endless, tear_down);
  g_test_add ("/http/huge", Fixture, NULL, set_up, test_huge, tear_down);
  g_test_add ("/http/endless-header", Fixture, NULL, set_up, test_endless_header, tear_down);
  g_test_add ("/http/drip", Fixture, NULL, set_up, test_drip, tear_down);
  g_test_add ("/http/no-cookies", Fixture, NULL, set_up, test_no_cookies, tear_down);
  g_test_add ("/http/no-dialogue", Fixture, NULL, set_up, test_no_dialogue, tear_down);
  g_test_add ("/http/token-stays-one-header", Fixture, NULL, set_up, test_token_stays_one_header,
              tear_down);
  g_test_add ("/http/tls-floor", Fixture, NULL, set_up, test_tls_floor, tear_down);
  g_test_add ("/http/silent", Fixture, NULL, set_up, test_silent, tear_down);
  g_test_add ("/http/given-up", Fixture, NULL, set_up, test_given_up, tear_down);
  g_test_add ("/http/lost", Fixture, NULL, set_up, test_lost, tear_down);
  g_test_add ("/http/compressed", Fixture, NULL, set_up, test_compressed, tear_down);
  g_test_add ("/http/loopback-refused", Fixture, NULL, set_up, test_loopback_refused, tear_down);
  g_test_add ("/http/unreachable", Fixture, NULL, set_up, test_unreachable, tear_down);
  g_test_add ("/http/late-is-not-sent", Fixture, NULL, set_up, test_late, tear_down);
  g_test_add ("/http/hung-up", Fixture, NULL, set_up, test_hung_up, tear_down);
  g_test_add ("/http/retry-at", Fixture, NULL, set_up, test_retry_at, tear_down);
  g_test_add ("/http/used-up", Fixture, NULL, set_up, test_used_up, tear_down);
  g_test_add_func ("/http/addresses", test_addresses);
  g_test_add_func ("/http/ranges", test_ranges);
  g_test_add_func ("/http/private-ranges", test_private_ranges);

  return g_test_run ();
}
