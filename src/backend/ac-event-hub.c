/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-event-hub.h"
#include "ac-future.h"
#include "ac-json.h"

#define BATCH 500
#define POLL_SECONDS 1

typedef struct
{
  SoupServerMessage *message;
  char *person;
  gint64 seq;       /* the last event it got; -1 until that is known */
  gint64 opened_at; /* monotonic, µs */
} Stream;

struct _AcEventHub
{
  GObject parent_instance;
  AcStore *store;
  GPtrArray *streams;
  gboolean pumping;
  gboolean again;
  guint poll_timer; /* while somebody listens to a store that others write to, too */
  gboolean polling;
  char *polled; /* what the last poll found */
};

G_DEFINE_FINAL_TYPE (AcEventHub, ac_event_hub, G_TYPE_OBJECT)

/* One look at the store for all streams. */
#define AC_TYPE_EVENT_BATCH (ac_event_batch_get_type ())
G_DECLARE_FINAL_TYPE (AcEventBatch, ac_event_batch, AC, EVENT_BATCH, GObject)

struct _AcEventBatch
{
  GObject parent_instance;
  GPtrArray *events;
  gboolean complete;
  gint64 last;
};

G_DEFINE_FINAL_TYPE (AcEventBatch, ac_event_batch, G_TYPE_OBJECT)

static void
ac_event_batch_finalize (GObject *object)
{
  AcEventBatch *self = AC_EVENT_BATCH (object);

  g_clear_pointer (&self->events, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_event_batch_parent_class)->finalize (object);
}

static void
ac_event_batch_class_init (AcEventBatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_event_batch_finalize;
}

static void
ac_event_batch_init (AcEventBatch *self)
{
}

typedef struct
{
  char *person;
  gint64 after; /* -1: only the number of the last event is wanted */
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  g_free (self->person);
  g_free (self);
}

static GObject *
look_for_events (AcStore *store, gpointer user_data, GError **error)
{
  Look *look = user_data;
  g_autoptr(AcEventBatch) batch = g_object_new (AC_TYPE_EVENT_BATCH, NULL);
  g_autoptr(GError) failure = NULL;

  batch->complete = TRUE;
  batch->last = ac_store_get_last_event (store, look->person, &failure);
  if (failure == NULL && look->after >= 0)
    batch->events =
        ac_store_list_events (store, look->person, look->after, BATCH, &batch->complete, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return G_OBJECT (g_steal_pointer (&batch));
}

static void
stream_free (gpointer data)
{
  Stream *self = data;

  g_object_unref (self->message);
  g_free (self->person);
  g_free (self);
}

static void
write_text (Stream *stream, const char *text)
{
  soup_message_body_append (soup_server_message_get_response_body (stream->message),
                            SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_unpause (stream->message);
}

static char *
format_event (gint64 seq, const char *type, const char *id, const char *status_id)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *data = NULL;

  ac_json_set_string (object, "id", id);
  ac_json_set_string (object, "status_id", status_id);
  data = json_to_string (node, FALSE);

  if (seq < 0)
    return g_strdup_printf ("event: %s\ndata: %s\n\n", type, data);
  return g_strdup_printf ("id: %" G_GINT64_FORMAT "\nevent: %s\ndata: %s\n\n", seq, type, data);
}

static void
write_event (Stream *stream, const AcEvent *event)
{
  g_autofree char *text = NULL;

  if (event->seq <= stream->seq)
    return;

  text = format_event (event->seq, event->type, event->id, event->status_id);
  stream->seq = event->seq;
  write_text (stream, text);
}

static void
write_batch (Stream *stream, AcEventBatch *batch)
{
  if (stream->seq < 0)
    {
      stream->seq = batch->last;
      return;
    }

  if (!batch->complete || stream->seq > batch->last)
    {
      g_autofree char *text = format_event (batch->last, "reset", NULL, NULL);

      stream->seq = batch->last;
      write_text (stream, text);
      return;
    }

  for (guint i = 0; batch->events != NULL && i < batch->events->len; i++)
    write_event (stream, g_ptr_array_index (batch->events, i));
}

/* The person's stream that is furthest behind; -1 when all are new. */
static gint64
find_oldest (AcEventHub *self, const char *person)
{
  gint64 oldest = -1;

  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      if (stream->seq >= 0 && (oldest < 0 || stream->seq < oldest) &&
          g_str_equal (stream->person, person))
        oldest = stream->seq;
    }

  return oldest;
}

