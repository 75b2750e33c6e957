/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-installation.h"
#include "ac-store-clock.h"
#include "ac-store-private.h"

#define STEP_MS 1000         /* less than that is the clock's own inexactness */
#define DOUBT_MS (60 * 1000) /* as far ahead a clock is set to the right time, without a reason */
#define KEEP_MS (60 * 1000)
#define PAUSE_MS (60 * 60 * 1000) /* longer ones are until a time of the day */

AcClockRecord *
ac_clock_record_new (void)
{
  AcClockRecord *self = g_new0 (AcClockRecord, 1);

  self->boot_id = ac_clock_dup_boot_id ();
  self->wall = ac_clock_now_ms ();
  self->boot = ac_clock_boot_ms ();
  return self;
}

void
ac_clock_record_free (AcClockRecord *self)
{
  g_free (self->boot_id);
  g_free (self);
}

static gboolean
is_known (const AcClockRecord *self)
{
  return self->boot_id != NULL && self->boot_id[0] != '\0';
}

/* How long a computer was off nobody knows. */
static AcClockChange
compare_starts (const AcClockRecord *before, const AcClockRecord *now)
{
  return (AcClockChange) { .doubtful = TRUE,
                           .until = MAX (before->wall, now->wall),
                           .step_ms = MIN (now->wall - before->wall, 0) };
}

AcClockChange
ac_clock_record_compare (const AcClockRecord *before, const AcClockRecord *now)
{
  const gint64 ahead = before->wall - before->boot;
  AcClockChange change = { FALSE };

  if (!is_known (before) || !is_known (now))
    return change;
  if (!g_str_equal (before->boot_id, now->boot_id))
    return compare_starts (before, now);

  if (now->boot < before->boot - DOUBT_MS)
    {
      change = compare_starts (before, now);
      change.moved = TRUE;
      return change;
    }

  change.step_ms = now->wall - now->boot - ahead;
  change.doubtful = change.step_ms > DOUBT_MS;
  change.until = now->wall;
  change.since = ahead;
  return change;
}

/* No time becomes none. */
#define MOVE(column) " CASE WHEN " column " + $1 < 1 THEN 1 ELSE " column " + $1 END"
#define MOVE_SOME(column) column " = CASE WHEN " column " > 0 THEN" MOVE (column) " ELSE 0 END"
#define OF_STEP "delivery.person_id = step.person_id AND delivery.id = step.delivery_id"
#define IS_OPEN                                                                                    \
  " AND EXISTS (SELECT delivery.id FROM delivery WHERE delivery.person_id = part.person_id"        \
  " AND delivery.id = part.delivery_id AND delivery.open = 1)"

static gboolean
move_pauses (AcDatabase *database, gint64 ms, GError **error)
{
  const gint64 last = ac_clock_now_ms () - ms + PAUSE_MS;

  return ac_database_execute (database, NULL, error,
                              "UPDATE person SET stopped_until =" MOVE (
                                  "stopped_until") " WHERE stopped_until BETWEEN 1 AND $2"
                                                   " AND stopped_until % 60000 <> 0",
                              "ii", ms, last) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE account SET paused_until =" MOVE (
                                  "paused_until") " WHERE paused_until BETWEEN 1 AND $2"
                                                  " AND paused_until % 60000 <> 0",
                              "ii", ms, last);
}

/* All but lives and what only the person does. What is planned is never due before its time. */
static gboolean
move_waits (AcDatabase *database, gint64 ms, GError **error)
{
  static const char *const statements[] = {
    "UPDATE step SET due_at =" MOVE (
        "due_at") " WHERE due_at IS NOT NULL AND kind NOT IN (5, 7)"
                  " AND (kind <> 0 OR NOT EXISTS (SELECT delivery.id FROM delivery WHERE " OF_STEP
                  " AND delivery.share_at = step.due_at))",
    "UPDATE step SET sent_at =" MOVE ("sent_at") " WHERE sent_at > 0",
    "UPDATE part SET sent_at =" MOVE ("sent_at") " WHERE sent_at > 0" IS_OPEN,
    "UPDATE account SET " MOVE_SOME ("shares_from") ", " MOVE_SOME (
        "removes_from") ", unconfirmed = unconfirmed + $1",
    "UPDATE shelf SET until = until + $1",
    "UPDATE rule SET due_at =" MOVE ("due_at") " WHERE due_at IS NOT NULL",
    "UPDATE rule_post SET seen_at =" MOVE (
        "seen_at") " WHERE status_id IS NOT NULL AND earlier = 0",
    "UPDATE request_key SET created_at = created_at + $1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!ac_database_execute (database, NULL, error, statements[i], "i", ms))
      return FALSE;

  return move_pauses (database, ms, error) &&
         ac_database_execute (
             database, NULL, error,
             "UPDATE step SET due_at = (SELECT delivery.share_at FROM delivery WHERE " OF_STEP ")"
             " WHERE kind = 0 AND (look = 0 OR sent_at = 0) AND due_at IS NOT NULL"
             " AND EXISTS (SELECT delivery.id FROM delivery WHERE " OF_STEP
             " AND delivery.share_at > step.due_at)",
             "");
}
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_STEP_HAND == 5 && AC_STEP_LIVE == 7 && AC_LOOK_NO == 0);

