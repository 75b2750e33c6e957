/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-json.h"

/* What json-glib lets through and we don't: members that stand twice, NUL in strings, lone
 * surrogates, numbers that don't fit, so many values that reading them holds everything up. Its
 * grammar is trusted in strict mode, so the scan only has to tell strings, numbers and structure
 * apart. */
typedef struct
{
  const char *at;
  const char *end;
  guint depth;
  guint n_values;
  gsize n_members;
  const char *fault;
} Scan;

static gboolean
fail (Scan *scan, const char *fault)
{
  scan->fault = fault;
  return FALSE;
}

static int
read_hex4 (Scan *scan)
{
  int value = 0;

  if (scan->end - scan->at < 4)
    return -1;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*scan->at++);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  return value;
}

/* After `\u`. */
static gboolean
scan_unicode_escape (Scan *scan)
{
  int first = read_hex4 (scan);

  if (first <= 0)
    return fail (scan, first == 0 ? "a NUL in a string" : "a broken escape");
  if (first >= 0xdc00 && first <= 0xdfff)
    return fail (scan, "half a character");

  if (first >= 0xd800 && first <= 0xdbff)
    {
      int second = 0;

      if (scan->end - scan->at < 2 || scan->at[0] != '\\' || scan->at[1] != 'u')
        return fail (scan, "half a character");
      scan->at += 2;
      second = read_hex4 (scan);
      if (second < 0xdc00 || second > 0xdfff)
        return fail (scan, "half a character");
    }

  return TRUE;
}

/* After the opening quote. */
static gboolean
scan_string (Scan *scan)
{
  while (scan->at < scan->end)
    {
      char c = *scan->at++;

      if (c == '"')
        return TRUE;
      if ((guchar) c < 0x20)
        return fail (scan, "a control character in a string");
      if (c != '\\')
        continue;
      if (scan->at == scan->end)
        break;
      if (*scan->at++ == 'u' && !scan_unicode_escape (scan))
        return FALSE;
    }

  return fail (scan, "an open string");
}

static gboolean
scan_number (Scan *scan)
{
  const char *start = scan->at - 1;
  g_autofree char *text = NULL;
  gint64 integer = 0;

  while (scan->at < scan->end && (g_ascii_isdigit (*scan->at) || strchr ("+-.eE", *scan->at)))
    scan->at++;

  if (scan->at - start > 64)
    return fail (scan, "a number that is too long");
  text = g_strndup (start, scan->at - start);

  if (strpbrk (text, ".eE") != NULL)
    {
      if (!isfinite (g_ascii_strtod (text, NULL)))
        return fail (scan, "a number that does not fit");
    }
  else if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return fail (scan, "a number that does not fit");

  return TRUE;
}

static gboolean
scan_document (Scan *scan)
{
  while (scan->at < scan->end)
    {
      char c = *scan->at++;

      if (c == '"')
        {
          if (!scan_string (scan))
            return FALSE;
        }
      else if (c == '{' || c == '[')
        {
          if (++scan->depth > AC_JSON_MAX_DEPTH)
            return fail (scan, "too many levels");
        }
      else if (c == '}' || c == ']')
        {
          if (scan->depth-- == 0)
            return fail (scan, "an end without a beginning");
        }
      else if (c == ':' || c == ',')
        {
          scan->n_members += c == ':';
          if (++scan->n_values > AC_JSON_MAX_VALUES)
            return fail (scan, "too many values");
        }
      else if (c == '-' || g_ascii_isdigit (c))
        {
          if (!scan_number (scan))
            return FALSE;
        }
    }

  return TRUE;
}

static gsize count_members (JsonNode *node);

static gsize
count_array_members (JsonArray *array)
{
  gsize n_members = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    n_members += count_members (json_array_get_element (array, i));

  return n_members;
}

static gsize
count_members (JsonNode *node)
{
  JsonObjectIter iter;
  JsonNode *member = NULL;
  gsize n_members = 0;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return count_array_members (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return 0;

  n_members = json_object_get_size (json_node_get_object (node));
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, NULL, &member))
    n_members += count_members (member);

  return n_members;
}

static gboolean
bad_json (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "Not readable as JSON: %s", what);
  return FALSE;
}

