/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-service.h"

static const AcJsonField limits_fields[] = {
  { "max_graphemes", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "max_bytes", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "url_weight", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "local_mentions", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { NULL },
};

static gboolean
refuse (GError **error, const char *name)
{
  g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "Member “%s” has a value that is not allowed",
               name);
  return FALSE;
}

JsonObject *
ac_noun_open (JsonNode *node, const AcJsonField *fields, GError **error)
{
  JsonObject *object = NULL;

  g_assert (node != NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "Not a JSON object");
      return NULL;
    }

  object = json_node_get_object (node);
  return ac_json_check (object, fields, AC_JSON_CLOSED, error) ? object : NULL;
}

/* Takes object. */
JsonNode *
ac_noun_close (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

gboolean
ac_noun_read_id (JsonObject *object, const char *name, GError **error)
{
  const char *id = ac_json_get_string (object, name);

  return id == NULL || ac_id_is_valid (id) || refuse (error, name);
}

gboolean
ac_noun_read_time (JsonObject *object, const char *name, gint64 *time_ms, GError **error)
{
  const char *text = ac_json_get_string (object, name);

  /* None before 1970, whose first moment stands for “no time”. */
  return text == NULL || (ac_clock_parse (text, time_ms) && *time_ms > 0) || refuse (error, name);
}

gboolean
ac_noun_read_uint (JsonObject *object, const char *name, guint *value, GError **error)
{
  gint64 wide = ac_json_get_integer (object, name);

  if (wide < 0 || wide > G_MAXINT)
    return refuse (error, name);

  *value = wide;
  return TRUE;
}

gboolean
ac_noun_read_enum (JsonObject *object, const char *name, GType type, int *value, GError **error)
{
  const char *slug = ac_json_get_string (object, name);

  return slug == NULL || ac_noun_enum_from_slug (type, slug, value) || refuse (error, name);
}

GStrv
ac_noun_read_pair (JsonObject *object, const char *name, GError **error)
{
  g_auto(GStrv) ids = ac_json_dup_strings (object, name, 36);

  if (ids == NULL || g_strv_length (ids) != 2 || !ac_id_is_valid (ids[0]) ||
      !ac_id_is_valid (ids[1]) || g_str_equal (ids[0], ids[1]))
    return refuse (error, name), NULL;

  return g_steal_pointer (&ids);
}

gboolean
ac_noun_read_code (JsonObject *object, const char *name, AcError *code, GError **error)
{
  const char *slug = ac_json_get_string (object, name);

  return slug == NULL || ac_error_from_slug (slug, code) || refuse (error, name);
}

gboolean
ac_noun_read_audiences (JsonObject *object, guint *audiences, GError **error)
{
  JsonArray *array = ac_json_get_array (object, "audiences");
  guint bits = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      int audience = 0;

      if (json_node_get_value_type (element) != G_TYPE_STRING ||
          !ac_noun_enum_from_slug (AC_TYPE_AUDIENCE, json_node_get_string (element), &audience) ||
          (bits & (1u << audience)) != 0)
        return refuse (error, "audiences");

      bits |= 1u << audience;
    }

  *audiences = bits;
  return TRUE;
}

gboolean
ac_noun_read_limits (JsonObject *object, AcTextLimits *limits, GError **error)
{
  JsonObject *from = ac_json_get_object (object, "limits");
  AcTextLimits read = { 0 };

  if (from == NULL || !ac_json_check (from, limits_fields, AC_JSON_CLOSED, error))
    return from != NULL ? FALSE : refuse (error, "limits");

  if (!ac_noun_read_uint (from, "max_graphemes", &read.max_graphemes, error) ||
      !ac_noun_read_uint (from, "max_bytes", &read.max_bytes, error) ||
      !ac_noun_read_uint (from, "url_weight", &read.url_weight, error))
    return FALSE;

  read.local_mentions = ac_json_get_boolean (from, "local_mentions");
  *limits = read;
  return TRUE;
}

/* The slugs of the API are the nicks of the enums, so that neither can drift from the other. */
const char *
ac_noun_enum_to_slug (GType type, int value)
{
  GEnumClass *klass = g_type_class_get (type);
  GEnumValue *found = g_enum_get_value (klass, value);

  g_assert (found != NULL);
  return found->value_nick;
}

gboolean
ac_noun_enum_from_slug (GType type, const char *slug, int *value)
{
  GEnumClass *klass = g_type_class_get (type);
  GEnumValue *found = g_enum_get_value_by_nick (klass, slug);

  if (found == NULL)
    return FALSE;

  *value = found->value;
  return TRUE;
}

void
ac_noun_write_enum (JsonObject *object, const char *name, GType type, int value)
{
  ac_json_set_string (object, name, ac_noun_enum_to_slug (type, value));
}

void
ac_noun_write_audiences (JsonObject *object, guint audiences)
{
  JsonArray *array = json_array_new ();

  for (int audience = AC_AUDIENCE_DIRECT; audience <= AC_AUDIENCE_PUBLIC; audience++)
    {
      if ((audiences & (1u << audience)) != 0)
        json_array_add_string_element (array, ac_noun_enum_to_slug (AC_TYPE_AUDIENCE, audience));
    }

  json_object_set_array_member (object, "audiences", array);
}

void
ac_noun_write_limits (JsonObject *object, const AcTextLimits *limits)
{
  JsonObject *to = json_object_new ();

  json_object_set_int_member (to, "max_graphemes", limits->max_graphemes);
  json_object_set_int_member (to, "max_bytes", limits->max_bytes);
  json_object_set_int_member (to, "url_weight", limits->url_weight);
  json_object_set_boolean_member (to, "local_mentions", limits->local_mentions);
  json_object_set_object_member (object, "limits", to);
}
