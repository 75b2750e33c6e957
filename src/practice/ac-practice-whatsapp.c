/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-practice-services.h"
#include "ac-practice-tokens.h"

#define VERSION AC_PRACTICE_GRAPH_VERSION
#define WINDOW_MS AC_PRACTICE_DAY_MS
#define PAIR_MS 6000 /* how soon one number may be written to again by template */
#define MAX_TEXT 4096
#define MAX_CODE 15

static const char *const languages[] = { "de", "en", "en_US", NULL };

static const AcJsonField text_message[] = {
  { "messaging_product", AC_JSON_STRING },
  { "recipient_type", AC_JSON_STRING },
  { "to", AC_JSON_STRING },
  { "type", AC_JSON_STRING },
  { "text", AC_JSON_OBJECT },
  { NULL },
};
static const AcJsonField text_fields[] = {
  { "body", AC_JSON_STRING },
  { "preview_url", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { NULL },
};
static const AcJsonField template_message[] = {
  { "messaging_product", AC_JSON_STRING },
  { "recipient_type", AC_JSON_STRING },
  { "to", AC_JSON_STRING },
  { "type", AC_JSON_STRING },
  { "template", AC_JSON_OBJECT },
  { NULL },
};
static const AcJsonField template_fields[] = {
  { "name", AC_JSON_STRING },
  { "language", AC_JSON_OBJECT },
  { "components", AC_JSON_ARRAY, AC_JSON_OPTIONAL },
  { NULL },
};
static const AcJsonField language_fields[] = {
  { "code", AC_JSON_STRING },
  { "policy", AC_JSON_STRING },
  { NULL },
};
static const AcJsonField body_fields[] = {
  { "type", AC_JSON_STRING },
  { "parameters", AC_JSON_ARRAY },
  { NULL },
};
/* The published description of the API wants no index for the first button, the guides want "0". */
static const AcJsonField button_fields[] = {
  { "type", AC_JSON_STRING },
  { "sub_type", AC_JSON_STRING },
  { "index", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "parameters", AC_JSON_ARRAY },
  { NULL },
};
static const AcJsonField parameter_fields[] = {
  { "type", AC_JSON_STRING },
  { "text", AC_JSON_STRING },
  { NULL },
};

static gboolean
refuse (AcPracticeCall *call, AcPracticeRefusal refusal, const char *detail)
{
  ac_practice_call_refuse (call, refusal, detail);
  return FALSE;
}

static gboolean
check (AcPracticeCall *call, JsonObject *object, const AcJsonField *fields)
{
  g_autoptr(GError) error = NULL;

  for (const AcJsonField *field = fields; object != NULL && field->name != NULL; field++)
    if ((field->flags & AC_JSON_OPTIONAL) == 0 && !json_object_has_member (object, field->name))
      return refuse (call, AC_PRACTICE_MISSING_PARAMETER, field->name);
  if (object == NULL || !ac_json_check (object, fields, AC_JSON_CLOSED, &error))
    return refuse (call, AC_PRACTICE_BAD_PARAMETER, error != NULL ? error->message : NULL);
  return TRUE;
}

static gboolean
check_equal (AcPracticeCall *call, JsonObject *object, const char *name, const char *wanted)
{
  return g_strcmp0 (ac_json_get_string (object, name), wanted) == 0 ||
         refuse (call, AC_PRACTICE_BAD_VALUE, name);
}

static JsonObject *
get_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The one parameter of a component, or NULL: refused. */
static const char *
read_parameter (AcPracticeCall *call, JsonObject *component)
{
  JsonArray *parameters = ac_json_get_array (component, "parameters");
  JsonObject *parameter = NULL;
  const char *text = NULL;

  if (json_array_get_length (parameters) != 1)
    return refuse (call, AC_PRACTICE_TEMPLATE_PARAMETERS, NULL), NULL;
  parameter = get_element (parameters, 0);
  if (!check (call, parameter, parameter_fields) || !check_equal (call, parameter, "type", "text"))
    return NULL;
  text = ac_json_get_string (parameter, "text");
  if (*text == '\0' || g_utf8_strlen (text, -1) > MAX_CODE)
    return refuse (call, AC_PRACTICE_BAD_VALUE, "the code has 1 to 15 characters"), NULL;
  return text;
}

static const char *
read_button (AcPracticeCall *call, JsonObject *component)
{
  const char *index = NULL;

  if (!check (call, component, button_fields) || !check_equal (call, component, "type", "button") ||
      !check_equal (call, component, "sub_type", "url"))
    return NULL;
  index = ac_json_get_string (component, "index");
  if (index != NULL && !g_str_equal (index, "0"))
    return refuse (call, AC_PRACTICE_TEMPLATE_PARAMETERS, "there is one button"), NULL;
  return read_parameter (call, component);
}

/* The code in the template, which stands in its body and at its button; NULL: refused. */
static const char *
read_code (AcPracticeCall *call, JsonObject *template)
{
  JsonArray *components = ac_json_get_array (template, "components");
  JsonObject *body = NULL;
  const char *code = NULL;
  const char *copied = NULL;

  if (components == NULL || json_array_get_length (components) != 2)
    return refuse (call, AC_PRACTICE_TEMPLATE_PARAMETERS, NULL), NULL;
  body = get_element (components, 0);
  if (!check (call, body, body_fields) || !check_equal (call, body, "type", "body") ||
      !(code = read_parameter (call, body)) ||
      !(copied = read_button (call, get_element (components, 1))))
    return NULL;
  if (!g_str_equal (code, copied))
    return refuse (call, AC_PRACTICE_BAD_VALUE, "body and button differ"), NULL;
  return code;
}

static const char *
read_template (AcPracticeCall *call, JsonObject *message)
{
  JsonObject *template = ac_json_get_object (message, "template");
  JsonObject *language = ac_json_get_object (template, "language");

  if (!check (call, template, template_fields) || !check (call, language, language_fields) ||
      !check_equal (call, language, "policy", "deterministic"))
    return NULL;
  if (!g_str_equal (ac_json_get_string (template, "name"), AC_PRACTICE_TEMPLATE) ||
      !g_strv_contains (languages, ac_json_get_string (language, "code")))
    return refuse (call, AC_PRACTICE_NO_TEMPLATE, NULL), NULL;
  return read_code (call, template);
}

/* The newest message between the business and this number with such a member, or 0. */
static gint64
get_last (AcPracticeCall *call, const char *number, const char *kind)
{
  JsonObjectIter iter;
  JsonNode *node = NULL;
  gint64 last = 0;

  json_object_iter_init (&iter, ac_practice_state_get_table (call->state, "messages"));
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *record = json_node_get_object (node);

      if (g_strcmp0 (ac_json_get_string (record, "number"), number) == 0 &&
          g_strcmp0 (ac_json_get_string (record, "kind"), kind) == 0)
        last = MAX (last, ac_json_get_integer (record, "at"));
    }
  return last;
}

