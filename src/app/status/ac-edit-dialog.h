/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Other words for a status that was shared; which of its copies get them stands below. */
#define AC_TYPE_EDIT_DIALOG (ac_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcEditDialog, ac_edit_dialog, AC, EDIT_DIALOG, AdwDialog)

AdwDialog *ac_edit_dialog_new (AcClient *client, AcStatus *status) G_GNUC_WARN_UNUSED_RESULT;
/* Whether any copy can get other words, and is no draft again with a click. */
gboolean ac_edit_dialog_can_edit (AcClient *client, AcStatus *status);

G_END_DECLS
