/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"

G_BEGIN_DECLS

#define AC_TYPE_BLUESKY_SIGN_IN (ac_bluesky_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (AcBlueskySignIn, ac_bluesky_sign_in, AC, BLUESKY_SIGN_IN, AcSignIn)

G_END_DECLS
