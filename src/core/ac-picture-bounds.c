/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-bounds.h"

gboolean
ac_picture_limits_equal (const AcPictureLimits *self, const AcPictureLimits *other)
{
  return self->max_size == other->max_size && self->max_pixels == other->max_pixels;
}

static gboolean
is_too_large (const AcPictureBounds *self, AcPicture *picture)
{
  guint width = ac_picture_get_width (picture);
  guint64 pixels = (guint64) width * ac_picture_get_height (picture);

  return ac_picture_get_size (picture) > self->max_size ||
         (self->max_width != 0 && width > self->max_width) ||
         (self->max_pixels != 0 && pixels > self->max_pixels);
}

static AcFitting
judge (const AcPictureBounds *self, AcPicture *picture)
{
  if (ac_picture_is_video (picture))
    return AC_FITTING_AS_IT_IS;
  if (is_too_large (self, picture))
    return AC_FITTING_SMALLER;
  return self->types & ac_picture_get_type_of_file (picture) ? AC_FITTING_AS_IT_IS
                                                             : AC_FITTING_OTHER_TYPE;
}

gboolean
ac_picture_bounds_admit (const AcPictureBounds *self, AcPicture *picture)
{
  g_return_val_if_fail (self != NULL && AC_IS_PICTURE (picture), FALSE);

  return judge (self, picture) == AC_FITTING_AS_IT_IS;
}

AcFitting
ac_picture_bounds_judge (const AcPictureBounds *self, GListModel *pictures)
{
  guint n = pictures != NULL ? g_list_model_get_n_items (pictures) : 0;
  AcFitting fitting = AC_FITTING_AS_IT_IS;

  g_return_val_if_fail (self != NULL, fitting);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      fitting = MAX (fitting, judge (self, picture));
    }
  return fitting;
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
