/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-video-file.h"

#include <string.h>

#include "ac-video-samples.h"

#define BOX_HEAD 8
#define MAX_BOXES 10000
#define MAX_TRACKS 16
#define FILM_HEAD 78 /* of a description of film, before its boxes */
#define MAKER_AT 42  /* the name of what coded it, in there */
#define MAKER_SIZE 32
#define SOUND_HEAD 28

typedef struct
{
  char handler[5]; /* "vide", "soun", … */
  char coding[5];  /* "avc1", "mp4a", … */
  gboolean aac;
  gboolean outside; /* it lies in another file */
  guint width;
  guint height;
  AcVideoTables tables;
} Track;

typedef struct
{
  guint8 *data; /* a copy, in which things are overwritten */
  gsize size;
  guint n_boxes;
  guint n_movies;
  guint n_tracks;
  guint n_films;
  guint n_sounds;
  gboolean known_brand;
  GArray *media;  /* of AcVideoSpan: where samples may lie */
  GArray *chunks; /* of AcVideoSpan: what is film and sound */
  AcVideoFacts facts;
} Reader;

/* What is done with a box; body is what stands behind its head. */
typedef gboolean (*ReadFunc) (
    Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error);

static gboolean
read_boxes (Reader *self, Track *track, const char *parent, AcVideoSpan in, GError **error);

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE, "The video can't be used: %s", why);
  return FALSE;
}

static gboolean
refuse_broken (GError **error)
{
  return refuse (error, "it is broken off or damaged");
}

static void
blank (Reader *self, AcVideoSpan span)
{
  memset (self->data + span.at, 0, span.size);
}

static void
take_name (char name[5], const guint8 *data)
{
  memcpy (name, data, 4);
  name[4] = '\0';
}

static gboolean
read_inside (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  return read_boxes (self, track, name, body, error);
}

static gboolean
read_brands (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  static const char *const brands[] = { "isom", "iso2", "iso3", "iso4", "iso5", "iso6",
                                        "mp41", "mp42", "avc1", "M4V ", "MSNV", NULL };

  for (gsize i = 0; i + 4 <= body.size; i += 4)
    {
      char brand[5];

      take_name (brand, self->data + body.at + i);
      /* The second is a version. */
      self->known_brand =
          self->known_brand || (i != 4 && g_strv_contains ((const char *const *) brands, brand));
    }
  return TRUE;
}

static gboolean
read_media (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  g_array_append_val (self->media, body);
  return TRUE;
}

static gboolean
refuse_pieces (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  return refuse (error, "it is made for being sent in pieces");
}

/* "mvhd", "mdhd" and "tkhd" begin alike, with two times, and have a length as wide as these; at
 * least so much must be there beside them. Where they go on behind the times, 0: refused. */
static gsize
blank_times (Reader *self, AcVideoSpan body, gsize least)
{
  gsize time_size = body.size > 0 && self->data[body.at] == 1 ? 8 : 4;
  AcVideoSpan times = { body.at + 4, 2 * time_size };

  if (body.size < 4 + 3 * time_size + least || self->data[body.at] > 1)
    return 0;
  blank (self, times);
  return times.at + times.size;
}

static gboolean
read_movie_head (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  gsize at = blank_times (self, body, 4);
  gboolean wide = FALSE;
  guint32 scale = 0;
  guint64 length = 0;

  if (at == 0)
    return refuse_broken (error);
  wide = self->data[body.at] == 1;
  scale = ac_video_read_32 (self->data + at);
  length = wide ? ac_video_read_64 (self->data + at + 4) : ac_video_read_32 (self->data + at + 4);
  if (self->facts.ms != 0 || scale == 0 || length == 0)
    return refuse (error, "it doesn't say how long it is");
  if (length / scale >= AC_VIDEO_MAX_SECONDS)
    return refuse (error, "it is longer than an hour");
  self->facts.ms = MAX (length * 1000 / scale, 1);
  return TRUE;
}

static gboolean
read_media_head (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  return blank_times (self, body, 4) != 0 || refuse_broken (error);
}

