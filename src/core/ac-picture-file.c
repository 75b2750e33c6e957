/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-file.h"

#include <string.h>

#include "ac-exif.h"
#include "ac-video-file.h"

/* ITU-T T.81 table B.1 */
#define SOF0 0xc0 /* baseline */
#define SOF2 0xc2 /* progressive */
#define DHT 0xc4
#define RST0 0xd0
#define RST7 0xd7
#define SOI 0xd8
#define EOI 0xd9
#define SOS 0xda
#define DQT 0xdb
#define DRI 0xdd
#define APP0 0xe0
#define APP1 0xe1
#define APP2 0xe2
#define APP14 0xee
#define APP15 0xef
#define COM 0xfe

#define JFIF_SIZE 14
#define ICC_HEAD 14 /* "ICC_PROFILE", its number and their count */

static const guint8 png_magic[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

/* An Exif block (CIPA DC-008) with one entry: orientation. Where the number stands: */
#define TURN_PLACE 29
static const guint8 turned[] = {
  0xff, APP1, 0x00, 0x22, 'E',  'x',  'i', 'f', 0, 0, 'M',  'M',  0x00, 0x2a, 0, 0, 0, 8,
  0,    0x01, 0x01, 0x12, 0x00, 0x03, 0,   0,   0, 1, 0x00, 0x00, 0,    0,    0, 0, 0, 0,
};
G_STATIC_ASSERT (sizeof turned == 2 + 0x22);

typedef struct
{
  const guint8 *data;
  gsize size;
  gsize at;
  GByteArray *out;
  AcPictureFacts facts;
  guint orientation;
  gboolean shown; /* something of it is there to be seen */
} Reader;

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE, "The picture can't be used: %s", why);
  return FALSE;
}

static gsize
left (Reader *self)
{
  return self->size - self->at;
}

static gboolean
take_size (Reader *self, guint32 width, guint32 height, GError **error)
{
  if (self->facts.width != 0)
    return refuse (error, "it says twice how large it is");
  if (width == 0 || height == 0 || width > AC_PICTURE_MAX_SIDE || height > AC_PICTURE_MAX_SIDE)
    return refuse (error, "it has too many pixels, or none");
  self->facts.width = width;
  self->facts.height = height;
  return TRUE;
}

/* What is needed for the colours (JFIF without its small picture, ICC.1 annex B.4, Adobe), and
 * nothing else. */
static gboolean
is_needed (guint8 marker, const guint8 *body, gsize size)
{
  switch (marker)
    {
    case APP0:
      return size == JFIF_SIZE && memcmp (body, "JFIF", 5) == 0;
    case APP2:
      return size > ICC_HEAD && memcmp (body, "ICC_PROFILE", 12) == 0;
    case APP14:
      return size == 12 && memcmp (body, "Adobe", 5) == 0;
    case DHT:
    case DQT:
    case DRI:
    case SOS:
      return TRUE;
    default:
      return marker >= SOF0 && marker <= SOF2;
    }
}

static gboolean
is_known (guint8 marker)
{
  return is_needed (marker, (const guint8 *) "", 0) || (marker >= APP0 && marker <= APP15) ||
         marker == COM;
}

static gboolean
read_segment (Reader *self, guint8 marker, GError **error)
{
  const guint8 *segment = self->data + self->at;
  guint size = left (self) < 2 ? 0 : ac_exif_read_16 (segment, FALSE);
  const guint8 head[] = { 0xff, marker };

  if (!is_known (marker))
    return refuse (error, "it is of a kind of JPEG that few programs can show");
  if (size < 2 || size > left (self))
    return refuse (error, "it is broken off");
  if (marker >= SOF0 && marker <= SOF2 &&
      (size < 8 || !take_size (self, ac_exif_read_16 (segment + 5, FALSE),
                               ac_exif_read_16 (segment + 3, FALSE), error)))
    return size >= 8 ? FALSE : refuse (error, "it is broken off");
  if (marker == APP1 && size >= 8 && memcmp (segment + 2, "Exif\0", 6) == 0 &&
      self->orientation == 0)
    self->orientation = ac_exif_read_turn (segment + 8, size - 8);

  if (is_needed (marker, segment + 2, size - 2))
    {
      g_byte_array_append (self->out, head, sizeof head);
      g_byte_array_append (self->out, segment, size);
    }
  self->at += size;
  return TRUE;
}

/* Up to the next marker that is none of the coded picture's own (T.81 B.1.1.2). */
static void
read_scan (Reader *self)
{
  gsize begin = self->at;

  while (left (self) >= 2)
    {
      guint8 next = self->data[self->at + 1];

      if (self->data[self->at] == 0xff && next != 0 && next != 0xff &&
          !(next >= RST0 && next <= RST7))
        break;
      self->at++;
    }
  self->shown = self->shown || self->at > begin;
  g_byte_array_append (self->out, self->data + begin, self->at - begin);
}

static gboolean
read_jpeg (Reader *self, GError **error)
{
  const guint8 end[] = { 0xff, EOI };

  self->at = 2;
  g_byte_array_append (self->out, self->data, 2);
  while (left (self) >= 2)
    {
      guint8 marker = self->data[self->at + 1];

      if (self->data[self->at] != 0xff)
        return refuse (error, "it is damaged");
      /* Any number of 0xff may stand before a marker. */
      self->at += marker == 0xff ? 1 : 2;
      if (marker == 0xff)
        continue;
      if (marker == EOI)
        {
          g_byte_array_append (self->out, end, sizeof end);
          return self->shown || refuse (error, "there is nothing in it");
        }
      if (marker == SOS && self->facts.width == 0)
        return refuse (error, "it doesn't say how large it is");
      if (!read_segment (self, marker, error))
        return FALSE;
      if (marker == SOS)
        read_scan (self);
    }
  return refuse (error, "it is broken off");
}

