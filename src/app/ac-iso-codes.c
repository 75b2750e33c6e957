/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-iso-codes.h"
#include "ac-json.h"

char *
ac_data_file_load (const char *path)
{
  const char *const *dirs = g_get_system_data_dirs ();

  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; dirs[i] != NULL; i++)
    {
      g_autofree char *full = g_build_filename (dirs[i], path, NULL);
      char *text = NULL;

      if (g_file_get_contents (full, &text, NULL, NULL))
        return text;
    }

  return NULL;
}

void
ac_iso_codes_foreach (const char *standard,
                      const char *domain,
                      AcIsoCodeFunc func,
                      gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("iso-codes/json/iso_%s.json", standard);
  g_autofree char *text = ac_data_file_load (path);
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr(JsonNode) root = bytes != NULL ? ac_json_parse (bytes, AC_JSON_MAX_SIZE, NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                         ? ac_json_get_array (json_node_get_object (root), standard)
                         : NULL;

  bind_textdomain_codeset (domain, "UTF-8");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        func (json_node_get_object (element), user_data);
    }
}
