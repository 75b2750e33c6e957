/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"
#include "ac-use.h"

G_BEGIN_DECLS

/* Which account a line of the ledger is about: a *mark* stands there, made with the person's key,
 * and beside the ledger the account's name, sealed with it. Without the key both say nothing. */

/* The account's mark; its name is kept with the first. */
char *ac_ledger_names_mark (AcStore *self,
                            const char *person,
                            const char *account_id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A name that was known elsewhere by this mark. */
gboolean ac_ledger_names_keep (AcStore *self,
                               const char *person,
                               const char *mark,
                               const AcNamedAccount *account,
                               GError **error);
/* mark → AcNamedAccount, of all that have one; those that can't be opened are left out. */
GHashTable *
ac_ledger_names_open (AcStore *self, const char *person, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
