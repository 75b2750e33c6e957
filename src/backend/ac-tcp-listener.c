/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "ac-error.h"
#include "ac-guard.h"
#include "ac-lobby.h"
#include "ac-tcp-listener.h"
#include "ac-unix-socket.h"

#define BACKLOG 1024
#define TICK_MS 500
#define UNREAD_MS 60000 /* an answer that the peer doesn't take */

struct _AcTcpListener
{
  GObject parent_instance;
  SoupServer *server;
  AcHostedConfig *config;
  GSocketService *service;
  AcLobby *lobby;
  GPtrArray *visits;
  GHashTable *per_address; /* address → number of connections */
  guint64 n_turned_away;
  guint64 n_late;
  guint tick;
};

G_DEFINE_FINAL_TYPE (AcTcpListener, ac_tcp_listener, G_TYPE_OBJECT)

typedef struct
{
  AcTcpListener *listener; /* NULL when it is gone before the connection */
  AcGuard *guard;          /* not owned: the lobby or libsoup owns it */
  char *address;
} Visit;

static guint
count_address (AcTcpListener *self, const char *address)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));
}

static void
set_count (AcTcpListener *self, const char *address, guint count)
{
  if (count > 0)
    g_hash_table_insert (self->per_address, g_strdup (address), GUINT_TO_POINTER (count));
  else
    g_hash_table_remove (self->per_address, address);
}

static void
let_go_cb (gpointer user_data, GObject *guard)
{
  Visit *visit = user_data;
  AcTcpListener *self = visit->listener;

  if (self != NULL)
    {
      set_count (self, visit->address, count_address (self, visit->address) - 1);
      g_ptr_array_remove_fast (self->visits, visit);
      if (self->visits->len == 0)
        g_clear_handle_id (&self->tick, g_source_remove);
    }
  g_free (visit->address);
  g_free (visit);
}

/* Slow peers are many or none: one look at all of them is cheaper than a timer for each. */
static gboolean
tick_cb (gpointer user_data)
{
  AcTcpListener *self = AC_TCP_LISTENER (user_data);
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->visits->len; i++)
    self->n_late +=
        ac_guard_check_deadline (((Visit *) g_ptr_array_index (self->visits, i))->guard, now);

  return G_SOURCE_CONTINUE;
}

static void
count_visit (AcTcpListener *self, AcGuard *guard, const char *address)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->listener = self;
  visit->guard = guard;
  visit->address = g_strdup (address);
  g_ptr_array_add (self->visits, visit);
  set_count (self, address, count_address (self, address) + 1);
  g_object_weak_ref (G_OBJECT (guard), let_go_cb, visit);
  if (self->tick == 0)
    self->tick = g_timeout_add (TICK_MS, tick_cb, self);
}

static gboolean
may_come_in (AcTcpListener *self, const char *address)
{
  const char *const *proxies = (const char *const *) self->config->proxies;
  gboolean proxy = proxies != NULL && g_strv_contains (proxies, address);

  return self->visits->len < self->config->max_connections &&
         (proxy || count_address (self, address) < self->config->max_connections_per_address);
}

static void
let_in (AcGuard *guard, gpointer user_data)
{
  AcTcpListener *self = AC_TCP_LISTENER (user_data);
  GSocketConnection *connection = ac_guard_get_connection (guard);
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (local == NULL || remote == NULL ||
      !soup_server_accept_iostream (self->server, G_IO_STREAM (guard), local, remote, NULL))
    g_message ("A connection could not be taken");
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  AcTcpListener *self = AC_TCP_LISTENER (user_data);
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autofree char *address = NULL;
  AcGuard *guard = NULL;

  if (remote == NULL)
    return TRUE;

  address =
      g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  if (!may_come_in (self, address))
    {
      self->n_turned_away++;
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, UNREAD_MS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  guard = ac_guard_new (connection, self->config);
  count_visit (self, guard, address);
  ac_lobby_take (self->lobby, guard);
  return TRUE;
}

static gboolean
listen_at (AcTcpListener *self, GError **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean taken = FALSE;

  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  if (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), self->config->address,
                                     G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL,
                                     &failure))
    return TRUE;

  taken = g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_set_error (error, AC_ERROR, taken ? AC_ERROR_CONFLICT : AC_ERROR_FAILED,
               "The address can't be listened at: %s", failure->message);
  return FALSE;
}

static gboolean
start (AcTcpListener *self, GError **error)
{
  g_autofree char *directory = g_dir_make_tmp ("accounts-center-XXXXXX", error);
  gboolean kept =
      directory != NULL && ac_unix_socket_keep_connections (self->server, directory, error);

  if (directory != NULL)
    g_rmdir (directory);
  if (!kept || !(self->lobby = ac_lobby_new (let_in, self, error)) || !listen_at (self, error))
    return FALSE;

  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_DEFAULT);
  g_socket_service_start (self->service);
  return TRUE;
}

static void
ac_tcp_listener_finalize (GObject *object)
{
  AcTcpListener *self = AC_TCP_LISTENER (object);

  ac_tcp_listener_close (self);
  g_clear_object (&self->lobby);
  g_clear_handle_id (&self->tick, g_source_remove);
  for (guint i = 0; i < self->visits->len; i++)
    ((Visit *) g_ptr_array_index (self->visits, i))->listener = NULL;
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->per_address, g_hash_table_unref);
  g_clear_object (&self->service);
  g_clear_object (&self->server);
  g_clear_pointer (&self->config, ac_hosted_config_unref);

  G_OBJECT_CLASS (ac_tcp_listener_parent_class)->finalize (object);
}

static void
ac_tcp_listener_class_init (AcTcpListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_tcp_listener_finalize;
}

static void
ac_tcp_listener_init (AcTcpListener *self)
{
  self->service = g_socket_service_new ();
  self->visits = g_ptr_array_new ();
  self->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AcTcpListener *
ac_tcp_listener_new (SoupServer *server, AcHostedConfig *config, GError **error)
{
  g_autoptr(AcTcpListener) self = g_object_new (AC_TYPE_TCP_LISTENER, NULL);

  self->server = g_object_ref (server);
  self->config = ac_hosted_config_ref (config);
  return start (self, error) ? g_steal_pointer (&self) : NULL;
}

guint
ac_tcp_listener_get_n_connections (AcTcpListener *self)
{
  return self->visits->len;
}

guint64
ac_tcp_listener_get_n_turned_away (AcTcpListener *self)
{
  return self->n_turned_away;
}

guint64
ac_tcp_listener_get_n_late (AcTcpListener *self)
{
  return self->n_late;
}

void
ac_tcp_listener_close (AcTcpListener *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}
