/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-bounds.h"

#include "ac-json.h"
#include "ac-noun-private.h"

#define MEMBER "picture_limits"

gboolean
ac_picture_limits_equal (const AcPictureLimits *self, const AcPictureLimits *other)
{
  return self->max_size == other->max_size && self->max_pixels == other->max_pixels &&
         self->max_video_size == other->max_video_size;
}

gboolean
ac_picture_limits_read (AcPictureLimits *self, JsonObject *account, GError **error)
{
  static const AcJsonField fields[] = {
    { "max_size", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
    { "max_pixels", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
    { "max_video_size", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
    { NULL },
  };
  JsonObject *limits = ac_json_get_object (account, MEMBER);

  return limits == NULL ||
         (ac_json_check (limits, fields, AC_JSON_CLOSED, error) &&
          ac_noun_read_uint (limits, "max_size", &self->max_size, error) &&
          ac_noun_read_uint (limits, "max_pixels", &self->max_pixels, error) &&
          ac_noun_read_uint (limits, "max_video_size", &self->max_video_size, error));
}

static void
write_limit (JsonObject *to, const char *name, guint limit)
{
  if (limit > 0)
    json_object_set_int_member (to, name, limit);
}

void
ac_picture_limits_write (const AcPictureLimits *self, JsonObject *account)
{
  g_autoptr(JsonObject) to = json_object_new ();

  write_limit (to, "max_size", self->max_size);
  write_limit (to, "max_pixels", self->max_pixels);
  write_limit (to, "max_video_size", self->max_video_size);
  if (json_object_get_size (to) > 0)
    json_object_set_object_member (account, MEMBER, g_steal_pointer (&to));
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
