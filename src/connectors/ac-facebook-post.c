/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-facebook-private.h"
#include "ac-graph-posts.h"
#include "ac-multipart.h"

static const AcGraphPosts posts = {
  .service = &ac_facebook_service,
  .host = AC_GRAPH_FACEBOOK,
  .version = AC_GRAPH_VERSION,
  .fields = "id,message,permalink_url,created_time",
  .text = "message",
  .link = "permalink_url",
  .time = "created_time",
};

static const AcGraphPosts videos = {
  .service = &ac_facebook_service,
  .host = AC_GRAPH_FACEBOOK,
  .version = AC_GRAPH_VERSION,
  .fields = "id,description,permalink_url,created_time",
  .text = "description",
  .link = "permalink_url",
  .time = "created_time",
  .site = "https://www.facebook.com",
};

static void
attach (GString *form, guint i, const char *id)
{
  g_autofree char *name = g_strdup_printf ("attached_media[%u]", i);
  g_autofree char *value = g_strdup_printf ("{\"media_fbid\":\"%s\"}", id);
  g_autofree char *pair = ac_graph_encode_form (name, value, NULL);

  g_string_append_printf (form, "%s%s", form->len > 0 ? "&" : "", pair);
}

/* The frozen form with the photos; NULL with what kept one from being uploaded, which is NULL when
 * cancelled. */
static GBytes *
upload_all (AcCall *call, AcOutcome **failed)
{
  GListModel *pictures = call->parcel->pictures;
  guint n = pictures != NULL ? g_list_model_get_n_items (pictures) : 0;
  g_autoptr(GString) form = g_string_new_len (g_bytes_get_data (call->parcel->payload, NULL),
                                              g_bytes_get_size (call->parcel->payload));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      g_autoptr(AcOutcome) outcome = ac_facebook_upload_photo (call, picture);

      if (outcome == NULL || ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
        return *failed = ac_call_nothing_shown (g_steal_pointer (&outcome)), NULL;
      attach (form, i, ac_outcome_get_remote_id (outcome));
    }
  return g_string_free_to_bytes (g_steal_pointer (&form));
}

static gboolean
is_video (AcCall *call)
{
  return g_str_has_suffix (call->parcel->key, AC_FACEBOOK_VIDEO);
}

static AcOutcome *
publish_post (AcCall *call)
{
  g_autofree char *path = ac_facebook_make_path (call, "feed");
  g_autoptr(AcOutcome) failed = NULL;
  g_autoptr(GBytes) form = upload_all (call, &failed);

  return form != NULL ? ac_graph_posts_publish (call, &posts, path, form)
                      : g_steal_pointer (&failed);
}

/* One request uploads and publishes it ("Video API", "Publishing"). */
static AcOutcome *
publish_video (AcCall *call)
{
  g_autofree char *path = ac_facebook_make_path (call, "videos");
  g_autofree char *text = ac_graph_posts_read_text (call, &videos);
  g_autoptr(AcPicture) video = ac_pictures_get_video (call->parcel->pictures);
  g_autoptr(AcHttpRequest) request = ac_graph_posts_request_new (call, &videos, "POST", path);

  if (video == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PICTURE_NEEDED, 0);
  ac_multipart_set (request, video, "source", "description", *text != '\0' ? text : NULL, NULL);
  ac_http_request_set_deadline (request, ac_call_get_upload_seconds (video));
  return ac_graph_posts_publish_request (call, &videos, request);
}

DexFuture *
ac_facebook_publish_fiber (gpointer user_data)
{
  AcCall *call = user_data;

  if (call->parcel->form == AC_FORM_STORY)
    return ac_call_end (ac_facebook_publish_story (call));
  return ac_call_end (is_video (call) ? publish_video (call) : publish_post (call));
}

DexFuture *
ac_facebook_find_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *path =
      ac_facebook_make_path (call, is_video (call) ? "videos" : "published_posts");

  if (call->parcel->form == AC_FORM_STORY)
    return ac_call_end (ac_facebook_find_story (call));
  return ac_call_end (ac_graph_posts_find (call, is_video (call) ? &videos : &posts, path));
}

DexFuture *
ac_facebook_edit_fiber (gpointer user_data)
{
  AcCall *call = user_data;

  return ac_call_end (ac_graph_posts_edit (call, is_video (call) ? &videos : &posts));
}

DexFuture *
ac_facebook_remove_fiber (gpointer user_data)
{
  AcCall *call = user_data;

  return ac_call_end (call->parcel->form == AC_FORM_STORY ? ac_facebook_remove_story (call)
                                                          : ac_graph_posts_remove (call, &posts));
}
