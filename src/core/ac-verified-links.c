/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-noun-private.h"
#include "ac-verified-links.h"

static const AcJsonField link_fields[] = {
  { "url", AC_JSON_STRING, AC_JSON_REQUIRED, 8192 },
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { NULL },
};

static void
free_link (gpointer data)
{
  AcVerifiedLink *link = data;

  g_free (link->url);
  g_free (link);
}

GPtrArray *
ac_verified_links_new (void)
{
  return g_ptr_array_new_with_free_func (free_link);
}

void
ac_verified_links_add (GPtrArray *self, const char *url, gboolean verified)
{
  AcVerifiedLink *link = g_new0 (AcVerifiedLink, 1);

  link->url = g_strdup (url);
  link->verified = verified;
  g_ptr_array_add (self, link);
}

gboolean
ac_verified_links_equal (GPtrArray *self, GPtrArray *other)
{
  if (self == NULL || other == NULL || self->len != other->len)
    return self == other;

  for (guint i = 0; i < self->len; i++)
    {
      AcVerifiedLink *one = g_ptr_array_index (self, i);
      AcVerifiedLink *its = g_ptr_array_index (other, i);

      if (one->verified != its->verified || !g_str_equal (one->url, its->url))
        return FALSE;
    }

  return TRUE;
}

gboolean
ac_verified_links_read (JsonObject *object, GPtrArray **links, GError **error)
{
  JsonArray *array = ac_json_get_array (object, "verified_links");
  g_autoptr(GPtrArray) read = array != NULL ? ac_verified_links_new () : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *each = ac_noun_open (json_array_get_element (array, i), link_fields, error);
      const char *state = each != NULL ? ac_json_get_string (each, "state") : NULL;

      if (state == NULL)
        return FALSE;
      if (!g_str_equal (state, "verified") && !g_str_equal (state, "unverified"))
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "A link has no such state");
          return FALSE;
        }
      ac_verified_links_add (read, ac_json_get_string (each, "url"),
                             g_str_equal (state, "verified"));
    }

  *links = g_steal_pointer (&read);
  return TRUE;
}

void
ac_verified_links_write (JsonObject *object, GPtrArray *self)
{
  JsonArray *array = NULL;

  if (self == NULL)
    return;

  array = json_array_new ();
  for (guint i = 0; i < self->len; i++)
    {
      AcVerifiedLink *link = g_ptr_array_index (self, i);
      JsonObject *each = json_object_new ();

      ac_json_set_string (each, "url", link->url);
      ac_json_set_string (each, "state", link->verified ? "verified" : "unverified");
      json_array_add_object_element (array, each);
    }

  json_object_set_array_member (object, "verified_links", array);
}
