/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ac-error.h"

G_BEGIN_DECLS

/* MP4 files (ISO/IEC 14496-12 and -14) with H.264 film and AAC sound, as they are laid out; nothing
 * of either is ever decoded. */

/* The longest that is taken, and the longest side. */
#define AC_VIDEO_MAX_SECONDS 3600
#define AC_VIDEO_MAX_SIDE 16384

typedef struct
{
  guint width; /* as it is seen: turned already */
  guint height;
  guint ms; /* as long as the file says that it is */
} AcVideoFacts;

/* Whether it begins as such files do. */
gboolean ac_video_file_looks_like_one (GBytes *bytes);
/* The same film and sound in as many bytes. All else is overwritten with zeros, so that what stays
 * is still where the file says: the place, times, the camera and its programs, names, other tracks,
 * and whatever lies between the samples. What a camera wrote into the coded film itself stays.
 * AC_ERROR_NOT_A_PICTURE for other kinds of file, film and sound, and for what is broken off. */
GBytes *
ac_video_file_clean (GBytes *bytes, AcVideoFacts *facts, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
