/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-attempts.h"
#include "ac-store-clock.h"
#include "ac-store-edits.h"
#include "ac-store-ledger.h"
#include "ac-store-parts.h"

#define FIRST_BACKOFF_MS 5000
#define MAX_BACKOFF_MS (15 * 60 * 1000)
#define LONGEST_WAIT_MS (24 * 60 * 60 * 1000)
#define MAX_RESENDS 6 /* each waits twice as long as the one before it: 42 minutes at 20 s */
#define MAX_LOOKS 12
#define MAX_REMOVALS 4
#define PATIENT_ATTEMPTS 6
#define LAST_WATCH_MS (24 * 60 * 60 * 1000)
#define PROBE_MS (60 * 1000)
#define END_SLACK_MS (10 * 60 * 1000)
#define END_AGAIN_MS (60 * 60 * 1000)
#define MAX_ENDS 24

/* What a step becomes; due_at 0 means that nothing is due. */
typedef struct
{
  AcStepKind kind;
  AcStepState state;
  AcStepLook look;
  guint attempts;
  guint resends;
  gint64 sent_at;
  gint64 due_at;
  const char *error; /* a slug, or NULL */
} Next;

/* What it is to begin with. A step itself stays as it was claimed: a transaction may run twice. */
static Next
begin_next (const AcStep *step)
{
  return (Next) { .kind = step->kind,
                  .state = AC_STEP_PENDING,
                  .look = step->look_only                  ? AC_LOOK_ONLY
                          : step->state == AC_STEP_UNKNOWN ? AC_LOOK_FIRST
                                                           : AC_LOOK_NO,
                  .attempts = step->attempts,
                  .resends = step->resends,
                  .sent_at = step->sent_at,
                  .due_at = ac_clock_now_ms () };
}

/* Full jitter: accounts that failed together do not come back together. */
static gint64
back_off (guint attempts)
{
  gint64 longest = MIN ((gint64) FIRST_BACKOFF_MS << MIN (attempts, 10), MAX_BACKOFF_MS);

  return ac_clock_now_ms () + longest / 2 + g_random_int_range (0, longest / 2 + 1);
}

/* When a service said to come again, as far as that is believed; else later and later. */
gint64
ac_store_come_again (AcOutcome *outcome, guint attempts)
{
  gint64 now = ac_clock_now_ms ();
  gint64 named = ac_outcome_get_retry_at (outcome);

  return named > now ? MIN (named, now + LONGEST_WAIT_MS) : back_off (attempts);
}

/* Fenced: only who claimed the step last may say what became of it, and only once: that it was said
 * may not have been heard. */
static gboolean
write_next (AcStore *self, AcStep *step, const Next *next, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (
          ac_store_get_database (self), &changed, error,
          "UPDATE step SET kind = $1, state = $2, look = $3, attempts = $4, resends = $5,"
          " sent_at = $6, due_at = NULLIF($7, 0), error = $8,"
          " holder = NULL WHERE person_id = $9 AND id = $10 AND epoch = $11"
          " AND state = $12",
          "iiiiiiisssii", AC_INT (next->kind), AC_INT (next->state), AC_INT (next->look),
          AC_INT (next->attempts), AC_INT (next->resends), next->sent_at, next->due_at, next->error,
          step->person, step->id, step->epoch, AC_INT (AC_STEP_ARMED)))
    return FALSE;

  if (changed == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The step was taken over");
      return FALSE;
    }

  return step->delivery_id == NULL ||
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
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

gboolean
ac_store_is_taken (AcStore *self, AcStep *step, AcOutcome *outcome)
{
  const char *uri = ac_outcome_get_remote_uri (outcome);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), NULL,
      "SELECT id FROM delivery WHERE person_id = $1 AND account_id = $2"
      " AND remote_uri = $3 AND id <> $4",
      "ssss", step->person, step->account_id, uri, step->delivery_id);

  return (rows != NULL && ac_rows_next (rows)) || ac_store_is_part (self, step, uri);
}

