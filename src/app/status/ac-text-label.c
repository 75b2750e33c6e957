/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-text-label.h"

void
ac_text_label_show (GtkLabel *label, const char *text)
{
  gboolean mirrored = FALSE;
  gboolean from_right = FALSE;

  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (text != NULL);

  mirrored = gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL;
  gtk_label_set_label (label, text);
  from_right = pango_layout_get_direction (gtk_label_get_layout (label), 0) == PANGO_DIRECTION_RTL;
  gtk_label_set_xalign (label, from_right != mirrored ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}
