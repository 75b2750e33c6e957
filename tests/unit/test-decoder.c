/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ac-decode.h"
#include "ac-decoder.h"
#include "ac-jpeg.h"
#include "ac-likeness.h"
#include "ac-png.h"

/* The decoder itself, as it is installed. Its pictures are measured here by tests/unit's own eyes
 * and those of src/decoder. */

#define SECRET "52.5200 N 13.4050 E"

static const AcPictureBounds bluesky = { AC_PICTURE_JPEG | AC_PICTURE_PNG, 2000000, 0, 0 };

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_build_filename (PICTURES, name, NULL);
  g_autoptr(GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
see (GBytes *file, AcRaster *raster)
{
  g_assert_cmpint (ac_decode (file, 0, raster), ==, AC_DECODER_GOOD);
}

static gboolean
tells (GBytes *file)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (file, &size);

  return g_strstr_len (data, size, "52.52") != NULL ||
         memmem (data, size, SECRET, strlen (SECRET)) != NULL;
}

typedef struct
{
  const char *name;
  AcPictureType type;
  guint width;
  guint height;
  gboolean of_several;
  guint32 colour; /* of the upper left corner */
} Kind;

static const Kind kinds[] = {
  { "turned.heic", AC_PICTURE_JPEG, 64, 96, FALSE, 0x3584e4 },
  { "turned.avif", AC_PICTURE_JPEG, 64, 96, FALSE, 0x3584e4 },
  { "place.webp", AC_PICTURE_JPEG, 64, 96, FALSE, 0x3584e4 },
  { "clear.webp", AC_PICTURE_PNG, 96, 64, FALSE, 0 },
  { "moving.webp", AC_PICTURE_JPEG, 24, 16, TRUE, 0x3584e4 },
  { "moving.gif", AC_PICTURE_JPEG, 24, 16, TRUE, 0x3584e4 },
  { "scan.tiff", AC_PICTURE_JPEG, 96, 64, FALSE, 0xe01b24 },
};

static void
test_kind (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr(GBytes) file = load (kind->name);
  AcPictureFacts facts = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) kept = ac_decoder_take (file, &facts, NULL, &error);
  g_auto(AcRaster) raster = { NULL };

  g_assert_no_error (error);
  g_assert_cmpint (facts.type, ==, kind->type);
  g_assert_cmpuint (facts.width, ==, kind->width);
  g_assert_cmpuint (facts.height, ==, kind->height);
  g_assert_cmpint (facts.of_several, ==, kind->of_several);
  g_assert_false (tells (kept));

  see (kept, &raster);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (ABS (gdk_pixbuf_read_pixels (raster.pixbuf)[i] -
                          (int) (kind->colour >> (16 - 8 * i) & 0xff)),
                     <, 12);
}

static GdkPixbuf *
make_grain (guint width, guint height, GRand *rand)
{
  GdkPixbuf *grain = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < 3 * width; x++)
      gdk_pixbuf_get_pixels (grain)[y * gdk_pixbuf_get_rowstride (grain) + x] =
          g_rand_int_range (rand, 0, 256);
  return grain;
}

/* As cameras see: large things strong, small ones weak, and grain; some edges. */
static GdkPixbuf *
make_photo (guint width, guint height)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autoptr(GdkPixbuf) first = make_grain (4, 3, rand);
  GdkPixbuf *photo = gdk_pixbuf_scale_simple (first, width, height, GDK_INTERP_BILINEAR);

  for (guint across = 16, strength = 100; across <= 1024; across *= 4, strength = strength * 2 / 5)
    {
      g_autoptr(GdkPixbuf) grain = make_grain (across, across * 3 / 4, rand);

      gdk_pixbuf_composite (grain, photo, 0, 0, width, height, 0, 0, (double) width / across,
                            (double) height / (across * 3 / 4), GDK_INTERP_BILINEAR, strength);
    }
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (
          photo, g_rand_int_range (rand, 0, width * 9 / 10),
          g_rand_int_range (rand, 0, height * 9 / 10), width / 12, height / 14);

      gdk_pixbuf_fill (part, g_rand_int (rand) | 0xff);
    }
  return photo;
}

/* Sensors' grain, of each pixel. */
static void
add_noise (GdkPixbuf *photo, guint strength)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(GdkPixbuf) grain = make_grain (1000, 1000, rand);
  guint width = gdk_pixbuf_get_width (photo);
  guint height = gdk_pixbuf_get_height (photo);

  for (guint y = 0; y < height; y += 1000)
    for (guint x = 0; x < width; x += 1000)
      gdk_pixbuf_composite (grain, photo, x, y, 1000, 1000, x, y, 1, 1, GDK_INTERP_NEAREST,
                            strength);
}

