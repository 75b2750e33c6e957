/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-links.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* An AcRow that follows link and its two accounts; activating it opens the link. */
GtkWidget *ac_link_row_new (AcClient *client, AcLink *link) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) (nullable): of the client's list */
AcAccount *ac_link_find_account (AcClient *client, AcLink *link, guint place);

G_END_DECLS
