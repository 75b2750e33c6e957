/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-profile.h"

#include <string.h>

#include "ac-exif.h"

#define MAX_SIZE (512 * 1024)

/* ICC.1 §7.2: its size, version, for which pixels it is, and what all of them have; §7.3: tags. */
#define VERSION_PLACE 8
#define SPACE_PLACE 16
#define SIGNATURE_PLACE 36
#define COUNT_PLACE 128
#define TAGS_PLACE 132
#define TAG_SIZE 12

static guint32
read_number (const guint8 *data)
{
  return ac_exif_read_32 (data, FALSE);
}

/* Since the fourth version it ends at a multiple of four. */
static gboolean
has_good_head (const guint8 *data, gsize size)
{
  return size >= TAGS_PLACE && size <= MAX_SIZE && (data[VERSION_PLACE] < 4 || size % 4 == 0) &&
         memcmp (data + SPACE_PLACE, "RGB ", 4) == 0 &&
         memcmp (data + SIGNATURE_PLACE, "acsp", 4) == 0;
}

static gboolean
has_good_tags (const guint8 *data, gsize size)
{
  guint32 count = read_number (data + COUNT_PLACE);

  if (count > (size - TAGS_PLACE) / TAG_SIZE)
    return FALSE;
  for (guint32 i = 0; i < count; i++)
    {
      const guint8 *tag = data + TAGS_PLACE + i * TAG_SIZE;
      guint32 place = read_number (tag + 4);

      if (place > size || read_number (tag + 8) > size - place)
        return FALSE;
    }
  return TRUE;
}

GBytes *
ac_profile_read (const guint8 *data, gsize size)
{
  gsize whole = size >= TAGS_PLACE ? read_number (data) : 0;

  return whole <= size && has_good_head (data, whole) && has_good_tags (data, whole)
             ? g_bytes_new (data, whole)
             : NULL;
}
