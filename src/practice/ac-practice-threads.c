/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-practice-posts.h"
#include "ac-practice-services.h"
#include "ac-practice-tokens.h"

#define VERSION AC_PRACTICE_THREADS_VERSION
#define MAX_POSTS 250
#define MAX_REPLIES 1000
#define MAX_DELETIONS 100
#define MAX_TEXT 500
#define POST_FIELDS                                                                                \
  "id,media_product_type,media_type,text,permalink,owner,username,timestamp,shortcode,alt_text,"   \
  "is_quote_post,is_ghost_post,ghost_post_status,ghost_post_expiration_timestamp,"                 \
  "is_reply,replied_to,root_post"
#define CONTAINER_FIELDS "id,status,error_message"
#define PERSON_FIELDS "id,username,name,threads_biography,is_verified"

static gboolean
is_own (AcPracticeCall *call)
{
  if (g_strcmp0 (call->id, ac_json_get_string (call->token, "person")) == 0)
    return TRUE;
  ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
  return FALSE;
}

static gboolean
is_ghost (JsonObject *record)
{
  return g_strcmp0 (ac_json_get_string (record, "kind"), "ghost") == 0;
}

static const char *
name_media (JsonObject *record)
{
  const char *picture = ac_json_get_string (record, "picture");

  if (json_object_has_member (record, "children"))
    return "CAROUSEL_ALBUM";
  if (picture == NULL)
    return "TEXT_POST";
  return g_str_has_prefix (picture, "MP4") ? "VIDEO" : "IMAGE";
}

/* Where it replies to: the post itself, and the one that all of it began with. */
static void
describe_reply (AcPracticeCall *call, JsonObject *record, JsonObject *object)
{
  const char *parent = ac_json_get_string (record, "reply_to");
  const char *root = parent;
  JsonObject *at = NULL;
  JsonObject *replied_to = json_object_new ();
  JsonObject *root_post = json_object_new ();

  while ((at = ac_practice_state_find (call->state, "posts", root)) != NULL &&
         json_object_has_member (at, "reply_to"))
    root = ac_json_get_string (at, "reply_to");
  json_object_set_string_member (replied_to, "id", parent);
  json_object_set_string_member (root_post, "id", root);
  json_object_set_object_member (object, "replied_to", replied_to);
  json_object_set_object_member (object, "root_post", root_post);
}

static gboolean
is_reply (JsonObject *record)
{
  return json_object_has_member (record, "reply_to");
}

static JsonObject *
describe_post (AcPracticeCall *call, const char *id, JsonObject *record)
{
  JsonObject *object = json_object_new ();
  JsonObject *owner = json_object_new ();
  const char *person = ac_json_get_string (record, "owner");
  g_autofree char *time = ac_practice_posts_format (ac_json_get_integer (record, "at"));
  g_autofree char *link = ac_practice_posts_get_permalink (call, id);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "media_product_type", "THREADS");
  json_object_set_string_member (object, "media_type", name_media (record));
  ac_json_set_string (object, "text", ac_json_get_string (record, "text"));
  ac_json_set_string (object, "alt_text", ac_json_get_string (record, "alt"));
  json_object_set_string_member (object, "permalink", link);
  json_object_set_string_member (object, "shortcode", id);
  json_object_set_string_member (object, "timestamp", time);
  json_object_set_string_member (object, "username",
                                 ac_practice_people_find ("threads", person)->username);
  json_object_set_string_member (owner, "id", person);
  json_object_set_object_member (object, "owner", owner);
  json_object_set_boolean_member (object, "is_quote_post", FALSE);
  json_object_set_boolean_member (object, "is_ghost_post", is_ghost (record));
  json_object_set_boolean_member (object, "is_reply", is_reply (record));
  if (is_reply (record))
    describe_reply (call, record, object);
  if (is_ghost (record))
    {
      g_autofree char *end = ac_practice_posts_format (ac_json_get_integer (record, "expires_at"));

      json_object_set_string_member (object, "ghost_post_status", "ACTIVE");
      json_object_set_string_member (object, "ghost_post_expiration_timestamp", end);
    }
  return object;
}

static void
get_person (AcPracticeCall *call)
{
  const AcPracticePerson *person = ac_practice_people_find ("threads", call->id);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", person->id);
  json_object_set_string_member (object, "username", person->username);
  json_object_set_string_member (object, "name", person->name);
  json_object_set_string_member (object, "threads_biography", "");
  json_object_set_boolean_member (object, "is_verified", FALSE);
  ac_practice_call_answer_fields (call, object, PERSON_FIELDS, "id");
}

