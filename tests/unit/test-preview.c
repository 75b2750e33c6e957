/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-merge.h"
#include "ac-preview.h"

#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define NOW (1700000000000 + 400 * DAY)
#define ID_A "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_B "01890a5d-ac96-774b-bcce-b302099a8058"
#define ID_LINK "01890a5d-ac96-774b-bcce-b302099a8059"

static AcAccount *
make_account (const char *id, guint audiences, AcAudience audience)
{
  AcAccount *account = ac_account_new (id, "mastodon");

  ac_account_set_audiences (account, audiences);
  ac_account_set_audience (account, audience);
  return account;
}

static AcReceipt *
make_receipt (AcPurpose purpose, gboolean value, gint64 at)
{
  const AcReceiptFacts facts = {
    .id = (char *) ID_LINK, .purpose = purpose, .value = value, .created_at = at
  };

  return ac_receipt_new (&facts);
}

/* Another way to the same end: of all pairs that either account may be given, neither wider than
 * what either has now, the first whose members are the narrower of the two, or else as narrow as
 * can be. */
static int
expect (guint offered, AcAudience own, AcAudience other, gboolean other_offers)
{
  int best = own;

  for (int candidate = AC_AUDIENCE_PUBLIC; candidate >= AC_AUDIENCE_DIRECT; candidate--)
    {
      gboolean not_wider = candidate <= (int) own && (!other_offers || candidate <= (int) other);

      if ((offered & (1u << candidate)) == 0 || !not_wider)
        continue;
      best = candidate;
      if (candidate == (int) own || (other_offers && candidate == (int) other))
        return candidate;
    }

  return best;
}

/* Every set of audiences on either side, and every choice out of them. */
static void
test_every_pair (void)
{
  guint n_pairs = 0;

  for (guint sets = 0; sets < 16 * 16; sets++)
    for (guint chosen = 0; chosen < 4 * 4; chosen++)
      {
        const guint offered[2] = { sets % 16, sets / 16 };
        const AcAudience own[2] = { chosen % 4, chosen / 4 };
        g_autoptr(AcAccount) one = make_account (ID_A, offered[0], own[0]);
        g_autoptr(AcAccount) other = make_account (ID_B, offered[1], own[1]);
        AcAccount *const accounts[2] = { one, other };
        AcAudience merged[2] = { AC_AUDIENCE_DIRECT };

        if (!(offered[0] & (1u << own[0])) || !(offered[1] & (1u << own[1])))
          continue;
        ac_merge_audiences (accounts, merged);
        for (guint i = 0; i < 2; i++)
          {
            g_assert_cmpint (merged[i], ==, expect (offered[i], own[i], own[1 - i], TRUE));
            g_assert_cmpint (merged[i], <=, own[i]);
            g_assert_true (offered[i] & (1u << merged[i]));
          }
        n_pairs++;
      }

  g_assert_cmpuint (n_pairs, ==, 32 * 32);
}

/* An account where nothing is shared to anybody narrows nothing. */
static void
test_no_audiences (void)
{
  g_autoptr(AcAccount) one = make_account (ID_A, 15, AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) other = make_account (ID_B, 0, AC_AUDIENCE_DIRECT);
  AcAccount *const accounts[2] = { one, other };
  AcAudience merged[2] = { AC_AUDIENCE_DIRECT };

  ac_merge_audiences (accounts, merged);
  g_assert_cmpint (merged[0], ==, AC_AUDIENCE_PUBLIC);
}

typedef struct
{
  const char *name;
  int said[2]; /* the last word and the one before: -1 none, else its value */
  gint64 days; /* since the last word */
  AcAnswer answer;
  gboolean was_on;
  gboolean on;
  gboolean ask;
  AcEarlier earlier;
} Case;

