/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-png.h"

#include <setjmp.h>
#include <string.h>

#include <png.h>

#include "ac-profile.h"

typedef struct
{
  png_structp png;
  png_infop info;
  const guint8 *data;
  gsize size;
  gsize at;
  AcRaster *raster;
} Reader;

typedef struct
{
  png_structp png;
  png_infop info;
  GdkPixbuf *pixbuf;
  GBytes *profile;
  GByteArray *out;
} Writer;

/* libpng's errors come back by a jump. */
static void
fail (png_structp png, const char *words)
{
  png_longjmp (png, 1);
}

static void
ignore (png_structp png, const char *words)
{
}

static void
read_bytes (png_structp png, guint8 *to, gsize size)
{
  Reader *self = png_get_io_ptr (png);

  if (size > self->size - self->at)
    png_error (png, "It is broken off");
  memcpy (to, self->data + self->at, size);
  self->at += size;
}

static void
find_profile (Reader *self)
{
  char *name = NULL;
  int compression = 0;
  guint8 *data = NULL;
  guint32 size = 0;

  if (png_get_iCCP (self->png, self->info, &name, &compression, &data, &size) != 0)
    self->raster->profile = ac_profile_read (data, size);
}

/* To eight bits of red, green and blue each, with alpha where there is something of it. Without a
 * profile they become sRGB's. */
static void
set_up_pixels (Reader *self)
{
  png_set_expand (self->png);
  png_set_scale_16 (self->png);
  png_set_gray_to_rgb (self->png);
  if (self->raster->profile == NULL)
    png_set_alpha_mode (self->png, PNG_ALPHA_PNG, PNG_DEFAULT_sRGB);
}

static void
read_rows (Reader *self, guint passes)
{
  GdkPixbuf *pixbuf = self->raster->pixbuf;
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize stride = gdk_pixbuf_get_rowstride (pixbuf);
  gsize height = gdk_pixbuf_get_height (pixbuf);

  for (guint pass = 0; pass < passes; pass++)
    for (gsize y = 0; y < height; y++)
      png_read_row (self->png, pixels + y * stride, NULL);
}

static AcDecoderExit
read_all (Reader *self)
{
  AcDecoderExit exit = AC_DECODER_GOOD;
  guint width = 0;
  guint height = 0;
  guint passes = 0;
  gboolean alpha = FALSE;

  if (setjmp (png_jmpbuf (self->png)))
    return AC_DECODER_NOT_A_PICTURE;

  png_set_read_fn (self->png, self, read_bytes);
  png_set_benign_errors (self->png, TRUE);
  png_read_info (self->png, self->info);
  width = png_get_image_width (self->png, self->info);
  height = png_get_image_height (self->png, self->info);
  exit = ac_raster_check_size (width, height);
  if (exit != AC_DECODER_GOOD)
    return exit;

  find_profile (self);
  set_up_pixels (self);
  passes = png_set_interlace_handling (self->png);
  png_read_update_info (self->png, self->info);
  alpha = (png_get_color_type (self->png, self->info) & PNG_COLOR_MASK_ALPHA) != 0;
  self->raster->pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);
  if (self->raster->pixbuf == NULL)
    return AC_DECODER_TOO_LARGE;
  read_rows (self, passes);
  return AC_DECODER_GOOD;
}

AcDecoderExit
ac_png_read (GBytes *file, AcRaster *raster)
{
  Reader reader = { .raster = raster };
  AcDecoderExit exit = AC_DECODER_NOT_A_PICTURE;

  reader.data = g_bytes_get_data (file, &reader.size);
  reader.png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, fail, ignore);
  if (reader.png != NULL && (reader.info = png_create_info_struct (reader.png)))
    exit = read_all (&reader);
  png_destroy_read_struct (&reader.png, &reader.info, NULL);
  return exit;
}

static void
write_bytes (png_structp png, guint8 *data, gsize size)
{
  g_byte_array_append (png_get_io_ptr (png), data, size);
}

static void
flush (png_structp png)
{
}

static void
set_colours (Writer *self)
{
  if (self->profile == NULL)
    png_set_sRGB (self->png, self->info, PNG_sRGB_INTENT_PERCEPTUAL);
  else
    png_set_iCCP (self->png, self->info, "ICC profile", PNG_COMPRESSION_TYPE_BASE,
                  g_bytes_get_data (self->profile, NULL), g_bytes_get_size (self->profile));
}

static gboolean
write_all (Writer *self)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (self->pixbuf);
  gsize stride = gdk_pixbuf_get_rowstride (self->pixbuf);
  gsize height = gdk_pixbuf_get_height (self->pixbuf);

  if (setjmp (png_jmpbuf (self->png)))
    return FALSE;

  png_set_write_fn (self->png, self->out, write_bytes, flush);
  png_set_benign_errors (self->png, TRUE);
  png_set_IHDR (self->png, self->info, gdk_pixbuf_get_width (self->pixbuf), height, 8,
                gdk_pixbuf_get_has_alpha (self->pixbuf) ? PNG_COLOR_TYPE_RGB_ALPHA
                                                        : PNG_COLOR_TYPE_RGB,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  set_colours (self);
  png_write_info (self->png, self->info);
  for (gsize y = 0; y < height; y++)
    png_write_row (self->png, pixels + y * stride);
  png_write_end (self->png, NULL);
  return TRUE;
}

GBytes *
ac_png_write (GdkPixbuf *pixbuf, GBytes *profile)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  Writer writer = { .pixbuf = pixbuf, .profile = profile, .out = out };
  gboolean written = FALSE;

  writer.png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, fail, ignore);
  if (writer.png != NULL && (writer.info = png_create_info_struct (writer.png)))
    written = write_all (&writer);
  png_destroy_write_struct (&writer.png, &writer.info);
  return written ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}
