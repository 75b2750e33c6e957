/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-row.h"
#include "ac-held-wish.h"

G_BEGIN_DECLS

/* The switch of a wish, wherever it stands. One activation, whatever the state of the network, the
 * keyring and the backend. */
#define AC_TYPE_WISH_ROW (ac_wish_row_get_type ())
G_DECLARE_FINAL_TYPE (AcWishRow, ac_wish_row, AC, WISH_ROW, AcRow)

/* Once, before it is shown. */
void ac_wish_row_set_up (AcWishRow *self, AcClient *client, AcHeldWishKind kind);

G_END_DECLS
