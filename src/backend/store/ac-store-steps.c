/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

#define FIRST_BACKOFF_MS 5000
#define MAX_BACKOFF_MS (15 * 60 * 1000)
#define LONGEST_WAIT_MS (24 * 60 * 60 * 1000)
#define MAX_RESENDS 2
#define MAX_LOOKS 12
#define MAX_REMOVALS 4
#define PATIENT_ATTEMPTS 6
#define CLAIM_SKEW_MS (10 * 60 * 1000)
#define FIRST_WATCH_MS (10 * 60 * 1000)
/* Longer than anything one step does at a service, and than clocks of computers differ. */
#define LEASE_MS (10 * 60 * 1000)
#define LEASE_SKEW_MS (60 * 1000)
/* What other processes leave behind is looked for that often. */
#define LOOK_AGAIN_MS (30 * 1000)
#define LAST_WATCH_MS (24 * 60 * 60 * 1000)

/* What a step becomes; due_at 0 means that nothing is due. */
typedef struct
{
  AcStepKind kind;
  AcStepState state;
  AcLook look;
  guint attempts;
  guint resends;
  gint64 due_at;
  const char *error; /* a slug, or NULL */
} Next;

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

/* Full jitter: accounts that failed together do not come back together. */
static gint64
back_off (guint attempts)
{
  gint64 longest = MIN ((gint64) FIRST_BACKOFF_MS << MIN (attempts, 10), MAX_BACKOFF_MS);

  return ac_clock_now_ms () + longest / 2 + g_random_int_range (0, longest / 2 + 1);
}

/* When a service said to come again, as far as that is believed; else later and later. */
static gint64
come_again (AcOutcome *outcome, guint attempts)
{
  gint64 now = ac_clock_now_ms ();
  gint64 named = ac_outcome_get_retry_at (outcome);

  return named > now ? MIN (named, now + LONGEST_WAIT_MS) : back_off (attempts);
}

/* Fenced: only who claimed the step last may say what became of it. */
static gboolean
write_next (AcStore *self, AcStep *step, const Next *next, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (
          ac_store_get_database (self), &changed, error,
          "UPDATE step SET kind = $1, state = $2, look = $3, attempts = $4, resends = $5,"
          " sent_at = $6, due_at = NULLIF($7, 0), error = $8,"
          " lease_until = NULL WHERE person_id = $9 AND id = $10 AND epoch = $11",
          "iiiiiiisssi", AC_INT (next->kind), AC_INT (next->state), AC_INT (next->look),
          AC_INT (next->attempts), AC_INT (next->resends), step->sent_at, next->due_at, next->error,
          step->person, step->id, step->epoch))
    return FALSE;

  if (changed == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The step was taken over");
      return FALSE;
    }

  return step->delivery_id == NULL ||
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
}

/* What was under way when the process died may still arrive, counted from now; the service has
 * failed in nothing. After a new login the keyring is usually open: what waited for it is tried
 * again. */
gboolean
ac_store_recover_steps (AcStore *self, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 stale = ac_clock_now_ms () - LEASE_SKEW_MS;

  return ac_database_execute (
             database, NULL, error,
             "UPDATE step SET state = $1, sent_at = CASE WHEN look = 0 THEN $2 ELSE sent_at END,"
             " look = CASE WHEN look = 0 THEN 1 ELSE look END, attempts = attempts - 1,"
             " due_at = $2, epoch = epoch + 1, lease_until = NULL"
             " WHERE state = $3 AND kind = $4 AND (lease_until IS NULL OR lease_until < $5)",
             "iiiii", AC_INT (AC_STEP_UNKNOWN), ac_clock_now_ms (), AC_INT (AC_STEP_ARMED),
             AC_INT (AC_STEP_PUBLISH), stale) &&
         ac_database_execute (
             database, NULL, error,
             "UPDATE step SET state = CASE WHEN look = 0 THEN $1 ELSE $2 END, due_at = $3,"
             " error = NULL WHERE state = $4 AND error IN ($5, $6)",
             "iiiiss", AC_INT (AC_STEP_PENDING), AC_INT (AC_STEP_UNKNOWN), ac_clock_now_ms (),
             AC_INT (AC_STEP_BLOCKED), ac_error_get_slug (AC_ERROR_KEYRING_LOCKED),
             ac_error_get_slug (AC_ERROR_KEYRING_MISSING)) &&
         ac_database_execute (
             database, NULL, error,
             "UPDATE step SET state = $1, attempts = attempts - 1, due_at = $2, epoch = epoch + 1,"
             " lease_until = NULL WHERE state = $3 AND (lease_until IS NULL OR lease_until < $4)",
             "iiii", AC_INT (AC_STEP_PENDING), ac_clock_now_ms (), AC_INT (AC_STEP_ARMED), stale);
}

