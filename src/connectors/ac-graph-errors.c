/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-graph.h"

#define ANY (-1)
#define QUOTA_WAIT_MS                                                                              \
  (60 * 60 * 1000) /* a place gets free as the oldest post turns 24 hours old                      \
                    */
#define MAX_WAIT_MINUTES (24 * 60)
#define BAD_SECRET 1 /* which is also any error that goes by itself */
#define BAD_APP 101

typedef struct
{
  gint64 first;
  gint64 last;
  gint64 subcode;
  AcOutcomeKind kind;
  AcError error;
  gint64 wait_ms; /* when the service doesn't say how long */
} Rule;

/* Meta's "Handle Errors" for the Graph API and its list for content publishing. The status of the
 * answer is 400 for nearly all of them, and the message is for developers. The first that fits
 * decides. */
static const Rule rules[] = {
  { 190, 190, ANY, AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
  { 102, 102, ANY, AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
  { 452, 452, ANY, AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
  { 9, 9, 2207042, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED, QUOTA_WAIT_MS },
  { 10, 10, ANY, AC_OUTCOME_REJECTED, AC_ERROR_SCOPE_MISSING },
  { 200, 299, ANY, AC_OUTCOME_REJECTED, AC_ERROR_SCOPE_MISSING },
  { 3, 3, ANY, AC_OUTCOME_REJECTED, AC_ERROR_SCOPE_MISSING },
  { 4, 4, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 17, 17, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 32, 32, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 341, 341, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 613, 613, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 80000, 80014, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 9004, 9004, ANY, AC_OUTCOME_REJECTED, AC_ERROR_PICTURES_REFUSED },
  { 36003, 36003, ANY, AC_OUTCOME_REJECTED, AC_ERROR_PICTURES_REFUSED },
  { 36004, 36004, ANY, AC_OUTCOME_REJECTED, AC_ERROR_TOO_LONG },
  { 9007, 9007, 2207027, AC_OUTCOME_LATER, AC_ERROR_SERVICE_FAILED },
  { 368, 368, ANY, AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED },
  { 506, 506, ANY, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
  { 803, 803, ANY, AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND },
  { 100, 100, 33, AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND },
  { 100, 100, ANY, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
  { 1609005, 1609005, ANY, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
  /* "Error codes" of the WhatsApp Cloud API. */
  { 130429, 130429, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 131048, 131048, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 131056, 131056, ANY, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 131021, 131021, ANY, AC_OUTCOME_REJECTED, AC_ERROR_NUMBER_REFUSED },
  { 131026, 131026, ANY, AC_OUTCOME_REJECTED, AC_ERROR_NUMBER_REFUSED },
  { 131030, 131030, ANY, AC_OUTCOME_REJECTED, AC_ERROR_NUMBER_REFUSED },
  { 131031, 131031, ANY, AC_OUTCOME_REJECTED, AC_ERROR_APP_REFUSED },
  { 131042, 131042, ANY, AC_OUTCOME_REJECTED, AC_ERROR_APP_REFUSED },
  { 131045, 131045, ANY, AC_OUTCOME_REJECTED, AC_ERROR_APP_REFUSED },
  { 131047, 131047, ANY, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
  { 131008, 131009, ANY, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
  { 131000, 131000, ANY, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
  { 131016, 131016, ANY, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
  { 132000, 132999, ANY, AC_OUTCOME_REJECTED, AC_ERROR_APP_REFUSED },
  { 133000, 133999, ANY, AC_OUTCOME_REJECTED, AC_ERROR_APP_REFUSED },
  { 1, 2, ANY, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
};

static const AcJsonField error_fields[] = {
  { "error", AC_JSON_OBJECT },
  { NULL },
};
static const AcJsonField code_fields[] = {
  { "code", AC_JSON_INTEGER },
  { "error_subcode", AC_JSON_INTEGER, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { NULL },
};

static const AcJsonField instagram_fields[] = {
  { "error_type", AC_JSON_STRING },
  { "code", AC_JSON_INTEGER },
  { NULL },
};

/* A header of JSON, or NULL. */
static JsonObject *
read_header (AcHttpResponse *response, const char *name)
{
  static const AcJsonField any[] = { { NULL } };
  const char *text = ac_http_response_get_header (response, name);
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  return bytes != NULL ? ac_json_parse_object (bytes, any, AC_JSON_OPEN, NULL) : NULL;
}

static guint
get_most (JsonObject *usage)
{
  gint64 most = MAX (ac_json_get_integer (usage, "call_count"),
                     MAX (ac_json_get_integer (usage, "total_cputime"),
                          ac_json_get_integer (usage, "total_time")));

  return CLAMP (most, 0, 1000);
}

typedef struct
{
  guint percent;
  gint64 minutes; /* until it is let in again */
} Usage;

/* {"ID": [{"type": …, "call_count": …, …}, …], …} */
static void
read_business (JsonObject *object, Usage *usage)
{
  JsonObjectIter iter;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonArray *kinds = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      for (guint i = 0; kinds != NULL && i < json_array_get_length (kinds); i++)
        {
          JsonNode *kind = json_array_get_element (kinds, i);
          JsonObject *each = JSON_NODE_HOLDS_OBJECT (kind) ? json_node_get_object (kind) : NULL;

          usage->percent = MAX (usage->percent, get_most (each));
          usage->minutes =
              MAX (usage->minutes, ac_json_get_integer (each, "estimated_time_to_regain_access"));
        }
    }
}

static Usage
read_usage (AcHttpResponse *response)
{
  g_autoptr(JsonObject) app = read_header (response, "X-App-Usage");
  g_autoptr(JsonObject) business = read_header (response, "X-Business-Use-Case-Usage");
  Usage usage = { get_most (app), 0 };

  if (business != NULL)
    read_business (business, &usage);
  return usage;
}

guint
ac_graph_read_usage (AcHttpResponse *response)
{
  g_return_val_if_fail (AC_IS_HTTP_RESPONSE (response), 0);

  return read_usage (response).percent;
}

static gint64
get_retry_at (AcHttpResponse *response, const Rule *rule)
{
  gint64 minutes = CLAMP (read_usage (response).minutes, 0, MAX_WAIT_MINUTES);

  if (rule->kind != AC_OUTCOME_LATER)
    return 0;
  if (minutes > 0)
    return ac_clock_now_ms () + minutes * 60 * 1000;
  return rule->wait_ms > 0 ? ac_clock_now_ms () + rule->wait_ms
                           : ac_http_response_get_retry_at (response);
}

static const Rule *
find_rule (gint64 code, gint64 subcode)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];

      if (code >= rule->first && code <= rule->last &&
          (rule->subcode == ANY || rule->subcode == subcode))
        return rule;
    }
  return NULL;
}

/* (nullable): what the API says of a call that is no success. */
static JsonObject *
read_error (AcHttpResponse *response)
{
  g_autoptr(JsonObject) object = NULL;
  JsonObject *error = NULL;

  if (!ac_http_response_is_success (response) &&
      (object = ac_http_response_get_object (response, error_fields, NULL)))
    error = ac_json_get_object (object, "error");
  return error != NULL && ac_json_check (error, code_fields, AC_JSON_OPEN, NULL)
             ? json_object_ref (error)
             : NULL;
}

void
ac_graph_read_code (AcHttpResponse *response, gint64 *code, gint64 *subcode)
{
  g_autoptr(JsonObject) error = NULL;

  g_return_if_fail (AC_IS_HTTP_RESPONSE (response) && code != NULL && subcode != NULL);

  error = read_error (response);
  *code = error != NULL ? ac_json_get_integer (error, "code") : 0;
  *subcode = error != NULL ? ac_json_get_integer (error, "error_subcode") : 0;
}

gboolean
ac_graph_blames_app (AcHttpResponse *response)
{
  g_autoptr(JsonObject) error = NULL;
  gint64 code = 0;

  g_return_val_if_fail (AC_IS_HTTP_RESPONSE (response), FALSE);

  /* Instagram's errors have a form of their own there, the same for all. */
  if (!(error = read_error (response)))
    {
      error = ac_http_response_get_object (response, instagram_fields, NULL);
      return error != NULL && ac_http_response_get_status (response) == SOUP_STATUS_BAD_REQUEST;
    }

  code = ac_json_get_integer (error, "code");
  return code == BAD_APP || (code == BAD_SECRET && !ac_json_get_boolean (error, "is_transient"));
}

AcOutcome *
ac_graph_read_outcome (AcHttpResponse *response)
{
  g_autoptr(JsonObject) error = NULL;
  const Rule *rule = NULL;

  g_return_val_if_fail (AC_IS_HTTP_RESPONSE (response), NULL);

  if (!(error = read_error (response)))
    return ac_outcome_from_response (response);

  rule =
      find_rule (ac_json_get_integer (error, "code"), ac_json_get_integer (error, "error_subcode"));
  if (rule != NULL)
    return ac_outcome_new_failed (rule->kind, rule->error, get_retry_at (response, rule));
  /* What may be tried again may also have happened. */
  if (ac_json_get_boolean (error, "is_transient"))
    return ac_outcome_new_failed (AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED, 0);
  return ac_outcome_from_response (response);
}

AcError
ac_graph_get_error (gint64 code, AcError otherwise)
{
  const Rule *rule = find_rule (code, 0);

  return rule != NULL && rule->error != AC_ERROR_REJECTED ? rule->error : otherwise;
}

gboolean
ac_graph_refuse (AcHttpResponse *response, AcError refused, GError **error)
{
  g_autoptr(AcOutcome) outcome = ac_graph_read_outcome (response);
  AcError code = ac_outcome_get_error (outcome);

  if (code == AC_ERROR_REJECTED || code == AC_ERROR_FAILED)
    code = refused;
  g_set_error (error, AC_ERROR, code, "The service refused with status %u",
               ac_http_response_get_status (response));
  return FALSE;
}