/* A person, a post or a container, whatever has that id. */
static void
get_node (AcPracticeCall *call)
{
  const char *person = ac_json_get_string (call->token, "person");
  JsonObject *container = ac_practice_state_find (call->state, "containers", call->id);
  JsonObject *post = ac_practice_posts_find (call, "threads", call->id);

  if (g_strcmp0 (call->id, person) == 0)
    get_person (call);
  else if (post != NULL && g_strcmp0 (ac_json_get_string (post, "owner"), person) == 0)
    ac_practice_call_answer_fields (call, describe_post (call, call->id, post), POST_FIELDS, "id");
  else if (container != NULL && g_strcmp0 (ac_json_get_string (container, "owner"), person) == 0)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", call->id);
      json_object_set_string_member (object, "status",
                                     ac_practice_posts_get_status (call, container));
      ac_practice_call_answer_fields (call, object, CONTAINER_FIELDS, "id,status");
    }
  else
    ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
}

static gboolean
is_carousel (AcPracticeCall *call)
{
  return g_str_equal (ac_practice_call_get (call, "media_type"), "CAROUSEL");
}

/* Of pictures that came before, with a text and nothing else. */
static gboolean
check_carousel (AcPracticeCall *call)
{
  static const char *const others[] = { "image_url",        "video_url",     "alt_text",
                                        "is_carousel_item", "is_ghost_post", "auto_publish_text" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (ac_practice_call_get (call, others[i]) != NULL)
      return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, others[i]), FALSE;
  return ac_practice_posts_check_children (call, call->id);
}

/* Only below a post that is there. */
static gboolean
check_reply (AcPracticeCall *call)
{
  const char *parent = ac_practice_call_get (call, "reply_to_id");

  if (parent == NULL)
    return TRUE;
  if (ac_practice_posts_find (call, "threads", parent) == NULL)
    return ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL), FALSE;
  if (ac_practice_call_is_on (call, "is_ghost_post"))
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "is_ghost_post"), FALSE;
  return TRUE;
}

/* What goes together in a post, and what doesn't; FALSE: refused. */
static gboolean
check_post (AcPracticeCall *call)
{
  const char *type = ac_practice_call_get (call, "media_type");
  gboolean is_text = g_str_equal (type, "TEXT");
  const char *wanted = g_str_equal (type, "VIDEO") ? "video_url" : "image_url";
  const char *other = g_str_equal (type, "VIDEO") ? "image_url" : "video_url";
  const char *fault = NULL;

  if (is_carousel (call))
    return check_carousel (call);
  if (is_text && ac_practice_call_get (call, "text") == NULL)
    fault = "text is required";
  else if (!is_text && ac_practice_call_get (call, wanted) == NULL)
    fault = wanted;
  else if (ac_practice_call_get (call, other) != NULL ||
           (is_text && ac_practice_call_get (call, wanted) != NULL))
    fault = "the file is not for such a post";
  else if (!is_text && (ac_practice_call_is_on (call, "is_ghost_post") ||
                        ac_practice_call_is_on (call, "auto_publish_text")))
    fault = "only a TEXT post can be that";
  else if (ac_practice_call_is_on (call, "is_carousel_item") &&
           (is_text || ac_practice_call_get (call, "text") != NULL))
    fault = "is_carousel_item";
  else if (ac_practice_call_get (call, "children") != NULL)
    fault = "children";
  if (fault != NULL)
    ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, fault);
  return fault == NULL;
}

