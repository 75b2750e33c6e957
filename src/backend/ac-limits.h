/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-hosted-config.h"

G_BEGIN_DECLS

/* How much one person, or one address without a good token, may ask of a hosted backend. */
#define AC_TYPE_LIMITS (ac_limits_get_type ())
G_DECLARE_FINAL_TYPE (AcLimits, ac_limits, AC, LIMITS, GObject)

AcLimits *ac_limits_new (AcHostedConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/* Counts a request. FALSE with AC_ERROR_RATE_LIMITED when it is one too many; then its answer has
 * `Retry-After` (RFC 6585 §4) already. */
gboolean ac_limits_admit_person (AcLimits *self,
                                 const char *person,
                                 SoupServerMessage *message,
                                 GError **error);
/* The same for one without a good token, by the address it comes from: of a proxy's it is the last
 * one in `X-Forwarded-For`, and a proxy that names none is not limited. */
gboolean ac_limits_admit_stranger (AcLimits *self, SoupServerMessage *message, GError **error);

/* A copy of everything is much to ask for: six an hour. Gives 0, or after how many seconds there
 * may be another. */
guint ac_limits_admit_export (AcLimits *self, const char *person);

guint64 ac_limits_get_n_refused (AcLimits *self);

G_END_DECLS
