/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-bridge.h"
#include "ac-rule-match.h"
#include "ac-text.h"

#define OUR_NAME "Accounts Center"
#define NO_SHARE "noshare"
#define QUIET_AT "@\u200b" /* is read as it is, and calls nobody */
#define ELLIPSIS "…"

typedef struct
{
  const char *const *wanted;
  gboolean found;
} Search;

static gboolean
is_among (const char *word, const char *const *words)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autofree char *other = g_utf8_casefold (words[i], -1);

      if (g_str_equal (folded, other))
        return TRUE;
    }

  return FALSE;
}

static void
look_at_tag (const char *text, gsize start, gsize end, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *word = g_strndup (text + start, end - start);

  search->found = search->found || is_among (word, search->wanted);
}

static gboolean
has_tag (const char *text, const char *const *tags)
{
  Search search = { tags, FALSE };

  ac_text_foreach_tag (text, look_at_tag, &search);
  return search.found;
}

/* `de-AT` is German, too. */
static gboolean
has_language (GStrv languages, const char *const *wanted)
{
  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (languages[i], "-", 2);

      if (is_among (languages[i], wanted) || (parts[0] != NULL && is_among (parts[0], wanted)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_bridged (const AcPostFacts *post)
{
  return (post->program != NULL && ac_bridge_is_program (post->program)) ||
         (post->uri != NULL && ac_bridge_is_address (post->uri)) ||
         (post->url != NULL && ac_bridge_is_address (post->url)) ||
         ac_bridge_is_mentioned (post->text);
}

/* Nothing of these is for a filter to allow. */
static AcPostVerdict
judge_origin (const AcShareRuleFacts *rule, const AcPostFacts *post, const AcPostKnown *known)
{
  static const char *const no_share[] = { NO_SHARE, NULL };

  if (post->created_at < rule->since)
    return AC_POST_VERDICT_BEFORE;
  if (known->copied && !known->held)
    return AC_POST_VERDICT_COPIED;
  if (known->ours || g_strcmp0 (post->program, OUR_NAME) == 0)
    return AC_POST_VERDICT_OURS;
  if (is_bridged (post))
    return AC_POST_VERDICT_BRIDGED;
  if (has_tag (post->text, no_share))
    return AC_POST_VERDICT_NO_SHARE;
  if (post->audience < rule->posts || post->audience < rule->audience)
    return AC_POST_VERDICT_AUDIENCE;

  if (post->warned)
    return AC_POST_VERDICT_WARNED;

  return known->held || (known->words && !post->boost) ? AC_POST_VERDICT_WORDS
                                                       : AC_POST_VERDICT_SHARE;
}

static AcPostVerdict
judge_kind (const AcShareRuleFacts *rule, const AcPostFacts *post)
{
  const char *const *tags = (const char *const *) rule->tags;
  const char *const *without = (const char *const *) rule->without_tags;
  const char *const *languages = (const char *const *) rule->languages;

  if (post->boost && !rule->boosts)
    return AC_POST_VERDICT_BOOST;
  if (post->reply && !rule->replies)
    return AC_POST_VERDICT_REPLY;
  if (post->media && !post->boost && !rule->media)
    return AC_POST_VERDICT_MEDIA;
  if ((tags != NULL && !has_tag (post->text, tags)) || has_tag (post->text, without))
    return AC_POST_VERDICT_TAG;
  if (languages != NULL && !has_language (post->languages, languages))
    return AC_POST_VERDICT_LANGUAGE;

  return *post->text != '\0' || post->boost || post->media ? AC_POST_VERDICT_SHARE
                                                           : AC_POST_VERDICT_EMPTY;
}

AcPostVerdict
ac_rule_match (const AcShareRuleFacts *rule, const AcPostFacts *post, const AcPostKnown *known)
{
  AcPostVerdict verdict = judge_origin (rule, post, known);

  if (verdict == AC_POST_VERDICT_SHARE)
    verdict = judge_kind (rule, post);
  if (verdict == AC_POST_VERDICT_SHARE && known->last_hour >= rule->per_hour)
    verdict = AC_POST_VERDICT_LIMIT;
  if (verdict == AC_POST_VERDICT_SHARE && known->same >= AC_SHARE_RULE_MAX_SAME)
    verdict = AC_POST_VERDICT_REPEATED;

  return verdict;
}

typedef struct
{
  GString *quiet;
  gsize done;
} Hush;

static void
hush_mention (const char *text, gsize start, gsize end, gpointer user_data)
{
  Hush *hush = user_data;

  g_string_append_len (hush->quiet, text + hush->done, start - hush->done);
  g_string_append (hush->quiet, QUIET_AT);
  hush->done = start + 1;
}

static char *
hush_mentions (const char *text)
{
  Hush hush = { g_string_new (NULL), 0 };

  ac_text_foreach_mention (text, hush_mention, &hush);
  g_string_append (hush.quiet, text + hush.done);
  return g_string_free_and_steal (hush.quiet);
}

/* The last place before at where a word ends; with no such place, where a character does. */
static const char *
step_back (const char *text, const char *at)
{
  for (const char *end = g_utf8_find_prev_char (text, at); end != NULL && end > text;
       end = g_utf8_find_prev_char (text, end))
    if (g_unichar_isspace (g_utf8_get_char (end)))
      return end;

  do
    at = g_utf8_find_prev_char (text, at);
  while (at != NULL && g_unichar_ismark (g_utf8_get_char (at)));
  return at;
}

static char *
join (const char *text, gsize length, const char *mark, const char *address)
{
  g_autofree char *begin = g_strndup (text, length);

  g_strchomp (begin);
  return g_strconcat (begin, mark, address != NULL && *begin != '\0' ? "\n\n" : "",
                      address != NULL ? address : "", NULL);
}

static gboolean
has_room (const char *text, gsize length, const char *address, const AcTextLimits *limits)
{
  g_autofree char *whole = join (text, length, ELLIPSIS, address);

  return ac_text_fits (whole, limits);
}

/* Each try measures all of it, so that the place is found by halves. */
static const char *
find_room (const char *text, const char *address, const AcTextLimits *limits)
{
  const char *low = text;
  const char *high = text + strlen (text);

  while (TRUE)
    {
      const char *middle = low + (high - low) / 2;

      while (middle > low && (*middle & 0xc0) == 0x80)
        middle--;
      if (middle == low)
        return high;
      if (has_room (text, middle - text, address, limits))
        low = middle;
      else
        high = middle;
    }
}

char *
ac_rule_write_text (const AcPostFacts *post, const AcTextLimits *limits)
{
  const char *address = post->url != NULL ? post->url : post->uri;
  g_autofree char *text = post->boost ? g_strdup ("") : hush_mentions (post->text);
  char *whole = join (text, strlen (text), "", post->boost || post->media ? address : NULL);

  if (ac_text_fits (whole, limits))
    return whole;

  for (const char *end = find_room (text, address, limits); !ac_text_fits (whole, limits);)
    {
      if (end == NULL || end == text || (end = step_back (text, end)) == NULL)
        break;
      g_free (whole);
      whole = join (text, end - text, ELLIPSIS, address);
    }

  return whole;
}