static void
create (AcPracticeCall *call)
{
  g_autofree char *picture = NULL;
  g_autofree char *id = NULL;
  JsonObject *container = NULL;
  JsonObject *object = NULL;
  const char *image = ac_practice_call_get (call, "image_url");
  const char *video = ac_practice_call_get (call, "video_url");

  if (!is_own (call) || !check_post (call) || !check_reply (call) ||
      (image != NULL && !(picture = ac_practice_posts_fetch (call, image, "JPEG|PNG"))) ||
      (video != NULL && !(picture = ac_practice_posts_fetch (call, video, "MP4"))))
    return;

  container = ac_practice_posts_add (call, "containers", call->id,
                                     ac_practice_call_is_on (call, "is_ghost_post")      ? "ghost"
                                     : ac_practice_call_is_on (call, "is_carousel_item") ? "item"
                                                                                         : "post",
                                     ac_practice_call_get (call, "text"), &id);
  ac_json_set_string (container, "alt", ac_practice_call_get (call, "alt_text"));
  ac_json_set_string (container, "reply_to", ac_practice_call_get (call, "reply_to_id"));
  if (is_carousel (call))
    ac_practice_posts_set_children (call, container, ac_practice_call_get (call, "children"));
  else
    ac_practice_posts_set_picture (call, container, picture);
  if (ac_practice_call_is_on (call, "auto_publish_text"))
    {
      g_hash_table_insert (call->parameters, g_strdup ("creation_id"), g_strdup (id));
      ac_practice_posts_publish (call, call->id, MAX_POSTS);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  ac_practice_call_answer (call, object);
}

static void
publish (AcPracticeCall *call)
{
  JsonObject *container = ac_practice_state_find (call->state, "containers",
                                                  ac_practice_call_get (call, "creation_id"));

  if (is_own (call))
    ac_practice_posts_publish (call, call->id,
                               container != NULL && is_reply (container) ? MAX_REPLIES : MAX_POSTS);
}

/* Replies stand in a list of their own. */
static void
list (AcPracticeCall *call, const char *kind, gboolean replies)
{
  g_autoptr(GList) all = NULL;
  g_autoptr(GList) ids = NULL;

  if (!is_own (call))
    return;
  all = ac_practice_posts_list (call->state, "threads", call->id, kind);
  for (GList *at = all; at != NULL; at = at->next)
    if (is_reply (ac_practice_state_find (call->state, "posts", at->data)) == replies)
      ids = g_list_append (ids, at->data);
  ac_practice_posts_answer (call, ids, describe_post, POST_FIELDS, "id");
}

static void
list_posts (AcPracticeCall *call)
{
  list (call, "post", FALSE);
}

static void
list_ghosts (AcPracticeCall *call)
{
  list (call, "ghost", FALSE);
}

static void
list_replies (AcPracticeCall *call)
{
  list (call, "post", TRUE);
}

/* What an app may learn of a token of its own. */
static void
debug_token (AcPracticeCall *call)
{
  JsonObject *record =
      ac_practice_tokens_find (call, "threads", ac_practice_call_get (call, "input_token"));
  JsonObject *data = NULL;
  JsonObject *object = NULL;

  if (record == NULL)
    return;
  data = json_object_new ();
  json_object_set_string_member (data, "type", "USER");
  json_object_set_string_member (data, "application", ac_json_get_string (call->app, "name"));
  json_object_set_boolean_member (data, "is_valid", TRUE);
  json_object_set_int_member (data, "issued_at", ac_json_get_integer (record, "at") / 1000);
  json_object_set_int_member (data, "expires_at",
                              ac_json_get_integer (record, "expires_at") / 1000);
  json_object_set_string_member (data, "user_id", ac_json_get_string (record, "person"));
  json_object_set_array_member (data, "scopes",
                                json_array_ref (ac_json_get_array (record, "permissions")));
  object = json_object_new ();
  json_object_set_object_member (object, "data", data);
  ac_practice_call_answer (call, object);
}

static void
add_limit (JsonObject *object, const char *used, const char *config, guint n_used, guint most)
{
  JsonObject *limit = json_object_new ();

  json_object_set_int_member (limit, "quota_total", most);
  json_object_set_int_member (limit, "quota_duration", AC_PRACTICE_DAY_MS / 1000);
  json_object_set_int_member (object, used, n_used);
  json_object_set_object_member (object, config, limit);
}

static void
get_limits (AcPracticeCall *call)
{
  JsonObject *object = NULL;
  JsonObject *picked = NULL;
  JsonArray *data = NULL;

  if (!is_own (call))
    return;
  object = json_object_new ();
  add_limit (object, "quota_usage", "config", ac_practice_call_count (call, "publish", call->id),
             MAX_POSTS);
  add_limit (object, "delete_quota_usage", "delete_config",
             ac_practice_call_count (call, "delete", call->id), MAX_DELETIONS);
  add_limit (object, "reply_quota_usage", "reply_config",
             ac_practice_call_count (call, "reply", call->id), MAX_REPLIES);
  picked = ac_practice_call_pick (call, object,
                                  "quota_usage,config,delete_quota_usage,delete_config,"
                                  "reply_quota_usage,reply_config",
                                  "quota_usage");
  if (picked == NULL)
    return;
  data = json_array_new ();
  json_array_add_object_element (data, picked);
  ac_practice_call_answer_list (call, data);
}

static void
delete_post (AcPracticeCall *call)
{
  const char *person = ac_json_get_string (call->token, "person");
  JsonObject *post = ac_practice_posts_find (call, "threads", call->id);
  JsonObject *object = NULL;

  if (post == NULL || g_strcmp0 (ac_json_get_string (post, "owner"), person) != 0)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
      return;
    }
  if (ac_practice_call_count (call, "delete", person) >= MAX_DELETIONS)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_QUOTA, NULL);
      return;
    }
  ac_practice_call_note (call, "delete", person);
  ac_practice_state_remove (call->state, "posts", call->id);
  object = json_object_new ();
  json_object_set_boolean_member (object, "success", TRUE);
  json_object_set_string_member (object, "deleted_id", call->id);
  ac_practice_call_answer (call, object);
}

