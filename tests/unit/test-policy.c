/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-policy-tool.h"
#include "ac-policy.h"

#define SUBJECT "019a0000-0000-7000-8000-000000000001"
#define HEAD "\"serial\":3,\"issued\":\"2026-01-01T00:00:00Z\",\"expires\":\"2027-01-01T00:00:00Z\""
#define WITH(features) "{" HEAD ",\"features\":[" features "]}"
#define ONE(members)                                                                               \
  WITH ("{\"feature\":\"a\",\"regions_open\":[\"*\"],\"rollout_percent\":100" members "}")
#define IN_FORCE_MS G_GINT64_CONSTANT (1780000000000)

static AcPolicy *
parse (const char *text, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return ac_policy_parse (bytes, error);
}

/* What the policy says, in the words of the reference. */
typedef struct
{
  const char *open;   /* as in JSON */
  const char *closed; /* a region, or NULL */
} Regions;

static const char *const version_texts[] = { NULL, "0.10" };
static const Regions region_rules[] = { { "\"*\"", NULL },
                                        { "\"*\"", "DE" },
                                        { "\"DE\",\"FR\"", NULL },
                                        { "\"DE\",\"FR\"", "FR" },
                                        { "", NULL } };
static const char *const regions[] = { NULL, "DE", "FR", "US" };
static const guint ages[] = { 0, 15, 16 };
static const char *const account_types[] = { NULL, "personal", "business" };
static const guint percents[] = { 0, 100 };

typedef struct
{
  guint version;
  guint regions;
  gboolean typed;
  gboolean aged;
  guint percent;
  gboolean connected; /* the policy names a connector */
} Rules;

typedef struct
{
  gboolean on;
  gboolean off;
  gboolean linked; /* the program has the connector */
  guint region;
  guint age;
  guint account_type;
} Facts;

static AcPolicy *
make_policy (const Rules *rules)
{
  const Regions *where = &region_rules[rules->regions];
  g_autofree char *closed =
      where->closed != NULL
          ? g_strdup_printf (",\"regions_closed\":[{\"code\":\"%s\",\"reason\":\"law\","
                             "\"since\":\"2026-02-03T00:00:00Z\"}]",
                             where->closed)
          : g_strdup ("");
  g_autofree char *version =
      version_texts[rules->version] != NULL
          ? g_strdup_printf (",\"min_version\":\"%s\"", version_texts[rules->version])
          : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
      WITH ("{\"feature\":\"a\",\"regions_open\":[%s],\"rollout_percent\":%u%s%s%s%s%s}"),
      where->open, percents[rules->percent], closed, version,
      rules->typed ? ",\"account_types\":[\"business\"]" : "", rules->aged ? ",\"min_age\":16" : "",
      rules->connected ? ",\"connector\":\"wire\"" : "");
  g_autoptr(GError) error = NULL;
  AcPolicy *policy = parse (text, &error);

  g_assert_no_error (error);
  return policy;
}

/* Written after the words of the table in the header, not after the code: each objection by itself,
 * the first in the list is the one that is told. */
