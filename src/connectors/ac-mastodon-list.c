/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-mastodon-private.h"
#include "ac-post.h"

#define PAGE 20

static const AcJsonField status_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "visibility", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "account", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { "content", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "spoiler_text", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "sensitive", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "language", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "in_reply_to_id", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 256 },
  { "media_attachments", AC_JSON_ARRAY, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "reblog", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "quote", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "poll", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "application", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};

static const AcJsonField application_fields[] = { { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
                                                  { NULL } };
static const AcJsonField author_fields[] = { { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
                                             { NULL } };
static const AcJsonField boosted_fields[] = {
  { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { NULL },
};

static char *
replace_all (const char *text, const char *what, const char *with)
{
  g_autoptr(GString) string = g_string_new (text);

  g_string_replace (string, what, with, 0);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* With its lines and paragraphs. */
static char *
read_text (const char *html)
{
  static const char *const breaks[][2] = {
    { "\r", "" },      { "\n", " " },      { "<br>", "\n" },
    { "<br/>", "\n" }, { "<br />", "\n" }, { "</p>", "\n\n" },
  };
  g_autofree char *lines = g_strdup (html != NULL ? html : "");
  char *plain = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autofree char *before = g_steal_pointer (&lines);

      lines = replace_all (before, breaks[i][0], breaks[i][1]);
    }
  plain = ac_mastodon_plain_text (lines);
  g_strstrip (plain);
  return plain;
}

static const char *
read_program (JsonObject *status)
{
  JsonObject *application = ac_json_get_object (status, "application");

  return application != NULL && ac_json_check (application, application_fields, AC_JSON_OPEN, NULL)
             ? ac_json_get_string (application, "name")
             : NULL;
}

static const char *
read_url (JsonObject *status)
{
  const char *url = ac_json_get_string (status, "url");

  return url != NULL ? url : ac_json_get_string (status, "uri");
}

static gboolean
has_more_than_words (JsonObject *status)
{
  JsonArray *media = ac_json_get_array (status, "media_attachments");

  return (media != NULL && json_array_get_length (media) > 0) ||
         ac_json_get_object (status, "poll") != NULL ||
         ac_json_get_object (status, "quote") != NULL;
}

static gboolean
is_warned (JsonObject *status)
{
  const char *warning = ac_json_get_string (status, "spoiler_text");

  return (warning != NULL && *warning != '\0') || ac_json_get_boolean (status, "sensitive");
}

/* Some servers list what was boosted as it is. */
static gboolean
is_own (AcCall *call, JsonObject *status)
{
  JsonObject *author = ac_json_get_object (status, "account");
  const char *own = ac_account_get_remote_id (ac_access_get_account (call->access));

  return ac_json_check (author, author_fields, AC_JSON_OPEN, NULL) &&
         g_strcmp0 (ac_json_get_string (author, "id"), own) == 0;
}

/* What other servers have words of their own for is meant for few. */
static AcAudience
read_audience (JsonObject *status)
{
  const char *visibility = ac_json_get_string (status, "visibility");
  static const char *const known[] = { "public", "unlisted", "private", NULL };

  return visibility != NULL && g_strv_contains (known, visibility) &&
                 !ac_json_get_boolean (status, "local_only")
             ? (AcAudience) ac_mastodon_read_audience (visibility)
             : AC_AUDIENCE_DIRECT;
}

static AcPost *
read_post (AcCall *call, JsonNode *node, GError **error)
{
  JsonObject *status = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *boosted = NULL;
  g_autofree char *text = NULL;
  char *languages[2] = { NULL };
  AcPostFacts facts = { 0 };

  if (status == NULL || !ac_json_check (status, status_fields, AC_JSON_OPEN, NULL) ||
      !ac_clock_parse (ac_json_get_string (status, "created_at"), &facts.created_at) ||
      ((boosted = ac_json_get_object (status, "reblog")) != NULL &&
       !ac_json_check (boosted, boosted_fields, AC_JSON_OPEN, NULL)))
    return g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "A status can't be read"), NULL;

  text = read_text (ac_json_get_string (status, "content"));
  languages[0] = (char *) ac_json_get_string (status, "language");
  facts.uri = (char *) ac_json_get_string (status, "uri");
  facts.url = (char *) read_url (boosted != NULL ? boosted : status);
  facts.place = (char *) ac_json_get_string (status, "id");
  facts.text = text;
  facts.audience = read_audience (status);
  facts.boost = boosted != NULL || !is_own (call, status);
  facts.reply = ac_json_get_string (status, "in_reply_to_id") != NULL;
  facts.media = has_more_than_words (status);
  facts.warned = is_warned (status);
  facts.program = (char *) read_program (status);
  facts.languages = languages[0] != NULL ? languages : NULL;
  return ac_post_new (&facts);
}

static GListStore *
read_page (AcCall *call, JsonArray *page, GError **error)
{
  g_autoptr(GListStore) posts = g_list_store_new (AC_TYPE_POST);

  for (guint i = 0; i < json_array_get_length (page); i++)
    {
      g_autoptr(AcPost) post = read_post (call, json_array_get_element (page, i), error);

      if (post == NULL)
        return NULL;
      g_list_store_append (posts, post);
    }

  return g_steal_pointer (&posts);
}

static AcHttpRequest *
make_request (AcCall *call)
{
  const char *id = ac_account_get_remote_id (ac_access_get_account (call->access));
  g_autofree char *own = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *before = g_uri_escape_string (call->text != NULL ? call->text : "", NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/v1/accounts/%s/statuses?limit=%d%s%s", own, PAGE,
                                           call->text != NULL ? "&max_id=" : "", before);

  return ac_mastodon_request_new (call->access, "GET", path);
}

GListModel *
ac_mastodon_load_posts (AcCall *call, GError **error)
{
  g_autoptr(AcHttpRequest) request = make_request (call);
  g_autoptr(AcHttpResponse) response = ac_call_send (call->http, request, error);
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonArray) page = NULL;

  if (response == NULL)
    return NULL;

  outcome = ac_mastodon_read_outcome (call->access, response);
  if (ac_outcome_get_kind (outcome) == AC_OUTCOME_SIGN_IN)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "Signed out there");
  else if (!ac_http_response_is_success (response))
    ac_http_response_refuse (response, AC_ERROR_REJECTED, error);
  else if ((page = ac_http_response_get_array (response, error)))
    return G_LIST_MODEL (read_page (call, page, error));
  return NULL;
}

DexFuture *
ac_mastodon_list_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  GListModel *posts = ac_mastodon_load_posts (user_data, &error);

  return posts != NULL ? dex_future_new_take_object (posts)
                       : dex_future_new_for_error (g_steal_pointer (&error));
}
