/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hello SOCKET|PORT: libsoup alone behind a Unix socket or on loopback, the same few bytes for
 * every request. */
#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>

#define BODY "{\"items\":[]}"

static void
hello_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, BODY,
                                    sizeof BODY - 1);
}

static GSocketAddress *
address_of (const char *place)
{
  return *place == '/' ? g_unix_socket_address_new (place)
                       : g_inet_socket_address_new_from_string ("127.0.0.1", atoi (place));
}

int
main (int argc, char *argv[])
{
  g_autoptr(SoupServer) server = soup_server_new ("server-header", "", NULL);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GSocket) socket = NULL;

  if (argc != 2)
    return 2;

  address = address_of (argv[1]);
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, 0, &error);
  if (socket == NULL || !g_socket_bind (socket, address, TRUE, &error) ||
      !g_socket_listen (socket, &error) || !soup_server_listen_socket (server, socket, 0, &error))
    {
      g_printerr ("hello: %s\n", error->message);
      return 1;
    }

  soup_server_add_handler (server, NULL, hello_cb, NULL, NULL);
  g_main_loop_run (loop);
  return 0;
}
