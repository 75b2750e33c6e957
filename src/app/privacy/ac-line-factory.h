/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AC_LINE_N_BUTTONS 2

/* Behind a line; without an icon it shows its name. */
typedef struct
{
  const char *name; /* NULL: it isn't there */
  const char *icon_name;
  const char *action_name;
} AcLineButton;

/* What a line says; title, detail and target are taken. */
typedef struct
{
  const char *icon_name;
  char *title;
  char *detail;
  AcLineButton buttons[AC_LINE_N_BUTTONS];
  char *target; /* (nullable): of the buttons' actions */
} AcLine;

typedef void (*AcLineFunc) (gpointer item, AcLine *line, gpointer user_data);

/* Makes the rows of long lists, of which only those in sight are there. user_data outlives them. */
GtkListItemFactory *ac_line_factory_new (AcLineFunc describe,
                                         gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
/* What the lines say changed, though the items are the same. lines has such a factory. */
void ac_line_factory_refresh (GtkListView *lines);

G_END_DECLS
