/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>

#include "ac-error.h"
#include "ac-splitter.h"

#define FEW_PARTS 9 /* whose numbers have one digit */

/* What stands at a grapheme of the text, in the order in which cuts are preferred. */
typedef enum
{
  CUT_ANY,   /* inside a link, mention or hashtag */
  CUT_PLAIN, /* between two characters of a word */
  CUT_WORD,
  CUT_SENTENCE,
  CUT_PARAGRAPH,
  N_CUTS,
} Cut;

typedef struct
{
  const char *text;
  gsize size;
  const AcTextLimits *limits;
  char *breaks;    /* whether a grapheme begins at a byte */
  char *lines;     /* whether a line may end before a byte */
  guint8 *inside;  /* whether a byte lies in something whole, but not at its beginning */
  guint32 *weight; /* of all before a byte */
} Splitter;

static void
splitter_clear (Splitter *self)
{
  g_free (self->breaks);
  g_free (self->lines);
  g_free (self->inside);
  g_free (self->weight);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Splitter, splitter_clear)

static gsize
next_grapheme (Splitter *self, gsize at)
{
  for (at++; at < self->size && !self->breaks[at];)
    at++;
  return at;
}

static gsize
previous_grapheme (Splitter *self, gsize at)
{
  for (at--; at > 0 && !self->breaks[at];)
    at--;
  return at;
}

