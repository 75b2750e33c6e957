/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-help.h"

G_BEGIN_DECLS

/* The contents, and each page. */
#define AC_TYPE_HELP_DIALOG (ac_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcHelpDialog, ac_help_dialog, AC, HELP_DIALOG, AdwDialog)

/* id: of the page that is shown first; "" or one that is not there: the contents. */
AdwDialog *ac_help_dialog_new (const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
