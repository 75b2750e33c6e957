/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-row.h"
#include "ac-use-table.h"

G_BEGIN_DECLS

/* One purpose of the table: its plain name, the technical term, and who may use something for it.
 * It leads to its cells; row "privacy.purpose" does. */
GtkWidget *ac_purpose_row_new (AcUsePurpose purpose) G_GNUC_WARN_UNUSED_RESULT;
/* account_id NULL: all accounts. */
void
ac_purpose_row_update (AcRow *row, AcUseTable *table, AcUsePurpose purpose, const char *account_id);

G_END_DECLS