/* Its matrix says how it is turned: by a quarter when the first and the fifth number are 0. */
static gboolean
read_track_head (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  gsize at = blank_times (self, body, 68);
  const guint8 *matrix = NULL;

  if (at == 0)
    return refuse_broken (error);
  /* Behind the number of the track, a gap, the length, and 16 bytes that say how tracks are laid
   * over each other. */
  matrix = self->data + at + 8 + (self->data[body.at] == 1 ? 8 : 4) + 16;
  track->width = ac_video_read_32 (matrix + 36) >> 16;
  track->height = ac_video_read_32 (matrix + 40) >> 16;
  if (ac_video_read_32 (matrix) == 0 && ac_video_read_32 (matrix + 16) == 0)
    {
      guint width = track->width;

      track->width = track->height;
      track->height = width;
    }
  return TRUE;
}

/* What is said beside its kind is who made it. */
static gboolean
read_handler (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  AcVideoSpan rest = { body.at + 12, body.size - 12 };

  if (body.size < 24 || track->handler[0] != '\0')
    return refuse_broken (error);
  take_name (track->handler, self->data + body.at + 8);
  blank (self, rest);
  return TRUE;
}

/* Each says by a flag that it is in the same file, and nothing else. */
static gboolean
read_references (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  const guint8 *data = self->data + body.at;

  track->outside = track->outside || body.size != 20 || ac_video_read_32 (data + 4) != 1 ||
                   memcmp (data + 8, "\0\0\0\x0curl \0\0\0\x01", 12) != 0;
  return TRUE;
}

static gboolean
keep_table (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  AcVideoSpan *table = g_str_equal (name, "stsz")   ? &track->tables.sizes
                       : g_str_equal (name, "stsc") ? &track->tables.runs
                       : g_str_equal (name, "stco") ? &track->tables.offsets
                                                    : &track->tables.offsets_64;

  if (table->size > 0)
    return refuse_broken (error);
  *table = body;
  return TRUE;
}

/* How long what stands behind the tag is (ISO/IEC 14496-1 §8.3.3); moves on behind that. */
static gboolean
open_tag (Reader *self, AcVideoSpan *in, guint8 tag)
{
  guint length = 0;

  if (in->size < 2 || self->data[in->at] != tag)
    return FALSE;
  for (guint i = 1; i < 5 && i < in->size; i++)
    {
      guint8 byte = self->data[in->at + i];

      length = length << 7 | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        {
          *in = (AcVideoSpan) { in->at + i + 1, in->size - i - 1 };
          return length <= in->size;
        }
    }
  return FALSE;
}

/* Among the kinds of sound that are described this way is MP3, too. */
static gboolean
read_sound (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  AcVideoSpan in = { body.at + 4, body.size - 4 };

  if (body.size < 4 || !open_tag (self, &in, 0x03) || in.size < 3)
    return refuse_broken (error);
  in = (AcVideoSpan) { in.at + 3, in.size - 3 };
  track->aac = self->data[in.at - 1] < 0x20 && open_tag (self, &in, 0x04) && in.size > 0 &&
               self->data[in.at] == 0x40;
  return TRUE;
}

static gboolean
read_film_description (Reader *self, Track *track, AcVideoSpan body, GError **error)
{
  AcVideoSpan maker = { body.at + MAKER_AT, MAKER_SIZE };
  AcVideoSpan inside = { body.at + FILM_HEAD, body.size - FILM_HEAD };

  if (body.size < FILM_HEAD)
    return refuse_broken (error);
  blank (self, maker);
  return read_boxes (self, track, "avc1", inside, error);
}

static gboolean
read_sound_description (Reader *self, Track *track, AcVideoSpan body, GError **error)
{
  AcVideoSpan inside = { body.at + SOUND_HEAD, body.size - SOUND_HEAD };

  /* QuickTime has versions of it, with more before the boxes. */
  if (body.size < SOUND_HEAD || memcmp (self->data + body.at + 8, "\0\0", 2) != 0)
    return refuse_broken (error);
  return read_boxes (self, track, "mp4a", inside, error);
}

