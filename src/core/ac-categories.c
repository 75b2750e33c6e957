/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-categories.h"
#include "ac-error.h"
#include "ac-json.h"

#define MAX_SLUG 32

gboolean
ac_categories_read (JsonObject *object, const char *name, guint *categories, GError **error)
{
  g_auto(GStrv) names = ac_json_get_array (object, name) != NULL
                            ? ac_json_dup_strings (object, name, MAX_SLUG)
                            : NULL;
  guint bits = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      AcCategory category = AC_CATEGORY_PROFILE;

      if (!ac_category_from_slug (names[i], &category) || (bits & 1u << category) != 0)
        {
          g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "Member “%s” has no such category",
                       name);
          return FALSE;
        }
      bits |= 1u << category;
    }

  *categories = bits;
  return TRUE;
}

void
ac_categories_write (JsonObject *object, const char *name, guint categories)
{
  JsonArray *array = json_array_new ();

  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    if ((categories & 1u << i) != 0)
      json_array_add_string_element (array, ac_category_to_slug (i));

  json_object_set_array_member (object, name, array);
}