/* The copies of others that a search since the first try can come upon. */
static GPtrArray *
list_claimed (AcStore *self, AcStep *step, GError **error)
{
  g_autoptr(GPtrArray) claimed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT remote_uri FROM delivery WHERE person_id = $1 AND account_id = $2"
      " AND remote_uri IS NOT NULL AND updated_at >= $3",
      "ssi", step->person, step->account_id, step->parcel->first_armed_at - CLAIM_SKEW_MS);

  if (rows == NULL)
    return NULL;
  while (ac_rows_next (rows))
    g_ptr_array_add (claimed, g_strdup (ac_rows_text (rows, 0)));

  return g_steal_pointer (&claimed);
}

static gboolean
load_parcel (AcStore *self, AcStep *step, GError **error)
{
  AcAudience audience = AC_AUDIENCE_PUBLIC;
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT key, payload, audience, first_armed_at, remote_id, remote_uri, wanted FROM delivery"
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
  if (step->state != AC_STEP_UNKNOWN && step->kind != AC_STEP_WATCH)
    return TRUE;

  step->parcel->claimed = list_claimed (self, step, error);
  return step->parcel->claimed != NULL;
}

#define STEP_COLUMNS                                                                               \
  "step.person_id, step.id, step.delivery_id, step.account_id, step.kind, step.look, "             \
  "step.attempts, step.resends,"                                                                   \
  " step.sent_at, step.epoch"
/* A first sending waits while all sharing is stopped; looking and taking back go on. */
#define NOT_STOPPED " (person.sharing_stopped = 0 OR step.kind <> 0 OR step.look <> 0)"
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_LOOK_NO == 0);

static AcStep *
read_step (AcRows *rows)
{
  AcStep *step = g_new0 (AcStep, 1);
  AcLook look = ac_rows_int (rows, 5);

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
  return step;
}

static gboolean
arm_step (AcStore *self, AcStep *step, gint64 now_ms, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  if (step->kind == AC_STEP_PUBLISH && step->state == AC_STEP_PENDING)
    step->sent_at = now_ms;
  if (ac_store_is_shared (self))
    step->lease_until = now_ms + LEASE_MS;

  if (!ac_database_execute (
          database, NULL, error,
          "UPDATE step SET state = $1, attempts = $2, epoch = $3, sent_at = $4, due_at = NULL,"
          " lease_until = NULLIF($5, 0) WHERE person_id = $6 AND id = $7",
          "iiiiiss", AC_INT (AC_STEP_ARMED), AC_INT (step->attempts), step->epoch, step->sent_at,
          step->lease_until, step->person, step->id))
    return FALSE;

  if (step->delivery_id == NULL)
    return TRUE;

  if (step->kind == AC_STEP_PUBLISH &&
      !ac_database_execute (database, NULL, error,
                            "UPDATE delivery SET first_armed_at = $1"
                            " WHERE person_id = $2 AND id = $3 AND first_armed_at = 0",
                            "iss", now_ms, step->person, step->delivery_id))
    return FALSE;

  return load_parcel (self, step, error) &&
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
}

