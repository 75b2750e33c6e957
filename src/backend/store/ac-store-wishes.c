/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-clock.h"
#include "ac-store-parts.h"

/* What the person wants of a delivery, put as the next state of its step. */

typedef struct
{
  AcStepKind kind;
  AcStepState state;
  AcStepLook look;
  gboolean wanted;
  gboolean has_address;
  guint part;        /* of a thread that it is about; 0: it is one post */
  gint64 due_at;     /* 0: at once, where something is due */
  gint64 planned_at; /* when it was due before; 0: it wasn't */
  gint64 share_at;   /* 0: its time was not chosen, or has come */
  const char *error; /* a slug, or NULL */
} Now;

static gboolean
load_now (AcStore *self, const char *person, const char *delivery_id, Now *now, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT step.kind, step.state, step.look, delivery.wanted, delivery.share_at, delivery.part,"
      " step.due_at, CASE WHEN delivery.remote_id IS NULL THEN 0 ELSE 1 END"
      " FROM step JOIN delivery"
      " ON delivery.person_id = step.person_id AND delivery.id = step.delivery_id"
      " WHERE step.person_id = $1 AND step.delivery_id = $2",
      "ss", person, delivery_id);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  now->kind = ac_rows_int (rows, 0);
  now->state = ac_rows_int (rows, 1);
  now->look = ac_rows_int (rows, 2);
  now->wanted = ac_rows_int (rows, 3) != 0;
  now->share_at = ac_rows_int (rows, 4);
  now->part = ac_rows_int (rows, 5);
  now->planned_at = ac_rows_int (rows, 6);
  now->has_address = ac_rows_int (rows, 7) != 0;
  return TRUE;
}

/* What stays blocked is so for the same reason. */
static gboolean
write_now (
    AcStore *self, const char *person, const char *delivery_id, const Now *now, GError **error)
{
  gboolean due = now->state == AC_STEP_PENDING || now->state == AC_STEP_UNKNOWN;

  return ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE step SET kind = $1, state = $2, look = $3, due_at = "
             "NULLIF($4, 0), error = CASE WHEN $2 = $8 AND state = $8 THEN error ELSE $5 END,"
             " attempts = CASE WHEN kind = $1 THEN attempts ELSE 0 END"
             " WHERE person_id = $6 AND delivery_id = $7",
             "iiiisssi", AC_INT (now->kind), AC_INT (now->state), AC_INT (now->look),
             due ? (now->due_at != 0 ? now->due_at : ac_clock_now_ms ()) : AC_INT (0), now->error,
             person, delivery_id, AC_INT (AC_STEP_BLOCKED)) &&
         ac_store_touch_delivery (self, person, delivery_id, error);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT,
                       "This cannot be done to the delivery now");
  return FALSE;
}

/* What the person may have shared only they can delete. */
static gboolean
plan_taking_back (Now *now)
{
  gboolean shared = now->state == AC_STEP_DONE || now->state == AC_STEP_PENDING;

  if (!now->wanted || now->state == AC_STEP_CANCELLED)
    return FALSE;
  now->state = shared ? AC_STEP_NEEDS_YOU : AC_STEP_CANCELLED;
  now->look = AC_LOOK_NO;
  return TRUE;
}

/* What is uncertain is found out first and then taken back; what was never sent is simply not sent.
 * Where only the person can say it of a part, the other ones don't wait for that. */
static gboolean
plan_removal (Now *now)
{
  if (now->kind == AC_STEP_HAND)
    return plan_taking_back (now);
  if (now->kind == AC_STEP_END && now->state == AC_STEP_BLOCKED)
    {
      now->kind = AC_STEP_REMOVE;
      return TRUE;
    }
  if (now->kind != AC_STEP_PUBLISH)
    {
      /* Who is looking whether it has ended sees then that it isn't wanted any more. */
      if (now->state != AC_STEP_FAILED &&
          ((now->kind != AC_STEP_END && now->kind != AC_STEP_LIVE) ||
           now->state != AC_STEP_PENDING))
        return FALSE;
      now->kind = AC_STEP_REMOVE;
      now->state = AC_STEP_PENDING;
      return TRUE;
    }

  if (now->state == AC_STEP_DONE)
    {
      now->kind = AC_STEP_REMOVE;
      now->state = AC_STEP_PENDING;
      now->look = AC_LOOK_NO;
      return TRUE;
    }

  if (now->state == AC_STEP_NEEDS_YOU && now->look != AC_LOOK_NO)
    return now->part > 1;
  if (now->look != AC_LOOK_NO || now->state == AC_STEP_ARMED ||
      (now->state == AC_STEP_CANCELLED && now->part < 2))
    return FALSE;

  now->state = AC_STEP_CANCELLED;
  return TRUE;
}

