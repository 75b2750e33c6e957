/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ac-client-links.h"

G_BEGIN_DECLS

/* Asks where to, and writes the receipt there as JSON; what goes wrong is said in widget's shell.
 */
void ac_receipt_file_save (GtkWidget *widget, AcClient *client, const char *receipt_id);

G_END_DECLS
