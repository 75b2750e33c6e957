/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-framing.h"
#include "ac-guard.h"
#include "ac-reply.h"
#include "ac-router.h"
#include "ac-routes.h"

#define CHUNK 4096

typedef enum
{
  PHASE_IDLE,   /* not one byte of the next head has come */
  PHASE_HEAD,   /* a head is coming */
  PHASE_BODY,   /* a good head, and the body after it, is passed on */
  PHASE_ANSWER, /* the request is whole; libsoup doesn't read before it has answered */
  PHASE_CLOSED,
} Phase;

#define AC_TYPE_GUARD_INPUT (ac_guard_input_get_type ())
G_DECLARE_FINAL_TYPE (AcGuardInput, ac_guard_input, AC, GUARD_INPUT, GInputStream)

struct _AcGuardInput
{
  GInputStream parent_instance;
  GSocketConnection *connection;
  AcHostedConfig *config;
  GByteArray *waiting; /* what came and was not passed on */
  gsize passed;        /* so many bytes of it were, and go when all of a request was */
  gsize scanned;
  gsize passing; /* so many bytes of it may be passed on */
  guint64 body_left;
  guint64 body_read;
  gboolean expects; /* the body waits for libsoup to ask for it */
  Phase phase;
  gint64 since;
  gboolean greeted; /* a request came through already */
};

static guint64 n_refused;

static void ac_guard_input_init_pollable (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcGuardInput,
                               ac_guard_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      ac_guard_input_init_pollable))

struct _AcGuard
{
  GIOStream parent_instance;
  GSocketConnection *connection;
  AcGuardInput *input;
};

G_DEFINE_FINAL_TYPE (AcGuard, ac_guard, G_TYPE_IO_STREAM)

static void
set_phase (AcGuardInput *self, Phase phase)
{
  self->phase = phase;
  self->since = g_get_monotonic_time ();
}

static GPollableInputStream *
get_base (AcGuardInput *self)
{
  return G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)));
}

static void
hang_up (AcGuardInput *self)
{
  set_phase (self, PHASE_CLOSED);
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
}

/* One attempt: whoever doesn't take some hundred bytes at once has no use for them. */
static void
refuse (AcGuardInput *self, guint status, const GError *error)
{
  g_autoptr(AcReply) reply = ac_reply_new_problem (error, status);
  GBytes *body = ac_reply_get_body (reply);
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %u %s\r\nContent-Type: application/problem+json\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n%.*s",
      status, soup_status_get_phrase (status), g_bytes_get_size (body),
      (int) g_bytes_get_size (body), (const char *) g_bytes_get_data (body, NULL));

  n_refused++;
  g_socket_send (g_socket_connection_get_socket (self->connection), text, strlen (text), NULL,
                 NULL);
  hang_up (self);
}

static void
let_through (AcGuardInput *self, gsize head, const AcFraming *found)
{
  guint64 rest = self->waiting->len - head;
  guint64 of_body = MIN (rest, found->body_size);

  self->passing = head + of_body;
  self->body_left = found->body_size - of_body;
  self->body_read = of_body;
  self->expects = found->expects;
  self->scanned = 0;
  self->greeted = TRUE;
  set_phase (self, PHASE_BODY);
}

/* By the request line (RFC 9112 §3). */
static guint64
find_max_body (const char *head, gsize size)
{
  g_autofree char *begin = g_strndup (head, MIN (size, 128));
  g_auto(GStrv) words = g_strsplit (begin, " ", 3);

  return g_strv_length (words) == 3 ? ac_routes_get_max_body (words[0], words[1])
                                    : AC_MAX_BODY_SIZE;
}

/* Whether a good head is there now. */
static gboolean
judge (AcGuardInput *self)
{
  const char *data = (const char *) self->waiting->data;
  g_autoptr(GError) error = NULL;
  AcFraming found = { .status = 400 };
  gsize head = ac_framing_find_end (data, self->waiting->len, &self->scanned, &error);

  if (error == NULL && head == 0)
    return FALSE;

  if (error == NULL && ac_framing_check (data, head, (const char *const *) self->config->hosts,
                                         find_max_body (data, head), &found, &error))
    {
      let_through (self, head, &found);
      return TRUE;
    }

  refuse (self, found.status, error);
  return FALSE;
}

