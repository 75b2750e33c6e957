/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-noun-private.h"
#include "ac-switch.h"

static const AcJsonField switch_fields[] = {
  { "on", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "since", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "receipt_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { NULL },
};

void
ac_switch_set (AcSwitch *self, gboolean on, gint64 since, const char *receipt_id)
{
  self->on = on;
  self->since = since;
  g_set_str (&self->receipt_id, receipt_id);
}

void
ac_switch_clear (AcSwitch *self)
{
  g_clear_pointer (&self->receipt_id, g_free);
}

gboolean
ac_switch_read (AcSwitch *self, JsonObject *object, const char *name, GError **error)
{
  JsonObject *from = ac_json_get_object (object, name);
  gint64 since = 0;

  if (!ac_json_check (from, switch_fields, AC_JSON_CLOSED, error) ||
      !ac_noun_read_time (from, "since", &since, error) ||
      !ac_noun_read_id (from, "receipt_id", error))
    return FALSE;

  ac_switch_set (self, ac_json_get_boolean (from, "on"), since,
                 ac_json_get_string (from, "receipt_id"));
  return TRUE;
}

void
ac_switch_write (const AcSwitch *self, JsonObject *object, const char *name)
{
  JsonObject *to = json_object_new ();

  json_object_set_boolean_member (to, "on", self->on);
  ac_json_set_time (to, "since", self->since);
  ac_json_set_string (to, "receipt_id", self->receipt_id);
  json_object_set_object_member (object, name, to);
}
