/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-hosted-config.h"

G_BEGIN_DECLS

/* A connection as libsoup gets to see it: each head is read whole and judged (ac-framing) before
 * one byte of it is passed on, and bodies end where their length says. What is refused is answered
 * here and the connection closed. */
#define AC_TYPE_GUARD (ac_guard_get_type ())
G_DECLARE_FINAL_TYPE (AcGuard, ac_guard, AC, GUARD, GIOStream)

AcGuard *ac_guard_new (GSocketConnection *connection,
                       AcHostedConfig *config) G_GNUC_WARN_UNUSED_RESULT;
typedef enum
{
  AC_GUARD_WAITS, /* for more of it */
  AC_GUARD_READY, /* it is whole, or the rest only comes when it is asked for */
  AC_GUARD_OVER,  /* refused, or the peer is gone */
} AcGuardState;

/* Takes in what has come of the connection's first request. */
AcGuardState ac_guard_gather (AcGuard *self);
GSocketConnection *ac_guard_get_connection (AcGuard *self);
/* Closes the connection when its peer is later than the limits allow; now is monotonic, in µs.
 * Gives whether it did. */
gboolean ac_guard_check_deadline (AcGuard *self, gint64 now);
/* Heads refused so far, by all guards of this process. */
guint64 ac_guard_get_n_refused (void);

G_END_DECLS
