/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* For how long sharing is paused: to an account, or all of it. That of all is shown while all is
 * stopped, and says when it goes on. */
#define AC_TYPE_PAUSE_ROW (ac_pause_row_get_type ())
G_DECLARE_FINAL_TYPE (AcPauseRow, ac_pause_row, AC, PAUSE_ROW, AdwComboRow)

/* account (nullable): all sharing */
void ac_pause_row_set_up (AcPauseRow *self, AcClient *client, AcAccount *account);

G_END_DECLS
