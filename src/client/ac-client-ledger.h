/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* Each resolves to the answer as a JsonNode. */

/* A page of uses, newest first; search and cursor may be NULL. */
DexFuture *ac_client_load_uses (AcClient *self,
                                const char *search,
                                const char *cursor) G_GNUC_WARN_UNUSED_RESULT;
/* A page of lines as they stand, oldest first, with their person_id; cursor may be NULL. */
DexFuture *ac_client_load_ledger_lines (AcClient *self,
                                        const char *cursor) G_GNUC_WARN_UNUSED_RESULT;
/* A LedgerCheck. */
DexFuture *ac_client_check_ledger (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
