/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-choice.h"

G_BEGIN_DECLS

/* The one window. Property: client (when made). */
#define AC_TYPE_WINDOW (ac_window_get_type ())
G_DECLARE_FINAL_TYPE (AcWindow, ac_window, AC, WINDOW, AdwApplicationWindow)

GtkWidget *ac_window_new (GtkApplication *application, AcChoice *choice) G_GNUC_WARN_UNUSED_RESULT;
/* Whether there is such a pane. */
gboolean ac_window_show_pane (AcWindow *self, const char *name);
/* "PANE" or "PANE/ROW"; whether there is such a place. */
gboolean ac_window_open (AcWindow *self, const char *path);
void ac_window_search (AcWindow *self, const char *text);

G_END_DECLS
