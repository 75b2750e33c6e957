/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-pane.h"

typedef struct
{
  AcClient *client;
  AcChoice *choice;
} AcPanePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AcPane, ac_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_CHOICE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
ac_pane_dispose (GObject *object)
{
  AcPanePrivate *priv = ac_pane_get_instance_private (AC_PANE (object));

  g_clear_object (&priv->client);
  g_clear_object (&priv->choice);

  G_OBJECT_CLASS (ac_pane_parent_class)->dispose (object);
}

static void
ac_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, ac_pane_get_client (AC_PANE (object)));
      break;
    case PROP_CHOICE:
      g_value_set_object (value, ac_pane_get_choice (AC_PANE (object)));
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
    case PROP_CHOICE:
      priv->choice = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_pane_class_init (AcPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_pane_dispose;
  object_class->get_property = ac_pane_get_property;
  object_class->set_property = ac_pane_set_property;

  properties[PROP_CLIENT] =
      g_param_spec_object ("client", NULL, NULL, AC_TYPE_CLIENT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHOICE] =
      g_param_spec_object ("choice", NULL, NULL, AC_TYPE_CHOICE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
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

AcChoice *
ac_pane_get_choice (AcPane *self)
{
  AcPanePrivate *priv = ac_pane_get_instance_private (self);

  g_return_val_if_fail (AC_IS_PANE (self), NULL);

  return priv->choice;
}

gboolean
ac_pane_get_offline (AcPane *self)
{
  AcClient *client = ac_pane_get_client (self);

  return client != NULL && ac_client_get_state (client) == AC_CLIENT_OFFLINE;
}
