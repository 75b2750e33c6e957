/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-mastodon-private.h"
#include "ac-post.h"

#define MAX_PAGES 25

static const AcJsonField status_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "uri", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "visibility", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "created_at", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "content", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "account", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { "reblog", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};

static const AcJsonField author_fields[] = { { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
                                             { NULL } };
static const AcJsonField payload_fields[] = { { "status", AC_JSON_STRING }, { NULL } };

/* Without what a browser or a person puts behind it. */
static char *
trim_address (const char *address)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (address));
  gsize length = strcspn (trimmed, "?#");

  while (length > 0 && trimmed[length - 1] == '/')
    length--;
  return g_strndup (trimmed, length);
}

static gboolean
is_on_server (AcCall *call, const char *address)
{
  const char *server = ac_account_get_server (ac_access_get_account (call->access));
  g_autoptr(GUri) one = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GUri) other = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);

  return one != NULL && other != NULL && g_uri_get_host (one) != NULL &&
         g_strcmp0 (g_uri_get_scheme (one), g_uri_get_scheme (other)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (one), g_uri_get_host (other)) == 0 &&
         g_uri_get_port (one) == g_uri_get_port (other) && g_uri_get_userinfo (one) == NULL;
}

static gboolean
is_own (AcCall *call, JsonObject *status)
{
  JsonObject *author = ac_json_get_object (status, "account");
  const char *own = ac_account_get_remote_id (ac_access_get_account (call->access));

  return ac_json_get_object (status, "reblog") == NULL &&
         ac_json_check (author, author_fields, AC_JSON_OPEN, NULL) &&
         g_strcmp0 (ac_json_get_string (author, "id"), own) == 0;
}

/* NULL: nothing of the account is known by the id. */
static JsonObject *
load_own (AcCall *call, const char *id, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", escaped, NULL);
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (call, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) status = NULL;

  if (*id == '\0' || !(response = ac_call_send (call->http, request, error)) ||
      !ac_http_response_is_success (response) ||
      !(status = ac_http_response_get_object (response, status_fields, NULL)) ||
      !is_own (call, status))
    return NULL;
  return g_steal_pointer (&status);
}

static const char *
find_among (GListModel *posts, const char *address)
{
  for (guint i = 0; i < g_list_model_get_n_items (posts); i++)
    {
      g_autoptr(AcPost) post = g_list_model_get_item (posts, i);
      const AcPostFacts *facts = ac_post_get_facts (post);

      if (!facts->boost &&
          (g_strcmp0 (facts->uri, address) == 0 || g_strcmp0 (facts->url, address) == 0))
        return facts->place;
    }

  return NULL;
}

/* Those whose address doesn't end with their id are known by what stands at the account. */
static JsonObject *
walk (AcCall *call, const char *address, GError **error)
{
  g_clear_pointer (&call->text, g_free);
  for (guint i = 0; i < MAX_PAGES; i++)
    {
      g_autoptr(GListModel) posts = ac_mastodon_load_posts (call, error);
      g_autoptr(AcPost) last = NULL;
      const char *id = NULL;

      if (posts == NULL)
        return NULL;
      if ((id = find_among (posts, address)))
        return load_own (call, id, error);
      if (g_list_model_get_n_items (posts) == 0)
        break;
      last = g_list_model_get_item (posts, g_list_model_get_n_items (posts) - 1);
      g_set_str (&call->text, ac_post_get_facts (last)->place);
    }

  return NULL;
}

/* Most servers end the address of a status with its id. */
static JsonObject *
load_status (AcCall *call, const char *address, GError **error)
{
  const char *slash = strrchr (address, '/');
  g_autoptr(GError) failure = NULL;
  JsonObject *status = load_own (call, slash != NULL ? slash + 1 : "", &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (status == NULL)
    status = walk (call, address, error);
  return status;
}

static AcOutcome *
describe (AcCall *call, JsonObject *status, GError **error)
{
  g_autoptr(JsonObject) payload =
                ac_json_parse_object (call->parcel->payload, payload_fields, AC_JSON_OPEN, NULL);
  const char *ours = payload != NULL ? ac_json_get_string (payload, "status") : NULL;
  const char *created_at = ac_json_get_string (status, "created_at");
  AcWords words = AC_WORDS_UNSURE;
  gint64 made_at = 0;
  AcOutcome *outcome = NULL;

  if (ours != NULL && !ac_mastodon_compare_words (call, status, ours, &words, error))
    return NULL;
  if (words == AC_WORDS_OTHER)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_CONFLICT, 0);

  outcome = ac_mastodon_describe_copy (AC_OUTCOME_FOUND, status);
  if (created_at != NULL && ac_clock_parse (created_at, &made_at))
    ac_outcome_set_made_at (outcome, made_at);
  return outcome;
}

DexFuture *
ac_mastodon_locate_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *address = trim_address (call->text);
  g_autoptr(JsonObject) status = NULL;
  g_autoptr(GError) error = NULL;
  AcOutcome *outcome = NULL;

  if (!is_on_server (call, address))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID,
                                  "The address is not at the account's server");

  status = load_status (call, address, &error);
  if (status != NULL)
    outcome = describe (call, status, &error);
  else if (error == NULL)
    outcome = ac_outcome_new (AC_OUTCOME_ABSENT);
  return ac_call_end (
      outcome != NULL ? outcome : ac_call_not_found_out (ac_outcome_from_error (error, FALSE)));
}