static double
measure_likeness (GdkPixbuf *whole, GBytes *made)
{
  g_auto(AcRaster) raster = { NULL };
  g_autoptr(GdkPixbuf) scaled = NULL;

  see (made, &raster);
  scaled = gdk_pixbuf_scale_simple (whole, gdk_pixbuf_get_width (raster.pixbuf),
                                    gdk_pixbuf_get_height (raster.pixbuf), GDK_INTERP_BILINEAR);
  return ac_likeness (scaled, raster.pixbuf);
}

/* 8000 × 6000, as new telephones make them. */
static void
test_large_photo (gconstpointer data)
{
  g_autoptr(GdkPixbuf) small = make_photo (2000, 1500);
  g_autoptr(GdkPixbuf) photo = gdk_pixbuf_scale_simple (small, 8000, 6000, GDK_INTERP_BILINEAR);
  g_autoptr(GBytes) file = NULL;
  AcPictureFacts facts = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) made = NULL;
  double likeness = 0;

  add_noise (photo, GPOINTER_TO_UINT (data));
  file = ac_jpeg_write (photo, NULL, 95);
  g_assert_cmpuint (g_bytes_get_size (file), >, 3000000);
  made = ac_decoder_fit (file, &bluesky, &facts, NULL, &error);
  g_assert_no_error (error);
  likeness = measure_likeness (photo, made);
  g_test_message ("%zu bytes → %u × %u, %zu bytes, SSIM %.4f", g_bytes_get_size (file), facts.width,
                  facts.height, g_bytes_get_size (made), likeness);
  g_assert_cmpuint (g_bytes_get_size (made), <=, 2000000);
  g_assert_cmpuint (g_bytes_get_size (made), >, 1500000);
  g_assert_cmpfloat (likeness, >=, 0.97);
  g_assert_cmpuint (facts.width * 3 / 4, ==, facts.height);
}

/* 12 MB of what no compression makes smaller. */
static void
test_large_png (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GdkPixbuf) noise = make_grain (2000, 2000, rand);
  g_autoptr(GBytes) file = ac_png_write (noise, NULL);
  AcPictureFacts facts = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) made = NULL;

  g_assert_cmpuint (g_bytes_get_size (file), >, 12000000);
  made = ac_decoder_fit (file, &bluesky, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts.type, ==, AC_PICTURE_JPEG);
  g_assert_cmpuint (g_bytes_get_size (made), <=, 2000000);
  g_assert_cmpfloat (measure_likeness (noise, made), >=, 0.97);
}

typedef struct
{
  const char *name;
  AcPictureBounds bounds;
  AcPictureType type;
  guint width;
  guint height;
} Fit;

static const Fit fits[] = {
  { "turned.heic", { AC_PICTURE_JPEG, 100000, 32, 0 }, AC_PICTURE_JPEG, 32, 48 },
  { "turned.heic", { AC_PICTURE_JPEG, 100000, 0, 384 }, AC_PICTURE_JPEG, 16, 24 },
  { "clear.webp", { AC_PICTURE_JPEG | AC_PICTURE_PNG, 100000, 48, 0 }, AC_PICTURE_PNG, 48, 32 },
  { "clear.webp", { AC_PICTURE_JPEG, 100000, 0, 0 }, AC_PICTURE_JPEG, 96, 64 },
  { "clear.webp", { AC_PICTURE_JPEG | AC_PICTURE_PNG, 900, 0, 0 }, AC_PICTURE_PNG, 96, 64 },
};

static void
test_fits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fits); i++)
    {
      g_autoptr(GBytes) file = load (fits[i].name);
      AcPictureFacts facts = { 0 };
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) made = ac_decoder_fit (file, &fits[i].bounds, &facts, NULL, &error);
      g_autoptr(GBytes) again = ac_decoder_fit (file, &fits[i].bounds, &facts, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (made, again));
      g_assert_cmpint (facts.type, ==, fits[i].type);
      g_assert_cmpuint (facts.width, ==, fits[i].width);
      g_assert_cmpuint (facts.height, ==, fits[i].height);
      g_assert_cmpuint (g_bytes_get_size (made), <=, fits[i].bounds.max_size);
    }
}

/* What one can see through lies on white where there is no way to see through it. */
static void
test_white (void)
{
  g_autoptr(GBytes) file = load ("clear.webp");
  const AcPictureBounds bounds = { AC_PICTURE_JPEG, 100000, 0, 0 };
  AcPictureFacts facts = { 0 };
  g_autoptr(GBytes) made = ac_decoder_fit (file, &bounds, &facts, NULL, NULL);
  g_auto(AcRaster) raster = { NULL };

  see (made, &raster);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (gdk_pixbuf_read_pixels (raster.pixbuf)[i], >, 245);
}

