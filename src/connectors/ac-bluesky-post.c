/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"

#define JSON "application/json"

static const AcJsonField record_fields[] = {
  { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "cid", AC_JSON_STRING, AC_JSON_OPTIONAL, 256 },
  { "value", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField put_fields[] = { { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
                                          { "cid", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
                                          { NULL } };
static const AcJsonField payload_fields[] = { { "record", AC_JSON_OBJECT, AC_JSON_REQUIRED },
                                              { NULL } };

/* What a person found there has a key that isn't ours. */
static const char *
get_key (AcCall *call)
{
  return call->parcel->remote_id != NULL ? call->parcel->remote_id : call->parcel->key;
}

static AcOutcome *
describe_copy (AcCall *call, AcOutcomeKind kind, JsonObject *answer)
{
  const char *did = ac_account_get_remote_id (ac_access_get_account (call->access));
  g_autofree char *uri =
      g_strdup_printf ("at://%s/%s/%s", did, AC_BLUESKY_COLLECTION, get_key (call));
  g_autofree char *url =
      g_strdup_printf ("https://bsky.app/profile/%s/post/%s", did, get_key (call));
  AcOutcome *outcome = ac_outcome_new (kind);

  ac_outcome_set_copy (outcome, get_key (call), uri, url);
  ac_outcome_set_revision (outcome, ac_json_get_string (answer, "cid"));
  ac_outcome_set_audience (outcome, AC_AUDIENCE_PUBLIC);
  return outcome;
}

/* Reading a repository needs no credentials, so it also works when they are gone. */
static AcHttpResponse *
load_record (AcCall *call, GError **error)
{
  const char *did = ac_account_get_remote_id (ac_access_get_account (call->access));
  g_autofree char *method = ac_bluesky_method_uri (call->access, "com.atproto.repo.getRecord");
  g_autofree char *uri = g_strdup_printf ("%s?repo=%s&collection=%s&rkey=%s", method, did,
                                          AC_BLUESKY_COLLECTION, get_key (call));
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);

  ac_http_request_set_tally (request, call->parcel->tally);
  return ac_call_send (call->http, request, error);
}

/* A record that stands there already is ours when it is the one we froze. */
static gboolean
is_ours (AcCall *call, JsonObject *found)
{
  g_autoptr(GBytes) record = ac_bluesky_complete_record (call->parcel);
  g_autoptr(JsonObject) payload = ac_json_parse_object (record, payload_fields, AC_JSON_OPEN, NULL);

  return found != NULL && payload != NULL &&
         json_node_equal (json_object_get_member (found, "value"),
                          json_object_get_member (payload, "record"));
}

static AcOutcome *
settle_swap (AcCall *call)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHttpResponse) response = load_record (call, &error);
  g_autoptr(JsonObject) found = NULL;

  if (response == NULL)
    return ac_outcome_from_error (error, FALSE);
  if (ac_http_response_is_success (response))
    return (found = ac_http_response_get_object (response, record_fields, NULL)) &&
                   is_ours (call, found)
               ? describe_copy (call, AC_OUTCOME_DONE, found)
               : ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_CONFLICT, 0);
  return ac_outcome_new (AC_OUTCOME_UNKNOWN);
}

static AcOutcome *
read_put (AcCall *call, AcHttpResponse *response)
{
  g_autoptr(AcOutcome) outcome = ac_bluesky_read_outcome (response);
  g_autoptr(JsonObject) put = NULL;

  if (ac_outcome_get_error (outcome) == AC_ERROR_CONFLICT)
    return settle_swap (call);
  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return g_steal_pointer (&outcome);
  if (!(put = ac_http_response_get_object (response, put_fields, NULL)))
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  return describe_copy (call, AC_OUTCOME_DONE, put);
}

/* All writes of an account take from one budget there. */
static DexFuture *
end_heeding (AcOutcome *outcome, AcHttpResponse *response)
{
  if (outcome != NULL)
    ac_outcome_heed_budget (outcome, response, AC_BUDGET_ALL);
  return ac_call_end (outcome);
}

DexFuture *
ac_bluesky_publish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *uri = ac_bluesky_method_uri (call->access, "com.atproto.repo.putRecord");
  g_autoptr(GBytes) record = ac_bluesky_complete_record (call->parcel);
  AcBlueskyMessage message = { .method = "POST",
                               .uri = uri,
                               .content_type = JSON,
                               .body = record,
                               .begin_before = call->parcel->begin_before,
                               .tally = call->parcel->tally };
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = ac_bluesky_upload_pictures (call);
  g_autoptr(GError) error = NULL;
  gboolean unsent = FALSE;

  if (outcome == NULL || ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return ac_call_end (g_steal_pointer (&outcome));
  if (!(response = ac_bluesky_send (call->http, call->access, &message, &unsent, &error)))
    return ac_call_end (ac_outcome_from_error (error, unsent));
  return end_heeding (read_put (call, response), response);
}

AcOutcome *
ac_bluesky_look (AcCall *call, JsonObject **record)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHttpResponse) response = load_record (call, &error);
  g_autofree char *name = NULL;
  AcOutcome *outcome = NULL;

  if (response == NULL)
    return ac_call_not_found_out (ac_outcome_from_error (error, FALSE));
  name = ac_http_response_get_error_name (response);
  if (ac_http_response_is_success (response) &&
      (*record = ac_http_response_get_object (response, record_fields, NULL)))
    outcome = describe_copy (call, AC_OUTCOME_FOUND, *record);
  else if (g_strcmp0 (name, "RecordNotFound") == 0)
    outcome = ac_outcome_new (AC_OUTCOME_ABSENT);
  else
    outcome = ac_call_not_found_out (ac_bluesky_read_outcome (response));
  ac_outcome_heed_budget (outcome, response, AC_BUDGET_ALL);
  return outcome;
}

DexFuture *
ac_bluesky_find_fiber (gpointer user_data)
{
  g_autoptr(JsonObject) record = NULL;

  return ac_call_end (ac_bluesky_look (user_data, &record));
}

/* The service answers the same when the record was gone already. */
DexFuture *
ac_bluesky_remove_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *uri = ac_bluesky_method_uri (call->access, "com.atproto.repo.deleteRecord");
  JsonObject *object = json_object_new ();
  g_autoptr(GBytes) body = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  gboolean unsent = FALSE;
  AcBlueskyMessage message = {
    .method = "POST", .uri = uri, .content_type = JSON, .tally = call->parcel->tally
  };

  json_object_set_string_member (object, "repo",
                                 ac_account_get_remote_id (ac_access_get_account (call->access)));
  json_object_set_string_member (object, "collection", AC_BLUESKY_COLLECTION);
  json_object_set_string_member (object, "rkey", get_key (call));
  message.body = body = ac_bluesky_json (object);
  if (!(response = ac_bluesky_send (call->http, call->access, &message, &unsent, &error)))
    return ac_call_end (ac_outcome_from_error (error, unsent));
  return end_heeding (ac_bluesky_read_outcome (response), response);
}
