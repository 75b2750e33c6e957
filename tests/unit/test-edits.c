/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-data.h"
#include "ac-store-edits.h"
#include "ac-test-store.h"

#define SETTLE_MS 20000

/* The words of a copy are another thing to become true than that it is there: each is killed on its
 * way, and no byte leaves that was not written before. */

static AcStatus *
get_status (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  AcStatus *status = ac_store_get_status (store, f->person, f->status, &error);

  g_assert_no_error (error);
  return status;
}

static AcDelivery *
get_delivery (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  AcDelivery *delivery = ac_store_get_delivery (store, f->person, f->delivery, &error);

  g_assert_no_error (error);
  return delivery;
}

static gboolean
edit_seen (Fixture *f,
           AcStore *store,
           AcStatus *status,
           AcEditable editable,
           const char *text,
           GError **error)
{
  g_autoptr(GPtrArray) wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_edit_wish_free);
  AcEditWish *wish = g_new0 (AcEditWish, 1);

  wish->delivery_id = g_strdup (f->delivery);
  wish->editable = editable;
  wish->edits = TRUE;
  wish->text = text;
  wish->key = g_strdup ("other-key");
  if (ac_editable_is_possible (editable))
    wish->payload = g_bytes_new (text, strlen (text));
  g_ptr_array_add (wishes, wish);
  return ac_store_edit_status (store, f->person, status, text, wishes, error);
}

static gboolean
edit_as (Fixture *f, AcStore *store, AcEditable editable, const char *text, GError **error)
{
  g_autoptr(AcStatus) status = get_status (f, store);

  return edit_seen (f, store, status, editable, text, error);
}

static void
edit (Fixture *f, AcStore *store, const char *text)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (edit_as (f, store, AC_EDITABLE_THERE, text, &error));
  g_assert_no_error (error);
}

static void
go_live (Fixture *f, AcStore *store)
{
  stop_clock ();
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
assert_edit (Fixture *f, AcStore *store, AcEdit edit, const char *copy_text)
{
  g_autoptr(AcDelivery) delivery = get_delivery (f, store);

  g_assert_cmpint (ac_delivery_get_edit (delivery), ==, edit);
  g_assert_cmpstr (ac_delivery_get_copy_text (delivery), ==, copy_text);
}

static void
assert_why (Fixture *f, AcStore *store, AcError reason)
{
  g_autoptr(AcDelivery) delivery = get_delivery (f, store);

  g_assert_cmpint (ac_delivery_get_edit_error (delivery), ==, reason);
}

/* What the account's own service gets of what was shared. */
static void
assert_shared (Fixture *f, AcStore *store, const char *text)
{
  const AcAsk ask = { f->account, "mastodon", AC_RECIPIENT_SERVICE, AC_USE_PROVIDE,
                      AC_CATEGORY_STATUS };
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  g_autofree char *value = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_ask (store, f->person, &ask, &reason, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, text);
}

static guint
count_deeds (AcStore *store, const char *deed)
{
  g_autofree char *pattern = g_strdup_printf ("%%\"reason\":\"%s\"%%", deed);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (store), NULL,
                                   "SELECT COUNT(*) FROM ledger WHERE line LIKE $1", "s", pattern);

  g_assert_true (ac_rows_next (rows));
  return ac_rows_int (rows, 0);
}

static void
assert_sends (AcStep *step, const char *text)
{
  g_assert_nonnull (step);
  g_assert_cmpint (step->kind, ==, AC_STEP_EDIT);
  g_assert_cmpmem (g_bytes_get_data (step->parcel->payload, NULL),
                   g_bytes_get_size (step->parcel->payload), text, strlen (text));
}

/* What is claimed, which sends text, ends with kind. */
static void
settle_edit (AcStore *store, const char *text, AcOutcomeKind kind, AcError reason)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) outcome = ac_outcome_new_failed (kind, reason, 0);

  assert_sends (step, text);
  if (kind == AC_OUTCOME_DONE)
    ac_outcome_set_copy (outcome, "8", NULL, NULL);
  settle (store, step, outcome, AC_REPEAT_PROBE, SETTLE_MS);
}

