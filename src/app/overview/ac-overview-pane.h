/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-pane.h"

G_BEGIN_DECLS

/* What needs the person, and the switch that stops everything. */
#define AC_TYPE_OVERVIEW_PANE (ac_overview_pane_get_type ())
G_DECLARE_FINAL_TYPE (AcOverviewPane, ac_overview_pane, AC, OVERVIEW_PANE, AcPane)

G_END_DECLS
