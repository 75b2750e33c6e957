/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* targets CERTIFICATE DELAY…: for each delay (ms) a server that speaks as much of the Mastodon API
 * as a sign-in and a status need, over TLS, and takes that long to accept a status. Prints their
 * ports. */
#include <libsoup/soup.h>
#include <stdlib.h>

#define BACKLOG 1024

typedef struct
{
  int port;
  guint delay;
} Target;

static Target *targets;
static int n_targets;
static guint n_statuses;

static Target *
find_target (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_local_address (message);
  int port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  for (int i = 0; i < n_targets; i++)
    if (targets[i].port == port)
      return &targets[i];

  g_assert_not_reached ();
}

/* A new connection for each request, so that each status pays for its handshakes. */
static void
answer (SoupServerMessage *message, char *body)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
}

static gboolean
accepted_cb (gpointer user_data)
{
  SoupServerMessage *message = user_data;
  int port = find_target (message)->port;

  n_statuses++;
  answer (message,
          g_strdup_printf ("{\"id\":\"%u\",\"uri\":\"https://127.0.0.1:%d/%u\","
                           "\"url\":\"https://127.0.0.1:%d/%u\",\"visibility\":\"public\"}",
                           n_statuses, port, n_statuses, port, n_statuses));
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Target *target = find_target (message);

  if (g_str_equal (path, "/api/v1/statuses"))
    {
      soup_server_message_pause (message);
      g_timeout_add_full (G_PRIORITY_DEFAULT, target->delay, accepted_cb, g_object_ref (message),
                          g_object_unref);
    }
  else if (g_str_equal (path, "/api/v2/instance"))
    answer (message, g_strdup ("{\"domain\":\"127.0.0.1\",\"version\":\"4.4.0\"}"));
  else if (g_str_equal (path, "/api/v1/apps"))
    answer (message, g_strdup ("{\"client_id\":\"client\",\"client_secret\":\"secret\"}"));
  else if (g_str_equal (path, "/oauth/token"))
    answer (message, g_strdup ("{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"scope\":"
                               "\"read:accounts read:statuses write:statuses\"}"));
  else if (g_str_equal (path, "/api/v1/accounts/verify_credentials"))
    answer (message, g_strdup_printf ("{\"id\":\"%d\",\"username\":\"bench\"}", target->port));
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

/* libsoup's own sockets have a backlog of 10, which is too short for 20 at once. */
static int
listen_at_any_port (SoupServer *server, GError **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, error);

  if (socket == NULL)
    return 0;

  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, FALSE, error) || !g_socket_listen (socket, error) ||
      !soup_server_listen_socket (server, socket, SOUP_SERVER_LISTEN_HTTPS, error) ||
      !(bound = g_socket_get_local_address (socket, error)))
    return 0;

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

int
main (int argc, char *argv[])
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(SoupServer) server = NULL;
  g_autoptr(GError) error = NULL;

  if (argc < 3)
    return 2;

  targets = g_new0 (Target, argc - 2);
  if ((certificate = g_tls_certificate_new_from_file (argv[1], &error)))
    server = soup_server_new ("tls-certificate", certificate, NULL);
  for (int i = 2; error == NULL && i < argc; i++)
    {
      Target *target = &targets[n_targets++];

      target->delay = atoi (argv[i]);
      target->port = listen_at_any_port (server, &error);
      g_print ("%d ", target->port);
    }
  if (error != NULL)
    {
      g_printerr ("targets: %s\n", error->message);
      return 1;
    }

  g_print ("\n");
  soup_server_add_handler (server, NULL, request_cb, NULL, NULL);
  g_main_loop_run (loop);
  return 0;
}
