/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* What stands beside the sidebar. Properties: client (when made), offline. */
#define AC_TYPE_PANE (ac_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (AcPane, ac_pane, AC, PANE, AdwBin)

struct _AcPaneClass
{
  AdwBinClass parent_class;
};

AcClient *ac_pane_get_client (AcPane *self);
gboolean ac_pane_get_offline (AcPane *self);
/* Of the window the widget is in; NULL before it is in one. */
AcClient *ac_pane_find_client (GtkWidget *widget);

/* A short message at the foot of the window the widget is in. */
void ac_toast (GtkWidget *widget, const char *text);
void ac_toast_error (GtkWidget *widget, const GError *error);
void ac_toast_add (GtkWidget *widget, AdwToast *toast);
/* Opens the person's browser; says so when it can't. */
void ac_open_uri (GtkWidget *widget, const char *uri);

G_END_DECLS
