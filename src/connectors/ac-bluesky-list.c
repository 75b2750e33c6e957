/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"
#include "ac-clock.h"
#include "ac-post.h"

#define PAGE 20

static const AcJsonField page_fields[] = { { "records", AC_JSON_ARRAY, AC_JSON_REQUIRED, 100 },
                                           { NULL } };

static const AcJsonField record_fields[] = {
  { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "value", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField post_fields[] = {
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "createdAt", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "facets", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 1000 },
  { "reply", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { "embed", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { "labels", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { "langs", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 16 },
  { NULL },
};

static const AcJsonField facet_fields[] = {
  { "index", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { "features", AC_JSON_ARRAY, AC_JSON_REQUIRED, 16 },
  { NULL },
};

static const AcJsonField index_fields[] = {
  { "byteStart", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "byteEnd", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField feature_fields[] = {
  { "$type", AC_JSON_STRING, AC_JSON_REQUIRED, 128 },
  { "uri", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { NULL },
};

static const AcJsonField embed_fields[] = {
  { "$type", AC_JSON_STRING, AC_JSON_REQUIRED, 128 },
  { "external", AC_JSON_OBJECT, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField labels_fields[] = { { "values", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 16 },
                                             { NULL } };
static const AcJsonField card_fields[] = { { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
                                           { NULL } };

/* NULL: it is no link. */
static const char *
find_link (JsonObject *facet)
{
  JsonArray *features = ac_json_get_array (facet, "features");

  for (guint i = 0; i < json_array_get_length (features); i++)
    {
      JsonNode *node = json_array_get_element (features, i);
      JsonObject *feature = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (feature != NULL && ac_json_check (feature, feature_fields, AC_JSON_OPEN, NULL) &&
          g_str_has_suffix (ac_json_get_string (feature, "$type"), "#link"))
        return ac_json_get_string (feature, "uri");
    }

  return NULL;
}

typedef struct
{
  gint64 start;
  gint64 end;
  const char *uri;
} Link;

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *one = a;
  const Link *other = b;

  return one->start < other->start ? 1 : -1;
}

static GArray *
list_links (JsonArray *facets)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; facets != NULL && i < json_array_get_length (facets); i++)
    {
      JsonNode *node = json_array_get_element (facets, i);
      JsonObject *facet = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *index = NULL;
      Link link;

      if (facet == NULL || !ac_json_check (facet, facet_fields, AC_JSON_OPEN, NULL) ||
          !(index = ac_json_get_object (facet, "index")) ||
          !ac_json_check (index, index_fields, AC_JSON_OPEN, NULL) ||
          !(link.uri = find_link (facet)))
        continue;
      link.start = ac_json_get_integer (index, "byteStart");
      link.end = ac_json_get_integer (index, "byteEnd");
      g_array_append_val (links, link);
    }

  g_array_sort (links, compare_links);
  return links;
}

/* Programs shorten addresses in the text; what they lead to stands beside it. */
static GString *
read_text (JsonObject *post)
{
  const char *text = ac_json_get_string (post, "text");
  GString *whole = g_string_new (text != NULL ? text : "");
  g_autoptr(GArray) links = list_links (ac_json_get_array (post, "facets"));
  gint64 last = whole->len;

  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);

      if (link->start < 0 || link->start >= link->end || link->end > last)
        continue;
      last = link->start;
      g_string_erase (whole, link->start, link->end - link->start);
      g_string_insert (whole, link->start, link->uri);
    }

  if (!g_utf8_validate (whole->str, whole->len, NULL))
    g_string_assign (whole, text);
  return whole;
}

/* A card leads somewhere and is told by its address; all else is more than words. */
static gboolean
read_embed (JsonObject *post, GString *text)
{
  JsonObject *embed = ac_json_get_object (post, "embed");
  JsonObject *card = NULL;

  if (embed == NULL)
    return FALSE;
  if (!ac_json_check (embed, embed_fields, AC_JSON_OPEN, NULL) ||
      !(card = ac_json_get_object (embed, "external")) ||
      !ac_json_check (card, card_fields, AC_JSON_OPEN, NULL))
    return TRUE;

  if (strstr (text->str, ac_json_get_string (card, "uri")) == NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "",
                            ac_json_get_string (card, "uri"));
  return FALSE;
}

static gboolean
is_warned (JsonObject *post)
{
  JsonObject *labels = ac_json_get_object (post, "labels");
  JsonArray *values = NULL;

  if (labels == NULL)
    return FALSE;
  if (!ac_json_check (labels, labels_fields, AC_JSON_OPEN, NULL))
    return TRUE;

  values = ac_json_get_array (labels, "values");
  return values != NULL && json_array_get_length (values) > 0;
}

/* Records don't say what wrote them, but ours have a mark, and bridges between networks name what
 * they copied. */
static const char *
read_program (JsonObject *post)
{
  if (json_object_has_member (post, AC_BLUESKY_MARK))
    return "Accounts Center";

  return json_object_has_member (post, "bridgyOriginalUrl") ||
                 json_object_has_member (post, "fediverseId")
             ? "Bridgy Fed"
             : NULL;
}

static AcPost *
describe (AcCall *call, const char *uri, JsonObject *post, gint64 created_at)
{
  const char *did = ac_account_get_remote_id (ac_access_get_account (call->access));
  const char *key = strrchr (uri, '/') != NULL ? strrchr (uri, '/') + 1 : uri;
  g_autofree char *url = g_strdup_printf ("https://bsky.app/profile/%s/post/%s", did, key);
  g_auto(GStrv) languages = ac_json_dup_strings (post, "langs", 64);
  GString *text = read_text (post);
  AcPostFacts facts = { .uri = (char *) uri,
                        .url = url,
                        .place = (char *) key,
                        .created_at = created_at,
                        .audience = AC_AUDIENCE_PUBLIC,
                        .reply = ac_json_get_object (post, "reply") != NULL,
                        .warned = is_warned (post),
                        .program = (char *) read_program (post),
                        .languages = languages };
  AcPost *found = NULL;

  facts.media = read_embed (post, text);
  facts.text = text->str;
  found = ac_post_new (&facts);
  g_string_free (text, TRUE);
  return found;
}

/* NULL without error: somebody else's program wrote a record that is no post. */
static AcPost *
read_post (AcCall *call, JsonNode *node, GError **error)
{
  JsonObject *record = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *post = NULL;
  gint64 created_at = 0;

  if (record == NULL || !ac_json_check (record, record_fields, AC_JSON_OPEN, NULL))
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "A record can't be read"), NULL;

  post = ac_json_get_object (record, "value");
  if (!ac_json_check (post, post_fields, AC_JSON_OPEN, NULL) ||
      !ac_clock_parse (ac_json_get_string (post, "createdAt"), &created_at))
    return NULL;
  return describe (call, ac_json_get_string (record, "uri"), post, created_at);
}

static GListStore *
read_page (AcCall *call, JsonArray *records, GError **error)
{
  g_autoptr(GListStore) posts = g_list_store_new (AC_TYPE_POST);

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(AcPost) post = read_post (call, json_array_get_element (records, i), &failure);

      if (failure != NULL)
        return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
      if (post != NULL)
        g_list_store_append (posts, post);
    }

  return g_steal_pointer (&posts);
}

static AcHttpRequest *
make_request (AcCall *call)
{
  const char *did = ac_account_get_remote_id (ac_access_get_account (call->access));
  g_autofree char *method = ac_bluesky_method_uri (call->access, "com.atproto.repo.listRecords");
  g_autofree char *before = g_uri_escape_string (call->text != NULL ? call->text : "", NULL, FALSE);
  g_autofree char *uri =
      g_strdup_printf ("%s?repo=%s&collection=%s&limit=%d%s%s", method, did, AC_BLUESKY_COLLECTION,
                       PAGE, call->text != NULL ? "&cursor=" : "", before);

  return ac_http_request_new ("GET", uri);
}

DexFuture *
ac_bluesky_list_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcHttpRequest) request = make_request (call);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) page = NULL;
  g_autoptr(GListStore) posts = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_call_send (call->http, request, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!ac_http_response_is_success (response))
    ac_http_response_refuse (response, AC_ERROR_REJECTED, &error);
  else if ((page = ac_http_response_get_object (response, page_fields, &error)))
    posts = read_page (call, ac_json_get_array (page, "records"), &error);
  return posts != NULL ? dex_future_new_take_object (g_steal_pointer (&posts))
                       : dex_future_new_for_error (g_steal_pointer (&error));
}
