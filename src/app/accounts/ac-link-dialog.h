/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-links.h"

G_BEGIN_DECLS

/* The way to a link: which two accounts, a proof of each, what they may do together, what would
 * change, and the receipt. Before the last page nothing has happened; an account that was added on
 * the way goes again when the person turns back. */
#define AC_TYPE_LINK_DIALOG (ac_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcLinkDialog, ac_link_dialog, AC, LINK_DIALOG, AdwDialog)

/* account (nullable): the one it begins with. */
AdwDialog *ac_link_dialog_new (AcClient *client, AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
