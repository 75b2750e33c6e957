/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-practice-page-posts.h"
#include "ac-practice-posts.h"
#include "ac-practice-services.h"
#include "ac-practice-stories.h"
#include "ac-practice-tokens.h"

#define VERSION AC_PRACTICE_GRAPH_VERSION
#define MAX_TEXT 5000 /* of 63206 at Facebook: the file of the state stays small */
#define MIN_SCHEDULE_S (10 * 60)
#define MAX_SCHEDULE_S (30 * 24 * 3600)
#define ACCOUNT_FIELDS "id,name,access_token,category,tasks"
#define PAGE_FIELDS "id,name,category,link,username"
#define PERSON_FIELDS "id,name"
#define VIDEO_FIELDS "id,description,created_time,permalink_url"
#define POST_FIELDS "id,message,created_time,permalink_url,is_published"

static void
list_accounts (AcPracticeCall *call)
{
  g_autoptr(JsonArray) data = json_array_new ();
  AcPracticeGrant grant = ac_practice_tokens_get_grant (call->token);
  /* A Page's token lives as long as the person's short one, or without an end by a long one. */
  gboolean is_long = g_strcmp0 (ac_json_get_string (call->token, "kind"), "long") == 0;
  const AcPracticePage *page = NULL;

  for (guint i = 0; (page = ac_practice_people_get_nth_page (grant.person, i)) != NULL; i++)
    {
      JsonObject *object = NULL;
      JsonArray *tasks = NULL;
      g_autofree char *token = NULL;

      if (!ac_practice_array_holds (grant.pages, page->id))
        continue;
      grant.page = page->id;
      token = ac_practice_tokens_give (call->state, AC_PRACTICE_PAGE, &grant,
                                       is_long ? 0 : AC_PRACTICE_HOUR_MS);
      object = json_object_new ();
      tasks = json_array_new ();
      json_array_add_string_element (tasks, "CREATE_CONTENT");
      json_array_add_string_element (tasks, "MANAGE");
      json_object_set_string_member (object, "id", page->id);
      json_object_set_string_member (object, "name", page->name);
      json_object_set_string_member (object, "category", page->category);
      json_object_set_string_member (object, "access_token", token);
      json_object_set_array_member (object, "tasks", tasks);
      if (!(object = ac_practice_call_pick (call, object, ACCOUNT_FIELDS, ACCOUNT_FIELDS)))
        return;
      json_array_add_object_element (data, object);
    }
  call->changed = TRUE;
  ac_practice_call_answer_list (call, g_steal_pointer (&data));
}

/* The one that the token is of. */
static void
get_app (AcPracticeCall *call)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", ac_json_get_string (call->app, "id"));
  json_object_set_string_member (object, "name", "Practice");
  ac_practice_call_answer (call, object);
}

static void
get_person (AcPracticeCall *call)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", call->id);
  json_object_set_string_member (object, "name",
                                 ac_practice_people_find ("facebook", call->id)->name);
  ac_practice_call_answer_fields (call, object, PERSON_FIELDS, PERSON_FIELDS);
}

static void
get_page (AcPracticeCall *call, const AcPracticePage *page)
{
  JsonObject *object = json_object_new ();
  g_autofree char *link = ac_practice_posts_get_permalink (call, page->id);

  json_object_set_string_member (object, "id", page->id);
  json_object_set_string_member (object, "name", page->name);
  json_object_set_string_member (object, "category", page->category);
  json_object_set_string_member (object, "link", link);
  ac_practice_call_answer_fields (call, object, PAGE_FIELDS, PERSON_FIELDS);
}

static JsonObject *
describe_post (AcPracticeCall *call, const char *id, JsonObject *record)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = ac_practice_posts_format (ac_json_get_integer (record, "at"));
  g_autofree char *link = ac_practice_posts_get_permalink (call, id);

  json_object_set_string_member (object, "id", id);
  ac_json_set_string (object, "message", ac_json_get_string (record, "text"));
  json_object_set_string_member (object, "created_time", time);
  json_object_set_string_member (object, "permalink_url", link);
  json_object_set_boolean_member (object, "is_published", TRUE);
  return object;
}

