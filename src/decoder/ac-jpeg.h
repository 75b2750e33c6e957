/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-raster.h"

G_BEGIN_DECLS

AcDecoderExit ac_jpeg_read (GBytes *file, guint enough, AcRaster *raster);
/* (nullable): pixbuf has no alpha, profile may be NULL. */
GBytes *ac_jpeg_write (GdkPixbuf *pixbuf, GBytes *profile, guint quality) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
