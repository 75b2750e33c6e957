/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-json.h"

G_BEGIN_DECLS

/* How many posts from before a rule are shared because the person asked for it. Never changes. */
#define AC_TYPE_BACKFILL (ac_backfill_get_type ())
G_DECLARE_FINAL_TYPE (AcBackfill, ac_backfill, AC, BACKFILL, GObject)

AcBackfill *ac_backfill_new (guint shared, gint64 last_at) G_GNUC_WARN_UNUSED_RESULT;
AcBackfill *ac_backfill_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_backfill_to_json (AcBackfill *self) G_GNUC_WARN_UNUSED_RESULT;
guint ac_backfill_get_shared (AcBackfill *self);
gint64 ac_backfill_get_last_at (AcBackfill *self); /* when the last is shared, ms; 0: none is */

G_END_DECLS
