/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Short pages for people, shown in the window itself: no help viewer and no network is needed. A
 * page is a table of blocks; a new one is a table more, named in ac-help.c. */
typedef enum
{
  AC_HELP_END,
  AC_HELP_TEXT,
  AC_HELP_HEADING,
  AC_HELP_POINT,
  AC_HELP_STEP,  /* numbered from the last block that is none */
  AC_HELP_PLACE, /* a button that leads to target, a place of the window: "PANE" or "PANE/ROW" */
  AC_HELP_WEB,   /* a button that opens target, an address, in the browser */
} AcHelpKind;

typedef struct
{
  AcHelpKind kind;
  const char *text; /* N_ () */
  const char *target;
} AcHelpBlock;

typedef struct
{
  const char *id;
  const char *title; /* N_ () */
  const AcHelpBlock *blocks;
} AcHelpPage;

/* NULL: there is none of that name. */
const AcHelpPage *ac_help_find (const char *id);
/* In the order of the contents. */
const AcHelpPage *ac_help_get (gsize position);

/* What F1 opens in a pane. */
const char *ac_help_find_pane_topic (const char *pane);

/* The page about what this widget is for, which F1 opens while the focus is in it. */
void ac_help_set_topic (GtkWidget *widget, const char *id);
/* Of the widget or the nearest around it that has one; "" is the contents. */
const char *ac_help_find_topic (GtkWidget *widget);

G_END_DECLS
