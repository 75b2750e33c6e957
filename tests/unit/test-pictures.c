/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-picture.h"

#define SOI "\xff\xd8"
#define EOI "\xff\xd9"
#define JFIF "\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
#define JFXX "\xff\xe0\x00\x09JFXX\0\x10\x01"
#define ICC "\xff\xe2\x00\x11ICC_PROFILE\0\x01\x01P"
#define MPF "\xff\xe2\x00\x08MPF\0II"
#define ADOBE                                                                                      \
  "\xff\xee\x00\x0e"                                                                               \
  "Adobe\0\x64\0\0\0\0\x01"
#define XMP "\xff\xe1\x00\x10http://ns.ado\0"
#define COM "\xff\xfe\x00\x06SECR"
#define IPTC "\xff\xed\x00\x06GPS!"
#define SOF "\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00" /* 32 × 16 */
#define SOF_PROGRESSIVE "\xff\xc2\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
#define DQT "\xff\xdb\x00\x04\x01\x02"
#define SOS "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
#define DATA                                                                                       \
  "ab\xff\x00"                                                                                     \
  "c\xff\xd0"                                                                                      \
  "d"
#define EXIF(turn)                                                                                 \
  "\xff\xe1\x00\x22"                                                                               \
  "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" turn "\0\0\0\0\0\0\0"
/* As it is written again. */
#define TURNED(turn)                                                                               \
  "\xff\xe1\x00\x22"                                                                               \
  "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" turn "\0\0\0\0\0\0"
#define GPS                                                                                        \
  "\xff\xe1\x00\x1a"                                                                               \
  "Exif\0\0II*\0\x08\0\0\0\0\0SECRETS!"
#define PLAIN SOI JFIF SOF DQT SOS DATA EOI

#define PNG "\x89PNG\r\n\x1a\n"
#define CHUNK(size, name, data) "\0\0\0" size name data "CRC!"
#define IHDR CHUNK ("\x0d", "IHDR", "\0\0\0\x20\0\0\0\x10\x08\x02\0\0\0")
#define IDAT CHUNK ("\x02", "IDAT", "xy")
#define IEND CHUNK ("\0", "IEND", "")
#define TEXT(name) CHUNK ("\x06", name, "SECRET")
#define GAMA CHUNK ("\x04", "gAMA", "\0\0\0\1")

typedef struct
{
  const char *name;
  const char *file;
  gsize size;
  const char *clean; /* NULL: it is refused */
  gsize clean_size;
  guint width;
  guint height;
} Case;

#define BYTES(text) (text), sizeof (text) - 1
#define KEEPS(name, file, clean) { name, BYTES (file), BYTES (clean), 32, 16 }
#define STANDS(name, file, clean) { name, BYTES (file), BYTES (clean), 16, 32 }
#define REFUSES(name, file) { name, BYTES (file) }