/* As the outbox does while what was sent before may still arrive. */
static void
wait_for_step (AcStore *store, AcStep *step)
{
  g_autoptr(AcOutcome) later = ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_UNKNOWN_OUTCOME,
                                                      step->sent_at + SETTLE_MS);

  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  settle (store, step, later, AC_REPEAT_PROBE, SETTLE_MS);
}

/* A step that nobody wants anything of ends when nothing of it can arrive any more. */
static void
end_rest (AcStore *store)
{
  g_autoptr(AcStep) rest = claim_one (store);
  g_autoptr(AcOutcome) nothing = ac_outcome_new (AC_OUTCOME_NOT_SENT);

  g_assert_nonnull (rest);
  g_assert_cmpint (rest->kind, ==, AC_STEP_EDIT);
  g_assert_false (rest->wanted);
  settle (store, rest, nothing, AC_REPEAT_PROBE, SETTLE_MS);
  g_assert_null (claim_one (store));
}

static void
check_changed (Fixture *f, AcStore *store)
{
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(AcStep) gone = NULL;
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  assert_edit (f, store, AC_EDIT_CHANGING, "Hello");
  assert_shared (f, store, "Hello");
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
  assert_shared (f, store, "Hello there");
  g_assert_cmpuint (count_deeds (store, "changed"), ==, 1);
  g_assert_null (claim_one (store));
  status = get_status (f, store);
  g_assert_cmpstr (ac_status_get_text (status), ==, "Hello there");
  g_assert_cmpuint (ac_status_get_revision (status), ==, 1);

  /* Taken back by the id that it has since. */
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  gone = claim_one (store);
  g_assert_cmpint (gone->kind, ==, AC_STEP_REMOVE);
  g_assert_cmpstr (gone->parcel->remote_id, ==, "8");
  g_assert_cmpstr (gone->parcel->remote_uri, ==, "https://mastodon.example/7");
}

/* A change takes from the budget that sharing takes from. */
static void
check_used_up (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) last = ac_outcome_new (AC_OUTCOME_DONE);

  go_live (f, store);
  edit (f, store, "One");
  step = claim_one (store);
  assert_sends (step, "One");
  ac_outcome_set_used_up (last, AC_BUDGET_SHARING, ac_clock_now_ms () + 60 * 60 * 1000);
  settle (store, step, last, AC_REPEAT_PROBE, SETTLE_MS);
  edit (f, store, "Two");
  g_assert_null (claim_one (store));
  pass_time (60 * 60 * 1000);
  settle_edit (store, "Two", AC_OUTCOME_DONE, AC_ERROR_FAILED);
}

