/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-pane.h"

G_BEGIN_DECLS

/* The person's accounts by service, and the services more can be added for. */
#define AC_TYPE_ACCOUNTS_PANE (ac_accounts_pane_get_type ())
G_DECLARE_FINAL_TYPE (AcAccountsPane, ac_accounts_pane, AC, ACCOUNTS_PANE, AcPane)

G_END_DECLS
