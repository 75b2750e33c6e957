/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-keys.h"
#include "ac-json.h"

const char *
ac_graph_keys_suggest (const AcService *service, AcAppKey key)
{
  g_return_val_if_fail (service != NULL, NULL);

  if (key == AC_APP_KEY_REDIRECT_URI)
    return service->usual_redirect;
  return key == AC_APP_KEY_LANGUAGE ? "en_US" : NULL;
}

gboolean
ac_graph_keys_check (const AcService *service, JsonObject *keys, GError **error)
{
  g_return_val_if_fail (service != NULL && keys != NULL, FALSE);

  for (AcAppKey key = 0; key < AC_APP_N_KEYS; key++)
    {
      const char *name = ac_app_key_get_name (key);
      const char *value = ac_json_get_string (keys, name);
      const gboolean needed = (service->app_keys & (1u << key)) != 0;

      if (needed != (value != NULL) || (value != NULL && !ac_app_key_check (key, value)))
        {
          g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s: this is not what %s gives", name,
                       service->name);
          return FALSE;
        }
    }
  return TRUE;
}

SecretValue *
ac_graph_keys_pack (JsonObject *keys)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), keys);
  g_autoptr(GBytes) bytes = ac_json_to_bytes (node);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return secret_value_new (data, size, "application/json");
}

JsonObject *
ac_graph_keys_unpack (SecretValue *packed, GError **error)
{
  static const AcJsonField any[] = { { NULL } };
  gsize length = 0;
  const char *text = secret_value_get (packed, &length);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, length);

  return ac_json_parse_object (bytes, any, AC_JSON_OPEN, error);
}
