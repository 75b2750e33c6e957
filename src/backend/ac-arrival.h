/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"
#include "ac-vault.h"

G_BEGIN_DECLS

/* A store that came from another computer, or from an installation that keeps its secrets elsewhere
 * (a Flatpak does), came without its key. Then each account asks for its sign-in at once, and not
 * when something is sent. What can't be told now, because the keyring is locked, is told then. */
DexFuture *
ac_arrival_settle (AcStore *store, AcVault *vault, const char *person) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
