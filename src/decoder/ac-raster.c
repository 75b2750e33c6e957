/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-raster.h"

void
ac_raster_clear (AcRaster *self)
{
  g_clear_object (&self->pixbuf);
  g_clear_pointer (&self->profile, g_bytes_unref);
}

AcDecoderExit
ac_raster_check_size (guint64 width, guint64 height)
{
  if (width == 0 || height == 0)
    return AC_DECODER_NOT_A_PICTURE;
  return width * height <= AC_DECODER_MAX_PIXELS ? AC_DECODER_GOOD : AC_DECODER_TOO_LARGE;
}
