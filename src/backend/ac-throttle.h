/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* So many in a period for each name, evenly once they were taken (the generic cell rate algorithm).
 * Its memory is the same for any number of names: some may share one limit, and nobody outside can
 * tell which. */
#define AC_TYPE_THROTTLE (ac_throttle_get_type ())
G_DECLARE_FINAL_TYPE (AcThrottle, ac_throttle, AC, THROTTLE, GObject)

AcThrottle *ac_throttle_new (guint limit, guint period_seconds) G_GNUC_WARN_UNUSED_RESULT;

/* Counts one of name at now (monotonic, µs). Gives 0, or how many µs are left until it would be
 * let through; then it isn't counted. */
gint64 ac_throttle_take (AcThrottle *self, const char *name, gint64 now);

G_END_DECLS
