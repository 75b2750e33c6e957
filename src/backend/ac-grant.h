/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access-cache.h"
#include "ac-connector.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* In the store's thread: another account of the person that would lose its permission if that of
 * account was taken back; where it isn't known whose that is, any at the service. NULL without
 * error: none would. */
char *ac_grant_find_other (AcStore *store,
                           AcConnector *connector,
                           const char *person,
                           AcAccount *account,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For ac_access_cache_put(). */
AcPut ac_grant_get_put (AcConnector *connector);

/* Only in a fiber: gives back what a sign-in got that comes to nothing, as far as that takes
 * nothing from another account. */
void
ac_grant_give_back (AcStore *store, AcConnector *connector, const char *person, AcAccess *access);

G_END_DECLS
