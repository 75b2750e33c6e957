/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-splitter.h"
#include "ac-test-parts.h"

#define USUAL_TEXTS 10000

static const AcTextLimits twenty = { .max_graphemes = 20 };
static const AcTextLimits mastodon = { .max_graphemes = 500,
                                       .url_weight = 23,
                                       .local_mentions = TRUE };
static const AcTextLimits bluesky = { .max_graphemes = 300, .max_bytes = 3000 };

static void
check_parts (const char *text,
             const AcTextLimits *limits,
             gboolean numbered,
             const char *const *expected)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) parts = ac_splitter_split (text, limits, numbered, &error);

  g_assert_no_error (error);
  g_assert_cmpstrv (parts, expected);
  ac_test_parts_check (text, limits, numbered);
}

static void
test_cuts (void)
{
  check_parts (" It fits. ", &twenty, FALSE, (const char *const[]) { " It fits. ", NULL });
  check_parts ("The first words.\n\nOne is more. And the end.", &twenty, FALSE,
               (const char *const[]) { "The first words.", "One is more.", "And the end.", NULL });
  check_parts ("This is one \"so.\" Then it goes on", &twenty, FALSE,
               (const char *const[]) { "This is one \"so.\"", "Then it goes on", NULL });
  check_parts ("A. It is not there that a text ends", &twenty, FALSE,
               (const char *const[]) { "A. It is not there", "that a text ends", NULL });
  check_parts (
      "no\302\240break no\302\240break no\302\240break", &twenty, FALSE,
      (const char *const[]) { "no\302\240break no\302\240break", "no\302\240break", NULL });
}

/* Words to see again and again: the full stop stays with its sentence, and a tag is whole. */
static void
test_scripts_without_spaces (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 4; i++)
    g_string_append (text, "\350\246\213\343\202\213\350\246\213\343\202\213\343\200\202");
  check_parts (
      text->str, &(AcTextLimits) { .max_graphemes = 12 }, FALSE,
      (const char *const[]) { "\350\246\213\343\202\213\350\246\213\343\202\213\343\200\202"
                              "\350\246\213\343\202\213\350\246\213\343\202\213\343\200\202",
                              "\350\246\213\343\202\213\350\246\213\343\202\213\343\200\202"
                              "\350\246\213\343\202\213\350\246\213\343\202\213\343\200\202",
                              NULL });
  check_parts ("\350\246\213\343\202\213\343\200\201#\350\246\213\343\202\213\350\246\213"
               "\343\202\213",
               &(AcTextLimits) { .max_graphemes = 6 }, FALSE,
               (const char *const[]) { "\350\246\213\343\202\213\343\200\201",
                                       "#\350\246\213\343\202\213\350\246\213\343\202\213", NULL });
}

static void
test_wholes (void)
{
  check_parts ("look https://a.example/b and @ada@b.example", &twenty, FALSE,
               (const char *const[]) { "look", "https://a.example/b", "and @ada@b.example", NULL });
  check_parts ("look https://a.example/b/c/d/e",
               &(AcTextLimits) { .max_graphemes = 28, .url_weight = 23 }, FALSE,
               (const char *const[]) { "look https://a.example/b/c/d/e", NULL });
  check_parts ("abcdefghijklmnopqrstuvwxyz", &twenty, FALSE,
               (const char *const[]) { "abcdefghijklmnopqrst", "uvwxyz", NULL });
}

static void
test_numbers (void)
{
  g_autofree char *long_text = g_strnfill (200, 'x');
  g_auto(GStrv) parts = ac_splitter_split (long_text, &twenty, TRUE, NULL);

  check_parts ("One two three four five six", &twenty, TRUE,
               (const char *const[]) { "One two three 1/2", "four five six 2/2", NULL });
  check_parts ("     One two three     ", &twenty, TRUE,
               (const char *const[]) { "One two three", NULL });
  g_assert_cmpuint (g_strv_length (parts), ==, 15);
  g_assert_cmpstr (parts[0], ==, "xxxxxxxxxxxxxx 1/15");
}

