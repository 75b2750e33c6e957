/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-account.h"

G_BEGIN_DECLS

/* One account a status may go to, and who will see it there. Properties: chosen, audience (both
 * readable). */
#define AC_TYPE_TARGET_ROW (ac_target_row_get_type ())
G_DECLARE_FINAL_TYPE (AcTargetRow, ac_target_row, AC, TARGET_ROW, AdwExpanderRow)

GtkWidget *ac_target_row_new (AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;
AcAccount *ac_target_row_get_account (AcTargetRow *self);
gboolean ac_target_row_get_chosen (AcTargetRow *self);
AcAudience ac_target_row_get_audience (AcTargetRow *self);

G_END_DECLS
