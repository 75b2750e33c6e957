/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-fit.h"

#include <math.h>

#include "ac-jpeg.h"
#include "ac-likeness.h"
#include "ac-picture-file.h"
#include "ac-png.h"

/* Below the first, fewer pixels look better; above the last nobody sees a difference. What is full
 * of small things needs one of those between. */
static const guint qualities[] = { 85, 90, 93, 95 };
#define BEST_QUALITY 95
#define ALIKE 0.975
/* How much smaller than reckoned, because fewer pixels have more in each. */
#define CAREFUL 0.95
#define MAX_TRIES 12
/* Of what a file may have, which part a profile may: the rest is the picture's. */
#define PROFILE_PART 4

static gboolean
is_seen_through (GdkPixbuf *pixbuf)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride = gdk_pixbuf_get_rowstride (pixbuf);
  guint width = gdk_pixbuf_get_width (pixbuf);

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return FALSE;
  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    for (guint x = 0; x < width; x++)
      if (pixels[y * stride + 4 * x + 3] != 0xff)
        return TRUE;
  return FALSE;
}

static GdkPixbuf *
turn (GdkPixbuf *pixbuf, guint orientation)
{
  g_autofree char *value = g_strdup_printf ("%u", orientation);

  if (orientation <= 1)
    return g_object_ref (pixbuf);
  gdk_pixbuf_remove_option (pixbuf, "orientation");
  gdk_pixbuf_set_option (pixbuf, "orientation", value);
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

/* By how much it is larger than it may be, or than any file of ours; 1: it isn't. */
static double
get_scale (const AcFit *self, AcRaster *raster)
{
  guint width = gdk_pixbuf_get_width (raster->pixbuf);
  guint height = gdk_pixbuf_get_height (raster->pixbuf);
  guint across = raster->turn >= 5 ? height : width;
  double scale = 1;

  if (self->max_width > 0 && across > self->max_width)
    scale = (double) self->max_width / across;
  if (self->max_pixels > 0)
    scale = MIN (scale, sqrt ((double) self->max_pixels / width / height));
  return MIN (scale, (double) AC_PICTURE_MAX_SIDE / MAX (width, height));
}

static GdkPixbuf *
scale_to (AcRaster *raster, double scale)
{
  guint width = MAX (gdk_pixbuf_get_width (raster->pixbuf) * scale, 1);
  guint height = MAX (gdk_pixbuf_get_height (raster->pixbuf) * scale, 1);
  g_autoptr(GdkPixbuf) scaled = scale < 1 ? gdk_pixbuf_scale_simple (raster->pixbuf, width, height,
                                                                     GDK_INTERP_BILINEAR)
                                          : g_object_ref (raster->pixbuf);

  return scaled != NULL ? turn (scaled, raster->turn) : NULL;
}

static guint8
lay_on_white (guint colour, guint alpha)
{
  return (colour * alpha + 255 * (255 - alpha) + 127) / 255;
}

/* On white, as paper is. (nullable) */
static GdkPixbuf *
flatten (GdkPixbuf *pixbuf)
{
  guint width = gdk_pixbuf_get_width (pixbuf);
  guint height = gdk_pixbuf_get_height (pixbuf);
  GdkPixbuf *flat = NULL;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return g_object_ref (pixbuf);
  if (!(flat = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height)))
    return NULL;

  for (gsize y = 0; y < height; y++)
    {
      const guint8 *from = gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf);
      guint8 *to = gdk_pixbuf_get_pixels (flat) + y * gdk_pixbuf_get_rowstride (flat);

      for (gsize x = 0; x < width; x++)
        for (gsize i = 0; i < 3; i++)
          to[3 * x + i] = lay_on_white (from[4 * x + i], from[4 * x + 3]);
    }
  return flat;
}

static gboolean
fits (const AcFit *self, GBytes *file)
{
  return self->max_size == 0 || g_bytes_get_size (file) <= self->max_size;
}

