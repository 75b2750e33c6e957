/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* What was handed to the person: the link and its QR code, and what they say became of it. */
#define AC_TYPE_HAND_OVER_DIALOG (ac_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcHandOverDialog, ac_hand_over_dialog, AC, HAND_OVER_DIALOG, AdwDialog)

AdwDialog *ac_hand_over_dialog_new (AcClient *client,
                                    AcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
