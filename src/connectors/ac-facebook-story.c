/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-facebook-private.h"
#include "ac-graph-posts.h"

/* Stories of a Page ("Page Stories API"). A photo or a video is uploaded, which shows nobody
 * anything, and made a story by a request of its own. It can be made one once; so its id is the
 * key, stands in the list of stories, and is what a copy is known by here. */

#define HOUR_MS (60 * 60 * 1000)
#define MAX_PAGES 10
#define PHOTO "photo:" /* before the id of what is prepared */
#define VIDEO "video:"

static const AcGraphPosts stories = {
  .service = &ac_facebook_service,
  .host = AC_GRAPH_FACEBOOK,
  .version = AC_GRAPH_VERSION,
};

static const AcJsonField started_fields[] = {
  { "video_id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};
static const AcJsonField list_fields[] = {
  { "data", AC_JSON_ARRAY, AC_JSON_REQUIRED, 1000 },
  { "paging", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};
static const AcJsonField story_fields[] = {
  { "media_id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { NULL },
};

static gboolean
is_video (AcCall *call)
{
  return call->parcel->prepared != NULL && g_str_has_prefix (call->parcel->prepared, VIDEO);
}

/* (nullable): of the photo or video. */
static const char *
get_media (AcCall *call)
{
  if (call->parcel->remote_id != NULL)
    return call->parcel->remote_id;
  return call->parcel->prepared != NULL ? call->parcel->prepared + strlen (PHOTO) : NULL;
}

static AcOutcome *
prepared (const char *kind, const char *id)
{
  g_autofree char *name = g_strconcat (kind, id, NULL);
  AcOutcome *outcome = ac_outcome_new (AC_OUTCOME_PREPARED);

  ac_outcome_set_prepared (outcome, name);
  return outcome;
}

static AcOutcome *
prepare_photo (AcCall *call, AcPicture *photo)
{
  g_autoptr(AcOutcome) outcome = ac_facebook_upload_photo (call, photo);

  return outcome != NULL && ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE
             ? prepared (PHOTO, ac_outcome_get_remote_id (outcome))
             : g_steal_pointer (&outcome);
}

/* Sends what makes nothing anybody can see. (nullable): the answer, when it is a good one;
 * otherwise *failed, which is NULL when cancelled. */
static AcHttpResponse *
send_unseen (AcCall *call, AcHttpRequest *request, AcOutcome **failed)
{
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_graph_posts_send (call, &stories, request, &error)))
    return *failed = ac_outcome_from_error (error, TRUE), NULL;
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE)
    return g_steal_pointer (&response);
  *failed = ac_call_nothing_shown (g_steal_pointer (&outcome));
  return NULL;
}

/* Takes form. */
static AcHttpRequest *
make_request (AcCall *call, const char *edge, char *form)
{
  g_autofree char *path = ac_facebook_make_path (call, edge);
  g_autoptr(GBytes) body = g_bytes_new_take (form, strlen (form));
  AcHttpRequest *request = ac_graph_posts_request_new (call, &stories, "POST", path);

  ac_http_request_set_body (request, "application/x-www-form-urlencoded", body);
  return request;
}

/* The address that the answer names is not believed: the token goes there. */
static AcHttpRequest *
make_upload (AcCall *call, const char *id, AcPicture *video)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("video-upload/" AC_GRAPH_VERSION "/", escaped, NULL);
  g_autofree char *uri = ac_graph_make_uri (call->graph, AC_GRAPH_FACEBOOK_UPLOADS, path);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, ac_picture_get_size (video));
  AcHttpRequest *request = ac_http_request_new ("POST", uri);

  ac_http_request_set_authorization (
      request, "OAuth", ac_access_get_credential (call->access, AC_CREDENTIAL_ACCESS_TOKEN));
  ac_http_request_set_header (request, "offset", "0");
  ac_http_request_set_header (request, "file_size", size);
  ac_http_request_set_body (request, "application/octet-stream", ac_picture_get_bytes (video));
  ac_http_request_set_deadline (request, ac_call_get_upload_seconds (video));
  ac_http_request_set_tally (request, call->parcel->tally);
  return request;
}

