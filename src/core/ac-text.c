/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <unigbrk.h>

#include "ac-text.h"

G_DEFINE_BOXED_TYPE (AcTextLimits, ac_text_limits, ac_text_limits_copy, g_free)

typedef struct
{
  GArray *spans; /* of AcTextWeight */
  gsize done;
  const AcTextLimits *limits;
} Weigher;

static gboolean
is_word (gunichar c)
{
  return c == '_' || g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* A name of a server or person: words joined by . or -, which neither begin nor end it. */
static const char *
skip_name (const char *start, gboolean ascii)
{
  const char *p = start;
  const char *end = start;

  while (*p != '\0')
    {
      const gunichar c = g_utf8_get_char (p);

      if (is_word (c) && (!ascii || c < 0x80))
        end = p = g_utf8_next_char (p);
      else if ((c == '.' || c == '-') && p > start)
        p++;
      else
        break;
    }

  return end;
}

static gboolean
ends_link (gunichar c)
{
  const gboolean cjk_punctuation = c >= 0x3000 && c <= 0x303f;
  const gboolean quote_or_dots = (c >= 0x2018 && c <= 0x201f) || c == 0x2026;

  return cjk_punctuation || quote_or_dots || g_unichar_isspace (c) || !g_unichar_isgraph (c) ||
         (c < 0x80 && strchr ("<>\"`{}|\\^", c) != NULL);
}

static gboolean
is_unopened (const char *start, const char *end, char open, char close)
{
  int depth = 0;

  for (const char *p = start; p < end; p++)
    depth += *p == open ? 1 : *p == close ? -1 : 0;

  return depth < 0;
}

/* Punctuation at the end belongs to the sentence, and so does a bracket opened before the link. */
static const char *
trim_link (const char *start, const char *end)
{
  while (end > start)
    {
      const char last = end[-1];

      if (strchr (".,;:!?'*", last) == NULL &&
          !(last == ')' && is_unopened (start, end, '(', ')')) &&
          !(last == ']' && is_unopened (start, end, '[', ']')))
        break;

      end--;
    }

  return end;
}

static gsize
scheme_length (const char *p)
{
  if (g_ascii_strncasecmp (p, "https://", 8) == 0)
    return 8;

  return g_ascii_strncasecmp (p, "http://", 7) == 0 ? 7 : 0;
}

/* The end of the link that begins at p, or NULL. A host needs a dot: no service takes another one
 * for a link. */
static const char *
link_end (const char *text, const char *p)
{
  const gsize scheme = scheme_length (p);
  const char *host = p + scheme;
  const char *host_end = NULL;
  const char *end = NULL;

  if (scheme == 0)
    return NULL;

  /* Scripts without spaces put a link right after a letter. */
  if (p > text && (g_ascii_isalnum (p[-1]) || p[-1] == '_' || p[-1] == '@'))
    return NULL;

  host_end = skip_name (host, FALSE);
  if (memchr (host, '.', host_end - host) == NULL)
    return NULL;

  for (end = host_end; *end != '\0' && !ends_link (g_utf8_get_char (end));)
    end = g_utf8_next_char (end);

  return trim_link (p, end);
}

/* The end of the @user of the mention @user@host that begins at p, with the end of the whole in
 * whole. */
static const char *
mention_end (const char *text, const char *p, const char **whole)
{
  const char *user_end = NULL;
  const char *host_end = NULL;
  gunichar before = 0;

  if (*p != '@')
    return NULL;

  if (p > text)
    before = g_utf8_get_char (g_utf8_prev_char (p));

  if (is_word (before) || before == '/' || before == '=')
    return NULL;

  user_end = skip_name (p + 1, TRUE);
  if (user_end == p + 1 || *user_end != '@')
    return NULL;

  host_end = skip_name (user_end + 1, FALSE);
  if (host_end == user_end + 1)
    return NULL;

  *whole = host_end;
  return user_end;
}

static void
add_weight (Weigher *weigher, gsize start, gsize end, guint weight)
{
  const AcTextWeight span = { start, end, weight };

  g_array_append_val (weigher->spans, span);
  weigher->done = end;
}

/* The mentions up to end. */
static void
weigh_mentions (Weigher *weigher, const char *text, gsize end)
{
  for (gsize i = weigher->done; weigher->limits->local_mentions && i < end; i++)
    {
      const char *whole = NULL;
      const char *user_end = mention_end (text, text + i, &whole);

      if (user_end == NULL || whole > text + end)
        continue;

      add_weight (weigher, i, whole - text, user_end - (text + i));
      i = weigher->done - 1;
    }
}

static void
weigh_link (const char *text, gsize start, gsize end, gpointer user_data)
{
  Weigher *weigher = user_data;

  weigh_mentions (weigher, text, start);
  add_weight (weigher, start, end, weigher->limits->url_weight);
}

/* The text with something of its own weight in place of each span. */
static GString *
replace_spans (const char *text, GArray *spans)
{
  GString *counted = g_string_new (NULL);
  gsize done = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const AcTextWeight *span = &g_array_index (spans, AcTextWeight, i);

      g_string_append_len (counted, text + done, span->start - done);
      for (guint x = 0; x < span->weight; x++)
        g_string_append_c (counted, 'x');
      done = span->end;
    }
  g_string_append (counted, text + done);
  return counted;
}

