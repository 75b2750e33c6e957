/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-links.h"

G_BEGIN_DECLS

/* What follows from unlinking or removing, a row for each step with its outcome, as it goes on.
 * Closed once all is settled, it is seen and not shown again. */
#define AC_TYPE_UNDOING_DIALOG (ac_undoing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcUndoingDialog, ac_undoing_dialog, AC, UNDOING_DIALOG, AdwDialog)

AdwDialog *ac_undoing_dialog_new (AcClient *client, AcUndoing *undoing) G_GNUC_WARN_UNUSED_RESULT;

/* An AcRow of what goes on; activating it opens the dialog. */
GtkWidget *ac_undoing_row_new (AcUndoing *undoing) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable): of the client's list */

G_END_DECLS
