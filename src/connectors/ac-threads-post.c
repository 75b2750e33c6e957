/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-posts.h"
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

DexFuture *
ac_threads_publish_fiber (gpointer user_data)
{
  ac_graph_keep_fresh (user_data, &ac_threads_flow);
  return ac_call_end (ac_graph_posts_publish (user_data, &posts, "me/threads"));
}

DexFuture *
ac_threads_find_fiber (gpointer user_data)
{
  ac_graph_keep_fresh (user_data, &ac_threads_flow);
  return ac_call_end (ac_graph_posts_find (user_data, &posts, "me/threads"));
}

DexFuture *
ac_threads_remove_fiber (gpointer user_data)
{
  ac_graph_keep_fresh (user_data, &ac_threads_flow);
  return ac_call_end (ac_graph_posts_remove (user_data, &posts));
}