/* What is no film or sound is left out later, whatever is in there. */
static gboolean
read_descriptions (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  const guint8 *data = self->data + body.at;
  AcVideoSpan inside = { body.at + 16, body.size - 16 };

  if (body.size < 16 || track->coding[0] != '\0')
    return refuse_broken (error);
  take_name (track->coding, data + 12);
  if (ac_video_read_32 (data + 4) != 1 || ac_video_read_32 (data + 8) != body.size - 8)
    memcpy (track->coding, "many", 5);
  if (g_str_equal (track->coding, "avc1") || g_str_equal (track->coding, "avc3"))
    return read_film_description (self, track, inside, error);
  if (g_str_equal (track->coding, "mp4a"))
    return read_sound_description (self, track, inside, error);
  return TRUE;
}

static gboolean
take_film (Reader *self, const Track *track, GError **error)
{
  if (!g_str_has_prefix (track->coding, "avc"))
    return refuse (error, "its film is of another kind than H.264");
  if (track->width == 0 || track->height == 0 || track->width > AC_VIDEO_MAX_SIDE ||
      track->height > AC_VIDEO_MAX_SIDE)
    return refuse (error, "it has too many pixels, or none");
  self->facts.width = track->width;
  self->facts.height = track->height;
  self->n_films++;
  return TRUE;
}

static gboolean
take_sound (Reader *self, const Track *track, GError **error)
{
  self->n_sounds++;
  return track->aac || refuse (error, "its sound is of another kind than AAC");
}

/* Tracks of other kinds – where a camera was, subtitles, time codes – are left out. */
static gboolean
read_track (Reader *self, Track *none, const char *name, AcVideoSpan body, GError **error)
{
  Track track = { 0 };
  gboolean film = FALSE;

  if (++self->n_tracks > MAX_TRACKS)
    return refuse_broken (error);
  if (!read_boxes (self, &track, name, body, error))
    return FALSE;

  film = g_str_equal (track.handler, "vide");
  if (!film && !g_str_equal (track.handler, "soun"))
    {
      memcpy (self->data + body.at - 4, "free", 4);
      blank (self, body);
      return TRUE;
    }
  if (track.outside)
    return refuse (error, "a part of it is in another file");
  if (!(film ? take_film (self, &track, error) : take_sound (self, &track, error)))
    return FALSE;
  return ac_video_list_chunks (self->data, &track.tables, self->size, self->chunks) ||
         refuse_broken (error);
}

static gboolean
read_movie (Reader *self, Track *track, const char *name, AcVideoSpan body, GError **error)
{
  self->n_movies++;
  return read_boxes (self, track, name, body, error);
}

/* All that stays, and what is done with it. */
static const struct
{
  const char *parent;
  const char *name;
  ReadFunc read; /* NULL: it stays as it is */
} known[] = {
  { "", "ftyp", read_brands },
  { "", "mdat", read_media },
  { "", "moov", read_movie },
  { "", "moof", refuse_pieces },
  { "moov", "mvex", refuse_pieces },
  { "moov", "mvhd", read_movie_head },
  { "moov", "trak", read_track },
  { "trak", "tkhd", read_track_head },
  { "trak", "edts", read_inside },
  { "edts", "elst" },
  { "trak", "mdia", read_inside },
  { "mdia", "mdhd", read_media_head },
  { "mdia", "hdlr", read_handler },
  { "mdia", "minf", read_inside },
  { "minf", "vmhd" },
  { "minf", "smhd" },
  { "minf", "dinf", read_inside },
  { "dinf", "dref", read_references },
  { "minf", "stbl", read_inside },
  { "stbl", "stsd", read_descriptions },
  { "stbl", "stsz", keep_table },
  { "stbl", "stsc", keep_table },
  { "stbl", "stco", keep_table },
  { "stbl", "co64", keep_table },
  { "stbl", "stts" },
  { "stbl", "ctts" },
  { "stbl", "cslg" },
  { "stbl", "stss" },
  { "stbl", "sdtp" },
  { "stbl", "sgpd" },
  { "stbl", "sbgp" },
  { "avc1", "avcC" },
  { "avc1", "pasp" },
  { "avc1", "colr" },
  { "avc1", "clap" },
  { "avc1", "btrt" },
  { "mp4a", "esds", read_sound },
  { "mp4a", "btrt" },
};

