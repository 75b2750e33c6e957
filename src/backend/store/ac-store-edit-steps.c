/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-edits.h"
#include "ac-store-ledger.h"

#define MAX_RESENDS 6

/* What one change of a copy's words has come to. A step stays until what it has sent can't arrive
 * any more, also when nobody wants it by then: the next words wait for that. */

/* What the delivery wants by now. */
typedef struct
{
  gboolean any;    /* words at all */
  gboolean newest; /* those of the step */
  gboolean again;  /* the step's were sent before, and nobody answered */
} Wish;

/* What a step becomes that goes on. */
typedef struct
{
  AcStepState state;
  guint resends;
  gint64 due_at; /* 0: nothing is due */
  const char *error;
} Next;

gboolean
ac_store_load_edit (AcStore *self, AcStep *step, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT edit_text, edit_payload, edit_revision FROM delivery WHERE person_id = $1"
      " AND id = $2",
      "ss", step->person, step->delivery_id);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  step->wanted = ac_rows_text (rows, 0) != NULL;
  g_set_str (&step->parcel->text, ac_rows_text (rows, 0));
  g_bytes_unref (step->parcel->payload);
  step->parcel->payload = ac_rows_blob (rows, 1);
  step->revision = ac_rows_int (rows, 2);
  return TRUE;
}

static gboolean
load_wish (AcStore *self, AcStep *step, Wish *wish, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT edit_text, edit_revision, edit_sent FROM delivery"
                                   " WHERE person_id = $1 AND id = $2",
                                   "ss", step->person, step->delivery_id);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  wish->any = ac_rows_text (rows, 0) != NULL;
  wish->newest = wish->any && ac_rows_int (rows, 1) == step->revision;
  wish->again = ac_rows_int (rows, 2) == step->revision;
  return TRUE;
}

static gboolean
refuse_late (GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The step was taken over");
  return FALSE;
}

static gboolean
write_step (AcStore *self, AcStep *step, const Next *next, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE step SET state = $1, attempts = $2, resends = $3, sent_at = $4,"
                            " due_at = NULLIF($5, 0), error = $6, holder = NULL"
                            " WHERE person_id = $7 AND id = $8 AND epoch = $9 AND state = $10",
                            "iiiiisssii", AC_INT (next->state), AC_INT (step->attempts),
                            AC_INT (next->resends), step->sent_at, next->due_at, next->error,
                            step->person, step->id, step->epoch, AC_INT (AC_STEP_ARMED)))
    return FALSE;

  return changed > 0 || refuse_late (error);
}

static gboolean
delete_step (AcStore *self, AcStep *step, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "DELETE FROM step WHERE person_id = $1 AND id = $2 AND epoch = $3"
                            " AND state = $4",
                            "ssii", step->person, step->id, step->epoch, AC_INT (AC_STEP_ARMED)))
    return FALSE;

  return changed > 0 || refuse_late (error);
}

static gboolean
go_on (AcStore *self, AcStep *step, const Next *next, GError **error)
{
  return write_step (self, step, next, error) &&
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
}

/* With the words that are wanted by now. */
static gboolean
begin_again (AcStore *self, AcStep *step, GError **error)
{
  const Next next = { AC_STEP_PENDING, 0, ac_clock_now_ms (), NULL };

  step->attempts = 0;
  step->sent_at = 0;
  return go_on (self, step, &next, error);
}

/* Nobody wants anything of it any more. */
static gboolean
leave (AcStore *self, AcStep *step, guint settle_ms, GError **error)
{
  const Next rest = { AC_STEP_PENDING, step->resends, step->sent_at + settle_ms, NULL };

  return rest.due_at > ac_clock_now_ms () ? write_step (self, step, &rest, error)
                                          : delete_step (self, step, error);
}

/* edit: what is told of it from then on; reason: a slug, or NULL. */
static gboolean
end (AcStore *self, AcStep *step, guint settle_ms, AcEdit edit, const char *reason, GError **error)
{
  return leave (self, step, settle_ms, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET edit = $1, edit_error = $2, edit_text = NULL,"
                              " edit_payload = NULL WHERE person_id = $3 AND id = $4",
                              "isss", AC_INT (edit), reason, step->person, step->delivery_id) &&
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
}

static gboolean
end_failed (AcStore *self, AcStep *step, guint settle_ms, AcError reason, GError **error)
{
  return end (self, step, settle_ms, AC_EDIT_FAILED, ac_error_get_slug (reason), error);
}

