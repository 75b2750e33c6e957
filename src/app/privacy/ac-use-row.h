/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-row.h"
#include "ac-use-table.h"

G_BEGIN_DECLS

/* A cell of the table: who gets something, what they get and for how long, and the switch. Off
 * takes one activation; on is asked about first. */
#define AC_TYPE_USE_ROW (ac_use_row_get_type ())
G_DECLARE_FINAL_TYPE (AcUseRow, ac_use_row, AC, USE_ROW, AcRow)

GtkWidget *ac_use_row_new (AcUseTable *table, AcUseCell *cell) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
