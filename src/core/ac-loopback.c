/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-loopback.h"

#include "ac-error.h"
#include "ac-peer.h"

struct _AcLoopback
{
  GObject parent_instance;
  GSocketService *service;
  SoupServer *server;
  uid_t uid;
  guint16 port;
  gboolean complained;
};

G_DEFINE_FINAL_TYPE (AcLoopback, ac_loopback, G_TYPE_OBJECT)

/* Whoever else finds the port gets nothing into our memory. */
static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

/* Not one byte is read of another person's program. */
static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             AcLoopback *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (ac_peer_may_be (connection, self->uid))
    soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  else if (!self->complained)
    {
      self->complained = TRUE;
      g_message ("A program of another user came to a port that is for one's own");
    }
  return TRUE;
}

static void
ac_loopback_dispose (GObject *object)
{
  ac_loopback_close (AC_LOOPBACK (object));

  G_OBJECT_CLASS (ac_loopback_parent_class)->dispose (object);
}

static void
ac_loopback_finalize (GObject *object)
{
  AcLoopback *self = AC_LOOPBACK (object);

  g_clear_object (&self->service);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (ac_loopback_parent_class)->finalize (object);
}

static void
ac_loopback_class_init (AcLoopbackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_loopback_dispose;
  object_class->finalize = ac_loopback_finalize;
}

static void
ac_loopback_init (AcLoopback *self)
{
  self->service = g_socket_service_new ();
  self->server = soup_server_new (NULL, NULL);
}

/* Returns: the port, or 0 */
static guint16
listen_at_some_port (AcLoopback *self)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) taken = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &taken, NULL))
    return 0;

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
}

AcLoopback *
ac_loopback_new (uid_t uid, GError **error)
{
  g_autoptr(AcLoopback) self = g_object_new (AC_TYPE_LOOPBACK, NULL);

  self->uid = uid;
  self->port = listen_at_some_port (self);
  if (self->port == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_FAILED, "No port of this computer is free");
      return NULL;
    }

  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), NULL);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_DEFAULT);
  g_socket_service_start (self->service);
  return g_steal_pointer (&self);
}

SoupServer *
ac_loopback_get_server (AcLoopback *self)
{
  return self->server;
}

guint16
ac_loopback_get_port (AcLoopback *self)
{
  return self->port;
}

void
ac_loopback_close (AcLoopback *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  soup_server_disconnect (self->server);
}