static gboolean
store_copy (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  return ac_store_note_part (self, step, outcome, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET remote_id = COALESCE($1, remote_id),"
                              " remote_uri = COALESCE($2, remote_uri), url = COALESCE($3, url)"
                              " WHERE person_id = $4 AND id = $5",
                              "sssss", ac_outcome_get_remote_id (outcome),
                              ac_outcome_get_remote_uri (outcome), ac_outcome_get_url (outcome),
                              step->person, step->delivery_id);
}

static gboolean
store_prepared (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET prepared = NULLIF(COALESCE($1, prepared), '')"
                              " WHERE person_id = $2 AND id = $3",
                              "sss", ac_outcome_get_prepared (outcome), step->person,
                              step->delivery_id);
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

/* A copy that stays as long as the person chose is taken back then. */
static gboolean
begin_life (AcStore *self, AcStep *step, gint64 live_at, Next *next, GError **error)
{
  gint64 ends_at = 0;

  if (!ac_store_begin_life (self, step->person, step->delivery_id, live_at, &ends_at, error))
    return FALSE;
  if (ends_at == 0)
    return TRUE;

  next->kind = AC_STEP_LIVE;
  next->state = AC_STEP_PENDING;
  next->attempts = 0;
  next->due_at = ends_at;
  return TRUE;
}

/* What ends by itself is looked for when it should have. */
static void
begin_end (AcStep *step, Next *next)
{
  if (step->parcel->form == AC_FORM_POST)
    return;
  next->kind = AC_STEP_END;
  next->state = AC_STEP_PENDING;
  next->attempts = 0;
  next->due_at = MAX (step->parcel->first_armed_at, ac_clock_now_ms () - AC_FORM_LIFE_MS) +
                 AC_FORM_LIFE_MS + END_SLACK_MS;
}

static gboolean
plan_after_copy (
    AcStore *self, AcStep *step, AcOutcome *outcome, gboolean wanted, Next *next, GError **error)
{
  int given = ac_outcome_get_audience (outcome);
  /* Found after an answer was lost, it has been there since it was sent. */
  gint64 live_at = step->sent_at > 0 ? MIN (step->sent_at, ac_clock_now_ms ()) : ac_clock_now_ms ();

  if (!store_copy (self, step, outcome, error))
    return FALSE;

  next->sent_at = step->state == AC_STEP_PENDING ? 0 : next->sent_at;
  next->look = AC_LOOK_NO;
  if (given > (int) step->parcel->audience)
    {
      next->error = ac_error_get_slug (AC_ERROR_AUDIENCE_WIDENED);
      begin_removal (next);
    }
  else if (!wanted)
    begin_removal (next);
  else
    {
      finish (next, AC_STEP_DONE);
      begin_end (step, next);
      return begin_life (self, step, live_at, next, error);
    }

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
  next->due_at = ac_clock_now_ms () + AC_FIRST_WATCH_MS;
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
  else if (step->look_only || (step->sent_at > 0 && step->resends >= MAX_RESENDS))
    finish (next, AC_STEP_NEEDS_YOU);
  else
    {
      next->state = AC_STEP_PENDING;
      next->look = AC_LOOK_NO;
      next->resends = step->sent_at > 0 ? step->resends + 1 : step->resends;
      next->due_at = ac_clock_now_ms ();
    }
}

/* What has a key is sent again to find out. */
static gboolean
was_sent (AcStep *step, AcRepeat repeat)
{
  return step->state == AC_STEP_PENDING || ac_step_is_sent_again (step, repeat);
}

/* Looks that bring nothing; each time that it was sent again, one has brought something. */
static gboolean
is_fruitless (AcStep *step, AcRepeat repeat)
{
  return repeat == AC_REPEAT_PROBE && step->attempts > MAX_LOOKS + 2 * step->resends;
}

