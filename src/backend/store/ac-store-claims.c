/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-attempts.h"
#include "ac-store-clock.h"
#include "ac-store-edits.h"
#include "ac-store-parts.h"
#include "ac-store-pauses.h"

#define CLAIM_SKEW_MS (10 * 60 * 1000)
/* What other processes plan is looked for that often. */
#define LOOK_AGAIN_MS (30 * 1000)

void
ac_step_free (AcStep *self)
{
  g_free (self->id);
  g_free (self->person);
  g_free (self->delivery_id);
  g_free (self->account_id);
  g_clear_pointer (&self->parcel, ac_parcel_free);
  g_free (self);
}

gboolean
ac_step_is_sent_again (const AcStep *self, AcRepeat repeat)
{
  return repeat == AC_REPEAT_KEYED && self->wanted && !self->look_only && self->sent_at > 0;
}

/* Which steps are recovered; `$1` is what is given with it. */
#define OF_HOLDER " AND holder = $1"
#define OF_ONE " AND holder IS NOT NULL AND id = $1"
#define OF_NOBODY                                                                                  \
  " AND $1 = '' AND (holder IS NULL OR"                                                            \
  " NOT EXISTS (SELECT process.id FROM process WHERE process.id = step.holder))"

/* What was under way may still arrive, counted from now, unless it was only looked for; the service
 * has failed in nothing. */
static gboolean
recover (AcStore *self, const char *which, const char *value, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autofree char *sent = g_strconcat (
      "UPDATE step SET state = $2, sent_at = CASE WHEN look = 0 OR (look = 1 AND sent_at > 0)"
      " THEN $3 ELSE sent_at END,"
      " look = CASE WHEN look = 0 THEN 1 ELSE look END, attempts = attempts - 1, due_at = $3,"
      " epoch = epoch + 1, holder = NULL WHERE state = $4 AND kind = $5",
      which, NULL);
  g_autofree char *other = g_strconcat (
      "UPDATE step SET state = $2, attempts = attempts - 1, due_at = $3, epoch = epoch + 1,"
      " sent_at = CASE WHEN kind = 8 THEN $3 ELSE sent_at END, holder = NULL WHERE state = $4",
      which, NULL);

  return ac_database_execute (database, NULL, error, sent, "siiii", value, AC_INT (AC_STEP_UNKNOWN),
                              ac_clock_now_ms (), AC_INT (AC_STEP_ARMED),
                              AC_INT (AC_STEP_PUBLISH)) &&
         ac_database_execute (database, NULL, error, other, "siii", value, AC_INT (AC_STEP_PENDING),
                              ac_clock_now_ms (), AC_INT (AC_STEP_ARMED));
}

/* After a new login the keyring is usually open: what waited for it is tried again. */
gboolean
ac_store_recover_steps (AcStore *self, GError **error)
{
  return ac_store_give_all_back (self, ac_store_is_shared (self) ? ac_clock_now_ms () : G_MAXINT64,
                                 error) &&
         recover (self, OF_NOBODY, "", error) &&
         (ac_store_is_shared (self) ||
          ac_database_execute (
              ac_store_get_database (self), NULL, error,
              "UPDATE step SET state = CASE WHEN look = 0 THEN $1 ELSE $2 END, due_at = $3,"
              " error = NULL WHERE state = $4 AND error IN ($5, $6)",
              "iiiiss", AC_INT (AC_STEP_PENDING), AC_INT (AC_STEP_UNKNOWN), ac_clock_now_ms (),
              AC_INT (AC_STEP_BLOCKED), ac_error_get_slug (AC_ERROR_KEYRING_LOCKED),
              ac_error_get_slug (AC_ERROR_KEYRING_MISSING)));
}

gboolean
ac_store_recover_steps_of (AcStore *self, const char *process, GError **error)
{
  return recover (self, OF_HOLDER, process, error);
}