/* (nullable): a post of the Page whose token it is. */
static JsonObject *
find_own_post (AcPracticeCall *call)
{
  JsonObject *post = ac_practice_posts_find (call, "facebook", call->id);

  return post != NULL && g_strcmp0 (ac_json_get_string (post, "owner"),
                                    ac_json_get_string (call->token, "page")) == 0
             ? post
             : NULL;
}

static JsonObject *
describe_video (AcPracticeCall *call, const char *id, JsonObject *record)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = ac_practice_posts_format (ac_json_get_integer (record, "at"));
  g_autofree char *link = ac_practice_posts_get_permalink (call, id);

  json_object_set_string_member (object, "id", id);
  ac_json_set_string (object, "description", ac_json_get_string (record, "text"));
  json_object_set_string_member (object, "created_time", time);
  json_object_set_string_member (object, "permalink_url", link);
  return object;
}

static void
get_node (AcPracticeCall *call)
{
  AcPracticeGrant grant = ac_practice_tokens_get_grant (call->token);
  const AcPracticePage *page = ac_practice_people_find_page (call->id);
  JsonObject *post = find_own_post (call);

  if (ac_practice_whatsapp_answer_node (call))
    return;
  if (grant.page == NULL && g_strcmp0 (call->id, grant.person) == 0)
    get_person (call);
  else if (page != NULL && ac_practice_array_holds (grant.pages, page->id))
    get_page (call, page);
  else if (post != NULL && ac_json_get_boolean (post, "video"))
    ac_practice_call_answer_fields (call, describe_video (call, call->id, post), VIDEO_FIELDS,
                                    "id,created_time");
  else if (post != NULL)
    ac_practice_call_answer_fields (call, describe_post (call, call->id, post), POST_FIELDS,
                                    "id,message,created_time");
  else
    ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
}

static void
list_permissions (AcPracticeCall *call)
{
  JsonArray *granted = ac_json_get_array (call->token, "permissions");
  JsonArray *data = json_array_new ();

  for (guint i = 0; granted != NULL && i < json_array_get_length (granted); i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "permission",
                                     json_array_get_string_element (granted, i));
      json_object_set_string_member (object, "status", "granted");
      json_array_add_object_element (data, object);
    }
  ac_practice_call_answer_list (call, data);
}

/* The person takes everything back that they allowed the app. */
static void
remove_permissions (AcPracticeCall *call)
{
  AcPracticeGrant grant = ac_practice_tokens_get_grant (call->token);

  if (g_strcmp0 (call->id, grant.person) != 0)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
      return;
    }
  ac_practice_tokens_end (call->state, grant.service, grant.person, "removed");
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
}

/* Facebook takes the same words twice in a row for a slip. */
static gboolean
is_duplicate (AcPracticeCall *call, const char *message)
{
  g_autoptr(GList) ids = ac_practice_posts_list (call->state, "facebook", call->id, "post");
  JsonObject *last = ids != NULL ? ac_practice_state_find (call->state, "posts", ids->data) : NULL;

  return last != NULL && g_strcmp0 (ac_json_get_string (last, "text"), message) == 0;
}

static void
answer_id (AcPracticeCall *call, const char *id, const char *post_id)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  ac_json_set_string (object, "post_id", post_id);
  ac_practice_call_answer (call, object);
}

static gboolean
is_published (AcPracticeCall *call)
{
  return g_strcmp0 (ac_practice_call_get (call, "published"), "false") != 0;
}

static gboolean
check_schedule (AcPracticeCall *call)
{
  const char *text = ac_practice_call_get (call, "scheduled_publish_time");
  gint64 wait = text != NULL
                    ? g_ascii_strtoll (text, NULL, 10) - ac_practice_state_now (call->state) / 1000
                    : MIN_SCHEDULE_S;

  if (text != NULL && (is_published (call) || wait < MIN_SCHEDULE_S || wait > MAX_SCHEDULE_S))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "scheduled_publish_time"),
           FALSE;
  return TRUE;
}