/* A request without an answer may be accepted until the settle time after it was given up. */
static void
plan_after_silence (AcStep *step, AcRepeat repeat, guint settle_ms, gboolean wanted, Next *next)
{
  gint64 now = ac_clock_now_ms ();

  if (was_sent (step, repeat))
    next->sent_at = now;
  next->state = AC_STEP_UNKNOWN;
  next->look = MAX (next->look, AC_LOOK_FIRST);
  if (repeat == AC_REPEAT_BLIND || is_fruitless (step, repeat))
    {
      finish (next, AC_STEP_NEEDS_YOU);
      return;
    }

  if ((repeat == AC_REPEAT_PROBE || !wanted) && next->sent_at + settle_ms > now)
    next->due_at = next->sent_at + settle_ms;
  else
    next->due_at = back_off (repeat == AC_REPEAT_KEYED ? MIN (step->attempts, PATIENT_ATTEMPTS) - 1
                                                       : step->attempts);
}

/* That a service can't be reached says nothing about a copy there: such looks are not held against
 * it. Why a copy is taken back that came out too wide is told for as long as that takes. */
static void
plan_retry (AcStep *step, AcOutcome *outcome, Next *next)
{
  if (next->look != AC_LOOK_NO)
    next->attempts = MIN (step->attempts, PATIENT_ATTEMPTS);
  next->state = next->look != AC_LOOK_NO ? AC_STEP_UNKNOWN : AC_STEP_PENDING;
  next->due_at = ac_store_come_again (outcome, step->attempts);
  if (g_strcmp0 (next->error, ac_error_get_slug (AC_ERROR_AUDIENCE_WIDENED)) != 0)
    next->error = ac_error_get_slug (ac_outcome_get_error (outcome));
}

gboolean
ac_store_block_account (AcStore *self, AcStep *step, AcError reason, GError **error)
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
  return ac_store_block_account (self, step, AC_ERROR_SIGN_IN_REQUIRED, error);
}

/* What was made so far shows nobody anything, so this try counts for nothing. */
static gboolean
plan_after_preparation (
    AcStore *self, AcStep *step, AcOutcome *outcome, gboolean wanted, Next *next, GError **error)
{
  next->state = AC_STEP_PENDING;
  next->look = AC_LOOK_NO;
  next->attempts = step->attempts - 1;
  next->due_at = ac_clock_now_ms ();
  next->sent_at = 0;
  if (!wanted)
    finish (next, AC_STEP_CANCELLED);
  return store_prepared (self, step, outcome, error);
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

/* What nobody is known to have sent is not sent late without being asked about, whatever has held
 * it up. */
static gboolean
plan_absent (AcStore *self, AcStep *step, gboolean wanted, Next *next, GError **error)
{
  g_autoptr(AcRows) late = NULL;

  plan_after_absence (step, wanted, next);
  if (next->kind != AC_STEP_PUBLISH || next->state != AC_STEP_PENDING)
    return TRUE;
  if (step->sent_at == 0 &&
      !(late = ac_database_query (ac_store_get_database (self), error,
                                  "SELECT id FROM delivery WHERE person_id = $1 AND id = $2"
                                  " AND share_at > 0 AND share_at < $3",
                                  "ssi", step->person, step->delivery_id,
                                  ac_clock_now_ms () - AC_SHARE_LATE_MS)))
    return FALSE;

  if (late != NULL && ac_rows_next (late))
    finish (next, AC_STEP_NEEDS_YOU);
  return ac_store_forget_search (self, step, error);
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
      if (!ac_store_is_taken (self, step, outcome))
        return plan_after_copy (self, step, outcome, wanted, next, error);
      G_GNUC_FALLTHROUGH;
    case AC_OUTCOME_DONE_NO_ID:
      look_only (next);
      return TRUE;
    case AC_OUTCOME_PREPARED:
      return plan_after_preparation (self, step, outcome, wanted, next, error);
    case AC_OUTCOME_ABSENT:
      return plan_absent (self, step, wanted, next, error);
    case AC_OUTCOME_UNKNOWN:
      plan_after_silence (step, repeat, settle_ms, wanted, next);
      return TRUE;
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_LATER:
      plan_retry (step, outcome, next);
      if (next->look == AC_LOOK_NO &&
          (!wanted || ac_outcome_get_error (outcome) == AC_ERROR_NOT_LINKED))
        finish (next, AC_STEP_CANCELLED);
      return TRUE;
    case AC_OUTCOME_SIGN_IN:
      if (!plan_block (self, step, next, error))
        return FALSE;
      if (!wanted && next->look == AC_LOOK_NO)
        finish (next, AC_STEP_CANCELLED);
      return TRUE;
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
    case AC_OUTCOME_PREPARED:
      finish (next, AC_STEP_CANCELLED);
      return TRUE;
    case AC_OUTCOME_FOUND:
      if (!ac_store_is_taken (self, step, outcome))
        {
          begin_removal (next);
          return store_copy (self, step, outcome, error);
        }
      G_GNUC_FALLTHROUGH;
    case AC_OUTCOME_ABSENT:
    case AC_OUTCOME_REJECTED:
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
    case AC_OUTCOME_UNKNOWN:
    default:
      plan_retry (step, outcome, next);
      next->attempts = step->attempts - 1;
      next->due_at = MAX (next->due_at, ac_clock_now_ms () + AC_FIRST_WATCH_MS);
      return TRUE;
    }
}

