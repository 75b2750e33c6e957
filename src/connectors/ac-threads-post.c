/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-containers.h"
#include "ac-threads-private.h"

static const AcGraphPosts posts = {
  .service = &ac_threads_service,
  .host = AC_GRAPH_THREADS,
  .version = AC_GRAPH_THREADS_VERSION,
  .fields = "id,text,permalink,timestamp",
  .text = "text",
  .link = "permalink",
  .time = "timestamp",
};

static const AcGraphContainers containers = { .posts = &posts,
                                              .status = "status",
                                              .item_type = "IMAGE" };

static gboolean
has_picture (AcCall *call)
{
  GListModel *pictures = call->parcel->pictures;

  return pictures != NULL && g_list_model_get_n_items (pictures) > 0;
}

/* A text that is published by the request that makes it has no container of its own. */
static gboolean
has_container (AcCall *call)
{
  return has_picture (call) || !ac_graph_posts_has_field (call, "auto_publish_text");
}

static AcOutcome *
create (AcCall *call)
{
  const AcParent *parent = call->parcel->parent;

  if (has_picture (call))
    return ac_graph_containers_create (call, &containers, "me/threads");
  return ac_graph_containers_create_text (
      call, &containers, "me/threads",
      ac_graph_encode_form ("reply_to_id", parent != NULL ? parent->remote_id : NULL, NULL));
}

static AcOutcome *
publish (AcCall *call)
{
  if (call->parcel->prepared != NULL)
    return ac_graph_containers_publish (call, &containers, "me/threads_publish");
  if (has_container (call))
    return create (call);
  return ac_graph_posts_publish (call, &posts, "me/threads", call->parcel->payload);
}

DexFuture *
ac_threads_publish_fiber (gpointer user_data)
{
  ac_graph_keep_fresh (user_data);
  return ac_call_end (publish (user_data));
}

/* Ghosts stand in a list of their own, and in none once they have ended ("Ghost Posts"): they are
 * kept for the person alone then, so that asking for one by its id says nothing. */
static AcOutcome *
find_ghost (AcCall *call)
{
  g_autofree char *id = g_steal_pointer (&call->parcel->remote_id);
  g_autoptr(AcOutcome) found = ac_graph_posts_find (call, &posts, "me/ghost_posts");

  call->parcel->remote_id = g_steal_pointer (&id);
  return g_steal_pointer (&found);
}

/* Replies stand in a list of their own, too. */
static AcOutcome *
find (AcCall *call)
{
  const char *list = call->parcel->parent != NULL ? "me/replies" : "me/threads";

  if (call->parcel->form == AC_FORM_GHOST)
    return find_ghost (call);
  return has_container (call) ? ac_graph_containers_find (call, &containers, list)
                              : ac_graph_posts_find (call, &posts, list);
}

DexFuture *
ac_threads_find_fiber (gpointer user_data)
{
  ac_graph_keep_fresh (user_data);
  return ac_call_end (find (user_data));
}

DexFuture *
ac_threads_remove_fiber (gpointer user_data)
{
  ac_graph_keep_fresh (user_data);
  return ac_call_end (ac_graph_posts_remove (user_data, &posts));
}