/* The people who listen, each once. */
static GPtrArray *
list_people (AcEventHub *self)
{
  g_autoptr(GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      g_hash_table_add (people, g_strdup (stream->person));
    }

  return g_hash_table_steal_all_keys (people);
}

static gboolean
pump_person (AcEventHub *self, const char *person, GError **error)
{
  g_autoptr(AcEventBatch) batch = NULL;
  Look *look = g_new0 (Look, 1);

  look->person = g_strdup (person);
  look->after = find_oldest (self, person);
  batch = dex_await_object (ac_store_run (self->store, look_for_events, look, look_free), error);
  if (batch == NULL)
    return FALSE;

  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      if (g_str_equal (stream->person, person))
        write_batch (stream, batch);
    }
  if (batch->events != NULL && batch->events->len == BATCH)
    self->again = TRUE;
  return TRUE;
}

static DexFuture *
pump_fiber (gpointer user_data)
{
  AcEventHub *self = AC_EVENT_HUB (user_data);
  g_autoptr(GError) error = NULL;

  do
    {
      g_autoptr(GPtrArray) people = list_people (self);

      self->again = FALSE;
      for (guint i = 0; error == NULL && i < people->len; i++)
        pump_person (self, g_ptr_array_index (people, i), &error);
    }
  while (error == NULL && self->again);

  if (error != NULL)
    g_warning ("Events could not be read: %s", error->message);
  self->pumping = FALSE;
  return dex_future_new_true ();
}

static void
pump (AcEventHub *self)
{
  self->again = TRUE;
  if (self->pumping || self->streams->len == 0)
    return;

  self->pumping = TRUE;
  dex_future_disown (
      dex_scheduler_spawn (NULL, 0, pump_fiber, g_object_ref (self), g_object_unref));
}

/* What passes through the store's thread when it is polled. */
#define AC_TYPE_POLL (ac_poll_get_type ())
G_DECLARE_FINAL_TYPE (AcPoll, ac_poll, AC, POLL, GObject)

struct _AcPoll
{
  GObject parent_instance;
  GStrv people;
  char *found;
};

G_DEFINE_FINAL_TYPE (AcPoll, ac_poll, G_TYPE_OBJECT)

static void
ac_poll_finalize (GObject *object)
{
  AcPoll *self = AC_POLL (object);

  g_clear_pointer (&self->people, g_strfreev);
  g_clear_pointer (&self->found, g_free);

  G_OBJECT_CLASS (ac_poll_parent_class)->finalize (object);
}

static void
ac_poll_class_init (AcPollClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_poll_finalize;
}

static void
ac_poll_init (AcPoll *self)
{
}

static GObject *
look_for_others (AcStore *store, gpointer user_data, GError **error)
{
  AcPoll *poll = user_data;

  g_clear_pointer (&poll->found, g_free);
  poll->found = ac_store_describe_last_events (store, (const char *const *) poll->people, error);
  return poll->found != NULL ? g_object_ref (G_OBJECT (poll)) : NULL;
}

/* A store that doesn't answer is asked again at the next beat. */
static DexFuture *
poll_fiber (gpointer user_data)
{
  AcEventHub *self = AC_EVENT_HUB (user_data);
  g_autoptr(AcPoll) poll = g_object_new (AC_TYPE_POLL, NULL);
  g_autoptr(GPtrArray) people = list_people (self);
  g_autoptr(AcPoll) answer = NULL;

  g_ptr_array_set_free_func (people, NULL);
  g_ptr_array_add (people, NULL);
  poll->people = (GStrv) g_ptr_array_steal (people, NULL);
  answer = dex_await_object (
      ac_store_run (self->store, look_for_others, g_object_ref (poll), g_object_unref), NULL);
  self->polling = FALSE;

  if (answer != NULL && g_set_str (&self->polled, answer->found))
    pump (self);
  return dex_future_new_true ();
}

