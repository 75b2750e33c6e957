/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

/* When a delivery is sent, and when its copy ends. */

#define SLACK_MS (60 * 1000) /* what the two clocks are apart when nobody sets one */

static void
note_life (AcStore *self, const char *delivery_id, gint64 ends_at)
{
  const gint64 end = ac_clock_boot_ms () + ends_at - ac_clock_now_ms ();

  g_hash_table_insert (ac_store_get_lives (self), g_strdup (delivery_id),
                       g_memdup2 (&end, sizeof end));
}

/* What isn't a post ends by itself, whatever the person chose for the others. */
gboolean
ac_store_begin_life (AcStore *self,
                     const char *person,
                     const char *delivery_id,
                     gint64 live_at,
                     gint64 *ends_at,
                     GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  AcLife life = AC_LIFE_KEEP;
  g_autoptr(AcRows) rows =
                ac_database_query (database, error,
                                   "SELECT status.life, delivery.part, delivery.ends_at"
                                   " FROM delivery JOIN status"
                                   " ON status.person_id = delivery.person_id"
                                   " AND status.id = delivery.status_id"
                                   " WHERE delivery.person_id = $1 AND delivery.id = $2"
                                   " AND delivery.form = $3",
                                   "sss", person, delivery_id, ac_form_to_slug (AC_FORM_POST));

  *ends_at = 0;
  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows) || !ac_life_from_slug (ac_rows_text (rows, 0), &life) ||
      life == AC_LIFE_KEEP)
    return TRUE;

  /* A thread ends with its first part. */
  *ends_at = ac_rows_int (rows, 1) > 1 ? ac_rows_int (rows, 2) : 0;
  if (*ends_at != 0)
    return TRUE;

  *ends_at = live_at + ac_life_get_ms (life);
  note_life (self, delivery_id, *ends_at);
  return ac_database_execute (database, NULL, error,
                              "UPDATE delivery SET ends_at = $1 WHERE person_id = $2 AND id = $3",
                              "iss", *ends_at, person, delivery_id);
}

static gboolean
prolong (AcStore *self, const char *person, const char *delivery_id, gint64 ends_at, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error,
                              "UPDATE delivery SET ends_at = $1 WHERE person_id = $2 AND id = $3",
                              "iss", ends_at, person, delivery_id) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE step SET due_at = $1 WHERE person_id = $2"
                              " AND delivery_id = $3 AND kind = $4",
                              "issi", ends_at, person, delivery_id, AC_INT (AC_STEP_LIVE)) &&
         ac_store_touch_delivery (self, person, delivery_id, error);
}

/* While the clock is in doubt nothing is written by it: it may be set back. */
gboolean
ac_store_doubt_end (AcStore *self,
                    const char *person,
                    const char *delivery_id,
                    gboolean doubtful,
                    gboolean *goes_on,
                    GError **error)
{
  const gint64 *end = g_hash_table_lookup (ac_store_get_lives (self), delivery_id);
  const gint64 rest = end != NULL ? *end - ac_clock_boot_ms () : 0;

  *goes_on = end != NULL ? rest > SLACK_MS : doubtful;
  if (!*goes_on)
    g_hash_table_remove (ac_store_get_lives (self), delivery_id);
  return !*goes_on || doubtful ||
         prolong (self, person, delivery_id, ac_clock_now_ms () + rest, error);
}

/* From here on it is like a copy that the person took back, and only told apart from it. */
gboolean
ac_store_end_life (AcStore *self, AcStep *step, GError **error)
{
  step->kind = AC_STEP_REMOVE;
  step->state = AC_STEP_PENDING;
  step->attempts = 1;
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE step SET kind = $1, look = $2"
                              " WHERE person_id = $3 AND id = $4",
                              "iiss", AC_INT (AC_STEP_REMOVE), AC_INT (AC_LOOK_NO), step->person,
                              step->id) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET wanted = 0, expired = 1"
                              " WHERE person_id = $1 AND id = $2",
                              "ss", step->person, step->delivery_id);
}

