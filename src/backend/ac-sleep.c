/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-sleep.h"

struct _AcSleep
{
  GObject parent_instance;
  GDBusConnection *bus; /* (nullable): not there yet, or never */
  guint subscription;
};

G_DEFINE_FINAL_TYPE (AcSleep, ac_sleep, G_TYPE_OBJECT)

enum
{
  OVER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ac_sleep_dispose (GObject *object)
{
  AcSleep *self = AC_SLEEP (object);

  if (self->bus != NULL)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (ac_sleep_parent_class)->dispose (object);
}

static void
ac_sleep_class_init (AcSleepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_sleep_dispose;

  signals[OVER] =
      g_signal_new ("over", AC_TYPE_SLEEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ac_sleep_init (AcSleep *self)
{
}

/* It says so before it sleeps, too. */
static void
prepared_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr(AcSleep) self = g_weak_ref_get (user_data);
  gboolean begins = FALSE;

  if (self == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &begins);
  if (!begins)
    g_signal_emit (self, signals[OVER], 0);
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* The bus may end without us. */
static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcSleep) self = user_data;
  GWeakRef *ref = NULL;

  if (!(self->bus = g_bus_get_finish (result, NULL)))
    return;

  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, self);
  g_dbus_connection_set_exit_on_close (self->bus, FALSE);
  self->subscription = g_dbus_connection_signal_subscribe (
      self->bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
      "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, prepared_cb, ref, free_weak_ref);
}

AcSleep *
ac_sleep_new (void)
{
  AcSleep *self = g_object_new (AC_TYPE_SLEEP, NULL);

  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, bus_cb, g_object_ref (self));
  return self;
}
