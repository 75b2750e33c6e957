/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-app-keys.h"
#include "ac-handlers.h"

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

/* verdicts: (nullable): nobody has asked. */
static AcReply *
reply_with (AcRequest *request,
            const AcService *service,
            JsonObject *keys,
            const AcVerdict *verdicts)
{
  g_autoptr(AcDeveloperApp) app =
                ac_developer_app_new (request->context->config == NULL, verdicts != NULL);

  for (AcAppKey key = 0; key < AC_APP_N_KEYS; key++)
    {
      const char *value = ac_json_get_string (keys, ac_app_key_get_name (key));
      const AcDeveloperKey each = { key, value != NULL, (char *) value,
                                    (char *) ac_graph_keys_suggest (service, key),
                                    verdicts != NULL ? verdicts[key] : (AcVerdict) { 0 } };

      if ((service->app_keys & (1u << key)) != 0)
        ac_developer_app_add (app, &each);
    }
  return ac_reply_new_json (200, ac_developer_app_to_json (app));
}

AcReply *
ac_handle_get_app (AcRequest *request, GError **error)
{
  const AcService *service = find_service (request, error);
  g_autoptr(JsonObject) keys = service != NULL ? load_keys (request, error) : NULL;

  return keys != NULL ? reply_with (request, service, keys, NULL) : NULL;
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
      const char *name = ac_app_key_get_name (key);
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

AcReply *
ac_handle_test_app (AcRequest *request, GError **error)
{
  const AcService *service = find_service (request, error);
  AcGraph *graph = ac_connectors_get_graph (request->context->connectors);
  AcVerdict verdicts[AC_APP_N_KEYS] = { 0 };
  g_autoptr(JsonObject) keys = NULL;

  if (service == NULL || !check_own (request, error) ||
      !(keys = merge_keys (request, service, error)) ||
      !ac_graph_keys_test (graph, service, keys, verdicts, error))
    return NULL;

  return reply_with (request, service, keys, verdicts);
}
