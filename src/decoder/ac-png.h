/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-raster.h"

G_BEGIN_DECLS

AcDecoderExit ac_png_read (GBytes *file, AcRaster *raster);
/* (nullable): profile may be NULL. */
GBytes *ac_png_write (GdkPixbuf *pixbuf, GBytes *profile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
