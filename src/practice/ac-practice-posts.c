/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "ac-practice-posts.h"

#define MAX_PICTURE (8 * 1024 * 1024)
#define MAX_VIDEO (33 * 1024 * 1024)
#define MIN_CHILDREN 2
#define MAX_CHILDREN 10
#define WORKING_MS 1000 /* how long a picture's container isn't ready */
#define USUAL_LIMIT 25

JsonObject *
ac_practice_posts_add (AcPracticeCall *call,
                       const char *table,
                       const char *owner,
                       const char *kind,
                       const char *text,
                       char **id)
{
  JsonObject *record = NULL;

  *id = ac_practice_state_new_id (call->state);
  record = ac_practice_state_add (call->state, table, *id);
  json_object_set_string_member (record, "service", call->service);
  json_object_set_string_member (record, "owner", owner);
  json_object_set_string_member (record, "kind", kind);
  ac_json_set_string (record, "text", text);
  if (!g_str_equal (kind, "post"))
    json_object_set_int_member (record, "expires_at",
                                ac_practice_state_now (call->state) + AC_PRACTICE_DAY_MS);
  call->changed = TRUE;
  return record;
}

gboolean
ac_practice_posts_is_there (AcPracticeState *state, JsonObject *record)
{
  gint64 expires_at = ac_json_get_integer (record, "expires_at");

  return expires_at == 0 || expires_at > ac_practice_state_now (state);
}

JsonObject *
ac_practice_posts_find (AcPracticeCall *call, const char *service, const char *id)
{
  JsonObject *record = ac_practice_state_find (call->state, "posts", id);

  return record != NULL && g_strcmp0 (ac_json_get_string (record, "service"), service) == 0 &&
                 ac_practice_posts_is_there (call->state, record)
             ? record
             : NULL;
}

/* Ids are given in rising order. A Page's post has its Page's before. */
static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const char *first = strchr (a, '_') != NULL ? strchr (a, '_') + 1 : a;
  const char *second = strchr (b, '_') != NULL ? strchr (b, '_') + 1 : b;

  return strcmp (second, first);
}

GList *
ac_practice_posts_list (AcPracticeState *state,
                        const char *service,
                        const char *owner,
                        const char *kind)
{
  GList *ids = NULL;
  JsonObjectIter iter;
  const char *id = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, ac_practice_state_get_table (state, "posts"));
  while (json_object_iter_next (&iter, &id, &node))
    {
      JsonObject *record = json_node_get_object (node);

      if (ac_practice_posts_is_there (state, record) &&
          g_strcmp0 (ac_json_get_string (record, "service"), service) == 0 &&
          (owner == NULL || g_strcmp0 (ac_json_get_string (record, "owner"), owner) == 0) &&
          (kind == NULL || g_strcmp0 (ac_json_get_string (record, "kind"), kind) == 0))
        ids = g_list_prepend (ids, (gpointer) id);
    }
  return g_list_sort (ids, compare_ids);
}

static void
add_paging (JsonObject *object, const char *first, const char *last)
{
  JsonObject *cursors = json_object_new ();
  JsonObject *paging = json_object_new ();

  json_object_set_string_member (cursors, "before", first);
  json_object_set_string_member (cursors, "after", last);
  json_object_set_object_member (paging, "cursors", cursors);
  json_object_set_object_member (object, "paging", paging);
}

void
ac_practice_posts_answer (AcPracticeCall *call,
                          GList *ids,
                          JsonObject *(*describe) (AcPracticeCall *call,
                                                   const char *id,
                                                   JsonObject *record),
                          const char *known,
                          const char *usual)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *data = json_array_new ();
  const char *limit = ac_practice_call_get (call, "limit");
  const char *after = ac_practice_call_get (call, "after");
  guint most = limit != NULL ? CLAMP (atoi (limit), 1, 100) : USUAL_LIMIT;
  GList *first = NULL;

  json_object_set_array_member (object, "data", data);
  while (ids != NULL && after != NULL && compare_ids (ids->data, after) <= 0)
    ids = ids->next;
  for (first = ids; ids != NULL && json_array_get_length (data) < most; ids = ids->next)
    {
      JsonObject *record = ac_practice_state_find (call->state, "posts", ids->data);
      JsonObject *picked =
          ac_practice_call_pick (call, describe (call, ids->data, record), known, usual);

      if (picked == NULL)
        return;
      json_array_add_object_element (data, picked);
      if (json_array_get_length (data) == most || ids->next == NULL)
        add_paging (object, first->data, ids->data);
    }
  ac_practice_call_answer (call, g_steal_pointer (&object));
}

char *
ac_practice_posts_format (gint64 time_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc_usec (time_ms * 1000);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+0000");
}

char *
ac_practice_posts_get_permalink (AcPracticeCall *call, const char *id)
{
  return g_strconcat (call->base, "/posts/", id, NULL);
}

char *
ac_practice_posts_describe_picture (AcPracticeCall *call, GBytes *bytes, const char *types)
{
  static const struct
  {
    const char *name;
    const char *magic;
  } known[] = { { "JPEG", "\xff\xd8\xff" }, { "PNG", "\x89PNG\r\n\x1a\n" } };
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strstr (types, known[i].name) != NULL && size > 8 && size <= MAX_PICTURE &&
        memcmp (data, known[i].magic, strlen (known[i].magic)) == 0)
      {
        g_free (call->picture_id);
        call->picture_id = ac_practice_state_keep_picture (call->state, bytes);
        return g_strdup_printf ("%s, %" G_GSIZE_FORMAT " bytes", known[i].name, size);
      }
  if (strstr (types, "MP4") != NULL && size > 8 && size <= MAX_VIDEO &&
      memcmp (data + 4, "ftyp", 4) == 0)
    return g_strdup_printf ("MP4, %" G_GSIZE_FORMAT " bytes", size);
  ac_practice_call_refuse (call, AC_PRACTICE_MEDIA_UNREADABLE, types);
  return NULL;
}

