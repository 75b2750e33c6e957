/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* What the person said, newest first, each with its receipt, which can be saved. */
#define AC_TYPE_HISTORY_DIALOG (ac_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcHistoryDialog, ac_history_dialog, AC, HISTORY_DIALOG, AdwDialog)

AdwDialog *ac_history_dialog_new (AcClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
