/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-backfill.h"
#include "ac-noun-private.h"

struct _AcBackfill
{
  GObject parent_instance;
  guint shared;
  gint64 last_at;
};

G_DEFINE_FINAL_TYPE (AcBackfill, ac_backfill, G_TYPE_OBJECT)

static const AcJsonField backfill_fields[] = {
  { "shared", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "last_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_backfill_class_init (AcBackfillClass *klass)
{
}

static void
ac_backfill_init (AcBackfill *self)
{
}

AcBackfill *
ac_backfill_new (guint shared, gint64 last_at)
{
  AcBackfill *self = g_object_new (AC_TYPE_BACKFILL, NULL);

  self->shared = shared;
  self->last_at = last_at;
  return self;
}

AcBackfill *
ac_backfill_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  guint shared = 0;
  gint64 last_at = 0;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, backfill_fields, error)) ||
      !ac_noun_read_uint (object, "shared", &shared, error) ||
      !ac_noun_read_time (object, "last_at", &last_at, error))
    return NULL;

  return ac_backfill_new (shared, last_at);
}

JsonNode *
ac_backfill_to_json (AcBackfill *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_BACKFILL (self), NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "shared", self->shared);
  ac_json_set_time (object, "last_at", self->last_at);
  return ac_noun_close (object);
}

guint
ac_backfill_get_shared (AcBackfill *self)
{
  g_return_val_if_fail (AC_IS_BACKFILL (self), 0);

  return self->shared;
}

gint64
ac_backfill_get_last_at (AcBackfill *self)
{
  g_return_val_if_fail (AC_IS_BACKFILL (self), 0);

  return self->last_at;
}
