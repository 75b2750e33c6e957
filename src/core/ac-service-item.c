/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-service-item.h"

struct _AcServiceItem
{
  GObject parent_instance;

  AcService *service;
};

G_DEFINE_FINAL_TYPE (AcServiceItem, ac_service_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
ac_service_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcServiceItem *self = AC_SERVICE_ITEM (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->service->id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->service->name);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_service_item_finalize (GObject *object)
{
  AcServiceItem *self = AC_SERVICE_ITEM (object);

  ac_service_free (self->service);

  G_OBJECT_CLASS (ac_service_item_parent_class)->finalize (object);
}

static void
ac_service_item_class_init (AcServiceItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_service_item_finalize;
  object_class->get_property = ac_service_item_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_service_item_init (AcServiceItem *self)
{
}

/**
 * ac_service_item_new:
 * @service: (transfer full): of ac_service_from_json()
 *
 * Returns: (transfer full): @service as a line of a list model
 */
AcServiceItem *
ac_service_item_new (AcService *service)
{
  AcServiceItem *self = NULL;

  g_return_val_if_fail (service != NULL, NULL);

  self = g_object_new (AC_TYPE_SERVICE_ITEM, NULL);
  self->service = service;
  return self;
}

/**
 * ac_service_item_get_service:
 *
 * Returns: (transfer none): the service, alive as long as @self
 */
const AcService *
ac_service_item_get_service (AcServiceItem *self)
{
  g_return_val_if_fail (AC_IS_SERVICE_ITEM (self), NULL);

  return self->service;
}

const char *
ac_service_item_get_id (AcServiceItem *self)
{
  g_return_val_if_fail (AC_IS_SERVICE_ITEM (self), NULL);

  return self->service->id;
}

const char *
ac_service_item_get_name (AcServiceItem *self)
{
  g_return_val_if_fail (AC_IS_SERVICE_ITEM (self), NULL);

  return self->service->name;
}