static gboolean
find_next_due (AcStore *self, gint64 now_ms, gint64 *next_due, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT MIN(step.due_at) FROM step JOIN person ON person.id = "
                                   "step.person_id WHERE step.due_at > $1 AND" NOT_STOPPED,
                                   "i", now_ms);

  if (rows == NULL)
    return FALSE;

  *next_due = ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  if (ac_store_is_shared (self) && (*next_due == 0 || *next_due > now_ms + LOOK_AGAIN_MS))
    *next_due = now_ms + LOOK_AGAIN_MS;
  return TRUE;
}

/* Only where several processes are at work: one alone knows what it has under way. */
static gboolean
take_over_stale (AcStore *self, gint64 now_ms, GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (!ac_store_is_shared (self))
    return TRUE;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT id FROM step WHERE lease_until < $1 LIMIT 1", "i",
                            now_ms - LEASE_SKEW_MS);
  return rows != NULL && (!ac_rows_next (rows) || ac_store_recover_steps (self, error));
}

static AcRows *
list_due (AcStore *self, gint64 now_ms, GError **error)
{
  return ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " STEP_COLUMNS " FROM step JOIN person ON person.id = step.person_id"
      " WHERE step.due_at <= $1 AND" NOT_STOPPED
      " AND ($2 = 0 OR NOT EXISTS (SELECT other.id FROM step other WHERE"
      " other.person_id = step.person_id AND other.account_id = step.account_id"
      " AND other.state = $3)) ORDER BY step.due_at, step.id LIMIT 1000",
      "iii", now_ms, AC_INT (ac_store_is_shared (self)), AC_INT (AC_STEP_ARMED));
}

GPtrArray *
ac_store_claim_steps (
    AcStore *self, gint64 now_ms, GStrv busy, guint limit, gint64 *next_due, GError **error)
{
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_step_free);
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(AcRows) rows = NULL;

  if (!take_over_stale (self, now_ms, error) || !(rows = list_due (self, now_ms, error)))
    return NULL;

  while (steps->len < limit && ac_rows_next (rows))
    {
      g_autoptr(AcStep) step = read_step (rows);

      if (g_hash_table_contains (taken, step->account_id) ||
          (busy != NULL && g_strv_contains ((const char *const *) busy, step->account_id)))
        continue;
      if (!arm_step (self, step, now_ms, error))
        return NULL;
      g_hash_table_add (taken, step->account_id);
      g_ptr_array_add (steps, g_steal_pointer (&step));
    }

  if (!find_next_due (self, now_ms, next_due, error))
    return NULL;

  return g_steal_pointer (&steps);
}

static gboolean
is_wanted (AcStore *self, AcStep *step)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), NULL,
                                   "SELECT wanted FROM delivery WHERE person_id = $1 AND id = $2",
                                   "ss", step->person, step->delivery_id);

  return rows != NULL && ac_rows_next (rows) && ac_rows_int (rows, 0) != 0;
}

/* An address that is another delivery's already can't be this one's. */
static gboolean
is_taken (AcStore *self, AcStep *step, AcOutcome *outcome)
{
  const char *uri = ac_outcome_get_remote_uri (outcome);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), NULL,
      "SELECT id FROM delivery WHERE person_id = $1 AND account_id = $2"
      " AND remote_uri = $3 AND id <> $4",
      "ssss", step->person, step->account_id, uri, step->delivery_id);

  return rows != NULL && ac_rows_next (rows);
}

static gboolean
store_copy (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET remote_id = COALESCE($1, remote_id),"
                              " remote_uri = COALESCE($2, remote_uri), url = COALESCE($3, url)"
                              " WHERE person_id = $4 AND id = $5",
                              "sssss", ac_outcome_get_remote_id (outcome),
                              ac_outcome_get_remote_uri (outcome), ac_outcome_get_url (outcome),
                              step->person, step->delivery_id);
}

static void
finish (Next *next, AcStepState state)
{
  next->state = state;
  next->due_at = 0;
}

