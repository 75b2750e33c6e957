/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-pane.h"

typedef struct
{
  AcClient *client;
} AcPanePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AcPane, ac_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_OFFLINE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notify_offline (AcPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFLINE]);
}

static void
ac_pane_constructed (GObject *object)
{
  AcPanePrivate *priv = ac_pane_get_instance_private (AC_PANE (object));

  G_OBJECT_CLASS (ac_pane_parent_class)->constructed (object);

  g_signal_connect_object (priv->client, "notify::state", G_CALLBACK (notify_offline), object,
                           G_CONNECT_SWAPPED);
}

static void
ac_pane_dispose (GObject *object)
{
  AcPanePrivate *priv = ac_pane_get_instance_private (AC_PANE (object));

  g_clear_object (&priv->client);

  G_OBJECT_CLASS (ac_pane_parent_class)->dispose (object);
}

static void
ac_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcPane *self = AC_PANE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, ac_pane_get_client (self));
      break;
    case PROP_OFFLINE:
      g_value_set_boolean (value, ac_pane_get_offline (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AcPanePrivate *priv = ac_pane_get_instance_private (AC_PANE (object));

  switch (prop_id)
    {
    case PROP_CLIENT:
      priv->client = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_pane_class_init (AcPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = ac_pane_constructed;
  object_class->dispose = ac_pane_dispose;
  object_class->get_property = ac_pane_get_property;
  object_class->set_property = ac_pane_set_property;

  properties[PROP_CLIENT] =
      g_param_spec_object ("client", NULL, NULL, AC_TYPE_CLIENT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_pane_init (AcPane *self)
{
}

AcClient *
ac_pane_get_client (AcPane *self)
{
  AcPanePrivate *priv = ac_pane_get_instance_private (self);

  g_return_val_if_fail (AC_IS_PANE (self), NULL);

  return priv->client;
}

gboolean
ac_pane_get_offline (AcPane *self)
{
  AcClient *client = ac_pane_get_client (self);

  return client != NULL && ac_client_get_state (client) == AC_CLIENT_OFFLINE;
}