static gboolean
has_unread (AcGuardInput *self)
{
  return self->passing > 0 || (self->body_left == 0 && self->waiting->len > self->scanned);
}

/* libsoup looks for more only when it has answered. */
static void
expect_head (AcGuardInput *self)
{
  if (self->phase == PHASE_ANSWER)
    set_phase (self, PHASE_IDLE);
}

/* Gives 1 when a head is there, 0 at the end of the connection, -1 with an error. */
static gssize
read_head (AcGuardInput *self, GError **error)
{
  expect_head (self);
  while (TRUE)
    {
      guint8 chunk[CHUNK];
      gssize n_read = 0;

      if (self->waiting->len > 0 && self->phase == PHASE_IDLE)
        set_phase (self, PHASE_HEAD);
      if (self->waiting->len > self->scanned && judge (self))
        return 1;
      if (self->phase == PHASE_CLOSED)
        return 0;

      n_read =
          g_pollable_input_stream_read_nonblocking (get_base (self), chunk, CHUNK, NULL, error);
      if (n_read <= 0)
        return n_read;
      g_byte_array_append (self->waiting, chunk, n_read);
    }
}

static void
end_body (AcGuardInput *self)
{
  if (self->passing == 0 && self->body_left == 0)
    set_phase (self, PHASE_ANSWER);
}

static gssize
pass_on (AcGuardInput *self, void *buffer, gsize count)
{
  gsize size = MIN (count, self->passing);

  memcpy (buffer, self->waiting->data + self->passed, size);
  self->passed += size;
  self->passing -= size;
  if (self->passing == 0)
    {
      g_byte_array_remove_range (self->waiting, 0, self->passed);
      self->passed = 0;
    }
  end_body (self);
  return size;
}

static gssize
read_body (AcGuardInput *self, void *buffer, gsize count, GError **error)
{
  gssize n_read = g_pollable_input_stream_read_nonblocking (
      get_base (self), buffer, MIN (count, self->body_left), NULL, error);

  if (n_read > 0)
    {
      self->body_left -= n_read;
      self->body_read += n_read;
      end_body (self);
    }
  return n_read;
}

/* Gives 1 when all of the body is there, 0 at the end of the connection, -1 with an error. */
static gssize
gather_body (AcGuardInput *self, GError **error)
{
  while (self->body_left > 0 && !self->expects)
    {
      guint8 chunk[CHUNK];
      gssize n_read = g_pollable_input_stream_read_nonblocking (
          get_base (self), chunk, MIN (CHUNK, self->body_left), NULL, error);

      if (n_read <= 0)
        return n_read;
      g_byte_array_append (self->waiting, chunk, n_read);
      self->passing += n_read;
      self->body_left -= n_read;
      self->body_read += n_read;
    }

  return 1;
}

static gssize
ac_guard_input_read_nonblocking (GPollableInputStream *stream,
                                 void *buffer,
                                 gsize count,
                                 GError **error)
{
  AcGuardInput *self = AC_GUARD_INPUT (stream);

  if (self->phase == PHASE_CLOSED)
    return 0;

  if (self->phase != PHASE_BODY)
    {
      gssize ready = read_head (self, error);

      if (ready <= 0)
        return ready;
    }

  return self->passing > 0 ? pass_on (self, buffer, count) : read_body (self, buffer, count, error);
}

static gboolean
ac_guard_input_is_readable (GPollableInputStream *stream)
{
  AcGuardInput *self = AC_GUARD_INPUT (stream);

  expect_head (self);
  return self->phase == PHASE_CLOSED || has_unread (self) ||
         g_pollable_input_stream_is_readable (get_base (self));
}

