/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "ac-alarm.h"

struct _AcAlarm
{
  int fd;
  guint source;
  GSourceOnceFunc ring;
  gpointer user_data;
};

/* Reading fails when the clock was set: then, too, it is to be looked what is due. */
static gboolean
rang_cb (int fd, GIOCondition condition, gpointer user_data)
{
  AcAlarm *self = user_data;
  guint64 times = 0;

  if (read (fd, &times, sizeof times) < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  self->ring (self->user_data);
  return G_SOURCE_CONTINUE;
}

AcAlarm *
ac_alarm_new (GSourceOnceFunc ring, gpointer user_data)
{
  AcAlarm *self = g_new0 (AcAlarm, 1);

  self->fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->fd < 0)
    g_error ("There is no timer: %s", g_strerror (errno));
  self->ring = ring;
  self->user_data = user_data;
  self->source = g_unix_fd_add (self->fd, G_IO_IN, rang_cb, self);
  return self;
}

void
ac_alarm_free (AcAlarm *self)
{
  g_source_remove (self->source);
  close (self->fd);
  g_free (self);
}

/* A time of zero would turn the timer off, one in the past rings at once. */
void
ac_alarm_set (AcAlarm *self, gint64 at_ms)
{
  struct itimerspec at = { 0 };

  if (at_ms > 0)
    {
      at.it_value.tv_sec = at_ms / 1000;
      at.it_value.tv_nsec = at_ms % 1000 * 1000000 + 1;
    }
  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &at, NULL) < 0)
    g_warning ("The timer could not be set: %s", g_strerror (errno));
}