/* Between one that fits, which it takes, and the best. */
static GBytes *
improve (const AcFit *self, GdkPixbuf *pixbuf, GBytes *profile, guint quality, GBytes *good)
{
  guint low = quality;
  guint high = BEST_QUALITY + 1;

  /* Where there is room, the best is right at once. */
  for (guint middle = BEST_QUALITY; high - low > 1; middle = low + (high - low) / 2)
    {
      g_autoptr(GBytes) file = ac_jpeg_write (pixbuf, profile, middle);

      if (file == NULL || !fits (self, file))
        {
          high = middle;
          continue;
        }
      g_bytes_unref (good);
      good = g_steal_pointer (&file);
      low = middle;
    }
  return good;
}

static gboolean
looks_alike (GdkPixbuf *pixbuf, GBytes *file)
{
  g_auto(AcRaster) made = { NULL };

  return ac_jpeg_read (file, 0, &made) == AC_DECODER_GOOD &&
         ac_likeness (pixbuf, made.pixbuf) >= ALIKE;
}

/* Of this quality or better, with as many pixels as that leaves room for; alike says whether it is
 * what it was. */
static GBytes *
make_jpeg_of (const AcFit *self, AcRaster *raster, guint quality, double *scale, gboolean *alike)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autoptr(GdkPixbuf) scaled = scale_to (raster, *scale);
      g_autoptr(GdkPixbuf) flat = scaled != NULL ? flatten (scaled) : NULL;
      g_autoptr(GBytes) file = flat != NULL ? ac_jpeg_write (flat, raster->profile, quality) : NULL;

      if (file == NULL)
        return NULL;
      if (!fits (self, file))
        {
          *scale *= CAREFUL * sqrt ((double) self->max_size / g_bytes_get_size (file));
          continue;
        }
      file = improve (self, flat, raster->profile, quality, g_steal_pointer (&file));
      *alike = looks_alike (flat, file);
      return g_steal_pointer (&file);
    }
  return NULL;
}

static GBytes *
make_jpeg (const AcFit *self, AcRaster *raster)
{
  double scale = get_scale (self, raster);
  g_autoptr(GBytes) best = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      gboolean alike = FALSE;
      GBytes *file = make_jpeg_of (self, raster, qualities[i], &scale, &alike);

      if (file == NULL)
        break;
      g_clear_pointer (&best, g_bytes_unref);
      best = file;
      if (alike)
        break;
    }
  return g_steal_pointer (&best);
}

static GBytes *
make_png (const AcFit *self, AcRaster *raster)
{
  g_autoptr(GdkPixbuf) scaled = scale_to (raster, get_scale (self, raster));
  g_autoptr(GBytes) file = scaled != NULL ? ac_png_write (scaled, raster->profile) : NULL;

  return file != NULL && fits (self, file) ? g_steal_pointer (&file) : NULL;
}

static void
append_number (GByteArray *to, guint32 number)
{
  guint32 wire = GUINT32_TO_BE (number);

  g_byte_array_append (to, (const guint8 *) &wire, sizeof wire);
}

static GBytes *
make_pixels (const AcFit *self, AcRaster *raster)
{
  g_autoptr(GdkPixbuf) scaled = scale_to (raster, get_scale (self, raster));
  g_autoptr(GdkPixbuf) seen = scaled != NULL ? gdk_pixbuf_add_alpha (scaled, FALSE, 0, 0, 0) : NULL;
  g_autoptr(GByteArray) out = g_byte_array_new ();
  guint width = seen != NULL ? gdk_pixbuf_get_width (seen) : 0;
  guint height = seen != NULL ? gdk_pixbuf_get_height (seen) : 0;

  if (seen == NULL)
    return NULL;
  append_number (out, width);
  append_number (out, height);
  for (guint y = 0; y < height; y++)
    g_byte_array_append (
        out, gdk_pixbuf_read_pixels (seen) + (gsize) y * gdk_pixbuf_get_rowstride (seen),
        4 * width);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
ac_fit (const AcFit *self, AcRaster *raster)
{
  GBytes *file = NULL;

  g_return_val_if_fail (self != NULL && raster != NULL && raster->pixbuf != NULL, NULL);

  if (self->max_size > 0 && raster->profile != NULL &&
      g_bytes_get_size (raster->profile) > self->max_size / PROFILE_PART)
    g_clear_pointer (&raster->profile, g_bytes_unref);
  if (self->pixels)
    return make_pixels (self, raster);
  if (self->png && is_seen_through (raster->pixbuf))
    file = make_png (self, raster);
  return file != NULL ? file : make_jpeg (self, raster);
}
