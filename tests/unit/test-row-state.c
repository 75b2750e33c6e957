/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-row-state.h"

#define N_FACTS 8

static AcRowFacts
facts_from_bits (guint bits)
{
  return (AcRowFacts) {
    .cached = (bits & 1) != 0,
    .failed = (bits & 2) != 0,
    .on = (bits & 4) != 0,
    .paused = (bits & 8) != 0,
    .pending = (bits & 16) != 0,
    .pending_on = (bits & 32) != 0,
    .attention = (bits & 64) != 0,
    .unavailable = (bits & 128) != 0 ? AC_UNAVAILABLE_REGION : AC_UNAVAILABLE_NOT,
  };
}

/* The state one fact alone would call for, in the order of precedence. */
static AcRowState
first_that_holds (const AcRowFacts *facts)
{
  const struct
  {
    gboolean holds;
    AcRowState state;
  } precedence[] = {
    { !facts->cached && facts->failed, AC_ROW_ERROR },
    { !facts->cached && !facts->failed, AC_ROW_LOADING },
    { facts->unavailable && !facts->on, AC_ROW_UNAVAILABLE },
    { facts->unavailable && facts->on, AC_ROW_ATTENTION },
    { facts->attention, AC_ROW_ATTENTION },
    { facts->pending && facts->pending_on, AC_ROW_PENDING_ON },
    { facts->pending && !facts->pending_on, AC_ROW_PENDING_OFF },
    { facts->paused, AC_ROW_PAUSED },
    { facts->on, AC_ROW_ON },
    { TRUE, AC_ROW_OFF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (precedence); i++)
    {
      if (precedence[i].holds)
        return precedence[i].state;
    }

  g_assert_not_reached ();
}

static void
test_every_combination (void)
{
  guint seen[AC_ROW_ERROR + 1] = { 0 };

  for (guint bits = 0; bits < 1u << N_FACTS; bits++)
    {
      const AcRowFacts facts = facts_from_bits (bits);
      const AcRowState state = ac_row_state_resolve (&facts);

      g_assert_cmpint (state, <=, AC_ROW_ERROR);
      g_assert_cmpint (state, ==, first_that_holds (&facts));
      seen[state]++;
    }

  /* Counted by hand from the precedence: half of the facts have nothing cached, and so on down. */
  g_assert_cmpuint (seen[AC_ROW_ERROR], ==, 64);
  g_assert_cmpuint (seen[AC_ROW_LOADING], ==, 64);
  g_assert_cmpuint (seen[AC_ROW_UNAVAILABLE], ==, 32);
  g_assert_cmpuint (seen[AC_ROW_ATTENTION], ==, 64);
  g_assert_cmpuint (seen[AC_ROW_PENDING_ON], ==, 8);
  g_assert_cmpuint (seen[AC_ROW_PENDING_OFF], ==, 8);
  g_assert_cmpuint (seen[AC_ROW_PAUSED], ==, 8);
  g_assert_cmpuint (seen[AC_ROW_ON], ==, 4);
  g_assert_cmpuint (seen[AC_ROW_OFF], ==, 4);
}

static void
test_every_reason_is_unavailable (void)
{
  for (AcUnavailable why = AC_UNAVAILABLE_REGION; why <= AC_UNAVAILABLE_ADMINISTRATOR; why++)
    {
      AcRowFacts facts = { .cached = TRUE, .pending = TRUE, .paused = TRUE, .unavailable = why };

      g_assert_cmpint (ac_row_state_resolve (&facts), ==, AC_ROW_UNAVAILABLE);
      facts.on = TRUE;
      g_assert_cmpint (ac_row_state_resolve (&facts), ==, AC_ROW_ATTENTION);
    }
}

static void
test_cached_value_hides_failure (void)
{
  const AcRowFacts facts = { .cached = TRUE, .failed = TRUE, .on = TRUE };

  g_assert_cmpint (ac_row_state_resolve (&facts), ==, AC_ROW_ON);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/row-state/every-combination", test_every_combination);
  g_test_add_func ("/row-state/every-reason", test_every_reason_is_unavailable);
  g_test_add_func ("/row-state/cached-value-hides-failure", test_cached_value_hides_failure);

  return g_test_run ();
}
