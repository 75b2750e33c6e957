/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-request.h"

G_BEGIN_DECLS

/* Idempotency keys: one wish, one effect, one answer. Claim and settle run in a fiber. */
gboolean ac_request_key_is_valid (const char *key);

/* The stored answer when this request was answered before; NULL without an error when it is to be
 * run now. AC_ERROR_KEY_REUSED for another request with the same key, AC_ERROR_IN_PROGRESS while
 * the first one still runs. */
AcReply *ac_request_key_claim (AcRequest *request,
                               const char *method,
                               const char *path,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The request has ended, whatever the store took of it. */
void ac_request_key_leave (AcRequest *request);
/* Stores the answer under the key, or gives the key free when there is none. */
gboolean ac_request_key_settle (AcRequest *request, AcReply *reply, GError **error);
/* Same, inside a transaction of the handler's own. */
gboolean ac_request_key_store (AcRequest *request, AcStore *store, AcReply *reply, GError **error);

G_END_DECLS
