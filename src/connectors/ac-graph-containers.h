/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-graph-posts.h"

G_BEGIN_DECLS

/* Posts that are made in two steps ("Content Publishing" of Instagram, "Create Posts" of Threads):
 * a container, for which the service fetches the picture or video, and its publication. Nobody sees
 * a container. Its id is the key: it makes one post, and tells ever after whether it has. */
typedef struct
{
  const AcGraphPosts *posts;
  const char *status;    /* the field: "status_code" or "status" */
  const char *item_type; /* (nullable): what a picture among several is called */
} AcGraphContainers;

/* All inside a fiber; NULL when cancelled. Paths are below the version. */

/* The first step for the parcel's form and its pictures: PREPARED with the id. create: where it is
 * made. Several pictures have a container each, and one that holds them. */
AcOutcome *ac_graph_containers_create (AcCall *call,
                                       const AcGraphContainers *containers,
                                       const char *create) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a text without pictures. Takes added, what is only known now of its form; "" for
 * nothing. */
AcOutcome *ac_graph_containers_create_text (AcCall *call,
                                            const AcGraphContainers *containers,
                                            const char *create,
                                            char *added) G_GNUC_WARN_UNUSED_RESULT;
/* The second step, for what the parcel has prepared. */
AcOutcome *ac_graph_containers_publish (AcCall *call,
                                        const AcGraphContainers *containers,
                                        const char *publish) G_GNUC_WARN_UNUSED_RESULT;
/* As ac_graph_posts_find(), but the container says first whether there is anything to find;
 * PREPARED when nothing was published yet and can't have been. */
AcOutcome *ac_graph_containers_find (AcCall *call,
                                     const AcGraphContainers *containers,
                                     const char *list) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