static const Case cases[] = {
  { "never asked", { -1, -1 }, 0, AC_ANSWER_NONE, FALSE, FALSE, TRUE, AC_EARLIER_NOTHING },
  { "asked for", { -1, -1 }, 0, AC_ANSWER_YES, FALSE, TRUE, TRUE, AC_EARLIER_NOTHING },
  { "refused", { 0, -1 }, 1, AC_ANSWER_NONE, FALSE, FALSE, FALSE, AC_EARLIER_REFUSED },
  { "refused, a year ago", { 0, -1 }, 365, AC_ANSWER_NONE, FALSE, FALSE, TRUE, AC_EARLIER_REFUSED },
  { "refused, nearly", { 0, -1 }, 364, AC_ANSWER_NONE, FALSE, FALSE, FALSE, AC_EARLIER_REFUSED },
  { "refused twice", { 0, 0 }, 1, AC_ANSWER_NONE, FALSE, FALSE, FALSE, AC_EARLIER_REFUSED },
  { "refused, now asked for", { 0, -1 }, 1, AC_ANSWER_YES, FALSE, TRUE, FALSE, AC_EARLIER_REFUSED },
  { "withdrawn", { 0, 1 }, 1, AC_ANSWER_NONE, FALSE, FALSE, TRUE, AC_EARLIER_WITHDRAWN },
  { "agreed before", { 1, 0 }, 1, AC_ANSWER_NONE, FALSE, FALSE, TRUE, AC_EARLIER_NOTHING },
  { "stays on", { 1, -1 }, 1, AC_ANSWER_NONE, TRUE, TRUE, TRUE, AC_EARLIER_NOTHING },
  { "turned off", { 1, -1 }, 1, AC_ANSWER_NO, TRUE, FALSE, TRUE, AC_EARLIER_NOTHING },
};

static void
check_case (const Case *it, AcPurpose purpose)
{
  g_autoptr(AcAccount) one = make_account (ID_A, 15, AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) other = make_account (ID_B, 15, AC_AUDIENCE_FOLLOWERS);
  g_autoptr(AcLink) link = it->was_on ? ac_link_new (ID_LINK, ID_A, ID_B, ID_LINK) : NULL;
  AcReceipt *last[2] = { NULL };
  AcPreviewKnown known = { { one, other }, { FALSE, TRUE }, link };
  AcAnswers answers = { 0 };
  g_autoptr(AcLinkPreview) preview = NULL;
  const AcLinkPreviewFacts *facts = NULL;

  for (guint i = 0; i < 2; i++)
    if (it->said[i] >= 0)
      last[i] = known.last[purpose][i] =
          make_receipt (purpose, it->said[i], NOW - it->days * DAY - i);
  if (link != NULL)
    ac_link_set_switch (link, purpose, TRUE, 1, ID_LINK);
  answers.of[purpose] = it->answer;

  g_test_message ("%s: %s", ac_purpose_to_slug (purpose), it->name);
  preview = ac_preview_make (&known, &answers, NOW);
  facts = ac_link_preview_get_facts (preview);
  g_assert_cmpint (facts->purposes[purpose].on, ==, it->on);
  g_assert_cmpint (facts->purposes[purpose].ask, ==, it->ask);
  g_assert_cmpint (facts->purposes[purpose].earlier, ==, it->earlier);
  g_assert_false (facts->accounts[0].unproved);
  g_assert_true (facts->accounts[1].unproved);
  g_assert_cmpint (facts->accounts[0].changes, ==,
                   purpose == AC_PURPOSE_SHARE_STATUS && it->on && !it->was_on);
  g_assert_false (facts->accounts[1].changes);
  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    if (i != purpose)
      g_assert_false (facts->purposes[i].on);

  g_clear_object (&last[0]);
  g_clear_object (&last[1]);
}

static void
test_purposes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
      check_case (&cases[i], purpose);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview/every-pair", test_every_pair);
  g_test_add_func ("/preview/no-audiences", test_no_audiences);
  g_test_add_func ("/preview/purposes", test_purposes);
  return g_test_run ();
}
