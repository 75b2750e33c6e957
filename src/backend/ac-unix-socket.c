/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "ac-error.h"
#include "ac-unix-socket.h"

#define BACKLOG 64

GSocket *
ac_unix_socket_new (const char *path, GError **error)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_DEFAULT, error);
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);
  mode_t mask = 0;
  gboolean bound = FALSE;

  if (socket == NULL)
    return NULL;

  /* GIO would cut it and listen where nobody looks. */
  if (strlen (path) >= sizeof (((struct sockaddr_un *) NULL)->sun_path))
    {
      g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The socket could not be made: %s",
                   g_strerror (ENAMETOOLONG));
      return NULL;
    }

  g_socket_set_listen_backlog (socket, BACKLOG);
  mask = umask (0177);
  bound = g_socket_bind (socket, address, FALSE, error);
  umask (mask);

  if (!bound || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

gboolean
ac_unix_socket_keep_connections (SoupServer *server, const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "own", NULL);
  g_autoptr(GSocket) socket = NULL;

  g_unlink (path);
  socket = ac_unix_socket_new (path, error);
  g_unlink (path);
  return socket != NULL && soup_server_listen_socket (server, socket, 0, error);
}
