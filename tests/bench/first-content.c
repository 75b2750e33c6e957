/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* first-content QUIET_MS CMD…: starts CMD and looks at its window from outside, as a person would:
 * when is there something to see (the first time it was painted with at least four colours), and
 * when does nothing change any more (neither picture nor CPU time for QUIET_MS; with 0 that is not
 * waited for). Prints one JSON line and ends the program. Works with any toolkit and without its
 * help. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LEAST_SIZE 200
#define LEAST_COLOURS 4
#define PATIENCE (600 * G_USEC_PER_SEC)

typedef struct
{
  Display *display;
  Window window;
  int damage_event;
  GPid pid;
  gint64 began;
  gint64 first;
  gint64 first_cpu;
  gint64 changed; /* the last time anything did */
  gint64 painted;
  gint64 cpu;
  gboolean gone; /* it ended by itself */
} Watch;

static gint64
read_number (const char *path, const char *after)
{
  g_autofree char *text = NULL;
  const char *found = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  found = strstr (text, after);
  return found != NULL ? g_ascii_strtoll (found + strlen (after), NULL, 10) : 0;
}

static gint64
read_memory (Watch *self, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", self->pid);

  return read_number (path, name);
}

/* Of all threads, in microseconds. */
static gint64
read_cpu (Watch *self)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", self->pid);
  g_autoptr(GDir) tasks = g_dir_open (folder, 0, NULL);
  const char *task = NULL;
  gint64 total = 0;

  while (tasks != NULL && (task = g_dir_read_name (tasks)))
    {
      g_autofree char *path = g_build_filename (folder, task, "schedstat", NULL);

      total += read_number (path, "");
    }

  return total / 1000;
}

static gboolean
has_content (Watch *self)
{
  unsigned long seen[LEAST_COLOURS] = { 0 };
  int n_seen = 0;
  XWindowAttributes shape;
  XImage *image = NULL;

  if (!XGetWindowAttributes (self->display, self->window, &shape) ||
      !(image = XGetImage (self->display, self->window, 0, 0, shape.width, shape.height, AllPlanes,
                           ZPixmap)))
    return FALSE;

  for (int i = 0; i < shape.width * shape.height && n_seen < LEAST_COLOURS; i++)
    {
      unsigned long pixel = XGetPixel (image, i % shape.width, i / shape.width);
      int known = 0;

      while (known < n_seen && seen[known] != pixel)
        known++;
      if (known == n_seen)
        seen[n_seen++] = pixel;
    }

  XDestroyImage (image);
  return n_seen == LEAST_COLOURS;
}

static void
handle_event (Watch *self, XEvent *event)
{
  XWindowAttributes shape;

  if (event->type == MapNotify && self->window == None &&
      XGetWindowAttributes (self->display, event->xmap.window, &shape) &&
      shape.width >= LEAST_SIZE && shape.height >= LEAST_SIZE)
    {
      self->window = event->xmap.window;
      XDamageCreate (self->display, self->window, XDamageReportNonEmpty);
    }
  else if (event->type != self->damage_event)
    return;
  else
    XDamageSubtract (self->display, ((XDamageNotifyEvent *) event)->damage, None, None);

  self->changed = self->painted = g_get_monotonic_time ();
  if (self->first == 0 && has_content (self))
    {
      self->first = self->painted;
      self->first_cpu = read_cpu (self);
    }
}

static void
look_at_cpu (Watch *self)
{
  gint64 cpu = read_cpu (self);

  if (cpu != self->cpu)
    self->changed = g_get_monotonic_time ();
  self->cpu = cpu;
}

static gboolean
is_over (Watch *self, gint64 quiet)
{
  gint64 now = g_get_monotonic_time ();

  self->gone = waitpid (self->pid, NULL, WNOHANG) != 0;
  if (now > self->began + PATIENCE || self->gone)
    return TRUE;

  return self->first != 0 && now >= self->changed + quiet;
}

static void
watch (Watch *self, gint64 quiet)
{
  struct pollfd poller = { ConnectionNumber (self->display), POLLIN, 0 };

  while (!is_over (self, quiet))
    {
      XEvent event;

      while (XPending (self->display))
        {
          XNextEvent (self->display, &event);
          handle_event (self, &event);
        }
      look_at_cpu (self);
      poll (&poller, 1, 20);
    }
}

static void
start (Watch *self, char *argv[])
{
  self->began = g_get_monotonic_time ();
  self->pid = fork ();
  if (self->pid == 0)
    {
      execvp (argv[0], argv);
      _exit (127);
    }
}

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

int
main (int argc, char *argv[])
{
  Watch self = { XOpenDisplay (NULL) };
  int error_event = 0;

  if (argc < 3 || self.display == NULL ||
      !XDamageQueryExtension (self.display, &self.damage_event, &error_event))
    return 2;

  XSetErrorHandler (ignore_error);
  XSelectInput (self.display, DefaultRootWindow (self.display), SubstructureNotifyMask);
  XSync (self.display, False);
  start (&self, argv + 2);
  watch (&self, g_ascii_strtoll (argv[1], NULL, 10) * 1000);
  if (self.gone)
    {
      g_printerr ("%s ended by itself\n", argv[2]);
      return 1;
    }

  g_print ("{\"first\":%.1f,\"cpu\":%.1f,\"settled\":%.1f,\"peak\":%.1f,\"anonymous\":%.1f}\n",
           (self.first - self.began) / 1000., self.first_cpu / 1000.,
           (self.painted - self.began) / 1000., read_memory (&self, "VmHWM:") / 1024.,
           read_memory (&self, "RssAnon:") / 1024.);
  kill (self.pid, SIGTERM);
  waitpid (self.pid, NULL, 0);
  return self.first != 0 ? 0 : 1;
}
