/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon-private.h"

#define PUBLISH_SECONDS 120 /* a slow server must not turn into an unknown outcome */

static const AcJsonField status_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "uri", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2048 },
  { "visibility", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { NULL },
};

/* A word that we don't know is taken for everybody. */
int
ac_mastodon_read_audience (const char *visibility)
{
  static const struct
  {
    const char *name;
    AcAudience audience;
  } known[] = {
    { "public", AC_AUDIENCE_PUBLIC },          { "unlisted", AC_AUDIENCE_UNLISTED },
    { "private", AC_AUDIENCE_FOLLOWERS },      { "direct", AC_AUDIENCE_DIRECT },
    { "mutuals_only", AC_AUDIENCE_FOLLOWERS },
  };

  for (gsize i = 0; visibility != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, visibility))
      return known[i].audience;
  return visibility != NULL ? AC_AUDIENCE_PUBLIC : -1;
}

AcOutcome *
ac_mastodon_describe_copy (AcOutcomeKind kind, JsonObject *status)
{
  AcOutcome *outcome = ac_outcome_new (kind);
  const char *uri = ac_json_get_string (status, "uri");
  const char *url = ac_json_get_string (status, "url");

  ac_outcome_set_copy (outcome, ac_json_get_string (status, "id"), uri != NULL ? uri : url,
                       url != NULL ? url : uri);
  ac_outcome_set_audience (outcome,
                           ac_mastodon_read_audience (ac_json_get_string (status, "visibility")));
  return outcome;
}

/* An accepted status whose answer can't be read is there all the same. */
AcOutcome *
ac_mastodon_read_published (AcAccess *access, AcHttpResponse *response)
{
  g_autoptr(AcOutcome) outcome = ac_mastodon_read_outcome (access, response);
  g_autoptr(JsonObject) status = NULL;

  if (ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
    return g_steal_pointer (&outcome);
  if (!(status = ac_http_response_get_object (response, status_fields, NULL)))
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  return ac_mastodon_describe_copy (AC_OUTCOME_DONE, status);
}

DexFuture *
ac_mastodon_publish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcHttpRequest) request =
                ac_mastodon_call_request_new (call, "POST", "/api/v1/statuses");
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) uploaded = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(GError) error = NULL;

  uploaded = ac_mastodon_upload_pictures (call, &payload);
  if (payload == NULL)
    return ac_call_end (g_steal_pointer (&uploaded));
  ac_http_request_set_header (request, "Idempotency-Key", call->parcel->key);
  ac_http_request_set_body (request, "application/json", payload);
  ac_http_request_set_deadline (request, PUBLISH_SECONDS);
  ac_http_request_set_begin_before (request, call->parcel->begin_before);
  if (!(response = ac_call_send (call->http, request, &error)))
    return ac_call_end (ac_outcome_from_error (error, ac_http_request_was_unsent (request)));
  outcome = ac_mastodon_read_published (call->access, response);
  ac_outcome_heed_budget (outcome, response, AC_BUDGET_SHARING);
  return ac_call_end (g_steal_pointer (&outcome));
}

/* Only the service's own word counts, not the page of a proxy or of a domain that was sold. snac
 * says 404 in HTML. */
gboolean
ac_mastodon_is_gone (AcAccess *access, AcHttpResponse *response)
{
  static const AcJsonField any[] = { { NULL } };
  guint status = ac_http_response_get_status (response);
  g_autoptr(JsonObject) object = NULL;

  if (status != 404 && status != 410)
    return FALSE;
  return ac_mastodon_is_snac (access) ||
         (object = ac_http_response_get_object (response, any, NULL)) != NULL;
}

/* A lost answer may have cost one of them, too. snac counts nothing. */
static DexFuture *
end_removal (AcCall *call, AcHttpResponse *response, AcOutcome *outcome)
{
  if (outcome != NULL && response != NULL)
    ac_outcome_heed_budget (outcome, response, AC_BUDGET_REMOVALS);
  if (outcome != NULL && ac_outcome_get_kind (outcome) != AC_OUTCOME_NOT_SENT &&
      !ac_mastodon_is_snac (call->access))
    ac_outcome_set_pace (outcome, AC_MASTODON_REMOVAL_PACE_MS);
  return ac_call_end (outcome);
}

DexFuture *
ac_mastodon_remove_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (call->parcel->remote_id == NULL)
    return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND, 0));
  id = g_uri_escape_string (call->parcel->remote_id, NULL, FALSE);
  path = g_strconcat ("/api/v1/statuses/", id, NULL);
  request = ac_mastodon_call_request_new (call, "DELETE", path);
  if (!(response = ac_call_send (call->http, request, &error)))
    return end_removal (call, NULL,
                        ac_outcome_from_error (error, ac_http_request_was_unsent (request)));
  if (ac_mastodon_is_gone (call->access, response))
    return end_removal (call, response, ac_outcome_new (AC_OUTCOME_DONE));
  return end_removal (call, response, ac_mastodon_read_outcome (call->access, response));
}