/* How large the box is, and what is in it. FALSE: it isn't whole. */
static gboolean
measure_box (Reader *self, AcVideoSpan in, gboolean outermost, gsize *size, AcVideoSpan *body)
{
  const guint8 *data = self->data + in.at;
  guint64 whole = in.size >= BOX_HEAD ? ac_video_read_32 (data) : 2;
  gsize head = whole == 1 ? BOX_HEAD + 8 : BOX_HEAD;

  /* The last one may go on to the end of the file; a size that 32 bits can't hold comes later. */
  if (whole == 0 && outermost)
    whole = in.size;
  else if (whole == 1 && outermost && in.size >= head)
    whole = ac_video_read_64 (data + BOX_HEAD);
  *size = whole;
  *body = (AcVideoSpan) { in.at + head, whole - head };
  return whole >= head && whole <= in.size;
}

/* What isn't known becomes a gap. */
static gboolean
read_box (Reader *self,
          Track *track,
          const char *parent,
          const guint8 *type,
          AcVideoSpan body,
          GError **error)
{
  char name[5];

  take_name (name, type);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].parent, parent) && g_str_equal (known[i].name, name))
      return known[i].read == NULL || known[i].read (self, track, name, body, error);

  memcpy ((guint8 *) type, "free", 4);
  blank (self, body);
  return TRUE;
}

static gboolean
read_boxes (Reader *self, Track *track, const char *parent, AcVideoSpan in, GError **error)
{
  while (in.size > 0)
    {
      guint8 *type = self->data + in.at + 4;
      AcVideoSpan body = { 0 };
      gsize size = 0;

      if (++self->n_boxes > MAX_BOXES || !measure_box (self, in, *parent == '\0', &size, &body))
        return refuse_broken (error);
      if (!read_box (self, track, parent, type, body, error))
        return FALSE;
      in = (AcVideoSpan) { in.at + size, in.size - size };
    }
  return TRUE;
}

static gboolean
check (Reader *self, GError **error)
{
  if (!self->known_brand)
    return refuse (error, "it is no MP4");
  if (self->n_movies != 1 || self->facts.ms == 0 || self->n_films != 1 || self->n_sounds > 1)
    return refuse (error, "it must have one film, and one sound at most");
  return ac_video_blank_gaps (self->data, self->media, self->chunks) || refuse_broken (error);
}

gboolean
ac_video_file_looks_like_one (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = NULL;

  g_return_val_if_fail (bytes != NULL, FALSE);

  data = g_bytes_get_data (bytes, &size);
  return size >= BOX_HEAD && memcmp (data + 4, "ftyp", 4) == 0;
}

GBytes *
ac_video_file_clean (GBytes *bytes, AcVideoFacts *facts, GError **error)
{
  g_autoptr(GArray) media = g_array_new (FALSE, FALSE, sizeof (AcVideoSpan));
  g_autoptr(GArray) chunks = g_array_new (FALSE, FALSE, sizeof (AcVideoSpan));
  g_autofree guint8 *copy = NULL;
  Reader reader = { .media = media, .chunks = chunks };
  AcVideoSpan whole = { 0 };

  g_return_val_if_fail (bytes != NULL && facts != NULL, NULL);

  if (!ac_video_file_looks_like_one (bytes))
    return refuse (error, "it is no MP4"), NULL;
  copy = g_memdup2 (g_bytes_get_data (bytes, &whole.size), g_bytes_get_size (bytes));
  reader.data = copy;
  reader.size = whole.size;
  if (!read_boxes (&reader, NULL, "", whole, error) || !check (&reader, error))
    return NULL;

  *facts = reader.facts;
  return g_bytes_new_take (g_steal_pointer (&copy), whole.size);
}