static gboolean
turn_part (AcStore *self,
           const char *person,
           const char *id,
           AcStepKind before,
           const Now *now,
           AcPartTurn *turn,
           GError **error)
{
  const AcPartState left = before == AC_STEP_WATCH ? AC_PART_LATE : AC_PART_THERE;

  if (now->kind == AC_STEP_REMOVE)
    return ac_store_turn_again (self, person, id, left, turn, error);
  if (now->wanted && now->state == AC_STEP_CANCELLED)
    return ac_store_turn_to_rest (self, person, id, turn, error);
  if (now->wanted)
    return ac_store_turn_on (self, person, id, ac_clock_now_ms (), turn, error);
  return ac_store_turn_back (self, person, id,
                             now->state == AC_STEP_CANCELLED ? AC_PART_UNSENT : AC_PART_ASKED, NULL,
                             turn, error);
}

/* What comes after one part of a thread: the next one, or when nothing more of it is sent, those
 * before it, which stay or are taken back. before: what was being done. */
static gboolean
follow_parts (
    AcStore *self, const char *person, const char *id, AcStepKind before, Now *now, GError **error)
{
  AcPartTurn turn = { FALSE };

  if (now->part == 0)
    return TRUE;
  if (!turn_part (self, person, id, before, now, &turn, error))
    return FALSE;
  if (!turn.turned)
    return TRUE;

  now->kind = turn.kind;
  now->state = turn.state;
  now->look = turn.look;
  now->due_at = turn.due_at;
  if (turn.error != NULL)
    now->error = turn.error;
  return TRUE;
}

/* What somebody has deleted there. */
static gboolean
is_gone (const Now *now)
{
  return now->kind == AC_STEP_VERIFY && now->state == AC_STEP_DONE && now->wanted;
}

/* That it wasn't found may have been wrong: what has an address is deleted as if it were there. */
static gboolean
take_as_there (AcStore *self, const char *person, const char *id, Now *now, GError **error)
{
  now->kind = AC_STEP_PUBLISH;
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE part SET state = $1 WHERE person_id = $2"
                              " AND delivery_id = $3 AND state = $4",
                              "issi", AC_INT (AC_PART_THERE), person, id, AC_INT (AC_PART_GONE));
}

gboolean
ac_store_remove_delivery (AcStore *self, const char *person, const char *id, GError **error)
{
  Now now = { 0 };
  AcStepKind before = AC_STEP_PUBLISH;
  gboolean changes = FALSE;

  if (!load_now (self, person, id, &now, error))
    return FALSE;
  if (is_gone (&now) && !now.has_address)
    return TRUE;
  if (is_gone (&now) && !take_as_there (self, person, id, &now, error))
    return FALSE;
  if (!ac_database_execute (ac_store_get_database (self), NULL, error,
                            "UPDATE delivery SET wanted = 0 WHERE person_id = $1 AND id = $2", "ss",
                            person, id))
    return FALSE;

  before = now.kind;
  changes = plan_removal (&now);
  now.wanted = FALSE;
  if (!changes)
    return ac_store_touch_delivery (self, person, id, error);
  return follow_parts (self, person, id, before, &now, error) &&
         write_now (self, person, id, &now, error);
}

/* What is left to be sent, may be there or is being taken back of a link, or else of an account; by
 * us, or by the person themselves. */
#define OF_LINK " AND delivery.link_id = $2"
#define OF_ACCOUNT " AND delivery.account_id = $2"
#define PUBLISHING                                                                                 \
  " FROM delivery CROSS JOIN step WHERE step.person_id = delivery.person_id"                       \
  " AND step.delivery_id = delivery.id AND step.kind IN (0, 1, 2, 5, 6, 7)"                        \
  " AND delivery.person_id = $1"
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_STEP_REMOVE == 1 && AC_STEP_VERIFY == 2 &&
                 AC_STEP_HAND == 5 && AC_STEP_END == 6 && AC_STEP_LIVE == 7 && AC_LOOK_NO == 0);

