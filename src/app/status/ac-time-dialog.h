/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Another time for what waits for one; all else of it stays as it is. */
#define AC_TYPE_TIME_DIALOG (ac_time_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcTimeDialog, ac_time_dialog, AC, TIME_DIALOG, AdwDialog)

AdwDialog *ac_time_dialog_new (AcClient *client, AcStatus *status) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
