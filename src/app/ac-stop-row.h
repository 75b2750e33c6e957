/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* The switch that stops all sharing, wherever it stands. One activation, whatever the state of the
 * network, the keyring and the backend. */
#define AC_TYPE_STOP_ROW (ac_stop_row_get_type ())
G_DECLARE_FINAL_TYPE (AcStopRow, ac_stop_row, AC, STOP_ROW, AcRow)

/* Once, before it is shown. */
void ac_stop_row_set_client (AcStopRow *self, AcClient *client);

G_END_DECLS
