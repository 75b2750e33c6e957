/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-part.h"

struct _AcPart
{
  GObject parent_instance;

  char *text;
  AcDeliveryState state;
  char *url;
};

G_DEFINE_FINAL_TYPE (AcPart, ac_part, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_STATE,
  PROP_URL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField part_fields[] = {
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED, 400000 },
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { NULL },
};

static void
ac_part_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcPart *self = AC_PART (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_URL:
      g_value_set_string (value, self->url);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_part_finalize (GObject *object)
{
  AcPart *self = AC_PART (object);

  g_free (self->text);
  g_free (self->url);

  G_OBJECT_CLASS (ac_part_parent_class)->finalize (object);
}

static void
ac_part_class_init (AcPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_part_finalize;
  object_class->get_property = ac_part_get_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AC_TYPE_DELIVERY_STATE, AC_DELIVERY_WAITING, flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_part_init (AcPart *self)
{
}

AcPart *
ac_part_new (const char *text, AcDeliveryState state, const char *url)
{
  AcPart *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (AC_TYPE_PART, NULL);
  self->text = g_strdup (text);
  self->state = state;
  self->url = g_strdup (url);
  return self;
}

AcPart *
ac_part_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  int state = AC_DELIVERY_WAITING;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, part_fields, error)) ||
      !ac_noun_read_enum (object, "state", AC_TYPE_DELIVERY_STATE, &state, error))
    return NULL;

  return ac_part_new (ac_json_get_string (object, "text"), state,
                      ac_json_get_string (object, "url"));
}

JsonNode *
ac_part_to_json (AcPart *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_PART (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "text", self->text);
  ac_noun_write_enum (object, "state", AC_TYPE_DELIVERY_STATE, self->state);
  ac_json_set_string (object, "url", self->url);
  return ac_noun_close (object);
}

void
ac_part_update (AcPart *self, AcPart *other)
{
  g_return_if_fail (AC_IS_PART (self));
  g_return_if_fail (AC_IS_PART (other));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->text, other->text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  if (g_set_str (&self->url, other->url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
  if (self->state != other->state)
    {
      self->state = other->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ac_part_get_text (AcPart *self)
{
  g_return_val_if_fail (AC_IS_PART (self), NULL);

  return self->text;
}

AcDeliveryState
ac_part_get_state (AcPart *self)
{
  g_return_val_if_fail (AC_IS_PART (self), AC_DELIVERY_WAITING);

  return self->state;
}

const char *
ac_part_get_url (AcPart *self)
{
  g_return_val_if_fail (AC_IS_PART (self), NULL);

  return self->url;
}