static gboolean
poll_cb (gpointer user_data)
{
  AcEventHub *self = AC_EVENT_HUB (user_data);

  if (self->streams->len == 0)
    {
      self->poll_timer = 0;
      return G_SOURCE_REMOVE;
    }

  if (!self->polling)
    {
      self->polling = TRUE;
      dex_future_disown (
          dex_scheduler_spawn (NULL, 0, poll_fiber, g_object_ref (self), g_object_unref));
    }
  return G_SOURCE_CONTINUE;
}

static void
finished_cb (SoupServerMessage *message, AcEventHub *self)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      if (stream->message == message)
        {
          g_ptr_array_remove_index_fast (self->streams, i);
          return;
        }
    }
}

static void
ac_event_hub_finalize (GObject *object)
{
  AcEventHub *self = AC_EVENT_HUB (object);

  g_clear_handle_id (&self->poll_timer, g_source_remove);
  g_clear_pointer (&self->streams, g_ptr_array_unref);
  g_clear_pointer (&self->polled, g_free);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ac_event_hub_parent_class)->finalize (object);
}

static void
ac_event_hub_class_init (AcEventHubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_event_hub_finalize;
}

static void
ac_event_hub_init (AcEventHub *self)
{
  self->streams = g_ptr_array_new_with_free_func (stream_free);
}

AcEventHub *
ac_event_hub_new (AcStore *store)
{
  AcEventHub *self = g_object_new (AC_TYPE_EVENT_HUB, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "events-committed", G_CALLBACK (pump), self, G_CONNECT_SWAPPED);
  return self;
}

void
ac_event_hub_add (AcEventHub *self, const char *person, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *last = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Last-Event-ID");
  Stream *stream = g_new0 (Stream, 1);
  guint64 seq = 0;

  stream->message = g_object_ref (message);
  stream->person = g_strdup (person);
  stream->opened_at = g_get_monotonic_time ();
  stream->seq = -1;
  if (last != NULL && g_ascii_string_to_unsigned (last, 10, 0, G_MAXINT64, &seq, NULL))
    stream->seq = seq;
  g_ptr_array_add (self->streams, stream);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_DEFAULT);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  write_text (stream, ":\n\n");
  pump (self);
  if (ac_store_is_shared (self->store) && self->poll_timer == 0)
    self->poll_timer = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);
}

void
ac_event_hub_send (AcEventHub *self, const char *person, const char *type, const char *id)
{
  g_autofree char *text = format_event (-1, type, id, NULL);

  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      if (g_str_equal (stream->person, person))
        write_text (stream, text);
    }
}

void
ac_event_hub_send_to_all (AcEventHub *self, const char *type)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);
      g_autofree char *text = format_event (-1, type, stream->person, NULL);

      write_text (stream, text);
    }
}

guint
ac_event_hub_get_n_streams (AcEventHub *self)
{
  return self->streams->len;
}

void
ac_event_hub_beat (AcEventHub *self)
{
  for (guint i = 0; i < self->streams->len; i++)
    write_text (g_ptr_array_index (self->streams, i), ":\n\n");
}

static void
end_stream (Stream *stream)
{
  soup_message_body_complete (soup_server_message_get_response_body (stream->message));
  soup_server_message_unpause (stream->message);
}

void
ac_event_hub_end_person (AcEventHub *self, const char *person)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      if (g_str_equal (stream->person, person))
        end_stream (stream);
    }
}

void
ac_event_hub_end_old (AcEventHub *self, guint seconds)
{
  gint64 oldest = g_get_monotonic_time () - seconds * G_USEC_PER_SEC;

  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      if (stream->opened_at <= oldest)
        end_stream (stream);
    }
}

void
ac_event_hub_close (AcEventHub *self)
{
  ac_event_hub_end_old (self, 0);
}
