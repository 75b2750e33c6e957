/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-picture-bounds.h"

G_BEGIN_DECLS

/* Pictures are decoded by a program of their own, which can do nothing else (src/decoder). What it
 * gives back is as little trusted as what it got. All of this waits, so it is for threads that may:
 * two programs run at once, and each is ended when it takes too long or cancellable is cancelled.
 *
 * AC_ERROR_NOT_A_PICTURE for what can't be decoded, is broken or takes too long, AC_ERROR_TOO_LARGE
 * for too many bytes or pixels, AC_ERROR_PICTURES_REFUSED for what can't be made to fit,
 * AC_ERROR_CANCELLED, AC_ERROR_TIMED_OUT when others don't end, AC_ERROR_FAILED where the program
 * can't be started. */

/* A JPEG or PNG within bounds, clean. */
GBytes *ac_decoder_fit (GBytes *file,
                        const AcPictureBounds *bounds,
                        AcPictureFacts *facts,
                        GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What is kept of a file that somebody gave: as ac_picture_file_clean(), and any other picture as a
 * JPEG or PNG. */
GBytes *ac_decoder_take (GBytes *file,
                         AcPictureFacts *facts,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Its pixels (red, green, blue, alpha), of which there are at most so many. */
GBytes *ac_decoder_shrink (GBytes *file,
                           guint max_pixels,
                           guint *width,
                           guint *height,
                           GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
