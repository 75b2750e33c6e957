/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-device.h"
#include "ac-noun-private.h"

struct _AcDevice
{
  GObject parent_instance;
  char *id;
  char *name;
  gint64 created_at;
  gint64 last_used_at;
  gboolean current;
  gboolean can_end;
};

G_DEFINE_FINAL_TYPE (AcDevice, ac_device, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_CREATED_AT,
  PROP_LAST_USED_AT,
  PROP_CURRENT,
  PROP_CAN_END,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField device_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "last_used_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "current", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "can_end", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { NULL },
};

static void
ac_device_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcDevice *self = AC_DEVICE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;

    case PROP_LAST_USED_AT:
      g_value_set_int64 (value, self->last_used_at);
      break;

    case PROP_CURRENT:
      g_value_set_boolean (value, self->current);
      break;

    case PROP_CAN_END:
      g_value_set_boolean (value, self->can_end);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_device_finalize (GObject *object)
{
  AcDevice *self = AC_DEVICE (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (ac_device_parent_class)->finalize (object);
}

static void
ac_device_class_init (AcDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_device_finalize;
  object_class->get_property = ac_device_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_CREATED_AT] =
      g_param_spec_int64 ("created-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_LAST_USED_AT] =
      g_param_spec_int64 ("last-used-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_CURRENT] = g_param_spec_boolean ("current", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_END] = g_param_spec_boolean ("can-end", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_device_init (AcDevice *self)
{
}

AcDevice *
ac_device_new (const char *id, const char *name, gint64 created_at, gint64 last_used_at)
{
  AcDevice *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (AC_TYPE_DEVICE, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->created_at = created_at;
  self->last_used_at = last_used_at;
  return self;
}

AcDevice *
ac_device_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcDevice) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, device_fields, error)) == NULL)
    return NULL;

  self =
      ac_device_new (ac_json_get_string (object, "id"), ac_json_get_string (object, "name"), 0, 0);
  self->current = ac_json_get_boolean (object, "current");
  self->can_end = ac_json_get_boolean (object, "can_end");
  return ac_noun_read_id (object, "id", error) &&
                 ac_noun_read_time (object, "created_at", &self->created_at, error) &&
                 ac_noun_read_time (object, "last_used_at", &self->last_used_at, error)
             ? g_steal_pointer (&self)
             : NULL;
}

JsonNode *
ac_device_to_json (AcDevice *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_DEVICE (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "name", self->name);
  ac_json_set_time (object, "created_at", self->created_at);
  ac_json_set_time (object, "last_used_at", self->last_used_at);
  json_object_set_boolean_member (object, "current", self->current);
  json_object_set_boolean_member (object, "can_end", self->can_end);
  return ac_noun_close (object);
}

const char *
ac_device_get_id (AcDevice *self)
{
  g_return_val_if_fail (AC_IS_DEVICE (self), NULL);

  return self->id;
}

const char *
ac_device_get_name (AcDevice *self)
{
  g_return_val_if_fail (AC_IS_DEVICE (self), NULL);

  return self->name;
}

gint64
ac_device_get_created_at (AcDevice *self)
{
  g_return_val_if_fail (AC_IS_DEVICE (self), 0);

  return self->created_at;
}

gint64
ac_device_get_last_used_at (AcDevice *self)
{
  g_return_val_if_fail (AC_IS_DEVICE (self), 0);

  return self->last_used_at;
}

gboolean
ac_device_get_current (AcDevice *self)
{
  g_return_val_if_fail (AC_IS_DEVICE (self), FALSE);

  return self->current;
}

gboolean
ac_device_get_can_end (AcDevice *self)
{
  g_return_val_if_fail (AC_IS_DEVICE (self), FALSE);

  return self->can_end;
}

void
ac_device_set_current (AcDevice *self, gboolean current)
{
  g_return_if_fail (AC_IS_DEVICE (self));

  if (self->current == current)
    return;

  self->current = current;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

void
ac_device_set_can_end (AcDevice *self, gboolean can_end)
{
  g_return_if_fail (AC_IS_DEVICE (self));

  if (self->can_end == can_end)
    return;

  self->can_end = can_end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_END]);
}

static void
set_time (AcDevice *self, gint64 *time, gint64 value, guint property)
{
  if (*time == value)
    return;

  *time = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
ac_device_update (AcDevice *self, AcDevice *other)
{
  g_return_if_fail (AC_IS_DEVICE (self));
  g_return_if_fail (AC_IS_DEVICE (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->name, other->name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  set_time (self, &self->created_at, other->created_at, PROP_CREATED_AT);
  set_time (self, &self->last_used_at, other->last_used_at, PROP_LAST_USED_AT);
  ac_device_set_current (self, other->current);
  ac_device_set_can_end (self, other->can_end);
  g_object_thaw_notify (G_OBJECT (self));
}