static AcRule
expect (const Rules *rules, const Facts *facts)
{
  const char *region = regions[facts->region];
  const char *closed = region_rules[rules->regions].closed;
  const gboolean all = strchr (region_rules[rules->regions].open, '*') != NULL;
  const gboolean listed =
      region != NULL && strstr (region_rules[rules->regions].open, region) != NULL;
  const guint bucket = ac_policy_get_bucket (SUBJECT, "a");
  const struct
  {
    gboolean objects;
    gboolean to_all; /* also to those who have it */
    AcRule rule;
  } objections[] = {
    { facts->off, TRUE, AC_RULE_ADMINISTRATOR },
    { rules->connected && !facts->linked, TRUE, AC_RULE_NO_CONNECTOR },
    { rules->version == 1, TRUE, AC_RULE_MIN_VERSION },
    { region == NULL && (!all || closed != NULL), FALSE, AC_RULE_REGION_UNKNOWN },
    { region != NULL && g_strcmp0 (region, closed) == 0, TRUE, AC_RULE_REGION_CLOSED },
    { region != NULL && !all && !listed, TRUE, AC_RULE_REGION_NOT_OPEN },
    { rules->typed && facts->account_type == 1, TRUE, AC_RULE_ACCOUNT_TYPE },
    { rules->aged && facts->age == 0, FALSE, AC_RULE_AGE_UNKNOWN },
    { rules->aged && facts->age == 1, TRUE, AC_RULE_MIN_AGE },
    { bucket >= 100 * percents[rules->percent], FALSE, AC_RULE_ROLLOUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (objections); i++)
    if (objections[i].objects)
      return facts->on && !objections[i].to_all ? AC_RULE_KEPT : objections[i].rule;

  return AC_RULE_NOTHING_AGAINST;
}

static AcRule
ask (AcPolicy *policy, const char *feature, const Facts *facts)
{
  const char *const off[] = { facts->off ? feature : "b", NULL };
  const char *const connectors[] = { facts->linked ? "wire" : "other", NULL };
  const AcPolicySubject subject = {
    .subject = SUBJECT,
    .version = "0.9.9",
    .region = regions[facts->region],
    .account_type = account_types[facts->account_type],
    .age = ages[facts->age],
    .off = off,
    .connectors = connectors,
  };
  g_autoptr(AcFeature) feature_ = ac_policy_decide (policy, feature, facts->on, &subject);

  return ac_feature_get_facts (feature_)->rule;
}

static guint
check_facts (AcPolicy *policy, const Rules *rules, guint seen[AC_RULE_LAST + 1])
{
  guint n = 0;

  for (guint bits = 0; bits < 8; bits++)
    for (guint region = 0; region < G_N_ELEMENTS (regions); region++)
      for (guint age = 0; age < G_N_ELEMENTS (ages); age++)
        for (guint type = 0; type < G_N_ELEMENTS (account_types); type++, n++)
          {
            const Facts facts = { bits & 1, (bits & 2) != 0, (bits & 4) != 0, region, age, type };
            const AcRule rule = ask (policy, "a", &facts);

            g_assert_cmpint (rule, ==, expect (rules, &facts));
            seen[rule]++;
          }

  return n;
}

static void
test_table (void)
{
  guint seen[AC_RULE_LAST + 1] = { 0 };
  guint n = 0;

  for (guint version = 0; version < G_N_ELEMENTS (version_texts); version++)
    for (guint where = 0; where < G_N_ELEMENTS (region_rules); where++)
      for (guint percent = 0; percent < G_N_ELEMENTS (percents); percent++)
        for (guint bits = 0; bits < 8; bits++)
          {
            const Rules rules = { version,         where,   bits & 1,
                                  (bits & 2) != 0, percent, (bits & 4) != 0 };
            g_autoptr(AcPolicy) policy = make_policy (&rules);

            n += check_facts (policy, &rules, seen);
          }

  g_test_message ("%u cases", n);
  for (AcRule rule = 0; rule <= AC_RULE_LAST; rule++)
    g_assert_cmpint (seen[rule] > 0, ==, rule != AC_RULE_NO_POLICY && rule != AC_RULE_NOT_LISTED);
}

static void
test_without_policy (void)
{
  g_autoptr(AcPolicy) policy = parse (ONE (""), NULL);
  const Facts never = { 0 };
  const Facts has = { .on = TRUE };
  const Facts off = { .on = TRUE, .off = TRUE };

  g_assert_cmpint (ask (NULL, "a", &never), ==, AC_RULE_NO_POLICY);
  g_assert_cmpint (ask (NULL, "a", &has), ==, AC_RULE_KEPT);
  g_assert_cmpint (ask (NULL, "a", &off), ==, AC_RULE_ADMINISTRATOR);
  g_assert_cmpint (ask (policy, "other", &never), ==, AC_RULE_NOT_LISTED);
  g_assert_cmpint (ask (policy, "other", &has), ==, AC_RULE_KEPT);
  g_assert_cmpint (ac_rule_get_unavailable (AC_RULE_NO_POLICY), ==, AC_UNAVAILABLE_POLICY);
  g_assert_cmpint (ac_rule_get_unavailable (AC_RULE_KEPT), ==, AC_UNAVAILABLE_NOT);
}

static void
test_versions (void)
{
  static const struct
  {
    const char *ours;
    const char *least;
    gboolean enough;
  } cases[] = {
    { "0.1.0", "0.1", TRUE },   { "0.1", "0.1.0", TRUE }, { "0.10", "0.9", TRUE },
    { "0.9", "0.10", FALSE },   { "1", "0.99.99", TRUE }, { "0.1.0", "0.1.1", FALSE },
    { "2.0.1", "2.0.1", TRUE }, { "0.0.1", "1", FALSE },
  };
  const char *const none[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (ONE (",\"min_version\":\"%s\""), cases[i].least);
      g_autoptr(AcPolicy) policy = parse (text, NULL);
      const AcPolicySubject subject = {
        .subject = SUBJECT, .version = cases[i].ours, .off = none, .connectors = none
      };
      g_autoptr(AcFeature) feature = ac_policy_decide (policy, "a", FALSE, &subject);

      g_assert_cmpint (ac_feature_get_unavailable (feature), ==,
                       cases[i].enough ? AC_UNAVAILABLE_NOT : AC_UNAVAILABLE_VERSION);
    }
}

static gboolean
is_in (AcPolicy *policy, guint install)
{
  g_autofree char *name = g_strdup_printf ("install-%u", install);
  const char *const none[] = { NULL };
  const AcPolicySubject subject = {
    .subject = name, .version = "1", .off = none, .connectors = none
  };
  g_autoptr(AcFeature) feature = ac_policy_decide (policy, "whatsapp", FALSE, &subject);

  return ac_feature_get_unavailable (feature) == AC_UNAVAILABLE_NOT;
}

/* Installs have names, so that what comes out today comes out every day. */
static void
test_rollout (void)
{
  static const guint steps[] = { 0, 1, 10, 50, 99, 100 };
  static gboolean had[10000];
  const guint n_installs = G_N_ELEMENTS (had);

  for (guint step = 0; step < G_N_ELEMENTS (steps); step++)
    {
      g_autofree char *text = g_strdup_printf (
          WITH ("{\"feature\":\"whatsapp\",\"regions_open\":[\"*\"],\"rollout_percent\":%u}"),
          steps[step]);
      g_autoptr(AcPolicy) policy = parse (text, NULL);
      guint n = 0;

      for (guint i = 0; i < n_installs; i++)
        {
          const gboolean in = is_in (policy, i);

          g_assert_true (in || !had[i]);
          had[i] = in;
          n += in;
        }

      g_test_message ("%u %%: %u of %u", steps[step], n, n_installs);
      g_assert_cmpuint (n, >=, MAX (0, (int) steps[step] - 1) * n_installs / 100);
      g_assert_cmpuint (n, <=, (steps[step] + 1) * n_installs / 100);
      g_assert_true (steps[step] != 0 || n == 0);
      g_assert_true (steps[step] != 100 || n == n_installs);
    }
}

/* Worked out by another program: whoever changes how buckets are drawn takes features away. */
static void
test_buckets_stay (void)
{
  g_assert_cmpuint (ac_policy_get_bucket (SUBJECT, "mastodon"), ==, 1268);
  g_assert_cmpuint (ac_policy_get_bucket (SUBJECT, "whatsapp"), ==, 4763);
  g_assert_cmpuint (ac_policy_get_bucket ("install-0", "status-sharing"), ==, 6413);
}

static const struct
{
  const char *name;
  const char *text;
  const char *words; /* NULL: it is good */
} documents[] = {
  { "good", ONE (""), NULL },
  { "no-features", WITH (""), NULL },
  { "everything",
    ONE (",\"connector\":\"a\",\"regions_closed\":[{\"code\":\"DE\",\"reason\":\"law\","
         "\"since\":\"2026-01-01T00:00:00Z\"}],\"min_version\":\"1.2\",\"account_types\":[\"x\"],"
         "\"min_age\":16"),
    NULL },
  { "not-json", "features", "" },
  { "an-array", "[]", "" },
  { "no-serial",
    "{\"issued\":\"2026-01-01T00:00:00Z\",\"expires\":\"2027-01-01T00:00:00Z\","
    "\"features\":[]}",
    "serial" },
  { "serial-of-zero",
    "{\"serial\":0,\"issued\":\"2026-01-01T00:00:00Z\","
    "\"expires\":\"2027-01-01T00:00:00Z\",\"features\":[]}",
    "serial" },
  { "expires-before-issued",
    "{\"serial\":1,\"issued\":\"2026-01-01T00:00:00Z\","
    "\"expires\":\"2026-01-01T00:00:00Z\",\"features\":[]}",
    "expires" },
  { "no-time",
    "{\"serial\":1,\"issued\":\"now\",\"expires\":\"2026-01-01T00:00:00Z\","
    "\"features\":[]}",
    "issued" },
  { "unknown-member", "{" HEAD ",\"features\":[],\"more\":1}", "more" },
  { "unknown-rule", ONE (",\"weekdays\":[\"monday\"]"), "weekdays" },
  { "feature-twice",
    WITH ("{\"feature\":\"a\",\"regions_open\":[],\"rollout_percent\":1},"
          "{\"feature\":\"a\",\"regions_open\":[],\"rollout_percent\":2}"),
    "twice" },
  { "feature-is-text", WITH ("\"a\""), "features" },
  { "feature-with-capitals", WITH ("{\"feature\":\"A\",\"regions_open\":[],\"rollout_percent\":1}"),
    "feature" },
  { "region-is-a-name",
    WITH ("{\"feature\":\"a\",\"regions_open\":[\"Germany\"],"
          "\"rollout_percent\":1}"),
    "a: regions_open" },
  { "region-in-small-letters",
    WITH ("{\"feature\":\"a\",\"regions_open\":[\"de\"],"
          "\"rollout_percent\":1}"),
    "a: regions_open" },
  { "regions-are-missing", WITH ("{\"feature\":\"a\",\"rollout_percent\":1}"), "regions_open" },
  { "closed-without-reason",
    ONE (",\"regions_closed\":[{\"code\":\"DE\","
         "\"since\":\"2026-01-01T00:00:00Z\"}]"),
    "a: regions_closed" },
  { "closed-everywhere",
    ONE (",\"regions_closed\":[{\"code\":\"*\",\"reason\":\"law\","
         "\"since\":\"2026-01-01T00:00:00Z\"}]"),
    "a: regions_closed" },
  { "more-than-all", WITH ("{\"feature\":\"a\",\"regions_open\":[],\"rollout_percent\":101}"),
    "rollout_percent" },
  { "less-than-nobody", WITH ("{\"feature\":\"a\",\"regions_open\":[],\"rollout_percent\":-1}"),
    "rollout_percent" },
  { "half-a-percent", WITH ("{\"feature\":\"a\",\"regions_open\":[],\"rollout_percent\":0.5}"),
    "rollout_percent" },
  { "version-is-a-word", ONE (",\"min_version\":\"1.beta\""), "min_version" },
  { "version-with-a-hole", ONE (",\"min_version\":\"1..2\""), "min_version" },
  { "nobody-is-that-old", ONE (",\"min_age\":121"), "min_age" },
  { "account-types-are-numbers", ONE (",\"account_types\":[1]"), "account_types" },
};

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AcPolicy) policy = parse (documents[i].text, &error);

      g_test_message ("%s: %s", documents[i].name, error != NULL ? error->message : "good");
      g_assert_cmpint (policy != NULL, ==, documents[i].words == NULL);
      if (documents[i].words != NULL)
        g_assert_nonnull (strstr (error->message, documents[i].words));
    }
}

