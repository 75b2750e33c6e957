/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

/* The only way to the Secret Service. Every call is asynchronous and ends within 10 seconds, except
 * for ac_keyring_unlock(). */

typedef enum
{
  AC_KEYRING_VAULT_KEY, /* seals the connectors' tokens in the store */
  AC_KEYRING_SIGN_IN,   /* what keeps a person signed in to a hosted backend */
} AcKeyringKind;

typedef enum
{
  AC_KEYRING_UNKNOWN,
  AC_KEYRING_UNLOCKED,
  AC_KEYRING_LOCKED,
  AC_KEYRING_MISSING, /* no provider on this computer */
  AC_KEYRING_SILENT,  /* it does not answer */
} AcKeyringState;

/* Resolves to an AcKeyringState (as a gint); never prompts. */
DexFuture *ac_keyring_get_state (void) G_GNUC_WARN_UNUSED_RESULT;
/* As the API calls it. */
const char *ac_keyring_state_get_slug (AcKeyringState state);
/* Whether the items are kept in a sealed file of the application (in a sandbox) and by no program.
 */
gboolean ac_keyring_is_file (void);

/* Resolves to a SecretValue. expected says that the index in the store knows of this item: then an
 * item that does not come is AC_ERROR_KEYRING_LOCKED or AC_ERROR_SECRET_LOST, never
 * AC_ERROR_NOT_FOUND. May prompt the person to unlock. Also AC_ERROR_KEYRING_MISSING,
 * AC_ERROR_KEYRING_SILENT. */
DexFuture *
ac_keyring_lookup (AcKeyringKind kind, const char *id, gboolean expected) G_GNUC_WARN_UNUSED_RESULT;
/* For when the person asked for the prompt: as a lookup of an expected item, but waits two minutes
 * for them. */
DexFuture *ac_keyring_unlock (AcKeyringKind kind, const char *id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
ac_keyring_store (AcKeyringKind kind, const char *id, SecretValue *value) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *ac_keyring_clear (AcKeyringKind kind, const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
