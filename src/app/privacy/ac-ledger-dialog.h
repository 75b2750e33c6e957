/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Who used the person's data: every line of the ledger, however many there are, by account, by who
 * got it, by purpose and outcome, and by words. */
#define AC_TYPE_LEDGER_DIALOG (ac_ledger_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcLedgerDialog, ac_ledger_dialog, AC, LEDGER_DIALOG, AdwDialog)

AdwDialog *ac_ledger_dialog_new (AcClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