static GSource *
ac_guard_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  AcGuardInput *self = AC_GUARD_INPUT (stream);
  g_autoptr(GSource) child = NULL;

  expect_head (self);
  if (self->phase == PHASE_CLOSED || has_unread (self))
    {
      child = g_timeout_source_new (0);
      g_source_set_dummy_callback (child);
    }
  else
    child = g_pollable_input_stream_create_source (get_base (self), NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

/* libsoup's server reads without blocking only. */
static gssize
ac_guard_input_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  return ac_guard_input_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), buffer, count, error);
}

static void
ac_guard_input_finalize (GObject *object)
{
  AcGuardInput *self = AC_GUARD_INPUT (object);

  g_clear_object (&self->connection);
  g_clear_pointer (&self->config, ac_hosted_config_unref);
  g_clear_pointer (&self->waiting, g_byte_array_unref);

  G_OBJECT_CLASS (ac_guard_input_parent_class)->finalize (object);
}

static void
ac_guard_input_class_init (AcGuardInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_guard_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = ac_guard_input_read;
}

static void
ac_guard_input_init_pollable (GPollableInputStreamInterface *iface)
{
  iface->is_readable = ac_guard_input_is_readable;
  iface->create_source = ac_guard_input_create_source;
  iface->read_nonblocking = ac_guard_input_read_nonblocking;
}

static void
ac_guard_input_init (AcGuardInput *self)
{
  self->waiting = g_byte_array_new ();
}

static GInputStream *
ac_guard_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (AC_GUARD (stream)->input);
}

static GOutputStream *
ac_guard_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (AC_GUARD (stream)->connection));
}

static gboolean
ac_guard_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (G_IO_STREAM (AC_GUARD (stream)->connection), cancellable, error);
}

static void
ac_guard_finalize (GObject *object)
{
  AcGuard *self = AC_GUARD (object);

  g_clear_object (&self->input);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (ac_guard_parent_class)->finalize (object);
}

static void
ac_guard_class_init (AcGuardClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ac_guard_finalize;
  stream_class->get_input_stream = ac_guard_get_input_stream;
  stream_class->get_output_stream = ac_guard_get_output_stream;
  stream_class->close_fn = ac_guard_close;
}

static void
ac_guard_init (AcGuard *self)
{
}

AcGuard *
ac_guard_new (GSocketConnection *connection, AcHostedConfig *config)
{
  AcGuard *self = g_object_new (AC_TYPE_GUARD, NULL);

  self->connection = g_object_ref (connection);
  self->input = g_object_new (AC_TYPE_GUARD_INPUT, NULL);
  self->input->connection = g_object_ref (connection);
  self->input->config = ac_hosted_config_ref (config);
  set_phase (self->input, PHASE_IDLE);
  return self;
}

AcGuardState
ac_guard_gather (AcGuard *self)
{
  AcGuardInput *input = self->input;
  g_autoptr(GError) error = NULL;
  gssize ready = input->phase == PHASE_CLOSED ? 0 : 1;

  if (input->phase == PHASE_IDLE || input->phase == PHASE_HEAD)
    ready = read_head (input, &error);
  if (ready > 0)
    ready = gather_body (input, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return AC_GUARD_WAITS;
  return ready > 0 ? AC_GUARD_READY : AC_GUARD_OVER;
}

GSocketConnection *
ac_guard_get_connection (AcGuard *self)
{
  return self->connection;
}

/* Seconds that the peer may take for what it does now; 0: it is our turn. */
static guint64
get_patience (AcGuardInput *self)
{
  switch (self->phase)
    {
    case PHASE_IDLE:
      return self->greeted ? self->config->idle_seconds : self->config->head_seconds;
    case PHASE_HEAD:
      return self->config->head_seconds;
    case PHASE_BODY:
      return self->config->head_seconds + self->body_read / self->config->body_rate;
    case PHASE_ANSWER:
    case PHASE_CLOSED:
    default:
      return 0;
    }
}

gboolean
ac_guard_check_deadline (AcGuard *self, gint64 now)
{
  guint64 patience = get_patience (self->input);

  if (patience == 0 || now - self->input->since < (gint64) patience * G_USEC_PER_SEC)
    return FALSE;

  hang_up (self->input);
  return TRUE;
}

guint64
ac_guard_get_n_refused (void)
{
  return n_refused;
}
