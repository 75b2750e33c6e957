/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

#include "ac-developer-app.h"
#include "ac-service.h"

G_BEGIN_DECLS

/* The keys of a developer app at Meta: which there are, and how they are kept. */

#define AC_GRAPH_KEYS (1 << AC_APP_KEY_ID | 1 << AC_APP_KEY_SECRET)
#define AC_GRAPH_KEYS_OF_NUMBER                                                                    \
  (AC_GRAPH_KEYS | 1 << AC_APP_KEY_PHONE_NUMBER_ID | 1 << AC_APP_KEY_TOKEN |                       \
   1 << AC_APP_KEY_TEMPLATE | 1 << AC_APP_KEY_LANGUAGE)
/* Meta sends browsers to https addresses alone that are registered with the app, so none of them
 * comes back to this computer by itself. */
#define AC_GRAPH_KEYS_OF_BROWSER (AC_GRAPH_KEYS | 1 << AC_APP_KEY_REDIRECT_URI)

extern const AcService ac_facebook_service;
extern const AcService ac_instagram_service;
extern const AcService ac_threads_service;
extern const AcService ac_whatsapp_service;

/* What will do for most people; NULL: there is no such thing. */
const char *ac_graph_keys_suggest (const AcService *service, AcAppKey key);

/* Whether these are all keys that the service needs, and no others: AC_ERROR_INVALID. */
gboolean ac_graph_keys_check (const AcService *service, JsonObject *keys, GError **error);
SecretValue *ac_graph_keys_pack (JsonObject *keys) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *ac_graph_keys_unpack (SecretValue *packed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
