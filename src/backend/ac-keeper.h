/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access.h"
#include "ac-vault.h"

G_BEGIN_DECLS

/* Keeps the credentials of one access in the store: seals what it gets, and sees to it that of all
 * processes one renews them at a time. Belongs to the access. */
typedef struct _AcKeeper AcKeeper;

/* Unseals what stands in the store into the access, and keeps it from then on. renewing are the
 * places (person/account id) that are being renewed in this process. AC_ERROR_SECRET_LOST,
 * AC_ERROR_KEYRING_LOCKED; then nothing was done. */
AcKeeper *ac_keeper_attach (AcStore *store,
                            AcVault *vault,
                            GHashTable *renewing,
                            const char *person,
                            AcAccess *access,
                            GBytes *sealed,
                            GError **error);
/* Whether what stands in the store is what the access was made of, or has been stored by it. */
gboolean ac_keeper_is_fresh (AcKeeper *self, GBytes *sealed);

G_END_DECLS
