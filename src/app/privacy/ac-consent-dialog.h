/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-use-table.h"

G_BEGIN_DECLS

/* Asks whether somebody may use something of an account, and of what. Nothing is ticked before,
 * both answers look alike, and none is suggested; to close the question is no answer. A yes is said
 * to the table. */
#define AC_TYPE_CONSENT_DIALOG (ac_consent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcConsentDialog, ac_consent_dialog, AC, CONSENT_DIALOG, AdwAlertDialog)

/* again: the last answer did not count, for the terms were others by then. */
AdwDialog *ac_consent_dialog_new (AcUseTable *table,
                                  AcUseCell *cell,
                                  gboolean again) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
