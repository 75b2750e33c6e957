/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* What an account was allowed, and when that was last used; activating it opens the account. */
GtkWidget *ac_allowed_row_new (AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
