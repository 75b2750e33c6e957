/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Everything on its way out: what became of each account, and in the end the receipt. It goes on
 * when this is closed. */
#define AC_TYPE_ERASE_DIALOG (ac_erase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcEraseDialog, ac_erase_dialog, AC, ERASE_DIALOG, AdwDialog)

AdwDialog *ac_erase_dialog_new (AcClient *client);
/* Asks twice, then begins and shows it. */
void ac_erase_dialog_ask (GtkWidget *widget, AcClient *client);

G_END_DECLS
