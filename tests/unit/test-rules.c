/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-rule-match.h"

#define NOW 1700000000000
#define ID "01890a5d-ac96-774b-bcce-b302099a8057"

static const AcTextLimits limits = { .max_graphemes = 60 };

/* One thing that is otherwise than in a post that is shared by a rule which wants all but replies,
 * boosts and media. */
typedef struct
{
  const char *what;
  AcPostVerdict verdict;
  AcPostFacts post;
  AcShareRuleFacts rule;
  AcPostKnown known;
} Case;

static char *cats[] = { (char *) "cats", (char *) "Hunde", NULL };
static char *german[] = { (char *) "de", NULL };
static char *austrian[] = { (char *) "de-AT", NULL };

#define POST .text = (char *) "Good morning", .audience = AC_AUDIENCE_PUBLIC, .created_at = NOW
#define RULE .audience = AC_AUDIENCE_UNLISTED, .posts = AC_AUDIENCE_UNLISTED, .per_hour = 2

static const Case cases[] = {
  { "plain", AC_POST_VERDICT_SHARE, { POST }, { RULE, .since = NOW }, { FALSE } },
  { "older", AC_POST_VERDICT_BEFORE, { POST }, { RULE, .since = NOW + 1 }, { FALSE } },
  { "looked at", AC_POST_VERDICT_COPIED, { POST }, { RULE }, { .copied = TRUE, .ours = TRUE } },
  { "a copy", AC_POST_VERDICT_OURS, { POST }, { RULE }, { .ours = TRUE } },
  { "by us elsewhere",
    AC_POST_VERDICT_OURS,
    { POST, .program = (char *) "Accounts Center" },
    { RULE },
    { FALSE } },
  { "by another",
    AC_POST_VERDICT_SHARE,
    { POST, .program = (char *) "Tuba" },
    { RULE },
    { FALSE } },
  { "held before", AC_POST_VERDICT_WORDS, { POST }, { RULE }, { .copied = TRUE, .held = TRUE } },
  { "same words", AC_POST_VERDICT_WORDS, { POST }, { RULE }, { .words = TRUE } },
  { "same words, not to be shared",
    AC_POST_VERDICT_NO_SHARE,
    { .text = (char *) "Not this #NoShare", .audience = AC_AUDIENCE_PUBLIC },
    { RULE },
    { .words = TRUE } },
  { "same words, to followers",
    AC_POST_VERDICT_AUDIENCE,
    { .text = (char *) "Hi", .audience = AC_AUDIENCE_FOLLOWERS },
    { RULE },
    { .words = TRUE } },
  { "held before, warned",
    AC_POST_VERDICT_WARNED,
    { POST, .warned = TRUE },
    { RULE },
    { .copied = TRUE, .held = TRUE } },
  { "a bridge",
    AC_POST_VERDICT_BRIDGED,
    { POST, .program = (char *) "Mastodon-Bluesky Crossposter" },
    { RULE },
    { FALSE } },
  { "by a bridge's address",
    AC_POST_VERDICT_BRIDGED,
    { POST, .uri = (char *) "https://bsky.brid.gy/convert/ap/at://did:plc:a/1" },
    { RULE },
    { FALSE } },
  { "a boost from a bridge",
    AC_POST_VERDICT_BRIDGED,
    { POST, .boost = TRUE, .url = (char *) "https://FED.BRID.GY/r/1" },
    { RULE, .boosts = TRUE },
    { FALSE } },
  { "to a bridge",
    AC_POST_VERDICT_BRIDGED,
    { .text = (char *) "@bsky.brid.gy@bsky.brid.gy start", .audience = AC_AUDIENCE_PUBLIC },
    { RULE },
    { FALSE } },
  { "to one that a bridge made",
    AC_POST_VERDICT_BRIDGED,
    { .text = (char *) "Hi @bob.b.example.ap.brid.gy", .audience = AC_AUDIENCE_PUBLIC },
    { RULE },
    { FALSE } },
  { "of another with such a name",
    AC_POST_VERDICT_SHARE,
    { .text = (char *) "Hi @bob@notbrid.gy",
      .audience = AC_AUDIENCE_PUBLIC,
      .uri = (char *) "https://brid.gy.example/1" },
    { RULE },
    { FALSE } },
  { "no share",
    AC_POST_VERDICT_NO_SHARE,
    { .text = (char *) "Not this #NoShare", .audience = AC_AUDIENCE_PUBLIC },
    { RULE },
    { FALSE } },
  { "to followers",
    AC_POST_VERDICT_AUDIENCE,
    { .text = (char *) "Hi", .audience = AC_AUDIENCE_FOLLOWERS },
    { RULE },
    { FALSE } },
  { "wider than the post",
    AC_POST_VERDICT_AUDIENCE,
    { .text = (char *) "Hi", .audience = AC_AUDIENCE_UNLISTED },
    { .posts = AC_AUDIENCE_UNLISTED, .audience = AC_AUDIENCE_PUBLIC, .per_hour = 2 },
    { FALSE } },
  { "unlisted",
    AC_POST_VERDICT_SHARE,
    { .text = (char *) "Hi", .audience = AC_AUDIENCE_UNLISTED },
    { RULE },
    { FALSE } },
  { "warned", AC_POST_VERDICT_WARNED, { POST, .warned = TRUE }, { RULE }, { FALSE } },
  { "a boost", AC_POST_VERDICT_BOOST, { POST, .boost = TRUE }, { RULE }, { FALSE } },
  { "a wanted boost",
    AC_POST_VERDICT_SHARE,
    { POST, .boost = TRUE, .media = TRUE },
    { RULE, .boosts = TRUE },
    { FALSE } },
  { "a reply", AC_POST_VERDICT_REPLY, { POST, .reply = TRUE }, { RULE }, { FALSE } },
  { "a wanted reply",
    AC_POST_VERDICT_SHARE,
    { POST, .reply = TRUE },
    { RULE, .replies = TRUE },
    { FALSE } },
  { "a picture", AC_POST_VERDICT_MEDIA, { POST, .media = TRUE }, { RULE }, { FALSE } },
  { "a wanted picture",
    AC_POST_VERDICT_SHARE,
    { .text = (char *) "", .audience = AC_AUDIENCE_PUBLIC, .media = TRUE },
    { RULE, .media = TRUE },
    { FALSE } },
  { "without its tag", AC_POST_VERDICT_TAG, { POST }, { RULE, .tags = cats }, { FALSE } },
  { "with its tag",
    AC_POST_VERDICT_SHARE,
    { .text = (char *) "Two #hunde", .audience = AC_AUDIENCE_PUBLIC },
    { RULE, .tags = cats },
    { FALSE } },
  { "with another's tag",
    AC_POST_VERDICT_TAG,
    { .text = (char *) "Two #CATS", .audience = AC_AUDIENCE_PUBLIC },
    { RULE, .without_tags = cats },
    { FALSE } },
  { "in no language",
    AC_POST_VERDICT_LANGUAGE,
    { POST },
    { RULE, .languages = german },
    { FALSE } },
  { "in a dialect",
    AC_POST_VERDICT_SHARE,
    { POST, .languages = austrian },
    { RULE, .languages = german },
    { FALSE } },
  { "in another language",
    AC_POST_VERDICT_LANGUAGE,
    { POST, .languages = german },
    { RULE, .languages = austrian },
    { FALSE } },
  { "empty",
    AC_POST_VERDICT_EMPTY,
    { .text = (char *) "", .audience = AC_AUDIENCE_PUBLIC },
    { RULE },
    { FALSE } },
  { "the last of the hour", AC_POST_VERDICT_SHARE, { POST }, { RULE }, { .last_hour = 1 } },
  { "one too many", AC_POST_VERDICT_LIMIT, { POST }, { RULE }, { .last_hour = 2 } },
  { "said three times",
    AC_POST_VERDICT_REPEATED,
    { POST },
    { .audience = AC_AUDIENCE_UNLISTED, .posts = AC_AUDIENCE_UNLISTED, .per_hour = 10 },
    { .last_hour = 3, .same = AC_SHARE_RULE_MAX_SAME } },
  { "said twice", AC_POST_VERDICT_SHARE, { POST }, { RULE }, { .same = 2 } },
  { "one that isn't shared is none too many",
    AC_POST_VERDICT_REPLY,
    { POST, .reply = TRUE },
    { RULE },
    { .last_hour = 2 } },
};

