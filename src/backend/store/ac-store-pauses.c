/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-ledger.h"
#include "ac-store-pauses.h"
#include "ac-store-rules.h"

#define SHOWN 200 /* that wait: whoever looks at them is told */
#define ENDED 5   /* in one transaction, which sends what is due, too */

gboolean
ac_store_get_stopped_until (AcStore *self, const char *person, gint64 *until, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT stopped_until FROM person WHERE id = $1", "s", person);

  *until = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  return rows != NULL;
}

gboolean
ac_store_is_paused (
    AcStore *self, const char *person, const char *account_id, gboolean *paused, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT paused_until FROM account WHERE person_id = $1 AND id = $2", "ss", person,
      account_id);

  *paused = rows != NULL && ac_rows_next (rows) && ac_rows_int (rows, 0) > 0;
  return rows != NULL;
}

/* account_id NULL: at all of them. */
static gboolean
touch_waiting (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT COALESCE(step.delivery_id, step.edit_of)"
      " FROM account CROSS JOIN step WHERE account.person_id = $1"
      " AND ($2 = '' OR account.id = $2)"
      " AND step.person_id = account.person_id"
      " AND step.account_id = account.id AND step.state = $3"
      " AND step.kind IN ($4, $5) AND step.look = $6 LIMIT $7",
      "ssiiiii", person, account_id != NULL ? account_id : "", AC_INT (AC_STEP_PENDING),
      AC_INT (AC_STEP_PUBLISH), AC_INT (AC_STEP_EDIT), AC_INT (AC_LOOK_NO), AC_INT (SHOWN));

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_store_touch_delivery (self, person, ac_rows_text (rows, 0), error))
      return FALSE;

  return rows != NULL;
}

/* changed FALSE: it was so before. */
static gboolean
set_stop (AcStore *self,
          const char *person,
          gboolean stopped,
          gint64 until,
          gboolean *changed,
          GError **error)
{
  gint64 n = 0;

  if (!ac_database_execute (ac_store_get_database (self), &n, error,
                            "UPDATE person SET sharing_stopped = $1, stopped_until = $2"
                            " WHERE id = $3 AND (sharing_stopped <> $1 OR stopped_until <> $2)",
                            "iis", AC_INT (stopped), until, person))
    return FALSE;

  *changed = n > 0;
  return n == 0 || ((stopped || ac_store_restart_rules (self, person, NULL, error)) &&
                    touch_waiting (self, person, NULL, error) &&
                    ac_store_add_event (self, person, "backend", person, NULL, error));
}

static gboolean
stop (AcStore *self, const char *person, gboolean stopped, gint64 until, GError **error)
{
  gboolean changed = FALSE;

  return set_stop (self, person, stopped, until, &changed, error) &&
         (!changed ||
          ac_store_note_change (self, person, NULL, stopped ? "sharing-stopped" : "sharing-resumed",
                                error));
}

gboolean
ac_store_set_sharing_stopped (AcStore *self, const char *person, gboolean stopped, GError **error)
{
  return stop (self, person, stopped, 0, error);
}

gboolean
ac_store_stop_sharing_until (AcStore *self, const char *person, gint64 until, GError **error)
{
  return stop (self, person, TRUE, until, error);
}

static gboolean
check_account (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT 1 FROM account WHERE person_id = $1 AND id = $2 AND unconfirmed IS NULL", "ss",
      person, account_id);

  return rows != NULL && (ac_rows_next (rows) || ac_store_not_found (error));
}

/* changed FALSE: it was so before. */
static gboolean
set_pause (AcStore *self,
           const char *person,
           const char *account_id,
           gint64 until,
           gboolean *changed,
           GError **error)
{
  gint64 n = 0;

  if (!ac_database_execute (ac_store_get_database (self), &n, error,
                            "UPDATE account SET paused_until = $1 WHERE person_id = $2 AND id = $3"
                            " AND unconfirmed IS NULL AND paused_until <> $1",
                            "iss", until, person, account_id))
    return FALSE;

  *changed = n > 0;
  if (n == 0)
    return check_account (self, person, account_id, error);

  return (until != 0 || ac_store_restart_rules (self, person, account_id, error)) &&
         touch_waiting (self, person, account_id, error) &&
         ac_store_add_event (self, person, "account", account_id, NULL, error);
}

