/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-bounds.h"

gboolean
ac_picture_limits_equal (const AcPictureLimits *self, const AcPictureLimits *other)
{
  return self->max_size == other->max_size && self->max_pixels == other->max_pixels;
}

gboolean
ac_picture_bounds_admit (const AcPictureBounds *self, AcPicture *picture)
{
  guint width = 0;
  guint64 pixels = 0;

  g_return_val_if_fail (self != NULL && AC_IS_PICTURE (picture), FALSE);

  width = ac_picture_get_width (picture);
  pixels = (guint64) width * ac_picture_get_height (picture);
  return ac_picture_is_video (picture) ||
         ((self->types & ac_picture_get_type_of_file (picture)) != 0 &&
          ac_picture_get_size (picture) <= self->max_size &&
          (self->max_width == 0 || width <= self->max_width) &&
          (self->max_pixels == 0 || pixels <= self->max_pixels));
}

char *
ac_picture_bounds_to_slug (const AcPictureBounds *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf ("%s%s %" G_GSIZE_FORMAT " %u %u",
                          ac_picture_type_to_mime (AC_PICTURE_JPEG),
                          self->types & AC_PICTURE_PNG ? ",image/png" : "", self->max_size,
                          self->max_width, self->max_pixels);
}
