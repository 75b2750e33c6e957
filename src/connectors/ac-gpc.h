/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connectors.h"
#include "ac-privacy.h"

G_BEGIN_DECLS

/* What a service says of the wish that nobody sells or shares: Global Privacy Control, W3C, §6 */

/* The host whose word counts for an account, and where it stands; NULL: there is none. */
char *ac_gpc_find_host (AcConnectors *connectors,
                        AcAccount *account,
                        char **uri) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to an AcHeed, an int, whatever the service does. */
DexFuture *ac_gpc_ask (AcHttp *http, const char *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
