/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-decode.h"
#include "ac-decoder.h"
#include "ac-jpeg.h"
#include "ac-png.h"
#include "ac-profile.h"

/* What colours mean goes with a picture, through the decoder as it is installed; where it was taken
 * doesn't. */

#define PLACE "52.5200 N 13.4050 E"
#define WIDTH 64
#define HEIGHT 48
#define PROFILE_HEAD 132
#define PROFILE_TAG 12
#define MAX_PROFILE (512 * 1024)

static void
append_number (GByteArray *to, guint32 number)
{
  guint32 wire = GUINT32_TO_BE (number);

  g_byte_array_append (to, (const guint8 *) &wire, sizeof wire);
}

/* ICC.1 §7, with one tag, which is the rest of it. */
static GBytes *
make_profile (const char *space, gsize size)
{
  g_autofree guint8 *data = g_malloc0 (size);
  guint32 numbers[] = { GUINT32_TO_BE (size), GUINT32_TO_BE (1),
                        GUINT32_TO_BE (PROFILE_HEAD + PROFILE_TAG),
                        GUINT32_TO_BE (size - PROFILE_HEAD - PROFILE_TAG) };

  memcpy (data, &numbers[0], 4);
  data[8] = 4;
  memcpy (data + 12, "mntr", 4);
  memcpy (data + 16, space, 4);
  memcpy (data + 20, "XYZ ", 4);
  memcpy (data + 36, "acsp", 4);
  memcpy (data + 128, &numbers[1], 4);
  memcpy (data + 132, "desc", 4);
  memcpy (data + 136, &numbers[2], 4);
  memcpy (data + 140, &numbers[3], 4);
  for (gsize i = PROFILE_HEAD + PROFILE_TAG; i < size; i++)
    data[i] = i * i / 7;
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

static GdkPixbuf *
make_pixels (gboolean alpha)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, WIDTH, HEIGHT);

  gdk_pixbuf_fill (pixbuf, 0xf0402080);
  return pixbuf;
}

static GBytes *
insert (GBytes *file, gsize at, GByteArray *more)
{
  GByteArray *out = g_byte_array_new ();
  const guint8 *data = g_bytes_get_data (file, NULL);

  g_byte_array_append (out, data, at);
  g_byte_array_append (out, more->data, more->len);
  g_byte_array_append (out, data + at, g_bytes_get_size (file) - at);
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
make_jpeg (GBytes *profile)
{
  static const guint8 exif[] = { 0xff, 0xe1, 0, 8 + sizeof PLACE, 'E', 'x', 'i', 'f', 0, 0 };
  g_autoptr(GdkPixbuf) pixbuf = make_pixels (FALSE);
  g_autoptr(GBytes) plain = ac_jpeg_write (pixbuf, profile, 95);
  g_autoptr(GByteArray) segment = g_byte_array_new ();

  g_byte_array_append (segment, exif, sizeof exif);
  g_byte_array_append (segment, (const guint8 *) PLACE, sizeof PLACE);
  return insert (plain, 2, segment);
}

/* PNG, annex D. */
static guint32
sum (const guint8 *data, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
append_chunk (GByteArray *to, const char *name, const char *body, gsize size)
{
  append_number (to, size);
  g_byte_array_append (to, (const guint8 *) name, 4);
  g_byte_array_append (to, (const guint8 *) body, size);
  append_number (to, sum (to->data + to->len - size - 4, size + 4));
}

static GBytes *
make_png (GBytes *profile)
{
  static const char text[] = "Place\0" PLACE;
  g_autoptr(GdkPixbuf) pixbuf = make_pixels (TRUE);
  g_autoptr(GBytes) plain = ac_png_write (pixbuf, profile);
  g_autoptr(GByteArray) chunks = g_byte_array_new ();

  append_chunk (chunks, "eXIf", "MM\0*\0\0\0\x08\0\0" PLACE, 10 + sizeof PLACE);
  append_chunk (chunks, "tEXt", text, sizeof text - 1);
  return insert (plain, 33, chunks);
}

static gboolean
holds (GBytes *file, const char *text)
{
  return memmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), text, strlen (text)) !=
         NULL;
}

static void
assert_profile (GBytes *file, GBytes *profile)
{
  g_auto(AcRaster) raster = { NULL };

  g_assert_cmpint (ac_decode (file, 0, &raster), ==, AC_DECODER_GOOD);
  g_assert_nonnull (raster.profile);
  g_assert_true (g_bytes_equal (raster.profile, profile));
  /* The numbers stay the same: what they mean stands in the profile. */
  g_assert_cmpint (ABS (gdk_pixbuf_read_pixels (raster.pixbuf)[0] - 0xf0), <=, 8);
}

typedef struct
{
  const char *path;
  GBytes *(*make) (GBytes *profile);
  AcPictureBounds bounds;
  AcPictureType type;
} Way;