static void
test_table (void)
{
  gboolean met[AC_POST_VERDICT_REFUSED] = { FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AcPostVerdict verdict = ac_rule_match (&cases[i].rule, &cases[i].post, &cases[i].known);

      g_test_message ("%s", cases[i].what);
      g_assert_cmpstr (ac_post_verdict_to_slug (verdict), ==,
                       ac_post_verdict_to_slug (cases[i].verdict));
      met[verdict] = TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (met); i++)
    g_assert_true (met[i]);
}

static void
check_text (AcPostFacts post, const char *expected)
{
  g_autofree char *text = ac_rule_write_text (&post, &limits);

  g_assert_cmpstr (text, ==, expected);
  g_assert_true (ac_text_fits (text, &limits));
}

static void
test_text (void)
{
  const char *url = "https://a.example/1";

  check_text ((AcPostFacts) { .text = (char *) "Short\n\nand two", .url = (char *) url },
              "Short\n\nand two");
  check_text ((AcPostFacts) { .text = (char *) "See", .url = (char *) url, .media = TRUE },
              "See\n\nhttps://a.example/1");
  check_text ((AcPostFacts) { .text = (char *) "", .url = (char *) url, .media = TRUE },
              "https://a.example/1");
  check_text ((AcPostFacts) { .text = (char *) "Theirs", .url = (char *) url, .boost = TRUE },
              "https://a.example/1");
  check_text ((AcPostFacts) { .text = (char *) "Hello @bob@b.example", .url = (char *) url },
              "Hello @\u200bbob@b.example");
  check_text (
      (AcPostFacts) { .text = (char *) "One two three four five six seven eight nine ten eleven "
                                       "twelve thirteen",
                      .url = (char *) url },
      "One two three four five six seven…\n\nhttps://a.example/1");
  check_text ((AcPostFacts) { .text = (char *) "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee"
                                               "ffffffffffgggggggggg",
                              .uri = (char *) url },
              "aaaaaaaaaabbbbbbbbbbccccccccccdddddddd…\n\nhttps://a.example/1");
}

