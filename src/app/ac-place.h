/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Links to places of ours: accounts-center://PANE/ROW. */
#define AC_PLACE_SCHEME "accounts-center"

/* Somewhere the sidebar leads to: a pane, or with a search a row of one. */
#define AC_TYPE_PLACE (ac_place_get_type ())
G_DECLARE_FINAL_TYPE (AcPlace, ac_place, AC, PLACE, GObject)

const char *ac_place_get_title (AcPlace *self);
const char *ac_place_get_icon_name (AcPlace *self);
const char *ac_place_get_pane (AcPlace *self);
/* NULL: the pane itself. */
const char *ac_place_get_within (AcPlace *self);
/* "PANE" or "PANE/ROW", as "app.open" takes it and links to us have it. */
char *ac_place_get_path (AcPlace *self) G_GNUC_WARN_UNUSED_RESULT;
/* NULL: that is no place. */
const char *ac_place_split (const char *path, char **row);
#define AC_PLACE_BEST_MATCH 3
/* 0: does not match, and only panes match nothing typed. Otherwise the higher the better. */
int ac_place_match (AcPlace *self, const char *query);

/* All places: panes, their rows, the person's accounts, and the services (AcServiceItem). */
GListModel *ac_place_list_new (GListModel *services,
                               GListModel *accounts) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_place_pane_title (const char *pane); /* NULL when there is no such pane */

G_END_DECLS