static AcRows *
list_publishing (
    AcStore *self, const char *person, const char *link_id, const char *account_id, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  if (link_id != NULL)
    return ac_database_query (database, error,
                              "SELECT delivery.id, step.state, step.look, step.kind, delivery.part,"
                              " step.sent_at" PUBLISHING OF_LINK,
                              "ss", person, link_id);
  return ac_database_query (database, error,
                            "SELECT delivery.id, step.state, step.look, step.kind, delivery.part,"
                            " step.sent_at" PUBLISHING OF_ACCOUNT,
                            "ss", person, account_id);
}

static gboolean
is_unsent (AcRows *rows, AcCopies copies)
{
  AcStepState state = ac_rows_int (rows, 1);
  AcStepLook look = ac_rows_int (rows, 2);

  if (ac_rows_int (rows, 3) != AC_STEP_PUBLISH)
    return FALSE;
  if (look == AC_LOOK_NO)
    return state == AC_STEP_PENDING || state == AC_STEP_BLOCKED;
  return look == AC_LOOK_FIRST && ac_rows_int (rows, 5) == 0 && copies == AC_COPIES_KEPT &&
         (state == AC_STEP_UNKNOWN || state == AC_STEP_BLOCKED);
}

/* What is out already of a thread stays as the person chose. */
static gboolean
cancel (AcStore *self, const char *person, const char *id, const char *reason, GError **error)
{
  Now now = { 0 };

  if (!load_now (self, person, id, &now, error))
    return FALSE;

  now.state = AC_STEP_CANCELLED;
  now.look = AC_LOOK_NO;
  now.error = reason;
  return follow_parts (self, person, id, AC_STEP_PUBLISH, &now, error) &&
         write_now (self, person, id, &now, error);
}

gboolean
ac_store_cancel_unsent (AcStore *self,
                        const char *person,
                        const char *link_id,
                        const char *account_id,
                        AcCopies copies,
                        guint *n_cancelled,
                        GError **error)
{
  const char *reason = link_id != NULL ? ac_error_get_slug (AC_ERROR_NOT_LINKED) : NULL;
  g_autoptr(AcRows) rows = list_publishing (self, person, link_id, account_id, error);

  while (rows != NULL && ac_rows_next (rows))
    {
      if (!is_unsent (rows, copies))
        continue;
      if (!cancel (self, person, ac_rows_text (rows, 0), reason, error))
        return FALSE;
      *n_cancelled += 1;
    }

  return rows != NULL;
}

static gboolean
is_unlinked (AcRows *rows)
{
  return ac_rows_int (rows, 3) == AC_STEP_PUBLISH && ac_rows_int (rows, 1) == AC_STEP_CANCELLED &&
         g_strcmp0 (ac_rows_text (rows, 8), ac_error_get_slug (AC_ERROR_NOT_LINKED)) == 0;
}

static gboolean
forget_earlier (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM rule_post WHERE person_id = $1 AND target = $2"
                              " AND uri = $3",
                              "sss", person, ac_rows_text (rows, 6), ac_rows_text (rows, 7));
}

/* Posts that a rule plans from before it. What wasn't sent can be asked for again. */
gboolean
ac_store_cancel_earlier (AcStore *self, const char *person, const char *rule_id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT delivery.id, step.state, step.look, step.kind, delivery.part, step.sent_at,"
      " rule_post.target, rule_post.uri, step.error"
      " FROM rule_post CROSS JOIN delivery CROSS JOIN step WHERE rule_post.person_id = $1"
      " AND rule_post.rule_id = $2 AND rule_post.status_id IS NOT NULL AND rule_post.earlier = 1"
      " AND delivery.person_id = rule_post.person_id AND delivery.status_id = rule_post.status_id"
      " AND step.person_id = delivery.person_id AND step.delivery_id = delivery.id",
      "ss", person, rule_id);

  while (rows != NULL && ac_rows_next (rows))
    {
      const gboolean unsent = is_unsent (rows, AC_COPIES_KEPT);
      const gboolean proven = unsent && ac_rows_int (rows, 2) == AC_LOOK_NO;

      if (unsent && !cancel (self, person, ac_rows_text (rows, 0), NULL, error))
        return FALSE;
      if ((proven || is_unlinked (rows)) && !forget_earlier (self, person, rows, error))
        return FALSE;
    }

  return rows != NULL;
}

