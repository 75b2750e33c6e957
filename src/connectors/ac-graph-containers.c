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

/* Of words alone, nothing is known. */
static AcError
describe_refusal (const AcParcel *parcel)
{
  return parcel->pictures != NULL && g_list_model_get_n_items (parcel->pictures) > 0
             ? AC_ERROR_PICTURES_REFUSED
             : AC_ERROR_REJECTED;
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
        return ac_outcome_new_failed (AC_OUTCOME_REJECTED, describe_refusal (call->parcel), 0);
      if (!ac_await (ac_future_delay (LOOK_MS), NULL))
        return NULL;
    }
  return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_TIMED_OUT, 0);
}

/* The form as it was frozen with what is only known now. Takes added. */
static GBytes *
add_to_form (AcCall *call, char *added)
{
  g_autofree char *taken = added;
  GByteArray *form = g_byte_array_new ();

  g_byte_array_append (form, g_bytes_get_data (call->parcel->payload, NULL),
                       g_bytes_get_size (call->parcel->payload));
  if (form->len > 0 && *taken != '\0')
    g_byte_array_append (form, (const guint8 *) "&", 1);
  g_byte_array_append (form, (const guint8 *) taken, strlen (taken));
  return g_byte_array_free_to_bytes (form);
}

/* (nullable): when no service can fetch it. */
static GBytes *
make_form (AcCall *call)
{
  g_autoptr(AcPicture) picture = g_list_model_get_item (call->parcel->pictures, 0);

  if (picture == NULL || ac_picture_get_address (picture) == NULL)
    return NULL;
  return add_to_form (
      call, ac_graph_encode_form (ac_picture_is_video (picture) ? "video_url" : "image_url",
                                  ac_picture_get_address (picture), NULL));
}

static GBytes *
make_item_form (const AcGraphContainers *containers, AcPicture *picture)
{
  char *form = NULL;

  if (ac_picture_get_address (picture) == NULL)
    return NULL;
  form = ac_graph_encode_form ("media_type", containers->item_type, "is_carousel_item", "true",
                               "image_url", ac_picture_get_address (picture), "alt_text",
                               ac_picture_get_alt (picture), NULL);
  return g_bytes_new_take (form, strlen (form));
}

/* Takes body. Its id; NULL with what kept it from being made, which is NULL when cancelled. */
static char *
create_one (AcCall *call,
            const AcGraphContainers *containers,
            const char *create,
            GBytes *body,
            AcOutcome **failed)
{
  g_autoptr(AcHttpRequest) request =
                ac_graph_posts_request_new (call, containers->posts, "POST", create);
  g_autoptr(GBytes) taken = body;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) made = NULL;
  g_autoptr(GError) error = NULL;

  if (taken == NULL)
    return *failed = ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PICTURE_NEEDED, 0), NULL;
  ac_http_request_set_body (request, "application/x-www-form-urlencoded", taken);
  ac_http_request_set_deadline (request, CREATE_SECONDS);
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_graph_posts_send (call, containers->posts, request, &error)))
    return *failed = ac_outcome_from_error (error, TRUE), NULL;
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return *failed = ac_call_nothing_shown (g_steal_pointer (&outcome)), NULL;
  if (!(made = ac_http_response_get_object (response, id_fields, NULL)))
    return *failed = ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY, 0), NULL;
  return g_strdup (ac_json_get_string (made, "id"));
}

/* NULL as in create_one(). The service fetches all of them at the same time. */
static GStrv
create_items (AcCall *call,
              const AcGraphContainers *containers,
              const char *create,
              AcOutcome **failed)
{
  GListModel *pictures = call->parcel->pictures;
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      char *id =
          create_one (call, containers, create, make_item_form (containers, picture), failed);

      if (id == NULL)
        return NULL;
      g_strv_builder_take (ids, id);
    }

  return g_strv_builder_end (ids);
}

static AcOutcome *
create_several (AcCall *call, const AcGraphContainers *containers, const char *create)
{
  AcOutcome *failed = NULL;
  g_auto(GStrv) items = create_items (call, containers, create, &failed);
  g_autofree char *children = NULL;
  g_autofree char *id = NULL;

  if (items == NULL)
    return failed;
  for (gsize i = 0; items[i] != NULL; i++)
    {
      g_autoptr(AcOutcome) outcome = wait_until_finished (call, containers, items[i]);

      if (outcome == NULL || ac_outcome_get_kind (outcome) != AC_OUTCOME_PREPARED)
        return g_steal_pointer (&outcome);
    }

  children = g_strjoinv (",", items);
  id = create_one (call, containers, create,
                   add_to_form (call, ac_graph_encode_form ("children", children, NULL)), &failed);
  return id != NULL ? wait_until_finished (call, containers, id) : failed;
}

AcOutcome *
ac_graph_containers_create (AcCall *call, const AcGraphContainers *containers, const char *create)
{
  GListModel *pictures = call->parcel->pictures;
  g_autofree char *id = NULL;
  AcOutcome *failed = NULL;

  if (pictures == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PICTURE_NEEDED, 0);
  if (g_list_model_get_n_items (pictures) > 1)
    return create_several (call, containers, create);

  id = create_one (call, containers, create, make_form (call), &failed);
  return id != NULL ? wait_until_finished (call, containers, id) : failed;
}

AcOutcome *
ac_graph_containers_create_text (AcCall *call,
                                 const AcGraphContainers *containers,
                                 const char *create,
                                 char *added)
{
  AcOutcome *failed = NULL;
  g_autofree char *id = create_one (call, containers, create, add_to_form (call, added), &failed);

  return id != NULL ? wait_until_finished (call, containers, id) : failed;
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
