/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access.h"
#include "ac-vault.h"

G_BEGIN_DECLS

/* One AcAccess for each account and process, so that tokens are refreshed once; unsealed when first
 * needed. */
#define AC_TYPE_ACCESS_CACHE (ac_access_cache_get_type ())
G_DECLARE_FINAL_TYPE (AcAccessCache, ac_access_cache, AC, ACCESS_CACHE, GObject)

/* quota: of accounts for a person whom none of their own was given; 0: as many as they like. */
AcAccessCache *
ac_access_cache_new (AcStore *store, AcVault *vault, guint quota) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to an AcAccess; rejects as ac_vault_open() does, or AC_ERROR_NOT_FOUND. */
DexFuture *ac_access_cache_get (AcAccessCache *self,
                                const char *person,
                                const char *account_id) G_GNUC_WARN_UNUSED_RESULT;
/* Whether each sign-in has a permission of its own at the service, so that the one before is given
 * back when another takes its place. */
typedef enum
{
  AC_PUT_SHARED_GRANT,
  AC_PUT_OWN_GRANT,
} AcPut;

/* Stores a freshly signed-in access under its account's id: a new row, or the same account again
 * (its blocked steps go on). hold_seconds: a new one is only held for so long, until it is
 * confirmed; 0: it is the person's. Resolves to an AcFruit. AC_ERROR_WRONG_ACCOUNT,
 * AC_ERROR_QUOTA_REACHED. */
DexFuture *ac_access_cache_put (AcAccessCache *self,
                                const char *person,
                                AcAccess *access,
                                const char *expected_account_id,
                                AcPut how,
                                guint hold_seconds) G_GNUC_WARN_UNUSED_RESULT;
guint ac_access_cache_get_quota (AcAccessCache *self);
void ac_access_cache_forget (AcAccessCache *self, const char *person, const char *account_id);
void ac_access_cache_forget_person (AcAccessCache *self, const char *person);

/* What a sign-in came to. */
#define AC_TYPE_FRUIT (ac_fruit_get_type ())
G_DECLARE_FINAL_TYPE (AcFruit, ac_fruit, AC, FRUIT, GObject)

AcAccount *ac_fruit_get_account (AcFruit *self);
gboolean ac_fruit_get_already (AcFruit *self); /* it was there before */

G_END_DECLS
