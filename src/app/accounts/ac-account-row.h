/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* An AcRow that follows account; activating it opens the account. services, of AcServiceItem, say
 * when what is there can't be had here any more: then the row needs attention. */
GtkWidget *ac_account_row_new (AcAccount *account, GListModel *services) G_GNUC_WARN_UNUSED_RESULT;
/* NULL for another row. */
AcAccount *ac_account_row_get_account (GtkListBoxRow *row);
/* Whether its service can't be had here any more. */
gboolean ac_account_row_is_closed (AcAccount *account, GListModel *services);
/* Of one that needs attention: whether it gets well when the person signs in again. */
gboolean ac_account_row_is_mended_by_sign_in (AcAccount *account);

G_END_DECLS