static const AcPracticeParameter fields_only[] = { { "fields", AC_PRACTICE_TEXT }, { NULL } };
static const AcPracticeParameter list_parameters[] = {
  { "fields", AC_PRACTICE_TEXT },
  { "limit", AC_PRACTICE_NUMBER },
  { "after", AC_PRACTICE_ID },
  { NULL },
};
static const AcPracticeParameter create_parameters[] = {
  { "media_type", AC_PRACTICE_CHOICE, TRUE, 0, "TEXT|IMAGE|VIDEO|CAROUSEL" },
  { "is_carousel_item", AC_PRACTICE_SWITCH },
  { "children", AC_PRACTICE_TEXT, FALSE, 700 },
  { "text", AC_PRACTICE_TEXT, FALSE, MAX_TEXT },
  { "image_url", AC_PRACTICE_ADDRESS },
  { "video_url", AC_PRACTICE_ADDRESS },
  { "alt_text", AC_PRACTICE_TEXT, FALSE, 1000 },
  { "reply_control", AC_PRACTICE_CHOICE, FALSE, 0,
    "everyone|accounts_you_follow|mentioned_only|parent_post_author_only|followers_only" },
  { "link_attachment", AC_PRACTICE_ADDRESS },
  { "topic_tag", AC_PRACTICE_TEXT, FALSE, 50 },
  { "is_ghost_post", AC_PRACTICE_SWITCH },
  { "reply_to_id", AC_PRACTICE_ID },
  { "auto_publish_text", AC_PRACTICE_SWITCH },
  { NULL },
};
static const AcPracticeParameter publish_parameters[] = {
  { "creation_id", AC_PRACTICE_ID, TRUE },
  { NULL },
};
static const AcPracticeParameter debug_parameters[] = {
  { "input_token", AC_PRACTICE_TEXT, TRUE },
  { NULL },
};
static const AcPracticeParameter none[] = { { NULL } };

const AcPracticeRoute ac_practice_threads_routes[] = {
  { "graph.threads.net", "GET", VERSION "/debug_token", debug_token, debug_parameters,
    AC_PRACTICE_PERSON },
  { "graph.threads.net", "GET", VERSION "/{id}", get_node, fields_only, AC_PRACTICE_PERSON,
    "threads_basic" },
  { "graph.threads.net", "DELETE", VERSION "/{id}", delete_post, none, AC_PRACTICE_PERSON,
    "threads_delete" },
  { "graph.threads.net", "GET", VERSION "/{id}/threads", list_posts, list_parameters,
    AC_PRACTICE_PERSON, "threads_basic" },
  { "graph.threads.net", "GET", VERSION "/{id}/ghost_posts", list_ghosts, list_parameters,
    AC_PRACTICE_PERSON, "threads_basic" },
  { "graph.threads.net", "GET", VERSION "/{id}/replies", list_replies, list_parameters,
    AC_PRACTICE_PERSON, "threads_read_replies" },
  { "graph.threads.net", "POST", VERSION "/{id}/threads", create, create_parameters,
    AC_PRACTICE_PERSON, "threads_content_publish" },
  { "graph.threads.net", "POST", VERSION "/{id}/threads_publish", publish, publish_parameters,
    AC_PRACTICE_PERSON, "threads_content_publish" },
  { "graph.threads.net", "GET", VERSION "/{id}/threads_publishing_limit", get_limits, fields_only,
    AC_PRACTICE_PERSON, "threads_basic" },
  { NULL },
};
