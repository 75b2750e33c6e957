/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rings once at a time of the day's clock, also when the computer slept meanwhile, and whenever
 * somebody sets that clock: a timer of GLib's counts neither. */
typedef struct _AcAlarm AcAlarm;

AcAlarm *ac_alarm_new (GSourceOnceFunc ring, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void ac_alarm_free (AcAlarm *self);
/* at_ms 0: never. */
void ac_alarm_set (AcAlarm *self, gint64 at_ms);

G_END_DECLS
