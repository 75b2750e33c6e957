/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph.h"
#include "ac-whatsapp.h"

typedef struct
{
  AcWhatsappFailed failed;
  gpointer user_data;
} Notice;

typedef gboolean (*Reader) (JsonObject *object, const Notice *notice);

static const AcJsonField notice_fields[] = {
  { "object", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "entry", AC_JSON_ARRAY, AC_JSON_REQUIRED, 1000 },
  { NULL },
};
static const AcJsonField entry_fields[] = {
  { "changes", AC_JSON_ARRAY, AC_JSON_REQUIRED, 1000 },
  { NULL },
};
static const AcJsonField change_fields[] = {
  { "field", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};
/* Messages of people stand beside them, and aren't looked at. */
static const AcJsonField value_fields[] = {
  { "statuses", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 1000 },
  { NULL },
};
static const AcJsonField status_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "status", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "errors", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 10 },
  { NULL },
};

static gboolean
read_each (JsonObject *object,
           const char *name,
           const AcJsonField *fields,
           Reader read,
           const Notice *notice)
{
  JsonArray *array = ac_json_get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !ac_json_check (json_node_get_object (node), fields, AC_JSON_OPEN, NULL) ||
          !read (json_node_get_object (node), notice))
        return FALSE;
    }
  return TRUE;
}

static AcError
get_reason (JsonObject *status)
{
  JsonArray *errors = ac_json_get_array (status, "errors");
  JsonNode *first = errors != NULL && json_array_get_length (errors) > 0
                        ? json_array_get_element (errors, 0)
                        : NULL;
  JsonObject *object =
      first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;

  return ac_graph_get_error (object != NULL ? ac_json_get_integer (object, "code") : 0,
                             AC_ERROR_NUMBER_REFUSED);
}

static gboolean
read_status (JsonObject *status, const Notice *notice)
{
  if (g_str_equal (ac_json_get_string (status, "status"), "failed"))
    notice->failed (ac_json_get_string (status, "id"), get_reason (status), notice->user_data);
  return TRUE;
}

static gboolean
read_change (JsonObject *change, const Notice *notice)
{
  JsonObject *value = NULL;

  if (!g_str_equal (ac_json_get_string (change, "field"), "messages"))
    return TRUE;
  value = ac_json_get_object (change, "value");
  return value != NULL && ac_json_check (value, value_fields, AC_JSON_OPEN, NULL) &&
         read_each (value, "statuses", status_fields, read_status, notice);
}

static gboolean
read_entry (JsonObject *entry, const Notice *notice)
{
  return read_each (entry, "changes", change_fields, read_change, notice);
}

gboolean
ac_whatsapp_read_notice (GBytes *body, AcWhatsappFailed failed, gpointer user_data)
{
  g_autoptr(JsonObject) object = ac_json_parse_object (body, notice_fields, AC_JSON_OPEN, NULL);
  const Notice notice = { failed, user_data };

  return object != NULL &&
         g_str_equal (ac_json_get_string (object, "object"), "whatsapp_business_account") &&
         read_each (object, "entry", entry_fields, read_entry, &notice);
}