static const Case cases[] = {
  KEEPS ("jpeg", PLAIN, PLAIN),
  KEEPS ("what-colours-need",
         SOI JFIF ICC ADOBE SOF DQT SOS DATA EOI,
         SOI JFIF ICC ADOBE SOF DQT SOS DATA EOI),
  KEEPS ("progressive",
         SOI SOF_PROGRESSIVE SOS DATA DQT SOS DATA EOI,
         SOI SOF_PROGRESSIVE SOS DATA DQT SOS DATA EOI),
  KEEPS ("place-and-words", SOI GPS XMP JFIF JFXX MPF IPTC COM SOF DQT COM SOS DATA EOI, PLAIN),
  KEEPS ("words-between-scans", SOI JFIF SOF DQT SOS DATA COM EOI, PLAIN),
  KEEPS ("after-the-end", PLAIN "SECRET VIDEO", PLAIN),
  KEEPS ("filled-up", SOI JFIF "\xff\xff" SOF DQT SOS DATA EOI, PLAIN),
  KEEPS ("turned-by-half",
         SOI EXIF ("\x03") SOF DQT SOS DATA EOI,
         SOI TURNED ("\x03") SOF DQT SOS DATA EOI),
  STANDS ("turned-by-a-quarter",
          SOI EXIF ("\x06") JFIF SOF DQT SOS DATA EOI,
          SOI TURNED ("\x06") JFIF SOF DQT SOS DATA EOI),
  KEEPS ("not-turned", SOI EXIF ("\x01") JFIF SOF DQT SOS DATA EOI, PLAIN),
  KEEPS ("turned-by-nonsense", SOI EXIF ("\x09") JFIF SOF DQT SOS DATA EOI, PLAIN),
  KEEPS ("directory-far-away",
         SOI "\xff\xe1\x00\x12"
             "Exif\0\0II*\0\xff\xff\xff\xff\1\0" JFIF SOF DQT SOS DATA EOI,
         PLAIN),
  KEEPS ("directory-too-long",
         SOI "\xff\xe1\x00\x12"
             "Exif\0\0II*\0\x08\0\0\0\xff\xff" JFIF SOF DQT SOS DATA EOI,
         PLAIN),
  REFUSES ("empty", ""),
  REFUSES ("html", "<html>"),
  REFUSES ("gif", "GIF89a\1\0\1\0\0\0\0"),
  REFUSES ("beginning-alone", SOI "\xff"),
  REFUSES ("no-end", SOI JFIF SOF DQT SOS DATA),
  REFUSES ("broken-off-in-a-segment",
           SOI JFIF "\xff\xdb\x00\x40"
                    "abc"),
  REFUSES ("broken-off-in-a-length", SOI JFIF "\xff\xdb\x00"),
  REFUSES ("length-of-one", SOI "\xff\xdb\x00\x01" SOF SOS DATA EOI),
  REFUSES ("short-size", SOI "\xff\xc0\x00\x04\x08\x00" SOS DATA EOI),
  REFUSES ("no-size", SOI DQT SOS DATA EOI),
  REFUSES ("two-sizes", SOI SOF SOF SOS DATA EOI),
  REFUSES ("no-pixels", SOI "\xff\xc0\x00\x0b\x08\x00\x00\x00\x20\x01\x01\x11\x00" SOS DATA EOI),
  REFUSES ("huge", SOI "\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00" SOS DATA EOI),
  REFUSES ("no-picture", SOI SOF EOI),
  REFUSES ("arithmetic", SOI "\xff\xc9\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00" SOS DATA EOI),
  REFUSES ("two-beginnings", SOI SOI SOF SOS DATA EOI),
  REFUSES ("no-marker", SOI "xx" SOF SOS DATA EOI),

  KEEPS ("png", PNG IHDR IDAT IEND, PNG IHDR IDAT IEND),
  KEEPS ("png-colours", PNG IHDR GAMA IDAT IEND, PNG IHDR GAMA IDAT IEND),
  KEEPS ("png-place-and-words",
         PNG IHDR TEXT ("tEXt") TEXT ("iTXt") TEXT ("zTXt") TEXT ("eXIf") TEXT ("tIME")
             TEXT ("prVt") IDAT TEXT ("tEXt") IEND,
         PNG IHDR IDAT IEND),
  KEEPS ("png-after-the-end", PNG IHDR IDAT IEND "SECRET", PNG IHDR IDAT IEND),
  REFUSES ("png-beginning-alone", PNG),
  REFUSES ("png-no-end", PNG IHDR IDAT),
  REFUSES ("png-no-picture", PNG IHDR IEND),
  REFUSES ("png-no-size", PNG IDAT IEND),
  REFUSES ("png-two-sizes", PNG IHDR IHDR IDAT IEND),
  REFUSES ("png-short-size", PNG CHUNK ("\2", "IHDR", "xy") IDAT IEND),
  REFUSES ("png-huge",
           PNG CHUNK ("\x0d", "IHDR", "\xff\xff\xff\xff\0\0\0\x10\x08\x02\0\0\0") IDAT IEND),
  REFUSES ("png-no-pixels",
           PNG CHUNK ("\x0d", "IHDR", "\0\0\0\0\0\0\0\x10\x08\x02\0\0\0") IDAT IEND),
  REFUSES ("png-long-chunk",
           PNG IHDR "\xff\xff\xff\xff"
                    "IDATxyCRC!" IEND),
  REFUSES ("png-broken-name", PNG IHDR CHUNK ("\0", "I\0AT", "") IDAT IEND),
  REFUSES ("png-unknown-and-needed", PNG IHDR CHUNK ("\0", "ABCD", "") IDAT IEND),
};