static const char *const attached[] = {
  "attached_media[0]", "attached_media[1]", "attached_media[2]", "attached_media[3]",
  "attached_media[4]", "attached_media[5]", "attached_media[6]", "attached_media[7]",
  "attached_media[8]", "attached_media[9]",
};

/* (nullable) (transfer full): the id in {"media_fbid": …}. */
static char *
read_attached (AcPracticeCall *call, const char *parameter)
{
  static const AcJsonField fields[] = { { "media_fbid", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
                                        { NULL } };
  const char *text = ac_practice_call_get (call, parameter);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(JsonObject) object = ac_json_parse_object (bytes, fields, AC_JSON_CLOSED, NULL);

  return object != NULL ? g_strdup (ac_json_get_string (object, "media_fbid")) : NULL;
}

/* (nullable): the photo that is named, which nothing may have been made of yet. */
static JsonObject *
find_attached (AcPracticeCall *call, const char *parameter)
{
  g_autofree char *id = read_attached (call, parameter);
  JsonObject *photo = id != NULL ? ac_practice_state_find (call->state, "containers", id) : NULL;

  return photo != NULL && g_strcmp0 (ac_json_get_string (photo, "owner"), call->id) == 0 &&
                 !json_object_has_member (photo, "post")
             ? photo
             : NULL;
}

static gboolean
check_attached (AcPracticeCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (attached); i++)
    if (ac_practice_call_get (call, attached[i]) != NULL &&
        find_attached (call, attached[i]) == NULL)
      return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, attached[i]), FALSE;
  return TRUE;
}

static void
attach (AcPracticeCall *call, JsonObject *record, const char *id)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_auto(GStrv) children = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (attached); i++)
    if (ac_practice_call_get (call, attached[i]) != NULL)
      {
        JsonObject *photo = find_attached (call, attached[i]);

        g_strv_builder_take (ids, read_attached (call, attached[i]));
        json_object_set_string_member (photo, "post", id);
      }
  children = g_strv_builder_end (ids);
  joined = g_strjoinv (",", children);
  if (children[0] != NULL)
    ac_practice_posts_set_children (call, record, joined);
}

static void
post (AcPracticeCall *call)
{
  const char *message = ac_practice_call_get (call, "message");
  g_autofree char *id = NULL;
  JsonObject *record = NULL;

  if (!ac_practice_is_own_page (call) || !check_schedule (call) || !check_attached (call))
    return;
  if (message == NULL && ac_practice_call_get (call, "link") == NULL &&
      ac_practice_call_get (call, attached[0]) == NULL)
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "message or link is required");
  else if (message != NULL && is_duplicate (call, message))
    ac_practice_call_refuse (call, AC_PRACTICE_DUPLICATE, NULL);
  else
    {
      record =
          ac_practice_add_page_post (call, is_published (call) ? "post" : "draft", message, &id);
      ac_json_set_string (record, "link", ac_practice_call_get (call, "link"));
      attach (call, record, id);
      answer_id (call, id, NULL);
    }
}

static void
list_posts (AcPracticeCall *call)
{
  g_autoptr(GList) ids = NULL;

  if (!ac_practice_is_own_page (call))
    return;
  ids = ac_practice_posts_list (call->state, "facebook", call->id, "post");
  ac_practice_posts_answer (call, ids, describe_post, POST_FIELDS, "id,message,created_time");
}

static void
list_videos (AcPracticeCall *call)
{
  g_autoptr(GList) ids = NULL;

  if (!ac_practice_is_own_page (call))
    return;
  ids = ac_practice_posts_list (call->state, "facebook", call->id, "post");
  for (GList *id = ids, *next = NULL; id != NULL; id = next)
    {
      next = id->next;
      if (!ac_json_get_boolean (ac_practice_state_find (call->state, "posts", id->data), "video"))
        ids = g_list_delete_link (ids, id);
    }
  ac_practice_posts_answer (call, ids, describe_video, VIDEO_FIELDS, "id,created_time");
}