static guint
count_graphemes (const char *text, gsize length)
{
  g_autofree char *breaks = g_malloc (MAX (length, 1));
  guint count = 0;

  u8_grapheme_breaks ((const guint8 *) text, length, breaks);
  for (gsize i = 0; i < length; i++)
    count += breaks[i] != 0;

  return count;
}

AcTextLimits *
ac_text_limits_copy (const AcTextLimits *limits)
{
  return g_memdup2 (limits, sizeof *limits);
}

gboolean
ac_text_limits_equal (const AcTextLimits *a, const AcTextLimits *b)
{
  return a->max_graphemes == b->max_graphemes && a->max_bytes == b->max_bytes &&
         a->url_weight == b->url_weight && !a->local_mentions == !b->local_mentions;
}

/**
 * ac_text_measure:
 * @text: UTF-8
 *
 * Counts user-perceived characters (UAX #29) with links and mentions weighed by @limits, and the
 * bytes of the text as it is.
 *
 * Returns: the lengths; `left` is G_MAXINT when there is no limit
 */
AcTextMeasure
ac_text_measure (const char *text, const AcTextLimits *limits)
{
  AcTextMeasure measure = { .left = G_MAXINT };
  g_autoptr(GArray) spans = NULL;
  g_autoptr(GString) counted = NULL;

  g_return_val_if_fail (text != NULL, measure);
  g_return_val_if_fail (limits != NULL, measure);

  spans = ac_text_list_weights (text, limits);
  counted = replace_spans (text, spans);
  measure.graphemes = count_graphemes (counted->str, counted->len);
  measure.bytes = strlen (text);
  if (limits->max_graphemes > 0)
    measure.left = (int) limits->max_graphemes - (int) measure.graphemes;
  if (limits->max_bytes > 0)
    measure.left = MIN (measure.left, (int) limits->max_bytes - (int) measure.bytes);

  return measure;
}

/**
 * ac_text_list_weights:
 *
 * Returns: (element-type AcTextWeight): what does not count by its own length, in order
 */
GArray *
ac_text_list_weights (const char *text, const AcTextLimits *limits)
{
  Weigher weigher = { g_array_new (FALSE, FALSE, sizeof (AcTextWeight)), 0, limits };

  if (limits->url_weight > 0)
    ac_text_foreach_link (text, weigh_link, &weigher);
  weigh_mentions (&weigher, text, strlen (text));
  return weigher.spans;
}

/**
 * ac_text_fits:
 *
 * Returns: whether @text is within every limit
 */
gboolean
ac_text_fits (const char *text, const AcTextLimits *limits)
{
  return ac_text_measure (text, limits).left >= 0;
}

/**
 * ac_text_foreach_link:
 * @text: UTF-8
 * @func: (scope call): called with the byte range of each web address
 */
void
ac_text_foreach_link (const char *text, AcTextLinkFunc func, gpointer user_data)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (func != NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *end = link_end (text, p);

      if (end != NULL)
        func (text, p - text, end - text, user_data);

      p = end != NULL ? end : g_utf8_next_char (p);
    }
}

static gboolean
is_of_tag (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

/* Where a word ends; letters says whether it has any. */
static const char *
skip_word (const char *at, gboolean *letters)
{
  *letters = FALSE;
  for (; is_of_tag (g_utf8_get_char (at)); at = g_utf8_next_char (at))
    *letters |= g_unichar_isalpha (g_utf8_get_char (at));
  return at;
}

void
ac_text_foreach_tag (const char *text, AcTextLinkFunc func, gpointer user_data)
{
  gunichar before = 0;
  const char *at = text;

  while (*at != '\0')
    {
      gboolean letters = FALSE;
      const char *end = *at == '#' && !is_of_tag (before) && before != '&' && before != '/'
                            ? skip_word (at + 1, &letters)
                            : NULL;

      before = g_utf8_get_char (at);
      if (end == NULL || !letters)
        {
          at = g_utf8_next_char (at);
          continue;
        }

      func (text, at + 1 - text, end - text, user_data);
      before = 'x';
      at = end;
    }
}

/* A name that begins at p, of this server or of another. */
static const char *
skip_mention (const char *text, const char *p)
{
  const gunichar before = p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
  const char *end = NULL;
  const char *host_end = NULL;

  if (*p != '@' || is_word (before) || before == '/' || before == '=')
    return p;

  end = skip_name (p + 1, FALSE);
  if (end == p + 1 || *end != '@')
    return end == p + 1 ? p : end;
  host_end = skip_name (end + 1, FALSE);
  return host_end == end + 1 ? end : host_end;
}

void
ac_text_foreach_mention (const char *text, AcTextLinkFunc func, gpointer user_data)
{
  for (const char *p = text; *p != '\0';)
    {
      const char *end = skip_mention (text, p);

      if (end > p)
        func (text, p - text, end - text, user_data);
      p = end > p ? end : g_utf8_next_char (p);
    }
}