/* A megabyte takes no longer than a few measures of it. */
static void
test_long_text (void)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *one = g_strnfill (200000, 'x');
  const char *url = "https://a.example/1";

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (words, "word%05u ", i);
  check_text ((AcPostFacts) { .text = words->str, .url = (char *) url },
              "word00000 word00001 word00002…\n\nhttps://a.example/1");
  check_text ((AcPostFacts) { .text = one, .url = (char *) url },
              "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n\nhttps://a.example/1");
}

static void
check_words (const char *one, const char *other, gboolean same)
{
  g_autofree char *first = ac_rule_name_words (one);
  g_autofree char *second = ac_rule_name_words (other);

  g_assert_cmpint (g_str_equal (first, second), ==, same);
}

static void
test_words (void)
{
  check_words ("Good  morning\n", " good morning", TRUE);
  check_words ("caf\u00e9", "cafe\u0301", TRUE);
  check_words ("Hi @Bob@b.example!", "Hi @bob!", TRUE);
  check_words ("Hi @\u200bbob", "Hi @bob", TRUE);
  check_words ("Hi @\u200bbob@b.example", "Hi @bob@b.example", TRUE);
  check_words ("\ufb01ne \uff21", "fine a", TRUE);
  check_words ("See https://www.a.example/x/?utm_source=b&id=1&fbclid=2",
               "See HTTP://A.example/x?id=1", TRUE);
  check_words ("See https://a.example/x?id=1", "See https://a.example/x?id=2", FALSE);
  check_words ("One two… https://t.example/1", "One two…\n\nhttps://a.example/2", TRUE);
  check_words ("One two https://t.example/1", "One two https://a.example/2", FALSE);
  check_words ("Good morning", "Good morning!", FALSE);
  check_words ("Hi @bob", "Hi @rob", FALSE);
}

/* What is written of a post is known to have its words. */
static void
test_same (void)
{
  const char *words = "One two three four five six seven eight nine ten eleven twelve";
  AcPostFacts post = { .text = (char *) words, .url = (char *) "https://a.example/1" };
  g_autofree char *cut = ac_rule_write_text (&post, &limits);
  g_autofree char *pictured = NULL;

  post.text = (char *) "Hello @bob@b.example";
  post.media = TRUE;
  pictured = ac_rule_write_text (&post, &limits);
  g_assert_true (ac_rule_says_same (cut, words));
  g_assert_true (ac_rule_says_same (pictured, "hello @bob"));
  g_assert_true (ac_rule_says_same ("Hello", "HELLO"));
  g_assert_true (ac_rule_says_same ("See https://a.example", "See https://a.example/"));
  g_assert_false (ac_rule_says_same (cut, "One two"));
  g_assert_false (ac_rule_says_same (pictured, "Hello @bob and all"));
  g_assert_false (ac_rule_says_same ("https://a.example/1", ""));
  g_assert_false (ac_rule_says_same ("", ""));
}

