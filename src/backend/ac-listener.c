/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* struct ucred */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ac-error.h"
#include "ac-listener.h"
#include "ac-unix-socket.h"

#define MAX_CONNECTIONS 64

struct _AcListener
{
  GObject parent_instance;
  SoupServer *server;
  GSocketService *service;
  char *path;
  uid_t uid;
  gboolean root_too;
  int lock_fd;
  guint n_connections;
};

G_DEFINE_FINAL_TYPE (AcListener, ac_listener, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_CONNECTIONS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_own_peer (AcListener *self, GSocketConnection *connection)
{
  const int fd = g_socket_get_fd (g_socket_connection_get_socket (connection));
  struct ucred peer = { 0, (uid_t) -1, (gid_t) -1 };
  socklen_t size = sizeof peer;

  /* GCredentials takes none without a process id, and a Flatpak's window has none in the backend's
   * sandbox. */
  if (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || size != sizeof peer)
    return FALSE;

  return peer.uid == self->uid || (peer.uid == 0 && self->root_too);
}

static void
set_n_connections (AcListener *self, guint n_connections)
{
  self->n_connections = n_connections;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CONNECTIONS]);
}

/* Counts until the peer has gone, even while libsoup still holds the connection for an answer that
 * has no end, or until libsoup has let go of it. */
typedef struct
{
  GWeakRef listener;
  GSource *hang_up;
} Visit;

static void
end_visit (Visit *visit)
{
  g_autoptr(AcListener) self = g_weak_ref_get (&visit->listener);

  if (self != NULL && visit->hang_up != NULL)
    set_n_connections (self, self->n_connections - 1);
  g_clear_pointer (&visit->hang_up, g_source_unref);
}

static gboolean
hung_up_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  end_visit (user_data);
  return G_SOURCE_REMOVE;
}

static void
let_go_cb (gpointer user_data, GObject *connection)
{
  Visit *visit = user_data;

  if (visit->hang_up != NULL)
    g_source_destroy (visit->hang_up);
  end_visit (visit);
  g_weak_ref_clear (&visit->listener);
  g_free (visit);
}

static void
count_connection (AcListener *self, GSocketConnection *connection)
{
  Visit *visit = g_new0 (Visit, 1);

  g_weak_ref_init (&visit->listener, self);
  visit->hang_up =
      g_socket_create_source (g_socket_connection_get_socket (connection), G_IO_HUP, NULL);
  g_source_set_callback (visit->hang_up, (GSourceFunc) (void (*) (void)) hung_up_cb, visit, NULL);
  g_source_attach (visit->hang_up, NULL);
  g_object_weak_ref (G_OBJECT (connection), let_go_cb, visit);
  set_n_connections (self, self->n_connections + 1);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  AcListener *self = AC_LISTENER (user_data);
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr(GError) error = NULL;

  if (!is_own_peer (self, connection))
    {
      g_message ("A connection of another user was refused");
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  if (self->n_connections >= MAX_CONNECTIONS)
    {
      g_message ("A connection was refused: %u are open", self->n_connections);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  /* Counted first: what is answered at once may be gone already when libsoup returns. */
  count_connection (self, connection);
  if (local == NULL || remote == NULL ||
      !soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, &error))
    g_message ("A connection could not be taken: %s",
               error != NULL ? error->message : "it is gone");

  return TRUE;
}

static gboolean
fail (GError **error, AcError code, const char *what)
{
  g_set_error (error, AC_ERROR, code, "%s: %s", what, g_strerror (errno));
  return FALSE;
}

static gboolean
refuse_directory (GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_FAILED,
                       "The directory of the socket must be this user's alone");
  return FALSE;
}

/* Reading is taken from others; a directory that others write to is somebody else's business. */
static gboolean
prepare_directory (const char *directory, GError **error)
{
  struct stat info;

  if (g_mkdir_with_parents (directory, 0700) != 0 || lstat (directory, &info) != 0)
    return fail (error, AC_ERROR_FAILED, "The directory of the socket could not be made");

  if (!S_ISDIR (info.st_mode) || info.st_uid != getuid () ||
      (info.st_mode & (S_IWGRP | S_IWOTH | S_ISVTX)) != 0)
    return refuse_directory (error);

  if ((info.st_mode & 0777) != 0700 && chmod (directory, 0700) != 0)
    return fail (error, AC_ERROR_FAILED,
                 "The directory of the socket could not be closed to others");

  return TRUE;
}

/* One backend for each socket: whoever holds the lock may replace a socket that a dead one left. */
static gboolean
take_lock (AcListener *self, GError **error)
{
  g_autofree char *lock_path = g_strconcat (self->path, ".lock", NULL);

  self->lock_fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock_fd < 0)
    return fail (error, AC_ERROR_FAILED, "The lock could not be made");

  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      fail (error, AC_ERROR_CONFLICT, "A backend runs already");
      close (self->lock_fd);
      self->lock_fd = -1;
      return FALSE;
    }

  g_unlink (self->path);
  return TRUE;
}

static gboolean
start (AcListener *self, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (self->path);
  g_autoptr(GSocket) socket = NULL;

  if (!prepare_directory (directory, error) || !take_lock (self, error) ||
      !ac_unix_socket_keep_connections (self->server, directory, error) ||
      !(socket = ac_unix_socket_new (self->path, error)) ||
      !g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), socket, NULL, error))
    return FALSE;

  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_DEFAULT);
  g_socket_service_start (self->service);
  return TRUE;
}

static void
ac_listener_finalize (GObject *object)
{
  AcListener *self = AC_LISTENER (object);

  ac_listener_close (self);
  g_clear_object (&self->service);
  g_clear_object (&self->server);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ac_listener_parent_class)->finalize (object);
}

static void
ac_listener_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcListener *self = AC_LISTENER (object);

  switch (prop_id)
    {
    case PROP_N_CONNECTIONS:
      g_value_set_uint (value, self->n_connections);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_listener_class_init (AcListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ac_listener_finalize;
  object_class->get_property = ac_listener_get_property;

  properties[PROP_N_CONNECTIONS] =
      g_param_spec_uint ("n-connections", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_listener_init (AcListener *self)
{
  self->lock_fd = -1;
  self->service = g_socket_service_new ();
}

AcListener *
ac_listener_new (SoupServer *server, const char *socket_path, uid_t uid, GError **error)
{
  g_autoptr(AcListener) self = g_object_new (AC_TYPE_LISTENER, NULL);

  self->server = g_object_ref (server);
  self->path = g_strdup (socket_path);
  self->uid = uid;

  if (!start (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ac_listener_let_root_in (AcListener *self)
{
  self->root_too = TRUE;
}

guint
ac_listener_get_n_connections (AcListener *self)
{
  return self->n_connections;
}

/* The socket goes while the lock is held, so that a successor's is never taken away. */
void
ac_listener_close (AcListener *self)
{
  if (self->lock_fd < 0)
    return;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_unlink (self->path);
  close (self->lock_fd);
  self->lock_fd = -1;
}
