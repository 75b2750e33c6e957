/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-choices.h"
#include "ac-use-cell.h"

G_BEGIN_DECLS

/* Who may use what for which purpose: a cell for each account, each recipient that could get
 * something of it, and each purpose. There is one table for each client, so that a wish outlives
 * the pane that it was made in. Signals: "changed"; "failed" (AcError code); "outdated"
 * (AcUseCell): a yes to it did not count, for the recipient's terms were others by then, which the
 * cell has now. */
#define AC_TYPE_USE_TABLE (ac_use_table_get_type ())
G_DECLARE_FINAL_TYPE (AcUseTable, ac_use_table, AC, USE_TABLE, GObject)

AcUseTable *ac_use_table_get (AcClient *client);       /* the client's */
GListModel *ac_use_table_get_cells (AcUseTable *self); /* of AcUseCell */
gboolean ac_use_table_is_known (AcUseTable *self);
gboolean ac_use_table_has_failed (AcUseTable *self); /* nothing can be loaded now */
/* A no holds at once; a yes when its receipt is written. While the backend is away it waits. */
void ac_use_table_say (AcUseTable *self, AcUseCell *cell, const AcUseWish *wish);
/* Takes the last answer back, as it is shown. */
void ac_use_table_undo (AcUseTable *self, AcUseCell *cell);
/* A wish that the backend has not heard of. FALSE: there is none. */
gboolean ac_use_table_take_back (AcUseTable *self, AcUseCell *cell);

G_END_DECLS
