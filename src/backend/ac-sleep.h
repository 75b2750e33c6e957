/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tells when this computer has slept, by logind's word; where there is none, or the system's bus
 * can't be reached, as in a Flatpak, never. Signal: "over". */
#define AC_TYPE_SLEEP (ac_sleep_get_type ())
G_DECLARE_FINAL_TYPE (AcSleep, ac_sleep, AC, SLEEP, GObject)

AcSleep *ac_sleep_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
