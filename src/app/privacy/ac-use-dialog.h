/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-use-table.h"

G_BEGIN_DECLS

/* One purpose: what it means, and for each account who may use what of it. */
#define AC_TYPE_USE_DIALOG (ac_use_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcUseDialog, ac_use_dialog, AC, USE_DIALOG, AdwDialog)

/* account_id NULL: all of them. */
AdwDialog *ac_use_dialog_new (AcUseTable *table,
                              AcUsePurpose purpose,
                              const char *account_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
