/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-error.h"

G_BEGIN_DECLS

/* A phone number as somebody typed it, in the one form that means the same everywhere (ITU-T
 * E.164):
 * "+", the country code and the rest. AC_ERROR_INVALID when it is no number, or has no country
 * code.
 */
char *ac_phone_normalize (const char *typed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