typedef struct
{
  char *dir;
  char *key_file;
  char *document;
  guint8 key[1][AC_POLICY_KEY_SIZE];
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *public = NULL;
  g_autoptr(GError) error = NULL;

  f->dir = g_dir_make_tmp ("ac-policy-XXXXXX", NULL);
  f->key_file = g_build_filename (f->dir, "key", NULL);
  f->document = g_build_filename (f->dir, "policy.json", NULL);
  public = ac_policy_tool_make_key (f->key_file, &error);
  g_assert_no_error (error);
  g_assert_true (ac_policy_read_key (public, f->key[0]));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->key_file);
  g_unlink (f->document);
  g_assert_cmpint (g_rmdir (f->dir), ==, 0);
  g_free (f->dir);
  g_free (f->key_file);
  g_free (f->document);
}

static GBytes *
sign (Fixture *f, const char *text, GError **error)
{
  g_assert_true (g_file_set_contents (f->document, text, -1, NULL));
  return ac_policy_tool_sign (f->document, f->key_file, error);
}

static void
assert_fault (Fixture *f, GBytes *file, gint64 now_ms, AcPolicyFault wanted)
{
  AcPolicyFault fault = AC_POLICY_FINE;
  g_autoptr(AcPolicy) policy = ac_policy_open (file, f->key, 1, now_ms, &fault);

  g_assert_cmpint (fault, ==, wanted);
  g_assert_cmpint (policy != NULL, ==, wanted == AC_POLICY_FINE);
}

