/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-practice-posts.h"
#include "ac-practice-services.h"
#include "ac-practice-tokens.h"

#define VERSION AC_PRACTICE_GRAPH_VERSION
#define MAX_POSTS 100
#define MAX_CONTAINERS 400
#define MAX_CAPTION 2200
#define POST_FIELDS                                                                                \
  "id,caption,media_type,media_product_type,permalink,timestamp,username,alt_text,shortcode"
#define CONTAINER_FIELDS "id,status,status_code"
#define PERSON_FIELDS "id,user_id,username,name,account_type,media_count,biography"
#define BASIC "instagram_business_basic"
#define PUBLISH "instagram_business_content_publish"

static gboolean
is_own (AcPracticeCall *call)
{
  if (g_strcmp0 (call->id, ac_json_get_string (call->token, "person")) == 0)
    return TRUE;
  ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
  return FALSE;
}

static gboolean
is_story (JsonObject *record)
{
  return g_strcmp0 (ac_json_get_string (record, "kind"), "story") == 0;
}

static gboolean
is_video (JsonObject *record)
{
  return g_str_has_prefix (ac_json_get_string (record, "picture"), "MP4");
}

static JsonObject *
describe_post (AcPracticeCall *call, const char *id, JsonObject *record)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = ac_practice_posts_format (ac_json_get_integer (record, "at"));
  g_autofree char *link = ac_practice_posts_get_permalink (call, id);
  const AcPracticePerson *owner =
      ac_practice_people_find ("instagram", ac_json_get_string (record, "owner"));

  json_object_set_string_member (object, "id", id);
  ac_json_set_string (object, "caption", ac_json_get_string (record, "text"));
  ac_json_set_string (object, "alt_text", ac_json_get_string (record, "alt"));
  json_object_set_string_member (object, "media_type",
                                 json_object_has_member (record, "children") ? "CAROUSEL_ALBUM"
                                 : is_video (record)                         ? "VIDEO"
                                                                             : "IMAGE");
  json_object_set_string_member (object, "media_product_type",
                                 is_story (record)   ? "STORY"
                                 : is_video (record) ? "REELS"
                                                     : "FEED");
  json_object_set_string_member (object, "permalink", link);
  json_object_set_string_member (object, "shortcode", id);
  json_object_set_string_member (object, "timestamp", time);
  json_object_set_string_member (object, "username", owner->username);
  return object;
}

static void
get_person (AcPracticeCall *call)
{
  const AcPracticePerson *person = ac_practice_people_find ("instagram", call->id);
  g_autoptr(GList) posts = ac_practice_posts_list (call->state, "instagram", person->id, "post");
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", person->id);
  json_object_set_string_member (object, "user_id", person->id);
  json_object_set_string_member (object, "username", person->username);
  json_object_set_string_member (object, "name", person->name);
  json_object_set_string_member (object, "account_type", person->kind);
  json_object_set_string_member (object, "biography", "");
  json_object_set_int_member (object, "media_count", g_list_length (posts));
  ac_practice_call_answer_fields (call, object, PERSON_FIELDS, "id");
}

static void
get_container (AcPracticeCall *call, JsonObject *container)
{
  const char *status = ac_practice_posts_get_status (call, container);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", call->id);
  json_object_set_string_member (object, "status_code", status);
  json_object_set_string_member (object, "status", status);
  ac_practice_call_answer_fields (call, object, CONTAINER_FIELDS, "id");
}

static void
get_node (AcPracticeCall *call)
{
  const char *person = ac_json_get_string (call->token, "person");
  JsonObject *container = ac_practice_state_find (call->state, "containers", call->id);
  JsonObject *post = ac_practice_posts_find (call, "instagram", call->id);

  if (g_strcmp0 (call->id, person) == 0)
    get_person (call);
  else if (post != NULL && g_strcmp0 (ac_json_get_string (post, "owner"), person) == 0)
    ac_practice_call_answer_fields (call, describe_post (call, call->id, post), POST_FIELDS, "id");
  else if (container != NULL && g_strcmp0 (ac_json_get_string (container, "owner"), person) == 0)
    get_container (call, container);
  else
    ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
}

