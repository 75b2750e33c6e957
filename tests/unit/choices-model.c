/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "ac-choices.h"

/* Answers what is asked on standard input, a line each, so that another model can be held against
 * ours: "d" and the members of AcChoiceFacts gives the reason; "s", a consent and an act the
 * consent after it; "a", a consent and two times whether the person may be asked; "u", a consent,
 * the one before it, its end and a time how it is undone; "e" and three times whether it ends soon.
 */

static void
decide (const char *line)
{
  AcChoiceFacts facts = { 0 };

  g_assert_cmpint (sscanf (line, "d %d %d %d %d %u %" SCNd64 " %" SCNd64 " %d %d %d %d",
                           &facts.purpose, &facts.recipient, &facts.category, &facts.consent,
                           &facts.agreed, &facts.until, &facts.now, &facts.linked, &facts.separate,
                           &facts.stopped, &facts.grew),
                   ==, 11);
  puts (ac_choice_reason_to_slug (ac_choice_decide (&facts)));
}

static void
step (const char *line)
{
  int consent = 0;
  int act = 0;

  g_assert_cmpint (sscanf (line, "s %d %d", &consent, &act), ==, 2);
  puts (ac_consent_to_slug (ac_consent_after (consent, act)));
}

static void
may_ask (const char *line)
{
  int consent = 0;
  gint64 no = 0;
  gint64 now = 0;

  g_assert_cmpint (sscanf (line, "a %d %" SCNd64 " %" SCNd64, &consent, &no, &now), ==, 3);
  puts (ac_consent_may_ask (consent, no, now) ? "yes" : "no");
}

static const char *const acts[] = {
  [AC_CONSENT_ACT_AGREE] = "agree",
  [AC_CONSENT_ACT_REFUSE] = "refuse",
  [AC_CONSENT_ACT_TAKE_BACK] = "take-back",
};

static void
undo (const char *line)
{
  AcAnswerBefore before = { 0 };
  AcConsentAct act = AC_CONSENT_ACT_AGREE;
  int consent = 0;
  int earlier = 0;
  gint64 now = 0;

  g_assert_cmpint (
      sscanf (line, "u %d %d %" SCNd64 " %" SCNd64, &consent, &earlier, &before.until, &now), ==,
      4);
  before.consent = earlier;
  puts (ac_consent_undo (consent, &before, now, &act) ? acts[act] : "never");
}

static void
ends_soon (const char *line)
{
  gint64 said_at = 0;
  gint64 until = 0;
  gint64 now = 0;

  g_assert_cmpint (sscanf (line, "e %" SCNd64 " %" SCNd64 " %" SCNd64, &said_at, &until, &now), ==,
                   3);
  puts (ac_consent_ends_soon (said_at, until, now) ? "yes" : "no");
}

static const struct
{
  char letter;
  void (*answer) (const char *line);
} questions[] = {
  { 'd', decide }, { 's', step }, { 'a', may_ask }, { 'u', undo }, { 'e', ends_soon },
};

int
main (void)
{
  char line[256];

  while (fgets (line, sizeof line, stdin) != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
      if (line[0] == questions[i].letter)
        questions[i].answer (line);
  return 0;
}
