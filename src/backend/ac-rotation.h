/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ac-store.h"
#include "ac-vault-keys.h"

G_BEGIN_DECLS

/* Seals everybody's credentials with the first of the keys, in small transactions, while other
 * processes go on; begun again after a crash it goes on where it was. Waits for up to a lease and a
 * half for those that don't have the key to end: AC_ERROR_IN_PROGRESS when one stays. lease_ms: as
 * theirs. Resolves to the number (guint) of those that neither key opens, which are left as they
 * were. AC_ERROR_SECRET_LOST: the store is sealed with another key. Runs before anything else on
 * the store. */
DexFuture *
ac_rotation_run (AcStore *store, AcVaultKeys *keys, guint lease_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