static void
check_two_windows (Fixture *f, AcStore *store)
{
  g_autoptr(AcStatus) seen = get_status (f, store);
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "One");
  g_assert_false (edit_seen (f, store, seen, AC_EDITABLE_THERE, "Other", &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

/* While it is being sent, or nobody knows whether it arrived, nothing is changed. */
static void
check_not_before_it_is_there (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) publish = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  stop_clock ();
  publish = claim_one (store);
  edit (f, store, "Hello there");
  settle (store, publish, unknown, AC_REPEAT_PROBE, SETTLE_MS);
  g_assert_null (claim_one (store));
  pass_time (SETTLE_MS + 1);
  settle_next (store, AC_OUTCOME_FOUND, AC_REPEAT_PROBE);
  assert_edit (f, store, AC_EDIT_CHANGING, "Hello");
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

static void
check_unsent (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (edit_as (f, store, AC_EDITABLE_BEFORE, "Hello there", &error));
  assert_edit (f, store, AC_EDIT_NONE, NULL);
  step = claim_one (store);
  g_assert_cmpint (step->kind, ==, AC_STEP_PUBLISH);
  g_assert_cmpstr (step->parcel->key, ==, "other-key");
  g_assert_cmpuint (g_bytes_get_size (step->parcel->payload), ==, strlen ("Hello there"));
  /* From now on a byte may have left, so it is changed there. */
  g_assert_true (edit_as (f, store, AC_EDITABLE_BEFORE, "Later", &error));
  assert_edit (f, store, AC_EDIT_CHANGING, "Hello there");
}

static void
check_kept (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  g_assert_true (edit_as (f, store, AC_EDITABLE_NEVER, "Hello there", &error));
  assert_edit (f, store, AC_EDIT_KEPT, "Hello");
  assert_shared (f, store, "Hello");
  g_assert_null (claim_one (store));
  /* And back to what it has. */
  g_assert_true (edit_as (f, store, AC_EDITABLE_NEVER, "Hello", &error));
  assert_edit (f, store, AC_EDIT_NONE, NULL);
  assert_shared (f, store, "Hello");
}

/* Killed with the request on its way: it is sent again, once it can't arrive any more. */
static void
check_crash (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) dead = NULL;
  g_autoptr(AcStep) again = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  die_and_recover (store);
  dead = claim_one (store);
  assert_sends (dead, "Hello there");
  die_and_recover (store);
  again = claim_one (store);
  assert_sends (again, "Hello there");
  g_assert_cmpint (again->state, ==, AC_STEP_UNKNOWN);
  g_assert_false (ac_store_settle_step (store, dead, done, AC_REPEAT_PROBE, SETTLE_MS, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  wait_for_step (store, again);
  g_assert_cmpuint (count_deeds (store, "change-unknown"), ==, 0);
  g_assert_null (claim_one (store));
  pass_time (SETTLE_MS + 1);
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  die_and_recover (store);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
  g_assert_null (claim_one (store));
}

/* Words of then that are still on their way must not come after those of now. */
static void
check_another_meanwhile (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) first = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  go_live (f, store);
  edit (f, store, "One");
  first = claim_one (store);
  edit (f, store, "Two");
  settle (store, first, done, AC_REPEAT_PROBE, SETTLE_MS);
  assert_edit (f, store, AC_EDIT_CHANGING, "One");
  settle_edit (store, "Two", AC_OUTCOME_UNKNOWN, AC_ERROR_TIMED_OUT);
  edit (f, store, "Three");
  g_assert_null (claim_one (store));
  pass_time (SETTLE_MS + 1);
  settle_edit (store, "Three", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

static void
lose_all_answers (Fixture *f, AcStore *store, const char *text)
{
  edit (f, store, text);
  for (guint i = 0; i < 7; i++)
    {
      if (i > 0)
        pass_time (SETTLE_MS + 1);
      settle_edit (store, text, AC_OUTCOME_UNKNOWN, AC_ERROR_TIMED_OUT);
    }
  assert_edit (f, store, AC_EDIT_FAILED, "Hello");
  assert_why (f, store, AC_ERROR_UNKNOWN_OUTCOME);
}

static void
check_lost_answers_end (Fixture *f, AcStore *store)
{
  go_live (f, store);
  lose_all_answers (f, store, "Hello there");
  g_assert_cmpuint (count_deeds (store, "change-unknown"), ==, 7);
  g_assert_null (claim_one (store));
  pass_time (SETTLE_MS + 1);
  end_rest (store);
  assert_edit (f, store, AC_EDIT_FAILED, "Hello");
}

/* The first ones may still arrive, and would be the last to. */
static void
check_late_words (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  go_live (f, store);
  lose_all_answers (f, store, "One");
  edit (f, store, "Two");
  g_assert_null (claim_one (store));
  pass_time (SETTLE_MS + 1);
  step = claim_one (store);
  assert_sends (step, "Two");
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  g_assert_cmpint (step->resends, ==, 6);
  settle (store, step, done, AC_REPEAT_PROBE, SETTLE_MS);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

/* As long as the words of then are waited for, and with all its tries. */
static void
check_wait_is_kept (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) second = NULL;
  g_autoptr(AcStep) third = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  go_live (f, store);
  edit (f, store, "One");
  for (guint i = 0; i < 3; i++)
    {
      settle_edit (store, "One", AC_OUTCOME_UNKNOWN, AC_ERROR_TIMED_OUT);
      pass_time (SETTLE_MS + 1);
    }
  edit (f, store, "Two");
  second = claim_one (store);
  g_assert_cmpuint (second->resends, ==, 3);
  settle (store, second, unknown, AC_REPEAT_PROBE, SETTLE_MS);
  pass_time (SETTLE_MS + 1);
  third = claim_one (store);
  assert_sends (third, "Two");
  g_assert_cmpuint (third->resends, ==, 1);
}

static void
check_refused (Fixture *f, AcStore *store)
{
  go_live (f, store);
  edit (f, store, "Hello there");
  settle_edit (store, "Hello there", AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND);
  assert_edit (f, store, AC_EDIT_FAILED, "Hello");
  assert_why (f, store, AC_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_deeds (store, "change-rejected"), ==, 1);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  edit (f, store, "Hello there");
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

/* The words that came after those which were refused are asked for all the same. */
static void
check_refused_but_another (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) first = NULL;
  g_autoptr(AcOutcome) refused = ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);

  go_live (f, store);
  edit (f, store, "One");
  first = claim_one (store);
  edit (f, store, "Two");
  settle (store, first, refused, AC_REPEAT_PROBE, SETTLE_MS);
  settle_edit (store, "Two", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

/* The link was turned off since, and nothing leaves any more. */
static void
check_unlinked (Fixture *f, AcStore *store)
{
  go_live (f, store);
  edit (f, store, "Hello there");
  settle_edit (store, "Hello there", AC_OUTCOME_NOT_SENT, AC_ERROR_NOT_LINKED);
  assert_edit (f, store, AC_EDIT_FAILED, "Hello");
  assert_why (f, store, AC_ERROR_NOT_LINKED);
  g_assert_null (claim_one (store));
}

/* With the request on its way nothing is taken back beside it, and what came of it is told. */
static void
check_taken_back_meanwhile (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  step = claim_one (store);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  assert_edit (f, store, AC_EDIT_NONE, "Hello");
  settle (store, step, done, AC_REPEAT_PROBE, SETTLE_MS);
  g_assert_cmpuint (count_deeds (store, "changed"), ==, 1);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
  assert_shared (f, store, NULL);
  g_assert_null (claim_one (store));
}

/* It can't be changed any more when the words of then arrive. */
static void
check_kept_meanwhile (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "One");
  step = claim_one (store);
  g_assert_true (edit_as (f, store, AC_EDITABLE_OFF, "Hello", &error));
  assert_edit (f, store, AC_EDIT_NONE, NULL);
  settle (store, step, done, AC_REPEAT_PROBE, SETTLE_MS);
  assert_edit (f, store, AC_EDIT_KEPT, "One");
  assert_shared (f, store, "One");
  g_assert_null (claim_one (store));
}

static void
check_killed_unwanted (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) dead = NULL;
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "One");
  dead = claim_one (store);
  g_assert_true (edit_as (f, store, AC_EDITABLE_OFF, "Hello", &error));
  die_and_recover (store);
  pass_time (SETTLE_MS + 1);
  end_rest (store);
}

/* What was refused gets the words of now once it was tried again. */
static void
check_not_there_yet (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_REJECTED, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_FAILED);
  edit (f, store, "Hello there");
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  assert_edit (f, store, AC_EDIT_CHANGING, "Hello");
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

static void
check_stopped (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, &error));
  edit (f, store, "Hello there");
  assert_edit (f, store, AC_EDIT_STOPPED, "Hello");
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, FALSE, &error));
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