/* Gone, or live as far as anybody here can know. A service that didn't say is asked for as long as
 * it takes. */
static void
plan_end (AcStore *self, AcStep *step, AcOutcome *outcome, Next *next)
{
  AcOutcomeKind kind = ac_outcome_get_kind (outcome);

  next->look = AC_LOOK_NO;
  next->due_at = ac_clock_now_ms () + END_AGAIN_MS;
  if (kind == AC_OUTCOME_ABSENT || kind == AC_OUTCOME_PREPARED)
    finish (next, AC_STEP_DONE);
  else if (!is_wanted (self, step))
    begin_removal (next);
  else if (kind == AC_OUTCOME_NOT_SENT || kind == AC_OUTCOME_LATER)
    next->attempts = step->attempts - 1;
  else if (kind == AC_OUTCOME_SIGN_IN || step->attempts >= MAX_ENDS)
    {
      next->kind = AC_STEP_PUBLISH;
      finish (next, AC_STEP_DONE);
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
    case AC_OUTCOME_PREPARED:
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
    case AC_OUTCOME_LATER:
      plan_retry (step, outcome, next);
      return ac_store_wait_with_others (self, step, outcome, next->due_at, error);
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_UNKNOWN:
    default:
      plan_retry (step, outcome, next);
      return TRUE;
    }
}

/* A service that no longer knows us has nothing left to revoke. What it refuses, or what nobody has
 * the key for any more, only the person can take back there; it is deleted here all the same. */
static gboolean
settle_revoke (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  Next next = begin_next (step);
  AcOutcomeKind kind = ac_outcome_get_kind (outcome);
  AcError reason = ac_outcome_get_error (outcome);
  gboolean refused = kind == AC_OUTCOME_REJECTED || reason == AC_ERROR_SECRET_LOST;

  if (kind == AC_OUTCOME_NOT_SENT || kind == AC_OUTCOME_LATER || kind == AC_OUTCOME_UNKNOWN)
    {
      plan_retry (step, outcome, &next);
      return write_next (self, step, &next, error) &&
             ac_store_note_revoke (self, step->person, step->account_id, AC_UNDOING_STATE_WORKING,
                                   &reason, FALSE, error);
    }

  finish (&next, refused ? AC_STEP_FAILED : AC_STEP_DONE);
  next.error = refused ? ac_error_get_slug (reason) : NULL;
  return write_next (self, step, &next, error) &&
         ac_store_note_revoke (self, step->person, step->account_id,
                               refused ? AC_UNDOING_STATE_YOURS : AC_UNDOING_STATE_DONE,
                               refused ? &reason : NULL, TRUE, error) &&
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
    case AC_STEP_END:
      plan_end (self, step, outcome, next);
      return TRUE;
    case AC_STEP_REMOVE:
    case AC_STEP_VERIFY:
    case AC_STEP_REVOKE:
    case AC_STEP_HAND:
    case AC_STEP_LIVE:
    case AC_STEP_EDIT:
    default:
      return plan_removal (self, step, outcome, settle_ms, next, error);
    }
}