static void
test_clean (gconstpointer data)
{
  const Case *this = data;
  g_autofree guint8 *copy = g_memdup2 (this->file, this->size); /* where reading on is noticed */
  g_autoptr(GBytes) file = g_bytes_new_static (copy, this->size);
  AcPictureFacts facts = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) clean = ac_picture_file_clean (file, &facts, &error);

  if (this->clean == NULL)
    {
      g_assert_null (clean);
      g_assert_error (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (clean, NULL), g_bytes_get_size (clean), this->clean,
                   this->clean_size);
  g_assert_cmpuint (facts.width, ==, this->width);
  g_assert_cmpuint (facts.height, ==, this->height);
}

/* What is clean stays as it is. */
static void
test_twice (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) once = g_bytes_new_static (cases[i].clean, cases[i].clean_size);
      AcPictureFacts facts = { 0 };
      g_autoptr(GBytes) twice = NULL;

      if (cases[i].clean == NULL)
        continue;
      twice = ac_picture_file_clean (once, &facts, NULL);
      g_assert_true (g_bytes_equal (once, twice));
    }
}

/* Every file cut anywhere, and with any byte another one: an answer, and nothing read beyond. */
static void
test_damaged (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize at = 0; at < cases[i].size; at++)
      for (guint kind = 0; kind < 4; kind++)
        {
          gsize size = kind == 0 ? at : cases[i].size;
          g_autofree guint8 *copy = g_memdup2 (cases[i].file, size);
          g_autoptr(GBytes) file = g_bytes_new_static (copy, size);
          AcPictureFacts facts = { 0 };
          g_autoptr(GError) error = NULL;
          g_autoptr(GBytes) clean = NULL;

          if (kind > 0)
            copy[at] = kind == 1 ? 0 : kind == 2 ? 0xff : copy[at] ^ 0x10;
          clean = ac_picture_file_clean (file, &facts, &error);
          g_assert_true ((clean == NULL) == (error != NULL));
          g_assert_true (clean == NULL || (facts.width > 0 && facts.height > 0));
        }
}

static void
test_noun (void)
{
  const AcPictureFacts facts = { AC_PICTURE_PNG, 32, 16 };
  g_autoptr(AcPicture) picture =
                ac_picture_new ("019a0000-0000-7000-8000-000000000001", &facts, 77);
  g_autoptr(AcPicture) other = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  ac_picture_set_alt (picture, "A cat");
  node = ac_picture_to_json (picture);
  other = ac_picture_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ac_picture_get_id (other), ==, ac_picture_get_id (picture));
  g_assert_cmpstr (ac_picture_get_alt (other), ==, "A cat");
  g_assert_cmpint (ac_picture_get_type_of_file (other), ==, AC_PICTURE_PNG);
  g_assert_cmpuint (ac_picture_get_width (other), ==, 32);
  g_assert_cmpuint (ac_picture_get_height (other), ==, 16);
  g_assert_cmpuint (ac_picture_get_size (other), ==, 77);

  json_object_set_string_member (json_node_get_object (node), "type", "image/gif");
  g_assert_null (ac_picture_from_json (node, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/pictures/clean/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_clean);
    }
  g_test_add_func ("/pictures/twice", test_twice);
  g_test_add_func ("/pictures/damaged", test_damaged);
  g_test_add_func ("/pictures/noun", test_noun);
  return g_test_run ();
}
