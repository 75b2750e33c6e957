/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-private.h"
#include "ac-store-rules.h"
#include "ac-test-store.h"

/* What keeps a post from going round, on the store of every engine: in each case one of these is
 * all that the store still knows. */

#define MINUTE (60 * G_GINT64_CONSTANT (1000))
#define OTHER "https://mastodon.example/8"

/* To the account that it is from: as good as any that is in the store. */
static AcShareRule *
make_rule (Fixture *f)
{
  g_autofree char *id = ac_id_new ();
  const AcShareRuleFacts facts = { .id = id,
                                   .link = f->account,
                                   .from = f->account,
                                   .to = f->account,
                                   .audience = AC_AUDIENCE_PUBLIC,
                                   .posts = AC_AUDIENCE_PUBLIC,
                                   .per_hour = 10 };

  return ac_share_rule_new (&facts);
}

static AcPostVerdict
judge (Fixture *f, AcStore *store, AcShareRule *rule, const char *text, AcPostKnown *known)
{
  const AcPostFacts post = { .uri = (char *) OTHER,
                             .text = (char *) text,
                             .audience = AC_AUDIENCE_PUBLIC,
                             .created_at = ac_clock_now_ms () };
  g_autoptr(GError) error = NULL;

  *known = (AcPostKnown) { FALSE };
  g_assert_true (
      ac_store_know_post (store, f->person, ac_share_rule_get_facts (rule), &post, known, &error));
  g_assert_no_error (error);
  return ac_rule_match (ac_share_rule_get_facts (rule), &post, known);
}

static void
note (Fixture *f,
      AcStore *store,
      AcShareRule *rule,
      const char *uri,
      AcPostVerdict verdict,
      const char *status)
{
  const AcPostFacts post = { .uri = (char *) uri, .text = (char *) "" };
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_note_post (store, f->person, rule, &post, verdict, status, &error));
  g_assert_no_error (error);
}

/* The same words, of a post with another address and key. */
static void
check_words (Fixture *f, AcStore *store)
{
  g_autoptr(AcShareRule) rule = make_rule (f);
  AcPostKnown known = { FALSE };

  stop_clock ();
  g_assert_cmpint (judge (f, store, rule, "HELLO", &known), ==, AC_POST_VERDICT_SHARE);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  pass_time (14 * MINUTE);
  g_assert_cmpint (judge (f, store, rule, "HELLO", &known), ==, AC_POST_VERDICT_WORDS);
  g_assert_true (known.words && !known.ours && !known.copied && !known.held);
  g_assert_cmpint (judge (f, store, rule, "Hello you", &known), ==, AC_POST_VERDICT_SHARE);
  pass_time (2 * MINUTE);
  g_assert_cmpint (judge (f, store, rule, "HELLO", &known), ==, AC_POST_VERDICT_SHARE);
}

/* Where nothing is known of the copy but that it may be there, its words stand for it. */
static void
check_words_under_way (Fixture *f, AcStore *store)
{
  g_autoptr(AcShareRule) rule = make_rule (f);
  g_autoptr(AcStep) step = NULL;
  AcPostKnown known = { FALSE };

  stop_clock ();
  step = claim_one (store);
  g_assert_nonnull (step);
  pass_time (24 * 60 * MINUTE);
  g_assert_cmpint (judge (f, store, rule, "hello", &known), ==, AC_POST_VERDICT_WORDS);
  g_assert_true (known.words && !known.ours);
}

/* What was held is told for as long as somebody may ask, and what else was seen is not held. */
static void
check_held (Fixture *f, AcStore *store)
{
  g_autoptr(AcShareRule) rule = make_rule (f);
  AcPostKnown known = { FALSE };

  note (f, store, rule, OTHER, AC_POST_VERDICT_WORDS, NULL);
  g_assert_cmpint (judge (f, store, rule, "Something", &known), ==, AC_POST_VERDICT_WORDS);
  g_assert_true (known.copied && known.held && !known.words);
  known.held = FALSE;
  g_assert_cmpint (ac_rule_match (ac_share_rule_get_facts (rule),
                                  &(AcPostFacts) { .text = (char *) "Something" }, &known),
                   ==, AC_POST_VERDICT_COPIED);
}

static void
check_copied (Fixture *f, AcStore *store)
{
  g_autoptr(AcShareRule) rule = make_rule (f);
  AcPostKnown known = { FALSE };

  note (f, store, rule, OTHER, AC_POST_VERDICT_TAG, NULL);
  g_assert_cmpint (judge (f, store, rule, "Something", &known), ==, AC_POST_VERDICT_COPIED);
  g_assert_true (known.copied && !known.held && !known.words);
}

/* Copies that are known by nothing but that this rule made them. */
static void
check_repeats (Fixture *f, AcStore *store)
{
  static const char *const uris[] = { "https://a.example/1", "https://a.example/2",
                                      "https://a.example/3" };
  g_autoptr(AcShareRule) rule = make_rule (f);
  AcPostKnown known = { FALSE };

  stop_clock ();
  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_assert_cmpint (judge (f, store, rule, "hello", &known), ==, AC_POST_VERDICT_SHARE);
      g_assert_cmpuint (known.same, ==, i);
      note (f, store, rule, uris[i], AC_POST_VERDICT_SHARE, f->status);
    }

  g_assert_cmpint (judge (f, store, rule, "hello", &known), ==, AC_POST_VERDICT_REPEATED);
  g_assert_true (!known.words && !known.ours && !known.copied);
  g_assert_cmpint (judge (f, store, rule, "Hello you", &known), ==, AC_POST_VERDICT_SHARE);
  pass_time (60 * MINUTE);
  g_assert_cmpint (judge (f, store, rule, "hello", &known), ==, AC_POST_VERDICT_SHARE);
}

static const StoreCase cases[] = {
  { "words", .check = check_words },     { "words-under-way", .check = check_words_under_way },
  { "held", .check = check_held },       { "copied", .check = check_copied },
  { "repeats", .check = check_repeats },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "rule-layers", cases, G_N_ELEMENTS (cases));
}
