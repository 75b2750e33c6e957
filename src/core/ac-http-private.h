/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-http.h"

G_BEGIN_DECLS

/* ac-http-request.c */
SoupMessage *ac_http_request_to_message (AcHttpRequest *self) G_GNUC_WARN_UNUSED_RESULT;
gsize ac_http_request_get_max_size (AcHttpRequest *self);
gboolean ac_http_request_get_may_cut (AcHttpRequest *self);
guint ac_http_request_get_deadline (AcHttpRequest *self);
gint64 ac_http_request_get_begin_before (AcHttpRequest *self);
GCancellable *ac_http_request_get_scope (AcHttpRequest *self); /* (nullable) */
AcHttpTally *ac_http_request_get_tally (AcHttpRequest *self);  /* (nullable) */
void ac_http_request_set_started (AcHttpRequest *self, gboolean started);

void ac_http_request_set_refusal (AcHttpRequest *self, AcHttpResponse *refusal_or_null);

/* ac-http-response.c */
AcHttpResponse *ac_http_response_new (SoupMessage *message, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
