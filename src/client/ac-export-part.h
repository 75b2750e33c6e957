/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The hidden file beside an export, which has all that was written until it is whole. Who writes
 * there holds its lock; what nobody holds was left by a program that was killed. */

/* Where it stands: in the folder of file, under a name of its own. */
GFile *ac_export_part_name (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
/* Holds what stream writes until the descriptor is closed; -1: it can't be held there. */
int ac_export_part_hold (GOutputStream *stream);
/* Removes what was left in the folder of file. Waits, in a fiber. */
void ac_export_part_sweep (GFile *file);

G_END_DECLS
