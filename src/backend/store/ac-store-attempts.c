/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-attempts.h"

static AcAttemptStep
name_step (const AcStep *step, gboolean looks)
{
  switch (step->kind)
    {
    case AC_STEP_PUBLISH:
      return looks ? AC_ATTEMPT_STEP_LOOK : AC_ATTEMPT_STEP_PUBLISH;
    case AC_STEP_VERIFY:
      return AC_ATTEMPT_STEP_VERIFY;
    case AC_STEP_WATCH:
      return AC_ATTEMPT_STEP_WATCH;
    case AC_STEP_END:
      return AC_ATTEMPT_STEP_END;
    case AC_STEP_EDIT:
      return AC_ATTEMPT_STEP_EDIT;
    case AC_STEP_REMOVE:
    case AC_STEP_LIVE:
    case AC_STEP_REVOKE:
    case AC_STEP_HAND:
    default:
      return AC_ATTEMPT_STEP_REMOVE;
    }
}

static gboolean
find_last (AcStore *self, const AcStep *step, guint *last, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT MAX(number) FROM attempt WHERE person_id = $1 AND delivery_id = $2", "ss",
      step->person, step->delivery_id);

  *last = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  return rows != NULL;
}

static gboolean
drop_oldest (AcStore *self, const AcStep *step, GError **error)
{
  return step->attempt <= AC_ATTEMPTS_KEPT ||
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM attempt WHERE person_id = $1 AND delivery_id = $2"
                              " AND number <= $3",
                              "ssi", step->person, step->delivery_id,
                              AC_INT (step->attempt - AC_ATTEMPTS_KEPT));
}

gboolean
ac_store_begin_attempt (AcStore *self, AcStep *step, gint64 now_ms, GError **error)
{
  guint last = 0;

  if (step->delivery_id == NULL)
    return TRUE;
  if (!find_last (self, step, &last, error))
    return FALSE;

  step->attempt = last + 1;
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO attempt (person_id, delivery_id, number, epoch, step,"
                              " part, armed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                              "ssiiiii", step->person, step->delivery_id, AC_INT (step->attempt),
                              step->epoch,
                              AC_INT (name_step (step, step->state == AC_STEP_UNKNOWN)),
                              AC_INT (step->part), now_ms) &&
         drop_oldest (self, step, error);
}

static AcAttemptOutcome
name_outcome (AcOutcomeKind kind)
{
  switch (kind)
    {
    case AC_OUTCOME_DONE:
      return AC_ATTEMPT_OUTCOME_DONE;
    case AC_OUTCOME_DONE_NO_ID:
      return AC_ATTEMPT_OUTCOME_DONE_NO_ID;
    case AC_OUTCOME_FOUND:
      return AC_ATTEMPT_OUTCOME_FOUND;
    case AC_OUTCOME_ABSENT:
      return AC_ATTEMPT_OUTCOME_ABSENT;
    case AC_OUTCOME_NOT_SENT:
      return AC_ATTEMPT_OUTCOME_NOT_SENT;
    case AC_OUTCOME_LATER:
      return AC_ATTEMPT_OUTCOME_LATER;
    case AC_OUTCOME_REJECTED:
      return AC_ATTEMPT_OUTCOME_REJECTED;
    case AC_OUTCOME_SIGN_IN:
      return AC_ATTEMPT_OUTCOME_SIGN_IN;
    case AC_OUTCOME_PREPARED:
      return AC_ATTEMPT_OUTCOME_PREPARED;
    case AC_OUTCOME_UNKNOWN:
    default:
      return AC_ATTEMPT_OUTCOME_UNKNOWN;
    }
}

static AcAttemptNext
name_kind (AcStepKind kind)
{
  switch (kind)
    {
    case AC_STEP_PUBLISH:
      return AC_ATTEMPT_NEXT_PUBLISH;
    case AC_STEP_VERIFY:
      return AC_ATTEMPT_NEXT_VERIFY;
    case AC_STEP_WATCH:
      return AC_ATTEMPT_NEXT_WATCH;
    case AC_STEP_END:
    case AC_STEP_LIVE:
      return AC_ATTEMPT_NEXT_END;
    case AC_STEP_EDIT:
      return AC_ATTEMPT_NEXT_EDIT;
    case AC_STEP_REMOVE:
    case AC_STEP_REVOKE:
    case AC_STEP_HAND:
    default:
      return AC_ATTEMPT_NEXT_REMOVE;
    }
}

