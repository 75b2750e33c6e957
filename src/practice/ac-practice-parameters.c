/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-practice-call.h"

#define USUAL_MAX 2000

static gboolean
refuse_parameter (AcPracticeCall *self, const char *name, const char *what)
{
  g_autofree char *detail = g_strdup_printf ("%s %s", name, what);

  ac_practice_call_refuse (self, AC_PRACTICE_BAD_PARAMETER, detail);
  return FALSE;
}

/* Takes name and value. */
static gboolean
take_parameter (AcPracticeCall *self, char *name, char *value)
{
  if (g_hash_table_contains (self->parameters, name))
    {
      refuse_parameter (self, name, "stands twice");
      g_free (name);
      g_free (value);
      return FALSE;
    }
  g_hash_table_insert (self->parameters, name, value);
  return TRUE;
}

/* "a=1&b=2" (WHATWG URL, application/x-www-form-urlencoded). libsoup's own reader drops what stands
 * twice. */
static gboolean
read_pairs (AcPracticeCall *self, const char *text)
{
  g_auto(GStrv) pairs = g_strsplit (text, "&", 200);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      char *value = strchr (*pair, '=');
      char *name = NULL;

      if (**pair == '\0')
        continue;
      if (value != NULL)
        *value++ = '\0';
      g_strdelimit (*pair, "+", ' ');
      name = g_uri_unescape_string (*pair, NULL);
      value = value != NULL ? g_uri_unescape_string (g_strdelimit (value, "+", ' '), NULL)
                            : g_strdup ("");
      if (name == NULL || value == NULL || !g_utf8_validate (name, -1, NULL) ||
          !g_utf8_validate (value, -1, NULL))
        {
          g_free (name);
          g_free (value);
          return refuse_parameter (self, *pair, "is no text");
        }
      if (!take_parameter (self, name, value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_multipart (AcPracticeCall *self, GBytes *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  g_autoptr(SoupMultipart) multipart = soup_multipart_new_from_message (headers, body);

  if (multipart == NULL)
    return refuse_parameter (self, "the body", "is no multipart");

  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers = NULL;
      GBytes *part = NULL;
      g_autoptr(GHashTable) about = NULL;
      const char *name = NULL;
      g_autofree char *value = NULL;

      if (!soup_multipart_get_part (multipart, i, &part_headers, &part) ||
          !soup_message_headers_get_content_disposition (part_headers, NULL, &about) ||
          (name = g_hash_table_lookup (about, "name")) == NULL)
        return refuse_parameter (self, "a part", "has no name");
      value = g_strndup (g_bytes_get_data (part, NULL), g_bytes_get_size (part));
      if (g_hash_table_contains (about, "filename"))
        {
          g_clear_pointer (&self->file, g_bytes_unref);
          self->file = g_bytes_ref (part);
          g_set_str (&value, "");
        }
      else if (!g_utf8_validate_len (value, g_bytes_get_size (part), NULL))
        return refuse_parameter (self, name, "is no text");
      if (!take_parameter (self, g_strdup (name), g_steal_pointer (&value)))
        return FALSE;
    }
  return TRUE;
}

/* Graph calls take their parameters as JSON, too. */
static gboolean
read_members (AcPracticeCall *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
      char *value = NULL;

      if (type == G_TYPE_STRING)
        value = json_node_dup_string (node);
      else if (type == G_TYPE_BOOLEAN)
        value = g_strdup (json_node_get_boolean (node) ? "true" : "false");
      else if (type == G_TYPE_INT64)
        value = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      else
        return refuse_parameter (self, name, "has the wrong type");
      if (!take_parameter (self, g_strdup (name), value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_json (AcPracticeCall *self, GBytes *body)
{
  g_autoptr(GError) error = NULL;

  if (!(self->json = ac_json_parse (body, AC_JSON_MAX_SIZE, &error)) ||
      !JSON_NODE_HOLDS_OBJECT (self->json))
    return refuse_parameter (self, "the body", "is no JSON object");
  return self->route->parameters == NULL || read_members (self, json_node_get_object (self->json));
}

static gboolean
read_body (AcPracticeCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) body =
                soup_message_body_flatten (soup_server_message_get_request_body (self->message));
  gsize size = g_bytes_get_size (body);
  g_autofree char *text = NULL;

  if (g_object_get_data (G_OBJECT (self->message), "ac-too-large") != NULL)
    return refuse_parameter (self, "the body", "is too large");
  if (size == 0)
    return TRUE;
  if (g_strcmp0 (type, "application/json") == 0)
    return read_json (self, body);
  if (g_strcmp0 (type, "application/octet-stream") == 0 &&
      g_str_equal (self->host, AC_PRACTICE_UPLOADS))
    return (self->file = g_bytes_ref (body)), TRUE;
  if (g_strcmp0 (type, "multipart/form-data") == 0)
    return read_multipart (self, body);
  if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0)
    return refuse_parameter (self, "the body", "is of an unknown type");
  text = g_strndup (g_bytes_get_data (body, NULL), size);
  return read_pairs (self, text);
}

static gboolean
is_address (const char *value)
{
  g_autoptr(GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return scheme != NULL && (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

static gboolean
is_number (const char *value)
{
  gsize length = strlen (value);

  return length > 0 && length <= 20 && strspn (value, "0123456789") == length;
}

static gboolean
is_choice (const char *value, const char *choices)
{
  g_auto(GStrv) known = g_strsplit (choices, "|", -1);

  return g_strv_contains ((const char *const *) known, value);
}

/* What is wrong with it, or NULL. */
static const char *
judge (AcPracticeCall *self, const AcPracticeParameter *parameter, const char *value)
{
  switch (parameter->kind)
    {
    case AC_PRACTICE_TEXT:
      return g_utf8_strlen (value, -1) > (parameter->max > 0 ? parameter->max : USUAL_MAX)
                 ? "is too long"
                 : NULL;
    case AC_PRACTICE_ID:
      return strlen (value) > 64 || strspn (value, "0123456789_") != strlen (value) ||
                     *value == '\0'
                 ? "must be an id"
                 : NULL;
    case AC_PRACTICE_NUMBER:
      return !is_number (value) ? "must be an integer" : NULL;
    case AC_PRACTICE_SWITCH:
      return !is_choice (value, "true|false") ? "must be a boolean" : NULL;
    case AC_PRACTICE_ADDRESS:
      return !is_address (value) ? "must be a valid URL" : NULL;
    case AC_PRACTICE_CHOICE:
      return !is_choice (value, parameter->choices) ? "must be one of the known values" : NULL;
    case AC_PRACTICE_FILE:
      return self->file == NULL ? "must be a file" : NULL;
    default:
      g_return_val_if_reached (NULL);
    }
}

/* What any call may carry. */
static const AcPracticeParameter everywhere[] = {
  { "access_token", AC_PRACTICE_TEXT },
  { "appsecret_proof", AC_PRACTICE_TEXT },
  { NULL },
};

static const AcPracticeParameter *
find_parameter (const AcPracticeParameter *parameters, const char *name)
{
  for (; parameters->name != NULL; parameters++)
    if (g_str_equal (parameters->name, name))
      return parameters;
  return NULL;
}

static gboolean
check_parameters (AcPracticeCall *self)
{
  GHashTableIter iter;
  const char *name = NULL;
  const char *value = NULL;

  g_hash_table_iter_init (&iter, self->parameters);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    {
      const AcPracticeParameter *known = find_parameter (self->route->parameters, name);
      const char *fault = NULL;

      if (known == NULL && (known = find_parameter (everywhere, name)) == NULL)
        return refuse_parameter (self, name, "is not known here");
      if ((fault = judge (self, known, value)) != NULL)
        return refuse_parameter (self, name, fault);
    }

  for (const AcPracticeParameter *known = self->route->parameters; known->name != NULL; known++)
    if (known->required && !g_hash_table_contains (self->parameters, known->name))
      return refuse_parameter (self, known->name, "is required");
  return TRUE;
}

gboolean
ac_practice_call_read (AcPracticeCall *self)
{
  const char *text = g_uri_get_query (soup_server_message_get_uri (self->message));

  if (text != NULL && !read_pairs (self, text))
    return FALSE;
  if (!read_body (self))
    return FALSE;
  return self->route->parameters == NULL || check_parameters (self);
}

static gboolean
has_word (const char *list, const char *word)
{
  g_auto(GStrv) words = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) words, word);
}

JsonObject *
ac_practice_call_pick (AcPracticeCall *self,
                       JsonObject *whole,
                       const char *known,
                       const char *usual)
{
  g_autoptr(JsonObject) object = whole;
  g_autoptr(JsonObject) picked = json_object_new ();
  const char *asked = ac_practice_call_get (self, "fields");
  g_auto(GStrv) fields = g_strsplit (asked != NULL ? asked : usual, ",", -1);

  for (char **field = fields; *field != NULL; field++)
    {
      if (!has_word (known, *field))
        return ac_practice_call_refuse (self, AC_PRACTICE_BAD_FIELD, *field), NULL;
      if (json_object_has_member (object, *field))
        json_object_set_member (picked, *field, json_object_dup_member (object, *field));
    }
  if (json_object_has_member (object, "id"))
    json_object_set_member (picked, "id", json_object_dup_member (object, "id"));
  return g_steal_pointer (&picked);
}

void
ac_practice_call_answer_fields (AcPracticeCall *self,
                                JsonObject *object,
                                const char *known,
                                const char *usual)
{
  JsonObject *picked = ac_practice_call_pick (self, object, known, usual);

  if (picked != NULL)
    ac_practice_call_answer (self, picked);
}
