/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-edits.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

/* What is being taken back at an account is looked for that often before its key goes. */
#define LOOK_AGAIN_MS (60 * 1000)

/* What waits for an account to be signed in goes on with it, or ends with it. */

static gboolean
touch_steps (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  while (ac_rows_next (rows))
    if (ac_rows_text (rows, 0) != NULL &&
        !ac_store_touch_delivery (self, person, ac_rows_text (rows, 0), error))
      return FALSE;

  return TRUE;
}

static gboolean
unblock (
    AcStore *self, const char *person, const char *account_id, const char *reason, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows = ac_database_query (
      database, error,
      "SELECT delivery_id FROM step WHERE person_id = $1 AND state = $2"
      " AND ($3 = '' OR account_id = $3) AND ($4 = '' OR error = $4)",
      "siss", person, AC_INT (AC_STEP_BLOCKED), account_id, reason);

  return rows != NULL &&
         ac_database_execute (
             database, NULL, error,
             "UPDATE step SET state = CASE WHEN look = 0 THEN $1 ELSE $2 END, due_at = $3, error = "
             "NULL WHERE person_id = $4 AND state = $5 AND ($6 = '' OR account_id = $6)"
             " AND ($7 = '' OR error = $7)",
             "iiisiss", AC_INT (AC_STEP_PENDING), AC_INT (AC_STEP_UNKNOWN), ac_clock_now_ms (),
             person, AC_INT (AC_STEP_BLOCKED), account_id, reason) &&
         touch_steps (self, person, rows, error);
}

gboolean
ac_store_unblock_steps (AcStore *self, const char *person, const char *account_id, GError **error)
{
  return unblock (self, person, account_id != NULL ? account_id : "", "", error);
}

gboolean
ac_store_retry_unreachable (AcStore *self, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE step SET due_at = $1, error = NULL WHERE due_at > $1"
                              " AND state = $2 AND error = $3",
                              "iis", ac_clock_now_ms (), AC_INT (AC_STEP_PENDING),
                              ac_error_get_slug (AC_ERROR_UNREACHABLE));
}

gboolean
ac_store_resume_service (AcStore *self, const char *person, const char *service, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM account WHERE person_id = $1 AND service = $2", "ss", person, service);

  if (rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    if (!unblock (self, person, ac_rows_text (rows, 0), ac_error_get_slug (AC_ERROR_NOT_AVAILABLE),
                  error))
      return FALSE;

  return TRUE;
}

/* Of an account, what goes on; with `$2` 1, only of what is wanted. */
#define GOING_ON                                                                                   \
  " WHERE person_id = $1 AND account_id = $3 AND delivery_id IS NOT NULL"                          \
  " AND state IN (0, 1, 2, 3)"                                                                     \
  " AND ($2 = 0 OR EXISTS (SELECT delivery.id FROM delivery"                                       \
  " WHERE delivery.person_id = step.person_id AND delivery.id = step.delivery_id"                  \
  " AND delivery.wanted = 1))"
G_STATIC_ASSERT (AC_STEP_PENDING == 0 && AC_STEP_ARMED == 1 && AC_STEP_UNKNOWN == 2 &&
                 AC_STEP_BLOCKED == 3);

/* What can no longer be done without the account ends here; a copy that may be live is said to be
 * out of reach. */
static gboolean
end_steps (
    AcStore *self, const char *person, const char *account_id, gboolean wanted, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows =
                ac_database_query (database, error, "SELECT delivery_id FROM step" GOING_ON, "sis",
                                   person, AC_INT (wanted), account_id);

  return rows != NULL &&
         ac_store_end_edits (self, person, account_id, AC_ERROR_ACCOUNT_GONE, error) &&
         ac_database_execute (
             database, NULL, error,
             "UPDATE step SET state = CASE WHEN state = $4 AND look = 0 AND kind "
             "= $5 THEN $6 ELSE $7 END,"
             " look = CASE WHEN state = 1 AND look = 0 AND kind = $5 THEN 1 ELSE look END,"
             " error = $8, due_at = NULL, epoch = epoch + 1, holder = NULL" GOING_ON,
             "sisiiiis", person, AC_INT (wanted), account_id, AC_INT (AC_STEP_PENDING),
             AC_INT (AC_STEP_PUBLISH), AC_INT (AC_STEP_CANCELLED), AC_INT (AC_STEP_FAILED),
             ac_error_get_slug (AC_ERROR_ACCOUNT_GONE)) &&
         touch_steps (self, person, rows, error);
}

/* What the person has taken back is waited for, also where all else stays. */
gboolean
ac_store_plan_revoke (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autofree char *id = ac_id_new ();

  return ac_store_note_change (self, person, account_id, "account-removed", error) &&
         end_steps (self, person, account_id, TRUE, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO step (person_id, id, account_id, kind, state, look, "
                              "sent_at, attempts, resends,"
                              " due_at, epoch) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, $6, 0)",
                              "sssiii", person, id, account_id, AC_INT (AC_STEP_REVOKE),
                              AC_INT (AC_STEP_PENDING), ac_clock_now_ms ());
}

static gboolean
put_off (AcStore *self, AcStep *step, gint64 now_ms, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows = ac_database_query (
      database, error,
      "SELECT MAX(step.due_at) FROM step JOIN delivery"
      " ON delivery.person_id = step.person_id AND delivery.id = step.delivery_id"
      " WHERE step.person_id = $1 AND step.account_id = $2 AND delivery.wanted = 0",
      "ss", step->person, step->account_id);

  return rows != NULL && ac_rows_next (rows) &&
         ac_database_execute (
             database, NULL, error, "UPDATE step SET due_at = $1 WHERE person_id = $2 AND id = $3",
             "iss", MAX (ac_rows_int (rows, 0), now_ms + LOOK_AGAIN_MS), step->person, step->id);
}

gboolean
ac_store_put_off_revoke (
    AcStore *self, AcStep *step, gint64 now_ms, gboolean *waits, GError **error)
{
  if (!ac_store_is_taking_back (self, step->person, step->account_id, waits, error))
    return FALSE;

  return *waits ? put_off (self, step, now_ms, error)
                : end_steps (self, step->person, step->account_id, FALSE, error);
}
