/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-picture.h"

G_BEGIN_DECLS

/* What a picture must be to be taken somewhere; a video always is. */
typedef struct
{
  AcPictureType types;
  gsize max_size;   /* bytes */
  guint max_width;  /* 0: any */
  guint max_pixels; /* 0: any */
} AcPictureBounds;

/* What an account's server tells of its own; 0: nothing. */
typedef struct
{
  guint max_size;
  guint max_pixels;
  guint max_video_size;
} AcPictureLimits;

gboolean ac_picture_limits_equal (const AcPictureLimits *self, const AcPictureLimits *other);
/* As a member of an account's noun, which has none where nothing is told. */
gboolean ac_picture_limits_read (AcPictureLimits *self, JsonObject *account, GError **error);
void ac_picture_limits_write (const AcPictureLimits *self, JsonObject *account);

gboolean ac_picture_bounds_admit (const AcPictureBounds *self, AcPicture *picture);
/* What has to be done for several (nullable, of AcPicture). */
typedef enum
{
  AC_FITTING_AS_IT_IS,
  AC_FITTING_OTHER_TYPE, /* as a JPEG, with all its pixels */
  AC_FITTING_SMALLER,
} AcFitting;

AcFitting ac_picture_bounds_judge (const AcPictureBounds *self, GListModel *pictures);
/* A name for them: "image/jpeg,image/png 2000000 0 0". */
char *ac_picture_bounds_to_slug (const AcPictureBounds *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
