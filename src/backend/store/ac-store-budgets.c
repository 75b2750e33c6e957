/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

/* What a service lets an account do in a time, kept to by itself. */

#define LONGEST_WAIT_MS (24 * 60 * 60 * (gint64) 1000)
#define AT_ONCE 10 /* before the others are paced */

static gboolean
is_removal (const AcStep *step)
{
  return step->kind == AC_STEP_REMOVE || step->kind == AC_STEP_LIVE;
}

static gboolean
is_sharing (const AcStep *step)
{
  return step->kind == AC_STEP_EDIT ||
         (step->kind == AC_STEP_PUBLISH && step->state == AC_STEP_PENDING);
}

/* All that waits there comes again at that time, in the order that it has. */
static gboolean
put_off (AcStore *self, const AcStep *step, gboolean removals, gint64 from, GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "UPDATE step SET due_at = $1 WHERE person_id = $2 AND account_id = $3 AND state IN ($4, $5)"
      " AND due_at < $1 AND (($6 = 1 AND kind IN ($7, $8))"
      " OR ($6 = 0 AND (kind = $9 OR (kind = $10 AND look = $11))))",
      "issiiiiiiii", from, step->person, step->account_id, AC_INT (AC_STEP_PENDING),
      AC_INT (AC_STEP_UNKNOWN), AC_INT (removals), AC_INT (AC_STEP_REMOVE), AC_INT (AC_STEP_LIVE),
      AC_INT (AC_STEP_EDIT), AC_INT (AC_STEP_PUBLISH), AC_INT (AC_LOOK_NO));
}

static gboolean
note_used_up (AcStore *self, const AcStep *step, AcOutcome *outcome, GError **error)
{
  const gint64 now = ac_clock_now_ms ();
  AcBudgets budgets = AC_BUDGET_ALL;
  const gint64 until =
      MIN (ac_outcome_get_used_up_until (outcome, &budgets), now + LONGEST_WAIT_MS);
  const gboolean shares = (budgets & AC_BUDGET_SHARING) != 0;
  const gboolean removes = (budgets & AC_BUDGET_REMOVALS) != 0;

  if (until <= now)
    return TRUE;

  return ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE account SET"
             " shares_from = CASE WHEN $1 = 1 AND (shares_from < $2 OR shares_from > $3) THEN $2"
             " ELSE shares_from END,"
             " removes_from = CASE WHEN $4 = 1 AND (removes_from < $2 OR removes_from > $3) THEN $2"
             " ELSE removes_from END WHERE person_id = $5 AND id = $6",
             "iiiiss", AC_INT (shares), until, now + LONGEST_WAIT_MS, AC_INT (removes),
             step->person, step->account_id) &&
         (!shares || put_off (self, step, FALSE, until, error)) &&
         (!removes || put_off (self, step, TRUE, until, error));
}

/* What was written while the clock was ahead holds nobody up. */
static gint64
believe (gint64 from)
{
  return from <= ac_clock_now_ms () + LONGEST_WAIT_MS ? from : 0;
}

static gboolean
find_times (
    AcStore *self, const AcStep *step, gint64 *shares_from, gint64 *removes_from, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT shares_from, removes_from FROM account WHERE person_id = $1 AND id = $2", "ss",
      step->person, step->account_id);
  const gboolean found = rows != NULL && ac_rows_next (rows);

  *shares_from = found ? believe (ac_rows_int (rows, 0)) : 0;
  *removes_from = found ? believe (ac_rows_int (rows, 1)) : 0;
  return rows != NULL;
}

/* Whoever has not removed anything for a while may do it several times at once: the time from which
 * the next may be made lies so far back then. */
static gboolean
note_removal (AcStore *self, const AcStep *step, guint pace_ms, GError **error)
{
  const gint64 now = ac_clock_now_ms ();
  gint64 shares_from = 0;
  gint64 from = 0;

  if (!find_times (self, step, &shares_from, &from, error))
    return FALSE;

  from = MAX (from, now - (AT_ONCE - 1) * (gint64) pace_ms) + pace_ms;
  return ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE account SET removes_from = $1 WHERE person_id = $2 AND id = $3", "iss", from,
             step->person, step->account_id) &&
         (from <= now || put_off (self, step, TRUE, from, error));
}

/* What a service lets somebody delete in a time is for the whole account: the others that wait to
 * be deleted there come again when this one does, and in the same order. */
gboolean
ac_store_wait_with_others (
    AcStore *self, const AcStep *step, AcOutcome *outcome, gint64 due_at, GError **error)
{
  return ac_outcome_get_retry_at (outcome) == 0 ||
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE step SET due_at = $1 WHERE person_id = $2 AND account_id = $3"
                              " AND kind IN ($4, $5) AND state = $6 AND due_at < $1",
                              "issiii", due_at, step->person, step->account_id,
                              AC_INT (AC_STEP_REMOVE), AC_INT (AC_STEP_LIVE),
                              AC_INT (AC_STEP_PENDING));
}

gboolean
ac_store_note_budget (AcStore *self, const AcStep *step, AcOutcome *outcome, GError **error)
{
  const guint pace_ms = ac_outcome_get_pace (outcome);

  return (pace_ms == 0 || !is_removal (step) || note_removal (self, step, pace_ms, error)) &&
         note_used_up (self, step, outcome, error);
}

gboolean
ac_store_keep_budget (
    AcStore *self, const AcStep *step, gint64 now_ms, gboolean *waits, GError **error)
{
  gint64 shares_from = 0;
  gint64 removes_from = 0;
  gint64 from = 0;

  *waits = FALSE;
  if (!is_removal (step) && !is_sharing (step))
    return TRUE;
  if (!find_times (self, step, &shares_from, &removes_from, error))
    return FALSE;

  from = is_removal (step) ? removes_from : shares_from;
  *waits = from > now_ms;
  return !*waits ||
         (ac_database_execute (ac_store_get_database (self), NULL, error,
                               "UPDATE step SET due_at = $1 WHERE person_id = $2 AND id = $3",
                               "iss", from, step->person, step->id) &&
          (step->delivery_id == NULL ||
           ac_store_touch_delivery (self, step->person, step->delivery_id, error)));
}

gboolean
ac_store_wake_others (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  const AcOutcomeKind kind = ac_outcome_get_kind (outcome);

  return step->attempts < 2 || kind == AC_OUTCOME_NOT_SENT || kind == AC_OUTCOME_LATER ||
         kind == AC_OUTCOME_UNKNOWN ||
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE step SET due_at = $1, error = NULL WHERE person_id = $2"
                              " AND account_id = $3 AND state = $4 AND error IN ($5, $6, $7)",
                              "ississs", ac_clock_now_ms (), step->person, step->account_id,
                              AC_INT (AC_STEP_PENDING), ac_error_get_slug (AC_ERROR_UNREACHABLE),
                              ac_error_get_slug (AC_ERROR_TIMED_OUT),
                              ac_error_get_slug (AC_ERROR_TLS));
}
