/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-context.h"

G_BEGIN_DECLS

/* The keys of developer apps: a person's own, sealed in the store, when embedded; the host's, from
 * the configuration file, when hosted. */

/* On the store's thread: the services that there are keys for. */
GStrv
ac_app_keys_list (AcContext *context, AcStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whose the keys of a service are, where there are some for these. */
AcAppKeys
ac_app_keys_find_owner (AcContext *context, const AcService *service, const char *const *apps);
/* AcGraphSource, with the AcContext. */
SecretValue *ac_app_keys_load (gpointer user_data,
                               const char *service,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: seals and keeps them; packed NULL: forgets them. Errors as ac_vault_open_anew().
 */
gboolean
ac_app_keys_save (AcContext *context, const char *service, SecretValue *packed, GError **error);

G_END_DECLS