static AcOutcome *
prepare_video (AcCall *call, AcPicture *video)
{
  g_autoptr(AcHttpRequest) start = make_request (
      call, "video_stories", ac_graph_encode_form ("upload_phase", "start", NULL));
  g_autoptr(AcHttpRequest) upload = NULL;
  g_autoptr(AcHttpResponse) started = NULL;
  g_autoptr(AcHttpResponse) uploaded = NULL;
  g_autoptr(JsonObject) object = NULL;
  AcOutcome *failed = NULL;

  if (!(started = send_unseen (call, start, &failed)))
    return failed;
  if (!(object = ac_http_response_get_object (started, started_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY, 0);

  upload = make_upload (call, ac_json_get_string (object, "video_id"), video);
  if (!(uploaded = send_unseen (call, upload, &failed)))
    return failed;
  return prepared (VIDEO, ac_json_get_string (object, "video_id"));
}

static AcOutcome *
prepare (AcCall *call)
{
  g_autoptr(AcPicture) file = call->parcel->pictures != NULL
                                  ? g_list_model_get_item (call->parcel->pictures, 0)
                                  : NULL;

  if (file == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PICTURE_NEEDED, 0);
  return ac_picture_is_video (file) ? prepare_video (call, file) : prepare_photo (call, file);
}

/* NULL: it is another one. */
static AcOutcome *
match (JsonObject *story, const char *media, AcOutcomeKind kind)
{
  g_autofree char *uri = g_strconcat (ac_facebook_service.id, ":", media, NULL);
  AcOutcome *outcome = NULL;

  if (g_strcmp0 (ac_json_get_string (story, "media_id"), media) != 0)
    return NULL;
  outcome = ac_outcome_new (kind);
  ac_outcome_set_copy (outcome, media, uri, ac_json_get_string (story, "url"));
  ac_outcome_set_audience (outcome, AC_AUDIENCE_PUBLIC);
  return outcome;
}

/* *found: (nullable). FALSE: the page makes no sense. */
static gboolean
read_page (JsonObject *page, const char *media, AcOutcomeKind kind, AcOutcome **found)
{
  JsonArray *data = ac_json_get_array (page, "data");

  for (guint i = 0; i < json_array_get_length (data) && *found == NULL; i++)
    {
      JsonNode *node = json_array_get_element (data, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !ac_json_check (json_node_get_object (node), story_fields, AC_JSON_OPEN, NULL))
        return FALSE;
      *found = match (json_node_get_object (node), media, kind);
    }
  return TRUE;
}

/* The next page behind *after, which it moves on. NULL: it isn't on there. */
static AcOutcome *
look_at_page (
    AcCall *call, const char *media, AcOutcomeKind kind, char **after, gboolean *cancelled)
{
  g_autofree char *escaped = *after != NULL ? g_uri_escape_string (*after, NULL, FALSE) : NULL;
  g_autofree char *edge = g_strconcat ("stories?status=PUBLISHED&limit=100",
                                       escaped != NULL ? "&after=" : NULL, escaped, NULL);
  g_autofree char *path = ac_facebook_make_path (call, edge);
  g_autoptr(AcHttpRequest) request = ac_graph_posts_request_new (call, &stories, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) page = NULL;
  g_autoptr(GError) error = NULL;
  AcOutcome *found = NULL;
  JsonObject *cursors = NULL;

  if (!(response = ac_graph_posts_send (call, &stories, request, &error)))
    {
      found = ac_call_not_found_out (ac_outcome_from_error (error, FALSE));
      *cancelled = found == NULL;
      return found;
    }
  if (!ac_http_response_is_success (response))
    return ac_call_not_found_out (ac_graph_read_outcome (response));
  if (!(page = ac_http_response_get_object (response, list_fields, NULL)) ||
      !read_page (page, media, kind, &found))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);

  cursors = ac_json_get_object (ac_json_get_object (page, "paging"), "cursors");
  g_set_str (after, json_array_get_length (ac_json_get_array (page, "data")) > 0
                        ? ac_json_get_string (cursors, "after")
                        : NULL);
  return found;
}

static AcOutcome *
look (AcCall *call, AcOutcomeKind kind)
{
  g_autofree char *after = NULL;
  gboolean cancelled = FALSE;
  AcOutcome *found = NULL;

  for (guint i = 0; i < MAX_PAGES && found == NULL && !cancelled && (i == 0 || after != NULL); i++)
    found = look_at_page (call, get_media (call), kind, &after, &cancelled);
  if (found != NULL || cancelled)
    return found;
  return ac_outcome_new (after == NULL ? AC_OUTCOME_ABSENT : AC_OUTCOME_UNKNOWN);
}

/* It may take a while until a video is in the list: then it is looked for later. */
static AcOutcome *
look_at_new (AcCall *call)
{
  g_autoptr(AcOutcome) found = look (call, AC_OUTCOME_DONE);

  if (found == NULL || ac_outcome_get_kind (found) == AC_OUTCOME_DONE)
    return g_steal_pointer (&found);
  return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
}

static AcHttpRequest *
make_story (AcCall *call)
{
  const char *id = get_media (call);

  return is_video (call)
             ? make_request (call, "video_stories",
                             ac_graph_encode_form ("upload_phase", "finish", "video_id", id, NULL))
             : make_request (call, "photo_stories", ac_graph_encode_form ("photo_id", id, NULL));
}

/* What is refused may be a story already. */
static AcOutcome *
settle_refusal (AcCall *call, AcOutcome *refused)
{
  g_autoptr(AcOutcome) outcome = refused;
  g_autoptr(AcOutcome) found = NULL;

  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_REJECTED)
    return g_steal_pointer (&outcome);
  found = look (call, AC_OUTCOME_DONE);
  if (found == NULL || ac_outcome_get_kind (found) == AC_OUTCOME_DONE)
    return g_steal_pointer (&found);
  return ac_outcome_get_kind (found) == AC_OUTCOME_ABSENT ? g_steal_pointer (&outcome)
                                                          : ac_outcome_new (AC_OUTCOME_UNKNOWN);
}