/* Until when the service's own list is to be searched for a copy: too far is safe, and too near is
 * not. A clock that is behind at each start, and set each time, must not make it ever farther. */
static gboolean
move_searches (AcDatabase *database, const AcClockChange *change, GError **error)
{
  const gint64 ms = change->step_ms;

  return ms > 0 || change->since == 0 ||
         (ac_database_execute (database, NULL, error,
                               "UPDATE delivery SET first_armed_at =" MOVE (
                                   "first_armed_at") " WHERE first_armed_at > 0 AND open = 1",
                               "i", ms) &&
          ac_database_execute (database, NULL, error,
                               "UPDATE part SET first_armed_at =" MOVE (
                                   "first_armed_at") " WHERE first_armed_at > 0" IS_OPEN,
                               "i", ms));
}

static gboolean
move_life (AcStore *self, const char *person, const char *id, gint64 ends_at, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error,
                              "UPDATE delivery SET ends_at = $1 WHERE person_id = $2 AND id = $3",
                              "iss", ends_at, person, id) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE step SET due_at = $1 WHERE person_id = $2"
                              " AND delivery_id = $3 AND (kind = $4 OR (kind = $5 AND state = $6))",
                              "issiii", ends_at, person, id, AC_INT (AC_STEP_LIVE),
                              AC_INT (AC_STEP_HAND), AC_INT (AC_STEP_PENDING)) &&
         ac_store_touch_delivery (self, person, id, error);
}

#define LIFE " delivery.person_id, delivery.id, delivery.ends_at, status.life"
#define OF_STATUS "status.person_id = delivery.person_id AND status.id = delivery.status_id"

static gboolean
began_in (const AcClockChange *change, gint64 began_at)
{
  return began_at >= change->since && began_at <= change->until - change->step_ms;
}

/* A life that began before this start of the computer keeps to the day's clock: that was perhaps
 * not set until now, and deleting can't be undone. */
static gboolean
move_lives (AcStore *self, const AcClockChange *change, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT" LIFE " FROM step CROSS JOIN delivery CROSS JOIN status WHERE step.due_at > 0"
      " AND step.kind IN (5, 7) AND " OF_STEP " AND delivery.ends_at > 0"
      " AND delivery.wanted = 1 AND " OF_STATUS " UNION SELECT" LIFE
      " FROM delivery CROSS JOIN status WHERE delivery.part > 1 AND delivery.ends_at > 0"
      " AND delivery.wanted = 1 AND " OF_STATUS,
      "");

  while (rows != NULL && ac_rows_next (rows))
    {
      const gint64 ends_at = ac_rows_int (rows, 2);
      AcLife life = AC_LIFE_KEEP;

      if (ac_life_from_slug (ac_rows_text (rows, 3), &life) &&
          began_in (change, ends_at - ac_life_get_ms (life)) &&
          !move_life (self, ac_rows_text (rows, 0), ac_rows_text (rows, 1),
                      MAX (ends_at + change->step_ms, 1), error))
        return FALSE;
    }

  return rows != NULL;
}

static gboolean
keep_record (AcDatabase *database, const AcClockRecord *record, GError **error)
{
  return ac_database_execute (
      database, NULL, error,
      "UPDATE installation SET boot_id = $1, wall = $2, boot = $3 WHERE slot = 0", "sii",
      record->boot_id, record->wall, record->boot);
}

/* What a clock that was ahead has made missed has its time yet to come. */
static gboolean
plan_missed (AcStore *self, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows = ac_database_query (
      database, error,
      "SELECT step.person_id, step.delivery_id, delivery.share_at FROM step CROSS JOIN delivery"
      " WHERE step.state = $1 AND step.kind = $2 AND step.look = $3 AND " OF_STEP
      " AND delivery.share_at > $4 AND delivery.wanted = 1",
      "iiii", AC_INT (AC_STEP_NEEDS_YOU), AC_INT (AC_STEP_PUBLISH), AC_INT (AC_LOOK_NO),
      ac_clock_now_ms ());

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_database_execute (database, NULL, error,
                              "UPDATE step SET state = $1, due_at = $2 WHERE person_id = $3"
                              " AND delivery_id = $4",
                              "iiss", AC_INT (AC_STEP_PENDING), ac_rows_int (rows, 2),
                              ac_rows_text (rows, 0), ac_rows_text (rows, 1)) ||
        !ac_store_touch_delivery (self, ac_rows_text (rows, 0), ac_rows_text (rows, 1), error))
      return FALSE;

  return rows != NULL;
}

