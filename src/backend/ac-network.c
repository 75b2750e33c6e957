/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-network.h"

struct _AcNetwork
{
  GObject parent_instance;
  GNetworkMonitor *monitor; /* (nullable): has not answered yet */
  gboolean there;
};

G_DEFINE_FINAL_TYPE (AcNetwork, ac_network, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The monitor tells of each route; what counts is whether there is any. */
static void
look (AcNetwork *self)
{
  const gboolean there = g_network_monitor_get_network_available (self->monitor);

  if (there == self->there)
    return;

  self->there = there;
  g_debug ("The network is %s", there ? "there" : "away");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ac_network_finalize (GObject *object)
{
  AcNetwork *self = AC_NETWORK (object);

  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (ac_network_parent_class)->finalize (object);
}

static void
ac_network_class_init (AcNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_network_finalize;

  signals[CHANGED] = g_signal_new ("changed", AC_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
ac_network_init (AcNetwork *self)
{
}

/* A service of the bus is asked, which may take long. */
static void
find_monitor (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AcNetwork *self = AC_NETWORK (source);

  self->monitor = g_task_propagate_pointer (G_TASK (result), NULL);
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
  look (self);
}

AcNetwork *
ac_network_new (void)
{
  AcNetwork *self = g_object_new (AC_TYPE_NETWORK, NULL);
  g_autoptr(GTask) task = g_task_new (self, NULL, found_cb, NULL);

  g_task_run_in_thread (task, find_monitor);
  return self;
}

gboolean
ac_network_is_there (AcNetwork *self)
{
  g_return_val_if_fail (AC_IS_NETWORK (self), TRUE);

  return self->there;
}