/* Whoever looks at it is told that it waits. */
static void
check_paused (Fixture *f, AcStore *store)
{
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  pass_time (1000);
  g_assert_true (ac_store_pause_account (store, f->person, f->account, AC_PAUSED_OPEN, &error));
  assert_edit (f, store, AC_EDIT_STOPPED, "Hello");
  delivery = get_delivery (f, store);
  g_assert_cmpint (ac_delivery_get_updated_at (delivery), ==, ac_clock_now_ms ());
  g_assert_null (claim_one (store));
}

static void
check_sign_in (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  settle_edit (store, "Hello there", AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED);
  g_assert_null (claim_one (store));
  assert_edit (f, store, AC_EDIT_BLOCKED, "Hello");
  assert_why (f, store, AC_ERROR_SIGN_IN_REQUIRED);
  g_assert_true (ac_store_unblock_steps (store, f->person, f->account, &error));
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  assert_edit (f, store, AC_EDIT_CHANGED, NULL);
}

static void
check_keyring (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  step = claim_one (store);
  g_assert_true (ac_store_block_step (store, step, AC_ERROR_KEYRING_LOCKED, &error));
  assert_edit (f, store, AC_EDIT_BLOCKED, "Hello");
  assert_why (f, store, AC_ERROR_KEYRING_LOCKED);
  g_assert_true (ac_store_unblock_steps (store, f->person, NULL, &error));
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
}

