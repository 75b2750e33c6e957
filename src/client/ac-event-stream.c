/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-event-parser.h"
#include "ac-event-stream.h"
#include "ac-future.h"

#define CHUNK 4096
#define FIRST_PAUSE 250
#define LONGEST_PAUSE 30000
/* A stream that held this long was a good one: the next failure is a new one. */
#define HEALTHY (5 * G_USEC_PER_SEC)

struct _AcEventStream
{
  GObject parent_instance;
  AcWire *wire;
  GCancellable *scope;
  DexPromise *hurry; /* ends the pause that is going on */
  char *last_id;
  gboolean started;
};

G_DEFINE_FINAL_TYPE (AcEventStream, ac_event_stream, G_TYPE_OBJECT)

enum
{
  OPENED,
  EVENT,
  LOST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The fiber keeps no hold on the stream object, so that letting go of it ends the fiber. */
typedef struct
{
  GWeakRef stream;
  AcWire *wire;
  GCancellable *scope;
  guint pause;
} Run;

static const AcJsonField event_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "status_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
run_free (gpointer data)
{
  Run *self = data;

  g_weak_ref_clear (&self->stream);
  g_object_unref (self->wire);
  g_object_unref (self->scope);
  g_free (self);
}

static void
event_cb (const char *type, const char *data, const char *last_id, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr(AcEventStream) self = g_weak_ref_get (&run->stream);
  g_autoptr(GBytes) bytes = g_bytes_new (data, strlen (data));
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, event_fields, AC_JSON_OPEN, NULL);
  const char *id = NULL;
  const char *status_id = NULL;

  if (self == NULL || object == NULL)
    return;

  /* Only a whole number may go back in a header. */
  if (last_id != NULL && g_ascii_string_to_unsigned (last_id, 10, 0, G_MAXINT64, NULL, NULL))
    g_set_str (&self->last_id, last_id);

  id = ac_json_get_string (object, "id");
  status_id = ac_json_get_string (object, "status_id");
  if ((id != NULL && !ac_id_is_valid (id)) || (status_id != NULL && !ac_id_is_valid (status_id)))
    return;

  g_signal_emit (self, signals[EVENT], 0, type, id, status_id);
}

/* Reads to the end of the stream; says why it ended. */
static void
read_events (Run *run, GInputStream *stream, GError **error)
{
  g_autoptr(AcEventParser) parser = ac_event_parser_new (event_cb, run);

  while (TRUE)
    {
      g_autoptr(GBytes) chunk = dex_await_boxed (
          ac_future_scope (ac_future_read_bytes (stream, CHUNK), run->scope), error);
      gsize size = 0;
      const char *data = NULL;

      if (chunk == NULL)
        return;

      data = g_bytes_get_data (chunk, &size);
      if (size == 0)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE, "The stream ended");
          return;
        }

      if (!ac_event_parser_feed (parser, data, size, error))
        return;
    }
}

static DexFuture *
open_events (Run *run)
{
  g_autoptr(AcEventStream) self = g_weak_ref_get (&run->stream);

  if (self == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "Nobody listens any more");

  return ac_wire_open_events (run->wire, self->last_id, run->scope);
}

static gboolean
say_opened (Run *run)
{
  g_autoptr(AcEventStream) self = g_weak_ref_get (&run->stream);

  if (self != NULL)
    g_signal_emit (self, signals[OPENED], 0);
  return self != NULL;
}

static void
say_lost (Run *run, const GError *error)
{
  g_autoptr(AcEventStream) self = g_weak_ref_get (&run->stream);
  guint code = error->domain == AC_ERROR ? (guint) error->code : AC_ERROR_BACKEND_UNAVAILABLE;

  if (self != NULL)
    g_signal_emit (self, signals[LOST], 0, code);
}

static DexFuture *
pause_for (Run *run)
{
  g_autoptr(AcEventStream) self = g_weak_ref_get (&run->stream);

  if (self == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "Nobody listens any more");

  dex_clear (&self->hurry);
  self->hurry = dex_promise_new ();
  return ac_future_scope (
      dex_future_first (ac_future_delay (run->pause), dex_ref (DEX_FUTURE (self->hurry)), NULL),
      run->scope);
}

static void
run_once (Run *run)
{
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  const gint64 began = g_get_monotonic_time ();

  stream = dex_await_object (open_events (run), &error);
  if (stream != NULL && say_opened (run))
    read_events (run, stream, &error);

  if (error != NULL)
    say_lost (run, error);

  if (stream != NULL && g_get_monotonic_time () - began >= HEALTHY)
    run->pause = FIRST_PAUSE;
}

static DexFuture *
run_fiber (gpointer user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;

  while (TRUE)
    {
      run_once (run);
      if (!ac_await (pause_for (run), &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
      run->pause = MIN (run->pause * 2, LONGEST_PAUSE);
    }
}

static void
ac_event_stream_dispose (GObject *object)
{
  AcEventStream *self = AC_EVENT_STREAM (object);

  g_cancellable_cancel (self->scope);
  dex_clear (&self->hurry);
  g_clear_object (&self->wire);

  G_OBJECT_CLASS (ac_event_stream_parent_class)->dispose (object);
}

static void
ac_event_stream_finalize (GObject *object)
{
  AcEventStream *self = AC_EVENT_STREAM (object);

  g_clear_object (&self->scope);
  g_free (self->last_id);

  G_OBJECT_CLASS (ac_event_stream_parent_class)->finalize (object);
}

static void
ac_event_stream_class_init (AcEventStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_event_stream_dispose;
  object_class->finalize = ac_event_stream_finalize;

  signals[OPENED] = g_signal_new ("opened", AC_TYPE_EVENT_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[EVENT] = g_signal_new ("event", AC_TYPE_EVENT_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[LOST] = g_signal_new ("lost", AC_TYPE_EVENT_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
ac_event_stream_init (AcEventStream *self)
{
  self->scope = g_cancellable_new ();
}

AcEventStream *
ac_event_stream_new (AcWire *wire)
{
  AcEventStream *self = NULL;

  g_return_val_if_fail (AC_IS_WIRE (wire), NULL);

  self = g_object_new (AC_TYPE_EVENT_STREAM, NULL);
  self->wire = g_object_ref (wire);
  return self;
}

void
ac_event_stream_start (AcEventStream *self)
{
  Run *run = NULL;

  g_return_if_fail (AC_IS_EVENT_STREAM (self));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  run = g_new0 (Run, 1);
  g_weak_ref_init (&run->stream, self);
  run->wire = g_object_ref (self->wire);
  run->scope = g_object_ref (self->scope);
  run->pause = FIRST_PAUSE;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, run_fiber, run, run_free));
}

void
ac_event_stream_hurry (AcEventStream *self)
{
  g_return_if_fail (AC_IS_EVENT_STREAM (self));

  if (self->hurry != NULL && dex_future_is_pending (DEX_FUTURE (self->hurry)))
    dex_promise_resolve_boolean (self->hurry, TRUE);
}
