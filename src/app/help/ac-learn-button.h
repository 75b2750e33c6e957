/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* “Learn More”, which opens one page of the help. Property: page, its id. */
#define AC_TYPE_LEARN_BUTTON (ac_learn_button_get_type ())
G_DECLARE_FINAL_TYPE (AcLearnButton, ac_learn_button, AC, LEARN_BUTTON, GtkButton)

GtkWidget *ac_learn_button_new (const char *page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
