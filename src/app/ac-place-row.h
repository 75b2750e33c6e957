/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-place.h"

G_BEGIN_DECLS

#define AC_TYPE_PLACE_ROW (ac_place_row_get_type ())
G_DECLARE_FINAL_TYPE (AcPlaceRow, ac_place_row, AC, PLACE_ROW, GtkListBoxRow)

GtkWidget *ac_place_row_new (AcPlace *place) G_GNUC_WARN_UNUSED_RESULT;
AcPlace *ac_place_row_get_place (AcPlaceRow *self);

G_END_DECLS
