/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/* The keys of an open vault, each with the id that the store knows it by. Never changed once made,
 * so that the store's thread may seal with them. Seals with XChaCha20-Poly1305 (libsodium); the
 * account's id is bound in as associated data. */
typedef struct _AcVaultKeys AcVaultKeys;

#define AC_TYPE_VAULT_KEYS (ac_vault_keys_get_type ())
GType ac_vault_keys_get_type (void) G_GNUC_CONST;

/* One key of AC_VAULT_KEY_SIZE bytes under an id; AC_ERROR_SECRET_LOST when it has another size. */
#define AC_VAULT_KEY_SIZE 32
AcVaultKeys *
ac_vault_keys_new (const char *id, SecretValue *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Keys that somebody else keeps, under ids that tell one from another and nothing of them: one, and
 * another one that it takes the place of, or NULL. */
AcVaultKeys *ac_vault_keys_new_given (SecretValue *key, SecretValue *old) G_GNUC_WARN_UNUSED_RESULT;
AcVaultKeys *ac_vault_keys_ref (AcVaultKeys *self);
void ac_vault_keys_unref (AcVaultKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcVaultKeys, ac_vault_keys_unref)

const char *ac_vault_keys_get_id (AcVaultKeys *self);
const char *ac_vault_keys_get_old_id (AcVaultKeys *self); /* (nullable) */
char *ac_vault_keys_list_ids (AcVaultKeys *self)
    G_GNUC_WARN_UNUSED_RESULT; /* all, with a space between */
gboolean ac_vault_keys_has (AcVaultKeys *self, const char *id);

/* AC_ERROR_SECRET_LOST when there is no key of this id here. */
GBytes *ac_vault_keys_seal (AcVaultKeys *self,
                            const char *id,
                            const char *account_id,
                            SecretValue *value,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* With whichever key it was; AC_ERROR_SECRET_LOST for what was sealed with another one, or for
 * another account. */
SecretValue *ac_vault_keys_unseal (AcVaultKeys *self,
                                   const char *account_id,
                                   GBytes *sealed,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
