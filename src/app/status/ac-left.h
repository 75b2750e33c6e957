/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "12 characters left", "3 characters too long" */
char *ac_left_describe (int left) G_GNUC_WARN_UNUSED_RESULT;
/* Told to a screen reader at the text when it comes near the end, or passes it. */
void ac_left_announce (GtkWidget *text, int before, int left);

G_END_DECLS
