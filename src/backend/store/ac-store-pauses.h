/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-store-private.h"

G_BEGIN_DECLS

/* What is held until a time, and goes on by itself then. */

/* Whatever has come to its end goes on, unless the day's clock isn't believed for doubt more ms.
 * next: when to come again; 0: nothing ends by itself. */
gboolean
ac_store_end_pauses (AcStore *self, gint64 now_ms, gint64 doubt, gint64 *next, GError **error);
/* Whether something goes on by itself some day. */
gboolean ac_store_has_pauses (AcStore *self, gboolean *has_pauses, GError **error);

G_END_DECLS
