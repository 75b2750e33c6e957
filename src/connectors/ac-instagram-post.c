/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-graph-containers.h"
#include "ac-instagram-private.h"

#define HOUR_MS (60 * 60 * 1000)

static const AcGraphPosts posts = {
  .service = &ac_instagram_service,
  .host = AC_GRAPH_INSTAGRAM,
  .version = AC_GRAPH_VERSION,
  .fields = "id,caption,permalink,timestamp",
  .text = "caption",
  .link = "permalink",
  .time = "timestamp",
};
static const AcGraphContainers containers = { .posts = &posts, .status = "status_code" };

static const AcJsonField list_fields[] = {
  { "data", AC_JSON_ARRAY, AC_JSON_REQUIRED, 1 },
  { NULL },
};
static const AcJsonField limit_fields[] = {
  { "quota_usage", AC_JSON_INTEGER },
  { "config", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};

/* "ID/edge" of the account. */
static char *
make_path (AcCall *call, const char *edge)
{
  const char *id = ac_account_get_remote_id (ac_access_get_account (call->access));
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (escaped, "/", edge, NULL);
}

static gboolean
is_used_up (JsonObject *answer)
{
  JsonArray *data = ac_json_get_array (answer, "data");
  JsonNode *node = json_array_get_length (data) == 1 ? json_array_get_element (data, 0) : NULL;
  JsonObject *limit =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 total = 0;

  if (limit == NULL || !ac_json_check (limit, limit_fields, AC_JSON_OPEN, NULL))
    return FALSE;
  total = ac_json_get_integer (ac_json_get_object (limit, "config"), "quota_total");
  return total > 0 && ac_json_get_integer (limit, "quota_usage") >= total;
}

/* How many posts a day an account may have isn't always the same: it is asked for. What the answer
 * doesn't say, the publication will. */
static gboolean
may_publish (AcCall *call)
{
  g_autofree char *path = make_path (call, "content_publishing_limit?fields=quota_usage,config");
  g_autoptr(AcHttpRequest) request = ac_graph_posts_request_new (call, &posts, "GET", path);
  g_autoptr(AcHttpResponse) response = ac_graph_posts_send (call, &posts, request, NULL);
  g_autoptr(JsonObject) object = NULL;

  if (response == NULL || !ac_http_response_is_success (response))
    return TRUE;
  object = ac_http_response_get_object (response, list_fields, NULL);
  return object == NULL || !is_used_up (object);
}

DexFuture *
ac_instagram_publish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *create = make_path (call, "media");
  g_autofree char *publish = make_path (call, "media_publish");

  ac_graph_keep_fresh (call);
  if (call->parcel->prepared != NULL)
    return ac_call_end (ac_graph_containers_publish (call, &containers, publish));
  if (!may_publish (call))
    return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED,
                                               ac_clock_now_ms () + HOUR_MS));
  return ac_call_end (ac_graph_containers_create (call, &containers, create));
}

static AcOutcome *
find (AcCall *call)
{
  gboolean story = call->parcel->form == AC_FORM_STORY;
  g_autofree char *list = make_path (call, story ? "stories" : "media");

  return ac_graph_containers_find (call, &containers, list);
}

DexFuture *
ac_instagram_find_fiber (gpointer user_data)
{
  ac_graph_keep_fresh (user_data);
  return ac_call_end (find (user_data));
}

/* With Instagram Login nothing can be deleted ("Instagram API with Instagram Login",
 * "Limitations"): the person can do it there, and a story ends by itself. */
DexFuture *
ac_instagram_remove_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  gint64 end = call->parcel->first_armed_at + AC_FORM_LIFE_MS;
  g_autoptr(AcOutcome) found = NULL;

  ac_graph_keep_fresh (call);
  found = find (call);
  if (found == NULL || ac_outcome_get_kind (found) != AC_OUTCOME_FOUND)
    return ac_call_end (g_steal_pointer (&found));
  if (call->parcel->form != AC_FORM_STORY)
    return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_DELETE_THERE, 0));
  return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_ENDS_BY_ITSELF,
                                             MAX (end, ac_clock_now_ms () + HOUR_MS)));
}
