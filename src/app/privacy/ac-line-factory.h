/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a line says; each is taken. */
typedef struct
{
  const char *icon_name;
  char *title;
  char *detail;
  char *action_name; /* (nullable): of a button behind it */
  char *target;
  const char *button_icon;
  const char *button_name;
} AcLine;

typedef void (*AcLineFunc) (gpointer item, AcLine *line);

/* Makes the rows of long lists, of which only those in sight are there. */
GtkListItemFactory *ac_line_factory_new (AcLineFunc describe) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