AcOutcome *
ac_facebook_publish_story (AcCall *call)
{
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  if (call->parcel->prepared == NULL)
    return prepare (call);

  request = make_story (call);
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_graph_posts_send (call, &stories, request, &error)))
    return ac_outcome_from_error (error, ac_http_request_was_unsent (request));
  outcome = ac_graph_read_outcome (response);
  return ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE
             ? look_at_new (call)
             : settle_refusal (call, g_steal_pointer (&outcome));
}

AcOutcome *
ac_facebook_find_story (AcCall *call)
{
  return get_media (call) != NULL ? look (call, AC_OUTCOME_FOUND)
                                  : ac_outcome_new (AC_OUTCOME_PREPARED);
}

/* A video is deleted, and its story with it; a photo's story no program can delete. It ends by
 * itself. */
AcOutcome *
ac_facebook_remove_story (AcCall *call)
{
  gint64 end = call->parcel->first_armed_at + AC_FORM_LIFE_MS;
  g_autoptr(AcOutcome) found = NULL;

  if (is_video (call))
    return ac_graph_posts_remove (call, &stories);
  found = ac_facebook_find_story (call);
  if (found == NULL || ac_outcome_get_kind (found) != AC_OUTCOME_FOUND)
    return g_steal_pointer (&found);
  return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_ENDS_BY_ITSELF,
                                MAX (end, ac_clock_now_ms () + HOUR_MS));
}
