/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-likeness.h"

#define SIDE 8
#define APART 24
#define N (SIDE * SIDE)
/* (0.01 × 255)², (0.03 × 255)² */
#define C1 6.5025
#define C2 58.5225

typedef struct
{
  const guint8 *pixels;
  gsize stride;
  guint channels;
} Plane;

static Plane
open_plane (GdkPixbuf *pixbuf)
{
  return (Plane) { gdk_pixbuf_read_pixels (pixbuf), gdk_pixbuf_get_rowstride (pixbuf),
                   gdk_pixbuf_get_n_channels (pixbuf) };
}

static double
get_brightness (const Plane *plane, gsize x, gsize y)
{
  const guint8 *pixel = plane->pixels + y * plane->stride + x * plane->channels;

  return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
}

static double
compare (const Plane *one, const Plane *other, gsize left, gsize top)
{
  double a = 0, b = 0, aa = 0, bb = 0, ab = 0;

  for (gsize y = top; y < top + SIDE; y++)
    for (gsize x = left; x < left + SIDE; x++)
      {
        double p = get_brightness (one, x, y);
        double q = get_brightness (other, x, y);

        a += p / N;
        b += q / N;
        aa += p * p / N;
        bb += q * q / N;
        ab += p * q / N;
      }
  return (2 * a * b + C1) * (2 * (ab - a * b) + C2) /
         ((a * a + b * b + C1) * (aa - a * a + bb - b * b + C2));
}

double
ac_likeness (GdkPixbuf *one, GdkPixbuf *other)
{
  const Plane planes[] = { open_plane (one), open_plane (other) };
  gsize width = gdk_pixbuf_get_width (one);
  gsize height = gdk_pixbuf_get_height (one);
  double sum = 0;
  guint n = 0;

  g_return_val_if_fail (width == (gsize) gdk_pixbuf_get_width (other), 0);
  g_return_val_if_fail (height == (gsize) gdk_pixbuf_get_height (other), 0);

  for (gsize y = 0; y + SIDE <= height; y += APART)
    for (gsize x = 0; x + SIDE <= width; x += APART, n++)
      sum += compare (&planes[0], &planes[1], x, y);
  return n > 0 ? sum / n : 1;
}
