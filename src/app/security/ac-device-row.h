/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-device.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* A sign-in of the person's at a server, or this computer where there is no server (only: TRUE).
 * Its button is the pane's "security.end-session" of the device's id. */
GtkWidget *ac_device_row_new (AcDevice *device, gboolean only) G_GNUC_WARN_UNUSED_RESULT;
AcDevice *ac_device_row_get_device (AcRow *row);
/* It is being signed out. */
void ac_device_row_set_ending (AcRow *row, gboolean ending);

G_END_DECLS
