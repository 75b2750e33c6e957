/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-kinds.h"

#include <string.h>

/* TIFF 6.0; GIF89a; the WebP container; brands of ISO/IEC 23008-12 and of AVIF. */
static const struct
{
  gsize place;
  const char *magic;
  const char *mime;
} kinds[] = {
  { 0, "GIF8", "image/gif" },      { 0, "II*", "image/tiff" },      { 0, "MM", "image/tiff" },
  { 8, "WEBP", "image/webp" },     { 4, "ftyphei", "image/heic" },  { 4, "ftyphev", "image/heic" },
  { 4, "ftypmif1", "image/heif" }, { 4, "ftypmsf1", "image/heif" }, { 4, "ftypavi", "image/avif" },
};

static const char *const mimes[] = {
  "image/png",  "image/jpeg", "image/heic", "image/heif", "image/avif",
  "image/webp", "image/gif",  "image/tiff", NULL,
};

const char *
ac_picture_kinds_find (GBytes *file)
{
  gsize size = 0;
  const guint8 *data = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  data = g_bytes_get_data (file, &size);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i].magic);

      if (size >= kinds[i].place + length &&
          memcmp (data + kinds[i].place, kinds[i].magic, length) == 0)
        return kinds[i].mime;
    }
  return NULL;
}

const char *const *
ac_picture_kinds_list (void)
{
  return mimes;
}