static gboolean
is_carousel (AcPracticeCall *call)
{
  return g_strcmp0 (ac_practice_call_get (call, "media_type"), "CAROUSEL") == 0;
}

/* One file, and the type that goes with it; a carousel has none of its own. */
static gboolean
check_file (AcPracticeCall *call)
{
  const char *type = ac_practice_call_get (call, "media_type");
  gboolean video = ac_practice_call_get (call, "video_url") != NULL;

  if (is_carousel (call) != (ac_practice_call_get (call, "children") != NULL) ||
      (is_carousel (call) && (video || ac_practice_call_get (call, "image_url") != NULL ||
                              ac_practice_call_get (call, "alt_text") != NULL)))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "children"), FALSE;
  if (is_carousel (call))
    return TRUE;
  if (video == (ac_practice_call_get (call, "image_url") != NULL))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER,
                                    "either image_url or video_url is required"),
           FALSE;
  if ((g_strcmp0 (type, "REELS") == 0 && !video) || (type == NULL && video))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "media_type"), FALSE;
  if (video && ac_practice_call_get (call, "alt_text") != NULL)
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "alt_text is for pictures"),
           FALSE;
  return TRUE;
}

/* A story takes no words, nor does a picture among several; FALSE: refused. */
static gboolean
check_media (AcPracticeCall *call)
{
  const char *caption = ac_practice_call_get (call, "caption");
  gboolean story = g_strcmp0 (ac_practice_call_get (call, "media_type"), "STORIES") == 0;

  if (caption != NULL && g_utf8_strlen (caption, -1) > MAX_CAPTION)
    return ac_practice_call_refuse (call, AC_PRACTICE_CAPTION_TOO_LONG, NULL), FALSE;
  if (story && (caption != NULL || ac_practice_call_get (call, "alt_text") != NULL))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER,
                                    "caption and alt_text are not for stories"),
           FALSE;
  if (ac_practice_call_is_on (call, "is_carousel_item") &&
      (caption != NULL || ac_practice_call_get (call, "media_type") != NULL))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "is_carousel_item"), FALSE;
  if (ac_practice_call_count (call, "container", call->id) >= MAX_CONTAINERS)
    return ac_practice_call_refuse (call, AC_PRACTICE_QUOTA, "containers"), FALSE;
  return TRUE;
}

static char *
fetch (AcPracticeCall *call)
{
  const char *video = ac_practice_call_get (call, "video_url");

  return ac_practice_posts_fetch (call,
                                  video != NULL ? video : ac_practice_call_get (call, "image_url"),
                                  video != NULL ? "MP4" : "JPEG");
}

static const char *
name_kind (AcPracticeCall *call)
{
  if (g_strcmp0 (ac_practice_call_get (call, "media_type"), "STORIES") == 0)
    return "story";

  return ac_practice_call_is_on (call, "is_carousel_item") ? "item" : "post";
}

static void
create (AcPracticeCall *call)
{
  g_autofree char *picture = NULL;
  g_autofree char *id = NULL;
  JsonObject *container = NULL;
  JsonObject *object = NULL;

  if (!is_own (call) || !check_file (call) || !check_media (call) ||
      (is_carousel (call) ? !ac_practice_posts_check_children (call, call->id)
                          : !(picture = fetch (call))))
    return;

  container = ac_practice_posts_add (call, "containers", call->id, name_kind (call),
                                     ac_practice_call_get (call, "caption"), &id);
  ac_json_set_string (container, "alt", ac_practice_call_get (call, "alt_text"));
  if (is_carousel (call))
    ac_practice_posts_set_children (call, container, ac_practice_call_get (call, "children"));
  else
    ac_practice_posts_set_picture (call, container, picture);
  ac_practice_call_note (call, "container", call->id);
  object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  ac_practice_call_answer (call, object);
}

