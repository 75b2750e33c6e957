/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-info.h"

char *
ac_info_string (AcClient *client, const char *name)
{
  AcBackendInfo *info = ac_client_get_info (client);
  char *value = NULL;

  if (info != NULL)
    g_object_get (info, name, &value, NULL);

  return value;
}

gint64
ac_info_integer (AcClient *client, const char *name)
{
  AcBackendInfo *info = ac_client_get_info (client);
  g_auto(GValue) value = G_VALUE_INIT;

  if (info == NULL)
    return 0;

  g_value_init (&value, G_TYPE_INT64);
  g_object_get_property (G_OBJECT (info), name, &value);
  return g_value_get_int64 (&value);
}

gboolean
ac_info_boolean (AcClient *client, const char *name)
{
  AcBackendInfo *info = ac_client_get_info (client);
  gboolean value = FALSE;

  if (info != NULL)
    g_object_get (info, name, &value, NULL);

  return value;
}

static void
emit_notify_cb (GObject *object, GParamSpec *pspec, GSignalGroup *group)
{
  AcBackendInfo *info = NULL;

  g_object_get (object, "info", &info, NULL);
  g_signal_group_set_target (group, info);
  g_clear_object (&info);
}

void
ac_info_watch (AcClient *client, gpointer owner, GCallback changed)
{
  GSignalGroup *group = g_signal_group_new (AC_TYPE_BACKEND_INFO);

  g_signal_group_connect_object (group, "notify", changed, owner, G_CONNECT_SWAPPED);
  g_object_set_data_full (owner, "ac-info-group", group, g_object_unref);
  g_signal_group_set_target (group, ac_client_get_info (client));
  g_signal_connect_object (client, "notify::info", G_CALLBACK (emit_notify_cb), group, 0);
  g_signal_connect_object (client, "notify", changed, owner, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
