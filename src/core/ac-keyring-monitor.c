/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-future.h"
#include "ac-keyring-monitor.h"
#include "ac-keyring-private.h"

#define PATIENT_SECONDS 10

struct _AcKeyringMonitor
{
  GObject parent_instance;
  GDBusConnection *bus; /* (nullable): not there yet */
  guint subscriptions[3];
  AcKeyringState state;
  char *program;
  gboolean known;
  gboolean looking;
  gboolean again; /* something changed while it looked */
};

G_DEFINE_FINAL_TYPE (AcKeyringMonitor, ac_keyring_monitor, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROGRAM,
  PROP_KNOWN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_LOOKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What was seen, on its way back. */
typedef struct
{
  GWeakRef monitor;
  GDBusConnection *bus;
  AcKeyringState state;
  char *program;
} Look;

static void
look_clear (gpointer data)
{
  Look *self = data;

  g_weak_ref_clear (&self->monitor);
  g_clear_object (&self->bus);
  g_free (self->program);
}

static void
look_unref (gpointer data)
{
  g_rc_box_release_full (data, look_clear);
}

static void
changed_cb (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer user_data)
{
  g_autoptr(AcKeyringMonitor) self = g_weak_ref_get (user_data);

  if (self != NULL)
    ac_keyring_monitor_look (self);
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static guint
subscribe (AcKeyringMonitor *self,
           const char *sender,
           const char *interface,
           const char *signal,
           const char *first_argument)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, self);
  return g_dbus_connection_signal_subscribe (self->bus, sender, interface, signal, NULL,
                                             first_argument, G_DBUS_SIGNAL_FLAGS_NONE, changed_cb,
                                             ref, free_weak_ref);
}

/* Not every keyring tells of its lock in the same way. */
static void
listen_to (AcKeyringMonitor *self, GDBusConnection *bus)
{
  if (self->bus != NULL || bus == NULL)
    return;

  self->bus = g_object_ref (bus);
  self->subscriptions[0] = subscribe (self, "org.freedesktop.DBus", "org.freedesktop.DBus",
                                      "NameOwnerChanged", AC_SECRETS_NAME);
  self->subscriptions[1] =
      subscribe (self, AC_SECRETS_NAME, "org.freedesktop.Secret.Service", NULL, NULL);
  self->subscriptions[2] = subscribe (self, AC_SECRETS_NAME, "org.freedesktop.DBus.Properties",
                                      "PropertiesChanged", "org.freedesktop.Secret.Collection");
}

static DexFuture *
look_fiber (gpointer user_data)
{
  Look *look = user_data;

  /* First, so that nothing that changes meanwhile goes unseen. */
  if (!ac_keyring_is_file ())
    look->bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), NULL);
  if (look->bus != NULL)
    {
      g_autoptr(AcKeyringMonitor) self = g_weak_ref_get (&look->monitor);

      if (self != NULL)
        listen_to (self, look->bus);
    }

  look->state = ac_keyring_await_state (PATIENT_SECONDS);
  look->program = ac_keyring_await_program ();
  return dex_future_new_true ();
}

static void
take (AcKeyringMonitor *self, const Look *look)
{
  const gboolean was_known = self->known;
  const gboolean other = self->state != look->state;

  g_object_freeze_notify (G_OBJECT (self));
  self->state = look->state;
  self->known = TRUE;
  if (other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (g_set_str (&self->program, look->program))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRAM]);
  if (!was_known)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KNOWN]);
  g_object_thaw_notify (G_OBJECT (self));
}

static DexFuture *
looked_cb (DexFuture *future, gpointer user_data)
{
  Look *look = user_data;
  g_autoptr(AcKeyringMonitor) self = g_weak_ref_get (&look->monitor);

  if (self == NULL)
    return dex_future_new_true ();

  self->looking = FALSE;
  take (self, look);
  g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
  if (self->again || self->state == AC_KEYRING_SILENT)
    ac_keyring_monitor_look (self);
  return dex_future_new_true ();
}

void
ac_keyring_monitor_look (AcKeyringMonitor *self)
{
  Look *look = NULL;
  DexFuture *work = NULL;

  g_return_if_fail (AC_IS_KEYRING_MONITOR (self));

  self->again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  look = g_rc_box_new0 (Look);
  g_weak_ref_init (&look->monitor, self);
  work = dex_scheduler_spawn (NULL, 0, look_fiber, g_rc_box_acquire (look), look_unref);
  work = dex_future_then (work, looked_cb, look, look_unref);
  dex_future_disown (work);
}

static void
ac_keyring_monitor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcKeyringMonitor *self = AC_KEYRING_MONITOR (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRAM:
      g_value_set_string (value, self->program);
      break;
    case PROP_KNOWN:
      g_value_set_boolean (value, self->known);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_keyring_monitor_dispose (GObject *object)
{
  AcKeyringMonitor *self = AC_KEYRING_MONITOR (object);

  for (gsize i = 0; self->bus != NULL && i < G_N_ELEMENTS (self->subscriptions); i++)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (ac_keyring_monitor_parent_class)->dispose (object);
}

static void
ac_keyring_monitor_finalize (GObject *object)
{
  AcKeyringMonitor *self = AC_KEYRING_MONITOR (object);

  g_free (self->program);

  G_OBJECT_CLASS (ac_keyring_monitor_parent_class)->finalize (object);
}

static void
ac_keyring_monitor_class_init (AcKeyringMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ac_keyring_monitor_get_property;
  object_class->dispose = ac_keyring_monitor_dispose;
  object_class->finalize = ac_keyring_monitor_finalize;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AC_TYPE_KEYRING_STATE, AC_KEYRING_UNKNOWN, flags);
  properties[PROP_PROGRAM] = g_param_spec_string ("program", NULL, NULL, NULL, flags);
  properties[PROP_KNOWN] = g_param_spec_boolean ("known", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_LOOKED] = g_signal_new ("looked", AC_TYPE_KEYRING_MONITOR, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ac_keyring_monitor_init (AcKeyringMonitor *self)
{
}

AcKeyringMonitor *
ac_keyring_monitor_new (void)
{
  AcKeyringMonitor *self = g_object_new (AC_TYPE_KEYRING_MONITOR, NULL);

  ac_keyring_monitor_look (self);
  return self;
}

AcKeyringState
ac_keyring_monitor_get_state (AcKeyringMonitor *self)
{
  g_return_val_if_fail (AC_IS_KEYRING_MONITOR (self), AC_KEYRING_UNKNOWN);

  return self->state;
}

const char *
ac_keyring_monitor_get_program (AcKeyringMonitor *self)
{
  g_return_val_if_fail (AC_IS_KEYRING_MONITOR (self), NULL);

  return self->program;
}

gboolean
ac_keyring_monitor_get_known (AcKeyringMonitor *self)
{
  g_return_val_if_fail (AC_IS_KEYRING_MONITOR (self), FALSE);

  return self->known;
}
