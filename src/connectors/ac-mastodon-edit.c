/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon-private.h"

#define EDIT_SECONDS 120

static const AcJsonField status_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "media_attachments", AC_JSON_ARRAY, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "sensitive", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "spoiler_text", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 1 << 18 },
  { "language", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "poll", AC_JSON_OBJECT, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "edited_at", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "content", AC_JSON_STRING, AC_JSON_REQUIRED, 1 << 19 },
  { NULL },
};

static const AcJsonField media_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { NULL },
};

static char *
make_path (AcParcel *parcel)
{
  g_autofree char *id = g_uri_escape_string (parcel->remote_id, NULL, FALSE);

  return g_strconcat ("/api/v1/statuses/", id, NULL);
}

static AcOutcome *
read_outcome (AcAccess *access, AcHttpResponse *response)
{
  if (ac_mastodon_is_gone (access, response))
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND, 0);
  return ac_mastodon_read_outcome (access, response);
}

static JsonArray *
list_media (JsonObject *status)
{
  JsonArray *media = ac_json_get_array (status, "media_attachments");
  JsonArray *ids = json_array_new ();

  for (guint i = 0; media != NULL && i < json_array_get_length (media); i++)
    {
      JsonNode *node = json_array_get_element (media, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          ac_json_check (json_node_get_object (node), media_fields, AC_JSON_OPEN, NULL))
        json_array_add_string_element (ids, ac_json_get_string (json_node_get_object (node), "id"));
    }

  return ids;
}

/* Where ours has none, what another program of the person's has put there stays. */
static void
keep_remarks (JsonObject *ours, JsonObject *status)
{
  static const char *const names[] = { "spoiler_text", "language" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!json_object_has_member (ours, names[i]))
      ac_json_set_string (ours, names[i], ac_json_get_string (status, names[i]));
  if (ac_json_get_boolean (status, "sensitive"))
    json_object_set_boolean_member (ours, "sensitive", TRUE);
}

/* What a change leaves out goes: Mastodon wants the pictures named again, and uncovers them. Who
 * sees it can't change. */
static GBytes *
complete_payload (JsonObject *ours, JsonObject *status)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonArray) ids = list_media (status);

  json_object_remove_member (ours, "visibility");
  keep_remarks (ours, status);
  if (json_array_get_length (ids) > 0)
    json_object_set_array_member (ours, "media_ids", json_array_ref (ids));
  json_node_set_object (node, ours);
  return ac_json_to_bytes (node);
}

/* DONE with the status as it is there, else why there is none; NULL when cancelled. */
static AcOutcome *
look (AcCall *call, JsonObject **status)
{
  g_autofree char *path = make_path (call->parcel);
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (call, "GET", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_call_send (call->http, request, &error)))
    return ac_outcome_from_error (error, TRUE);
  outcome = read_outcome (call->access, response);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return g_steal_pointer (&outcome);
  if (!(*status = ac_http_response_get_object (response, status_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY, 0);
  return g_steal_pointer (&outcome);
}

/* Servers make of a text what they like; that it is another one than before is enough. */
static gboolean
is_changed (JsonObject *before, JsonObject *after, const char *text)
{
  const char *content = ac_json_get_string (after, "content");
  const char *edited_at = ac_json_get_string (after, "edited_at");
  g_autofree char *plain = ac_mastodon_plain_text (content);

  return ac_mastodon_same_text (plain, text) ||
         !g_str_equal (content, ac_json_get_string (before, "content")) ||
         (edited_at != NULL &&
          g_strcmp0 (edited_at, ac_json_get_string (before, "edited_at")) != 0);
}

/* It was there a moment ago, so whatever is refused now is the change. */
static AcOutcome *
read_changed (AcCall *call, AcHttpResponse *response, JsonObject *before, const char *text)
{
  g_autoptr(AcOutcome) outcome = ac_mastodon_read_published (call->access, response);
  g_autoptr(JsonObject) after = NULL;

  if (ac_outcome_get_error (outcome) == AC_ERROR_NOT_FOUND)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  if (!ac_http_response_is_success (response))
    return g_steal_pointer (&outcome);
  if (!(after = ac_http_response_get_object (response, status_fields, NULL)))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_BAD_REPLY, 0);
  if (!is_changed (before, after, text))
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  return g_steal_pointer (&outcome);
}

static AcOutcome *
change (AcCall *call, JsonObject *before)
{
  static const AcJsonField any[] = { { NULL } };
  g_autoptr(JsonObject) ours =
                ac_json_parse_object (call->parcel->payload, any, AC_JSON_OPEN, NULL);
  g_autoptr(GBytes) payload = complete_payload (ours, before);
  g_autofree char *path = make_path (call->parcel);
  g_autoptr(AcHttpRequest) request = ac_mastodon_call_request_new (call, "PUT", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  ac_http_request_set_body (request, "application/json", payload);
  ac_http_request_set_deadline (request, EDIT_SECONDS);
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_call_send (call->http, request, &error)))
    return ac_outcome_from_error (error, ac_http_request_was_unsent (request));
  outcome = read_changed (call, response, before, ac_json_get_string (ours, "status"));
  ac_outcome_heed_budget (outcome, response, AC_BUDGET_SHARING);
  return g_steal_pointer (&outcome);
}

DexFuture *
ac_mastodon_edit_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) before = NULL;

  if (call->parcel->remote_id == NULL)
    return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND, 0));
  outcome = look (call, &before);
  if (before == NULL)
    return ac_call_end (ac_call_nothing_shown (g_steal_pointer (&outcome)));
  /* A change that doesn't name it ends a poll, and one that does loses its votes. */
  if (ac_json_get_object (before, "poll") != NULL)
    return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0));
  return ac_call_end (change (call, before));
}