static void
test_too_long (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *most = g_strnfill (25 * 20, 'x');
  g_autofree char *more = g_strconcat (most, "x", NULL);
  g_autofree char *white = g_strnfill (21, '\r');

  g_assert_cmpuint (ac_test_parts_check (most, &twenty, FALSE), ==, 25);
  g_assert_null (ac_splitter_split (more, &twenty, FALSE, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LONG);
  g_clear_error (&error);
  g_assert_null (ac_splitter_split (white, &twenty, FALSE, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LONG);
  g_assert_cmpuint (ac_test_parts_check ("a e\314\201\314\201\314\201",
                                         &(AcTextLimits) { .max_bytes = 4 }, FALSE),
                    ==, 0);
  g_assert_cmpuint (ac_test_parts_check ("12345", &(AcTextLimits) { .max_graphemes = 4 }, TRUE), ==,
                    0);
}

/* Words of many scripts, what joins and what turns, and what is whole. */
static const char *const pieces[] = {
  "word",
  "a",
  "Sentence.",
  "Really?!",
  "\"quoted.\"",
  "(so!)",
  "\327\251\326\264\327\201\327\234\327\225\327\235",
  "\331\205\330\261\330\255\330\250\330\247\330\237",
  "\342\200\217",
  "\342\200\256abc\342\200\254",
  "\340\244\250\340\244\277\340\245\244",
  "\340\270\252\340\270\247\340\270\261\340\270\252\340\270\224\340\270\265",
  "\350\246\213\343\202\213\343\200\202",
  "\355\225\234\352\265\255",
  "\341\204\222\341\205\241\341\206\253",
  "e\314\201\314\202\314\203",
  "\360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247",
  "\360\237\207\251\360\237\207\252\360\237\207\253\360\237\207\267",
  "\360\237\221\215\360\237\217\275",
  "1\357\270\217\342\203\243",
  "\342\200\215",
  "\314\210",
  "https://a.example",
  "https://b.example/a/path/that/is/longer?than=others&and=more#still-more",
  "http://b\303\274cher.example/",
  "https://c.example/x_(y)",
  "@ada@mastodon.example",
  "@ada.bsky.example",
  "@",
  "#tag",
  "#\350\246\213\343\202\213",
  "#Br\303\266tchen",
  "#",
  "\302\240",
  "\302\255",
};
static const char *const gaps[] = {
  " ", " ", " ", " ", "", "", "  ", "\n", "\n\n", "\r\n", "\t", "-", "\342\200\250", ", ", "/"
};

static char *
make_text (GRand *random)
{
  GString *text = g_string_new (NULL);
  const guint n = g_rand_int_range (random, 1, 80);
  const guint variety = g_rand_int_range (random, 1, G_N_ELEMENTS (pieces) + 1);

  for (guint i = 0; i < n; i++)
    {
      const guint piece = g_rand_int_range (random, 0, variety);

      g_string_append (text, g_rand_int_range (random, 0, 8) > 0
                                 ? pieces[piece]
                                 : pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      if (g_rand_int_range (random, 0, 12) > 0 || variety > 4)
        g_string_append (text, gaps[g_rand_int_range (random, 0, G_N_ELEMENTS (gaps))]);
    }
  return g_string_free (text, FALSE);
}

static AcTextLimits
make_limits (GRand *random)
{
  const guint kind = g_rand_int_range (random, 0, 4);
  const AcTextLimits small = { .max_graphemes = g_rand_int_range (random, 12, 120),
                               .max_bytes = g_rand_boolean (random)
                                                ? (guint) g_rand_int_range (random, 60, 600)
                                                : 0,
                               .url_weight = g_rand_boolean (random) ? 23 : 0,
                               .local_mentions = g_rand_boolean (random) };

  return kind == 0 ? mastodon : kind == 1 ? bluesky : small;
}

/* AC_TEXTS: how many; AC_SEED: a run that failed again. */
static void
test_random (void)
{
  const char *wanted = g_getenv ("AC_TEXTS");
  const char *seed = g_getenv ("AC_SEED");
  const guint n = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : USUAL_TEXTS;
  const guint32 first =
      seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : g_random_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (first);
  guint refused = 0;
  guint split = 0;

  g_test_message ("AC_SEED=%u", first);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = make_text (random);
      const AcTextLimits limits = make_limits (random);
      const guint parts = ac_test_parts_check (text, &limits, g_rand_boolean (random));

      refused += parts == 0;
      split += parts > 1;
    }
  g_test_message ("%u texts, %u split, %u refused", n, split, refused);
  g_assert_cmpuint (split, >, n / 3);
  g_assert_cmpuint (refused, <, n / 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/splitter/cuts", test_cuts);
  g_test_add_func ("/splitter/scripts-without-spaces", test_scripts_without_spaces);
  g_test_add_func ("/splitter/wholes", test_wholes);
  g_test_add_func ("/splitter/numbers", test_numbers);
  g_test_add_func ("/splitter/too-long", test_too_long);
  g_test_add_func ("/splitter/random", test_random);

  return g_test_run ();
}
