/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-keyring.h"

G_BEGIN_DECLS

#define AC_SECRETS_NAME "org.freedesktop.secrets"

/* In a sandbox libsecret keeps the items in a file of the application. */
gboolean ac_keyring_is_sandboxed (void);
/* Whether a call failed because nobody keeps secrets here. */
gboolean ac_keyring_means_missing (const GError *error);
/* Inside a fiber; never prompts. */
AcKeyringState ac_keyring_await_state (guint seconds);
/* Inside a fiber: who keeps the keyring, by its own name, "GNOME Keyring"; NULL when that can't be
 * told. */
char *ac_keyring_await_program (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
