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
  GBytes *profile; /* (nullable): of its colours (ICC.1) */
  guint turn;      /* as Exif has it, 1 to 8 */
  gboolean of_several;
} AcRaster;

void ac_raster_clear (AcRaster *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcRaster, ac_raster_clear)

/* What there is to see in a file. Fewer pixels may do, where that is quicker, but never less than
 * four for each of enough; 0: all of them. */
AcDecoderExit ac_raster_read (GBytes *file, guint enough, AcRaster *raster);

/* Unless it is for other pixels than ours. */
void ac_raster_set_profile (AcRaster *self, const guint8 *data, gsize size);

/* AC_DECODER_TOO_LARGE. */
AcDecoderExit ac_raster_check_size (guint64 width, guint64 height);

G_END_DECLS
