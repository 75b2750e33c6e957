/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-delivery.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* An AcRow that follows one delivery and offers what mends it. */
#define AC_TYPE_DELIVERY_ROW (ac_delivery_row_get_type ())
G_DECLARE_FINAL_TYPE (AcDeliveryRow, ac_delivery_row, AC, DELIVERY_ROW, AcRow)

GtkWidget *ac_delivery_row_new (AcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;

void ac_delivery_row_set_delivery (AcDeliveryRow *self, AcDelivery *delivery);

G_END_DECLS