/* What is to be shown on the phone, or NULL: refused. */
static const char *
read_message (AcPracticeCall *call, JsonObject *message, const char *number)
{
  const char *type = ac_json_get_string (message, "type");
  gint64 now = ac_practice_state_now (call->state);
  JsonObject *text = ac_json_get_object (message, "text");

  if (g_strcmp0 (type, "template") == 0)
    {
      if (!check (call, message, template_message))
        return NULL;
      if (get_last (call, number, "code") + PAIR_MS > now)
        return refuse (call, AC_PRACTICE_PAIR_LIMIT, NULL), NULL;
      return read_template (call, message);
    }
  if (!check (call, message, text_message) || !check_equal (call, message, "type", "text") ||
      !check (call, text, text_fields))
    return NULL;
  if (g_utf8_strlen (ac_json_get_string (text, "body"), -1) > MAX_TEXT)
    return refuse (call, AC_PRACTICE_BAD_VALUE, "body is too long"), NULL;
  if (get_last (call, number, "reply") + WINDOW_MS <= now)
    return refuse (call, AC_PRACTICE_WINDOW_CLOSED, NULL), NULL;
  return ac_json_get_string (text, "body");
}

static void
answer_sent (AcPracticeCall *call, const char *input, const char *number, const char *id)
{
  JsonObject *object = json_object_new ();
  JsonObject *contact = json_object_new ();
  JsonObject *message = json_object_new ();
  JsonArray *contacts = json_array_new ();
  JsonArray *messages = json_array_new ();

  json_object_set_string_member (contact, "input", input);
  json_object_set_string_member (contact, "wa_id", number);
  json_object_set_string_member (message, "id", id);
  json_object_set_string_member (message, "message_status", "accepted");
  json_array_add_object_element (contacts, contact);
  json_array_add_object_element (messages, message);
  json_object_set_string_member (object, "messaging_product", "whatsapp");
  json_object_set_array_member (object, "contacts", contacts);
  json_object_set_array_member (object, "messages", messages);
  ac_practice_call_answer (call, object);
}