static AcAttemptNext
name_next (AcStepKind kind, AcStepState state)
{
  switch (state)
    {
    case AC_STEP_UNKNOWN:
      return AC_ATTEMPT_NEXT_LOOK;
    case AC_STEP_BLOCKED:
      return AC_ATTEMPT_NEXT_WAIT;
    case AC_STEP_FAILED:
      return AC_ATTEMPT_NEXT_FAILED;
    case AC_STEP_NEEDS_YOU:
      return AC_ATTEMPT_NEXT_ASK;
    case AC_STEP_CANCELLED:
      return AC_ATTEMPT_NEXT_CANCELLED;
    case AC_STEP_DONE:
      return AC_ATTEMPT_NEXT_NOTHING;
    case AC_STEP_PENDING:
    case AC_STEP_ARMED:
    default:
      return name_kind (kind);
    }
}

/* A change of words that is over has no step any more. */
static gboolean
load_next (AcStore *self, const AcStep *step, AcAttemptFacts *facts, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT kind, state, due_at FROM step WHERE person_id = $1"
                                   " AND id = $2",
                                   "ss", step->person, step->id);

  facts->next = AC_ATTEMPT_NEXT_NOTHING;
  if (rows == NULL || !ac_rows_next (rows))
    return rows != NULL;

  facts->next = name_next (ac_rows_int (rows, 0), ac_rows_int (rows, 1));
  facts->next_at = ac_rows_int (rows, 2);
  return TRUE;
}

/* Larger numbers say no more to anybody. */
static guint
cap (guint64 bytes)
{
  return MIN (bytes, G_MAXINT);
}

static void
take_tally (const AcStep *step, AcAttemptFacts *facts)
{
  const AcHttpTally *tally = step->parcel != NULL ? step->parcel->tally : NULL;

  if (tally == NULL)
    return;
  facts->requests = tally->requests;
  facts->http_status = tally->status;
  facts->sent = cap (tally->sent);
  facts->received = cap (tally->received);
}

static gboolean
write_end (AcStore *self, const AcStep *step, const AcAttemptFacts *facts, GError **error)
{
  const char *reason = facts->error != AC_ERROR_FAILED ? ac_error_get_slug (facts->error) : NULL;

  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "UPDATE attempt SET step = $1, ended_at = $2, outcome = $3, error = $4, http_status = $5,"
      " requests = $6, sent = $7, received = $8, retry_at = $9, next_step = $10, next_at = $11"
      " WHERE person_id = $12 AND delivery_id = $13 AND number = $14",
      "iiisiiiiiiissi", AC_INT (facts->step), ac_clock_now_ms (), AC_INT (facts->outcome), reason,
      AC_INT (facts->http_status), AC_INT (facts->requests), AC_INT (facts->sent),
      AC_INT (facts->received), facts->retry_at, AC_INT (facts->next), facts->next_at, step->person,
      step->delivery_id, AC_INT (step->attempt));
}

/* An answer of the person's was no try. */
gboolean
ac_store_end_attempt (
    AcStore *self, const AcStep *step, AcOutcome *outcome, AcRepeat repeat, GError **error)
{
  const gboolean again = ac_step_is_sent_again (step, repeat);
  AcAttemptFacts facts = { .step = name_step (step, step->state == AC_STEP_UNKNOWN && !again),
                           .outcome = name_outcome (ac_outcome_get_kind (outcome)),
                           .error = ac_outcome_get_error (outcome),
                           .retry_at = ac_outcome_get_retry_at (outcome) };

  if (step->attempt == 0)
    return TRUE;

  take_tally (step, &facts);
  return load_next (self, step, &facts, error) && write_end (self, step, &facts, error);
}

gboolean
ac_store_end_blocked_attempt (AcStore *self, const AcStep *step, AcError reason, GError **error)
{
  AcAttemptFacts facts = { .step = name_step (step, step->state == AC_STEP_UNKNOWN),
                           .outcome = AC_ATTEMPT_OUTCOME_BLOCKED,
                           .error = reason };

  if (step->attempt == 0)
    return TRUE;

  return load_next (self, step, &facts, error) && write_end (self, step, &facts, error);
}

/* What was under way and is not any more, nobody has settled: its process was killed, or taken for
 * dead. */