static void
check_later (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) later = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  step = claim_one (store);
  later =
      ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED, ac_clock_now_ms () + 60000);
  settle (store, step, later, AC_REPEAT_PROBE, SETTLE_MS);
  pass_time (59999);
  g_assert_null (claim_one (store));
  pass_time (2);
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
}

/* A service that answers a change has time for what waited for it. */
static void
check_wakes_others (Fixture *f, AcStore *store)
{
  const char *unreachable = ac_error_get_slug (AC_ERROR_UNREACHABLE);
  g_autofree char *first = f->status;
  g_autofree char *delivery = f->delivery;
  g_autoptr(AcStep) other = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  settle_edit (store, "Hello there", AC_OUTCOME_NOT_SENT, AC_ERROR_UNREACHABLE);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  add_status_with_key (f, store, "other");
  g_assert_true (ac_database_execute (ac_store_get_database (store), NULL, NULL,
                                      "UPDATE step SET due_at = $1, error = $2"
                                      " WHERE delivery_id = $3",
                                      "iss", ac_clock_now_ms () + 24 * 60 * 60 * 1000, unreachable,
                                      f->delivery));
  pass_time (60 * 1000);
  settle_edit (store, "Hello there", AC_OUTCOME_DONE, AC_ERROR_FAILED);
  other = claim_one (store);
  g_assert_cmpstr (other->delivery_id, ==, f->delivery);
}

static void
check_account_removed (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  go_live (f, store);
  edit (f, store, "Hello there");
  g_assert_true (ac_store_plan_revoke (store, f->person, f->account, &error));
  g_assert_no_error (error);
  assert_edit (f, store, AC_EDIT_FAILED, "Hello");
}

static const StoreCase cases[] = {
  { "changed", .check = check_changed },
  { "used-up-waits", .check = check_used_up },
  { "two-windows", .check = check_two_windows },
  { "not-before-it-is-there", .check = check_not_before_it_is_there },
  { "unsent-is-sent-so", .check = check_unsent },
  { "kept-where-it-cannot-be", .check = check_kept },
  { "crash-sends-again", .check = check_crash },
  { "another-meanwhile", .check = check_another_meanwhile },
  { "lost-answers-end", .check = check_lost_answers_end },
  { "late-words-are-waited-for", .check = check_late_words },
  { "wait-is-kept", .check = check_wait_is_kept },
  { "refused", .check = check_refused },
  { "refused-but-another", .check = check_refused_but_another },
  { "unlinked", .check = check_unlinked },
  { "taken-back-meanwhile", .check = check_taken_back_meanwhile },
  { "kept-meanwhile", .check = check_kept_meanwhile },
  { "killed-unwanted", .check = check_killed_unwanted },
  { "not-there-yet", .check = check_not_there_yet },
  { "stopped", .check = check_stopped },
  { "paused", .check = check_paused },
  { "sign-in", .check = check_sign_in },
  { "keyring", .check = check_keyring },
  { "named-time-is-kept", .check = check_later },
  { "wakes-others", .check = check_wakes_others },
  { "account-removed", .check = check_account_removed },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "edits", cases, G_N_ELEMENTS (cases));
}
