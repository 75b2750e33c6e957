/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ac-error.h"

G_BEGIN_DECLS

/* JPEG and PNG files as they are laid out, and MP4 (ac-video-file.h); no pixel is ever decoded. */

typedef enum
{
  AC_PICTURE_JPEG = 1 << 0,
  AC_PICTURE_PNG = 1 << 1,
  AC_PICTURE_MP4 = 1 << 2,
} AcPictureType;

typedef struct
{
  AcPictureType type;
  guint width; /* as it is seen: turned already */
  guint height;
  guint ms;            /* of a video; 0: it is none */
  gboolean of_several; /* the first of those in its file */
} AcPictureFacts;

/* The media type (RFC 2046 §4.2). */
const char *ac_picture_type_to_mime (AcPictureType type);
gboolean ac_picture_type_from_mime (const char *mime, AcPictureType *type);
/* What a file of it may be called: "picture.jpg". */
const char *ac_picture_type_get_file_name (AcPictureType type);

/* The same picture without anything that isn't needed to show it: no place, no time, no camera, no
 * name, no second picture. What stays: the colours' profile, and how a JPEG is turned.
 * AC_ERROR_NOT_A_PICTURE for what is none of these files, is broken off, or is larger than
 * AC_PICTURE_MAX_SIDE a side. */
#define AC_PICTURE_MAX_SIDE 16384
GBytes *ac_picture_file_clean (GBytes *bytes,
                               AcPictureFacts *facts,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