/* When the server was lost at the commit of a claim, nobody here knows of it. */
static gboolean
recover_own (AcStore *self, GStrv busy, GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (!ac_store_is_shared (self))
    return TRUE;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT id, account_id FROM step WHERE holder = $1", "s",
                            ac_store_get_process (self));
  while (rows != NULL && ac_rows_next (rows))
    if ((busy == NULL || !g_strv_contains ((const char *const *) busy, ac_rows_text (rows, 1))) &&
        !recover (self, OF_ONE, ac_rows_text (rows, 0), error))
      return FALSE;

  return rows != NULL;
}

/* The copies of others that a search since the first try can come upon. */
static GPtrArray *
list_claimed (AcStore *self, AcStep *step, GError **error)
{
  g_autoptr(GPtrArray) claimed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT remote_uri FROM delivery WHERE person_id = $1 AND account_id = $2"
      " AND remote_uri IS NOT NULL AND updated_at >= $3 UNION ALL"
      " SELECT part.remote_uri FROM part CROSS JOIN delivery"
      " WHERE delivery.person_id = part.person_id AND delivery.id = part.delivery_id"
      " AND part.person_id = $1 AND delivery.account_id = $2 AND part.remote_uri IS NOT NULL"
      " AND part.updated_at >= $3",
      "ssi", step->person, step->account_id, step->parcel->first_armed_at - CLAIM_SKEW_MS);

  if (rows == NULL)
    return NULL;
  while (ac_rows_next (rows))
    g_ptr_array_add (claimed, g_strdup (ac_rows_text (rows, 0)));

  return g_steal_pointer (&claimed);
}

/* Whether another delivery of the account, of another audience, may have arrived unheard. */
static gboolean
read_contested (AcStore *self, AcStep *step, gboolean *contested, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT 1 FROM step JOIN delivery ON delivery.person_id = step.person_id"
      " AND delivery.id = step.delivery_id WHERE step.person_id = $1 AND step.account_id = $2"
      " AND step.state IN ($3, $4) AND step.kind = $5 AND delivery.id <> $6"
      " AND delivery.audience <> $7 LIMIT 1",
      "ssiiiss", step->person, step->account_id, AC_INT (AC_STEP_ARMED), AC_INT (AC_STEP_UNKNOWN),
      AC_INT (AC_STEP_PUBLISH), step->delivery_id, ac_audience_to_slug (step->parcel->audience));

  if (rows == NULL)
    return FALSE;
  *contested = ac_rows_next (rows);
  return TRUE;
}

gboolean
ac_store_load_parcel (AcStore *self, AcStep *step, GError **error)
{
  AcAudience audience = AC_AUDIENCE_PUBLIC;
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT key, payload, audience, first_armed_at, "
                                              "remote_id, remote_uri, wanted, form, prepared,"
                                              " status_id, part, bounds FROM delivery"
                                              " WHERE person_id = $1 AND id = $2",
                                              "ss", step->person, step->delivery_id);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  payload = ac_rows_blob (rows, 1);
  ac_audience_from_slug (ac_rows_text (rows, 2), &audience);
  step->parcel = ac_parcel_new (ac_rows_text (rows, 0), payload, audience);
  step->parcel->first_armed_at = ac_rows_int (rows, 3);
  step->parcel->remote_id = g_strdup (ac_rows_text (rows, 4));
  step->parcel->remote_uri = g_strdup (ac_rows_text (rows, 5));
  step->wanted = ac_rows_int (rows, 6) != 0;
  ac_form_from_slug (ac_rows_text (rows, 7), &step->parcel->form);
  step->parcel->prepared = g_strdup (ac_rows_text (rows, 8));
  step->part = ac_rows_int (rows, 10);
  step->parcel->bounds = g_strdup (ac_rows_text (rows, 11));
  if (step->kind == AC_STEP_EDIT)
    return ac_store_load_edit (self, step, error);
  if (!ac_store_load_parents (self, step, error))
    return FALSE;
  if (step->part < 2 && (step->kind == AC_STEP_PUBLISH || step->kind == AC_STEP_WATCH) &&
      !(step->parcel->pictures = ac_store_load_pictures (self, step->person, ac_rows_text (rows, 9),
                                                         step->parcel->bounds, error)))
    return FALSE;
  if (step->state != AC_STEP_UNKNOWN && step->kind != AC_STEP_WATCH)
    return TRUE;

  step->parcel->claimed = list_claimed (self, step, error);
  return step->parcel->claimed != NULL &&
         read_contested (self, step, &step->parcel->contested, error);
}