gboolean
ac_store_pause_account (
    AcStore *self, const char *person, const char *account_id, gint64 until, GError **error)
{
  gboolean changed = FALSE;

  return set_pause (self, person, account_id, until, &changed, error) &&
         (!changed ||
          ac_store_note_change (self, person, account_id,
                                until != 0 ? "account-paused" : "account-resumed", error));
}

/* Nobody did it: its time had come. */
static gboolean
note_end (
    AcStore *self, const char *person, const char *account_id, const char *what, GError **error)
{
  return ac_store_add_to_ledger (self, person,
                                 &(AcLedgerLine) { .deed = AC_DEED_CHANGE,
                                                   .allowed = TRUE,
                                                   .who = "backend",
                                                   .account = account_id,
                                                   .reason = what },
                                 error);
}

static gboolean
end_stops (AcStore *self, gint64 now_ms, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM person WHERE stopped_until > 0 AND stopped_until <= $1"
      " ORDER BY stopped_until LIMIT $2",
      "ii", now_ms, AC_INT (ENDED));

  while (rows != NULL && ac_rows_next (rows))
    {
      const char *person = ac_rows_text (rows, 0);
      gboolean changed = FALSE;

      if (!set_stop (self, person, FALSE, 0, &changed, error) ||
          (changed && !note_end (self, person, NULL, "sharing-went-on", error)))
        return FALSE;
    }

  return rows != NULL;
}

static gboolean
end_accounts (AcStore *self, gint64 now_ms, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT person_id, id FROM account WHERE paused_until > 0"
                                   " AND paused_until <= $1 ORDER BY paused_until LIMIT $2",
                                   "ii", now_ms, AC_INT (ENDED));

  while (rows != NULL && ac_rows_next (rows))
    {
      const char *person = ac_rows_text (rows, 0);
      const char *account = ac_rows_text (rows, 1);
      gboolean changed = FALSE;

      if (!set_pause (self, person, account, 0, &changed, error) ||
          (changed && !note_end (self, person, account, "account-went-on", error)))
        return FALSE;
    }

  return rows != NULL;
}

static gboolean
find_first (AcStore *self, gint64 *first, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT MIN(stopped_until) FROM person WHERE stopped_until > 0 UNION ALL"
      " SELECT MIN(paused_until) FROM account WHERE paused_until > 0",
      "");

  *first = AC_PAUSED_OPEN;
  while (rows != NULL && ac_rows_next (rows))
    if (ac_rows_int (rows, 0) > 0)
      *first = MIN (*first, ac_rows_int (rows, 0));
  return rows != NULL;
}

gboolean
ac_store_has_pauses (AcStore *self, gboolean *has_pauses, GError **error)
{
  gint64 first = AC_PAUSED_OPEN;

  if (!find_first (self, &first, error))
    return FALSE;

  *has_pauses = first != AC_PAUSED_OPEN;
  return TRUE;
}

/* Sharing that goes on too early can't be undone, so the day's clock must be believed. */
gboolean
ac_store_end_pauses (AcStore *self, gint64 now_ms, gint64 doubt, gint64 *next, GError **error)
{
  gint64 first = 0;

  *next = 0;
  if (!find_first (self, &first, error))
    return FALSE;
  if (first <= now_ms && doubt == 0 &&
      (!end_stops (self, now_ms, error) || !end_accounts (self, now_ms, error) ||
       !find_first (self, &first, error)))
    return FALSE;

  if (first != AC_PAUSED_OPEN)
    *next = MAX (first, now_ms + doubt + 1);
  return TRUE;
}
