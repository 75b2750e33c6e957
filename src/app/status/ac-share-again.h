/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Whether there is a copy whose words can't be changed, and none is being sent. client (nullable):
 * knows where they can be. */
gboolean ac_share_again_is_possible (AcClient *client, AcStatus *status);
/* Says what is lost, and asks; then activates "win.share-again". */
void ac_share_again_ask (GtkWidget *widget, AcStatus *status);

G_END_DECLS
