/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bus-export.h"

gboolean
ac_bus_export (AcBusExport *self,
               GDBusConnection *connection,
               const char *path,
               const char *xml,
               const GDBusInterfaceVTable *vtable,
               gpointer object,
               GError **error)
{
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, error);

  g_return_val_if_fail (self->connection == NULL, FALSE);

  if (node == NULL)
    return FALSE;

  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          vtable, object, NULL, error);
  if (self->registration == 0)
    return FALSE;

  self->connection = g_object_ref (connection);
  return TRUE;
}

void
ac_bus_unexport (AcBusExport *self)
{
  if (self->connection != NULL)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  g_clear_object (&self->connection);
}
