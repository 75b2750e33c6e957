/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "ac-choices.h"

/* Answers what is asked on standard input, a line each, so that another model can be held against
 * ours: "d" and the members of AcChoiceFacts gives the reason; "s", a consent and an act the
 * consent after it; "a", a consent and two times whether the person may be asked. */

static void
decide (const char *line)
{
  AcChoiceFacts facts = { 0 };

  g_assert_cmpint (sscanf (line, "d %d %d %d %d %u %" SCNd64 " %" SCNd64 " %d %d %d",
                           &facts.purpose, &facts.recipient, &facts.category, &facts.consent,
                           &facts.agreed, &facts.until, &facts.now, &facts.linked, &facts.separate,
                           &facts.stopped),
                   ==, 10);
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

int
main (void)
{
  char line[256];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      if (line[0] == 'd')
        decide (line);
      else if (line[0] == 's')
        step (line);
      else
        may_ask (line);
    }
  return 0;
}