JsonNode *
ac_json_parse (GBytes *bytes, gsize max_size, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(JsonNode) root = NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  Scan scan = { data, data + size };

  if (size == 0 || size > max_size)
    return bad_json (error, size == 0 ? "nothing there" : "too large"), NULL;
  if (!g_utf8_validate_len (data, size, NULL))
    return bad_json (error, "not UTF-8"), NULL;
  if (!scan_document (&scan))
    return bad_json (error, scan.fault), NULL;

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, data, size, NULL) ||
      !(root = json_parser_steal_root (parser)))
    return bad_json (error, "broken"), NULL;
  if (count_members (root) != scan.n_members)
    return bad_json (error, "a member stands twice"), NULL;

  return g_steal_pointer (&root);
}

JsonObject *
ac_json_parse_object (GBytes *bytes, const AcJsonField *fields, AcJsonShape shape, GError **error)
{
  g_autoptr(JsonNode) root = ac_json_parse (bytes, AC_JSON_MAX_SIZE, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return bad_json (error, "no object"), NULL;
  if (!ac_json_check (json_node_get_object (root), fields, shape, error))
    return NULL;

  return json_node_dup_object (root);
}

static gboolean
has_type (JsonNode *node, AcJsonType type)
{
  GType value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (type)
    {
    case AC_JSON_STRING:
      return value == G_TYPE_STRING;
    case AC_JSON_INTEGER:
      return value == G_TYPE_INT64;
    case AC_JSON_NUMBER:
      return value == G_TYPE_INT64 || value == G_TYPE_DOUBLE;
    case AC_JSON_BOOLEAN:
      return value == G_TYPE_BOOLEAN;
    case AC_JSON_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case AC_JSON_ARRAY:
      return JSON_NODE_HOLDS_ARRAY (node);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
bad_member (GError **error, const char *name, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The member “%s” %s", name, what);
  return FALSE;
}

static gboolean
check_field (JsonObject *object, const AcJsonField *field, GError **error)
{
  JsonNode *node = json_object_get_member (object, field->name);
  gsize size = 0;

  if (node == NULL)
    return field->flags & AC_JSON_OPTIONAL || bad_member (error, field->name, "is missing");
  if (JSON_NODE_HOLDS_NULL (node))
    return field->flags & AC_JSON_NULLABLE || bad_member (error, field->name, "is null");
  if (!has_type (node, field->type))
    return bad_member (error, field->name, "has the wrong type");

  if (field->type == AC_JSON_STRING)
    size = strlen (json_node_get_string (node));
  else if (field->type == AC_JSON_ARRAY)
    size = json_array_get_length (json_node_get_array (node));
  if (field->max > 0 && size > field->max)
    return bad_member (error, field->name, "is too long");

  return TRUE;
}

static gboolean
is_known (const AcJsonField *fields, const char *name)
{
  for (const AcJsonField *field = fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return TRUE;

  return FALSE;
}

gboolean
ac_json_check (JsonObject *object, const AcJsonField *fields, AcJsonShape shape, GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;

  for (const AcJsonField *field = fields; field->name != NULL; field++)
    if (!check_field (object, field, error))
      return FALSE;

  if (shape == AC_JSON_OPEN)
    return TRUE;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!is_known (fields, name))
      return bad_member (error, name, "is not known");

  return TRUE;
}

static JsonNode *
find_value (JsonObject *object, const char *name, AcJsonType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && has_type (node, type) ? node : NULL;
}

const char *
ac_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = find_value (object, name, AC_JSON_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
ac_json_get_integer (JsonObject *object, const char *name)
{
  JsonNode *node = find_value (object, name, AC_JSON_INTEGER);

  return node != NULL ? json_node_get_int (node) : 0;
}

gboolean
ac_json_get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = find_value (object, name, AC_JSON_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

JsonObject *
ac_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = find_value (object, name, AC_JSON_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
ac_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = find_value (object, name, AC_JSON_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

GStrv
ac_json_dup_strings (JsonObject *object, const char *name, gsize max)
{
  JsonArray *array = ac_json_get_array (object, name);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!has_type (element, AC_JSON_STRING) || strlen (json_node_get_string (element)) > max)
        return NULL;
      g_strv_builder_add (builder, json_node_get_string (element));
    }

  return array != NULL ? g_strv_builder_end (builder) : NULL;
}

GBytes *
ac_json_to_bytes (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

void
ac_json_set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

void
ac_json_set_strings (JsonObject *object, const char *name, const char *const *values)
{
  JsonArray *array = json_array_new ();

  for (; *values != NULL; values++)
    json_array_add_string_element (array, *values);
  json_object_set_array_member (object, name, array);
}

void
ac_json_set_time (JsonObject *object, const char *name, gint64 time_ms)
{
  g_autofree char *text = time_ms != 0 ? ac_clock_format (time_ms) : NULL;

  ac_json_set_string (object, name, text);
}
