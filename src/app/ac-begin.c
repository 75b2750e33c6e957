/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-begin.h"

static void begin_cb (GtkWidget *widget);

/* The sheet may be taken down once more before it is up. */
static void
begin (gpointer user_data)
{
  g_autoptr(GtkWidget) widget = user_data;

  if (!gtk_widget_get_mapped (widget))
    return;

  g_signal_handlers_disconnect_by_func (widget, begin_cb, NULL);
  gtk_widget_grab_focus (widget);
}

/* After the sheet has chosen for itself. */
static void
begin_cb (GtkWidget *widget)
{
  g_idle_add_once (begin, g_object_ref (widget));
}

void
ac_begin_at (AdwDialog *dialog, GtkWidget *widget)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  adw_dialog_set_focus (dialog, widget);
  g_signal_connect (widget, "map", G_CALLBACK (begin_cb), NULL);
}
