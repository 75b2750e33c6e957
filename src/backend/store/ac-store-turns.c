/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-parts.h"

/* The delivery of a thread turns from one of its parts to another. */

/* A part, or none: 0. */
typedef struct
{
  guint ordinal;
  AcPartState state;
} Found;

static gboolean
find_current (
    AcStore *self, const char *person, const char *delivery_id, guint *current, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT part FROM delivery WHERE person_id = $1 AND id = $2", "ss", person, delivery_id);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  *current = ac_rows_int (rows, 0);
  return TRUE;
}

/* The part that it is about now takes what only the delivery knows of it. reason: (nullable) */
static gboolean
leave (AcStore *self,
       const char *person,
       const char *delivery_id,
       AcPartState state,
       const char *reason,
       guint *current,
       GError **error)
{
  return find_current (self, person, delivery_id, current, error) &&
         ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE part SET state = $1, error = $2, first_armed_at = (SELECT first_armed_at"
             " FROM delivery WHERE person_id = $3 AND id = $4), prepared = (SELECT prepared"
             " FROM delivery WHERE person_id = $3 AND id = $4), sent_at = (SELECT sent_at FROM step"
             " WHERE person_id = $3 AND delivery_id = $4), updated_at = $5 WHERE person_id = $3"
             " AND delivery_id = $4 AND ordinal = $6",
             "isssii", AC_INT (state), reason, person, delivery_id, ac_clock_now_ms (),
             AC_INT (*current));
}

static gboolean
note_sent (AcStore *self,
           const char *person,
           const char *delivery_id,
           guint current,
           gint64 sent_at,
           GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE part SET sent_at = $1 WHERE person_id = $2"
                              " AND delivery_id = $3 AND ordinal = $4",
                              "issi", sent_at, person, delivery_id, AC_INT (current));
}

/* Its time has come with the first part, so none of the others is told to wait for it. */
static gboolean
write_place (AcStore *self,
             const char *person,
             const char *delivery_id,
             guint ordinal,
             AcRows *part,
             GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(GBytes) payload = ac_rows_blob (part, 1);

  return ac_database_execute (
             database, NULL, error,
             "UPDATE delivery SET part = $1, key = $2, payload = $3, first_armed_at = $4,"
             " remote_id = $5, remote_uri = $6, url = $7, prepared = $8, share_at = 0"
             " WHERE person_id = $9 AND id = $10",
             "isbissssss", AC_INT (ordinal), ac_rows_text (part, 0), payload, ac_rows_int (part, 2),
             ac_rows_text (part, 3), ac_rows_text (part, 4), ac_rows_text (part, 5),
             ac_rows_text (part, 6), person, delivery_id) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE step SET sent_at = $1 WHERE person_id = $2"
                              " AND delivery_id = $3",
                              "iss", ac_rows_int (part, 7), person, delivery_id);
}

static const char *
read_reason (AcRows *part)
{
  AcError reason = AC_ERROR_FAILED;

  return ac_rows_text (part, 8) != NULL && ac_error_from_slug (ac_rows_text (part, 8), &reason)
             ? ac_error_get_slug (reason)
             : NULL;
}

/* What is to be done about a part in that state. */
static AcPartTurn
plan_turn (AcPartState state, AcRows *part)
{
  const gint64 now = ac_clock_now_ms ();

  switch (state)
    {
    case AC_PART_UNSENT:
      return (AcPartTurn) { .kind = AC_STEP_PUBLISH, .state = AC_STEP_PENDING, .due_at = now };
    case AC_PART_MAYBE:
      return (AcPartTurn) {
        .kind = AC_STEP_PUBLISH, .state = AC_STEP_UNKNOWN, .look = AC_LOOK_FIRST, .due_at = now
      };
    case AC_PART_GONE:
      return (AcPartTurn) { .kind = AC_STEP_VERIFY, .state = AC_STEP_DONE };
    case AC_PART_LATE:
      return (AcPartTurn) { .kind = AC_STEP_WATCH,
                            .state = AC_STEP_PENDING,
                            .due_at = now + AC_FIRST_WATCH_MS };
    case AC_PART_ASKED:
      return (AcPartTurn) { .kind = AC_STEP_PUBLISH,
                            .state = AC_STEP_NEEDS_YOU,
                            .look = AC_LOOK_FIRST };
    case AC_PART_STAYS:
      return (AcPartTurn) { .kind = AC_STEP_REMOVE,
                            .state = AC_STEP_FAILED,
                            .error = read_reason (part) };
    case AC_PART_THERE:
    default:
      return (AcPartTurn) { .kind = AC_STEP_REMOVE, .state = AC_STEP_PENDING, .due_at = now };
    }
}

static gboolean
turn_to (AcStore *self,
         const char *person,
         const char *delivery_id,
         const Found *found,
         AcPartTurn *turn,
         GError **error)
{
  g_autoptr(AcRows) part = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT key, payload, first_armed_at, remote_id, remote_uri, url, prepared, sent_at, error"
      " FROM part WHERE person_id = $1 AND delivery_id = $2 AND ordinal = $3",
      "ssi", person, delivery_id, AC_INT (found->ordinal));

  if (part == NULL)
    return FALSE;
  if (!ac_rows_next (part))
    return ac_store_not_found (error);

  *turn = plan_turn (found->state, part);
  turn->turned = TRUE;
  turn->sent_at = ac_rows_int (part, 7);
  return write_place (self, person, delivery_id, found->ordinal, part, error);
}

