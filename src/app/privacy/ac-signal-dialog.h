/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Which services say that they heed the wish that nobody sells or shares, as they were last
 * asked. */
#define AC_TYPE_SIGNAL_DIALOG (ac_signal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcSignalDialog, ac_signal_dialog, AC, SIGNAL_DIALOG, AdwDialog)

AdwDialog *ac_signal_dialog_new (AcClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
