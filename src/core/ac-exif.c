/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-exif.h"

#include <string.h>

#define ORIENTATION 0x0112

guint
ac_exif_read_16 (const guint8 *data, gboolean little)
{
  return little ? data[0] | data[1] << 8 : data[0] << 8 | data[1];
}

guint32
ac_exif_read_32 (const guint8 *data, gboolean little)
{
  return little ? ac_exif_read_16 (data, TRUE) | (guint32) ac_exif_read_16 (data + 2, TRUE) << 16
                : (guint32) ac_exif_read_16 (data, FALSE) << 16 | ac_exif_read_16 (data + 2, FALSE);
}

guint
ac_exif_read_turn (const guint8 *tiff, gsize size)
{
  gboolean little = FALSE;
  guint32 directory = 0;
  guint n = 0;

  if (size < 8 || (memcmp (tiff, "II*\0", 4) != 0 && memcmp (tiff, "MM\0*", 4) != 0))
    return 1;
  little = tiff[0] == 'I';
  directory = ac_exif_read_32 (tiff + 4, little);
  if (directory > size || size - directory < 2)
    return 1;

  n = ac_exif_read_16 (tiff + directory, little);
  for (guint i = 0; i < n && size - directory >= 2 + (gsize) 12 * (i + 1); i++)
    {
      const guint8 *entry = tiff + directory + 2 + (gsize) 12 * i;
      guint value = ac_exif_read_16 (entry + 8, little);

      if (ac_exif_read_16 (entry, little) == ORIENTATION)
        return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}
