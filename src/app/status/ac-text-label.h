/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text begins where its own script does, whatever the language of the window. An empty one isn't
 * shown. */
void ac_text_label_show (GtkLabel *label, const char *text);

G_END_DECLS