static void
add_video (AcPracticeCall *call)
{
  g_autofree char *words = NULL;
  g_autofree char *id = NULL;
  JsonObject *record = NULL;

  if (!ac_practice_is_own_page (call))
    return;
  if (call->file == NULL)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "source is required");
      return;
    }
  if (!(words = ac_practice_posts_describe_picture (call, call->file, "MP4")))
    return;
  record = ac_practice_posts_add (call, "posts", call->id, "post",
                                  ac_practice_call_get (call, "description"), &id);
  json_object_set_boolean_member (record, "video", TRUE);
  ac_practice_posts_set_picture (call, record, words);
  ac_practice_call_note (call, "publish", call->id);
  answer_id (call, id, NULL);
}

/* The picture in words; NULL: refused. */
static char *
take_picture (AcPracticeCall *call)
{
  const char *address = ac_practice_call_get (call, "url");

  if ((address != NULL) == (call->file != NULL))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER,
                                    "either url or source is required"),
           NULL;
  return address != NULL ? ac_practice_posts_fetch (call, address, "JPEG|PNG")
                         : ac_practice_posts_describe_picture (call, call->file, "JPEG|PNG");
}

static void
add_photo (AcPracticeCall *call)
{
  g_autofree char *picture = NULL;
  g_autofree char *id = NULL;
  g_autofree char *post_id = NULL;
  JsonObject *container = NULL;

  if (!ac_practice_is_own_page (call) || !(picture = take_picture (call)))
    return;
  container = ac_practice_posts_add (call, "containers", call->id, "post",
                                     ac_practice_call_get (call, "caption"), &id);
  ac_practice_posts_set_picture (call, container, picture);
  ac_json_set_string (container, "alt", ac_practice_call_get (call, "alt_text_custom"));
  if (is_published (call))
    {
      JsonObject *record = ac_practice_add_page_post (
          call, "post", ac_practice_call_get (call, "caption"), &post_id);

      ac_practice_posts_copy_picture (container, record);
      json_object_set_string_member (container, "post", post_id);
    }
  answer_id (call, id, post_id);
}

static void
delete_post (AcPracticeCall *call)
{
  JsonObject *record = find_own_post (call);

  if (ac_practice_delete_video_story (call))
    return;
  if (record == NULL || g_strcmp0 (ac_json_get_string (record, "kind"), "story") == 0)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
      return;
    }
  ac_practice_state_remove (call->state, "posts", call->id);
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
}

static void
edit_post (AcPracticeCall *call)
{
  JsonObject *record = find_own_post (call);
  const char *text = ac_practice_call_get (call, "message");

  if (record == NULL || g_strcmp0 (ac_json_get_string (record, "kind"), "story") == 0)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
      return;
    }
  if (text == NULL)
    text = ac_practice_call_get (call, "description");
  if (text == NULL)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "message is required");
      return;
    }
  json_object_set_string_member (record, "text", text);
  call->changed = TRUE;
  ac_practice_call_note (call, "edit", call->id);
  ac_practice_call_answer_success (call);
}