static void
test_signed (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) file = sign (f, ONE (""), &error);
  AcPolicyFault fault = AC_POLICY_FINE;
  g_autoptr(AcPolicy) policy = NULL;
  guint8 others[2][AC_POLICY_KEY_SIZE] = { { 0 } };

  g_assert_no_error (error);
  policy = ac_policy_open (file, f->key, 1, IN_FORCE_MS, &fault);
  g_assert_cmpint (ac_policy_get_serial (policy), ==, 3);
  g_assert_cmpuint (ac_policy_get_n_features (policy), ==, 1);
  assert_fault (f, file, ac_policy_get_expires_at (policy) - 1, AC_POLICY_FINE);
  assert_fault (f, file, ac_policy_get_expires_at (policy), AC_POLICY_EXPIRED);
  assert_fault (f, file, 0, AC_POLICY_FINE);

  g_clear_pointer (&policy, ac_policy_unref);
  policy = ac_policy_open (file, others, 1, 0, &fault);
  g_assert_null (policy);
  g_assert_cmpint (fault, ==, AC_POLICY_SIGNATURE);
  memcpy (others[1], f->key[0], sizeof others[1]);
  policy = ac_policy_open (file, others, 2, 0, &fault);
  g_assert_nonnull (policy);
}

static void
test_every_bit_counts (Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) file = sign (f, ONE (""), NULL);
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (file, &size);

  for (gsize bit = 0; bit < size * 8; bit++)
    {
      g_autofree guint8 *other = g_memdup2 (bytes, size);
      g_autoptr(GBytes) changed = NULL;

      other[bit / 8] ^= 1 << (bit % 8);
      changed = g_bytes_new (other, size);
      assert_fault (f, changed, 0, AC_POLICY_SIGNATURE);
    }
}

