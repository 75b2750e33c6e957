/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* What was posted at the practice services, and the containers that Instagram and Threads want made
 * first. Each is a record of the state: "service", "owner", "kind" ("post", "story" or "ghost"),
 * and what there is of "text", "alt", "picture" (what it is, in words), "picture_id" and
 * "expires_at". */

/* The record; its id is in *id (transfer full). */
JsonObject *ac_practice_posts_add (AcPracticeCall *call,
                                   const char *table,
                                   const char *owner,
                                   const char *kind,
                                   const char *text_or_null,
                                   char **id);
/* (transfer none) (nullable): one of the service that is there still. */
JsonObject *ac_practice_posts_find (AcPracticeCall *call, const char *service, const char *id);
gboolean ac_practice_posts_is_there (AcPracticeState *state, JsonObject *record);
/* (element-type utf8) (transfer container): the ids of those that are there, the newest first; an
 * owner of NULL is everybody, a kind of NULL any. */
GList *ac_practice_posts_list (AcPracticeState *state,
                               const char *service,
                               const char *owner,
                               const char *kind) G_GNUC_WARN_UNUSED_RESULT;

/* {"data": […], "paging": …} with what describe gives for each (takes nothing), held to "limit",
 * "after" and "fields". */
void ac_practice_posts_answer (AcPracticeCall *call,
                               GList *ids,
                               JsonObject *(*describe) (AcPracticeCall *call,
                                                        const char *id,
                                                        JsonObject *record),
                               const char *known,
                               const char *usual);

/* "2026-11-25T17:00:00+0000", as the services write times. */
char *ac_practice_posts_format (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;
/* A page of ours that shows it. */
char *ac_practice_posts_get_permalink (AcPracticeCall *call,
                                       const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* In a fiber: fetches a picture or video as the services do, and says in words what it is; NULL:
 * refused. types: of "JPEG|PNG|MP4". */
char *ac_practice_posts_fetch (AcPracticeCall *call,
                               const char *address,
                               const char *types) G_GNUC_WARN_UNUSED_RESULT;
/* The same for bytes that came with the call. */
char *ac_practice_posts_describe_picture (AcPracticeCall *call,
                                          GBytes *bytes,
                                          const char *types) G_GNUC_WARN_UNUSED_RESULT;

/* What came with the call is the record's: words from ac_practice_posts_fetch(). */
void ac_practice_posts_set_picture (AcPracticeCall *call, JsonObject *record, const char *words);
/* The picture of one record is another's, too. */
void ac_practice_posts_copy_picture (JsonObject *from, JsonObject *to);

/* Whether "children" names two to ten containers of this owner that were made for it and are ready;
 * FALSE: refused. */
gboolean ac_practice_posts_check_children (AcPracticeCall *call, const char *owner);
/* They are the record's, which is a container or a post. */
void ac_practice_posts_set_children (AcPracticeCall *call, JsonObject *record, const char *ids);

/* "IN_PROGRESS", "FINISHED", "PUBLISHED" or "EXPIRED". */
const char *ac_practice_posts_get_status (AcPracticeCall *call, JsonObject *container);
/* Publishes the container that "creation_id" names, of this owner, and answers with its id. quota:
 * how many a day. */
void ac_practice_posts_publish (AcPracticeCall *call, const char *owner, guint quota);

G_END_DECLS
