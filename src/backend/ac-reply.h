/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "ac-error.h"
#include "ac-stream.h"

G_BEGIN_DECLS

/* What a request is answered with: immutable once built. */
#define AC_TYPE_REPLY (ac_reply_get_type ())
G_DECLARE_FINAL_TYPE (AcReply, ac_reply, AC, REPLY, GObject)

AcReply *ac_reply_new (guint status) G_GNUC_WARN_UNUSED_RESULT;
AcReply *ac_reply_new_bytes (guint status, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
/* Takes node. */
AcReply *ac_reply_new_json (guint status, JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;
/* A page of a list: `items` from each object's to_json, `next` when more follow; carries an ETag.
 */
AcReply *ac_reply_new_page (GListModel *items,
                            guint limit,
                            JsonNode *(*to_json) (gpointer item),
                            const char *(*get_id) (gpointer item)) G_GNUC_WARN_UNUSED_RESULT;
/* RFC 9457. status 0: the one that goes with the error's code. */
AcReply *ac_reply_new_problem (const GError *error, guint status) G_GNUC_WARN_UNUSED_RESULT;

/* A zip that func writes, with the request that is answered, in a fiber. What fails before the
 * first piece becomes a problem; after it the answer breaks off. */
typedef gboolean (*AcReplyFunc) (gpointer request, AcStream *stream, GError **error);
AcReply *ac_reply_new_stream (AcReplyFunc func) G_GNUC_WARN_UNUSED_RESULT;
AcReplyFunc ac_reply_get_stream (AcReply *self); /* (nullable) */

void ac_reply_set_location (AcReply *self, const char *location);
/* One of the static strings; application/json otherwise. */
void ac_reply_set_content_type (AcReply *self, const char *content_type);
void ac_reply_set_replayed (AcReply *self);
void ac_reply_add_etag (AcReply *self);

guint ac_reply_get_status (AcReply *self);
GBytes *ac_reply_get_body (AcReply *self);         /* (nullable) */
const char *ac_reply_get_location (AcReply *self); /* (nullable) */

/* Makes self the answer to message; 304 (RFC 9110) when the asker has this ETag already. */
void ac_reply_write (AcReply *self, SoupServerMessage *message);

G_END_DECLS
