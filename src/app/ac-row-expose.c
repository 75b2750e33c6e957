/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-row.h"

static void
activate_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate (GTK_WIDGET (user_data));
}

void
ac_row_expose (GtkListBoxRow *row)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("activate", NULL);

  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));

  g_signal_connect_object (action, "activate", G_CALLBACK (activate_action), row, 0);
  g_object_bind_property (row, "activatable", action, "enabled", G_BINDING_SYNC_CREATE);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (row), "row", G_ACTION_GROUP (group));
}
