/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-posts.h"

#include <libsoup/soup.h>

#include "ac-clock.h"

#define PUBLISH_SECONDS 120 /* a slow service must not turn into an unknown outcome */
#define PAGE 100
#define MAX_PAGES 10
#define SKEW_MS (10 * 60 * 1000) /* between our clock and the service's */

static const AcJsonField id_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};
static const AcJsonField page_fields[] = {
  { "data", AC_JSON_ARRAY, AC_JSON_REQUIRED, 1000 },
  { "paging", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};

/* The address by which one copy is told from another: links may change with the name. */
static char *
make_uri (const AcGraphPosts *posts, const char *id)
{
  return g_strconcat (posts->service->id, ":", id, NULL);
}

static gboolean
is_post (const AcGraphPosts *posts, JsonObject *object)
{
  const AcJsonField fields[] = {
    { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 128 },
    { posts->text, AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 1 << 18 },
    { posts->link, AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
    { posts->time, AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
    { NULL },
  };

  return ac_json_check (object, fields, AC_JSON_OPEN, NULL);
}

/* (nullable): when it is no post. */
static AcOutcome *
describe_copy (const AcGraphPosts *posts, AcOutcomeKind kind, JsonObject *post)
{
  const char *id = ac_json_get_string (post, "id");
  const char *link = ac_json_get_string (post, posts->link);
  g_autofree char *uri = NULL;
  g_autofree char *whole = NULL;
  AcOutcome *outcome = NULL;

  if (post == NULL || !is_post (posts, post))
    return NULL;
  uri = make_uri (posts, id);
  if (posts->site != NULL && link != NULL && *link == '/')
    whole = g_strconcat (posts->site, link, NULL);
  outcome = ac_outcome_new (kind);
  ac_outcome_set_copy (outcome, id, uri, whole != NULL ? whole : link);
  ac_outcome_set_audience (outcome, AC_AUDIENCE_PUBLIC);
  return outcome;
}

AcHttpRequest *
ac_graph_posts_request_new (AcCall *call,
                            const AcGraphPosts *posts,
                            const char *method,
                            const char *path)
{
  g_autofree char *versioned = g_strconcat (posts->version, "/", path, NULL);
  AcHttpRequest *request =
      ac_graph_request_new (call->graph, call->access, posts->host, method, versioned);

  if (call->parcel != NULL)
    ac_http_request_set_tally (request, call->parcel->tally);
  return request;
}

AcHttpResponse *
ac_graph_posts_send (AcCall *call,
                     const AcGraphPosts *posts,
                     AcHttpRequest *request,
                     GError **error)
{
  return ac_graph_send (call->graph, posts->service->id, request, error);
}

static AcHttpRequest *
make_look (AcCall *call, const AcGraphPosts *posts, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat (escaped, "?fields=", posts->fields, NULL);

  return ac_graph_posts_request_new (call, posts, "GET", path);
}

static JsonObject *
read_any (AcHttpResponse *response)
{
  static const AcJsonField any[] = { { NULL } };

  return ac_http_response_get_object (response, any, NULL);
}

/* Where it can be seen. An id that isn't a post's is of no use; the post is there all the same. */
static AcOutcome *
describe_published (AcCall *call, const AcGraphPosts *posts, AcHttpResponse *published)
{
  g_autoptr(JsonObject) made = ac_http_response_get_object (published, id_fields, NULL);
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) post = NULL;
  AcOutcome *outcome = NULL;

  if (made == NULL)
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  request = make_look (call, posts, ac_json_get_string (made, "id"));
  if ((response = ac_graph_posts_send (call, posts, request, NULL)) &&
      ac_http_response_is_success (response) && (post = read_any (response)))
    outcome = describe_copy (posts, AC_OUTCOME_DONE, post);
  return outcome != NULL ? outcome : ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
}

AcOutcome *
ac_graph_posts_publish (AcCall *call, const AcGraphPosts *posts, const char *path, GBytes *form)
{
  g_autoptr(AcHttpRequest) request = ac_graph_posts_request_new (call, posts, "POST", path);

  ac_http_request_set_body (request, "application/x-www-form-urlencoded", form);
  ac_http_request_set_deadline (request, PUBLISH_SECONDS);
  return ac_graph_posts_publish_request (call, posts, request);
}

AcOutcome *
ac_graph_posts_publish_request (AcCall *call, const AcGraphPosts *posts, AcHttpRequest *request)
{
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_graph_posts_send (call, posts, request, &error)))
    return ac_outcome_from_error (error, ac_http_request_was_unsent (request));
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return g_steal_pointer (&outcome);
  return describe_published (call, posts, response);
}

