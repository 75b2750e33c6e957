/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-practice-stories.h"

#include <stdlib.h>

#include "ac-practice-page-posts.h"
#include "ac-practice-posts.h"
#include "ac-practice-services.h"

#define VERSION AC_PRACTICE_GRAPH_VERSION

/* (nullable): a photo or video that was uploaded for the Page whose token it is. */
static JsonObject *
find_media (AcPracticeCall *call, const char *id)
{
  JsonObject *media = id != NULL ? ac_practice_state_find (call->state, "containers", id) : NULL;

  return media != NULL && g_strcmp0 (ac_json_get_string (media, "owner"),
                                     ac_json_get_string (call->token, "page")) == 0
             ? media
             : NULL;
}

static gboolean
is_video (JsonObject *media)
{
  return g_strcmp0 (ac_json_get_string (media, "kind"), "video") == 0;
}

/* Only what was used for nothing yet can become a story. */
static void
publish (AcPracticeCall *call, const char *media_id, gboolean video)
{
  JsonObject *media = find_media (call, media_id);
  g_autofree char *id = NULL;
  JsonObject *story = NULL;
  JsonObject *object = NULL;

  if (media == NULL || is_video (media) != video)
    ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
  else if (!json_object_has_member (media, "picture"))
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "nothing was uploaded");
  else if (json_object_has_member (media, "post"))
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "it was published already");
  else
    {
      story = ac_practice_add_page_post (call, "story", NULL, &id);
      ac_practice_posts_copy_picture (media, story);
      json_object_set_string_member (story, "media", media_id);
      json_object_set_string_member (media, "post", id);
      object = json_object_new ();
      json_object_set_boolean_member (object, "success", TRUE);
      json_object_set_string_member (object, "post_id", id);
      ac_practice_call_answer (call, object);
    }
}

static void
add_photo_story (AcPracticeCall *call)
{
  if (ac_practice_is_own_page (call))
    publish (call, ac_practice_call_get (call, "photo_id"), FALSE);
}

static void
start_video (AcPracticeCall *call)
{
  g_autofree char *id = NULL;
  g_autofree char *address = NULL;
  JsonObject *object = json_object_new ();

  ac_practice_posts_add (call, "containers", call->id, "video", NULL, &id);
  address = g_strconcat ("https://" AC_PRACTICE_UPLOADS "/video-upload/" VERSION "/", id, NULL);
  json_object_set_string_member (object, "video_id", id);
  json_object_set_string_member (object, "upload_url", address);
  ac_practice_call_answer (call, object);
}

static void
add_video_story (AcPracticeCall *call)
{
  gboolean start = g_str_equal (ac_practice_call_get (call, "upload_phase"), "start");
  const char *id = ac_practice_call_get (call, "video_id");

  if (!ac_practice_is_own_page (call))
    return;
  if (start != (id == NULL))
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "video_id");
  else if (start)
    start_video (call);
  else
    publish (call, id, TRUE);
}

static gboolean
check_heads (AcPracticeCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char *offset = soup_message_headers_get_one (headers, "offset");
  const char *size = soup_message_headers_get_one (headers, "file_size");

  return call->file != NULL && g_strcmp0 (offset, "0") == 0 && size != NULL &&
         strtoull (size, NULL, 10) == g_bytes_get_size (call->file);
}

static void
upload (AcPracticeCall *call)
{
  JsonObject *media = find_media (call, call->id);
  g_autofree char *words = NULL;

  if (media == NULL || !is_video (media))
    ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
  else if (!check_heads (call))
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "offset and file_size");
  else if ((words = ac_practice_posts_describe_picture (call, call->file, "MP4")))
    {
      ac_practice_posts_set_picture (call, media, words);
      call->changed = TRUE;
      ac_practice_call_answer_success (call);
    }
}

static JsonObject *
describe (AcPracticeCall *call, const char *id)
{
  JsonObject *record = ac_practice_state_find (call->state, "posts", id);
  const char *media_id = ac_json_get_string (record, "media");
  JsonObject *media = ac_practice_state_find (call->state, "containers", media_id);
  JsonObject *object = json_object_new ();
  g_autofree char *link = ac_practice_posts_get_permalink (call, id);
  g_autofree char *time =
      g_strdup_printf ("%" G_GINT64_FORMAT, ac_json_get_integer (record, "at") / 1000);

  json_object_set_string_member (object, "post_id", id);
  json_object_set_string_member (object, "status", "PUBLISHED");
  json_object_set_string_member (object, "creation_time", time);
  json_object_set_string_member (object, "media_type",
                                 media != NULL && is_video (media) ? "video" : "photo");
  json_object_set_string_member (object, "media_id", media_id);
  json_object_set_string_member (object, "url", link);
  return object;
}

static void
list_stories (AcPracticeCall *call)
{
  const char *status = ac_practice_call_get (call, "status");
  g_autoptr(GList) ids = NULL;
  JsonArray *data = NULL;

  if (!ac_practice_is_own_page (call))
    return;
  data = json_array_new ();
  ids = ac_practice_posts_list (call->state, "facebook", call->id, "story");
  for (GList *id = g_strcmp0 (status, "ARCHIVED") == 0 ? NULL : ids; id != NULL; id = id->next)
    json_array_add_object_element (data, describe (call, id->data));
  ac_practice_call_answer_list (call, data);
}

/* A photo's story stays until it is over. */
gboolean
ac_practice_delete_video_story (AcPracticeCall *call)
{
  JsonObject *media = find_media (call, call->id);
  g_autofree char *story = g_strdup (ac_json_get_string (media, "post"));

  if (media == NULL || !is_video (media))
    return FALSE;
  if (story != NULL)
    ac_practice_state_remove (call->state, "posts", story);
  ac_practice_state_remove (call->state, "containers", call->id);
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
  return TRUE;
}

static const AcPracticeParameter none[] = { { NULL } };
static const AcPracticeParameter photo_parameters[] = {
  { "photo_id", AC_PRACTICE_ID, TRUE },
  { NULL },
};
static const AcPracticeParameter video_parameters[] = {
  { "upload_phase", AC_PRACTICE_CHOICE, TRUE, 0, "start|finish" },
  { "video_id", AC_PRACTICE_ID },
  { NULL },
};
static const AcPracticeParameter list_parameters[] = {
  { "status", AC_PRACTICE_CHOICE, FALSE, 0, "PUBLISHED|ARCHIVED" },
  { "limit", AC_PRACTICE_NUMBER },
  { NULL },
};

#define HOST "graph.facebook.com"

const AcPracticeRoute ac_practice_story_routes[] = {
  { HOST, "POST", VERSION "/{id}/photo_stories", add_photo_story, photo_parameters,
    AC_PRACTICE_PAGE, "pages_manage_posts" },
  { HOST, "POST", VERSION "/{id}/video_stories", add_video_story, video_parameters,
    AC_PRACTICE_PAGE, "pages_manage_posts" },
  { AC_PRACTICE_UPLOADS, "POST", "video-upload/" VERSION "/{id}", upload, none, AC_PRACTICE_PAGE,
    "pages_manage_posts" },
  { HOST, "GET", VERSION "/{id}/stories", list_stories, list_parameters, AC_PRACTICE_PAGE,
    "pages_read_engagement" },
  { NULL },
};
