/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is shown before a person has chosen where their accounts are: most never need it again. */
#define AC_TYPE_WELCOME_PAGE (ac_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (AcWelcomePage, ac_welcome_page, AC, WELCOME_PAGE, AdwBin)

GtkWidget *ac_welcome_page_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
