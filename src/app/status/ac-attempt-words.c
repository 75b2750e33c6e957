/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-attempt-words.h"

/* What is said of whatever was tried. */
static const char *const titles[] = {
  [AC_ATTEMPT_OUTCOME_UNDER_WAY] = N_ ("Under way"),
  [AC_ATTEMPT_OUTCOME_DONE] = N_ ("Accepted"),
  [AC_ATTEMPT_OUTCOME_DONE_NO_ID] = N_ ("Accepted, without saying where it is"),
  [AC_ATTEMPT_OUTCOME_FOUND] = N_ ("It is there"),
  [AC_ATTEMPT_OUTCOME_ABSENT] = N_ ("It is not there"),
  [AC_ATTEMPT_OUTCOME_NOT_SENT] = N_ ("Nothing was changed there"),
  [AC_ATTEMPT_OUTCOME_LATER] = N_ ("The service asked to come again later"),
  [AC_ATTEMPT_OUTCOME_REJECTED] = N_ ("The service refused it"),
  [AC_ATTEMPT_OUTCOME_SIGN_IN] = N_ ("The service asked to sign in again"),
  [AC_ATTEMPT_OUTCOME_UNKNOWN] = N_ ("The answer was lost, or not clear"),
  [AC_ATTEMPT_OUTCOME_PREPARED] = N_ ("Prepared there, and nobody sees it yet"),
  [AC_ATTEMPT_OUTCOME_BLOCKED] = N_ ("Held here, nothing was sent"),
  [AC_ATTEMPT_OUTCOME_INTERRUPTED] = N_ ("Interrupted, Accounts Center ended meanwhile"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (titles) == AC_ATTEMPT_OUTCOME_INTERRUPTED + 1);

/* What is said better where it is known what was tried. */
static const struct
{
  AcAttemptStep step;
  AcAttemptOutcome outcome;
  const char *title;
} better[] = {
  { AC_ATTEMPT_STEP_PUBLISH, AC_ATTEMPT_OUTCOME_UNDER_WAY, N_ ("Being sent") },
  { AC_ATTEMPT_STEP_PUBLISH, AC_ATTEMPT_OUTCOME_DONE, N_ ("Shared") },
  { AC_ATTEMPT_STEP_PUBLISH, AC_ATTEMPT_OUTCOME_NOT_SENT, N_ ("Nothing was posted") },
  { AC_ATTEMPT_STEP_LOOK, AC_ATTEMPT_OUTCOME_UNDER_WAY, N_ ("Being looked for") },
  { AC_ATTEMPT_STEP_LOOK, AC_ATTEMPT_OUTCOME_FOUND, N_ ("Looked for, it is there") },
  { AC_ATTEMPT_STEP_LOOK, AC_ATTEMPT_OUTCOME_ABSENT, N_ ("Looked for, it is not there") },
  { AC_ATTEMPT_STEP_REMOVE, AC_ATTEMPT_OUTCOME_UNDER_WAY, N_ ("Being deleted there") },
  { AC_ATTEMPT_STEP_REMOVE, AC_ATTEMPT_OUTCOME_DONE, N_ ("Deleted there") },
  { AC_ATTEMPT_STEP_REMOVE, AC_ATTEMPT_OUTCOME_ABSENT, N_ ("It was gone already") },
  { AC_ATTEMPT_STEP_VERIFY, AC_ATTEMPT_OUTCOME_FOUND, N_ ("Looked again, it is still there") },
  { AC_ATTEMPT_STEP_VERIFY, AC_ATTEMPT_OUTCOME_ABSENT, N_ ("Looked again, it is gone") },
  { AC_ATTEMPT_STEP_WATCH, AC_ATTEMPT_OUTCOME_FOUND, N_ ("Looked again, it came late") },
  { AC_ATTEMPT_STEP_WATCH, AC_ATTEMPT_OUTCOME_ABSENT, N_ ("Looked again, nothing came late") },
  { AC_ATTEMPT_STEP_END, AC_ATTEMPT_OUTCOME_FOUND, N_ ("Looked again, it has not ended yet") },
  { AC_ATTEMPT_STEP_END, AC_ATTEMPT_OUTCOME_ABSENT, N_ ("Looked again, it has ended") },
  { AC_ATTEMPT_STEP_EDIT, AC_ATTEMPT_OUTCOME_UNDER_WAY, N_ ("Its words are being changed") },
  { AC_ATTEMPT_STEP_EDIT, AC_ATTEMPT_OUTCOME_DONE, N_ ("Its words were changed") },
  { AC_ATTEMPT_STEP_EDIT, AC_ATTEMPT_OUTCOME_REJECTED, N_ ("The change was refused") },
};

/* Otherwise we come again later of our own accord. */
static gboolean
was_put_off_there (const AcAttemptFacts *facts)
{
  return facts->requests > 0 &&
         (facts->error == AC_ERROR_RATE_LIMITED || facts->error == AC_ERROR_SERVICE_FAILED);
}

const char *
ac_attempt_words_title (const AcAttemptFacts *facts)
{
  if (ac_attempt_ended_here (facts))
    return _ ("Nothing was sent");
  if (facts->outcome == AC_ATTEMPT_OUTCOME_LATER && !was_put_off_there (facts))
    return _ ("Left for later");

  for (gsize i = 0; i < G_N_ELEMENTS (better); i++)
    if (better[i].step == facts->step && better[i].outcome == facts->outcome)
      return _ (better[i].title);

  return _ (titles[facts->outcome]);
}

/* Takes line, which may be NULL. */
static void
add_line (GString *lines, char *line)
{
  g_autofree char *owned = line;

  if (owned != NULL)
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", owned);
}

static char *
describe_wire (const AcAttemptFacts *facts)
{
  g_autofree char *time = ac_words_time (facts->armed_at);
  g_autofree char *sent = g_format_size (facts->sent);

  if (facts->requests == 0)
    return g_steal_pointer (&time);
  if (facts->http_status == 0)
    /* Translators: a time, and how much: 2.1 kB */
    return g_strdup_printf (_("%s · %s sent, no answer"), time, sent);
  /* Translators: a time, how much: 2.1 kB, and the number of an answer: 404 */
  return g_strdup_printf (_("%s · %s sent, answer %u"), time, sent, facts->http_status);
}

/* A lost answer has said what it is already. */
static char *
describe_reason (const AcAttemptFacts *facts)
{
  if (facts->error == AC_ERROR_FAILED || facts->error == AC_ERROR_UNKNOWN_OUTCOME)
    return NULL;
  return g_strdup (ac_words_error_title (facts->error));
}

static char *
describe_next (const AcAttemptFacts *facts)
{
  g_autofree char *when = ac_words_time (facts->next_at);

  switch (facts->next)
    {
    case AC_ATTEMPT_NEXT_PUBLISH:
    case AC_ATTEMPT_NEXT_REMOVE:
    case AC_ATTEMPT_NEXT_EDIT:
      /* Translators: %s is a time */
      return facts->next_at > facts->ended_at ? g_strdup_printf (_("Next try at %s"), when) : NULL;
    case AC_ATTEMPT_NEXT_LOOK:
    case AC_ATTEMPT_NEXT_WATCH:
      /* Translators: %s is a time */
      return g_strdup_printf (_("Looked for at %s"), when);
    case AC_ATTEMPT_NEXT_WAIT:
      return g_strdup (_("It waits for you"));
    case AC_ATTEMPT_NEXT_ASK:
      return g_strdup (_("You are asked"));
    case AC_ATTEMPT_NEXT_NOTHING:
    case AC_ATTEMPT_NEXT_VERIFY:
    case AC_ATTEMPT_NEXT_END:
    case AC_ATTEMPT_NEXT_FAILED:
    case AC_ATTEMPT_NEXT_CANCELLED:
    default:
      return NULL;
    }
}

static gboolean
was_settled (const AcAttemptFacts *facts)
{
  return facts->outcome != AC_ATTEMPT_OUTCOME_UNDER_WAY &&
         facts->outcome != AC_ATTEMPT_OUTCOME_INTERRUPTED;
}

char *
ac_attempt_words_detail (const AcAttemptFacts *facts)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  add_line (lines, describe_wire (facts));
  add_line (lines, describe_reason (facts));
  if (was_settled (facts))
    add_line (lines, describe_next (facts));
  return g_string_free_and_steal (g_steal_pointer (&lines));
}

/* Of what takes something back, absence is good. */
static gboolean
is_good (const AcAttemptFacts *facts)
{
  const gboolean wants_it =
      facts->step == AC_ATTEMPT_STEP_PUBLISH || facts->step == AC_ATTEMPT_STEP_LOOK;

  return facts->outcome == AC_ATTEMPT_OUTCOME_DONE ||
         facts->outcome == AC_ATTEMPT_OUTCOME_PREPARED ||
         (facts->outcome == AC_ATTEMPT_OUTCOME_FOUND && wants_it) ||
         (facts->outcome == AC_ATTEMPT_OUTCOME_ABSENT && !wants_it);
}

const char *
ac_attempt_words_icon (const AcAttemptFacts *facts)
{
  if (is_good (facts))
    return "object-select-symbolic";
  return facts->outcome == AC_ATTEMPT_OUTCOME_REJECTED ||
                 facts->outcome == AC_ATTEMPT_OUTCOME_SIGN_IN
             ? "dialog-warning-symbolic"
             : NULL;
}