static void
tell_delivered (AcPracticeCall *call, const char *id, const char *number)
{
  JsonObject *value = json_object_new ();
  JsonObject *metadata = json_object_new ();
  JsonObject *status = json_object_new ();
  JsonArray *statuses = json_array_new ();
  g_autofree char *time =
      g_strdup_printf ("%" G_GINT64_FORMAT, ac_practice_state_now (call->state) / 1000);

  json_object_set_string_member (metadata, "display_phone_number", "441632960000");
  json_object_set_string_member (metadata, "phone_number_id",
                                 ac_json_get_string (call->app, "phone_number_id"));
  json_object_set_string_member (status, "id", id);
  json_object_set_string_member (status, "status", "delivered");
  json_object_set_string_member (status, "timestamp", time);
  json_object_set_string_member (status, "recipient_id", number);
  json_array_add_object_element (statuses, status);
  json_object_set_string_member (value, "messaging_product", "whatsapp");
  json_object_set_object_member (value, "metadata", metadata);
  json_object_set_array_member (value, "statuses", statuses);
  ac_practice_webhooks_tell (call, "whatsapp_business_account",
                             ac_json_get_string (call->app, "business_id"), "messages", value);
}

static void
send_message (AcPracticeCall *call)
{
  JsonObject *message = call->json != NULL ? json_node_get_object (call->json) : NULL;
  const char *to = ac_json_get_string (message, "to");
  g_autofree char *number = g_strdup (to != NULL && *to == '+' ? to + 1 : to);
  const char *shown = NULL;
  g_autofree char *random = ac_random_token (24);
  g_autofree char *id = g_strconcat ("wamid.", random, NULL);
  JsonObject *record = NULL;

  if (g_strcmp0 (call->id, ac_json_get_string (call->app, "phone_number_id")) != 0)
    ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
  else if (message == NULL || to == NULL)
    ac_practice_call_refuse (call, AC_PRACTICE_MISSING_PARAMETER, "to");
  else if (check_equal (call, message, "messaging_product", "whatsapp") &&
           check_equal (call, message, "recipient_type", "individual"))
    {
      if (ac_practice_people_find ("whatsapp", number) == NULL)
        {
          ac_practice_call_refuse (call, AC_PRACTICE_NOT_ALLOWED_NUMBER, NULL);
          return;
        }
      if (!(shown = read_message (call, message, number)))
        return;
      record = ac_practice_state_add (call->state, "messages", id);
      json_object_set_string_member (record, "number", number);
      json_object_set_string_member (
          record, "kind", json_object_has_member (message, "template") ? "code" : "text");
      json_object_set_string_member (record, "text", shown);
      call->changed = TRUE;
      answer_sent (call, to, number, id);
      tell_delivered (call, id, number);
    }
}

gboolean
ac_practice_whatsapp_answer_node (AcPracticeCall *call)
{
  JsonObject *object = NULL;

  if (g_strcmp0 (call->service, "whatsapp") != 0 ||
      g_strcmp0 (call->id, ac_json_get_string (call->app, "phone_number_id")) != 0)
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "id", call->id);
  json_object_set_string_member (object, "verified_name", "Accounts Center");
  json_object_set_string_member (object, "display_phone_number", "+44 1632 960000");
  json_object_set_string_member (object, "quality_rating", "GREEN");
  ac_practice_call_answer_fields (call, object,
                                  "id,verified_name,display_phone_number,quality_rating",
                                  "verified_name,display_phone_number,quality_rating");
  return TRUE;
}

const AcPracticeRoute ac_practice_whatsapp_routes[] = {
  { "graph.facebook.com", "POST", VERSION "/{id}/messages", send_message, NULL,
    AC_PRACTICE_SYSTEM },
  { NULL },
};