/* Whether there is more than words is told to who may share them. */
static void
test_post_noun (void)
{
  for (gboolean media = FALSE; media <= TRUE; media++)
    {
      const AcPostFacts facts = { POST, .uri = (char *) "a", .media = media };
      g_autoptr(AcPost) post = ac_post_new (&facts);
      g_autoptr(JsonNode) node = ac_post_to_json (post);
      g_autoptr(GError) error = NULL;
      g_autoptr(AcPost) again = ac_post_from_json (node, &error);

      g_assert_no_error (error);
      g_assert_cmpint (ac_post_get_facts (again)->media, ==, media);
    }
}

static AcShareRule *
read_rule (const char *text, GError **error)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return ac_share_rule_from_json (node, error);
}

#define MEMBERS                                                                                    \
  "\"id\":\"" ID "\",\"link\":\"" ID "\",\"from\":\"" ID "\",\"to\":\"" ID "\","                   \
  "\"audience\":\"public\",\"posts\":\"unlisted\",\"replies\":true,\"boosts\":false,"              \
  "\"media\":true,\"tags\":[\"cats\"],\"per_hour\":10,\"until\":\"2023-11-14T22:13:20.000Z\","     \
  "\"created_at\":\"2023-11-14T22:13:20.000Z\",\"shared\":3"

static void
test_noun (void)
{
  static const char *const wrong[] = {
    "{" MEMBERS "}",
    "{" MEMBERS ",\"on\":true,\"ended\":\"limit\"}",
    "{" MEMBERS ",\"on\":false}",
    "{" MEMBERS ",\"on\":true,\"languages\":[\"d e\"]}",
    "{" MEMBERS ",\"on\":true,\"languages\":[\"\"]}",
    "{" MEMBERS ",\"on\":true,\"trouble\":\"none\"}",
    "{" MEMBERS ",\"on\":true,\"more\":1}",
    "{" MEMBERS ",\"on\":true,\"languages\":[1]}",
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(AcShareRule) rule =
                read_rule ("{" MEMBERS ",\"on\":false,\"ended\":\"limit\"}", &error);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr(AcShareRule) again = NULL;

  g_assert_no_error (error);
  node = ac_share_rule_to_json (rule);
  text = json_to_string (node, FALSE);
  again = read_rule (text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ac_share_rule_get_facts (again)->ended, ==, AC_SHARE_RULE_END_LIMIT);
  g_assert_cmpint (ac_share_rule_get_facts (again)->posts, ==, AC_AUDIENCE_UNLISTED);
  g_assert_cmpstr (ac_share_rule_get_facts (again)->tags[0], ==, "cats");
  g_assert_false (ac_share_rule_is_on (again));
  g_assert_true (ac_share_rule_facts_have_stopped (ac_share_rule_get_facts (again)));

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (read_rule (wrong[i], &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
      g_clear_error (&error);
    }
}

static void
count_cb (AcShareRule *rule, guint *count)
{
  (*count)++;
}

static void
test_update (void)
{
  g_autoptr(AcShareRule) rule = read_rule ("{" MEMBERS ",\"on\":true}", NULL);
  g_autoptr(AcShareRule) same = read_rule ("{" MEMBERS ",\"on\":true}", NULL);
  g_autoptr(AcShareRule) other = read_rule (
      "{" MEMBERS ",\"on\":false,\"ended\":\"limit\",\"looked_at\":\"2023-11-14T22:13:20.000Z\"}",
      NULL);
  guint count = 0;

  g_signal_connect (rule, "changed", G_CALLBACK (count_cb), &count);
  ac_share_rule_update (rule, same);
  g_assert_cmpuint (count, ==, 0);
  ac_share_rule_update (rule, other);
  g_assert_cmpuint (count, ==, 1);
  g_assert_false (ac_share_rule_is_on (rule));
  g_assert_cmpint (ac_share_rule_get_facts (rule)->looked_at, ==, 1700000000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/table", test_table);
  g_test_add_func ("/rules/text", test_text);
  g_test_add_func ("/rules/long-text", test_long_text);
  g_test_add_func ("/rules/words", test_words);
  g_test_add_func ("/rules/same", test_same);
  g_test_add_func ("/rules/noun", test_noun);
  g_test_add_func ("/rules/post-noun", test_post_noun);
  g_test_add_func ("/rules/update", test_update);
  return g_test_run ();
}
