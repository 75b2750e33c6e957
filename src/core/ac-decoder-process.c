/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-decoder-process.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "ac-error.h"

#define STRIDE 65536
#define LOOK_AGAIN_US 1000

typedef struct
{
  const AcDecoderProcess *process;
  GSubprocess *child;
  GByteArray *output;
  gsize written;
  int to;   /* -1: all of it is written */
  int from; /* -1: it has ended */
  int cancelled;
  gint64 until;
} Run;

static gboolean
refuse (GError **error, AcError code, const char *why)
{
  g_set_error_literal (error, AC_ERROR, code, why);
  return FALSE;
}

static void
close_input (Run *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->child), NULL, NULL);
  self->to = -1;
}

/* One that reads no more may still have something to say. */
static void
write_some (Run *self)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (self->process->input, &size);
  gssize n = write (self->to, data + self->written, size - self->written);

  if (n > 0)
    self->written += n;
  if (self->written == size || (n < 0 && errno != EAGAIN && errno != EINTR))
    close_input (self);
}

static gboolean
read_some (Run *self, GError **error)
{
  guint8 some[STRIDE];
  gssize n = read (self->from, some, sizeof some);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return TRUE;
  if (n <= 0)
    {
      self->from = -1;
      return TRUE;
    }
  if (self->output->len + (gsize) n > self->process->max_output)
    return refuse (error, AC_ERROR_NOT_A_PICTURE, "The decoder writes too much");

  g_byte_array_append (self->output, some, n);
  return TRUE;
}

static gboolean
step (Run *self, GError **error)
{
  struct pollfd ready[] = { { self->from, POLLIN, 0 },
                            { self->to, POLLOUT, 0 },
                            { self->cancelled, POLLIN, 0 } };
  gint64 left = self->until - g_get_monotonic_time () / 1000;
  int n = left > 0 ? poll (ready, G_N_ELEMENTS (ready), MIN (left, G_MAXINT)) : 0;

  if (n < 0 && errno == EINTR)
    return TRUE;
  if (n <= 0)
    return refuse (error, AC_ERROR_NOT_A_PICTURE, "The picture takes too long to decode");
  if (ready[2].revents != 0)
    return refuse (error, AC_ERROR_CANCELLED, "Nobody waits for the picture any more");
  if (ready[1].revents != 0)
    write_some (self);
  return ready[0].revents == 0 || read_some (self, error);
}

static gboolean
talk (Run *self, GError **error)
{
  while (self->from >= 0)
    if (!step (self, error))
      return FALSE;
  return TRUE;
}

/* A program that ends early must not end this one with it: as GSocket has it. */
static GSubprocess *
start (const AcDecoderProcess *self, GError **error)
{
  static const char *const nothing[] = { NULL };
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
      G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GError) failure = NULL;
  GSubprocess *child = NULL;

  signal (SIGPIPE, SIG_IGN);
  g_subprocess_launcher_set_environ (launcher, (char **) nothing);
  child = g_subprocess_launcher_spawnv (launcher, self->argv, &failure);
  if (child == NULL)
    {
      g_message ("The decoder can't be started: %s", failure->message);
      refuse (error, AC_ERROR_FAILED, "The program that decodes pictures can't be started");
    }
  return child;
}

static void
open_pipes (Run *self)
{
  GInputStream *from = g_subprocess_get_stdout_pipe (self->child);
  GOutputStream *to = g_subprocess_get_stdin_pipe (self->child);

  self->from = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (from));
  self->to = g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (to));
  g_unix_set_fd_nonblocking (self->from, TRUE, NULL);
  g_unix_set_fd_nonblocking (self->to, TRUE, NULL);
}

/* One that closed its output may still be at work. */
static gboolean
is_over (Run *self)
{
  while (g_subprocess_get_identifier (self->child) != NULL)
    {
      if (g_get_monotonic_time () / 1000 >= self->until)
        return FALSE;
      g_usleep (LOOK_AGAIN_US);
    }
  return TRUE;
}

static gboolean
end (Run *self, gboolean good, int *ended, GError **error)
{
  if (self->to >= 0)
    close_input (self);
  if (good && !is_over (self))
    good = refuse (error, AC_ERROR_NOT_A_PICTURE, "The picture takes too long to decode");
  if (!good)
    g_subprocess_force_exit (self->child);
  g_subprocess_wait (self->child, NULL, NULL);
  if (good && !g_subprocess_get_if_exited (self->child))
    return refuse (error, AC_ERROR_NOT_A_PICTURE, "The decoder broke down over the picture");
  if (good)
    *ended = g_subprocess_get_exit_status (self->child);
  return good;
}

GBytes *
ac_decoder_process_run (const AcDecoderProcess *self,
                        int *ended,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GByteArray) output = g_byte_array_new ();
  Run run = { .process = self, .output = output, .cancelled = -1 };
  gboolean good = FALSE;

  g_return_val_if_fail (self != NULL && ended != NULL, NULL);

  if (!(child = start (self, error)))
    return NULL;
  run.child = child;
  run.cancelled = cancellable != NULL ? g_cancellable_get_fd (cancellable) : -1;
  run.until = g_get_monotonic_time () / 1000 + self->patience_ms;
  open_pipes (&run);
  good = talk (&run, error);
  good = end (&run, good, ended, error);
  if (run.cancelled >= 0)
    g_cancellable_release_fd (cancellable);
  return good ? g_byte_array_free_to_bytes (g_steal_pointer (&output)) : NULL;
}
