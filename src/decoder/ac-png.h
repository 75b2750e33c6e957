/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-raster.h"

G_BEGIN_DECLS

AcDecoderExit ac_png_read (GBytes *file, AcRaster *raster);
GBytes *ac_png_write (GdkPixbuf *pixbuf) G_GNUC_WARN_UNUSED_RESULT; /* (nullable) */

G_END_DECLS
