/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a picture is to be turned (CIPA DC-008, 1 to 8), as a TIFF block says; 1 when nothing is said
 * that makes sense: that is how everybody else reads it. */
guint ac_exif_read_turn (const guint8 *tiff, gsize size);

/* Numbers as they stand in a file. */
guint ac_exif_read_16 (const guint8 *data, gboolean little);
guint32 ac_exif_read_32 (const guint8 *data, gboolean little);

G_END_DECLS
