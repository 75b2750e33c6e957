/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-raster.h"

G_BEGIN_DECLS

/* What there is to see in a file. Fewer pixels may do, where that is quicker, but never less than
 * four for each of enough; 0: all of them. */
AcDecoderExit ac_decode (GBytes *file, guint enough, AcRaster *raster);

G_END_DECLS