static void
begin_removal (Next *next)
{
  next->kind = AC_STEP_REMOVE;
  next->state = AC_STEP_PENDING;
  next->look = AC_LOOK_NO;
  next->attempts = 0;
  next->due_at = ac_clock_now_ms ();
}

static gboolean
plan_after_copy (
    AcStore *self, AcStep *step, AcOutcome *outcome, gboolean wanted, Next *next, GError **error)
{
  int given = ac_outcome_get_audience (outcome);

  if (!store_copy (self, step, outcome, error))
    return FALSE;

  if (step->state == AC_STEP_PENDING)
    step->sent_at = 0;
  next->look = AC_LOOK_NO;
  if (given > (int) step->parcel->audience)
    {
      next->error = ac_error_get_slug (AC_ERROR_AUDIENCE_WIDENED);
      begin_removal (next);
    }
  else if (!wanted)
    begin_removal (next);
  else
    finish (next, AC_STEP_DONE);

  return TRUE;
}

/* What was taken back and is not there may still arrive: it is looked for twice more. */
static void
begin_watch (Next *next)
{
  next->kind = AC_STEP_WATCH;
  next->state = AC_STEP_PENDING;
  next->look = AC_LOOK_NO;
  next->attempts = 0;
  next->due_at = ac_clock_now_ms () + FIRST_WATCH_MS;
}

/* It was accepted, so it must be somewhere. */
static void
look_only (Next *next)
{
  next->look = AC_LOOK_ONLY;
  next->state = AC_STEP_UNKNOWN;
  next->due_at = back_off (0);
}

/* Proven not to be there. */
static void
plan_after_absence (AcStep *step, gboolean wanted, Next *next)
{
  if (!wanted && !step->look_only)
    begin_watch (next);
  else if (step->look_only && step->attempts < MAX_LOOKS)
    {
      next->state = AC_STEP_UNKNOWN;
      next->due_at = back_off (step->attempts);
    }
  else if (step->look_only || step->resends >= MAX_RESENDS)
    finish (next, AC_STEP_NEEDS_YOU);
  else
    {
      next->state = AC_STEP_PENDING;
      next->look = AC_LOOK_NO;
      next->resends = step->resends + 1;
      next->due_at = ac_clock_now_ms ();
    }
}

/* A request without an answer may be accepted until the settle time after it was given up. */
static void
plan_after_silence (AcStep *step, AcRepeat repeat, guint settle_ms, gboolean wanted, Next *next)
{
  gint64 now = ac_clock_now_ms ();

  if (step->state == AC_STEP_PENDING)
    step->sent_at = now;
  next->state = AC_STEP_UNKNOWN;
  next->look = MAX (next->look, AC_LOOK_FIRST);
  if (repeat == AC_REPEAT_BLIND || (repeat == AC_REPEAT_PROBE && step->attempts > MAX_LOOKS))
    {
      finish (next, AC_STEP_NEEDS_YOU);
      return;
    }

  if ((repeat == AC_REPEAT_PROBE || !wanted) && step->sent_at + settle_ms > now)
    next->due_at = step->sent_at + settle_ms;
  else
    next->due_at = back_off (repeat == AC_REPEAT_KEYED ? MIN (step->attempts, PATIENT_ATTEMPTS) - 1
                                                       : step->attempts);
}

/* That a service can't be reached says nothing about a copy there: such looks are not held against
 * it. */
static void
plan_retry (AcStep *step, AcOutcome *outcome, Next *next)
{
  if (next->look != AC_LOOK_NO)
    next->attempts = MIN (step->attempts, PATIENT_ATTEMPTS);
  next->state = next->look != AC_LOOK_NO ? AC_STEP_UNKNOWN : AC_STEP_PENDING;
  next->due_at = come_again (outcome, step->attempts);
  next->error = ac_error_get_slug (ac_outcome_get_error (outcome));
}

