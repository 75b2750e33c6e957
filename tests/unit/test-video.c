/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-video-file.h"

#define SECRET "+52.5200+013.4050/"
#define FILM "FILMFILMfilm"
#define SOUND "SOUNDsnd"

/* What a file has, beyond a film of one chunk. */
typedef enum
{
  PLAIN = 0,
  SOUND_TOO = 1 << 0,
  MP3 = 1 << 1,
  HEVC = 1 << 2,
  TURNED = 1 << 3,
  WIDE = 1 << 4,    /* numbers of 64 bits */
  TO_END = 1 << 5,  /* the samples' box says no size */
  SECRETS = 1 << 6, /* wherever they can be */
  PIECES = 1 << 7,
  QUICKTIME = 1 << 8,
  TWO_FILMS = 1 << 9,
  OUTSIDE = 1 << 10,
  TIMELESS = 1 << 11,
  ENDLESS = 1 << 12,
  NO_FILM = 1 << 13,
  BEYOND = 1 << 14, /* a chunk that isn't in the samples' box */
  PLACES = 1 << 15, /* a track of where the camera was */
} Traits;

static void
add (GByteArray *out, const char *data, gsize size)
{
  g_byte_array_append (out, (const guint8 *) data, size);
}

#define TEXT(out, text) add (out, text, sizeof (text) - 1)

static void
add_number (GByteArray *out, guint64 number, guint size)
{
  for (guint i = size; i > 0; i--)
    {
      guint8 byte = number >> (8 * (i - 1));

      g_byte_array_append (out, &byte, 1);
    }
}

static guint
begin (GByteArray *out, const char *name)
{
  guint at = out->len;

  add_number (out, 0, 4);
  add (out, name, 4);
  return at;
}

static void
end (GByteArray *out, guint at)
{
  guint32 size = GUINT32_TO_BE (out->len - at);

  memcpy (out->data + at, &size, 4);
}

static void
add_secret (GByteArray *out, Traits traits, const char *name)
{
  guint at = 0;

  if (!(traits & SECRETS))
    return;
  at = begin (out, name);
  TEXT (out, SECRET);
  end (out, at);
}

/* The head that tells times: with 64 bits it is of version 1. */
static void
add_times (GByteArray *out, Traits traits)
{
  guint size = traits & WIDE ? 8 : 4;

  add_number (out, traits & WIDE ? 1 << 24 : 0, 4);
  add_number (out, 0xe1e2e3e4, size);
  add_number (out, 0xe1e2e3e5, size);
}

static void
add_movie_head (GByteArray *out, Traits traits)
{
  guint at = begin (out, "mvhd");

  add_times (out, traits);
  add_number (out, traits & TIMELESS ? 0 : 1000, 4);
  add_number (out, traits & ENDLESS ? 0xffffffff : 12500, traits & WIDE ? 8 : 4);
  for (guint i = 0; i < 80; i++)
    TEXT (out, "\0");
  end (out, at);
}

static void
add_track_head (GByteArray *out, Traits traits)
{
  static const guint32 straight[] = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };
  static const guint32 turned[] = { 0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000 };
  guint at = begin (out, "tkhd");

  add_times (out, traits);
  add_number (out, 1, 4);
  add_number (out, 0, 4);
  add_number (out, 12500, traits & WIDE ? 8 : 4);
  add_number (out, 0, 8);
  add_number (out, 0, 8);
  for (guint i = 0; i < 9; i++)
    add_number (out, traits & TURNED ? turned[i] : straight[i], 4);
  add_number (out, 640 << 16, 4);
  add_number (out, 360 << 16, 4);
  end (out, at);
}

static void
add_handler (GByteArray *out, const char *kind)
{
  guint at = begin (out, "hdlr");

  add_number (out, 0, 8);
  add (out, kind, 4);
  add_number (out, 0, 8);
  add_number (out, 0, 4);
  TEXT (out, "Handler of " SECRET "\0");
  end (out, at);
}

static void
add_film_description (GByteArray *out, Traits traits)
{
  guint at = begin (out, traits & HEVC ? "hvc1" : "avc1");
  guint inside = 0;

  for (guint i = 0; i < 42; i++)
    TEXT (out, "\0");
  TEXT (out, "\x12" SECRET "-------------");
  add_number (out, 0x0018ffff, 4);
  inside = begin (out, "avcC");
  TEXT (out, "\x01how it is coded");
  end (out, inside);
  add_secret (out, traits, "uuid");
  end (out, at);
}

