/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* What was tried of a delivery, the last first; follows it. */
#define AC_TYPE_TRIES_DIALOG (ac_tries_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcTriesDialog, ac_tries_dialog, AC, TRIES_DIALOG, AdwDialog)

AdwDialog *ac_tries_dialog_new (AcClient *client, AcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;
/* tries: of AcAttempt, the last first. */
void ac_tries_dialog_show_tries (AcTriesDialog *self, GListModel *tries);

G_END_DECLS