static gboolean
block_account (AcStore *self, AcStep *step, AcError reason, GError **error)
{
  g_autoptr(AcAccount) account = ac_store_get_account (self, step->person, step->account_id, error);

  if (account == NULL)
    return FALSE;
  if (ac_account_get_state (account) == AC_ACCOUNT_REMOVING)
    return TRUE;

  ac_account_set_state (account, AC_ACCOUNT_ATTENTION, reason);
  return ac_store_update_account (self, step->person, account, error);
}

static gboolean
plan_block (AcStore *self, AcStep *step, Next *next, GError **error)
{
  finish (next, AC_STEP_BLOCKED);
  next->error = ac_error_get_slug (AC_ERROR_SIGN_IN_REQUIRED);
  return block_account (self, step, AC_ERROR_SIGN_IN_REQUIRED, error);
}

/* A second try that is refused does not undo a first one that may have arrived. */
static void
plan_rejected (AcStep *step, AcOutcome *outcome, gboolean wanted, Next *next)
{
  if (step->state == AC_STEP_UNKNOWN)
    look_only (next);
  else
    finish (next, wanted ? AC_STEP_FAILED : AC_STEP_CANCELLED);
  next->error = ac_error_get_slug (ac_outcome_get_error (outcome));
}

static gboolean
plan_publish (AcStore *self,
              AcStep *step,
              AcOutcome *outcome,
              AcRepeat repeat,
              guint settle_ms,
              Next *next,
              GError **error)
{
  gboolean wanted = is_wanted (self, step);

  switch (ac_outcome_get_kind (outcome))
    {
    case AC_OUTCOME_DONE:
    case AC_OUTCOME_FOUND:
      if (!is_taken (self, step, outcome))
        return plan_after_copy (self, step, outcome, wanted, next, error);
      G_GNUC_FALLTHROUGH;
    case AC_OUTCOME_DONE_NO_ID:
      look_only (next);
      return TRUE;
    case AC_OUTCOME_ABSENT:
      plan_after_absence (step, wanted, next);
      return TRUE;
    case AC_OUTCOME_UNKNOWN:
      plan_after_silence (step, repeat, settle_ms, wanted, next);
      return TRUE;
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_LATER:
      plan_retry (step, outcome, next);
      if (!wanted && next->look == AC_LOOK_NO)
        finish (next, AC_STEP_CANCELLED);
      return TRUE;
    case AC_OUTCOME_SIGN_IN:
      return plan_block (self, step, next, error);
    case AC_OUTCOME_REJECTED:
    default:
      plan_rejected (step, outcome, wanted, next);
      return TRUE;
    }
}

/* It was taken back before anybody knew whether it had arrived. */
static gboolean
plan_watch (AcStore *self, AcStep *step, AcOutcome *outcome, Next *next, GError **error)
{
  switch (ac_outcome_get_kind (outcome))
    {
    case AC_OUTCOME_FOUND:
      if (!is_taken (self, step, outcome))
        {
          begin_removal (next);
          return store_copy (self, step, outcome, error);
        }
      G_GNUC_FALLTHROUGH;
    case AC_OUTCOME_ABSENT:
      next->due_at = ac_clock_now_ms () + LAST_WATCH_MS;
      if (step->attempts > 1)
        finish (next, AC_STEP_CANCELLED);
      return TRUE;
    case AC_OUTCOME_SIGN_IN:
      return plan_block (self, step, next, error);
    case AC_OUTCOME_DONE:
    case AC_OUTCOME_DONE_NO_ID:
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_LATER:
    case AC_OUTCOME_REJECTED:
    case AC_OUTCOME_UNKNOWN:
    default:
      plan_retry (step, outcome, next);
      next->attempts = step->attempts - 1;
      next->due_at = MAX (next->due_at, ac_clock_now_ms () + FIRST_WATCH_MS);
      return TRUE;
    }
}

/* Removing is repeated freely: what is gone stays gone, once nothing that was sent can still
 * arrive.
 */