static const AcPracticeParameter fields_only[] = { { "fields", AC_PRACTICE_TEXT }, { NULL } };
static const AcPracticeParameter none[] = { { NULL } };
static const AcPracticeParameter list_parameters[] = {
  { "fields", AC_PRACTICE_TEXT },
  { "limit", AC_PRACTICE_NUMBER },
  { "after", AC_PRACTICE_ID },
  { NULL },
};
static const AcPracticeParameter post_parameters[] = {
  { "message", AC_PRACTICE_TEXT, FALSE, MAX_TEXT },
  { "link", AC_PRACTICE_ADDRESS },
  { "published", AC_PRACTICE_SWITCH },
  { "scheduled_publish_time", AC_PRACTICE_NUMBER },
  { "attached_media[0]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[1]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[2]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[3]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[4]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[5]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[6]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[7]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[8]", AC_PRACTICE_TEXT, FALSE, 100 },
  { "attached_media[9]", AC_PRACTICE_TEXT, FALSE, 100 },
  { NULL },
};
static const AcPracticeParameter edit_parameters[] = {
  { "message", AC_PRACTICE_TEXT, FALSE, MAX_TEXT },
  { "description", AC_PRACTICE_TEXT, FALSE, MAX_TEXT },
  { NULL },
};
static const AcPracticeParameter photo_parameters[] = {
  { "url", AC_PRACTICE_ADDRESS },
  { "source", AC_PRACTICE_FILE },
  { "caption", AC_PRACTICE_TEXT, FALSE, MAX_TEXT },
  { "alt_text_custom", AC_PRACTICE_TEXT, FALSE, 1000 },
  { "published", AC_PRACTICE_SWITCH },
  { "temporary", AC_PRACTICE_SWITCH },
  { NULL },
};
static const AcPracticeParameter video_parameters[] = {
  { "source", AC_PRACTICE_FILE },
  { "description", AC_PRACTICE_TEXT, FALSE, MAX_TEXT },
  { NULL },
};

#define HOST "graph.facebook.com"
#define ANY (AC_PRACTICE_PERSON | AC_PRACTICE_PAGE | AC_PRACTICE_SYSTEM)

/* Meta documents the removal of permissions for graph.facebook.com; the practice services take it
 * at each of their hosts. */
const AcPracticeRoute ac_practice_facebook_routes[] = {
  { HOST, "GET", VERSION "/{id}/accounts", list_accounts, list_parameters, AC_PRACTICE_PERSON,
    "pages_show_list" },
  { HOST, "GET", VERSION "/{id}/permissions", list_permissions, none, AC_PRACTICE_PERSON },
  { HOST, "DELETE", VERSION "/{id}/permissions", remove_permissions, none, AC_PRACTICE_PERSON },
  { "graph.instagram.com", "DELETE", VERSION "/{id}/permissions", remove_permissions, none,
    AC_PRACTICE_PERSON },
  { "graph.threads.net", "DELETE", AC_PRACTICE_THREADS_VERSION "/{id}/permissions",
    remove_permissions, none, AC_PRACTICE_PERSON },
  { HOST, "POST", VERSION "/{id}/feed", post, post_parameters, AC_PRACTICE_PAGE,
    "pages_manage_posts" },
  { HOST, "GET", VERSION "/{id}/feed", list_posts, list_parameters, AC_PRACTICE_PAGE,
    "pages_read_engagement" },
  { HOST, "GET", VERSION "/{id}/published_posts", list_posts, list_parameters, AC_PRACTICE_PAGE,
    "pages_read_engagement" },
  { HOST, "POST", VERSION "/{id}/photos", add_photo, photo_parameters, AC_PRACTICE_PAGE,
    "pages_manage_posts" },
  { HOST, "POST", VERSION "/{id}/videos", add_video, video_parameters, AC_PRACTICE_PAGE,
    "pages_manage_posts" },
  { HOST, "GET", VERSION "/{id}/videos", list_videos, list_parameters, AC_PRACTICE_PAGE,
    "pages_read_engagement" },
  { HOST, "GET", VERSION "/app", get_app, none, AC_PRACTICE_APP },
  { HOST, "GET", VERSION "/{id}", get_node, fields_only, ANY },
  { HOST, "POST", VERSION "/{id}", edit_post, edit_parameters, AC_PRACTICE_PAGE,
    "pages_manage_posts" },
  { HOST, "DELETE", VERSION "/{id}", delete_post, none, AC_PRACTICE_PAGE, "pages_manage_posts" },
  { NULL },
};
