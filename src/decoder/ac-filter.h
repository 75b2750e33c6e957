/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on the kernel refuses this process what a decoder has no use for: sockets, other
 * programs and processes, writing to files by name. FALSE where there is no such filter. */
gboolean ac_filter_install (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
