/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-transfer.h"

struct _AcTransfer
{
  GObject parent_instance;
  GCancellable *scope;
  guint64 done;
  guint64 total;
  gboolean sent;
};

G_DEFINE_FINAL_TYPE (AcTransfer, ac_transfer, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_DONE,
  PROP_TOTAL,
  PROP_SENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
ac_transfer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcTransfer *self = AC_TRANSFER (object);

  switch (prop_id)
    {
    case PROP_DONE:
      g_value_set_uint64 (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint64 (value, self->total);
      break;
    case PROP_SENT:
      g_value_set_boolean (value, self->sent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_transfer_finalize (GObject *object)
{
  g_object_unref (AC_TRANSFER (object)->scope);

  G_OBJECT_CLASS (ac_transfer_parent_class)->finalize (object);
}

static void
ac_transfer_class_init (AcTransferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ac_transfer_get_property;
  object_class->finalize = ac_transfer_finalize;

  properties[PROP_DONE] = g_param_spec_uint64 ("done", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint64 ("total", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SENT] = g_param_spec_boolean ("sent", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_transfer_init (AcTransfer *self)
{
  self->scope = g_cancellable_new ();
}

AcTransfer *
ac_transfer_new (void)
{
  return g_object_new (AC_TYPE_TRANSFER, NULL);
}

void
ac_transfer_cancel (AcTransfer *self)
{
  g_return_if_fail (AC_IS_TRANSFER (self));

  g_cancellable_cancel (self->scope);
}

guint64
ac_transfer_get_done (AcTransfer *self)
{
  g_return_val_if_fail (AC_IS_TRANSFER (self), 0);

  return self->done;
}

guint64
ac_transfer_get_total (AcTransfer *self)
{
  g_return_val_if_fail (AC_IS_TRANSFER (self), 0);

  return self->total;
}

gboolean
ac_transfer_get_sent (AcTransfer *self)
{
  g_return_val_if_fail (AC_IS_TRANSFER (self), FALSE);

  return self->sent;
}

GCancellable *
ac_transfer_get_scope (AcTransfer *self)
{
  g_return_val_if_fail (AC_IS_TRANSFER (self), NULL);

  return self->scope;
}

void
ac_transfer_set_total (AcTransfer *self, guint64 total)
{
  g_return_if_fail (AC_IS_TRANSFER (self));

  if (self->total == total)
    return;

  self->total = total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
}

void
ac_transfer_add (AcTransfer *self, guint64 bytes)
{
  g_return_if_fail (AC_IS_TRANSFER (self));

  self->done += bytes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

void
ac_transfer_set_sent (AcTransfer *self)
{
  g_return_if_fail (AC_IS_TRANSFER (self));

  if (self->sent)
    return;

  self->sent = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENT]);
}
