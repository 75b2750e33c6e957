/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* client (nullable): knows the accounts, and where words can be changed. */

/* Whether there is a copy that can be deleted from here and not changed, and none is being sent. */
gboolean ac_share_again_is_possible (AcClient *client, AcStatus *status);
/* Where its copies are, a line each, and which of them only the person can delete. */
char *ac_share_again_list_places (AcClient *client, AcStatus *status) G_GNUC_WARN_UNUSED_RESULT;
/* What is lost. */
char *ac_share_again_describe (AcClient *client, AcStatus *status) G_GNUC_WARN_UNUSED_RESULT;
/* Says what is lost, and asks; then activates "win.share-again". */
void ac_share_again_ask (GtkWidget *widget, AcStatus *status);

G_END_DECLS
