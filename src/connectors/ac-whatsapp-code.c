/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-whatsapp-private.h"

#include <string.h>

#define CODE_SECONDS 20 /* somebody waits for it with the phone in their hand */

static const AcJsonField sent_fields[] = {
  { "contacts", AC_JSON_ARRAY, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 10 },
  { "messages", AC_JSON_ARRAY, AC_JSON_REQUIRED, 10 },
  { NULL },
};
static const AcJsonField message_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "message_status", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { NULL },
};
static const AcJsonField contact_fields[] = {
  { "wa_id", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { NULL },
};

/* {"type": …, ["sub_type": …,] "parameters": [{"type": "text", "text": CODE}]} */
static JsonObject *
make_component (const char *type, const char *sub_type, const char *code)
{
  JsonObject *component = json_object_new ();
  JsonObject *parameter = json_object_new ();
  JsonArray *parameters = json_array_new ();

  json_object_set_string_member (parameter, "type", "text");
  json_object_set_string_member (parameter, "text", code);
  json_array_add_object_element (parameters, parameter);
  json_object_set_string_member (component, "type", type);
  ac_json_set_string (component, "sub_type", sub_type);
  json_object_set_array_member (component, "parameters", parameters);
  return component;
}

/* The button that copies the code is the template's first. Meta's guides give it the index "0",
 * which the published description of the API doesn't let through; without one it is the first. */
static JsonObject *
make_template (const AcGraphApp *app, const char *code)
{
  JsonObject *template = json_object_new ();
  JsonObject *language = json_object_new ();
  JsonArray *components = json_array_new ();

  json_object_set_string_member (language, "code", app->language);
  json_object_set_string_member (language, "policy", "deterministic");
  json_array_add_object_element (components, make_component ("body", NULL, code));
  json_array_add_object_element (components, make_component ("button", "url", code));
  json_object_set_string_member (template, "name", app->template_name);
  json_object_set_object_member (template, "language", language);
  json_object_set_array_member (template, "components", components);
  return template;
}

static JsonNode *
make_message (AcCall *call, const AcGraphApp *app)
{
  JsonObject *message = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (message, "messaging_product", "whatsapp");
  json_object_set_string_member (message, "recipient_type", "individual");
  json_object_set_string_member (message, "to", call->text);
  json_object_set_string_member (message, "type", "template");
  json_object_set_object_member (message, "template",
                                 make_template (app, secret_value_get_text (call->password)));
  json_node_take_object (node, message);
  return node;
}

static AcHttpRequest *
make_request (AcCall *call, const AcGraphApp *app)
{
  g_autoptr(AcAccount) business = ac_account_new ("", ac_whatsapp_service.id);
  g_autoptr(AcAccess) access = ac_access_new (business);
  g_autofree char *number = g_uri_escape_string (app->phone_number_id, NULL, FALSE);
  g_autofree char *path = g_strconcat (AC_GRAPH_VERSION "/", number, "/messages", NULL);
  g_autoptr(JsonNode) message = make_message (call, app);
  AcHttpRequest *request = NULL;

  ac_access_set_credential (access, AC_CREDENTIAL_ACCESS_TOKEN, app->token);
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_SECRET, app->secret);
  request = ac_graph_request_new (call->graph, access, AC_GRAPH_FACEBOOK, "POST", path);
  ac_http_request_set_json (request, message);
  ac_http_request_set_deadline (request, CODE_SECONDS);
  return request;
}

/* (nullable): the first of an array, when it is such an object. */
static JsonObject *
get_first (JsonArray *array, const AcJsonField *fields)
{
  JsonNode *node =
      array != NULL && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && ac_json_check (object, fields, AC_JSON_OPEN, NULL) ? object : NULL;
}

/* The business's credentials are not the person's: what is wrong with them is wrong with the app.
 */
static gboolean
refuse (AcHttpResponse *response, GError **error)
{
  ac_graph_refuse (response, AC_ERROR_APP_REFUSED, error);
  if (error != NULL && (g_error_matches (*error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED) ||
                        g_error_matches (*error, AC_ERROR, AC_ERROR_SCOPE_MISSING) ||
                        g_error_matches (*error, AC_ERROR, AC_ERROR_PERMISSION_DENIED) ||
                        g_error_matches (*error, AC_ERROR, AC_ERROR_NOT_FOUND)))
    (*error)->code = AC_ERROR_APP_REFUSED;
  return FALSE;
}

static JsonObject *
send_message (AcCall *call, const AcGraphApp *app, GError **error)
{
  g_autoptr(AcHttpRequest) request = make_request (call, app);
  g_autoptr(AcHttpResponse) response =
                ac_graph_send (call->graph, ac_whatsapp_service.id, request, error);
  g_autoptr(JsonObject) sent = NULL;
  JsonObject *message = NULL;

  if (response == NULL)
    return NULL;
  if (!ac_http_response_is_success (response))
    return refuse (response, error), NULL;
  if (!(sent = ac_http_response_get_object (response, sent_fields, error)))
    return NULL;
  if (!(message = get_first (ac_json_get_array (sent, "messages"), message_fields)))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No message was made"), NULL;
  if (g_strcmp0 (ac_json_get_string (message, "message_status"), "paused") == 0)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_APP_REFUSED, "The template is paused"),
           NULL;
  return g_steal_pointer (&sent);
}

/* A number may be written in several ways, as in Brazil: WhatsApp's own id is what is one. */
static char *
dup_remote_id (AcCall *call, JsonObject *sent)
{
  JsonObject *contact = get_first (ac_json_get_array (sent, "contacts"), contact_fields);
  const char *id = ac_json_get_string (contact, "wa_id");

  if (id != NULL && *id != '\0' && strspn (id, "0123456789") == strlen (id))
    return g_strdup (id);
  return g_strdup (call->text + 1);
}

static AcAccess *
make_access (AcCall *call, JsonObject *sent)
{
  g_autoptr(AcAccount) account = ac_account_new ("", ac_whatsapp_service.id);
  g_autofree char *id = dup_remote_id (call, sent);
  g_autofree char *server = ac_graph_make_uri (call->graph, AC_GRAPH_WHATSAPP, "");
  g_autofree char *profile = ac_graph_make_uri (call->graph, AC_GRAPH_WHATSAPP, id);
  JsonObject *message = get_first (ac_json_get_array (sent, "messages"), message_fields);
  AcAccess *access = NULL;

  server[strlen (server) - 1] = '\0';
  ac_account_set_server (account, server);
  ac_account_set_remote_id (account, id);
  ac_account_set_handle (account, call->text);
  ac_account_set_profile_url (account, profile);
  ac_account_set_limits (account, &ac_whatsapp_service.limits);
  ac_account_set_audiences (account, ac_whatsapp_service.audiences);
  access = ac_access_new (account);
  ac_access_set_message_id (access, ac_json_get_string (message, "id"));
  return access;
}

static gboolean
is_complete (const AcGraphApp *app, GError **error)
{
  if (app->token != NULL && app->phone_number_id != NULL && app->template_name != NULL &&
      app->language != NULL)
    return TRUE;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_APP_REFUSED, "A key of the app is missing");
  return FALSE;
}

DexFuture *
ac_whatsapp_send_code_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_auto(AcGraphApp) app = { NULL };
  g_autoptr(JsonObject) sent = NULL;
  g_autoptr(GError) error = NULL;

  if (!ac_graph_load_app (call->graph, ac_whatsapp_service.id, &app, &error) ||
      !is_complete (&app, &error) || !(sent = send_message (call, &app, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (make_access (call, sent));
}
