/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-ledger.h"
#include "ac-store-pauses.h"
#include "ac-store-rules.h"

#define SHOWN 200 /* that wait: whoever looks at them is told */

gboolean
ac_store_stop_sharing_until (AcStore *self, const char *person, gint64 until, GError **error)
{
  return ac_store_set_sharing_stopped (self, person, TRUE, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE person SET stopped_until = $1 WHERE id = $2", "is", until,
                              person);
}

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

static gboolean
touch_waiting (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT delivery_id FROM step WHERE person_id = $1"
                                   " AND account_id = $2 AND state = $3 AND kind = $4 AND look = $5"
                                   " LIMIT $6",
                                   "ssiiii", person, account_id, AC_INT (AC_STEP_PENDING),
                                   AC_INT (AC_STEP_PUBLISH), AC_INT (AC_LOOK_NO), AC_INT (SHOWN));

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_store_touch_delivery (self, person, ac_rows_text (rows, 0), error))
      return FALSE;

  return rows != NULL;
}

gboolean
ac_store_pause_account (
    AcStore *self, const char *person, const char *account_id, gint64 until, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE account SET paused_until = $1 WHERE person_id = $2 AND id = $3"
                            " AND unconfirmed IS NULL",
                            "iss", until, person, account_id))
    return FALSE;
  if (changed == 0)
    return ac_store_not_found (error);

  return (until != 0 || ac_store_restart_rules (self, person, account_id, error)) &&
         ac_store_note_change (self, person, account_id,
                               until != 0 ? "account-paused" : "account-resumed", error) &&
         touch_waiting (self, person, account_id, error) &&
         ac_store_add_event (self, person, "account", account_id, NULL, error);
}

static gboolean
end_stops (AcStore *self, gint64 now_ms, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM person WHERE stopped_until > 0 AND stopped_until <= $1", "i", now_ms);

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_store_set_sharing_stopped (self, ac_rows_text (rows, 0), FALSE, error))
      return FALSE;

  return rows != NULL;
}

static gboolean
end_accounts (AcStore *self, gint64 now_ms, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person_id, id FROM account WHERE paused_until > 0 AND paused_until <= $1", "i",
      now_ms);

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_store_pause_account (self, ac_rows_text (rows, 0), ac_rows_text (rows, 1), 0, error))
      return FALSE;

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