/* How the part is left that a thread which is taken back is done with. FALSE: it isn't. */
static gboolean
find_left (AcStore *self, AcStep *step, const Next *next, AcPartState *left)
{
  const gboolean takes = step->kind == AC_STEP_REMOVE || step->kind == AC_STEP_VERIFY;

  if (takes && next->state == AC_STEP_FAILED)
    *left = AC_PART_STAYS;
  else if (step->kind == AC_STEP_VERIFY && next->state == AC_STEP_DONE)
    *left = AC_PART_GONE;
  else if (step->kind == AC_STEP_PUBLISH && next->kind == AC_STEP_WATCH)
    *left = AC_PART_LATE;
  else if (next->state == AC_STEP_CANCELLED)
    *left = AC_PART_UNSENT;
  else if (step->kind == AC_STEP_PUBLISH && next->state == AC_STEP_NEEDS_YOU &&
           !is_wanted (self, step))
    *left = AC_PART_ASKED;
  else
    return FALSE;
  return TRUE;
}

/* When a thread's delivery is done with one of its parts, it goes on with another: to the last one
 * while it is shared, and back to the first one as it is taken back. */
static gboolean
turn_part (AcStore *self, AcStep *step, const Next *next, AcPartTurn *turn, GError **error)
{
  const gboolean publishes = step->kind == AC_STEP_PUBLISH;
  AcPartState left = AC_PART_UNSENT;

  if (publishes && (next->kind == AC_STEP_LIVE || next->state == AC_STEP_DONE))
    return ac_store_turn_on (self, step->person, step->delivery_id, next->sent_at, turn, error);
  if (publishes && next->state == AC_STEP_CANCELLED && is_wanted (self, step))
    return ac_store_turn_to_rest (self, step->person, step->delivery_id, turn, error);
  return !find_left (self, step, next, &left) ||
         ac_store_turn_back (self, step->person, step->delivery_id, left, next->error, turn, error);
}

static gboolean
plan_part (AcStore *self, AcStep *step, Next *next, GError **error)
{
  AcPartTurn turn = { FALSE };

  if (step->part == 0)
    return TRUE;
  if (!turn_part (self, step, next, &turn, error))
    return FALSE;
  if (!turn.turned)
    return TRUE;

  if (turn.kind == AC_STEP_PUBLISH || turn.error != NULL)
    next->error = turn.error;
  next->sent_at = turn.sent_at;
  next->kind = turn.kind;
  next->state = turn.state;
  next->look = turn.look;
  next->due_at = turn.due_at;
  next->attempts = 0;
  next->resends = 0;
  return TRUE;
}

/* What reached a service, or may have: looking, and what was never sent, is no use of anything. */
static const char *
name_deed (AcStep *step, AcOutcome *outcome)
{
  const gboolean published = step->kind == AC_STEP_PUBLISH;

  switch (ac_outcome_get_kind (outcome))
    {
    case AC_OUTCOME_DONE:
    case AC_OUTCOME_DONE_NO_ID:
      return published ? "published" : "removed";
    case AC_OUTCOME_REJECTED:
      return "rejected";
    case AC_OUTCOME_UNKNOWN:
      return "unknown";
    case AC_OUTCOME_FOUND:
    case AC_OUTCOME_ABSENT:
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_LATER:
    case AC_OUTCOME_PREPARED:
    case AC_OUTCOME_SIGN_IN:
    default:
      return NULL;
    }
}

static gboolean
note_delivery (
    AcStore *self, AcStep *step, AcOutcome *outcome, AcDelivery *delivery, GError **error)
{
  const char *deed = name_deed (step, outcome);
  const gboolean sends = step->kind == AC_STEP_PUBLISH || step->kind == AC_STEP_REMOVE;

  return !sends || deed == NULL ||
         ac_store_add_to_ledger (self, step->person,
                                 &(AcLedgerLine) { .deed = AC_DEED_DELIVERY,
                                                   .allowed = TRUE,
                                                   .who = ac_delivery_get_service (delivery),
                                                   .account = step->account_id,
                                                   .reason = deed,
                                                   .reference = step->delivery_id },
                                 error);
}

/* While a service can't be had, one step of an account tries each minute for all of them. When a
 * life ends has nothing to do with that. */
