/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-keyring.h"

G_BEGIN_DECLS

/* What the keyring is doing, fresh with its signals and those of the bus; never prompts, and asks
 * on by itself while the keyring is silent. Properties: state (an AcKeyringState), program (who
 * keeps it, by its own name, "GNOME Keyring"; NULL: nobody, or that can't be told), known (whether
 * it has been looked at yet: before that state says nothing). Signal: "looked", after each look,
 * whatever it saw. */
#define AC_TYPE_KEYRING_MONITOR (ac_keyring_monitor_get_type ())
G_DECLARE_FINAL_TYPE (AcKeyringMonitor, ac_keyring_monitor, AC, KEYRING_MONITOR, GObject)

AcKeyringMonitor *ac_keyring_monitor_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Looks again, for who knows that something has changed. */
void ac_keyring_monitor_look (AcKeyringMonitor *self);
AcKeyringState ac_keyring_monitor_get_state (AcKeyringMonitor *self);
const char *ac_keyring_monitor_get_program (AcKeyringMonitor *self);
gboolean ac_keyring_monitor_get_known (AcKeyringMonitor *self);

G_END_DECLS
