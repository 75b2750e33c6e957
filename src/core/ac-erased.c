/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-erased.h"
#include "ac-noun-private.h"

static const AcJsonField erased_fields[] = {
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "copies", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "permission", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "key", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { NULL },
};

void
ac_erased_free (AcErased *self)
{
  g_free (self->service);
  g_free (self);
}

static GPtrArray *
new_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ac_erased_free);
}

static gboolean
read_state (JsonObject *object, const char *name, AcErasedState *state, GError **error)
{
  int value = AC_ERASED_LEFT;

  if (!ac_noun_read_enum (object, name, AC_TYPE_ERASED_STATE, &value, error))
    return FALSE;

  *state = value;
  return TRUE;
}

static AcErased *
read_one (JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, erased_fields, error);
  g_autoptr(AcErased) self = g_new0 (AcErased, 1);

  if (object == NULL || !read_state (object, "copies", &self->copies, error) ||
      !read_state (object, "permission", &self->permission, error) ||
      !read_state (object, "key", &self->key, error))
    return NULL;

  self->service = g_strdup (ac_json_get_string (object, "service"));
  return g_steal_pointer (&self);
}

GPtrArray *
ac_erased_read (JsonObject *object, const char *name, GError **error)
{
  g_autoptr(GPtrArray) all = new_array ();
  JsonArray *array = ac_json_get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      AcErased *one = read_one (json_array_get_element (array, i), error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (all, one);
    }

  return g_steal_pointer (&all);
}

void
ac_erased_write (JsonObject *object, const char *name, GPtrArray *erased)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < erased->len; i++)
    {
      const AcErased *one = g_ptr_array_index (erased, i);
      JsonObject *item = json_object_new ();

      ac_json_set_string (item, "service", one->service);
      ac_json_set_string (item, "copies", ac_erased_state_to_slug (one->copies));
      ac_json_set_string (item, "permission", ac_erased_state_to_slug (one->permission));
      ac_json_set_string (item, "key", ac_erased_state_to_slug (one->key));
      json_array_add_object_element (array, item);
    }

  json_object_set_array_member (object, name, array);
}

GPtrArray *
ac_erased_copy_all (GPtrArray *erased)
{
  GPtrArray *copy = new_array ();

  for (guint i = 0; i < erased->len; i++)
    {
      AcErased *one = g_memdup2 (g_ptr_array_index (erased, i), sizeof (AcErased));

      one->service = g_strdup (one->service);
      g_ptr_array_add (copy, one);
    }

  return copy;
}

const char *
ac_erased_state_to_slug (AcErasedState state)
{
  return ac_noun_enum_to_slug (AC_TYPE_ERASED_STATE, state);
}
