/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-draft.h"

G_BEGIN_DECLS

/* A status has no text of its own of a target that was off, or whose form leaves texts out. Where
 * there is one, the client keeps the targets of its draft as long as the program runs, so that
 * undoing loses none. */

/* draft: what the status was shared from. */
void ac_shared_targets_keep (AcClient *client, const char *status_id, AcDraft *draft);
/* draft: what the status became again. */
void ac_shared_targets_give_back (AcClient *client, const char *status_id, AcDraft *draft);

G_END_DECLS