static gboolean
plan_removal (
    AcStore *self, AcStep *step, AcOutcome *outcome, guint settle_ms, Next *next, GError **error)
{
  switch (ac_outcome_get_kind (outcome))
    {
    case AC_OUTCOME_DONE:
    case AC_OUTCOME_DONE_NO_ID:
    case AC_OUTCOME_ABSENT:
      if (step->kind == AC_STEP_VERIFY)
        finish (next, AC_STEP_DONE);
      else
        {
          next->kind = AC_STEP_VERIFY;
          next->due_at = MAX (next->due_at, step->sent_at + settle_ms);
        }
      return TRUE;
    case AC_OUTCOME_FOUND:
      next->kind = AC_STEP_REMOVE;
      next->due_at = back_off (step->attempts);
      if (step->attempts >= MAX_REMOVALS)
        finish (next, AC_STEP_FAILED);
      return TRUE;
    case AC_OUTCOME_SIGN_IN:
      return plan_block (self, step, next, error);
    case AC_OUTCOME_REJECTED:
      finish (next, AC_STEP_FAILED);
      next->error = ac_error_get_slug (ac_outcome_get_error (outcome));
      return TRUE;
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_LATER:
    case AC_OUTCOME_UNKNOWN:
    default:
      plan_retry (step, outcome, next);
      return TRUE;
    }
}

/* A service that no longer knows us has nothing left to revoke. */
static gboolean
settle_revoke (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  Next next = { AC_STEP_REVOKE, AC_STEP_PENDING, AC_LOOK_NO, step->attempts, 0, 0, NULL };
  AcOutcomeKind kind = ac_outcome_get_kind (outcome);

  if (kind == AC_OUTCOME_NOT_SENT || kind == AC_OUTCOME_LATER || kind == AC_OUTCOME_UNKNOWN)
    {
      plan_retry (step, outcome, &next);
      return write_next (self, step, &next, error);
    }

  finish (&next, AC_STEP_DONE);
  return write_next (self, step, &next, error) &&
         ac_store_delete_account (self, step->person, step->account_id, error);
}

static gboolean
plan (AcStore *self,
      AcStep *step,
      AcOutcome *outcome,
      AcRepeat repeat,
      guint settle_ms,
      Next *next,
      GError **error)
{
  switch (step->kind)
    {
    case AC_STEP_PUBLISH:
      return plan_publish (self, step, outcome, repeat, settle_ms, next, error);
    case AC_STEP_WATCH:
      return plan_watch (self, step, outcome, next, error);
    case AC_STEP_REMOVE:
    case AC_STEP_VERIFY:
    case AC_STEP_REVOKE:
    default:
      return plan_removal (self, step, outcome, settle_ms, next, error);
    }
}

gboolean
ac_store_settle_step (AcStore *self,
                      AcStep *step,
                      AcOutcome *outcome,
                      AcRepeat repeat,
                      guint settle_ms,
                      GError **error)
{
  AcLook look = step->look_only                  ? AC_LOOK_ONLY
                : step->state == AC_STEP_UNKNOWN ? AC_LOOK_FIRST
                                                 : AC_LOOK_NO;
  Next next = { step->kind,    AC_STEP_PENDING,    look, step->attempts,
                step->resends, ac_clock_now_ms (), NULL };
  g_autoptr(AcDelivery) delivery = NULL;

  if (step->kind == AC_STEP_REVOKE)
    return settle_revoke (self, step, outcome, error);

  if (!(delivery = ac_store_get_delivery (self, step->person, step->delivery_id, error)))
    return FALSE;
  if (ac_delivery_get_error (delivery) == AC_ERROR_AUDIENCE_WIDENED)
    next.error = ac_error_get_slug (AC_ERROR_AUDIENCE_WIDENED);

  if (!plan (self, step, outcome, repeat, settle_ms, &next, error))
    return FALSE;

  return write_next (self, step, &next, error);
}