/* Of the grapheme at a byte: a mark may stand on a space. */
static gboolean
is_white (Splitter *self, gsize at)
{
  gsize end = next_grapheme (self, at);

  for (const char *p = self->text + at; p < self->text + end; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
joins_words (gunichar c)
{
  return c == 0xa0 || c == 0x2007 || c == 0x202f;
}

static gboolean
ends_paragraph (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

static gboolean
closes (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);

  return c == '"' || c == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION ||
         type == G_UNICODE_FINAL_PUNCTUATION;
}

static gboolean
is_one_of (gunichar c, const gunichar *known)
{
  for (; *known != 0; known++)
    if (c == *known)
      return TRUE;
  return FALSE;
}

/* wide: of a script that puts no space after it. */
static gboolean
ends_sentence (Splitter *self, gsize at, gboolean *wide)
{
  static const gunichar narrow[] = { '.',    '!',    '?',    0x2026, 0x061f, 0x06d4,
                                     0x0964, 0x0965, 0x1362, 0x0589, 0 };
  static const gunichar broad[] = { 0x3002, 0xff01, 0xff1f, 0xff61, 0 };
  const char *p = self->text + at;
  gunichar c = 0;

  do
    {
      p = g_utf8_prev_char (p);
      c = g_utf8_get_char (p);
    }
  while (p > self->text && closes (c));

  *wide = is_one_of (c, broad);
  return *wide || is_one_of (c, narrow);
}

/* Scripts without spaces end their words where a line may end. */
static gboolean
may_end_line (Splitter *self, gsize at)
{
  const char *p = self->text + at;

  return self->lines[at] == UC_BREAK_POSSIBLE &&
         (g_unichar_iswide (g_utf8_get_char (p)) ||
          g_unichar_iswide (g_utf8_get_char (g_utf8_prev_char (p))));
}

/* How good it is to cut before the grapheme at a byte, with something that isn't white before it.
 */
static Cut
judge (Splitter *self, gsize at)
{
  const gunichar c = g_utf8_get_char (self->text + at);
  const gboolean white = is_white (self, at) && !joins_words (c);
  gboolean wide = FALSE;

  if (self->inside[at])
    return CUT_ANY;
  if (white && ends_paragraph (c))
    return CUT_PARAGRAPH;
  if (!white && !may_end_line (self, at))
    return CUT_PLAIN;
  return ends_sentence (self, at, &wide) && (white || wide) ? CUT_SENTENCE : CUT_WORD;
}

static void
keep_whole (Splitter *self, gsize start, gsize end)
{
  memset (self->inside + start + 1, TRUE, end - start - 1);
}

static void
keep_span (const char *text, gsize start, gsize end, gpointer user_data)
{
  keep_whole (user_data, start, end);
}

static void
keep_tag (const char *text, gsize start, gsize end, gpointer user_data)
{
  keep_whole (user_data, start - 1, end);
}

/* Within what counts as a whole each place counts as if it ended there. */
static guint32
weigh_span (Splitter *self, const AcTextWeight *span, guint32 before)
{
  guint32 inner = 0;

  for (gsize at = span->start; at < span->end; at++)
    {
      self->weight[at] = before + MIN (inner, span->weight);
      inner += self->breaks[at] != 0;
    }
  return before + span->weight;
}

/* Each place counts as ac_text_measure() counts what is before it. */
static void
weigh (Splitter *self)
{
  g_autoptr(GArray) spans = ac_text_list_weights (self->text, self->limits);
  guint32 weight = 0;
  gsize at = 0;

  for (guint i = 0; i <= spans->len; i++)
    {
      const AcTextWeight *span = i < spans->len ? &g_array_index (spans, AcTextWeight, i) : NULL;

      for (; at < (span != NULL ? span->start : self->size); at++)
        {
          self->weight[at] = weight;
          weight += self->breaks[at] != 0;
        }
      if (span == NULL)
        break;
      weight = weigh_span (self, span, weight);
      at = span->end;
    }
  self->weight[self->size] = weight;
}

static void
splitter_init (Splitter *self, const char *text, const AcTextLimits *limits)
{
  const guint8 *bytes = (const guint8 *) text;

  self->text = text;
  self->size = strlen (text);
  self->limits = limits;
  self->breaks = g_malloc0 (self->size + 1);
  self->lines = g_malloc0 (self->size + 1);
  self->inside = g_malloc0 (self->size + 1);
  self->weight = g_new0 (guint32, self->size + 1);
  u8_grapheme_breaks (bytes, self->size, self->breaks);
  u8_possible_linebreaks (bytes, self->size, "UTF-8", self->lines);
  ac_text_foreach_link (text, keep_span, self);
  ac_text_foreach_tag (text, keep_tag, self);
  ac_text_foreach_mention (text, keep_span, self);
  weigh (self);
}

static gsize
skip_white (Splitter *self, gsize at)
{
  while (at < self->size && is_white (self, at))
    at = next_grapheme (self, at);
  return at;
}

static gsize
trim_white (Splitter *self, gsize start, gsize end)
{
  while (end > start)
    {
      gsize last = previous_grapheme (self, end);

      if (!is_white (self, last))
        break;
      end = last;
    }
  return end;
}

static gboolean
is_within (Splitter *self, gsize start, gsize end, const AcTextLimits *room)
{
  return (self->limits->max_graphemes == 0 ||
          self->weight[end] - self->weight[start] <= room->max_graphemes) &&
         (self->limits->max_bytes == 0 || end - start <= room->max_bytes);
}

static gboolean
is_half (Splitter *self, gsize start, gsize end, const AcTextLimits *room)
{
  return (self->limits->max_graphemes > 0 &&
          2 * (self->weight[end] - self->weight[start]) >= room->max_graphemes) ||
         (self->limits->max_bytes > 0 && 2 * (end - start) >= room->max_bytes);
}

/* Where the part that begins at start ends; start when not even one grapheme has room. */
static gsize
find_end (Splitter *self, gsize start, gsize size, const AcTextLimits *room)
{
  gsize last[N_CUTS] = { start, start, start, start, start };

  if (is_within (self, start, size, room))
    return size;

  for (gsize at = next_grapheme (self, start); at < size && is_within (self, start, at, room);
       at = next_grapheme (self, at))
    if (!is_white (self, previous_grapheme (self, at)))
      last[judge (self, at)] = at;

  for (Cut cut = CUT_PARAGRAPH; cut >= CUT_SENTENCE; cut--)
    if (last[cut] > start && is_half (self, start, last[cut], room))
      return last[cut];

  last[CUT_WORD] = MAX (last[CUT_WORD], MAX (last[CUT_SENTENCE], last[CUT_PARAGRAPH]));
  for (Cut cut = CUT_WORD; cut > CUT_ANY; cut--)
    if (last[cut] > start)
      return last[cut];
  return last[CUT_ANY];
}

static char *
add_number (const char *text, gsize size, guint number, guint total)
{
  return total > 0 ? g_strdup_printf ("%.*s %u/%u", (int) size, text, number, total)
                   : g_strndup (text, size);
}

/* A cut can make a link where there was none, so each part is measured in the end. */
static gsize
cut_part (Splitter *self, gsize start, gsize size, guint reserve)
{
  AcTextLimits room = *self->limits;
  gsize end = start;

  room.max_graphemes -= MIN (reserve, room.max_graphemes);
  room.max_bytes -= MIN (reserve, room.max_bytes);
  while ((end = find_end (self, start, size, &room)) > start)
    {
      g_autofree char *part = g_strndup (self->text + start, end - start);
      const int missing = (int) reserve - ac_text_measure (part, self->limits).left;

      if (missing <= 0)
        return end;
      if ((guint) missing >= room.max_graphemes)
        return start;
      room.max_graphemes -= (guint) missing;
    }
  return start;
}

/* The bounds of each part; FALSE when that makes too many, or one has no end. */
static gboolean
find_parts (Splitter *self, guint reserve, guint max_parts, GArray *bounds)
{
  gsize size = trim_white (self, 0, self->size);

  g_array_set_size (bounds, 0);
  for (gsize at = skip_white (self, 0); at < size; at = skip_white (self, at))
    {
      gsize end = cut_part (self, at, size, reserve);

      if (end == at || bounds->len == 2 * max_parts)
        return FALSE;
      g_array_append_val (bounds, at);
      g_array_append_val (bounds, end);
      at = end;
    }
  return TRUE;
}

static GStrv
make_parts (Splitter *self, GArray *bounds, gboolean numbered)
{
  const guint n = bounds->len / 2;
  GStrv parts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const gsize start = g_array_index (bounds, gsize, 2 * i);
      const gsize end = g_array_index (bounds, gsize, 2 * i + 1);

      parts[i] = add_number (self->text + start, end - start, i + 1, numbered && n > 1 ? n : 0);
    }
  return parts;
}

static gboolean
refuse (GError **error)
{
  g_set_error (error, AC_ERROR, AC_ERROR_TOO_LONG,
               "The text is too long for a thread of %d posts at this service",
               AC_SPLITTER_MAX_PARTS);
  return FALSE;
}

/* A number takes more room from the tenth part on. */
static gboolean
find_numbered_parts (Splitter *self, GArray *bounds)
{
  return find_parts (self, strlen (" 1/9"), FEW_PARTS, bounds) ||
         find_parts (self, strlen (" 10/25"), AC_SPLITTER_MAX_PARTS, bounds);
}

GStrv
ac_splitter_split (const char *text, const AcTextLimits *limits, gboolean numbered, GError **error)
{
  g_auto(Splitter) self = { 0 };
  g_autoptr(GArray) bounds = g_array_new (FALSE, FALSE, sizeof (gsize));

  g_return_val_if_fail (text != NULL && limits != NULL, NULL);

  if (ac_text_fits (text, limits))
    return g_strdupv ((char *[]) { (char *) text, NULL });

  splitter_init (&self, text, limits);
  if (!(numbered ? find_numbered_parts (&self, bounds)
                 : find_parts (&self, 0, AC_SPLITTER_MAX_PARTS, bounds)) ||
      bounds->len == 0)
    return refuse (error), NULL;
  return make_parts (&self, bounds, numbered);
}
