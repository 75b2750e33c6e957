/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-handlers.h"

static const AcJsonField picture_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "alt", AC_JSON_STRING, AC_JSON_OPTIONAL, 4 * AC_PICTURE_MAX_ALT },
  { NULL },
};

static gboolean
add_picture (AcStore *store, AcRequest *request, JsonNode *node, AcStatus *status, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr(AcPicture) picture = NULL;
  const char *alt = NULL;

  if (object == NULL || !ac_json_check (object, picture_fields, AC_JSON_CLOSED, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A picture is not understood");
      return FALSE;
    }

  alt = ac_json_get_string (object, "alt");
  if (alt != NULL && g_utf8_strlen (alt, -1) > AC_PICTURE_MAX_ALT)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LONG, "A picture is described at length");
      return FALSE;
    }
  if (!(picture = ac_store_get_unused_picture (store, request->person,
                                               ac_json_get_string (object, "id"), error)))
    return FALSE;

  ac_picture_set_alt (picture, alt != NULL && *alt != '\0' ? alt : NULL);
  ac_status_add_picture (status, picture);
  return TRUE;
}

static gboolean
has_picture (AcStatus *status, JsonNode *node)
{
  GListModel *pictures = ac_status_get_pictures (status);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      if (g_strcmp0 (ac_picture_get_id (picture), ac_json_get_string (object, "id")) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
ac_request_read_pictures (AcRequest *request, AcStore *store, AcStatus *status, GError **error)
{
  JsonArray *array = ac_json_get_array (request->body, "pictures");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (has_picture (status, node))
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A picture is named twice");
          return FALSE;
        }
      if (!add_picture (store, request, node, status, error))
        return FALSE;
    }

  return TRUE;
}
