/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-call-private.h"

G_BEGIN_DECLS

/* Posts of texts at Meta's services: a form is sent, and what was posted is listed with the newest
 * first. */
typedef struct
{
  const AcService *service;
  AcGraphHost host;
  const char *version;
  const char *fields; /* that are asked for: "id,text,…" */
  const char *text;   /* how the service calls them, in the form as well */
  const char *link;
  const char *time;
  const char *site; /* (nullable): what stands before links that begin with a slash */
} AcGraphPosts;

AcHttpRequest *ac_graph_posts_request_new (AcCall *call,
                                           const AcGraphPosts *posts,
                                           const char *method,
                                           const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber. Errors as ac_http_send(). */
AcHttpResponse *ac_graph_posts_send (AcCall *call,
                                     const AcGraphPosts *posts,
                                     AcHttpRequest *request,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the form of the parcel says something of that. */
gboolean ac_graph_posts_has_field (AcCall *call, const char *field);
/* The text in the form of the parcel; "" for none. */
char *ac_graph_posts_read_text (AcCall *call, const AcGraphPosts *posts) G_GNUC_WARN_UNUSED_RESULT;

/* All inside a fiber; NULL when cancelled. path and list: below the version. */
AcOutcome *ac_graph_posts_publish (AcCall *call,
                                   const AcGraphPosts *posts,
                                   const char *path,
                                   GBytes *form) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a request of ac_graph_posts_request_new() with a body and a deadline. */
AcOutcome *ac_graph_posts_publish_request (AcCall *call,
                                           const AcGraphPosts *posts,
                                           AcHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;
AcOutcome *ac_graph_posts_find (AcCall *call,
                                const AcGraphPosts *posts,
                                const char *list) G_GNUC_WARN_UNUSED_RESULT;
/* The form of the parcel takes the place of what stands there. */
AcOutcome *ac_graph_posts_edit (AcCall *call, const AcGraphPosts *posts) G_GNUC_WARN_UNUSED_RESULT;
AcOutcome *ac_graph_posts_remove (AcCall *call,
                                  const AcGraphPosts *posts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