#define STEP_COLUMNS                                                                               \
  "step.person_id, step.id, step.delivery_id, step.account_id, step.kind, step.look, "             \
  "step.attempts, step.resends,"                                                                   \
  " step.sent_at, step.epoch, step.edit_of"
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_STEP_LIVE == 7 && AC_STEP_EDIT == 8 &&
                 AC_LOOK_NO == 0 && AC_LOOK_ONLY == 2);

static AcStep *
read_step (AcRows *rows)
{
  AcStep *step = g_new0 (AcStep, 1);
  AcStepLook look = ac_rows_int (rows, 5);

  step->person = g_strdup (ac_rows_text (rows, 0));
  step->id = g_strdup (ac_rows_text (rows, 1));
  step->delivery_id = g_strdup (ac_rows_text (rows, 2));
  step->account_id = g_strdup (ac_rows_text (rows, 3));
  step->kind = ac_rows_int (rows, 4);
  step->state = look != AC_LOOK_NO ? AC_STEP_UNKNOWN : AC_STEP_PENDING;
  step->look_only = look == AC_LOOK_ONLY;
  step->attempts = ac_rows_int (rows, 6) + 1;
  step->resends = ac_rows_int (rows, 7);
  step->sent_at = ac_rows_int (rows, 8);
  step->epoch = ac_rows_int (rows, 9) + 1;
  if (step->kind == AC_STEP_EDIT)
    {
      step->delivery_id = g_strdup (ac_rows_text (rows, 10));
      step->state = step->sent_at != 0 ? AC_STEP_UNKNOWN : AC_STEP_PENDING;
    }
  return step;
}

static gboolean
arm_step (AcStore *self, AcStep *step, gint64 now_ms, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  if ((step->kind == AC_STEP_PUBLISH || step->kind == AC_STEP_EDIT) &&
      step->state == AC_STEP_PENDING)
    step->sent_at = now_ms;

  if (!ac_database_execute (
          database, NULL, error,
          "UPDATE step SET state = $1, attempts = $2, epoch = $3, sent_at = $4, due_at = NULL,"
          " holder = $5 WHERE person_id = $6 AND id = $7",
          "iiiisss", AC_INT (AC_STEP_ARMED), AC_INT (step->attempts), step->epoch, step->sent_at,
          ac_store_get_process (self), step->person, step->id))
    return FALSE;

  if (step->delivery_id == NULL)
    return TRUE;

  if (step->kind == AC_STEP_PUBLISH &&
      !ac_database_execute (database, NULL, error,
                            "UPDATE delivery SET first_armed_at = $1"
                            " WHERE person_id = $2 AND id = $3 AND first_armed_at = 0",
                            "iss", now_ms, step->person, step->delivery_id))
    return FALSE;

  return ac_store_load_parcel (self, step, error) &&
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
}

/* What its time has made of a step: something to be armed, something for the person, or something
 * that waits for others. */
static gboolean
prepare_step (
    AcStore *self, AcStep *step, gint64 now_ms, gint64 doubt, gboolean *armed, GError **error)
{
  gboolean missed = FALSE;
  gboolean waits = FALSE;

  if (step->kind == AC_STEP_HAND)
    return ac_store_turn_to_person (self, step, error);
  if (!ac_store_keep_budget (self, step, now_ms, &waits, error))
    return FALSE;
  if (waits)
    return TRUE;
  if (step->kind == AC_STEP_LIVE &&
      (!ac_store_doubt_end (self, step->person, step->delivery_id, doubt > 0, &waits, error) ||
       (!waits && !ac_store_end_life (self, step, error))))
    return FALSE;
  if (step->kind == AC_STEP_PUBLISH && step->state == AC_STEP_PENDING &&
      !ac_store_ask_when_missed (self, step, now_ms, &missed, error))
    return FALSE;
  if (step->kind == AC_STEP_REVOKE && !ac_store_put_off_revoke (self, step, now_ms, &waits, error))
    return FALSE;

  *armed = !missed && !waits;
  return TRUE;
}

