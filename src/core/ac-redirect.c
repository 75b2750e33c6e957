/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-peer.h"
#include "ac-redirect.h"

/* Of a path that comes from elsewhere: too long to guess, and no longer than ours may become. */
#define MIN_PATH 16
#define MAX_PATH 128

struct _AcRedirect
{
  GObject parent_instance;
  GSocketService *service;
  SoupServer *server;
  uid_t uid;
  char *uri;
  char *path;
  gboolean used;
  gboolean complained;
};

G_DEFINE_FINAL_TYPE (AcRedirect, ac_redirect, G_TYPE_OBJECT)

enum
{
  RESPONSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
write_page (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *title = g_markup_escape_text (_("You can return to Accounts Center"), -1);
  g_autofree char *text = g_markup_escape_text (_("This page can be closed."), -1);
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\">"
      "<title>Accounts Center</title>"
      "<style>:root{color-scheme:light dark}"
      "body{font:1.1em system-ui,sans-serif;text-align:center;margin:20vh 1em}</style>"
      "<h1>%s</h1><p>%s</p>",
      title, text);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page,
                                    strlen (page));
}

/* Whoever else finds the port gets nothing into our memory. */
static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static void
close_port (AcRedirect *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  soup_server_disconnect (self->server);
}

static gboolean
close_cb (gpointer user_data)
{
  close_port (AC_REDIRECT (user_data));
  return G_SOURCE_REMOVE;
}

/* The port is open for one answer. */
static void
answered_cb (SoupServerMessage *message, AcRedirect *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (self), g_object_unref);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AcRedirect *self = AC_REDIRECT (user_data);
  g_autofree char *response = NULL;
  const char *asked = NULL;

  if (self->used || !g_str_equal (path, self->path) ||
      soup_server_message_get_method (message) != SOUP_METHOD_GET)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  self->used = TRUE;
  write_page (message);
  g_signal_connect_object (message, "finished", G_CALLBACK (answered_cb), self, G_CONNECT_DEFAULT);
  asked = g_uri_get_query (soup_server_message_get_uri (message));
  response = g_strconcat (self->uri, "?", asked != NULL ? asked : "", NULL);
  g_signal_emit (self, signals[RESPONSE], 0, response);
}

/* Not one byte is read of another person's program. */
static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             AcRedirect *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (ac_peer_may_be (connection, self->uid))
    soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  else if (!self->complained)
    {
      self->complained = TRUE;
      g_message ("A program of another user came to where the browser is expected");
    }
  return TRUE;
}

static void
ac_redirect_dispose (GObject *object)
{
  AcRedirect *self = AC_REDIRECT (object);

  soup_server_remove_handler (self->server, NULL);
  close_port (self);

  G_OBJECT_CLASS (ac_redirect_parent_class)->dispose (object);
}

static void
ac_redirect_finalize (GObject *object)
{
  AcRedirect *self = AC_REDIRECT (object);

  g_clear_object (&self->service);
  g_clear_object (&self->server);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ac_redirect_parent_class)->finalize (object);
}

static void
ac_redirect_class_init (AcRedirectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_redirect_dispose;
  object_class->finalize = ac_redirect_finalize;

  signals[RESPONSE] = g_signal_new ("response", AC_TYPE_REDIRECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ac_redirect_init (AcRedirect *self)
{
  self->service = g_socket_service_new ();
  self->server = soup_server_new (NULL, NULL);
}

/* Returns: the port, or 0 */
static guint16
listen_at_some_port (AcRedirect *self)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) taken = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &taken, NULL))
    return 0;

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
}

AcRedirect *
ac_redirect_new (uid_t uid, GError **error)
{
  g_autoptr(AcRedirect) self = g_object_new (AC_TYPE_REDIRECT, NULL);
  g_autofree char *token = ac_random_token (24);
  const guint16 port = listen_at_some_port (self);

  if (port == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_FAILED, "No port of this computer is free");
      return NULL;
    }

  self->uid = uid;
  self->path = g_strconcat ("/", token, NULL);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d%s", port, self->path);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), NULL);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_DEFAULT);
  g_socket_service_start (self->service);

  return g_steal_pointer (&self);
}

const char *
ac_redirect_get_uri (AcRedirect *self)
{
  return self->uri;
}

gboolean
ac_redirect_is_uri (const char *text)
{
  static const char start[] = "http://127.0.0.1:";
  const char *path = NULL;
  gsize digits = 0;

  if (!g_str_has_prefix (text, start))
    return FALSE;

  digits = strspn (text + strlen (start), "0123456789");
  path = text + strlen (start) + digits;
  return digits >= 1 && digits <= 5 && *path == '/' && strlen (path) >= MIN_PATH &&
         strlen (path) <= MAX_PATH &&
         strspn (path + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") == strlen (path + 1);
}
