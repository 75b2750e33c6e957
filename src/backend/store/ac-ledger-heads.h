/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-ledger.h"

G_BEGIN_DECLS

/* The heads of people's ledgers in a file beside the store: a store that was shortened, changed as
 * a whole or set back to an earlier time doesn't fit them any more. One record of a fixed size for
 * each person, written over in place. Several processes may share the file: then a person may have
 * several records, and the furthest counts. One that is behind its ledger proves less, never
 * anything wrong. For the store's thread. */
typedef struct _AcLedgerHeads AcLedgerHeads;

/* AC_ERROR_STORAGE, AC_ERROR_STORAGE_FULL. Blocks. */
AcLedgerHeads *ac_ledger_heads_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_ledger_heads_free (AcLedgerHeads *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcLedgerHeads, ac_ledger_heads_free)

gboolean ac_ledger_heads_set (AcLedgerHeads *self, const char *person, const AcLedgerHead *head);
/* seq 0: there is none. */
void ac_ledger_heads_get (AcLedgerHeads *self, const char *person, AcLedgerHead *head);

G_END_DECLS
