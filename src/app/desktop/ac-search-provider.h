/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-choice.h"

G_BEGIN_DECLS

/* org.gnome.Shell.SearchProvider2: a search of the desktop finds panes, rows, services and
 * accounts. It answers from the window's models or, when there is none, from what the window last
 * showed; it starts no backend. Results are places, which "app.open" opens. */
#define AC_TYPE_SEARCH_PROVIDER (ac_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (AcSearchProvider, ac_search_provider, AC, SEARCH_PROVIDER, GObject)

AcSearchProvider *ac_search_provider_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;
gboolean
ac_search_provider_export (AcSearchProvider *self, GDBusConnection *connection, GError **error);
void ac_search_provider_unexport (AcSearchProvider *self);
/* Whose models it is answered from, and who is remembered for when nobody runs. */
void ac_search_provider_follow (AcSearchProvider *self, AcClient *client);

G_END_DECLS
