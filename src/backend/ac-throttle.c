/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-throttle.h"

#define N_CELLS (1u << 18)

struct _AcThrottle
{
  GObject parent_instance;
  gint64 interval; /* µs between two */
  gint64 period;
  gint64 *cells; /* when what was counted is used up */
  guint8 key[crypto_shorthash_KEYBYTES];
};

G_DEFINE_FINAL_TYPE (AcThrottle, ac_throttle, G_TYPE_OBJECT)

static void
ac_throttle_finalize (GObject *object)
{
  g_free (AC_THROTTLE (object)->cells);

  G_OBJECT_CLASS (ac_throttle_parent_class)->finalize (object);
}

static void
ac_throttle_class_init (AcThrottleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_throttle_finalize;
}

static void
ac_throttle_init (AcThrottle *self)
{
  self->cells = g_new0 (gint64, N_CELLS);
  crypto_shorthash_keygen (self->key);
}

AcThrottle *
ac_throttle_new (guint limit, guint period_seconds)
{
  AcThrottle *self = g_object_new (AC_TYPE_THROTTLE, NULL);

  self->period = period_seconds * G_USEC_PER_SEC;
  self->interval = self->period / MAX (limit, 1);
  return self;
}

static gint64 *
find_cell (AcThrottle *self, const char *name)
{
  guint64 hash = 0;

  G_STATIC_ASSERT (sizeof hash == crypto_shorthash_BYTES);
  crypto_shorthash ((guint8 *) &hash, (const guint8 *) name, strlen (name), self->key);
  return &self->cells[hash % N_CELLS];
}

gint64
ac_throttle_take (AcThrottle *self, const char *name, gint64 now)
{
  gint64 *cell = find_cell (self, name);
  const gint64 used_up = MAX (*cell, now) + self->interval;

  if (used_up - now > self->period)
    return used_up - now - self->period;

  *cell = used_up;
  return 0;
}
