/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* An export or an import under way: how far it is, and a button that stops it. Closing it stops it,
 * too. */
#define AC_TYPE_TRANSFER_DIALOG (ac_transfer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcTransferDialog, ac_transfer_dialog, AC, TRANSFER_DIALOG, AdwDialog)

/* Each asks for the file first. */
void ac_transfer_dialog_export (GtkWidget *widget, AcClient *client);
void ac_transfer_dialog_import (GtkWidget *widget, AcClient *client);

G_END_DECLS
