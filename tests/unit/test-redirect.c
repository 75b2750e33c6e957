/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "ac-peer.h"
#include "ac-redirect.h"
#include "ac-test.h"

typedef struct
{
  AcRedirect *redirect;
  GUri *uri;
  char *response;
} Fixture;

static void
response_cb (AcRedirect *redirect, const char *uri, Fixture *f)
{
  g_assert_null (f->response);
  f->response = g_strdup (uri);
}

static void
open_for (Fixture *f, uid_t uid)
{
  g_autoptr(GError) error = NULL;

  f->redirect = ac_redirect_new (uid, &error);
  g_assert_no_error (error);
  g_signal_connect (f->redirect, "response", G_CALLBACK (response_cb), f);
  f->uri = g_uri_parse (ac_redirect_get_uri (f->redirect), G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->redirect);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_uri_unref (f->uri);
  g_free (f->response);
}

static GSocketConnection *
visit (Fixture *f, const char *host, GError **error)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);
  g_autoptr(GSocketAddress) there = g_inet_socket_address_new (address, g_uri_get_port (f->uri));

  return g_socket_client_connect (client, G_SOCKET_CONNECTABLE (there), NULL, error);
}

/* What comes back for one request, to the end of the connection. */
static char *
ask (Fixture *f, const char *host, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) connection = visit (f, host, &error);
  g_autoptr(GString) answer = g_string_new (NULL);
  g_autofree char *request = g_strdup_printf (
      "GET %s?code=c HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", path);
  GInputStream *in = NULL;

  g_assert_no_error (error);
  in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  while (TRUE)
    {
      g_autoptr(DexFuture) read =
                    ac_test_wait (dex_input_stream_read_bytes (in, 4096, G_PRIORITY_DEFAULT));
      const GValue *value = dex_future_get_value (read, NULL);
      GBytes *bytes = value != NULL ? g_value_get_boxed (value) : NULL;

      if (bytes == NULL || g_bytes_get_size (bytes) == 0)
        return g_string_free (g_steal_pointer (&answer), FALSE);
      g_string_append_len (answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
}

static void
assert_taken (Fixture *f, const char *host)
{
  g_autofree char *expected = g_strconcat (ac_redirect_get_uri (f->redirect), "?code=c", NULL);
  g_autofree char *page = ask (f, host, g_uri_get_path (f->uri));

  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (page, "You can return"));
  g_assert_cmpstr (f->response, ==, expected);
}

/* Another path, and the same one again, is nothing to anybody. */
static void
test_own_user (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) late = NULL;
  g_autofree char *wrong = NULL;

  open_for (f, getuid ());
  wrong = ask (f, "127.0.0.1", "/");
  g_assert_true (g_str_has_prefix (wrong, "HTTP/1.1 404 "));
  g_assert_null (f->response);

  assert_taken (f, "127.0.0.1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  late = visit (f, "127.0.0.1", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static void
test_through_ipv6 (Fixture *f, gconstpointer data)
{
  open_for (f, getuid ());
  assert_taken (f, "::ffff:127.0.0.1");
}

/* To whom we are another, the right path is worth nothing. */
static void
test_another_user (Fixture *f, gconstpointer data)
{
  const char *host = data;
  g_autofree char *answer = NULL;

  open_for (f, getuid () + 1);
  answer = ask (f, host, g_uri_get_path (f->uri));
  g_assert_cmpstr (answer, ==, "");
  g_assert_null (f->response);
}

/* A socket that its owner gave up is listed as if it were root's. */
static void
test_hung_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  const guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_autofree char *place = g_strdup_printf ("127.0.0.1:%u", port);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) there = NULL;
  g_autoptr(GSocketConnection) here = NULL;

  open_for (f, getuid ());
  g_assert_no_error (error);
  there = g_socket_client_connect_to_host (client, place, port, NULL, &error);
  g_assert_no_error (error);
  here = g_socket_listener_accept (listener, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (ac_peer_may_be (here, getuid ()));
  g_assert_false (ac_peer_may_be (here, getuid () + 1));
  g_io_stream_close (G_IO_STREAM (there), NULL, NULL);
  g_assert_false (ac_peer_may_be (here, getuid ()));
  g_assert_false (ac_peer_may_be (here, 0));
}

static void
add (const char *name, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, data, NULL, test, tear_down);
}

int
main (int argc, char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  add ("/redirect/own-user", NULL, test_own_user);
  add ("/redirect/through-ipv6", NULL, test_through_ipv6);
  add ("/redirect/another-user", "127.0.0.1", test_another_user);
  add ("/redirect/another-user-through-ipv6", "::ffff:127.0.0.1", test_another_user);
  add ("/redirect/hung-up", NULL, test_hung_up);

  return g_test_run ();
}