static AcOutcome *
find_by_id (AcCall *call, const AcGraphPosts *posts)
{
  g_autoptr(AcHttpRequest) request = make_look (call, posts, call->parcel->remote_id);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) post = NULL;
  g_autoptr(GError) error = NULL;
  AcOutcome *found = NULL;

  if (!(response = ac_graph_posts_send (call, posts, request, &error)))
    return ac_call_not_found_out (ac_outcome_from_error (error, FALSE));
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_error (outcome) == AC_ERROR_NOT_FOUND)
    return ac_outcome_new (AC_OUTCOME_ABSENT);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return ac_call_not_found_out (g_steal_pointer (&outcome));
  if ((post = read_any (response)))
    found = describe_copy (posts, AC_OUTCOME_FOUND, post);
  return found != NULL ? found : ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);
}

/* A walk back through what the person posted, until before the copy can have been. */
typedef struct
{
  AcCall *call;
  const AcGraphPosts *posts;
  const char *list;
  char *text;
  char *after;       /* (nullable) */
  JsonObject *match; /* (nullable): nearest to the first try */
  gint64 distance;
  gint64 lead; /* of our clock, which the first try may have been told by */
  gboolean covered;
} Walk;

static void
walk_clear (Walk *walk)
{
  g_free (walk->text);
  g_free (walk->after);
  g_clear_pointer (&walk->match, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static gboolean
is_claimed (Walk *walk, const char *id)
{
  GPtrArray *claimed = walk->call->parcel->claimed;
  g_autofree char *uri = make_uri (walk->posts, id);

  return claimed != NULL && g_ptr_array_find_with_equal_func (claimed, uri, g_str_equal, NULL);
}

/* A story has no words; a post without any has none in the list either. */
static gboolean
has_text (Walk *walk, JsonObject *post)
{
  const char *text = ac_json_get_string (post, walk->posts->text);

  return walk->call->parcel->form == AC_FORM_STORY ||
         g_str_equal (text != NULL ? text : "", walk->text);
}

static gboolean
look_at (Walk *walk, JsonObject *post)
{
  AcParcel *parcel = walk->call->parcel;
  gint64 time = 0;

  if (!is_post (walk->posts, post) ||
      !ac_clock_parse (ac_json_get_string (post, walk->posts->time), &time))
    return FALSE;

  walk->covered = time < parcel->first_armed_at - SKEW_MS - walk->lead;
  if (walk->covered || is_claimed (walk, ac_json_get_string (post, "id")) || !has_text (walk, post))
    return TRUE;
  if (walk->match == NULL || ABS (time - parcel->first_armed_at) < walk->distance)
    {
      g_clear_pointer (&walk->match, json_object_unref);
      walk->match = json_object_ref (post);
      walk->distance = ABS (time - parcel->first_armed_at);
    }
  return TRUE;
}

static gboolean
read_page (Walk *walk, JsonObject *page)
{
  JsonArray *data = ac_json_get_array (page, "data");
  JsonObject *cursors = ac_json_get_object (ac_json_get_object (page, "paging"), "cursors");
  guint n = json_array_get_length (data);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (data, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) || !look_at (walk, json_node_get_object (node)))
        return FALSE;
    }
  g_set_str (&walk->after, n > 0 ? ac_json_get_string (cursors, "after") : NULL);
  walk->covered = walk->covered || walk->after == NULL;
  return TRUE;
}

static char *
make_path (Walk *walk)
{
  g_autofree char *after =
      walk->after != NULL ? g_uri_escape_string (walk->after, NULL, FALSE) : NULL;

  return g_strdup_printf ("%s?fields=%s&limit=%d%s%s", walk->list, walk->posts->fields, PAGE,
                          after != NULL ? "&after=" : "", after != NULL ? after : "");
}

/* One page further back. NULL when that worked. */
static AcOutcome *
load_page (Walk *walk, gboolean *cancelled)
{
  g_autofree char *path = make_path (walk);
  g_autoptr(AcHttpRequest) request =
                ac_graph_posts_request_new (walk->call, walk->posts, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) page = NULL;
  g_autoptr(GError) error = NULL;
  AcOutcome *outcome = NULL;

  if (!(response = ac_graph_posts_send (walk->call, walk->posts, request, &error)))
    {
      outcome = ac_call_not_found_out (ac_outcome_from_error (error, FALSE));
      *cancelled = outcome == NULL;
      return outcome;
    }
  if (!ac_http_response_is_success (response))
    return ac_call_not_found_out (ac_graph_read_outcome (response));
  walk->lead = ac_http_response_get_lead_ms (response);
  if (!(page = ac_http_response_get_object (response, page_fields, NULL)) ||
      !read_page (walk, page))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);
  return NULL;
}