/* Threads of which some is out and not all: whatever keeps the rest from being sent, what is out
 * ends in its time. */
#define HALF_SENT                                                                                  \
  " FROM delivery CROSS JOIN step WHERE step.person_id = delivery.person_id"                       \
  " AND step.delivery_id = delivery.id AND step.kind = 0 AND delivery.part > 1"                    \
  " AND delivery.wanted = 1 AND delivery.ends_at > 0"

static gboolean
end_thread (
    AcStore *self, const char *person, const char *delivery_id, gint64 doubt, GError **error)
{
  gboolean goes_on = FALSE;

  if (!ac_store_doubt_end (self, person, delivery_id, doubt > 0, &goes_on, error))
    return FALSE;

  return goes_on ||
         (ac_database_execute (ac_store_get_database (self), NULL, error,
                               "UPDATE delivery SET expired = 1 WHERE person_id = $1 AND id = $2",
                               "ss", person, delivery_id) &&
          ac_store_remove_delivery (self, person, delivery_id, error));
}

static gboolean
end_threads (AcStore *self, gint64 now_ms, gint64 doubt, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT delivery.person_id, delivery.id" HALF_SENT
                                              " AND delivery.ends_at <= $1 AND step.state <> $2",
                                              "ii", now_ms, AC_INT (AC_STEP_ARMED));

  while (rows != NULL && ac_rows_next (rows))
    if (!end_thread (self, ac_rows_text (rows, 0), ac_rows_text (rows, 1), doubt, error))
      return FALSE;

  return rows != NULL;
}

static gboolean
find_next_end (AcStore *self, gint64 now_ms, gint64 *ends_at, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT delivery.ends_at" HALF_SENT
                                   " AND delivery.ends_at > $1 ORDER BY delivery.ends_at LIMIT 1",
                                   "i", now_ms);

  *ends_at = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  return rows != NULL;
}

static gboolean
find_next_due (AcStore *self, gint64 now_ms, gint64 doubt, gint64 *next_due, GError **error)
{
  const gint64 believed_at = ac_clock_now_ms () + doubt + 1;
  gint64 next_end = 0;
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT MIN(step.due_at) FROM step JOIN person ON person.id = "
                                   "step.person_id WHERE step.due_at > $1 AND" AC_STORE_NOT_STOPPED,
                                   "i", now_ms);

  if (rows == NULL || !find_next_end (self, now_ms, &next_end, error))
    return FALSE;

  *next_due = ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  if (next_end != 0 && (*next_due == 0 || next_end < *next_due))
    *next_due = next_end;
  if (doubt > 0 && (*next_due == 0 || believed_at < *next_due))
    *next_due = believed_at;
  if (ac_store_is_shared (self) && (*next_due == 0 || *next_due > now_ms + LOOK_AGAIN_MS))
    *next_due = now_ms + LOOK_AGAIN_MS;
  return TRUE;
}

#define DUE                                                                                        \
  " FROM step JOIN person ON person.id = step.person_id WHERE step.due_at <= $1"                   \
  " AND ($2 = 0 OR NOT EXISTS (SELECT other.id FROM step other WHERE"                              \
  " other.person_id = step.person_id AND other.account_id = step.account_id"                       \
  " AND other.state = $3)) AND"

/* Lives that only the clock ends come last while that is in doubt: however many there are, nobody
 * else waits for them. */
