/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* What the window is to all that stands in it: panes, rows and dialogs know no more of it, besides
 * its actions. */
#define AC_TYPE_SHELL (ac_shell_get_type ())
G_DECLARE_INTERFACE (AcShell, ac_shell, AC, SHELL, GtkWidget)

struct _AcShellInterface
{
  GTypeInterface parent_iface;
  AcClient *(*get_client) (AcShell *self);
  void (*add_toast) (AcShell *self, AdwToast *toast); /* takes toast */
};

/* Of the shell the widget is in; NULL before it is in one. */
AcClient *ac_shell_find_client (GtkWidget *widget);

/* A short message at the foot of the shell the widget is in. */
void ac_toast (GtkWidget *widget, const char *text);
void ac_toast_error (GtkWidget *widget, const GError *error);
/* Takes toast. */
void ac_toast_add (GtkWidget *widget, AdwToast *toast);
/* Opens the person's browser; says so when it can't. */
void ac_open_uri (GtkWidget *widget, const char *uri);

G_END_DECLS