static gboolean
apply_change (AcStore *self, const AcClockChange *change, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  if (change->step_ms <= -STEP_MS && !plan_missed (self, error))
    return FALSE;
  if (change->moved ? !ac_installation_move (database, error)
                    : change->doubtful && !ac_installation_doubt (database, change->until, error))
    return FALSE;
  if (ABS (change->step_ms) < STEP_MS)
    return TRUE;

  g_message ("The clock was set by %" G_GINT64_FORMAT " s: what waits goes on waiting for as long",
             change->step_ms / 1000);
  return move_waits (database, change->step_ms, error) && move_searches (database, change, error) &&
         (change->since == 0 || move_lives (self, change, error));
}

typedef struct
{
  AcStore *store;
  AcClockRecord *now;
  AcClockChange change;
} Meeting;

static gboolean
meet (AcDatabase *database, gpointer user_data, GError **error)
{
  Meeting *meeting = user_data;
  g_autoptr(AcClockRecord) before = g_new0 (AcClockRecord, 1);
  g_autoptr(AcRows) rows = ac_database_query (
      database, error, "SELECT boot_id, wall, boot FROM installation WHERE slot = 0", "");

  if (rows == NULL)
    return FALSE;
  if (ac_rows_next (rows))
    {
      before->boot_id = g_strdup (ac_rows_text (rows, 0));
      before->wall = ac_rows_int (rows, 1);
      before->boot = ac_rows_int (rows, 2);
    }

  meeting->change = ac_clock_record_compare (before, meeting->now);
  return apply_change (meeting->store, &meeting->change, error) &&
         keep_record (database, meeting->now, error);
}

static gboolean
follow (AcDatabase *database, gpointer user_data, GError **error)
{
  Meeting *meeting = user_data;

  return apply_change (meeting->store, &meeting->change, error) &&
         keep_record (database, meeting->now, error);
}

static gboolean
run_meeting (Meeting *meeting, AcTransactionFunc func, GError **error)
{
  AcStore *self = meeting->store;

  if (!ac_database_transact (ac_store_get_database (self), func, meeting, error))
    {
      ac_clock_record_free (meeting->now);
      return FALSE;
    }

  ac_store_set_clock (self, meeting->now);
  return TRUE;
}

gboolean
ac_store_meet_clock (AcStore *self, gboolean *moved, GError **error)
{
  Meeting meeting = { self, ac_clock_record_new () };

  if (!run_meeting (&meeting, meet, error))
    return FALSE;

  *moved = *moved || meeting.change.moved;
  return TRUE;
}

gboolean
ac_store_follow_clock (AcStore *self, GError **error)
{
  const AcClockRecord *before = ac_store_get_clock (self);
  const gint64 ahead = ac_clock_now_ms () - ac_clock_boot_ms ();
  Meeting meeting = { self };

  if (before == NULL || ABS (ahead - (before->wall - before->boot)) < STEP_MS)
    return TRUE;

  meeting.now = ac_clock_record_new ();
  meeting.change = ac_clock_record_compare (before, meeting.now);
  return run_meeting (&meeting, follow, error);
}

gboolean
ac_store_note_time (AcStore *self, gboolean armed, GError **error)
{
  AcClockRecord *record = ac_store_get_clock (self);

  if (record == NULL || (!armed && ac_clock_boot_ms () - record->boot < KEEP_MS))
    return TRUE;

  record->wall = ac_clock_now_ms ();
  record->boot = ac_clock_boot_ms ();
  return keep_record (ac_store_get_database (self), record, error);
}

gboolean
ac_store_reload_sending (AcStore *self, AcStep *step, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT sent_at FROM step WHERE person_id = $1 AND id = $2 AND epoch = $3 AND state = $4",
      "ssii", step->person, step->id, step->epoch, AC_INT (AC_STEP_ARMED));

  if (rows != NULL && ac_rows_next (rows))
    step->sent_at = ac_rows_int (rows, 0);
  return rows != NULL;
}

/* What was armed once was so after it was written. */
gboolean
ac_store_forget_search (AcStore *self, const AcStep *step, GError **error)
{
  return step->sent_at > 0 ||
         ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE delivery SET first_armed_at = 0 WHERE person_id = $1 AND id = $2"
             " AND first_armed_at <= (SELECT created_at FROM status"
             " WHERE status.person_id = $1 AND status.id = delivery.status_id)",
             "ss", step->person, step->delivery_id);
}
