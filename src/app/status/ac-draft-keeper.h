/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-drafts.h"

G_BEGIN_DECLS

/* Has the backend keep what somebody writes, at each pause of it; what the backend can't be told
 * now, or not fast, is kept in a file that nobody else may read, until it was told. Signal: "kept"
 * (GError *error), each time; with an error, what was written last stands nowhere. */
#define AC_TYPE_DRAFT_KEEPER (ac_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (AcDraftKeeper, ac_draft_keeper, AC, DRAFT_KEEPER, GObject)

AcDraftKeeper *ac_draft_keeper_new (AcClient *client) G_GNUC_WARN_UNUSED_RESULT;
/* draft: what is to be kept once nothing more comes for a moment, or at once. */
void ac_draft_keeper_note (AcDraftKeeper *self, AcDraft *draft);
void ac_draft_keeper_flush (AcDraftKeeper *self);
/* What was noted and not told is not told. */
void ac_draft_keeper_hold (AcDraftKeeper *self);
/* Nothing of it is kept any more: shared, or the person doesn't want it. */
void ac_draft_keeper_forget (AcDraftKeeper *self, const char *draft_id, gboolean shared);
/* What stands in files is told to the backend of client whenever it can be. */
void ac_draft_keeper_watch (AcClient *client);

G_END_DECLS
