/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-practice-services.h"
#include "ac-practice-tokens.h"

#define VERSION AC_PRACTICE_GRAPH_VERSION
#define DEADLINE_S 10

static gboolean
is_own_app (AcPracticeCall *call)
{
  if (g_strcmp0 (call->id, ac_json_get_string (call->app, "id")) == 0)
    return TRUE;
  ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
  return FALSE;
}

/* In a fiber: whoever is at the address must know the word that was agreed on. */
static gboolean
verify (AcPracticeCall *call)
{
  const char *callback = ac_practice_call_get (call, "callback_url");
  g_autofree char *challenge = ac_random_token (12);
  g_autofree char *word =
      g_uri_escape_string (ac_practice_call_get (call, "verify_token"), NULL, FALSE);
  g_autofree char *uri = g_strconcat (callback, strchr (callback, '?') != NULL ? "&" : "?",
                                      "hub.mode=subscribe&hub.challenge=", challenge,
                                      "&hub.verify_token=", word, NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GBytes) wanted = g_bytes_new (challenge, strlen (challenge));

  ac_http_request_set_deadline (request, DEADLINE_S);
  response = dex_await_object (ac_http_send (call->http, request), NULL);
  if (response != NULL && ac_http_response_is_success (response) &&
      g_bytes_equal (ac_http_response_get_body (response), wanted))
    return TRUE;
  ac_practice_call_refuse (call, AC_PRACTICE_CALLBACK_FAILED, NULL);
  return FALSE;
}

static char *
make_id (AcPracticeCall *call)
{
  return g_strconcat (call->id, ":", ac_practice_call_get (call, "object"), NULL);
}

static void
subscribe (AcPracticeCall *call)
{
  g_autofree char *id = make_id (call);
  JsonObject *record = NULL;

  if (!is_own_app (call) || !verify (call))
    return;
  ac_practice_state_remove (call->state, "subscriptions", id);
  record = ac_practice_state_add (call->state, "subscriptions", id);
  json_object_set_string_member (record, "service", call->service);
  json_object_set_string_member (record, "object", ac_practice_call_get (call, "object"));
  json_object_set_string_member (record, "callback_url",
                                 ac_practice_call_get (call, "callback_url"));
  json_object_set_string_member (record, "fields", ac_practice_call_get (call, "fields"));
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
}

static JsonObject *
describe (JsonObject *record)
{
  JsonObject *object = json_object_new ();
  g_auto(GStrv) names = g_strsplit (ac_json_get_string (record, "fields"), ",", -1);
  JsonArray *fields = json_array_new ();

  for (char **name = names; *name != NULL; name++)
    {
      JsonObject *field = json_object_new ();

      json_object_set_string_member (field, "name", *name);
      json_object_set_string_member (field, "version", VERSION);
      json_array_add_object_element (fields, field);
    }
  json_object_set_string_member (object, "object", ac_json_get_string (record, "object"));
  json_object_set_string_member (object, "callback_url",
                                 ac_json_get_string (record, "callback_url"));
  json_object_set_boolean_member (object, "active", TRUE);
  json_object_set_array_member (object, "fields", fields);
  return object;
}

static void
list (AcPracticeCall *call)
{
  JsonObjectIter iter;
  JsonNode *node = NULL;
  JsonArray *data = NULL;

  if (!is_own_app (call))
    return;
  data = json_array_new ();
  json_object_iter_init (&iter, ac_practice_state_get_table (call->state, "subscriptions"));
  while (json_object_iter_next (&iter, NULL, &node))
    if (g_strcmp0 (ac_json_get_string (json_node_get_object (node), "service"), call->service) == 0)
      json_array_add_object_element (data, describe (json_node_get_object (node)));
  ac_practice_call_answer_list (call, data);
}

static void
unsubscribe (AcPracticeCall *call)
{
  g_autofree char *id = make_id (call);

  if (!is_own_app (call))
    return;
  ac_practice_state_remove (call->state, "subscriptions", id);
  call->changed = TRUE;
  ac_practice_call_answer_success (call);
}

static GBytes *
write_event (AcPracticeCall *call,
             const char *object_name,
             const char *id,
             const char *field,
             JsonObject *value)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *entry = json_object_new ();
  JsonObject *change = json_object_new ();
  JsonArray *entries = json_array_new ();
  JsonArray *changes = json_array_new ();

  json_object_set_string_member (change, "field", field);
  json_object_set_object_member (change, "value", value);
  json_array_add_object_element (changes, change);
  json_object_set_string_member (entry, "id", id);
  json_object_set_int_member (entry, "time", ac_practice_state_now (call->state) / 1000);
  json_object_set_array_member (entry, "changes", changes);
  json_array_add_object_element (entries, entry);
  json_object_set_string_member (object, "object", object_name);
  json_object_set_array_member (object, "entry", entries);
  json_node_take_object (node, object);
  return ac_json_to_bytes (node);
}

static void
send_event (AcPracticeCall *call, const char *callback, GBytes *body)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", callback);
  JsonObject *app = ac_practice_apps_get (call->state, call->service);
  g_autofree char *code = ac_practice_hmac (ac_json_get_string (app, "secret"),
                                            g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autofree char *signature = g_strconcat ("sha256=", code, NULL);

  ac_http_request_set_header (request, "X-Hub-Signature-256", signature);
  ac_http_request_set_body (request, "application/json", body);
  ac_http_request_set_deadline (request, DEADLINE_S);
  dex_future_disown (ac_http_send (call->http, request));
}

void
ac_practice_webhooks_tell (
    AcPracticeCall *call, const char *object, const char *id, const char *field, JsonObject *value)
{
  g_autoptr(GBytes) body = write_event (call, object, id, field, value);
  JsonObjectIter iter;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, ac_practice_state_get_table (call->state, "subscriptions"));
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *record = json_node_get_object (node);
      g_auto(GStrv) fields = g_strsplit (ac_json_get_string (record, "fields"), ",", -1);

      if (g_strcmp0 (ac_json_get_string (record, "service"), call->service) == 0 &&
          g_strcmp0 (ac_json_get_string (record, "object"), object) == 0 &&
          g_strv_contains ((const char *const *) fields, field))
        send_event (call, ac_json_get_string (record, "callback_url"), body);
    }
}

#define OBJECTS "whatsapp_business_account|instagram|page|user|permissions|threads"

static const AcPracticeParameter subscribe_parameters[] = {
  { "object", AC_PRACTICE_CHOICE, TRUE, 0, OBJECTS }, { "callback_url", AC_PRACTICE_ADDRESS, TRUE },
  { "verify_token", AC_PRACTICE_TEXT, TRUE },         { "fields", AC_PRACTICE_TEXT, TRUE },
  { "include_values", AC_PRACTICE_SWITCH },           { NULL },
};
static const AcPracticeParameter object_parameters[] = {
  { "object", AC_PRACTICE_CHOICE, TRUE, 0, OBJECTS },
  { NULL },
};
static const AcPracticeParameter none[] = { { NULL } };

const AcPracticeRoute ac_practice_webhook_routes[] = {
  { "graph.facebook.com", "POST", VERSION "/{id}/subscriptions", subscribe, subscribe_parameters,
    AC_PRACTICE_APP },
  { "graph.facebook.com", "GET", VERSION "/{id}/subscriptions", list, none, AC_PRACTICE_APP },
  { "graph.facebook.com", "DELETE", VERSION "/{id}/subscriptions", unsubscribe, object_parameters,
    AC_PRACTICE_APP },
  { NULL },
};
