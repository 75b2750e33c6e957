/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-sessions.h"

#define BELIEVED_USEC G_USEC_PER_SEC
#define MAX_KNOWN 100000
#define MAX_TRIES 5

struct _AcSessions
{
  GObject parent_instance;
  AcStore *store;
  GHashTable *known; /* person and mark → Known */
  guint64 generation;
};

G_DEFINE_FINAL_TYPE (AcSessions, ac_sessions, G_TYPE_OBJECT)

typedef struct
{
  char *id;
  gint64 asked_at;
} Known;

typedef struct
{
  AcSessions *self;
  char *person;
  AcVisit visit;
} Meeting;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->id);
  g_free (known);
}

static void
meeting_clear (gpointer data)
{
  Meeting *meeting = data;

  g_object_unref (meeting->self);
  g_free (meeting->person);
  g_free (meeting->visit.id);
  g_free (meeting->visit.mark);
  g_free (meeting->visit.device);
}

static void
meeting_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, meeting_clear);
}

static void
ac_sessions_finalize (GObject *object)
{
  AcSessions *self = AC_SESSIONS (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->known, g_hash_table_unref);

  G_OBJECT_CLASS (ac_sessions_parent_class)->finalize (object);
}

static void
ac_sessions_class_init (AcSessionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_sessions_finalize;
}

static void
ac_sessions_init (AcSessions *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, known_free);
}

AcSessions *
ac_sessions_new (AcStore *store)
{
  AcSessions *self = g_object_new (AC_TYPE_SESSIONS, NULL);

  self->store = g_object_ref (store);
  return self;
}

static GObject *
meet (AcStore *store, gpointer user_data, GError **error)
{
  Meeting *meeting = user_data;

  return (GObject *) ac_store_meet_session (store, meeting->person, &meeting->visit, error);
}

/* Two first requests may make the same person or session at once: the later one finds them. */
static AcDevice *
await_device (Meeting *meeting, GError **error)
{
  for (guint tried = 1;; tried++)
    {
      g_autoptr(GError) failure = NULL;
      AcDevice *device =
          dex_await_object (ac_store_run (meeting->self->store, meet,
                                          g_atomic_rc_box_acquire (meeting), meeting_unref),
                            &failure);

      if (device != NULL)
        return device;
      if (tried == MAX_TRIES || !g_error_matches (failure, AC_ERROR, AC_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
}

static void
learn (AcSessions *self, const Meeting *meeting, const char *id)
{
  Known *known = g_new0 (Known, 1);

  if (g_hash_table_size (self->known) >= MAX_KNOWN)
    g_hash_table_remove_all (self->known);

  known->id = g_strdup (id);
  known->asked_at = g_get_monotonic_time ();
  g_hash_table_replace (self->known, g_strconcat (meeting->person, " ", meeting->visit.mark, NULL),
                        known);
}

static DexFuture *
meet_fiber (gpointer user_data)
{
  Meeting *meeting = user_data;
  AcSessions *self = meeting->self;
  const guint64 generation = self->generation;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDevice) device = await_device (meeting, &error);

  if (device == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* What was ended meanwhile is asked for again by the next request. */
  if (generation == self->generation)
    learn (self, meeting, ac_device_get_id (device));
  return dex_future_new_take_string (g_strdup (ac_device_get_id (device)));
}

DexFuture *
ac_sessions_meet (
    AcSessions *self, const char *person, const char *mark, const char *device, gint64 signed_in_at)
{
  g_autofree char *key = g_strconcat (person, " ", mark, NULL);
  Known *known = g_hash_table_lookup (self->known, key);
  Meeting *meeting = NULL;

  if (known != NULL && g_get_monotonic_time () - known->asked_at < BELIEVED_USEC)
    return dex_future_new_take_string (g_strdup (known->id));

  meeting = g_atomic_rc_box_new0 (Meeting);
  meeting->self = g_object_ref (self);
  meeting->person = g_strdup (person);
  meeting->visit.id = ac_id_new ();
  meeting->visit.mark = g_strdup (mark);
  meeting->visit.device = g_strdup (device);
  meeting->visit.signed_in_at = signed_in_at;
  return dex_scheduler_spawn (NULL, 0, meet_fiber, meeting, meeting_unref);
}

void
ac_sessions_forget (AcSessions *self)
{
  self->generation++;
  g_hash_table_remove_all (self->known);
}
