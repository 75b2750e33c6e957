/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ac-error.h"
#include "ac-listener.h"
#include "ac-test.h"

typedef struct
{
  char *dir;
  char *path;
  SoupServer *server;
  guint n_requests;
} Fixture;

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  ((Fixture *) user_data)->n_requests++;
  soup_server_message_set_status (message, 204, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = g_dir_make_tmp ("ac-listener-XXXXXX", NULL);
  f->path = g_build_filename (f->dir, "socket", NULL);
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, answer_cb, f, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (f->path, ".lock", NULL);

  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_unlink (lock);
  g_assert_cmpint (g_rmdir (f->dir), ==, 0);
  g_free (f->dir);
  g_free (f->path);
}

/* What comes back for one request, to the end of the connection. */
static gsize
ask (Fixture *f)
{
  static const char request[] = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (f->path);
  g_autoptr(GSocketConnection) connection =
                g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  gsize size = 0;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             sizeof request - 1, NULL, NULL, NULL);
  while (TRUE)
    {
      g_autoptr(DexFuture) read =
                    ac_test_wait (dex_input_stream_read_bytes (in, 4096, G_PRIORITY_DEFAULT));
      const GValue *value = dex_future_get_value (read, NULL);
      gsize got = value != NULL ? g_bytes_get_size (g_value_get_boxed (value)) : 0;

      if (got == 0)
        return size;
      size += got;
    }
}

static void
test_own_user (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcListener) listener = ac_listener_new (f->server, f->path, getuid (), &error);
  struct stat info;

  g_assert_no_error (error);
  g_assert_cmpint (lstat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (ask (f), >, 0);
  g_assert_cmpuint (f->n_requests, ==, 1);
  while (ac_listener_get_n_connections (listener) > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The peer's user is compared, whatever the file system let through. */
static void
test_other_user (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcListener) listener = ac_listener_new (f->server, f->path, getuid () + 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ask (f), ==, 0);
  g_assert_cmpuint (f->n_requests, ==, 0);
  g_assert_cmpuint (ac_listener_get_n_connections (listener), ==, 0);
}

static void
test_one_for_each_socket (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcListener) listener = ac_listener_new (f->server, f->path, getuid (), &error);

  g_assert_no_error (error);
  g_assert_null (ac_listener_new (f->server, f->path, getuid (), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_assert_cmpuint (ask (f), >, 0);
}

static void
test_stale_socket (Fixture *f, gconstpointer data)
{
  g_autoptr(GSocket) dead = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (f->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(AcListener) listener = NULL;

  g_assert_true (g_socket_bind (dead, address, FALSE, NULL));
  g_socket_close (dead, NULL);
  listener = ac_listener_new (f->server, f->path, getuid (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ask (f), >, 0);
}

/* As /tmp is: nothing is changed there. */
static void
test_shared_directory (Fixture *f, gconstpointer data)
{
  static const mode_t modes[] = { 01777, 0777, 0770 };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr(GError) error = NULL;
      struct stat info;

      g_assert_cmpint (chmod (f->dir, modes[i]), ==, 0);
      g_assert_null (ac_listener_new (f->server, f->path, getuid (), &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_FAILED);
      g_assert_cmpint (lstat (f->dir, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 07777, ==, modes[i]);
    }
}

static void
test_readable_directory (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcListener) listener = NULL;
  struct stat info;

  g_assert_cmpint (chmod (f->dir, 0755), ==, 0);
  listener = ac_listener_new (f->server, f->path, getuid (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (lstat (f->dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/listener/own-user", test_own_user },
    { "/listener/other-user", test_other_user },
    { "/listener/one-for-each-socket", test_one_for_each_socket },
    { "/listener/stale-socket", test_stale_socket },
    { "/listener/shared-directory", test_shared_directory },
    { "/listener/readable-directory", test_readable_directory },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