static AcRows *
list_due (AcStore *self, gint64 now_ms, gint64 doubt, GError **error)
{
  return ac_database_query (ac_store_get_database (self), error,
                            doubt > 0 ? "SELECT " STEP_COLUMNS DUE AC_STORE_NOT_STOPPED
                                        " ORDER BY CASE WHEN step.kind = 7 THEN 1"
                                        " ELSE 0 END, step.due_at, step.id LIMIT 1000"
                                      : "SELECT " STEP_COLUMNS DUE AC_STORE_NOT_STOPPED
                                        " ORDER BY step.due_at, step.id LIMIT 1000",
                            "iii", now_ms, AC_INT (ac_store_is_shared (self)),
                            AC_INT (AC_STEP_ARMED));
}

GPtrArray *
ac_store_claim_steps (
    AcStore *self, gint64 now_ms, GStrv busy, guint limit, gint64 *next_due, GError **error)
{
  const gint64 doubt = ac_clock_get_doubt_ms ();
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_step_free);
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(AcRows) rows = NULL;
  gint64 next_pause = 0;

  if (!ac_store_check_alive (self, error) || !recover_own (self, busy, error) ||
      !ac_store_give_all_back (self, now_ms, error) ||
      !ac_store_end_pauses (self, now_ms, doubt, &next_pause, error) ||
      !end_threads (self, now_ms, doubt, error) || !(rows = list_due (self, now_ms, doubt, error)))
    return NULL;

  while (steps->len < limit && ac_rows_next (rows))
    {
      g_autoptr(AcStep) step = read_step (rows);
      gboolean armed = FALSE;

      if (g_hash_table_contains (taken, step->account_id) ||
          (busy != NULL && g_strv_contains ((const char *const *) busy, step->account_id)))
        continue;
      if (!prepare_step (self, step, now_ms, doubt, &armed, error) ||
          (armed && (!arm_step (self, step, now_ms, error) ||
                     !ac_store_begin_attempt (self, step, now_ms, error))))
        return NULL;
      if (!armed)
        continue;
      g_hash_table_add (taken, step->account_id);
      g_ptr_array_add (steps, g_steal_pointer (&step));
    }

  if (!ac_store_note_time (self, steps->len > 0, error) ||
      !find_next_due (self, now_ms, doubt, next_due, error))
    return NULL;
  if (next_pause != 0 && (*next_due == 0 || next_pause < *next_due))
    *next_due = next_pause;

  return g_steal_pointer (&steps);
}

AcStep *
ac_store_claim_answer (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT " STEP_COLUMNS " FROM step WHERE person_id = $1"
                                   " AND delivery_id = $2 AND state = $3 AND kind = $4"
                                   " AND look <> $5",
                                   "ssiii", person, delivery_id, AC_INT (AC_STEP_NEEDS_YOU),
                                   AC_INT (AC_STEP_PUBLISH), AC_INT (AC_LOOK_NO));

  if (rows == NULL || !ac_rows_next (rows))
    return NULL;

  step = read_step (rows);
  return arm_step (self, step, ac_clock_now_ms (), error) ? g_steal_pointer (&step) : NULL;
}

gboolean
ac_store_check_step (AcStore *self, AcStep *step, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM step WHERE person_id = $1 AND id = $2 AND epoch = $3 AND state = $4", "ssii",
      step->person, step->id, step->epoch, AC_INT (AC_STEP_ARMED));

  if (rows == NULL || ac_rows_next (rows))
    return rows != NULL;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The step was taken over");
  return FALSE;
}

gboolean
ac_store_has_work (AcStore *self, gboolean *has_work, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT step.id FROM step JOIN person ON person.id = step.person_id WHERE step.due_at IS NOT "
      "NULL AND (step.kind <> $1 OR step.due_at <= $2) AND" AC_STORE_NOT_STOPPED " LIMIT 1",
      "ii", AC_INT (AC_STEP_END), ac_clock_now_ms ());

  gint64 next_end = 0;

  if (rows == NULL)
    return FALSE;

  *has_work = ac_rows_next (rows);
  if (*has_work)
    return TRUE;
  if (!find_next_end (self, 0, &next_end, error))
    return FALSE;

  return next_end != 0 ? (*has_work = TRUE) : ac_store_has_pauses (self, has_work, error);
}
