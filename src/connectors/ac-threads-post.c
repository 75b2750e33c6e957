/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>

#include "ac-clock.h"
#include "ac-threads-private.h"

#define PUBLISH_SECONDS 120 /* a slow service must not turn into an unknown outcome */
#define PAGE 100
#define MAX_PAGES 10
#define SKEW_MS (10 * 60 * 1000) /* between our clock and the service's */
#define FIELDS "fields=id,text,permalink,timestamp"

static const AcJsonField id_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};
static const AcJsonField post_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 8192 },
  { "permalink", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "timestamp", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};
static const AcJsonField page_fields[] = {
  { "data", AC_JSON_ARRAY, AC_JSON_REQUIRED, 1000 },
  { "paging", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};

/* The address by which one copy is told from another: links may change with the name. */
static char *
make_uri (const char *id)
{
  return g_strconcat ("threads:", id, NULL);
}

static AcOutcome *
describe_copy (AcOutcomeKind kind, JsonObject *post)
{
  const char *id = ac_json_get_string (post, "id");
  g_autofree char *uri = make_uri (id);
  AcOutcome *outcome = ac_outcome_new (kind);

  ac_outcome_set_copy (outcome, id, uri, ac_json_get_string (post, "permalink"));
  ac_outcome_set_audience (outcome, AC_AUDIENCE_PUBLIC);
  return outcome;
}

static AcHttpRequest *
make_look (AcCall *call, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat (escaped, "?" FIELDS, NULL);

  return ac_threads_request_new (call, "GET", path);
}

/* Where it can be seen. An id that isn't a post's is of no use; the post is there all the same. */
static AcOutcome *
describe_published (AcCall *call, AcHttpResponse *published)
{
  g_autoptr(JsonObject) made = ac_http_response_get_object (published, id_fields, NULL);
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) post = NULL;

  if (made == NULL)
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  request = make_look (call, ac_json_get_string (made, "id"));
  if (!(response = ac_threads_send (call, request, NULL)) ||
      !ac_http_response_is_success (response) ||
      !(post = ac_http_response_get_object (response, post_fields, NULL)))
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  return describe_copy (AC_OUTCOME_DONE, post);
}

DexFuture *
ac_threads_publish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcHttpRequest) request = ac_threads_request_new (call, "POST", "me/threads");
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  ac_http_request_set_body (request, "application/x-www-form-urlencoded", call->parcel->payload);
  ac_http_request_set_deadline (request, PUBLISH_SECONDS);
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_threads_send (call, request, &error)))
    return ac_call_end (ac_outcome_from_error (error, ac_http_request_was_unsent (request)));
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return ac_call_end (g_steal_pointer (&outcome));
  return ac_call_end (describe_published (call, response));
}

static AcOutcome *
find_by_id (AcCall *call)
{
  g_autoptr(AcHttpRequest) request = make_look (call, call->parcel->remote_id);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) post = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_threads_send (call, request, &error)))
    return ac_call_not_found_out (ac_outcome_from_error (error, FALSE));
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_error (outcome) == AC_ERROR_NOT_FOUND)
    return ac_outcome_new (AC_OUTCOME_ABSENT);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return ac_call_not_found_out (g_steal_pointer (&outcome));
  if (!(post = ac_http_response_get_object (response, post_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);
  return describe_copy (AC_OUTCOME_FOUND, post);
}

/* A walk back through what the person posted, until before the copy can have been. */
typedef struct
{
  AcCall *call;
  char *text;
  char *after;       /* (nullable) */
  JsonObject *match; /* (nullable): nearest to the first try */
  gint64 distance;
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
is_claimed (AcParcel *parcel, const char *id)
{
  g_autofree char *uri = make_uri (id);

  return parcel->claimed != NULL &&
         g_ptr_array_find_with_equal_func (parcel->claimed, uri, g_str_equal, NULL);
}

static gboolean
look_at (Walk *walk, JsonObject *post)
{
  AcParcel *parcel = walk->call->parcel;
  gint64 time = 0;

  if (post == NULL || !ac_json_check (post, post_fields, AC_JSON_OPEN, NULL) ||
      !ac_clock_parse (ac_json_get_string (post, "timestamp"), &time))
    return FALSE;

  walk->covered = time < parcel->first_armed_at - SKEW_MS;
  if (walk->covered || is_claimed (parcel, ac_json_get_string (post, "id")) ||
      g_strcmp0 (ac_json_get_string (post, "text"), walk->text) != 0)
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

  return g_strdup_printf ("me/threads?" FIELDS "&limit=%d%s%s", PAGE,
                          after != NULL ? "&after=" : "", after != NULL ? after : "");
}

/* One page further back. NULL when that worked. */
static AcOutcome *
load_page (Walk *walk, gboolean *cancelled)
{
  g_autofree char *path = make_path (walk);
  g_autoptr(AcHttpRequest) request = ac_threads_request_new (walk->call, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) page = NULL;
  g_autoptr(GError) error = NULL;
  AcOutcome *outcome = NULL;

  if (!(response = ac_threads_send (walk->call, request, &error)))
    {
      outcome = ac_call_not_found_out (ac_outcome_from_error (error, FALSE));
      *cancelled = outcome == NULL;
      return outcome;
    }
  if (!ac_http_response_is_success (response))
    return ac_call_not_found_out (ac_graph_read_outcome (response));
  if (!(page = ac_http_response_get_object (response, page_fields, NULL)) ||
      !read_page (walk, page))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);
  return NULL;
}

static char *
read_text (AcParcel *parcel)
{
  g_autofree char *form =
      g_strndup (g_bytes_get_data (parcel->payload, NULL), g_bytes_get_size (parcel->payload));
  g_autoptr(GHashTable) fields = soup_form_decode (form);

  return g_strdup (g_hash_table_lookup (fields, "text"));
}

static AcOutcome *
find_by_text (AcCall *call)
{
  g_auto(Walk) walk = { .call = call, .text = read_text (call->parcel) };
  g_autoptr(AcOutcome) failed = NULL;
  gboolean cancelled = FALSE;

  if (walk.text == NULL || call->parcel->first_armed_at == 0)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  for (guint i = 0; i < MAX_PAGES && !walk.covered && failed == NULL && !cancelled; i++)
    failed = load_page (&walk, &cancelled);

  if (cancelled)
    return NULL;
  if (walk.match != NULL)
    return describe_copy (AC_OUTCOME_FOUND, walk.match);
  if (failed != NULL)
    return g_steal_pointer (&failed);
  return ac_outcome_new (walk.covered ? AC_OUTCOME_ABSENT : AC_OUTCOME_UNKNOWN);
}

DexFuture *
ac_threads_find_fiber (gpointer user_data)
{
  AcCall *call = user_data;

  return ac_call_end (call->parcel->remote_id != NULL ? find_by_id (call) : find_by_text (call));
}

DexFuture *
ac_threads_remove_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *id = NULL;
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  if (call->parcel->remote_id == NULL)
    return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND, 0));
  id = g_uri_escape_string (call->parcel->remote_id, NULL, FALSE);
  request = ac_threads_request_new (call, "DELETE", id);
  if (!(response = ac_threads_send (call, request, &error)))
    return ac_call_end (ac_outcome_from_error (error, ac_http_request_was_unsent (request)));
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_error (outcome) == AC_ERROR_NOT_FOUND)
    return ac_call_end (ac_outcome_new (AC_OUTCOME_DONE));
  return ac_call_end (g_steal_pointer (&outcome));
}
