/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"

G_BEGIN_DECLS

/* Servers that speak the Mastodon API: Mastodon, GoToSocial, snac, … */
#define AC_TYPE_MASTODON (ac_mastodon_get_type ())
G_DECLARE_FINAL_TYPE (AcMastodon, ac_mastodon, AC, MASTODON, GObject)

AcConnector *ac_mastodon_new (AcHttp *http) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