/* Some services give what was changed another id. */
static gboolean
note_change (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  return ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE delivery SET copy_text = NULLIF($1, COALESCE(text, (SELECT status.text"
             " FROM status WHERE status.person_id = delivery.person_id"
             " AND status.id = delivery.status_id))),"
             " remote_id = COALESCE($2, remote_id), url = COALESCE($3, url)"
             " WHERE person_id = $4 AND id = $5",
             "sssss", step->parcel->text, ac_outcome_get_remote_id (outcome),
             ac_outcome_get_url (outcome), step->person, step->delivery_id) &&
         ac_store_note_use (self, step->person, step->account_id, error);
}

static gboolean
plan_done (AcStore *self, AcStep *step, AcOutcome *outcome, const Wish *wish, GError **error)
{
  step->sent_at = 0;
  return note_change (self, step, outcome, error) &&
         (wish->newest ? end (self, step, 0, AC_EDIT_CHANGED, NULL, error)
                       : begin_again (self, step, error));
}

static gboolean
note_sent (AcStore *self, AcStep *step, GError **error)
{
  step->sent_at = ac_clock_now_ms ();
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET edit_sent = $1 WHERE person_id = $2 AND id = $3",
                              "iss", AC_INT (step->revision), step->person, step->delivery_id);
}

/* Sent again it says the same; what says something else waits until this can't arrive any more. */
static gboolean
plan_unknown (AcStore *self, AcStep *step, guint settle_ms, const Wish *wish, GError **error)
{
  const guint n_sent = wish->again ? step->resends + 1 : 1;
  Next next = { AC_STEP_PENDING, MIN (n_sent, MAX_RESENDS), 0, NULL };

  if (!note_sent (self, step, error))
    return FALSE;
  if (wish->newest && n_sent > MAX_RESENDS)
    return end_failed (self, step, settle_ms, AC_ERROR_UNKNOWN_OUTCOME, error);

  next.due_at = step->sent_at + settle_ms;
  return go_on (self, step, &next, error);
}

/* What this step has sent was answered, or never left. */
static void
forget_sending (AcStep *step)
{
  if (step->state != AC_STEP_UNKNOWN)
    step->sent_at = 0;
}

static gboolean
plan_later (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  const Next next = { AC_STEP_PENDING, step->resends, ac_store_come_again (outcome, step->attempts),
                      ac_error_get_slug (ac_outcome_get_error (outcome)) };

  return go_on (self, step, &next, error);
}

static gboolean
plan_blocked (AcStore *self, AcStep *step, AcError reason, GError **error)
{
  const Next next = { AC_STEP_BLOCKED, step->resends, 0, ac_error_get_slug (reason) };

  return go_on (self, step, &next, error);
}

/* What was refused says nothing about the words that came after it. */
static gboolean
plan_refused (AcStore *self,
              AcStep *step,
              AcOutcome *outcome,
              guint settle_ms,
              const Wish *wish,
              GError **error)
{
  return wish->newest ? end_failed (self, step, settle_ms, ac_outcome_get_error (outcome), error)
                      : begin_again (self, step, error);
}

static gboolean
plan (AcStore *self,
      AcStep *step,
      AcOutcome *outcome,
      guint settle_ms,
      const Wish *wish,
      GError **error)
{
  switch (ac_outcome_get_kind (outcome))
    {
    case AC_OUTCOME_DONE:
    case AC_OUTCOME_DONE_NO_ID:
    case AC_OUTCOME_FOUND:
      return plan_done (self, step, outcome, wish, error);
    case AC_OUTCOME_UNKNOWN:
      return plan_unknown (self, step, settle_ms, wish, error);
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_LATER:
      forget_sending (step);
      return ac_outcome_get_error (outcome) == AC_ERROR_NOT_LINKED
                 ? end_failed (self, step, settle_ms, AC_ERROR_NOT_LINKED, error)
                 : plan_later (self, step, outcome, error);
    case AC_OUTCOME_SIGN_IN:
      forget_sending (step);
      return ac_store_block_account (self, step, AC_ERROR_SIGN_IN_REQUIRED, error) &&
             plan_blocked (self, step, AC_ERROR_SIGN_IN_REQUIRED, error);
    case AC_OUTCOME_ABSENT:
    case AC_OUTCOME_PREPARED:
    case AC_OUTCOME_REJECTED:
    default:
      forget_sending (step);
      return plan_refused (self, step, outcome, settle_ms, wish, error);
    }
}

static gboolean
is_done (AcOutcome *outcome)
{
  const AcOutcomeKind kind = ac_outcome_get_kind (outcome);

  return kind == AC_OUTCOME_DONE || kind == AC_OUTCOME_DONE_NO_ID || kind == AC_OUTCOME_FOUND;
}

/* It has other words than was told meanwhile. */
static gboolean
note_unwanted_change (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  return note_change (self, step, outcome, error) &&
         ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE delivery SET edit = CASE WHEN copy_text IS NULL THEN $1 WHEN edit = $2 THEN $3"
             " ELSE edit END WHERE person_id = $4 AND id = $5",
             "iiiss", AC_INT (AC_EDIT_CHANGED), AC_INT (AC_EDIT_NONE), AC_INT (AC_EDIT_KEPT),
             step->person, step->delivery_id);
}