static void
test_what_is_no_policy (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "", "\n", "{}", "AAAA\n{}", "\n" ONE (""), ONE ("") };
  g_autofree char *large = g_strnfill (AC_POLICY_MAX_SIZE + 1, ' ');
  g_autoptr(GBytes) too_large = g_bytes_new_static (large, AC_POLICY_MAX_SIZE + 1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) file = g_bytes_new_static (texts[i], strlen (texts[i]));

      assert_fault (f, file, 0, AC_POLICY_SIGNATURE);
    }
  assert_fault (f, too_large, 0, AC_POLICY_TOO_LARGE);
}

/* RFC 8032 §7.1, the second: a signature that we haven't made. What it is over is no policy. */
static void
test_of_the_standard (Fixture *f, gconstpointer data)
{
  const char *hex =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
      "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
  const char *key_hex = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  guint8 signature[64];
  char text[128];
  g_autofree char *whole = NULL;
  g_autoptr(GBytes) file = NULL;

  g_assert_cmpint (sodium_hex2bin (signature, 64, hex, 128, NULL, NULL, NULL), ==, 0);
  g_assert_cmpint (sodium_hex2bin (f->key[0], 32, key_hex, 64, NULL, NULL, NULL), ==, 0);
  sodium_bin2base64 (text, sizeof text, signature, 64, sodium_base64_VARIANT_ORIGINAL);
  whole = g_strconcat (text, "\nr", NULL);
  file = g_bytes_new_static (whole, strlen (whole));
  assert_fault (f, file, 0, AC_POLICY_UNREADABLE);
}

static void
test_only_what_is_understood_is_signed (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) open = NULL;
  g_autoptr(GError) twice = NULL;

  g_assert_null (sign (f, ONE (",\"weekdays\":[]"), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "weekdays"));

  g_assert_cmpint (g_chmod (f->key_file, 0644), ==, 0);
  g_assert_null (sign (f, ONE (""), &open));
  g_assert_nonnull (strstr (open->message, "0600"));

  g_assert_null (ac_policy_tool_make_key (f->key_file, &twice));
  g_assert_error (twice, AC_ERROR, AC_ERROR_STORAGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/table", test_table);
  g_test_add_func ("/policy/without-policy", test_without_policy);
  g_test_add_func ("/policy/versions", test_versions);
  g_test_add_func ("/policy/rollout", test_rollout);
  g_test_add_func ("/policy/buckets-stay", test_buckets_stay);
  g_test_add_func ("/policy/documents", test_documents);
  g_test_add ("/policy/signed", Fixture, NULL, set_up, test_signed, tear_down);
  g_test_add ("/policy/every-bit-counts", Fixture, NULL, set_up, test_every_bit_counts, tear_down);
  g_test_add ("/policy/what-is-none", Fixture, NULL, set_up, test_what_is_no_policy, tear_down);
  g_test_add ("/policy/of-the-standard", Fixture, NULL, set_up, test_of_the_standard, tear_down);
  g_test_add ("/policy/only-what-is-understood", Fixture, NULL, set_up,
              test_only_what_is_understood_is_signed, tear_down);
  return g_test_run ();
}
