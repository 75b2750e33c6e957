/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-facebook-private.h"
#include "ac-graph-posts.h"
#include "ac-multipart.h"

static const AcGraphPosts photos = {
  .service = &ac_facebook_service,
  .host = AC_GRAPH_FACEBOOK,
  .version = AC_GRAPH_VERSION,
};

static const AcJsonField photo_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

char *
ac_facebook_make_path (AcCall *call, const char *edge)
{
  const char *key = call->parcel->key;
  g_autofree char *page = g_strndup (key, strcspn (key, ":"));

  return g_strconcat (page, "/", edge, NULL);
}

AcOutcome *
ac_facebook_upload_photo (AcCall *call, AcPicture *picture)
{
  g_autofree char *path = ac_facebook_make_path (call, "photos");
  g_autoptr(AcHttpRequest) request = ac_graph_posts_request_new (call, &photos, "POST", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) photo = NULL;
  g_autoptr(GError) error = NULL;

  ac_multipart_set (request, picture, "source", "published", "false", "alt_text_custom",
                    ac_picture_get_alt (picture), NULL);
  ac_http_request_set_deadline (request, ac_call_get_upload_seconds (picture));
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_graph_posts_send (call, &photos, request, &error)))
    return ac_outcome_from_error (error, TRUE);
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return g_steal_pointer (&outcome);
  if (!(photo = ac_http_response_get_object (response, photo_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY, 0);
  ac_outcome_set_copy (outcome, ac_json_get_string (photo, "id"), NULL, NULL);
  return g_steal_pointer (&outcome);
}