/* Exif comes first of all (CIPA DC-008 §4.5.5). */
static void
turn (Reader *self)
{
  guint8 exif[sizeof turned];
  guint width = self->facts.width;

  if (self->orientation <= 1)
    return;
  memcpy (exif, turned, sizeof turned);
  exif[TURN_PLACE] = self->orientation;
  g_byte_array_append (self->out, exif, sizeof exif);
  memmove (self->out->data + 2 + sizeof exif, self->out->data + 2,
           self->out->len - 2 - sizeof exif);
  memcpy (self->out->data + 2, exif, sizeof exif);
  if (self->orientation < 5)
    return;
  self->facts.width = self->facts.height;
  self->facts.height = width;
}

/* Of the chunks that may be left out (PNG, third edition, §11.3) those that change how it looks. */
static gboolean
is_needed_chunk (const guint8 *name)
{
  static const char *const names[] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA",
                                       "iCCP", "sBIT", "sRGB", "cICP", "pHYs", "bKGD" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (memcmp (name, names[i], 4) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_chunk (Reader *self, gboolean *ended, GError **error)
{
  const guint8 *chunk = self->data + self->at;
  gsize size = left (self) < 12 ? 0 : ac_exif_read_32 (chunk, FALSE);
  const guint8 *name = chunk + 4;
  gboolean first = self->at == sizeof png_magic;

  if (left (self) < 12 || size > left (self) - 12)
    return refuse (error, "it is broken off");
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isalpha (name[i]))
      return refuse (error, "it is damaged");
  if (first != (memcmp (name, "IHDR", 4) == 0) || (first && size != 13))
    return refuse (error, "it doesn't say how large it is");
  if (first && !take_size (self, ac_exif_read_32 (chunk + 8, FALSE),
                           ac_exif_read_32 (chunk + 12, FALSE), error))
    return FALSE;
  if (g_ascii_isupper (name[0]) && !is_needed_chunk (name))
    return refuse (error, "it is of a kind of PNG that few programs can show");

  self->facts.of_several = self->facts.of_several || memcmp (name, "acTL", 4) == 0;
  if (is_needed_chunk (name))
    g_byte_array_append (self->out, chunk, size + 12);
  self->shown = self->shown || (memcmp (name, "IDAT", 4) == 0 && size > 0);
  *ended = memcmp (name, "IEND", 4) == 0;
  self->at += size + 12;
  return TRUE;
}

static gboolean
read_png (Reader *self, GError **error)
{
  gboolean ended = FALSE;

  self->at = sizeof png_magic;
  g_byte_array_append (self->out, png_magic, sizeof png_magic);
  while (!ended)
    if (!read_chunk (self, &ended, error))
      return FALSE;
  return self->shown || refuse (error, "there is nothing in it");
}

static GBytes *
clean_video (GBytes *bytes, AcPictureFacts *facts, GError **error)
{
  AcVideoFacts video = { 0 };
  GBytes *clean = ac_video_file_clean (bytes, &video, error);

  if (clean != NULL)
    *facts = (AcPictureFacts) { AC_PICTURE_MP4, video.width, video.height, video.ms };
  return clean;
}

GBytes *
ac_picture_file_clean (GBytes *bytes, AcPictureFacts *facts, GError **error)
{
  g_autoptr(GByteArray) out = NULL;
  Reader reader = { 0 };

  g_return_val_if_fail (bytes != NULL && facts != NULL, NULL);

  if (ac_video_file_looks_like_one (bytes))
    return clean_video (bytes, facts, error);

  out = g_byte_array_sized_new (g_bytes_get_size (bytes));
  reader.data = g_bytes_get_data (bytes, &reader.size);
  reader.out = out;
  if (reader.size > 3 && memcmp (reader.data, "\xff\xd8\xff", 3) == 0)
    {
      reader.facts.type = AC_PICTURE_JPEG;
      if (!read_jpeg (&reader, error))
        return NULL;
      turn (&reader);
    }
  else if (reader.size > sizeof png_magic && memcmp (reader.data, png_magic, sizeof png_magic) == 0)
    {
      reader.facts.type = AC_PICTURE_PNG;
      if (!read_png (&reader, error))
        return NULL;
    }
  else
    return refuse (error, "it is neither JPEG, PNG nor MP4"), NULL;

  *facts = reader.facts;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static const struct
{
  AcPictureType type;
  const char *mime;
  const char *file_name;
} types[] = {
  { AC_PICTURE_JPEG, "image/jpeg", "picture.jpg" },
  { AC_PICTURE_PNG, "image/png", "picture.png" },
  { AC_PICTURE_MP4, "video/mp4", "video.mp4" },
};

static guint
find_type (AcPictureType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return i;
  g_return_val_if_reached (0);
}

const char *
ac_picture_type_to_mime (AcPictureType type)
{
  return types[find_type (type)].mime;
}

const char *
ac_picture_type_get_file_name (AcPictureType type)
{
  return types[find_type (type)].file_name;
}

gboolean
ac_picture_type_from_mime (const char *mime, AcPictureType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (mime, types[i].mime) == 0)
      {
        *type = types[i].type;
        return TRUE;
      }
  return FALSE;
}
