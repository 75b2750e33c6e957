/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-mastodon-private.h"

#define SKEW_MS (2 * 60 * 1000) /* how much the server's clock may be behind ours */
#define MAX_PAGES 100           /* 4000 posts since the first try */
#define PAGE 40
#define SNAC_MAX_SEEN                                                                              \
  200 /* snac cuts its lists: the end of a longer one is not the end of the account */

static const AcJsonField status_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "uri", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "visibility", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "content", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "account", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { "media_attachments", AC_JSON_ARRAY, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "reblog", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};

static const AcJsonField author_fields[] = { { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
                                             { NULL } };
static const AcJsonField source_fields[] = { { "text", AC_JSON_STRING }, { NULL } };
static const AcJsonField payload_fields[] = { { "status", AC_JSON_STRING }, { NULL } };

/* A walk back in time through what the account posted. */
typedef struct
{
  AcCall *call;
  char *text;   /* what is looked for */
  char *max_id; /* where the next page begins */
  guint seen;
  gint64 lead;       /* of our clock, which the first try may have been told by */
  gboolean ended;    /* the list has nothing older */
  gboolean covered;  /* everything since the first try was seen */
  JsonObject *match; /* (nullable): of the audience that was asked for, else the closest in time */
  gboolean match_exact;
  gint64 match_distance;
} Walk;

static void
walk_clear (Walk *walk)
{
  g_free (walk->text);
  g_free (walk->max_id);
  g_clear_pointer (&walk->match, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static gboolean
is_claimed (AcParcel *parcel, const char *uri)
{
  return parcel->claimed != NULL && uri != NULL &&
         g_ptr_array_find_with_equal_func (parcel->claimed, uri, g_str_equal, NULL);
}

static gboolean
is_own (AcCall *call, JsonObject *status)
{
  JsonObject *author = ac_json_get_object (status, "account");
  const char *own = ac_account_get_remote_id (ac_access_get_account (call->access));

  return ac_json_get_object (status, "reblog") == NULL &&
         ac_json_check (author, author_fields, AC_JSON_OPEN, NULL) &&
         g_strcmp0 (ac_json_get_string (author, "id"), own) == 0;
}

/* The same words may stand under other pictures. */
static gboolean
has_as_many_pictures (AcCall *call, JsonObject *status)
{
  GListModel *pictures = call->parcel->pictures;
  JsonArray *media = ac_json_get_array (status, "media_attachments");

  return media == NULL || json_array_get_length (media) ==
                              (pictures != NULL ? g_list_model_get_n_items (pictures) : 0);
}

/* Asks for the text as it was written; NULL without error when the server has no such answer. */
static char *
load_source (AcCall *call, const char *id, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/v1/statuses/%s/source", escaped);
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (call, "GET", path);
  g_autoptr(AcHttpResponse) response = ac_call_send (call->http, request, error);
  g_autoptr(JsonObject) source = NULL;

  if (response == NULL)
    return NULL;
  if (ac_http_response_get_status (response) == 404)
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_REJECTED, error), NULL;
  source = ac_http_response_get_object (response, source_fields, error);
  return source != NULL ? g_strdup (ac_json_get_string (source, "text")) : NULL;
}

/* The HTML of a status loses what was written in more ways than can be listed, so it may only say
 * yes. */
gboolean
ac_mastodon_compare_words (
    AcCall *call, JsonObject *status, const char *words, AcWords *result, GError **error)
{
  const char *text = ac_json_get_string (status, "text");
  const char *content = ac_json_get_string (status, "content");
  g_autofree char *plain = content != NULL ? ac_mastodon_plain_text (content) : NULL;
  g_autofree char *source = NULL;
  g_autoptr(GError) failure = NULL;

  *result = AC_WORDS_SAME;
  if ((text != NULL && ac_mastodon_same_text (text, words)) ||
      (plain != NULL && ac_mastodon_same_text (plain, words)))
    return TRUE;

  *result = AC_WORDS_OTHER;
  if (text != NULL)
    return TRUE;

  source = load_source (call, ac_json_get_string (status, "id"), &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (source == NULL)
    *result = AC_WORDS_UNSURE;
  else if (ac_mastodon_same_text (source, words))
    *result = AC_WORDS_SAME;
  return TRUE;
}

static gboolean
has_audience (AcParcel *parcel, JsonObject *status)
{
  int audience = ac_mastodon_read_audience (ac_json_get_string (status, "visibility"));

  return audience == -1 || audience == (int) parcel->audience;
}

static void
match (Walk *walk, JsonObject *status, gint64 distance)
{
  gboolean exact = has_audience (walk->call->parcel, status);

  if (walk->match != NULL &&
      (exact != walk->match_exact ? walk->match_exact : distance >= walk->match_distance))
    return;

  g_clear_pointer (&walk->match, json_object_unref);
  walk->match = json_object_ref (status);
  walk->match_exact = exact;
  walk->match_distance = distance;
}

static gboolean
look_at (Walk *walk, JsonObject *status, GError **error)
{
  AcParcel *parcel = walk->call->parcel;
  gint64 created = 0;
  AcWords words = AC_WORDS_UNSURE;

  if (!is_own (walk->call, status))
    return TRUE;
  if (!ac_clock_parse (ac_json_get_string (status, "created_at"), &created))
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "A status has no time"), FALSE;

  /* Only the last one of a page counts, so that an old status pinned on top proves nothing. */
  walk->covered = created < parcel->first_armed_at - SKEW_MS - walk->lead;
  if (walk->covered || is_claimed (parcel, ac_json_get_string (status, "uri")) ||
      !has_as_many_pictures (walk->call, status))
    return TRUE;
  if (!ac_mastodon_compare_words (walk->call, status, walk->text, &words, error))
    return FALSE;

  if (words == AC_WORDS_SAME)
    match (walk, status, ABS (created - parcel->first_armed_at));
  return TRUE;
}

/* snac lists only what is public under the account; all it has stands in the home timeline. */
static char *
make_path (Walk *walk)
{
  AcAccess *access = walk->call->access;
  const char *id = ac_account_get_remote_id (ac_access_get_account (access));
  g_autofree char *own = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *max_id =
      g_uri_escape_string (walk->max_id != NULL ? walk->max_id : "", NULL, FALSE);
  const char *and_from = walk->max_id != NULL ? "&max_id=" : "";

  if (ac_mastodon_is_snac (access))
    return g_strdup_printf ("/api/v1/timelines/home?limit=%d%s%s", PAGE, and_from, max_id);
  return g_strdup_printf ("/api/v1/accounts/%s/statuses?limit=%d%s%s", own, PAGE, and_from, max_id);
}

static gboolean
read_page (Walk *walk, JsonArray *page, GError **error)
{
  guint n = json_array_get_length (page);
  g_autofree char *last = NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (page, i);
      JsonObject *status = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (status == NULL || !ac_json_check (status, status_fields, AC_JSON_OPEN, NULL))
        return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "A status can't be read"), FALSE;
      g_set_str (&last, ac_json_get_string (status, "id"));
      if (!look_at (walk, status, error))
        return FALSE;
    }

  walk->seen += n;
  walk->ended = n == 0;
  if (last != NULL && g_strcmp0 (last, walk->max_id) == 0)
    {
      /* The server does not know max_id. A page that is not full was all there is. */
      if (n >= PAGE)
        return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The same page came again"), FALSE;
      walk->ended = TRUE;
    }
  g_set_str (&walk->max_id, last);
  return TRUE;
}