static void
publish (AcPracticeCall *call)
{
  if (is_own (call))
    ac_practice_posts_publish (call, call->id, MAX_POSTS);
}

static void
get_limits (AcPracticeCall *call)
{
  JsonObject *object = NULL;
  JsonObject *config = NULL;
  JsonObject *picked = NULL;
  JsonArray *data = NULL;

  if (!is_own (call))
    return;
  object = json_object_new ();
  config = json_object_new ();
  json_object_set_int_member (config, "quota_total", MAX_POSTS);
  json_object_set_int_member (config, "quota_duration", AC_PRACTICE_DAY_MS / 1000);
  json_object_set_object_member (object, "config", config);
  json_object_set_int_member (object, "quota_usage",
                              ac_practice_call_count (call, "publish", call->id));
  if (!(picked = ac_practice_call_pick (call, object, "quota_usage,config", "quota_usage")))
    return;
  data = json_array_new ();
  json_array_add_object_element (data, picked);
  ac_practice_call_answer_list (call, data);
}

static void
list (AcPracticeCall *call, const char *kind)
{
  g_autoptr(GList) ids = NULL;

  if (!is_own (call))
    return;
  ids = ac_practice_posts_list (call->state, "instagram", call->id, kind);
  ac_practice_posts_answer (call, ids, describe_post, POST_FIELDS, "id");
}

static void
list_posts (AcPracticeCall *call)
{
  list (call, "post");
}

static void
list_stories (AcPracticeCall *call)
{
  list (call, "story");
}

static const AcPracticeParameter fields_only[] = { { "fields", AC_PRACTICE_TEXT }, { NULL } };
static const AcPracticeParameter list_parameters[] = {
  { "fields", AC_PRACTICE_TEXT },
  { "limit", AC_PRACTICE_NUMBER },
  { "after", AC_PRACTICE_ID },
  { NULL },
};
static const AcPracticeParameter create_parameters[] = {
  { "image_url", AC_PRACTICE_ADDRESS },
  { "video_url", AC_PRACTICE_ADDRESS },
  { "media_type", AC_PRACTICE_CHOICE, FALSE, 0, "STORIES|REELS|CAROUSEL" },
  { "is_carousel_item", AC_PRACTICE_SWITCH },
  { "children", AC_PRACTICE_TEXT, FALSE, 700 },
  { "caption", AC_PRACTICE_TEXT, FALSE, 10000 },
  { "alt_text", AC_PRACTICE_TEXT, FALSE, 1000 },
  { NULL },
};
static const AcPracticeParameter publish_parameters[] = {
  { "creation_id", AC_PRACTICE_ID, TRUE },
  { NULL },
};

const AcPracticeRoute ac_practice_instagram_routes[] = {
  { "graph.instagram.com", "GET", VERSION "/{id}", get_node, fields_only, AC_PRACTICE_PERSON,
    BASIC },
  { "graph.instagram.com", "GET", VERSION "/{id}/media", list_posts, list_parameters,
    AC_PRACTICE_PERSON, BASIC },
  { "graph.instagram.com", "GET", VERSION "/{id}/stories", list_stories, list_parameters,
    AC_PRACTICE_PERSON, BASIC },
  { "graph.instagram.com", "POST", VERSION "/{id}/media", create, create_parameters,
    AC_PRACTICE_PERSON, PUBLISH },
  { "graph.instagram.com", "POST", VERSION "/{id}/media_publish", publish, publish_parameters,
    AC_PRACTICE_PERSON, PUBLISH },
  { "graph.instagram.com", "GET", VERSION "/{id}/content_publishing_limit", get_limits, fields_only,
    AC_PRACTICE_PERSON, BASIC },
  { NULL },
};
