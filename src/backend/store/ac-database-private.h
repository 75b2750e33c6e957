/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-database.h"

G_BEGIN_DECLS

/* For engines: an answer is filled cell by cell; NULL is null, else a string, an int64 or a byte
 * string. Takes floating cells. */
AcRows *ac_rows_new (guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
void ac_rows_append (AcRows *self, GVariant *cell);

G_END_DECLS
