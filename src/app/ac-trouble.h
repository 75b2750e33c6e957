/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Shows in the banner what keeps all of a window from working: no connection, no sign-in, no
 * keyring. offline_since: kept for it by the caller, 0 at first. */
void ac_trouble_show (AdwBanner *banner, AcClient *client, gint64 *offline_since);

G_END_DECLS
