/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* How long what is shared waits before it is sent, so that it can be undone. */
#define AC_TYPE_UNDO_TIME_ROW (ac_undo_time_row_get_type ())
G_DECLARE_FINAL_TYPE (AcUndoTimeRow, ac_undo_time_row, AC, UNDO_TIME_ROW, AdwComboRow)

void ac_undo_time_row_set_up (AcUndoTimeRow *self, AcClient *client);

G_END_DECLS