static void
add_sound_description (GByteArray *out, Traits traits)
{
  guint at = begin (out, "mp4a");
  guint inside = 0;

  for (guint i = 0; i < 28; i++)
    TEXT (out, "\0");
  inside = begin (out, "esds");
  TEXT (out, "\0\0\0\0\x03\x80\x80\x80\x12\0\x02\0\x04\x0d");
  add_number (out, traits & MP3 ? 0x6b : 0x40, 1);
  TEXT (out, "\x15\0\0\0\0\0\0\0\0\0\0\0");
  end (out, inside);
  end (out, at);
}

static void
add_place_description (GByteArray *out)
{
  guint at = begin (out, "mett");

  TEXT (out, "\0\0\0\0\0\0\0\x01" SECRET);
  end (out, at);
}

static void
add_table (GByteArray *out, const char *name, guint n, const guint32 *numbers)
{
  guint at = begin (out, name);

  add_number (out, 0, 4);
  for (guint i = 0; i < n; i++)
    add_number (out, numbers[i], 4);
  end (out, at);
}

/* One chunk of two samples, of which the first has four bytes. */
static void
add_tables (GByteArray *out, Traits traits, const char *kind, guint64 at_sample, guint size)
{
  const guint32 sizes[] = { 0, 2, 4, size - 4 };
  static const guint32 runs[] = { 1, 1, 2, 1 };
  guint at = begin (out, "stbl");
  guint inside = begin (out, "stsd");

  add_number (out, 0, 4);
  add_number (out, 1, 4);
  if (g_str_equal (kind, "vide"))
    add_film_description (out, traits);
  else if (g_str_equal (kind, "soun"))
    add_sound_description (out, traits);
  else
    add_place_description (out);
  end (out, inside);
  add_table (out, "stsz", 4, sizes);
  add_table (out, "stsc", 4, runs);
  inside = begin (out, traits & WIDE ? "co64" : "stco");
  add_number (out, 0, 4);
  add_number (out, 1, 4);
  add_number (out, at_sample, traits & WIDE ? 8 : 4);
  end (out, inside);
  add_secret (out, traits, "nope");
  end (out, at);
}

static void
add_references (GByteArray *out, Traits traits)
{
  guint at = begin (out, "dinf");
  guint inside = begin (out, "dref");

  TEXT (out, "\0\0\0\0\0\0\0\x01\0\0\0\x0curl \0\0\0");
  add_number (out, traits & OUTSIDE ? 0 : 1, 1);
  end (out, inside);
  end (out, at);
}

static void
add_track (GByteArray *out, Traits traits, const char *kind, guint64 at_sample, guint size)
{
  guint at = begin (out, "trak");
  guint media = 0;
  guint inside = 0;

  add_track_head (out, traits);
  add_secret (out, traits, "udta");
  media = begin (out, "mdia");
  inside = begin (out, "mdhd");
  add_times (out, traits);
  add_number (out, 90000, 4);
  add_number (out, 1125000, traits & WIDE ? 8 : 4);
  add_number (out, 0x55c40000, 4);
  end (out, inside);
  add_handler (out, kind);
  inside = begin (out, "minf");
  add_references (out, traits);
  add_tables (out, traits, kind, at_sample, size);
  end (out, inside);
  end (out, media);
  end (out, at);
}

/* Behind the head, wherever they are then: film, what nobody should see, sound. */
static guint64
add_samples (GByteArray *out, Traits traits)
{
  guint at = begin (out, "mdat");
  guint64 first = 0;

  if (traits & WIDE)
    add_number (out, 16 + sizeof (FILM SECRET SOUND) - 1, 8);
  first = out->len;
  TEXT (out, FILM SECRET SOUND);
  if (traits & WIDE)
    out->data[at + 3] = 1;
  else if (!(traits & TO_END))
    end (out, at);
  return first;
}

static void
add_movie (GByteArray *out, Traits traits, guint64 first)
{
  guint at = begin (out, "moov");

  add_movie_head (out, traits);
  for (guint i = traits & NO_FILM ? 2 : traits & TWO_FILMS ? 0 : 1; i < 2; i++)
    add_track (out, traits, "vide", traits & BEYOND ? first - 1 : first, strlen (FILM));
  if (traits & (SOUND_TOO | MP3))
    add_track (out, traits, "soun", first + strlen (FILM SECRET), strlen (SOUND));
  if (traits & PLACES)
    add_track (out, traits, "meta", first + strlen (FILM), strlen (SECRET));
  add_secret (out, traits, "udta");
  add_secret (out, traits, "meta");
  if (traits & PIECES)
    add_secret (out, SECRETS, "mvex");
  end (out, at);
}