static AcRows *
query_attempts (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  return ac_database_query (
      ac_store_get_database (self), error,
      "SELECT number, step, part, armed_at, ended_at, CASE WHEN outcome = 0 AND NOT EXISTS"
      " (SELECT step.id FROM step WHERE step.person_id = $1 AND step.delivery_id = $2"
      " AND step.state = $3 AND step.epoch = attempt.epoch) AND NOT EXISTS"
      " (SELECT step.id FROM step WHERE step.person_id = $1 AND step.edit_of = $2"
      " AND step.state = $3 AND step.epoch = attempt.epoch) THEN $4 ELSE outcome END, error,"
      " http_status, requests, sent, received, retry_at, next_step, next_at FROM attempt"
      " WHERE person_id = $1 AND delivery_id = $2 ORDER BY number DESC",
      "ssii", person, delivery_id, AC_INT (AC_STEP_ARMED), AC_INT (AC_ATTEMPT_OUTCOME_INTERRUPTED));
}
G_STATIC_ASSERT (AC_ATTEMPT_OUTCOME_UNDER_WAY == 0);

static AcAttempt *
read_attempt (AcRows *rows)
{
  AcAttemptFacts facts = { .number = ac_rows_int (rows, 0),
                           .step = ac_rows_int (rows, 1),
                           .part = ac_rows_int (rows, 2),
                           .armed_at = ac_rows_int (rows, 3),
                           .ended_at = ac_rows_int (rows, 4),
                           .outcome = ac_rows_int (rows, 5),
                           .http_status = ac_rows_int (rows, 7),
                           .requests = ac_rows_int (rows, 8),
                           .sent = ac_rows_int (rows, 9),
                           .received = ac_rows_int (rows, 10),
                           .retry_at = ac_rows_int (rows, 11),
                           .next = ac_rows_int (rows, 12),
                           .next_at = ac_rows_int (rows, 13) };

  if (ac_rows_text (rows, 6) != NULL)
    ac_error_from_slug (ac_rows_text (rows, 6), &facts.error);
  return ac_attempt_new (&facts);
}

GListStore *
ac_store_list_attempts (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  g_autoptr(GListStore) attempts = g_list_store_new (AC_TYPE_ATTEMPT);
  g_autoptr(AcRows) rows = query_attempts (self, person, delivery_id, error);

  while (rows != NULL && ac_rows_next (rows))
    {
      g_autoptr(AcAttempt) attempt = read_attempt (rows);

      g_list_store_append (attempts, attempt);
    }

  return rows != NULL ? g_steal_pointer (&attempts) : NULL;
}

gboolean
ac_store_export_attempts (
    AcStore *self, const char *person, const char *delivery_id, JsonObject *copy, GError **error)
{
  g_autoptr(GListStore) attempts = ac_store_list_attempts (self, person, delivery_id, error);
  const guint n = attempts != NULL ? g_list_model_get_n_items (G_LIST_MODEL (attempts)) : 0;
  JsonArray *array = n > 0 ? json_array_sized_new (n) : NULL;

  for (guint i = n; i > 0; i--)
    {
      g_autoptr(AcAttempt) attempt = g_list_model_get_item (G_LIST_MODEL (attempts), i - 1);

      json_array_add_element (array, ac_attempt_to_json (attempt));
    }
  if (array != NULL)
    json_object_set_array_member (copy, "attempts", array);
  return attempts != NULL;
}

static gboolean
import_attempt (AcStore *self,
                const char *person,
                const char *delivery_id,
                const AcAttemptFacts *facts,
                GError **error)
{
  const char *reason = facts->error != AC_ERROR_FAILED ? ac_error_get_slug (facts->error) : NULL;

  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO attempt (person_id, delivery_id, number, epoch, step, part, armed_at, ended_at,"
      " outcome, error, http_status, requests, sent, received, retry_at, next_step, next_at)"
      " VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
      "ssiiiiiisiiiiiii", person, delivery_id, AC_INT (facts->number), AC_INT (facts->step),
      AC_INT (facts->part), facts->armed_at, facts->ended_at, AC_INT (facts->outcome), reason,
      AC_INT (facts->http_status), AC_INT (facts->requests), AC_INT (facts->sent),
      AC_INT (facts->received), facts->retry_at, AC_INT (facts->next), facts->next_at);
}

gboolean
ac_store_import_attempts (
    AcStore *self, const char *person, const char *delivery_id, JsonArray *attempts, GError **error)
{
  for (guint i = 0; attempts != NULL && i < json_array_get_length (attempts); i++)
    {
      g_autoptr(AcAttempt) attempt =
                    ac_attempt_from_json (json_array_get_element (attempts, i), error);

      if (attempt == NULL ||
          !import_attempt (self, person, delivery_id, ac_attempt_get_facts (attempt), error))
        return FALSE;
    }

  return TRUE;
}