static gboolean
ask_person (AcStore *self, AcStep *step, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE step SET state = $1, look = $2, due_at = NULL"
                              " WHERE person_id = $3 AND id = $4",
                              "iiss", AC_INT (AC_STEP_NEEDS_YOU), AC_INT (AC_LOOK_NO), step->person,
                              step->id) &&
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
}

/* Uncertain means here that it is yet to be handed to the person; else its life is over. */
gboolean
ac_store_turn_to_person (AcStore *self, AcStep *step, GError **error)
{
  return (step->state == AC_STEP_UNKNOWN ||
          ac_database_execute (ac_store_get_database (self), NULL, error,
                               "UPDATE delivery SET wanted = 0 WHERE person_id = $1 AND id = $2",
                               "ss", step->person, step->delivery_id)) &&
         ask_person (self, step, error);
}

/* Whoever planned something for ten o'clock may not want it at midnight. What the service's budget
 * has held up since was not missed. */
gboolean
ac_store_ask_when_missed (
    AcStore *self, AcStep *step, gint64 now_ms, gboolean *missed, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM delivery WHERE person_id = $1 AND id = $2"
      " AND share_at > 0 AND share_at < $3 AND NOT EXISTS (SELECT account.id FROM account"
      " WHERE account.person_id = $1 AND account.id = $4 AND account.shares_from >= $3"
      " AND account.shares_from <= $5)",
      "ssisi", step->person, step->delivery_id, now_ms - AC_SHARE_LATE_MS, step->account_id,
      now_ms);

  if (rows == NULL)
    return FALSE;

  *missed = ac_rows_next (rows);
  return !*missed || ask_person (self, step, error);
}

/* What was never armed, and isn't taken back. */
#define UNSENT                                                                                     \
  " FROM delivery CROSS JOIN step WHERE step.person_id = delivery.person_id"                       \
  " AND step.delivery_id = delivery.id AND delivery.person_id = $1 AND delivery.status_id = $2"    \
  " AND delivery.wanted = 1 AND delivery.first_armed_at = 0 AND delivery.share_at > 0"             \
  " AND ((step.kind = 0 AND step.state IN (0, 3, 6)) OR (step.kind = 5 AND step.state = 2))"
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_STEP_HAND == 5 && AC_STEP_PENDING == 0 &&
                 AC_STEP_UNKNOWN == 2 && AC_STEP_BLOCKED == 3 && AC_STEP_NEEDS_YOU == 6);

static gboolean
reschedule_delivery (
    AcStore *self, const char *person, const char *id, gint64 share_at, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 due_at = share_at != 0 ? share_at : ac_clock_now_ms ();

  return ac_database_execute (database, NULL, error,
                              "UPDATE delivery SET share_at = $1 WHERE person_id = $2 AND id = $3",
                              "iss", share_at, person, id) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE step SET due_at = $1, state = CASE WHEN kind = $2 THEN $3"
                              " ELSE state END WHERE person_id = $4 AND delivery_id = $5"
                              " AND state <> $6",
                              "iiissi", due_at, AC_INT (AC_STEP_PUBLISH), AC_INT (AC_STEP_PENDING),
                              person, id, AC_INT (AC_STEP_BLOCKED)) &&
         ac_store_touch_delivery (self, person, id, error);
}

gboolean
ac_store_reschedule (
    AcStore *self, const char *person, const char *status_id, gint64 share_at, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  guint n_changed = 0;
  g_autoptr(AcRows) rows = ac_database_query (database, error, "SELECT delivery.id" UNSENT, "ss",
                                              person, status_id);

  for (; rows != NULL && ac_rows_next (rows); n_changed++)
    if (!reschedule_delivery (self, person, ac_rows_text (rows, 0), share_at, error))
      return FALSE;
  if (rows == NULL)
    return FALSE;
  if (n_changed == 0)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT,
                                "Nothing of it waits for its time any more"),
           FALSE;

  return ac_database_execute (database, NULL, error,
                              "UPDATE status SET share_at = $1 WHERE person_id = $2 AND id = $3",
                              "iss", share_at, person, status_id) &&
         ac_store_add_event (self, person, "status", status_id, NULL, error);
}
