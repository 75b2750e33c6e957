/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-png.h"

#include <png.h>

static AcDecoderExit
read_pixels (png_image *image, AcRaster *raster)
{
  gboolean alpha = (image->format & PNG_FORMAT_FLAG_ALPHA) != 0;
  AcDecoderExit exit = ac_raster_check_size (image->width, image->height);

  if (exit != AC_DECODER_GOOD)
    return exit;
  image->format = alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  raster->pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, image->width, image->height);
  if (raster->pixbuf == NULL)
    return AC_DECODER_TOO_LARGE;
  return png_image_finish_read (image, NULL, gdk_pixbuf_get_pixels (raster->pixbuf),
                                gdk_pixbuf_get_rowstride (raster->pixbuf), NULL)
             ? AC_DECODER_GOOD
             : AC_DECODER_NOT_A_PICTURE;
}

AcDecoderExit
ac_png_read (GBytes *file, AcRaster *raster)
{
  png_image image = { .version = PNG_IMAGE_VERSION };
  AcDecoderExit exit = AC_DECODER_NOT_A_PICTURE;

  if (png_image_begin_read_from_memory (&image, g_bytes_get_data (file, NULL),
                                        g_bytes_get_size (file)))
    exit = read_pixels (&image, raster);
  png_image_free (&image);
  return exit;
}

GBytes *
ac_png_write (GdkPixbuf *pixbuf)
{
  png_image image = {
    .version = PNG_IMAGE_VERSION,
    .width = gdk_pixbuf_get_width (pixbuf),
    .height = gdk_pixbuf_get_height (pixbuf),
    .format = gdk_pixbuf_get_has_alpha (pixbuf) ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB,
  };
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX (image);
  g_autofree guint8 *data = g_malloc (size);
  gboolean written =
      png_image_write_to_memory (&image, data, &size, FALSE, gdk_pixbuf_get_pixels (pixbuf),
                                 gdk_pixbuf_get_rowstride (pixbuf), NULL);

  png_image_free (&image);
  return written ? g_bytes_new_take (g_realloc (g_steal_pointer (&data), size), size) : NULL;
}