static gboolean
try_for_others (AcStore *self, AcStep *step, AcOutcome *outcome, Next *next, GError **error)
{
  const gint64 soon = ac_clock_now_ms () + PROBE_MS;
  g_autoptr(AcRows) rows = NULL;

  if (next->kind != step->kind || next->kind == AC_STEP_LIVE || next->due_at <= soon ||
      ac_outcome_get_kind (outcome) != AC_OUTCOME_NOT_SENT)
    return TRUE;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT id FROM step WHERE person_id = $1 AND account_id = $2"
                            " AND id <> $3 AND kind NOT IN ($4, $5) AND due_at <= $6 LIMIT 1",
                            "sssiii", step->person, step->account_id, step->id,
                            AC_INT (AC_STEP_HAND), AC_INT (AC_STEP_EDIT), soon);
  if (rows != NULL && !ac_rows_next (rows))
    next->due_at = soon - g_random_int_range (0, PROBE_MS / 2);
  return rows != NULL;
}

gboolean
ac_store_settle_step (AcStore *self,
                      AcStep *step,
                      AcOutcome *outcome,
                      AcRepeat repeat,
                      guint settle_ms,
                      GError **error)
{
  Next next = { 0 };
  g_autoptr(AcDelivery) delivery = NULL;

  if (!ac_store_reload_sending (self, step, error))
    return FALSE;
  next = begin_next (step);
  if (step->kind == AC_STEP_REVOKE)
    return settle_revoke (self, step, outcome, error);
  if (step->kind == AC_STEP_EDIT)
    return ac_store_settle_edit (self, step, outcome, settle_ms, error) &&
           ac_store_wake_others (self, step, outcome, error) &&
           ac_store_note_budget (self, step, outcome, error) &&
           ac_store_end_attempt (self, step, outcome, repeat, error);

  if (!(delivery = ac_store_get_delivery (self, step->person, step->delivery_id, error)))
    return FALSE;
  if (ac_delivery_get_error (delivery) == AC_ERROR_AUDIENCE_WIDENED)
    next.error = ac_error_get_slug (AC_ERROR_AUDIENCE_WIDENED);

  if (!plan (self, step, outcome, repeat, settle_ms, &next, error) ||
      !plan_part (self, step, &next, error) ||
      !try_for_others (self, step, outcome, &next, error) ||
      !ac_store_wake_others (self, step, outcome, error) ||
      !ac_store_note_budget (self, step, outcome, error))
    return FALSE;
  if ((ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE ||
       ac_outcome_get_kind (outcome) == AC_OUTCOME_FOUND) &&
      !ac_store_note_use (self, step->person, step->account_id, error))
    return FALSE;

  return write_next (self, step, &next, error) &&
         ac_store_end_attempt (self, step, outcome, repeat, error) &&
         note_delivery (self, step, outcome, delivery, error);
}

/* What isn't wanted any more waits for nothing. */
static gboolean
give_up_blocked (AcStore *self, AcStep *step, AcError reason, GError **error)
{
  g_autoptr(AcOutcome) outcome = ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, reason, 0);

  return ac_store_settle_step (self, step, outcome, AC_REPEAT_PROBE, 0, error);
}

gboolean
ac_store_block_step (AcStore *self, AcStep *step, AcError reason, GError **error)
{
  Next next = begin_next (step);

  if (step->kind == AC_STEP_EDIT)
    return ac_store_block_edit (self, step, reason, error) &&
           ac_store_end_blocked_attempt (self, step, reason, error);

  finish (&next, AC_STEP_BLOCKED);
  next.error = ac_error_get_slug (reason);
  if (step->kind == AC_STEP_PUBLISH && next.look == AC_LOOK_NO && !is_wanted (self, step))
    return give_up_blocked (self, step, reason, error);

  return write_next (self, step, &next, error) &&
         ac_store_end_blocked_attempt (self, step, reason, error) &&
         (step->kind != AC_STEP_REVOKE ||
          ac_store_note_revoke (self, step->person, step->account_id, AC_UNDOING_STATE_WAITING,
                                &reason, FALSE, error));
}
