/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-text.h"

#define FAMILY                                                                                     \
  "\360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247\342\200\215\360\237"   \
  "\221\246"
#define BREAKS "/usr/share/unicode/auxiliary/GraphemeBreakTest.txt"
#define FLAG_DE "\360\237\207\251\360\237\207\252"
#define FLAG_FR "\360\237\207\253\360\237\207\267"

static const AcTextLimits no_limits = { 0 };
static const AcTextLimits weighed = { .max_graphemes = 500,
                                      .url_weight = 23,
                                      .local_mentions = TRUE };

static void
test_graphemes (void)
{
  const struct
  {
    const char *text;
    guint graphemes;
    guint bytes;
  } cases[] = {
    { "", 0, 0 },
    { "abc", 3, 3 },
    { "\r\n", 1, 2 },
    { "e\314\201", 1, 3 },                        /* e and combining acute */
    { "\303\251", 1, 2 },                         /* the same, precomposed */
    { FAMILY, 1, 25 },                            /* four people, three joiners */
    { FLAG_DE FLAG_FR, 2, 16 },                   /* two pairs of regional indicators */
    { "\360\237\221\215\360\237\217\275", 1, 8 }, /* thumb with a skin tone */
    { "\342\235\244\357\270\217", 1, 6 },         /* heart with a variation selector */
    { "1\357\270\217\342\203\243", 1, 7 },        /* keycap */
    { "\327\251\326\264\327\201\327\234\327\225\327\235", 4, 12 }, /* Hebrew with points */
    { "\331\205\330\261\330\255\330\250\330\247", 5, 10 },         /* Arabic */
    { "\340\244\250\340\244\277", 1, 6 },             /* Devanagari with a spacing mark */
    { "\355\225\234", 1, 3 },                         /* Hangul syllable */
    { "\341\204\222\341\205\241\341\206\253", 1, 9 }, /* the same as three jamo */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AcTextMeasure measure = ac_text_measure (cases[i].text, &no_limits);

      g_test_message ("case %u", i);
      g_assert_cmpuint (measure.graphemes, ==, cases[i].graphemes);
      g_assert_cmpuint (measure.bytes, ==, cases[i].bytes);
      g_assert_cmpint (measure.left, ==, G_MAXINT);
    }
}

/* A line has ÷ at each boundary and × between code points that stay together. */
static void
check_line (char *line)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) words = g_strsplit (g_strstrip (g_strdelimit (line, "\t", ' ')), " ", -1);
  guint boundaries = 0;

  for (guint i = 0; words[i] != NULL && words[i][0] != '#'; i++)
    {
      if (g_str_equal (words[i], "÷"))
        boundaries++;
      else if (g_ascii_isxdigit (words[i][0]))
        g_string_append_unichar (text, g_ascii_strtoull (words[i], NULL, 16));
    }

  if (boundaries == 0)
    return;
  g_test_message ("%s", line);
  g_assert_cmpuint (ac_text_measure (text->str, &no_limits).graphemes, ==, boundaries - 1);
}

