/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-rule-match.h"
#include "ac-text.h"

#define ELLIPSIS "…"
#define QUIET "\u200b" /* behind the sign of a mention that is to call nobody */

typedef struct
{
  GString *words;
  gsize done;
} Fold;

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '.';
}

/* From the sign after a name on. */
static const char *
skip_server (const char *at)
{
  if (*at != '@')
    return at;

  for (at++; is_name_char (*at);)
    at++;
  return at;
}

static const char *
skip_prefix (const char *text, const char *prefix)
{
  return g_str_has_prefix (text, prefix) ? text + strlen (prefix) : text;
}

static const char *
take_mention (GString *words, const char *at)
{
  for (at = skip_prefix (at + 1, QUIET); is_name_char (*at); at++)
    g_string_append_c (words, g_ascii_tolower (*at));

  return skip_server (at);
}

static void
take_words (GString *words, const char *at, const char *end)
{
  while (at < end)
    {
      gunichar c = g_utf8_get_char (at);

      if (*at == '@')
        {
          g_string_append_c (words, '@');
          at = take_mention (words, at);
          continue;
        }
      if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (words, c);
      at = g_utf8_next_char (at);
    }
}

/* What says who led somebody there, and not where it is. */
static gboolean
is_tracker (const char *parameter)
{
  static const char *const families[] = { "utm_", "mtm_", "pk_", "mc_" };
  static const char *const names[] = { "fbclid", "gclid",   "dclid",   "msclkid", "yclid", "igsh",
                                       "igshid", "ref_src", "ref_url", "si",      NULL };
  g_autofree char *name = g_strndup (parameter, strcspn (parameter, "="));

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_str_has_prefix (name, families[i]))
      return TRUE;

  return g_strv_contains (names, name);
}

/* Programs leave out how a page is fetched, and some its last stroke. */
static void
take_link (GString *words, const char *link)
{
  g_auto(GStrv) fragment = g_strsplit (link, "#", 2);
  g_auto(GStrv) halves = g_strsplit (fragment[0], "?", 2);
  g_auto(GStrv) parameters = g_strsplit (halves[1] != NULL ? halves[1] : "", "&", -1);
  const char *place = skip_prefix (skip_prefix (halves[0], "http://"), "https://");
  char sign = '?';

  g_string_append (words, skip_prefix (place, "www."));
  if (words->len > 0 && words->str[words->len - 1] == '/')
    g_string_truncate (words, words->len - 1);
  for (guint i = 0; parameters[i] != NULL; i++)
    if (*parameters[i] != '\0' && !is_tracker (parameters[i]))
      {
        g_string_append_printf (words, "%c%s", sign, parameters[i]);
        sign = '&';
      }
  if (fragment[1] != NULL)
    g_string_append_printf (words, "#%s", fragment[1]);
}

static void
fold_link (const char *text, gsize start, gsize end, gpointer user_data)
{
  Fold *fold = user_data;
  g_autofree char *link = g_strndup (text + start, end - start);

  take_words (fold->words, text + fold->done, text + start);
  take_link (fold->words, link);
  fold->done = end;
}

/* NFKC, and no cases. */
static char *
normalise (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : text, -1);
  g_autofree char *again = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);

  return again != NULL ? g_steal_pointer (&again) : g_steal_pointer (&folded);
}

static char *
fold_words (const char *text)
{
  g_autofree char *normal = normalise (text);
  Fold fold = { g_string_new (NULL), 0 };

  ac_text_foreach_link (normal, fold_link, &fold);
  take_words (fold.words, normal + fold.done, normal + strlen (normal));
  return g_string_free_and_steal (fold.words);
}

static void
keep_last (const char *text, gsize start, gsize end, gpointer user_data)
{
  gsize *last = user_data;

  *last = text[end + strspn (text + end, " \n")] == '\0' ? start : G_MAXSIZE;
}

/* What stands before a link at the end of text; NULL: no link is there. */
static char *
dup_before_link (const char *text)
{
  gsize start = G_MAXSIZE;

  ac_text_foreach_link (text, keep_last, &start);
  return start != G_MAXSIZE ? g_strchomp (g_strndup (text, start)) : NULL;
}

char *
ac_rule_name_words (const char *text)
{
  g_autofree char *before = dup_before_link (text);
  const gboolean cut = before != NULL && g_str_has_suffix (before, ELLIPSIS);
  g_autofree char *words = fold_words (cut ? before : text);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, words, -1);
}

gboolean
ac_rule_says_same (const char *copy, const char *text)
{
  g_autofree char *whole = fold_words (copy);
  g_autofree char *words = fold_words (text);
  g_autofree char *before = dup_before_link (copy);
  const gboolean cut = before != NULL && g_str_has_suffix (before, ELLIPSIS);
  g_autofree char *begin = NULL;

  if (*words == '\0' || before == NULL)
    return *words != '\0' && g_str_equal (whole, words);

  if (cut)
    before[strlen (before) - strlen (ELLIPSIS)] = '\0';
  begin = fold_words (before);
  return g_str_equal (whole, words) || (cut && *begin != '\0' && g_str_has_prefix (words, begin)) ||
         g_str_equal (begin, words);
}
