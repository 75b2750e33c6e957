/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-use-list.h"

G_BEGIN_DECLS

/* The person's uses, with nothing loaded yet. */
AcUseList *ac_client_make_use_list (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;

/* Each resolves to the answer as a JsonNode. */

/* A page of uses, newest first; cursor may be NULL. */
DexFuture *ac_client_load_uses (AcClient *self,
                                const AcUseFilter *filter,
                                const char *cursor) G_GNUC_WARN_UNUSED_RESULT;
/* A page of lines as they stand, oldest first, with their person_id; cursor may be NULL. */
DexFuture *ac_client_load_ledger_lines (AcClient *self,
                                        const char *cursor) G_GNUC_WARN_UNUSED_RESULT;
/* A LedgerCheck. */
DexFuture *ac_client_check_ledger (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
