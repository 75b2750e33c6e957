/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-delivery.h"

G_BEGIN_DECLS

/* The posts of a delivery that is a thread, and how each one is doing. */
#define AC_TYPE_PARTS_ROW (ac_parts_row_get_type ())
G_DECLARE_FINAL_TYPE (AcPartsRow, ac_parts_row, AC, PARTS_ROW, AdwExpanderRow)

GtkWidget *ac_parts_row_new (AcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;
void ac_parts_row_set_delivery (AcPartsRow *self, AcDelivery *delivery);

G_END_DECLS
