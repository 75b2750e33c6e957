/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-raster.h"

G_BEGIN_DECLS

/* What may come out; 0: any. */
typedef struct
{
  gboolean png; /* where one can see through it */
  gboolean pixels;
  gsize max_size;
  guint max_width;
  guint max_pixels;
} AcFit;

/* (nullable): nothing fits. The best quality of JPEG that fits, or else fewer pixels. */
GBytes *ac_fit (const AcFit *self, AcRaster *raster) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
