/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-left.h"

#define ANNOUNCE_AT 20

char *
ac_left_describe (int left)
{
  if (left < 0)
    return g_strdup_printf (ngettext ("%d character too long", "%d characters too long", -left),
                            -left);
  return g_strdup_printf (ngettext ("%d character left", "%d characters left", left), left);
}

void
ac_left_announce (GtkWidget *text, int before, int left)
{
  g_autofree char *words = NULL;

  g_return_if_fail (GTK_IS_WIDGET (text));

  if ((left < 0) == (before < 0) && (left < ANNOUNCE_AT) == (before < ANNOUNCE_AT))
    return;

  words = ac_left_describe (left);
  gtk_accessible_announce (GTK_ACCESSIBLE (text), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}
