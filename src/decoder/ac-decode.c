/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-decode.h"

#include <string.h>

#include "ac-exif.h"
#include "ac-jpeg.h"
#include "ac-picture-kinds.h"
#include "ac-png.h"
#include "ac-profile.h"

#define STRIDE 65536
#define RIFF_HEAD 12
#define CHUNK_HEAD 8

typedef struct
{
  GdkPixbufLoader *loader;
  gboolean too_large;
} Loading;

static void
size_prepared_cb (Loading *loading, int width, int height)
{
  loading->too_large = ac_raster_check_size (width, height) == AC_DECODER_TOO_LARGE;
  /* Nobody makes room for what is not wanted. */
  if (loading->too_large)
    gdk_pixbuf_loader_set_size (loading->loader, 1, 1);
}

/* Whatever comes of it, the loader is closed. */
static gboolean
feed (Loading *loading, GBytes *file)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (file, &size);
  gboolean good = TRUE;

  for (gsize at = 0; good && !loading->too_large && at < size; at += STRIDE)
    good = gdk_pixbuf_loader_write (loading->loader, data + at, MIN (STRIDE, size - at), NULL);
  return gdk_pixbuf_loader_close (loading->loader, NULL) && good;
}

/* Of a WebP (RFC 9649 §2.7.1.5), whose loader doesn't tell. */
static guint
find_turn (GBytes *file)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (file, &size);
  gsize at = RIFF_HEAD;

  while (size >= at + CHUNK_HEAD)
    {
      gsize length = ac_exif_read_32 (data + at + 4, TRUE);

      if (length > size - at - CHUNK_HEAD)
        return 1;
      if (memcmp (data + at, "EXIF", 4) == 0)
        return ac_exif_read_turn (data + at + CHUNK_HEAD, length);
      at += CHUNK_HEAD + length + length % 2;
    }
  return 1;
}

static guint
read_turn (GdkPixbuf *pixbuf, GBytes *file, const char *mime)
{
  const char *turn = gdk_pixbuf_get_option (pixbuf, "orientation");
  guint64 value = turn != NULL ? g_ascii_strtoull (turn, NULL, 10) : 1;

  if (turn == NULL && g_str_equal (mime, "image/webp"))
    return find_turn (file);
  return value >= 1 && value <= 8 ? value : 1;
}

/* As loaders for gdk-pixbuf tell it. */
static void
read_profile (GdkPixbuf *pixbuf, AcRaster *raster)
{
  const char *encoded = gdk_pixbuf_get_option (pixbuf, "icc-profile");
  g_autofree guint8 *data = NULL;
  gsize size = 0;

  if (encoded == NULL)
    return;
  data = g_base64_decode (encoded, &size);
  raster->profile = ac_profile_read (data, size);
}

/* By the loader that the system has for it, if any. */
static AcDecoderExit
read_other (GBytes *file, AcRaster *raster)
{
  const char *mime = ac_picture_kinds_find (file);
  g_autoptr(GdkPixbufLoader) loader =
                mime != NULL ? gdk_pixbuf_loader_new_with_mime_type (mime, NULL) : NULL;
  Loading loading = { loader, FALSE };
  GdkPixbufAnimation *all = NULL;
  GdkPixbuf *first = NULL;
  gboolean good = FALSE;

  if (loader == NULL)
    return AC_DECODER_NOT_A_PICTURE;

  g_signal_connect_swapped (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &loading);
  good = feed (&loading, file);
  if (loading.too_large)
    return AC_DECODER_TOO_LARGE;
  if (!good || (first = gdk_pixbuf_loader_get_pixbuf (loader)) == NULL)
    return AC_DECODER_NOT_A_PICTURE;

  all = gdk_pixbuf_loader_get_animation (loader);
  raster->of_several = all != NULL && !gdk_pixbuf_animation_is_static_image (all);
  raster->pixbuf = g_object_ref (first);
  raster->turn = read_turn (first, file, mime);
  read_profile (first, raster);
  return ac_raster_check_size (gdk_pixbuf_get_width (first), gdk_pixbuf_get_height (first));
}

AcDecoderExit
ac_decode (GBytes *file, guint enough, AcRaster *raster)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (file, &size);

  g_return_val_if_fail (raster != NULL && raster->pixbuf == NULL, AC_DECODER_NOT_A_PICTURE);

  raster->turn = 1;
  if (size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return ac_jpeg_read (file, enough, raster);
  if (size > 4 && memcmp (data, "\x89PNG", 4) == 0)
    return ac_png_read (file, raster);
  return read_other (file, raster);
}
