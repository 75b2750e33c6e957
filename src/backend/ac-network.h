/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether this computer is on a network, by what the system tells of it; in a Flatpak GIO asks the
 * portal. Signal: "changed", when it comes and when it goes. */
#define AC_TYPE_NETWORK (ac_network_get_type ())
G_DECLARE_FINAL_TYPE (AcNetwork, ac_network, AC, NETWORK, GObject)

/* Asks the system without waiting: there is no network until it has answered. */
AcNetwork *ac_network_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_network_is_there (AcNetwork *self);

G_END_DECLS