static GBytes *
make_file (Traits traits)
{
  GByteArray *out = g_byte_array_new ();
  guint at = begin (out, "ftyp");
  guint64 first = 0;

  add (out, traits & QUICKTIME ? "qt  " : "mp42", 4);
  TEXT (out, "\0\0\0\0");
  add (out, traits & QUICKTIME ? "qt  " : "isom", 4);
  end (out, at);
  add_secret (out, traits, "uuid");
  add_secret (out, traits, "free");
  if (traits & TO_END)
    {
      guint before = out->len;

      /* Where they will be depends on nothing but what stands before. */
      add_movie (out, traits, 0);
      first = out->len + 8;
      g_byte_array_set_size (out, before);
      add_movie (out, traits, first);
      add_samples (out, traits);
    }
  else
    {
      first = add_samples (out, traits);
      add_movie (out, traits, first);
      add_secret (out, traits, "sefd");
    }
  return g_byte_array_free_to_bytes (out);
}

typedef struct
{
  const char *name;
  Traits traits;
  gboolean refused;
} Case;

static const Case cases[] = {
  { "plain", PLAIN },
  { "sound", SOUND_TOO },
  { "turned", TURNED | SOUND_TOO },
  { "wide", WIDE | SOUND_TOO },
  { "to-the-end", TO_END | SOUND_TOO },
  { "secrets", SECRETS | SOUND_TOO },
  { "wide-secrets", SECRETS | SOUND_TOO | WIDE | PLACES },
  { "places", PLACES | SOUND_TOO },
  { "mp3", MP3, TRUE },
  { "hevc", HEVC, TRUE },
  { "pieces", PIECES, TRUE },
  { "quicktime", QUICKTIME, TRUE },
  { "two-films", TWO_FILMS, TRUE },
  { "no-film", NO_FILM | SOUND_TOO, TRUE },
  { "outside", OUTSIDE, TRUE },
  { "timeless", TIMELESS, TRUE },
  { "too-long", ENDLESS, TRUE },
  { "beyond", BEYOND, TRUE },
};

static gboolean
holds (GBytes *bytes, const char *what, gsize size)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), what, size) != NULL;
}

static void
test_clean (gconstpointer data)
{
  const Case *this = data;
  g_autoptr(GBytes) file = make_file (this->traits);
  g_autoptr(GBytes) clean = NULL;
  g_autoptr(GBytes) twice = NULL;
  g_autoptr(GError) error = NULL;
  AcVideoFacts facts = { 0 };
  gboolean turned = (this->traits & TURNED) != 0;

  g_assert_true (holds (file, SECRET, strlen (SECRET)));
  clean = ac_video_file_clean (file, &facts, &error);
  if (this->refused)
    {
      g_assert_null (clean);
      g_assert_error (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (clean), ==, g_bytes_get_size (file));
  g_assert_cmpuint (facts.width, ==, turned ? 360 : 640);
  g_assert_cmpuint (facts.height, ==, turned ? 640 : 360);
  g_assert_cmpuint (facts.ms, ==, 12500);
  g_assert_true (holds (clean, FILM, strlen (FILM)));
  g_assert_true (holds (clean, SOUND, strlen (SOUND)) == ((this->traits & SOUND_TOO) != 0));
  g_assert_true (holds (clean, "\x01how it is coded", 16));
  g_assert_false (holds (clean, "52.52", 5));
  g_assert_false (holds (clean, "Handler", 7));
  g_assert_false (holds (clean, "\xe1\xe2\xe3", 3));

  twice = ac_video_file_clean (clean, &facts, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (clean, twice));
}

/* Every file cut anywhere, and with any byte another one: an answer, nothing read beyond, and no
 * secret that is let through. */
static void
test_damaged (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) whole = make_file (cases[i].traits);
      gsize length = g_bytes_get_size (whole);

      for (gsize at = 0; at < length; at++)
        for (guint kind = 0; kind < 5; kind++)
          {
            gsize size = kind == 0 ? at : length;
            g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), size);
            g_autoptr(GBytes) file = g_bytes_new_static (copy, size);
            AcVideoFacts facts = { 0 };
            g_autoptr(GError) error = NULL;
            g_autoptr(GBytes) clean = NULL;

            if (kind > 0)
              copy[at] = kind == 1   ? 0
                         : kind == 2 ? 0xff
                         : kind == 3 ? copy[at] ^ 0x10
                                     : copy[at] + 1;
            clean = ac_video_file_clean (file, &facts, &error);
            g_assert_true ((clean == NULL) == (error != NULL));
            g_assert_true (clean == NULL || (facts.width > 0 && facts.height > 0 && facts.ms > 0));
            g_assert_true (clean == NULL || g_bytes_get_size (clean) == size);
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/video/clean/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_clean);
    }
  g_test_add_func ("/video/damaged", test_damaged);
  return g_test_run ();
}
