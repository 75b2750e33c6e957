/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-facebook-private.h"
#include "ac-graph-posts.h"

static const AcGraphPosts posts = {
  .service = &ac_facebook_service,
  .host = AC_GRAPH_FACEBOOK,
  .version = AC_GRAPH_VERSION,
  .fields = "id,message,permalink_url,created_time",
  .text = "message",
  .link = "permalink_url",
  .time = "created_time",
};

/* "PAGE/edge" of the parcel's own Page. */
static char *
make_path (AcCall *call, const char *edge)
{
  const char *key = call->parcel->key;
  g_autofree char *page = g_strndup (key, strcspn (key, ":"));

  return g_strconcat (page, "/", edge, NULL);
}

DexFuture *
ac_facebook_publish_fiber (gpointer user_data)
{
  g_autofree char *path = make_path (user_data, "feed");

  return ac_call_end (ac_graph_posts_publish (user_data, &posts, path));
}

DexFuture *
ac_facebook_find_fiber (gpointer user_data)
{
  g_autofree char *path = make_path (user_data, "published_posts");

  return ac_call_end (ac_graph_posts_find (user_data, &posts, path));
}

DexFuture *
ac_facebook_remove_fiber (gpointer user_data)
{
  return ac_call_end (ac_graph_posts_remove (user_data, &posts));
}
