/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-lease.h"

#define LENGTH_MS 60000
#define BEATS 5
/* A quarter is left for what differs between two clocks' speed. */
#define HELD(length) ((length) / 4 * 3)

struct _AcLease
{
  GObject parent_instance;
  AcStore *store;
  guint length_ms;
  gint64 end;
  GHashTable *seen; /* id → Sight */
  guint timer;
  gboolean beating;
  gboolean left;
};

G_DEFINE_FINAL_TYPE (AcLease, ac_lease, G_TYPE_OBJECT)

enum
{
  TAKEN_OVER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Another process, and since when its beat has been the same. */
typedef struct
{
  gint64 beat;
  gint64 since;
} Sight;

/* What the store said. */
#define AC_TYPE_PULSE (ac_pulse_get_type ())
G_DECLARE_FINAL_TYPE (AcPulse, ac_pulse, AC, PULSE, GObject)

struct _AcPulse
{
  GObject parent_instance;
  gboolean done;
  GPtrArray *others;
};

G_DEFINE_FINAL_TYPE (AcPulse, ac_pulse, G_TYPE_OBJECT)

static void
ac_pulse_finalize (GObject *object)
{
  g_clear_pointer (&AC_PULSE (object)->others, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_pulse_parent_class)->finalize (object);
}

static void
ac_pulse_class_init (AcPulseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_pulse_finalize;
}

static void
ac_pulse_init (AcPulse *self)
{
}

static void
ac_lease_dispose (GObject *object)
{
  g_clear_handle_id (&AC_LEASE (object)->timer, g_source_remove);

  G_OBJECT_CLASS (ac_lease_parent_class)->dispose (object);
}

static void
ac_lease_finalize (GObject *object)
{
  AcLease *self = AC_LEASE (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->seen, g_hash_table_unref);

  G_OBJECT_CLASS (ac_lease_parent_class)->finalize (object);
}

static void
ac_lease_class_init (AcLeaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_lease_dispose;
  object_class->finalize = ac_lease_finalize;

  signals[TAKEN_OVER] = g_signal_new ("taken-over", AC_TYPE_LEASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 0);
}

static void
ac_lease_init (AcLease *self)
{
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

guint
ac_lease_get_length_ms (AcHttp *http)
{
  return ac_http_get_length_ms (http, "AC_LEASE_MS", LENGTH_MS);
}

AcLease *
ac_lease_new (AcStore *store, guint length_ms)
{
  AcLease *self = g_object_new (AC_TYPE_LEASE, NULL);

  self->store = g_object_ref (store);
  self->length_ms = length_ms;
  /* Nothing is held before the first beat. */
  self->end = ac_store_is_shared (store) ? 1 : 0;
  return self;
}

static GObject *
beat (AcStore *store, gpointer user_data, GError **error)
{
  g_autoptr(AcPulse) pulse = g_object_new (AC_TYPE_PULSE, NULL);

  return ac_store_beat (store, &pulse->done, error) ? G_OBJECT (g_steal_pointer (&pulse)) : NULL;
}

/* In a transaction of its own: who writes its own beat and reads those of others in one would lose
 * against all of them. */
static GObject *
look (AcStore *store, gpointer user_data, GError **error)
{
  g_autoptr(AcPulse) pulse = g_object_new (AC_TYPE_PULSE, NULL);

  pulse->others = ac_store_list_processes (store, error);
  return pulse->others != NULL ? G_OBJECT (g_steal_pointer (&pulse)) : NULL;
}

static GObject *
bury (AcStore *store, gpointer user_data, GError **error)
{
  AcProcess *process = user_data;
  g_autoptr(AcPulse) pulse = g_object_new (AC_TYPE_PULSE, NULL);

  return ac_store_bury_process (store, process, &pulse->done, error)
             ? G_OBJECT (g_steal_pointer (&pulse))
             : NULL;
}

static gboolean
is_listed (GPtrArray *processes, const char *id)
{
  for (guint i = 0; i < processes->len; i++)
    if (g_str_equal (((AcProcess *) g_ptr_array_index (processes, i))->id, id))
      return TRUE;

  return FALSE;
}

static gboolean
is_gone (gpointer key, gpointer value, gpointer user_data)
{
  return !is_listed (user_data, key);
}

/* Gives whether it has been silent for a whole lease. */
static gboolean
is_dead (AcLease *self, const AcProcess *process, gint64 now)
{
  Sight *sight = g_hash_table_lookup (self->seen, process->id);

  if (sight != NULL && sight->beat == process->beat)
    return now - sight->since >= self->length_ms;

  sight = g_new0 (Sight, 1);
  sight->beat = process->beat;
  sight->since = now;
  g_hash_table_replace (self->seen, g_strdup (process->id), sight);
  return FALSE;
}

static gboolean
take_over (AcLease *self, AcProcess *process, GError **error)
{
  g_autoptr(AcPulse) pulse =
                dex_await_object (ac_store_run (self->store, bury, process, NULL), error);

  if (pulse != NULL && pulse->done)
    {
      g_message ("What a silent process had under way was taken over");
      g_signal_emit (self, signals[TAKEN_OVER], 0);
    }
  return pulse != NULL;
}

static gboolean
bury_dead (AcLease *self, GError **error)
{
  g_autoptr(AcPulse) pulse = dex_await_object (ac_store_run (self->store, look, NULL, NULL), error);
  const gint64 now = ac_clock_boot_ms ();

  if (pulse == NULL)
    return FALSE;

  g_hash_table_foreach_remove (self->seen, is_gone, pulse->others);
  for (guint i = 0; i < pulse->others->len; i++)
    {
      AcProcess *process = g_ptr_array_index (pulse->others, i);

      if (is_dead (self, process, now) && !take_over (self, process, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
tell (AcLease *self, GError **error)
{
  const gint64 asked_at = ac_clock_boot_ms ();
  g_autoptr(AcPulse) pulse = dex_await_object (ac_store_run (self->store, beat, NULL, NULL), error);

  if (pulse == NULL)
    return FALSE;

  if (!pulse->done)
    g_message ("Others took this process for dead, and what it had under way");
  self->end = asked_at + HELD (self->length_ms);
  return TRUE;
}

static DexFuture *
beat_fiber (gpointer user_data)
{
  AcLease *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!self->left && (!tell (self, &error) || !bury_dead (self, &error)))
    g_message ("The other processes could not be told of this one: %s", error->message);

  self->beating = FALSE;
  return dex_future_new_true ();
}

static gboolean
beat_cb (gpointer user_data)
{
  AcLease *self = user_data;

  if (!self->beating)
    {
      self->beating = TRUE;
      dex_future_disown (
          dex_scheduler_spawn (NULL, 0, beat_fiber, g_object_ref (self), g_object_unref));
    }
  return G_SOURCE_CONTINUE;
}

void
ac_lease_start (AcLease *self)
{
  if (!ac_store_is_shared (self->store))
    return;

  self->timer = g_timeout_add (MAX (self->length_ms / BEATS, 1), beat_cb, self);
  beat_cb (self);
}

gint64
ac_lease_get_end (AcLease *self)
{
  return self->end;
}

static GObject *
leave (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_leave (store, error);
  return NULL;
}

static DexFuture *
left_cb (DexFuture *future, gpointer user_data)
{
  return dex_future_new_true ();
}

DexFuture *
ac_lease_leave (AcLease *self)
{
  if (!ac_store_is_shared (self->store))
    return dex_future_new_true ();

  g_clear_handle_id (&self->timer, g_source_remove);
  self->left = TRUE;
  self->end = 1;
  return dex_future_finally (ac_store_run (self->store, leave, NULL, NULL), left_cb, NULL, NULL);
}