static GHashTable *
read_form (AcCall *call)
{
  GBytes *payload = call->parcel->payload;
  g_autofree char *form = g_strndup (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));

  return soup_form_decode (form);
}

gboolean
ac_graph_posts_has_field (AcCall *call, const char *field)
{
  g_autoptr(GHashTable) fields = read_form (call);

  return g_hash_table_contains (fields, field);
}

char *
ac_graph_posts_read_text (AcCall *call, const AcGraphPosts *posts)
{
  g_autoptr(GHashTable) fields = read_form (call);
  const char *text = g_hash_table_lookup (fields, posts->text);

  return g_strdup (text != NULL ? text : "");
}

static AcOutcome *
find_by_text (AcCall *call, const AcGraphPosts *posts, const char *list)
{
  g_auto(Walk) walk = { .call = call, .posts = posts, .list = list };
  g_autoptr(AcOutcome) failed = NULL;
  gboolean cancelled = FALSE;

  walk.text = ac_graph_posts_read_text (call, posts);
  if (call->parcel->first_armed_at == 0)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  for (guint i = 0; i < MAX_PAGES && !walk.covered && failed == NULL && !cancelled; i++)
    failed = load_page (&walk, &cancelled);

  if (cancelled)
    return NULL;
  if (walk.match != NULL)
    return describe_copy (posts, AC_OUTCOME_FOUND, walk.match);
  if (failed != NULL)
    return g_steal_pointer (&failed);
  return ac_outcome_new (walk.covered ? AC_OUTCOME_ABSENT : AC_OUTCOME_UNKNOWN);
}

AcOutcome *
ac_graph_posts_find (AcCall *call, const AcGraphPosts *posts, const char *list)
{
  return call->parcel->remote_id != NULL ? find_by_id (call, posts)
                                         : find_by_text (call, posts, list);
}

/* What is gone already is as good. */
AcOutcome *
ac_graph_posts_remove (AcCall *call, const AcGraphPosts *posts)
{
  g_autofree char *id = NULL;
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  if (call->parcel->remote_id == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND, 0);
  id = g_uri_escape_string (call->parcel->remote_id, NULL, FALSE);
  request = ac_graph_posts_request_new (call, posts, "DELETE", id);
  if (!(response = ac_graph_posts_send (call, posts, request, &error)))
    return ac_outcome_from_error (error, ac_http_request_was_unsent (request));
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_error (outcome) == AC_ERROR_NOT_FOUND)
    return ac_outcome_new (AC_OUTCOME_DONE);
  return g_steal_pointer (&outcome);
}

static gboolean
says_no (AcHttpResponse *response)
{
  static const AcJsonField fields[] = {
    { "success", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
    { NULL },
  };
  g_autoptr(JsonObject) answer = ac_http_response_get_object (response, fields, NULL);

  return answer != NULL && !ac_json_get_boolean (answer, "success");
}

/* What is there now, whatever the answer said. */
static AcOutcome *
check_change (AcCall *call, const AcGraphPosts *posts)
{
  g_autoptr(AcHttpRequest) request = make_look (call, posts, call->parcel->remote_id);
  g_autoptr(AcHttpResponse) response = ac_graph_posts_send (call, posts, request, NULL);
  g_autoptr(JsonObject) post = response != NULL && ac_http_response_is_success (response)
                                   ? read_any (response)
                                   : NULL;
  g_autofree char *wanted = g_strstrip (ac_graph_posts_read_text (call, posts));
  const char *text = ac_json_get_string (post, posts->text);
  g_autofree char *there = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (post == NULL || !is_post (posts, post))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);
  if (!g_str_equal (there, wanted))
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  return ac_outcome_new (AC_OUTCOME_DONE);
}

AcOutcome *
ac_graph_posts_edit (AcCall *call, const AcGraphPosts *posts)
{
  g_autofree char *id = NULL;
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  if (call->parcel->remote_id == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND, 0);
  id = g_uri_escape_string (call->parcel->remote_id, NULL, FALSE);
  request = ac_graph_posts_request_new (call, posts, "POST", id);
  ac_http_request_set_body (request, "application/x-www-form-urlencoded", call->parcel->payload);
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_graph_posts_send (call, posts, request, &error)))
    return ac_outcome_from_error (error, ac_http_request_was_unsent (request));
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return g_steal_pointer (&outcome);
  if (says_no (response))
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  return check_change (call, posts);
}
