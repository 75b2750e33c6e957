/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-status.h"

G_BEGIN_DECLS

/* One status with its copies. Property: status. Asks for "statuses.delete" with the status's id. */
#define AC_TYPE_STATUS_CARD (ac_status_card_get_type ())
G_DECLARE_FINAL_TYPE (AcStatusCard, ac_status_card, AC, STATUS_CARD, AdwBin)

void ac_status_card_set_status (AcStatusCard *self, AcStatus *status);

G_END_DECLS