static gboolean
read_found (AcRows *rows, Found *found)
{
  *found = (Found) { 0, AC_PART_UNSENT };
  if (rows != NULL && ac_rows_next (rows))
    *found = (Found) { ac_rows_int (rows, 0), ac_rows_int (rows, 1) };
  return rows != NULL;
}

/* The first one that isn't known to be there. */
static gboolean
find_next (AcStore *self, const char *person, const char *delivery_id, Found *found, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT ordinal, state FROM part WHERE person_id = $1 AND delivery_id = $2"
      " AND state IN ($3, $4) ORDER BY ordinal LIMIT 1",
      "ssii", person, delivery_id, AC_INT (AC_PART_UNSENT), AC_INT (AC_PART_MAYBE));

  return read_found (rows, found);
}

/* What is there is taken back before what may be, and that before anything that is only to be told.
 */
static gboolean
find_left (AcStore *self, const char *person, const char *delivery_id, Found *found, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT ordinal, state FROM part WHERE person_id = $1 AND delivery_id = $2 AND state <> 0"
      " ORDER BY CASE state WHEN 1 THEN 0 WHEN 6 THEN 1 WHEN 3 THEN 2 WHEN 4 THEN 3 WHEN 5 THEN 4"
      " ELSE 5 END, ordinal DESC LIMIT 1",
      "ss", person, delivery_id);

  return read_found (rows, found);
}
G_STATIC_ASSERT (AC_PART_UNSENT == 0 && AC_PART_THERE == 1 && AC_PART_GONE == 2 &&
                 AC_PART_LATE == 3 && AC_PART_ASKED == 4 && AC_PART_STAYS == 5 &&
                 AC_PART_MAYBE == 6);

gboolean
ac_store_turn_on (AcStore *self,
                  const char *person,
                  const char *delivery_id,
                  gint64 sent_at,
                  AcPartTurn *turn,
                  GError **error)
{
  guint current = 0;
  Found next = { 0 };

  turn->turned = FALSE;
  return leave (self, person, delivery_id, AC_PART_THERE, NULL, &current, error) &&
         note_sent (self, person, delivery_id, current, sent_at, error) &&
         find_next (self, person, delivery_id, &next, error) &&
         (next.ordinal == 0 || turn_to (self, person, delivery_id, &next, turn, error));
}

gboolean
ac_store_turn_back (AcStore *self,
                    const char *person,
                    const char *delivery_id,
                    AcPartState left,
                    const char *reason,
                    AcPartTurn *turn,
                    GError **error)
{
  guint current = 0;
  Found next = { 0 };

  turn->turned = FALSE;
  if (!leave (self, person, delivery_id, left, reason, &current, error) ||
      !find_left (self, person, delivery_id, &next, error))
    return FALSE;

  /* Whoever left it knows what it is about. */
  if (next.ordinal == 0 || next.ordinal == current ||
      (next.state == AC_PART_GONE && left == AC_PART_GONE))
    return TRUE;
  return turn_to (self, person, delivery_id, &next, turn, error);
}

/* What couldn't be taken back is there. */
static gboolean
forgive (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE part SET state = $1, error = NULL WHERE person_id = $2"
                              " AND delivery_id = $3 AND state = $4",
                              "issi", AC_INT (AC_PART_THERE), person, delivery_id,
                              AC_INT (AC_PART_STAYS));
}

static gboolean
turn_to_last (
    AcStore *self, const char *person, const char *delivery_id, AcPartTurn *turn, GError **error)
{
  Found last = { 0 };

  return find_left (self, person, delivery_id, &last, error) &&
         (last.state != AC_PART_THERE || turn_to (self, person, delivery_id, &last, turn, error));
}

gboolean
ac_store_turn_again (AcStore *self,
                     const char *person,
                     const char *delivery_id,
                     AcPartState left,
                     AcPartTurn *turn,
                     GError **error)
{
  guint current = 0;

  turn->turned = FALSE;
  return leave (self, person, delivery_id, left, NULL, &current, error) &&
         forgive (self, person, delivery_id, error) &&
         turn_to_last (self, person, delivery_id, turn, error);
}

static gboolean
find_end (AcStore *self, const char *person, const char *id, gint64 *ends_at, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT ends_at FROM delivery WHERE person_id = $1 AND id = $2", "ss", person, id);

  *ends_at = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  return rows != NULL;
}

gboolean
ac_store_turn_to_rest (
    AcStore *self, const char *person, const char *delivery_id, AcPartTurn *turn, GError **error)
{
  guint current = 0;
  gint64 ends_at = 0;

  turn->turned = FALSE;
  if (!leave (self, person, delivery_id, AC_PART_UNSENT, NULL, &current, error) ||
      !turn_to_last (self, person, delivery_id, turn, error) ||
      !find_end (self, person, delivery_id, &ends_at, error))
    return FALSE;
  if (!turn->turned)
    return TRUE;

  turn->kind = ends_at != 0 ? AC_STEP_LIVE : AC_STEP_PUBLISH;
  turn->state = ends_at != 0 ? AC_STEP_PENDING : AC_STEP_DONE;
  turn->due_at = ends_at;
  return TRUE;
}
