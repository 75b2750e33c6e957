/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-rules-private.h"
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
                                   .per_hour = 10,
                                   .until = ac_clock_now_ms () + 60 * MINUTE,
                                   .created_at = ac_clock_now_ms () };

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

/* One that is on, since then, and plans the status as a post from before. */
static AcShareRule *
plan_earlier (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  AcShareRule *rule = make_rule (f);

  g_assert_true (ac_store_add_rule (store, f->person, rule, &error));
  g_assert_no_error (error);
  note (f, store, rule, OTHER, AC_POST_VERDICT_SHARE, f->status);
  g_assert_true (ac_store_note_earlier (store, f->person, ac_share_rule_get_id (rule), f->status,
                                        ac_clock_now_ms () + 60 * MINUTE, &error));
  return rule;
}

/* What wasn't sent isn't any more, and can be asked for again. */
static void
check_off (Fixture *f, AcStore *store)
{
  g_autoptr(AcShareRule) rule = plan_earlier (f, store);
  g_autoptr(GError) error = NULL;
  AcPostKnown known = { FALSE };

  judge (f, store, rule, "Something", &known);
  g_assert_true (known.copied);
  g_assert_true (ac_store_end_rule (store, f->person, ac_share_rule_get_id (rule),
                                    AC_SHARE_RULE_END_PERSON, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  judge (f, store, rule, "Something", &known);
  g_assert_false (known.copied);
}

static void
check_deleted (Fixture *f, AcStore *store)
{
  g_autoptr(AcShareRule) rule = plan_earlier (f, store);
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_delete_rule (store, f->person, ac_share_rule_get_id (rule), &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
}

static void
check_sent (Fixture *f, AcStore *store)
{
  g_autoptr(AcShareRule) rule = plan_earlier (f, store);
  g_autoptr(GError) error = NULL;
  AcPostKnown known = { FALSE };

  stop_clock ();
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_true (ac_store_delete_rule (store, f->person, ac_share_rule_get_id (rule), &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  judge (f, store, rule, "Something", &known);
  g_assert_true (known.copied);
}

static void
add_post (AcLook *look, const char *uri, const char *text, gint64 created_at)
{
  const AcPostFacts facts = { .uri = (char *) uri,
                              .text = (char *) text,
                              .audience = AC_AUDIENCE_PUBLIC,
                              .created_at = created_at };

  g_ptr_array_add (look->posts, ac_post_new (&facts));
}

static const char *
get_uri (AcLook *look, guint place)
{
  return ac_post_get_facts (g_ptr_array_index (look->posts, place))->uri;
}

/* From before the rule began, and what can be shared alone. */
static void
check_earlier (Fixture *f, AcStore *store)
{
  g_autofree char *id = ac_id_new ();
  g_autofree char *long_text = g_strnfill (4 * AC_STATUS_MAX_TEXT + 1, 'a');
  const AcShareRuleFacts facts = { .id = id,
                                   .link = f->account,
                                   .from = f->account,
                                   .to = f->account,
                                   .audience = AC_AUDIENCE_PUBLIC,
                                   .posts = AC_AUDIENCE_PUBLIC,
                                   .per_hour = 10,
                                   .since = ac_clock_now_ms () };
  g_autoptr(AcShareRule) rule = ac_share_rule_new (&facts);
  g_autoptr(AcLook) look = ac_look_new (NULL, f->person, rule);
  g_autoptr(GError) error = NULL;

  look->n_earlier = 2;
  add_post (look, "a:later", "Later", facts.since);
  add_post (look, "a:long", long_text, facts.since - 1);
  add_post (look, "a:one", "One", facts.since - 3);
  add_post (look, "a:two", "Two", facts.since - 2);
  ac_look_sift_earlier (store, look, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->n_fresh, ==, 2);

  look->n_sifted = look->posts->len;
  add_post (look, "a:three", "Three", facts.since - 4);
  ac_look_sift_earlier (store, look, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->n_fresh, ==, 1);

  ac_look_choose (store, look, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->posts->len, ==, 2);
  g_assert_cmpstr (get_uri (look, 0), ==, "a:two");
  g_assert_cmpstr (get_uri (look, 1), ==, "a:one");
}

static const StoreCase cases[] = {
  { "turned-off", .check = check_off },  { "deleted", .check = check_deleted },
  { "sent", .check = check_sent },       { "earlier", .check = check_earlier },
  { "words", .check = check_words },     { "words-under-way", .check = check_words_under_way },
  { "held", .check = check_held },       { "copied", .check = check_copied },
  { "repeats", .check = check_repeats },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "rule-layers", cases, G_N_ELEMENTS (cases));
}
