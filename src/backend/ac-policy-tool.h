/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For whoever signs policies. The key is the seed of an Ed25519 key (RFC 8032), 32 bytes in base64.
 * All block. */

/* Writes a new key to a file that isn't there yet, closed to group and others, and gives its public
 * half in base64. AC_ERROR_STORAGE. */
char *ac_policy_tool_make_key (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The document with its signature, as a backend reads it. What a backend wouldn't understand isn't
 * signed: AC_ERROR_INVALID, in words. */
GBytes *ac_policy_tool_sign (const char *path,
                             const char *key_path,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
