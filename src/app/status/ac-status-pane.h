/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-pane.h"

G_BEGIN_DECLS

/* What was shared, where it is, and how to take it back. Action: "statuses.delete" (id): takes
 * every copy back, unless the person thinks again within some seconds. */
#define AC_TYPE_STATUS_PANE (ac_status_pane_get_type ())
G_DECLARE_FINAL_TYPE (AcStatusPane, ac_status_pane, AC, STATUS_PANE, AcPane)

G_END_DECLS