static gboolean
plan_unwanted (AcStore *self,
               AcStep *step,
               AcOutcome *outcome,
               guint settle_ms,
               AcDelivery *delivery,
               GError **error)
{
  const gboolean there = ac_delivery_get_state (delivery) == AC_DELIVERY_LIVE;

  if (is_done (outcome) && there && !note_unwanted_change (self, step, outcome, error))
    return FALSE;
  forget_sending (step);
  return (ac_outcome_get_kind (outcome) != AC_OUTCOME_UNKNOWN || note_sent (self, step, error)) &&
         leave (self, step, settle_ms, error) &&
         ac_store_touch_delivery (self, step->person, step->delivery_id, error);
}

/* What reached the service, or may have; NULL: nothing did. */
static const char *
name_deed (AcOutcome *outcome)
{
  switch (ac_outcome_get_kind (outcome))
    {
    case AC_OUTCOME_DONE:
    case AC_OUTCOME_DONE_NO_ID:
    case AC_OUTCOME_FOUND:
      return "changed";
    case AC_OUTCOME_UNKNOWN:
      return "change-unknown";
    case AC_OUTCOME_REJECTED:
      return "change-rejected";
    case AC_OUTCOME_ABSENT:
    case AC_OUTCOME_PREPARED:
    case AC_OUTCOME_NOT_SENT:
    case AC_OUTCOME_LATER:
    case AC_OUTCOME_SIGN_IN:
    default:
      return NULL;
    }
}

static gboolean
note_deed (AcStore *self, AcStep *step, AcOutcome *outcome, AcDelivery *delivery, GError **error)
{
  const char *deed = name_deed (outcome);

  return deed == NULL ||
         ac_store_add_to_ledger (self, step->person,
                                 &(AcLedgerLine) { .deed = AC_DEED_DELIVERY,
                                                   .allowed = TRUE,
                                                   .who = ac_delivery_get_service (delivery),
                                                   .account = step->account_id,
                                                   .reason = deed,
                                                   .reference = step->delivery_id },
                                 error);
}

/* A transaction that lost against another begins with the step as it was. */
gboolean
ac_store_settle_edit (
    AcStore *self, const AcStep *claimed, AcOutcome *outcome, guint settle_ms, GError **error)
{
  AcStep own = *claimed;
  AcStep *step = &own;
  Wish wish = { FALSE };
  g_autoptr(AcDelivery) delivery =
                ac_store_get_delivery (self, step->person, step->delivery_id, error);

  if (delivery == NULL || !load_wish (self, step, &wish, error))
    return FALSE;

  return (wish.any ? plan (self, step, outcome, settle_ms, &wish, error)
                   : plan_unwanted (self, step, outcome, settle_ms, delivery, error)) &&
         (!is_done (outcome) ||
          ac_store_fold_words (self, step->person, ac_delivery_get_status_id (delivery), error)) &&
         note_deed (self, step, outcome, delivery, error);
}

gboolean
ac_store_block_edit (AcStore *self, const AcStep *claimed, AcError reason, GError **error)
{
  AcStep own = *claimed;
  AcStep *step = &own;
  Wish wish = { FALSE };

  forget_sending (step);
  return load_wish (self, step, &wish, error) &&
         (wish.any ? plan_blocked (self, step, reason, error) : delete_step (self, step, error));
}
