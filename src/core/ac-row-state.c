/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-row-state.h"

/**
 * ac_row_state_resolve:
 *
 * Returns: the one state a row with these facts shows
 */
AcRowState
ac_row_state_resolve (const AcRowFacts *facts)
{
  g_return_val_if_fail (facts != NULL, AC_ROW_ERROR);

  if (!facts->cached)
    return facts->failed ? AC_ROW_ERROR : AC_ROW_LOADING;

  /* What is on though it can't be had here must not look harmless: the person has to see it. */
  if (facts->unavailable != AC_UNAVAILABLE_NOT)
    return facts->on ? AC_ROW_ATTENTION : AC_ROW_UNAVAILABLE;

  if (facts->attention)
    return AC_ROW_ATTENTION;

  if (facts->pending)
    return facts->pending_on ? AC_ROW_PENDING_ON : AC_ROW_PENDING_OFF;

  if (facts->paused)
    return AC_ROW_PAUSED;

  return facts->on ? AC_ROW_ON : AC_ROW_OFF;
}

gboolean
ac_row_state_is_pending (AcRowState state)
{
  return state == AC_ROW_PENDING_ON || state == AC_ROW_PENDING_OFF;
}

gboolean
ac_row_state_shows_on (AcRowState state)
{
  return state == AC_ROW_ON || state == AC_ROW_PENDING_ON || state == AC_ROW_ATTENTION ||
         state == AC_ROW_PAUSED;
}
