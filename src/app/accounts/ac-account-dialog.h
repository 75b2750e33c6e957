/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* One account: who, what it allows, sign in again, remove. */
#define AC_TYPE_ACCOUNT_DIALOG (ac_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcAccountDialog, ac_account_dialog, AC, ACCOUNT_DIALOG, AdwDialog)

AdwDialog *ac_account_dialog_new (AcClient *client, AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