void
ac_practice_posts_set_picture (AcPracticeCall *call, JsonObject *record, const char *words)
{
  ac_json_set_string (record, "picture", words);
  ac_json_set_string (record, "picture_id", call->picture_id);
}

void
ac_practice_posts_copy_picture (JsonObject *from, JsonObject *to)
{
  ac_json_set_string (to, "picture", ac_json_get_string (from, "picture"));
  ac_json_set_string (to, "picture_id", ac_json_get_string (from, "picture_id"));
  ac_json_set_string (to, "alt", ac_json_get_string (from, "alt"));
}

char *
ac_practice_posts_fetch (AcPracticeCall *call, const char *address, const char *types)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", address);
  g_autoptr(AcHttpResponse) response = NULL;

  ac_http_request_set_max_size (request, MAX_VIDEO);
  response = dex_await_object (ac_http_send (call->http, request), NULL);
  if (response == NULL || !ac_http_response_is_success (response))
    return ac_practice_call_refuse (call, AC_PRACTICE_MEDIA_UNREADABLE, NULL), NULL;
  return ac_practice_posts_describe_picture (call, ac_http_response_get_body (response), types);
}

const char *
ac_practice_posts_get_status (AcPracticeCall *call, JsonObject *container)
{
  gint64 age = ac_practice_state_now (call->state) - ac_json_get_integer (container, "at");

  if (json_object_has_member (container, "post"))
    return "PUBLISHED";
  if (age > AC_PRACTICE_DAY_MS)
    return "EXPIRED";
  return json_object_has_member (container, "picture") && age < WORKING_MS ? "IN_PROGRESS"
                                                                           : "FINISHED";
}

gboolean
ac_practice_posts_check_children (AcPracticeCall *call, const char *owner)
{
  const char *children = ac_practice_call_get (call, "children");
  g_auto(GStrv) ids = g_strsplit (children != NULL ? children : "", ",", -1);
  const guint n = g_strv_length (ids);

  if (n < MIN_CHILDREN || n > MAX_CHILDREN)
    return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "children"), FALSE;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = ac_practice_state_find (call->state, "containers", ids[i]);

      if (item == NULL || g_strcmp0 (ac_json_get_string (item, "owner"), owner) != 0 ||
          g_strcmp0 (ac_json_get_string (item, "kind"), "item") != 0)
        return ac_practice_call_refuse (call, AC_PRACTICE_BAD_PARAMETER, "children"), FALSE;
      if (!g_str_equal (ac_practice_posts_get_status (call, item), "FINISHED"))
        return ac_practice_call_refuse (call, AC_PRACTICE_NOT_READY, NULL), FALSE;
    }
  return TRUE;
}

/* The first is the one that lists show. */
void
ac_practice_posts_set_children (AcPracticeCall *call, JsonObject *record, const char *ids)
{
  g_auto(GStrv) children = g_strsplit (ids, ",", -1);

  ac_practice_posts_copy_picture (ac_practice_state_find (call->state, "containers", children[0]),
                                  record);
  json_object_set_string_member (record, "children", ids);
}

/* What is counted for its limit. */
static const char *
name_deed (JsonObject *container)
{
  return json_object_has_member (container, "reply_to") ? "reply" : "publish";
}

static void
publish_container (AcPracticeCall *call, JsonObject *container)
{
  g_autofree char *id = NULL;
  JsonObject *post = ac_practice_posts_add (call, "posts", ac_json_get_string (container, "owner"),
                                            ac_json_get_string (container, "kind"),
                                            ac_json_get_string (container, "text"), &id);
  JsonObject *object = json_object_new ();

  ac_practice_posts_copy_picture (container, post);
  ac_json_set_string (post, "children", ac_json_get_string (container, "children"));
  ac_json_set_string (post, "reply_to", ac_json_get_string (container, "reply_to"));
  json_object_set_string_member (container, "post", id);
  ac_practice_call_note (call, name_deed (container), ac_json_get_string (container, "owner"));
  json_object_set_string_member (object, "id", id);
  ac_practice_call_answer (call, object);
}

/* A container makes one post, however often somebody tries. */
void
ac_practice_posts_publish (AcPracticeCall *call, const char *owner, guint quota)
{
  const char *id = ac_practice_call_get (call, "creation_id");
  JsonObject *container = ac_practice_state_find (call->state, "containers", id);
  const char *status = NULL;

  if (container == NULL || g_strcmp0 (ac_json_get_string (container, "owner"), owner) != 0 ||
      g_strcmp0 (ac_json_get_string (container, "kind"), "item") == 0)
    {
      ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
      return;
    }

  status = ac_practice_posts_get_status (call, container);
  if (g_str_equal (status, "PUBLISHED"))
    ac_practice_call_refuse (call, AC_PRACTICE_CONTAINER_FAILED, "it was published already");
  else if (g_str_equal (status, "EXPIRED"))
    ac_practice_call_refuse (call, AC_PRACTICE_CONTAINER_EXPIRED, NULL);
  else if (g_str_equal (status, "IN_PROGRESS"))
    ac_practice_call_refuse (call, AC_PRACTICE_NOT_READY, NULL);
  else if (ac_practice_call_count (call, name_deed (container), owner) >= quota)
    ac_practice_call_refuse (call, AC_PRACTICE_QUOTA, NULL);
  else
    publish_container (call, container);
}
