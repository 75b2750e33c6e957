/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ac_account_get_id () and its like, cast. */
typedef const char *(*AcGetId) (gpointer item);

/* The item of model whose id it is. position (out) (nullable).
 * Returns: (transfer none) (nullable): model holds it */
gpointer ac_find (GListModel *model, AcGetId get_id, const char *id, guint *position);

G_END_DECLS
