/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-mastodon-private.h"
#include "ac-multipart.h"

#define WAIT_MS 1000
#define MAX_WAITS 300

static const AcJsonField media_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { NULL },
};

/* 206: the server still works on it. NULL with neither outcome nor TRUE means cancelled. */
static AcOutcome *
look_at_media (AcCall *call, const char *id, gboolean *ready)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/media/", escaped, NULL);
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (call, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_call_send (call->http, request, &error)))
    return ac_outcome_from_error (error, TRUE);
  *ready = ac_http_response_get_status (response) != 206;
  return ac_mastodon_read_outcome (call->access, response);
}

static AcOutcome *
wait_for_media (AcCall *call, const char *id)
{
  for (guint i = 0; i < MAX_WAITS; i++)
    {
      gboolean ready = FALSE;
      g_autoptr(AcOutcome) outcome = NULL;

      if (!ac_await (ac_future_delay (WAIT_MS), NULL))
        return NULL;
      outcome = look_at_media (call, id, &ready);
      if (outcome == NULL || ready || ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
        return g_steal_pointer (&outcome);
    }
  return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_TIMED_OUT, 0);
}

/* DONE with the id as the copy's. */
static AcOutcome *
upload (AcCall *call, AcPicture *picture)
{
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (call, "POST", "/api/v2/media");
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) media = NULL;
  g_autoptr(GError) error = NULL;

  ac_multipart_set (request, picture, "file", "description", ac_picture_get_alt (picture), NULL);
  ac_http_request_set_deadline (request, ac_call_get_upload_seconds (picture));
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_call_send (call->http, request, &error)))
    return ac_outcome_from_error (error, TRUE);
  outcome = ac_mastodon_read_outcome (call->access, response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return g_steal_pointer (&outcome);
  if (!(media = ac_http_response_get_object (response, media_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY, 0);

  ac_outcome_set_copy (outcome, ac_json_get_string (media, "id"), NULL, NULL);
  if (ac_http_response_get_status (response) == 202)
    {
      g_autoptr(AcOutcome) waited = wait_for_media (call, ac_json_get_string (media, "id"));

      if (waited == NULL || ac_outcome_get_kind (waited) != AC_OUTCOME_DONE)
        return g_steal_pointer (&waited);
    }
  return g_steal_pointer (&outcome);
}

/* What isn't known when the payload is frozen, and the same on every try but for the ids of
 * pictures. */
static GBytes *
complete_payload (AcParcel *parcel, JsonArray *ids)
{
  static const AcJsonField any[] = { { NULL } };
  g_autoptr(JsonObject) object = ac_json_parse_object (parcel->payload, any, AC_JSON_OPEN, NULL);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  if (json_array_get_length (ids) > 0)
    json_object_set_array_member (object, "media_ids", json_array_ref (ids));
  if (parcel->parent != NULL)
    json_object_set_string_member (object, "in_reply_to_id", parcel->parent->remote_id);
  json_node_set_object (node, object);
  return ac_json_to_bytes (node);
}

AcOutcome *
ac_mastodon_upload_pictures (AcCall *call, GBytes **payload)
{
  GListModel *pictures = call->parcel->pictures;
  guint n = pictures != NULL ? g_list_model_get_n_items (pictures) : 0;
  g_autoptr(JsonArray) ids = json_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      g_autoptr(AcOutcome) outcome = upload (call, picture);

      if (outcome == NULL || ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
        return ac_call_nothing_shown (g_steal_pointer (&outcome));
      json_array_add_string_element (ids, ac_outcome_get_remote_id (outcome));
    }

  *payload = n > 0 || call->parcel->parent != NULL ? complete_payload (call->parcel, ids)
                                                   : g_bytes_ref (call->parcel->payload);
  return ac_outcome_new (AC_OUTCOME_DONE);
}