static gboolean
is_taken_back (AcRows *rows)
{
  AcStepKind kind = ac_rows_int (rows, 3);

  return kind == AC_STEP_REMOVE || kind == AC_STEP_VERIFY;
}

static gboolean
is_nowhere (AcRows *rows)
{
  AcStepState state = ac_rows_int (rows, 1);

  if (is_taken_back (rows))
    return state == AC_STEP_DONE;
  if (ac_rows_int (rows, 4) > 1)
    return FALSE;
  return state == AC_STEP_CANCELLED ||
         (state == AC_STEP_FAILED && ac_rows_int (rows, 2) == AC_LOOK_NO) ||
         (state == AC_STEP_DONE && ac_rows_int (rows, 3) == AC_STEP_END);
}

gboolean
ac_store_settle_copies (AcStore *self,
                        const char *person,
                        const char *link_id,
                        const char *account_id,
                        AcCopies copies,
                        guint *n_copies,
                        GError **error)
{
  g_autoptr(AcRows) rows = list_publishing (self, person, link_id, account_id, error);

  while (rows != NULL && ac_rows_next (rows))
    {
      if (is_nowhere (rows) || (copies == AC_COPIES_KEPT && is_taken_back (rows)))
        continue;
      if (copies == AC_COPIES_DELETED &&
          !ac_store_remove_delivery (self, person, ac_rows_text (rows, 0), error))
        return FALSE;
      *n_copies += 1;
    }

  return rows != NULL;
}

gboolean
ac_store_remove_status (AcStore *self, const char *person, const char *id, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 changed = 0;
  g_autoptr(AcRows) rows = NULL;

  if (!ac_database_execute (database, &changed, error,
                            "UPDATE status SET removed = 1 WHERE person_id = $1 AND id = $2", "ss",
                            person, id))
    return FALSE;
  if (changed == 0)
    return ac_store_not_found (error);

  rows = ac_database_query (database, error,
                            "SELECT id FROM delivery WHERE person_id = $1 AND status_id = $2", "ss",
                            person, id);
  if (rows == NULL)
    return FALSE;
  while (ac_rows_next (rows))
    if (!ac_store_remove_delivery (self, person, ac_rows_text (rows, 0), error))
      return FALSE;

  return ac_store_add_event (self, person, "status", id, NULL, error);
}

static gboolean
was_missed (const Now *now)
{
  return now->kind == AC_STEP_PUBLISH && now->state == AC_STEP_NEEDS_YOU && now->look == AC_LOOK_NO;
}

static gboolean
may_be_tried (const Now *now)
{
  if (now->kind == AC_STEP_HAND || now->kind == AC_STEP_LIVE ||
      (now->kind == AC_STEP_PUBLISH && now->share_at > ac_clock_now_ms ()))
    return FALSE;
  return now->state == AC_STEP_FAILED || now->state == AC_STEP_PENDING ||
         now->state == AC_STEP_BLOCKED || was_missed (now);
}

/* Whoever wants it now doesn't want it at a time any more. */
static gboolean
forget_time (AcStore *self, const char *person, const char *id, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET share_at = 0 WHERE person_id = $1 AND id = $2",
                              "ss", person, id);
}

/* Of a thread all is tried again that couldn't be taken back. Looking earlier for what may come
 * late proves less. */
static gboolean
plan_second_try (AcStore *self, const char *person, const char *id, Now *now, GError **error)
{
  const AcStepKind before = now->kind;
  const gboolean watched = before == AC_STEP_WATCH && now->state == AC_STEP_PENDING;
  const gboolean failed = before != AC_STEP_PUBLISH && now->state == AC_STEP_FAILED;
  const gboolean sent = now->look != AC_LOOK_NO;

  if (before == AC_STEP_VERIFY && now->state == AC_STEP_PENDING)
    now->due_at = now->planned_at;
  now->state = sent ? AC_STEP_UNKNOWN : AC_STEP_PENDING;
  if (!watched && !failed)
    return TRUE;

  now->kind = AC_STEP_REMOVE;
  return follow_parts (self, person, id, before, now, error) &&
         (failed || now->due_at != 0 || refuse (error));
}