gboolean
ac_store_block_step (AcStore *self, AcStep *step, AcError reason, GError **error)
{
  AcLook look = step->look_only                  ? AC_LOOK_ONLY
                : step->state == AC_STEP_UNKNOWN ? AC_LOOK_FIRST
                                                 : AC_LOOK_NO;
  Next next = { step->kind, AC_STEP_BLOCKED,           look, step->attempts, step->resends,
                0,          ac_error_get_slug (reason) };

  return write_next (self, step, &next, error);
}

static gboolean
touch_steps (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  while (ac_rows_next (rows))
    if (ac_rows_text (rows, 0) != NULL &&
        !ac_store_touch_delivery (self, person, ac_rows_text (rows, 0), error))
      return FALSE;

  return TRUE;
}

gboolean
ac_store_unblock_steps (AcStore *self, const char *person, const char *account_id, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows = ac_database_query (
      database, error,
      "SELECT delivery_id FROM step WHERE person_id = $1 AND state = $2"
      " AND ($3 = '' OR account_id = $3)",
      "sis", person, AC_INT (AC_STEP_BLOCKED), account_id != NULL ? account_id : "");

  return rows != NULL &&
         ac_database_execute (
             database, NULL, error,
             "UPDATE step SET state = CASE WHEN look = 0 THEN $1 ELSE $2 END, due_at = $3, error = "
             "NULL"
             " WHERE person_id = $4 AND state = $5 AND ($6 = '' OR account_id = $6)",
             "iiisis", AC_INT (AC_STEP_PENDING), AC_INT (AC_STEP_UNKNOWN), ac_clock_now_ms (),
             person, AC_INT (AC_STEP_BLOCKED), account_id != NULL ? account_id : "") &&
         touch_steps (self, person, rows, error);
}

/* What can no longer be done without the account ends here; a copy that may be live is said to be
 * out of reach. */
gboolean
ac_store_plan_revoke (AcStore *self, const char *person, const char *account_id, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcRows) rows = ac_database_query (
      database, error,
      "SELECT delivery_id FROM step WHERE person_id = $1 AND account_id = $2"
      " AND state IN ($3, $4, $5, $6)",
      "ssiiii", person, account_id, AC_INT (AC_STEP_PENDING), AC_INT (AC_STEP_ARMED),
      AC_INT (AC_STEP_UNKNOWN), AC_INT (AC_STEP_BLOCKED));

  return rows != NULL &&
         ac_database_execute (database, NULL, error,
                              "UPDATE step SET state = CASE WHEN state = $1 AND look = 0 AND kind "
                              "= $2 THEN $3 ELSE $4 END,"
                              " error = $5, due_at = NULL, epoch = epoch + 1 WHERE person_id = $6 "
                              "AND account_id = $7"
                              " AND state IN ($1, $8, $9, $10)",
                              "iiiisssiii", AC_INT (AC_STEP_PENDING), AC_INT (AC_STEP_PUBLISH),
                              AC_INT (AC_STEP_CANCELLED), AC_INT (AC_STEP_FAILED),
                              ac_error_get_slug (AC_ERROR_SIGN_IN_REQUIRED), person, account_id,
                              AC_INT (AC_STEP_ARMED), AC_INT (AC_STEP_UNKNOWN),
                              AC_INT (AC_STEP_BLOCKED)) &&
         touch_steps (self, person, rows, error) &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO step (person_id, id, account_id, kind, state, look, "
                              "sent_at, attempts, resends,"
                              " due_at, epoch) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, $6, 0)",
                              "sssiii", person, id, account_id, AC_INT (AC_STEP_REVOKE),
                              AC_INT (AC_STEP_PENDING), ac_clock_now_ms ());
}

gboolean
ac_store_has_work (AcStore *self, gboolean *has_work, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT step.id FROM step JOIN person ON person.id = step.person_id WHERE step.due_at IS NOT "
      "NULL AND" NOT_STOPPED " LIMIT 1",
      "");

  if (rows == NULL)
    return FALSE;

  *has_work = ac_rows_next (rows);
  return TRUE;
}
