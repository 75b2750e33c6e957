/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"

G_BEGIN_DECLS

/* Bluesky and other servers of the AT Protocol. */
#define AC_TYPE_BLUESKY (ac_bluesky_get_type ())
G_DECLARE_FINAL_TYPE (AcBluesky, ac_bluesky, AC, BLUESKY, GObject)

/* plc_directory: where did:plc is looked up, NULL for the public one. */
AcConnector *ac_bluesky_new (AcHttp *http, const char *plc_directory) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
