/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The cursor is in this part of the dialog when it opens, also where it comes up as a sheet from
 * below: libadwaita 1.7 forgets there what its dialog was to begin with. */
void ac_begin_at (AdwDialog *dialog, GtkWidget *widget);

G_END_DECLS