/* Nothing more is sent with an account that is being removed, and nothing is taken back once its
 * key is on the way out. */
static gboolean
has_account (AcStore *self, const char *person, const char *id, gboolean sends)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), NULL,
      "SELECT account_id FROM delivery WHERE person_id = $1 AND id = $2 AND NOT EXISTS"
      " (SELECT step.id FROM step WHERE step.person_id = $1"
      " AND step.account_id = delivery.account_id AND step.kind = $3 AND step.state = $4)",
      "ssii", person, id, AC_INT (AC_STEP_REVOKE), AC_INT (AC_STEP_ARMED));
  g_autoptr(AcAccount) account = NULL;

  if (rows != NULL && ac_rows_next (rows))
    account = ac_store_get_account (self, person, ac_rows_text (rows, 0), NULL);
  return account != NULL && !(sends && ac_account_get_state (account) == AC_ACCOUNT_REMOVING);
}

gboolean
ac_store_retry_delivery (AcStore *self, const char *person, const char *id, GError **error)
{
  Now now = { 0 };

  if (!load_now (self, person, id, &now, error))
    return FALSE;

  if (!may_be_tried (&now))
    return refuse (error);
  /* What was imported is history. */
  if (now.kind == AC_STEP_PUBLISH && !now.wanted && now.look == AC_LOOK_NO)
    return refuse (error);
  if (!has_account (self, person, id, now.kind == AC_STEP_PUBLISH))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_ACCOUNT_GONE, "The account was removed here");
      return FALSE;
    }

  return plan_second_try (self, person, id, &now, error) && forget_time (self, person, id, error) &&
         write_now (self, person, id, &now, error);
}

/* What was taken back stays theirs to delete until they say that it is not there. */
static gboolean
plan_handed (Now *now, const char *verdict)
{
  gboolean posted = g_str_equal (verdict, "posted");

  if (!now->wanted && !g_str_equal (verdict, "not-posted"))
    return FALSE;
  now->state = posted || !now->wanted ? AC_STEP_DONE : AC_STEP_CANCELLED;
  return TRUE;
}

/* It is there, as the person says, and from now on. */
static gboolean
begin_life (AcStore *self, const char *person, const char *id, Now *now, GError **error)
{
  if (!ac_store_begin_life (self, person, id, ac_clock_now_ms (), &now->due_at, error))
    return FALSE;
  if (now->due_at == 0)
    return TRUE;

  now->state = AC_STEP_PENDING;
  if (now->kind == AC_STEP_PUBLISH)
    now->kind = AC_STEP_LIVE;
  return TRUE;
}

static gboolean
resolve_handed (AcStore *self,
                const char *person,
                const char *id,
                const char *verdict,
                Now *now,
                GError **error)
{
  if (!plan_handed (now, verdict))
    return refuse (error);

  return (now->state != AC_STEP_DONE || !now->wanted ||
          begin_life (self, person, id, now, error)) &&
         write_now (self, person, id, now, error);
}

gboolean
ac_store_resolve_delivery (
    AcStore *self, const char *person, const char *id, const char *verdict, GError **error)
{
  const gboolean posted = g_str_equal (verdict, "posted");
  Now now = { 0 };

  if (!load_now (self, person, id, &now, error))
    return FALSE;

  if (now.state != AC_STEP_NEEDS_YOU || (posted && was_missed (&now)))
    return refuse (error);

  if (now.kind == AC_STEP_HAND)
    return resolve_handed (self, person, id, verdict, &now, error);

  now.look = AC_LOOK_NO;
  now.state = AC_STEP_CANCELLED;
  if (posted)
    {
      now.kind = now.wanted ? AC_STEP_PUBLISH : AC_STEP_REMOVE;
      now.state = now.wanted ? AC_STEP_DONE : AC_STEP_PENDING;
      if (now.wanted && !begin_life (self, person, id, &now, error))
        return FALSE;
    }
  else if (g_str_equal (verdict, "not-posted") && now.wanted)
    now.state = AC_STEP_PENDING;
  if (((posted && now.wanted) || now.state == AC_STEP_CANCELLED) &&
      !follow_parts (self, person, id, AC_STEP_PUBLISH, &now, error))
    return FALSE;
  return forget_time (self, person, id, error) && write_now (self, person, id, &now, error);
}
