/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-json.h"
#include "ac-status.h"

G_BEGIN_DECLS

/* Whether text isn't longer than any status's may be; AC_ERROR_TOO_LONG. */
gboolean ac_status_text_check (const char *text, GError **error);
/* What is shared at this target of the request: its own text, or the status's. NULL: it can't be
 * shared beside the status's pictures. AC_ERROR_INVALID: it is empty; AC_ERROR_TOO_LONG. */
const char *ac_status_text_for_target (JsonObject *target, AcStatus *status, GError **error);

G_END_DECLS
