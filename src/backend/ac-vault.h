/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"
#include "ac-access.h"
#include "ac-keyring.h"
#include "ac-vault-keys.h"

G_BEGIN_DECLS

/* Has the key that seals credentials, which lives in the keyring. */
#define AC_TYPE_VAULT (ac_vault_get_type ())
G_DECLARE_FINAL_TYPE (AcVault, ac_vault, AC, VAULT, GObject)

AcVault *ac_vault_new (AcStore *store) G_GNUC_WARN_UNUSED_RESULT;
/* With keys that somebody else keeps, and that many people's credentials are sealed with: the
 * keyring isn't asked, and nothing here makes, replaces or forgets them. The store remembers which
 * one it is sealed with; if it isn't among these: AC_ERROR_SECRET_LOST. */
AcVault *ac_vault_new_with_keys (AcStore *store, AcVaultKeys *keys) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_vault_needs_keyring (AcVault *self);
/* Fetches the key, making one when the store never had one. Resolves to TRUE.
 * AC_ERROR_KEYRING_LOCKED, _KEYRING_MISSING, _KEYRING_SILENT, _SECRET_LOST. One fetch at a time. */
DexFuture *ac_vault_open (AcVault *self) G_GNUC_WARN_UNUSED_RESULT;
/* The same, but makes none. */
DexFuture *ac_vault_check (AcVault *self) G_GNUC_WARN_UNUSED_RESULT;
/* For when the person asked for the prompt: asks the keyring in any case, and leaves them the time
 * to type. Otherwise as ac_vault_open(). */
DexFuture *ac_vault_unlock (AcVault *self) G_GNUC_WARN_UNUSED_RESULT;
/* For when new credentials are to be kept: a key that the keyring has lost is replaced, because
 * what it sealed can't be opened by anybody any more. Otherwise as ac_vault_open(). */
DexFuture *ac_vault_open_anew (AcVault *self) G_GNUC_WARN_UNUSED_RESULT;
/* Deletes the key here and in the keyring; the next to open the vault makes another. */
DexFuture *ac_vault_forget (AcVault *self) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_KEYRING_LOCKED while the vault is closed. */
AcVaultKeys *ac_vault_dup_keys (AcVault *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside work of the store's, so that no other key takes its place meanwhile: seals with the one
 * that the store is sealed with, and gives its id. AC_ERROR_SECRET_LOST when it isn't among these.
 */
GBytes *ac_vault_seal (AcVaultKeys *keys,
                       AcStore *store,
                       const char *account_id,
                       SecretValue *value,
                       char **key_id,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