static const Way ways[] = {
  { "/profiles/jpeg", make_jpeg, { AC_PICTURE_JPEG, 100000, 32, 0 }, AC_PICTURE_JPEG },
  { "/profiles/png",
    make_png,
    { AC_PICTURE_JPEG | AC_PICTURE_PNG, 100000, 32, 0 },
    AC_PICTURE_PNG },
};

static void
test_way (gconstpointer data)
{
  const Way *way = data;
  g_autoptr(GBytes) profile = make_profile ("RGB ", 560);
  g_autoptr(GBytes) file = way->make (profile);
  AcPictureFacts facts = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) clean = ac_decoder_take (file, &facts, NULL, &error);
  g_autoptr(GBytes) made = NULL;

  g_assert_no_error (error);
  g_assert_true (holds (file, PLACE));
  g_assert_false (holds (clean, PLACE) || holds (clean, "eXIf") || holds (clean, "Exif"));
  assert_profile (clean, profile);

  /* As it came, too: whoever decodes trusts nobody to have cleaned it. */
  made = ac_decoder_fit (file, &way->bounds, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts.type, ==, way->type);
  g_assert_cmpuint (facts.width, ==, 32);
  g_assert_false (holds (made, PLACE) || holds (made, "eXIf") || holds (made, "Exif"));
  assert_profile (made, profile);
}

/* On white it is another colour; the profile is the same. */
static void
test_png_as_jpeg (void)
{
  const AcPictureBounds bounds = { AC_PICTURE_JPEG, 100000, 0, 0 };
  g_autoptr(GBytes) profile = make_profile ("RGB ", 3144);
  g_autoptr(GBytes) file = make_png (profile);
  AcPictureFacts facts = { 0 };
  g_autoptr(GBytes) made = ac_decoder_fit (file, &bounds, &facts, NULL, NULL);
  g_auto(AcRaster) raster = { NULL };

  g_assert_cmpint (ac_decode (made, 0, &raster), ==, AC_DECODER_GOOD);
  g_assert_true (g_bytes_equal (raster.profile, profile));
}

/* A profile that would leave a picture no room stays away, and the picture comes. */
static void
test_little_room (void)
{
  const AcPictureBounds bounds = { AC_PICTURE_JPEG, 10000, 0, 0 };
  g_autoptr(GBytes) profile = make_profile ("RGB ", 9000);
  g_autoptr(GBytes) file = make_jpeg (profile);
  AcPictureFacts facts = { 0 };
  g_autoptr(GBytes) made = ac_decoder_fit (file, &bounds, &facts, NULL, NULL);
  g_auto(AcRaster) raster = { NULL };

  g_assert_cmpint (ac_decode (made, 0, &raster), ==, AC_DECODER_GOOD);
  g_assert_null (raster.profile);
  g_assert_cmpuint (facts.width, ==, WIDTH);
}

static GBytes *
read_changed (GBytes *profile, gsize at, guint8 value)
{
  gsize size = 0;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (profile, &size), 560);

  data[at] = value;
  return ac_profile_read (data, size);
}

static void
test_damaged (void)
{
  static const struct
  {
    gsize at;
    guint8 value;
  } damages[] = {
    { 2, 3 },                             /* larger than what is there */
    { 2, 0 },                             /* smaller than its tag */
    { 3, 0x2f },                          /* no multiple of four */
    { 16, 'G' }, { 36, 'b' }, { 128, 1 }, /* more tags than there is room for */
    { 137, 1 },  { 141, 1 },
  };
  g_autoptr(GBytes) good = make_profile ("RGB ", 560);
  g_autoptr(GBytes) same = read_changed (good, 100, 1);

  g_assert_nonnull (same);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    g_assert_null (read_changed (good, damages[i].at, damages[i].value));
}

static void
test_others (void)
{
  g_autoptr(GBytes) largest = make_profile ("RGB ", MAX_PROFILE);
  g_autoptr(GBytes) larger = make_profile ("RGB ", MAX_PROFILE + 4);
  g_autoptr(GBytes) grey = make_profile ("GRAY", 560);
  g_autoptr(GBytes) read = ac_profile_read (g_bytes_get_data (largest, NULL), MAX_PROFILE);

  g_assert_true (g_bytes_equal (read, largest));
  g_assert_null (ac_profile_read (g_bytes_get_data (larger, NULL), MAX_PROFILE + 4));
  g_assert_null (ac_profile_read (g_bytes_get_data (grey, NULL), 560));
  g_assert_null (ac_profile_read ((const guint8 *) "", 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    g_test_add_data_func (ways[i].path, &ways[i], test_way);
  g_test_add_func ("/profiles/png-as-jpeg", test_png_as_jpeg);
  g_test_add_func ("/profiles/little-room", test_little_room);
  g_test_add_func ("/profiles/damaged", test_damaged);
  g_test_add_func ("/profiles/others", test_others);
  return g_test_run ();
}
