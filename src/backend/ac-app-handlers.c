/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-app-keys.h"
#include "ac-handlers.h"

static AcReply *
reply_with (JsonObject *object)
{
  return ac_reply_new_json (200, json_node_init_object (json_node_alloc (), object));
}

static const AcService *
find_service (AcRequest *request, GError **error)
{
  const AcService *service =
      ac_connector_get_service (ac_connectors_get (request->context->connectors, request->id));

  if (service->app_keys != 0)
    return service;

  g_set_error (error, AC_ERROR, AC_ERROR_NOT_FOUND, "%s needs no keys of a developer app",
               service->name);
  return NULL;
}

/* What was set before; empty when nothing was. */
static JsonObject *
load_keys (AcRequest *request, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(SecretValue) packed = ac_app_keys_load (request->context, request->id, &failure);

  if (packed != NULL)
    return ac_graph_keys_unpack (packed, error);
  if (g_error_matches (failure, AC_ERROR, AC_ERROR_APP_KEYS))
    return json_object_new ();

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static JsonObject *
describe_key (AcAppKey key, JsonObject *keys, gboolean settable)
{
  const char *name = ac_graph_keys_get_name (key);
  const char *value = ac_json_get_string (keys, name);
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "name", name);
  json_object_set_boolean_member (object, "secret", ac_graph_keys_is_secret (key));
  json_object_set_boolean_member (object, "set", value != NULL);
  if (settable && !ac_graph_keys_is_secret (key))
    ac_json_set_string (object, "value", value);
  return object;
}

AcReply *
ac_handle_get_app (AcRequest *request, GError **error)
{
  const AcService *service = find_service (request, error);
  const gboolean settable = request->context->config == NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(JsonObject) keys = NULL;
  JsonArray *items = NULL;

  if (service == NULL || !(keys = load_keys (request, error)))
    return NULL;

  object = json_object_new ();
  items = json_array_new ();
  for (AcAppKey key = 0; key < AC_APP_N_KEYS; key++)
    if ((service->app_keys & (1u << key)) != 0)
      json_array_add_object_element (items, describe_key (key, keys, settable));
  json_object_set_boolean_member (object, "settable", settable);
  json_object_set_array_member (object, "keys", items);
  return reply_with (object);
}

/* A host's are its administrator's, who writes them into the configuration file. */
static gboolean
check_own (AcRequest *request, GError **error)
{
  if (request->context->config == NULL)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_PERMISSION_DENIED,
                       "The keys are those of the server, and set by who looks after it");
  return FALSE;
}

/* What isn't given stays as it was, because secrets never come back out. */
static JsonObject *
merge_keys (AcRequest *request, const AcService *service, GError **error)
{
  g_autoptr(JsonObject) keys = load_keys (request, error);

  if (keys == NULL)
    return NULL;
  for (AcAppKey key = 0; key < AC_APP_N_KEYS; key++)
    {
      const char *name = ac_graph_keys_get_name (key);
      const char *value = ac_json_get_string (request->body, name);

      if (value != NULL)
        ac_json_set_string (keys, name, value);
    }
  return ac_graph_keys_check (service, keys, error) ? g_steal_pointer (&keys) : NULL;
}

/* Whoever listens learns what can be had now. */
static gboolean
save (AcRequest *request, SecretValue *packed, GError **error)
{
  if (!ac_app_keys_save (request->context, request->id, packed, error))
    return FALSE;

  ac_event_hub_send_to_all (request->context->hub, "availability");
  ac_outbox_wake (request->context->outbox);
  return TRUE;
}

AcReply *
ac_handle_set_app (AcRequest *request, GError **error)
{
  const AcService *service = find_service (request, error);
  g_autoptr(JsonObject) keys = NULL;
  g_autoptr(SecretValue) packed = NULL;

  if (service == NULL || !check_own (request, error) ||
      !(keys = merge_keys (request, service, error)))
    return NULL;

  packed = ac_graph_keys_pack (keys);
  return save (request, packed, error) ? ac_handle_get_app (request, error) : NULL;
}

AcReply *
ac_handle_forget_app (AcRequest *request, GError **error)
{
  return find_service (request, error) != NULL && check_own (request, error) &&
                 save (request, NULL, error)
             ? ac_reply_new (204)
             : NULL;
}

static JsonObject *
describe_verdict (AcAppKey key, const AcVerdict *verdict)
{
  static const char *const words[] = {
    [AC_VERDICT_UNTESTED] = "untested",
    [AC_VERDICT_GOOD] = "good",
    [AC_VERDICT_REFUSED] = "refused",
  };
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "name", ac_graph_keys_get_name (key));
  ac_json_set_string (object, "outcome", words[verdict->kind]);
  if (verdict->code != 0)
    json_object_set_int_member (object, "code", verdict->code);
  if (verdict->subcode != 0)
    json_object_set_int_member (object, "subcode", verdict->subcode);
  return object;
}

AcReply *
ac_handle_test_app (AcRequest *request, GError **error)
{
  const AcService *service = find_service (request, error);
  AcGraph *graph = ac_connectors_get_graph (request->context->connectors);
  AcVerdict verdicts[AC_APP_N_KEYS] = { 0 };
  g_autoptr(JsonObject) keys = NULL;
  g_autoptr(JsonObject) object = NULL;
  JsonArray *items = NULL;

  if (service == NULL || !check_own (request, error) ||
      !(keys = merge_keys (request, service, error)) ||
      !ac_graph_keys_test (graph, service, keys, verdicts, error))
    return NULL;

  object = json_object_new ();
  items = json_array_new ();
  for (AcAppKey key = 0; key < AC_APP_N_KEYS; key++)
    if ((service->app_keys & (1u << key)) != 0)
      json_array_add_object_element (items, describe_verdict (key, &verdicts[key]));
  json_object_set_array_member (object, "keys", items);
  return reply_with (object);
}
