/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ac-status.h"

G_BEGIN_DECLS

/* The place of a status in a long list. GtkListView keeps two hundred places beside those that are
 * seen, and gives dozens of them another status in each frame while it is scrolled. So a place
 * shows its card when it is seen or asked for the focus, and otherwise when the list has come to
 * rest. Property: status. */
#define AC_TYPE_STATUS_SLOT (ac_status_slot_get_type ())
G_DECLARE_FINAL_TYPE (AcStatusSlot, ac_status_slot, AC, STATUS_SLOT, GtkWidget)

void ac_status_slot_set_status (AcStatusSlot *self, AcStatus *status);

G_END_DECLS
