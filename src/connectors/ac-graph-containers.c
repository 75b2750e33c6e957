/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-containers.h"

#include <string.h>

#include "ac-future.h"

#define CREATE_SECONDS 120 /* the service fetches the picture meanwhile */
#define LOOK_MS 1000
#define MAX_LOOKS 60
#define MAX_VIDEO_LOOKS 300

static const AcJsonField id_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

/* "FINISHED", "IN_PROGRESS", "PUBLISHED", "EXPIRED" or "ERROR"; NULL with the outcome of having
 * asked in vain, which is NULL when cancelled. */
static char *
load_status (AcCall *call, const AcGraphContainers *containers, const char *id, AcOutcome **failed)
{
  const AcJsonField fields[] = { { containers->status, AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
                                 { NULL } };
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat (escaped, "?fields=", containers->status, NULL);
  g_autoptr(AcHttpRequest) request =
                ac_graph_posts_request_new (call, containers->posts, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_graph_posts_send (call, containers->posts, request, &error)))
    return *failed = ac_call_not_found_out (ac_outcome_from_error (error, FALSE)), NULL;
  if (!ac_http_response_is_success (response))
    return *failed = ac_call_not_found_out (ac_graph_read_outcome (response)), NULL;
  if (!(object = ac_http_response_get_object (response, fields, NULL)))
    return *failed = ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0), NULL;
  return g_strdup (ac_json_get_string (object, containers->status));
}

static AcOutcome *
prepared (const char *id)
{
  AcOutcome *outcome = ac_outcome_new (AC_OUTCOME_PREPARED);

  ac_outcome_set_prepared (outcome, id);
  return outcome;
}

/* The picture must be there until the service is done with it. One that it can't make anything of
 * is refused then. */
static AcOutcome *
wait_until_finished (AcCall *call, const AcGraphContainers *containers, const char *id)
{
  g_autoptr(AcPicture) video = ac_pictures_get_video (call->parcel->pictures);

  for (guint i = 0; i < (video != NULL ? MAX_VIDEO_LOOKS : MAX_LOOKS); i++)
    {
      g_autoptr(AcOutcome) failed = NULL;
      g_autofree char *status = load_status (call, containers, id, &failed);

      if (status == NULL)
        return ac_call_nothing_shown (g_steal_pointer (&failed));
      if (g_str_equal (status, "FINISHED"))
        return prepared (id);
      if (!g_str_equal (status, "IN_PROGRESS"))
        return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PICTURES_REFUSED, 0);
      if (!ac_await (ac_future_delay (LOOK_MS), NULL))
        return NULL;
    }
  return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_TIMED_OUT, 0);
}

/* The form as it was frozen, and where the picture is now. */
static GBytes *
add_address (AcCall *call)
{
  GListModel *pictures = call->parcel->pictures;
  g_autoptr(AcPicture) picture = pictures != NULL ? g_list_model_get_item (pictures, 0) : NULL;
  g_autofree char *added = NULL;
  GByteArray *form = NULL;

  if (picture == NULL || ac_picture_get_address (picture) == NULL)
    return NULL;
  added = ac_graph_encode_form (ac_picture_is_video (picture) ? "video_url" : "image_url",
                                ac_picture_get_address (picture), NULL);
  form = g_byte_array_new ();
  g_byte_array_append (form, g_bytes_get_data (call->parcel->payload, NULL),
                       g_bytes_get_size (call->parcel->payload));
  if (form->len > 0)
    g_byte_array_append (form, (const guint8 *) "&", 1);
  g_byte_array_append (form, (const guint8 *) added, strlen (added));
  return g_byte_array_free_to_bytes (form);
}

AcOutcome *
ac_graph_containers_create (AcCall *call, const AcGraphContainers *containers, const char *create)
{
  g_autoptr(AcHttpRequest) request =
                ac_graph_posts_request_new (call, containers->posts, "POST", create);
  g_autoptr(GBytes) body = add_address (call);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) made = NULL;
  g_autoptr(GError) error = NULL;

  if (body == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PICTURE_NEEDED, 0);
  ac_http_request_set_body (request, "application/x-www-form-urlencoded", body);
  ac_http_request_set_deadline (request, CREATE_SECONDS);
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_graph_posts_send (call, containers->posts, request, &error)))
    return ac_outcome_from_error (error, TRUE);
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return ac_call_nothing_shown (g_steal_pointer (&outcome));
  if (!(made = ac_http_response_get_object (response, id_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY, 0);
  return wait_until_finished (call, containers, ac_json_get_string (made, "id"));
}

/* A container that is refused may have made its post already, or have grown too old for it. */
static AcOutcome *
settle_refusal (AcCall *call, const AcGraphContainers *containers, AcOutcome *refused)
{
  g_autoptr(AcOutcome) outcome = refused;
  g_autoptr(AcOutcome) failed = NULL;
  g_autofree char *status = NULL;

  if (outcome == NULL || ac_outcome_get_kind (outcome) != AC_OUTCOME_REJECTED)
    return g_steal_pointer (&outcome);
  status = load_status (call, containers, call->parcel->prepared, &failed);
  if (status == NULL)
    return failed != NULL ? ac_outcome_new (AC_OUTCOME_UNKNOWN) : NULL;
  if (g_str_equal (status, "PUBLISHED"))
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  if (g_str_equal (status, "EXPIRED"))
    return prepared ("");
  return g_steal_pointer (&outcome);
}

AcOutcome *
ac_graph_containers_publish (AcCall *call, const AcGraphContainers *containers, const char *publish)
{
  char *form = ac_graph_encode_form ("creation_id", call->parcel->prepared, NULL);
  g_autoptr(GBytes) body = g_bytes_new_take (form, strlen (form));
  AcOutcome *outcome = ac_graph_posts_publish (call, containers->posts, publish, body);

  return settle_refusal (call, containers, outcome);
}

AcOutcome *
ac_graph_containers_find (AcCall *call, const AcGraphContainers *containers, const char *list)
{
  g_autoptr(AcOutcome) failed = NULL;
  g_autofree char *status = NULL;

  if (call->parcel->remote_id != NULL)
    return ac_graph_posts_find (call, containers->posts, list);
  if (call->parcel->prepared == NULL)
    return prepared (NULL);

  status = load_status (call, containers, call->parcel->prepared, &failed);
  if (status == NULL)
    return g_steal_pointer (&failed);
  if (g_str_equal (status, "PUBLISHED"))
    return ac_graph_posts_find (call, containers->posts, list);
  if (g_str_equal (status, "EXPIRED") || g_str_equal (status, "ERROR"))
    return prepared ("");
  return ac_outcome_new (AC_OUTCOME_ABSENT);
}