static void
test_pixels (void)
{
  g_autoptr(GBytes) file = load ("turned.heic");
  guint width = 0;
  guint height = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pixels = ac_decoder_shrink (file, 1000, &width, &height, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (width * height, <=, 1000);
  g_assert_cmpuint (height, >, width);
  g_assert_cmpuint (g_bytes_get_size (pixels), ==, 4 * width * height);
  g_assert_cmpint (ABS (((const guint8 *) g_bytes_get_data (pixels, NULL))[2] - 0xe4), <, 12);
}

/* No file of ours is so tall, and none is refused for it. */
static void
test_strip (void)
{
  g_autoptr(GdkPixbuf) strip = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 8, 20000);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) made = NULL;
  AcPictureFacts facts = { 0 };
  g_autoptr(GError) error = NULL;

  gdk_pixbuf_fill (strip, 0x3584e4ff);
  file = ac_png_write (strip, NULL);
  made = ac_decoder_fit (file, &bluesky, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts.height, ==, AC_PICTURE_MAX_SIDE);
  g_assert_cmpuint (facts.width, ==, 6);
}

static void
refuse (const char *data, gsize size, AcError code)
{
  g_autoptr(GBytes) file = g_bytes_new (data, size);
  AcPictureFacts facts = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_decoder_fit (file, &bluesky, &facts, NULL, &error));
  g_assert_error (error, AC_ERROR, (int) code);
}

#define HUGE_GIF                                                                                   \
  "GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\2\2D\1\0;"
#define BYTES(text) (text), sizeof (text) - 1

static void
test_refusals (void)
{
  static const char *const broken[] = { "turned.heic", "turned.avif", "place.webp", "clear.webp" };
  g_autoptr(GdkPixbuf) photo = make_photo (400, 300);
  g_autoptr(GBytes) jpeg = ac_jpeg_write (photo, NULL, 90);

  refuse (BYTES ("no picture"), AC_ERROR_NOT_A_PICTURE);
  refuse (BYTES ("x"), AC_ERROR_NOT_A_PICTURE);
  refuse (BYTES ("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
          AC_ERROR_NOT_A_PICTURE);
  refuse (BYTES ("/* XPM */ static char *x[] = {\"1 1 1 1\",\"a c red\",\"a\"};"),
          AC_ERROR_NOT_A_PICTURE);
  refuse (BYTES (HUGE_GIF), AC_ERROR_TOO_LARGE);
  refuse (g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg) / 2, AC_ERROR_NOT_A_PICTURE);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(GBytes) file = load (broken[i]);

      refuse (g_bytes_get_data (file, NULL), g_bytes_get_size (file) * 2 / 3,
              AC_ERROR_NOT_A_PICTURE);
    }
}

static char *
run_confined (const char *folder, const char *how)
{
  const char *const argv[] = { CONFINED, folder, how, NULL };
  g_autoptr(GSubprocess) process = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_INHERIT_FDS, NULL);
  char *said = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, NULL));
  return g_strstrip (said);
}

static gboolean
has_landlock (void)
{
  return syscall (SYS_landlock_create_ruleset, NULL, (size_t) 0, 1) > 0;
}

/* The same deeds, first without the bonds: so they are none that fail anyhow. */
static void
test_confinement (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ac-confined-XXXXXX", NULL);
  g_autofree char *there = g_build_filename (folder, "there", NULL);
  g_autofree char *made = g_build_filename (folder, "made", NULL);
  g_autofree char *free = NULL;
  g_autofree char *bound = NULL;
  g_autofree char *kept = NULL;

  g_setenv ("SECRET", "token", TRUE);
  g_assert_cmpint (dup2 (0, 9), ==, 9);
  g_file_set_contents (there, "kept", -1, NULL);
  bound = run_confined (folder, "confined");
  g_assert_true (g_file_get_contents (there, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "kept");
  free = run_confined (folder, "free");
  close (9);

  g_assert_cmpstr (free, ==,
                   "read-passwords read-there make-file write-file change-file delete-file socket "
                   "child signal inherited environment memory libraries thread program");
  g_assert_cmpstr (bound, ==,
                   has_landlock () ? "libraries thread"
                                   : "read-passwords read-there libraries thread");
  g_remove (made);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/decoder/kind/", kinds[i].name, NULL);

      g_test_add_data_func (path, &kinds[i], test_kind);
    }
  g_test_add_data_func ("/decoder/large-photo", GUINT_TO_POINTER (8), test_large_photo);
  if (g_test_slow ())
    g_test_add_data_func ("/decoder/large-grainy-photo", GUINT_TO_POINTER (40), test_large_photo);
  g_test_add_func ("/decoder/large-png", test_large_png);
  g_test_add_func ("/decoder/fits", test_fits);
  g_test_add_func ("/decoder/white", test_white);
  g_test_add_func ("/decoder/pixels", test_pixels);
  g_test_add_func ("/decoder/strip", test_strip);
  g_test_add_func ("/decoder/refusals", test_refusals);
  g_test_add_func ("/decoder/confinement", test_confinement);
  return g_test_run ();
}
