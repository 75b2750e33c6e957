/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "ac-error.h"
#include "ac-lobby.h"

#define AT_ONCE 64

struct _AcLobby
{
  GObject parent_instance;
  AcLobbyFunc func;
  gpointer user_data;
  GHashTable *guards; /* a set, owned */
  int epoll;
  guint source;
};

G_DEFINE_FINAL_TYPE (AcLobby, ac_lobby, G_TYPE_OBJECT)

static int
get_fd (AcGuard *guard)
{
  return g_socket_get_fd (g_socket_connection_get_socket (ac_guard_get_connection (guard)));
}

static void
attend (AcLobby *self, AcGuard *guard)
{
  g_autoptr(AcGuard) held = g_object_ref (guard);
  const AcGuardState state = ac_guard_gather (guard);

  if (state == AC_GUARD_WAITS)
    return;

  epoll_ctl (self->epoll, EPOLL_CTL_DEL, get_fd (guard), NULL);
  g_hash_table_remove (self->guards, guard);
  if (state == AC_GUARD_READY)
    self->func (guard, self->user_data);
}

static gboolean
look_cb (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr(AcLobby) self = g_object_ref (user_data);
  struct epoll_event events[AT_ONCE];
  int n_events = epoll_wait (self->epoll, events, AT_ONCE, 0);

  for (int i = 0; i < n_events; i++)
    attend (self, events[i].data.ptr);

  return G_SOURCE_CONTINUE;
}

static void
ac_lobby_finalize (GObject *object)
{
  AcLobby *self = AC_LOBBY (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->guards, g_hash_table_unref);
  g_clear_fd (&self->epoll, NULL);

  G_OBJECT_CLASS (ac_lobby_parent_class)->finalize (object);
}

static void
ac_lobby_class_init (AcLobbyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_lobby_finalize;
}

static void
ac_lobby_init (AcLobby *self)
{
  self->guards = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->epoll = -1;
}

AcLobby *
ac_lobby_new (AcLobbyFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AcLobby) self = g_object_new (AC_TYPE_LOBBY, NULL);

  self->func = func;
  self->user_data = user_data;
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    {
      g_set_error (error, AC_ERROR, AC_ERROR_FAILED, "Connections can't be watched: %s",
                   g_strerror (errno));
      return NULL;
    }

  self->source = g_unix_fd_add (self->epoll, G_IO_IN, look_cb, self);
  return g_steal_pointer (&self);
}

void
ac_lobby_take (AcLobby *self, AcGuard *guard)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = guard };

  g_hash_table_add (self->guards, guard);
  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, get_fd (guard), &event) < 0)
    {
      g_message ("A connection could not be watched: %s", g_strerror (errno));
      g_hash_table_remove (self->guards, guard);
      return;
    }

  attend (self, guard);
}