/* Unicode's own cases, of the package unicode-data. */
static void
test_grapheme_breaks (void)
{
  g_autofree char *all = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (BREAKS, &all, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (all, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 600);
  for (guint i = 0; lines[i] != NULL; i++)
    check_line (lines[i]);
}

static void
test_weights (void)
{
  const struct
  {
    const char *text;
    guint graphemes;
  } cases[] = {
    { "https://a.example", 23 },
    { "https://a.example/a/very/long/path/that/goes/on?and=on#and-on", 23 },
    { "see https://a.example.", 4 + 23 + 1 },
    { "(https://a.example/x_(y))", 1 + 23 + 1 },
    { "https://a.example https://b.example", 23 + 1 + 23 },
    { "http://localhost/", 17 },
    { "https://", 8 },
    { "xhttps://a.example", 18 },
    { "@alice@mastodon.example", 6 },
    { "hi @alice@mastodon.example!", 3 + 6 + 1 },
    { "@alice", 6 },
    { "@alice@", 7 },
    { "alice@mastodon.example", 22 },
    { "@a@b.example @c@d.example", 2 + 1 + 2 },
    { "https://a.example/@alice@b.example", 23 },
    { "@a@b.example https://a.example @a@b.example", 2 + 1 + 23 + 1 + 2 },
    { "@", 1 },
    { "@@@", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AcTextMeasure measure = ac_text_measure (cases[i].text, &weighed);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (measure.graphemes, ==, cases[i].graphemes);
      g_assert_cmpint (measure.left, ==, 500 - (int) cases[i].graphemes);
    }
}

static void
test_own_length_without_weight (void)
{
  g_assert_cmpuint (ac_text_measure ("https://a.example @a@b.example", &no_limits).graphemes, ==,
                    30);
}

static void
test_limits (void)
{
  const AcTextLimits tight = { .max_graphemes = 3, .max_bytes = 30 };

  g_assert_true (ac_text_fits ("abc", &tight));
  g_assert_false (ac_text_fits ("abcd", &tight));
  g_assert_cmpint (ac_text_measure ("abcde", &tight).left, ==, -2);
  g_assert_true (ac_text_fits (FAMILY, &tight));
  g_assert_false (ac_text_fits (FAMILY FAMILY, &tight));
  g_assert_cmpint (ac_text_measure (FAMILY FAMILY, &tight).left, ==, -20);
  g_assert_true (ac_text_fits ("anything at all", &no_limits));
}

static void
collect_link (const char *text, gsize start, gsize end, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strndup (text + start, end - start));
}

static void
check_links (const char *text, const char *const *expected)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  ac_text_foreach_link (text, collect_link, found);
  g_ptr_array_add (found, NULL);
  g_assert_cmpstrv ((char **) found->pdata, expected);
}

static void
test_links (void)
{
  check_links ("none here, not even a.example", (const char *const[]) { NULL });
  check_links ("HTTPS://A.example/x, then http://b.example?q=1!",
               (const char *const[]) { "HTTPS://A.example/x", "http://b.example?q=1", NULL });
  check_links ("\"https://a.example/\" <https://b.example/>",
               (const char *const[]) { "https://a.example/", "https://b.example/", NULL });
  check_links ("[https://a.example/[1]] ftp://c.example",
               (const char *const[]) { "https://a.example/[1]", NULL });
  check_links ("\350\246\213\343\201\246https://b\303\274cher.example/\343\200\202",
               (const char *const[]) { "https://b\303\274cher.example/", NULL });
  check_links ("https://user@b.example https://.example https://a..",
               (const char *const[]) { NULL });
}

static void
check_tags (const char *text, const char *const *expected)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  ac_text_foreach_tag (text, collect_link, found);
  g_ptr_array_add (found, NULL);
  g_assert_cmpstrv ((char **) found->pdata, expected);
}

static void
test_tags (void)
{
  check_tags ("none, #1 of #, a#b and https://a.example/#c", (const char *const[]) { NULL });
  check_tags ("#Bread, (#rolls)! #a_b2 #c#d",
              (const char *const[]) { "Bread", "rolls", "a_b2", "c", NULL });
  check_tags ("#Br\303\266tchen\n#\350\246\213 &#x27;",
              (const char *const[]) { "Br\303\266tchen", "\350\246\213", NULL });
}

static void
test_limits_boxed (void)
{
  AcTextLimits *copy = g_boxed_copy (AC_TYPE_TEXT_LIMITS, &weighed);
  AcTextLimits other = weighed;

  g_assert_true (ac_text_limits_equal (copy, &weighed));
  other.max_bytes = 1;
  g_assert_false (ac_text_limits_equal (copy, &other));
  g_boxed_free (AC_TYPE_TEXT_LIMITS, copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/graphemes", test_graphemes);
  g_test_add_func ("/text/grapheme-breaks", test_grapheme_breaks);
  g_test_add_func ("/text/weights", test_weights);
  g_test_add_func ("/text/own-length-without-weight", test_own_length_without_weight);
  g_test_add_func ("/text/limits", test_limits);
  g_test_add_func ("/text/links", test_links);
  g_test_add_func ("/text/tags", test_tags);
  g_test_add_func ("/text/limits-boxed", test_limits_boxed);

  return g_test_run ();
}
