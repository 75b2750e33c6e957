/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"

G_BEGIN_DECLS

/* Servers that speak the Mastodon API: Mastodon, GoToSocial, snac, … */
#define AC_TYPE_MASTODON (ac_mastodon_get_type ())
G_DECLARE_FINAL_TYPE (AcMastodon, ac_mastodon, AC, MASTODON, GObject)

AcConnector *ac_mastodon_new (AcHttp *http) G_GNUC_WARN_UNUSED_RESULT;

/* Mastodon lets an account delete 30 in 30 minutes: ten at once and then one each 92 seconds are
 * fewer in any half hour. */
#define AC_MASTODON_REMOVAL_PACE_MS (92 * 1000)

G_END_DECLS