/* One page further back. NULL when that worked. */
static AcOutcome *
load_page (Walk *walk, GError **cancelled)
{
  g_autofree char *path = make_path (walk);
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (walk->call, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonArray) page = NULL;
  g_autoptr(GError) error = NULL;
  AcOutcome *outcome = NULL;

  if ((response = ac_call_send (walk->call->http, request, &error)))
    {
      if (!ac_http_response_is_success (response))
        return ac_call_not_found_out (ac_mastodon_read_outcome (walk->call->access, response));
      walk->lead = ac_http_response_get_lead_ms (response);
      if ((page = ac_http_response_get_array (response, &error)) && read_page (walk, page, &error))
        return NULL;
    }

  if (!(outcome = ac_call_not_found_out (ac_outcome_from_error (error, FALSE))))
    g_propagate_error (cancelled, g_steal_pointer (&error));
  return outcome;
}

static gboolean
walk_is_complete (Walk *walk)
{
  if (walk->covered)
    return TRUE;
  return walk->ended && !(ac_mastodon_is_snac (walk->call->access) && walk->seen >= SNAC_MAX_SEEN);
}

static AcOutcome *
find_by_text (AcCall *call)
{
  g_auto(Walk) walk = { .call = call };
  g_autoptr(JsonObject) payload =
                ac_json_parse_object (call->parcel->payload, payload_fields, AC_JSON_OPEN, NULL);
  g_autoptr(GError) cancelled = NULL;
  g_autoptr(AcOutcome) failed = NULL;

  if (payload == NULL || call->parcel->first_armed_at == 0)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  walk.text = g_strdup (ac_json_get_string (payload, "status"));

  for (guint i = 0; i < MAX_PAGES && !walk.ended && !walk.covered && failed == NULL; i++)
    {
      failed = load_page (&walk, &cancelled);
      if (cancelled != NULL)
        return NULL;
    }

  if (walk.match != NULL && !walk.match_exact && call->parcel->contested)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  if (walk.match != NULL)
    return ac_mastodon_describe_copy (AC_OUTCOME_FOUND, walk.match);
  if (failed != NULL)
    return g_steal_pointer (&failed);
  return ac_outcome_new (walk_is_complete (&walk) ? AC_OUTCOME_ABSENT : AC_OUTCOME_UNKNOWN);
}

static AcOutcome *
read_found (AcCall *call, AcHttpResponse *response)
{
  g_autoptr(JsonObject) status = NULL;

  if (ac_mastodon_is_gone (call->access, response))
    return ac_outcome_new (AC_OUTCOME_ABSENT);
  if (!ac_http_response_is_success (response))
    return ac_call_not_found_out (ac_mastodon_read_outcome (call->access, response));
  if (!(status = ac_http_response_get_object (response, status_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);
  return ac_mastodon_describe_copy (AC_OUTCOME_FOUND, status);
}

static AcOutcome *
find_by_id (AcCall *call)
{
  g_autofree char *id = g_uri_escape_string (call->parcel->remote_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", id, NULL);
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (call, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  AcOutcome *outcome = NULL;

  if (!(response = ac_call_send (call->http, request, &error)))
    return ac_call_not_found_out (ac_outcome_from_error (error, FALSE));
  outcome = read_found (call, response);
  ac_outcome_heed_budget (outcome, response, AC_BUDGET_ALL);
  return outcome;
}

DexFuture *
ac_mastodon_find_fiber (gpointer user_data)
{
  AcCall *call = user_data;

  return ac_call_end (call->parcel->remote_id != NULL ? find_by_id (call) : find_by_text (call));
}
