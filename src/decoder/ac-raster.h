/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "ac-decoder-protocol.h"

G_BEGIN_DECLS

/* A picture as pixels. */
typedef struct
{
  GdkPixbuf *pixbuf;
  GBytes *profile; /* (nullable): what its colours mean; without one they are sRGB's */
  guint turn;      /* as Exif has it, 1 to 8 */
  gboolean of_several;
} AcRaster;

void ac_raster_clear (AcRaster *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcRaster, ac_raster_clear)

/* AC_DECODER_TOO_LARGE. */
AcDecoderExit ac_raster_check_size (guint64 width, guint64 height);

G_END_DECLS
