/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An object that other programs find on the bus. Zeros: there is none. */
typedef struct
{
  GDBusConnection *connection;
  guint registration;
} AcBusExport;

/* The first interface of xml (D-Bus introspection format) at path; object is given to its methods
 * and outlives the export. */
gboolean ac_bus_export (AcBusExport *self,
                        GDBusConnection *connection,
                        const char *path,
                        const char *xml,
                        const GDBusInterfaceVTable *vtable,
                        gpointer object,
                        GError **error);
void ac_bus_unexport (AcBusExport *self);

G_END_DECLS
