/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-store-import.h"
#include "ac-test-thread.h"

/* Threads that are out by half, and what the person wants of them then. */

static void
say (Fixture *f, AcStore *store, const char *verdict)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_resolve_delivery (store, f->person, f->delivery, verdict, &error));
  g_assert_no_error (error);
}

static void
try_again (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  g_assert_no_error (error);
}

static void
settle_with (AcStore *store, AcStep *step, AcOutcomeKind kind, AcError reason)
{
  g_autoptr(AcOutcome) outcome = ac_outcome_new_failed (kind, reason, 0);

  settle (store, step, outcome, AC_REPEAT_PROBE, 20000);
}

/* What a connector does with what has no address. */
static void
refuse_removal_of (AcStore *store, guint ordinal, AcError reason)
{
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
  g_assert_cmpint (step->kind, ==, AC_STEP_REMOVE);
  g_assert_cmpuint (step->part, ==, ordinal);
  settle_with (store, step, AC_OUTCOME_REJECTED, reason);
}

static void
take_back (AcStore *store, guint ordinal)
{
  settle_part (store, ordinal, AC_STEP_REMOVE, AC_OUTCOME_DONE);
  settle_part (store, ordinal, AC_STEP_VERIFY, AC_OUTCOME_ABSENT);
}

/* Part 1 is out, and only the person knows of part 2. */
static void
add_asked (Fixture *f, AcStore *store, AcLife life)
{
  add_thread (f, store, life);
  publish_up_to (store, 1);
  lose_part (store, 2);
  check_states (f, store, AC_DELIVERY_NEEDS_YOU, "live needs-you waiting");
}

/* Part 2 has no address, the others are out. */
static void
add_addressless (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) last = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  add_asked (f, store, AC_LIFE_KEEP);
  say (f, store, "posted");
  last = claim_one (store);
  g_assert_cmpuint (last->part, ==, 3);
  ac_outcome_set_copy (done, "3", "https://mastodon.example/3", "https://mastodon.example/3");
  ac_outcome_set_revision (done, "revision");
  settle (store, last, done, AC_REPEAT_PROBE, 20000);
  check_states (f, store, AC_DELIVERY_LIVE, "live live live");
}

/* The part below one without an address has another parent than the one before it. */
static void
take_back_last (AcStore *store)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(AcStep) step = claim_one (store);

      g_assert_cmpuint (step->part, ==, 3);
      g_assert_cmpint (step->kind, ==, i == 0 ? AC_STEP_REMOVE : AC_STEP_VERIFY);
      settle_with (store, step, i == 0 ? AC_OUTCOME_DONE : AC_OUTCOME_ABSENT, AC_ERROR_FAILED);
    }
}

static void
check_no_address (Fixture *f, AcStore *store)
{
  add_addressless (f, store);
  remove_it (f, store);
  take_back_last (store);
  refuse_removal_of (store, 2, AC_ERROR_NOT_FOUND);
  check_states (f, store, AC_DELIVERY_REMOVING, "removing remove-failed removed");
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVE_FAILED, "removed remove-failed removed");
  g_assert_null (claim_one (store));

  try_again (f, store);
  refuse_removal_of (store, 2, AC_ERROR_NOT_FOUND);
  check_states (f, store, AC_DELIVERY_REMOVE_FAILED, "removed remove-failed removed");
  g_assert_null (claim_one (store));
}

/* One that the service keeps doesn't keep the others. */
static void
check_kept_by_service (Fixture *f, AcStore *store)
{
  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 3);
  remove_it (f, store);
  refuse_removal_of (store, 3, AC_ERROR_REJECTED);
  take_back (store, 2);
  refuse_removal_of (store, 1, AC_ERROR_REJECTED);
  check_states (f, store, AC_DELIVERY_REMOVE_FAILED, "remove-failed removed remove-failed");
  g_assert_null (claim_one (store));
  try_again (f, store);
  take_back (store, 3);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed removed");
  g_assert_null (claim_one (store));
}

static void
check_asked_taken_back (Fixture *f, AcStore *store)
{
  add_asked (f, store, AC_LIFE_KEEP);
  remove_it (f, store);
  check_states (f, store, AC_DELIVERY_REMOVING, "removing needs-you cancelled");
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_NEEDS_YOU, "removed needs-you cancelled");
  g_assert_null (claim_one (store));
  say (f, store, "not-posted");
  check_states (f, store, AC_DELIVERY_REMOVED, "removed cancelled cancelled");
  g_assert_null (claim_one (store));
}

static void
check_asked_and_posted (Fixture *f, AcStore *store)
{
  add_asked (f, store, AC_LIFE_KEEP);
  remove_it (f, store);
  take_back (store, 1);
  say (f, store, "posted");
  refuse_removal_of (store, 2, AC_ERROR_NOT_FOUND);
  check_states (f, store, AC_DELIVERY_REMOVE_FAILED, "removed remove-failed cancelled");
  g_assert_null (claim_one (store));
}

/* It became so when it was taken back already. */
static void
check_asked_afterwards (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) sent = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  add_half (f, store, AC_LIFE_KEEP);
  sent = claim_part (store, 2);
  remove_it (f, store);
  settle (store, sent, unknown, AC_REPEAT_BLIND, 0);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_NEEDS_YOU, "removed needs-you cancelled");
}

static void
begin_undoing (Fixture *f, AcStore *store)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcUndoing) undoing = ac_undoing_new (id, AC_UNDOING_ACCOUNT, NULL, ac_clock_now_ms ());
  const AcUndoingLine line = { .step = AC_UNDOING_STEP_COPIES,
                               .state = AC_UNDOING_STATE_WORKING,
                               .count = 1,
                               .copies = AC_COPIES_DELETED,
                               .updated_at = ac_clock_now_ms () };
  const AcUndoingLine revoked = { .step = AC_UNDOING_STEP_REVOKED,
                                  .state = AC_UNDOING_STATE_WAITING,
                                  .account_id = f->account,
                                  .count = -1,
                                  .updated_at = ac_clock_now_ms () };
  g_autoptr(GError) error = NULL;
  guint n = 0;

  ac_undoing_add_account (undoing, f->account, "mastodon", "@ada@mastodon.example");
  ac_undoing_add_line (undoing, &line);
  ac_undoing_add_line (undoing, &revoked);
  g_assert_true (
      ac_store_settle_copies (store, f->person, NULL, f->account, AC_COPIES_DELETED, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (ac_store_add_undoing (store, f->person, undoing, f->account, NULL, &error));
  g_assert_no_error (error);
}

static void
check_copies_line (Fixture *f, AcStore *store, AcUndoingState state)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcUndoing) undoing = ac_store_find_undoing (store, f->person, f->account, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ac_undoing_find_line (undoing, AC_UNDOING_STEP_COPIES, NULL)->state, ==, state);
}

static void
check_key_goes (AcStore *store)
{
  g_autoptr(AcStep) revoke = claim_one (store);

  g_assert_nonnull (revoke);
  g_assert_cmpint (revoke->kind, ==, AC_STEP_REVOKE);
}

/* The key of an account goes when no part can be taken back any more. */
static void
check_account_removed (Fixture *f, AcStore *store)
{
  add_asked (f, store, AC_LIFE_KEEP);
  begin_undoing (f, store);
  take_back (store, 1);
  check_key_goes (store);
}

/* The person tries it again before the key has gone: it is still needed then. */
static void
check_tried_before_key_goes (Fixture *f, AcStore *store)
{
  add_half (f, store, AC_LIFE_KEEP);
  begin_undoing (f, store);
  refuse_removal_of (store, 1, AC_ERROR_REJECTED);
  check_copies_line (f, store, AC_UNDOING_STATE_FAILED);
  pass_time (1000);
  try_again (f, store);
  take_back (store, 1);
  check_copies_line (f, store, AC_UNDOING_STATE_DONE);
  g_assert_null (claim_one (store));
  pass_time (60 * 1000);
  check_key_goes (store);
}

/* So it is when they say that a part is there; what can't be taken back then is out of reach. */
static void
check_answered_before_key_goes (Fixture *f, AcStore *store)
{
  g_autoptr(AcDelivery) delivery = NULL;

  add_asked (f, store, AC_LIFE_KEEP);
  begin_undoing (f, store);
  take_back (store, 1);
  pass_time (1000);
  say (f, store, "posted");
  {
    g_autoptr(AcStep) step = claim_one (store);

    g_assert_cmpint (step->kind, ==, AC_STEP_REMOVE);
    settle_with (store, step, AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED);
  }
  g_assert_null (claim_one (store));
  pass_time (60 * 1000);
  check_key_goes (store);
  delivery = ac_store_get_delivery (store, f->person, f->delivery, NULL);
  g_assert_cmpint (ac_delivery_get_state (delivery), ==, AC_DELIVERY_REMOVE_FAILED);
  g_assert_cmpint (ac_delivery_get_error (delivery), ==, AC_ERROR_ACCOUNT_GONE);
}

static void
check_refused_with_account_gone (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_ACCOUNT_GONE);
  check_states (f, store, AC_DELIVERY_REMOVE_FAILED, "remove-failed cancelled cancelled");
}

/* From when the service is told, nothing is promised that only the key could keep. */
static void
check_tried_when_key_goes (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) revoke = NULL;

  add_half (f, store, AC_LIFE_KEEP);
  begin_undoing (f, store);
  refuse_removal_of (store, 1, AC_ERROR_REJECTED);
  revoke = claim_one (store);
  g_assert_cmpint (revoke->kind, ==, AC_STEP_REVOKE);
  check_refused_with_account_gone (f, store);
  settle_with (store, revoke, AC_OUTCOME_DONE, AC_ERROR_FAILED);
  check_refused_with_account_gone (f, store);
  g_assert_null (claim_one (store));
}

static void
check_copies_go_first (Fixture *f, AcStore *store)
{
  begin_undoing (f, store);
  check_copies_line (f, store, AC_UNDOING_STATE_WORKING);
  take_back (store, 1);
  check_copies_line (f, store, AC_UNDOING_STATE_DONE);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed cancelled cancelled");
  check_key_goes (store);
}

static void
check_taken_back_before (Fixture *f, AcStore *store)
{
  add_half (f, store, AC_LIFE_KEEP);
  remove_it (f, store);
  check_copies_go_first (f, store);
}

/* Who removes the account wants all of it gone, also what couldn't be taken back at first. */
static void
check_refused_before (Fixture *f, AcStore *store)
{
  add_half (f, store, AC_LIFE_KEEP);
  remove_it (f, store);
  refuse_removal_of (store, 1, AC_ERROR_REJECTED);
  check_copies_go_first (f, store);
}

static guint
count_copies (Fixture *f, AcStore *store, AcCopies copies)
{
  g_autoptr(GError) error = NULL;
  guint n = 0;

  g_assert_true (ac_store_settle_copies (store, f->person, NULL, f->account, copies, &n, &error));
  g_assert_no_error (error);
  return n;
}

static void
check_gone_before (Fixture *f, AcStore *store)
{
  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 2);
  remove_it (f, store);
  g_assert_cmpuint (count_copies (f, store, AC_COPIES_KEPT), ==, 0);
  take_back_from (store, 2);
  g_assert_cmpuint (count_copies (f, store, AC_COPIES_DELETED), ==, 0);
}

/* Who keeps the copies doesn't mean what was taken back before. */
static void
check_taken_back_and_others_kept (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  add_half (f, store, AC_LIFE_KEEP);
  remove_it (f, store);
  g_assert_cmpuint (count_copies (f, store, AC_COPIES_KEPT), ==, 0);
  g_assert_true (ac_store_plan_revoke (store, f->person, f->account, &error));
  g_assert_no_error (error);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed cancelled cancelled");
  pass_time (60 * 1000);
  check_key_goes (store);
}

/* Nobody took it back but the backend itself; it has failed, and is gone. */
static void
check_widened_before (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

  ac_outcome_set_copy (done, "7", "https://mastodon.example/7", NULL);
  ac_outcome_set_audience (done, AC_AUDIENCE_PUBLIC);
  settle (store, step, done, AC_REPEAT_PROBE, 0);
  begin_undoing (f, store);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  check_copies_line (f, store, AC_UNDOING_STATE_WORKING);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_FAILED);
  check_copies_line (f, store, AC_UNDOING_STATE_DONE);
  check_key_goes (store);
}

/* The account is on its way out, and only what is there is waited for. */
static void
check_nothing_more_is_sent (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAccount) account = NULL;

  add_thread (f, store, AC_LIFE_KEEP);
  settle_part (store, 1, AC_STEP_PUBLISH, AC_OUTCOME_REJECTED);
  account = ac_store_get_account (store, f->person, f->account, &error);
  ac_account_set_state (account, AC_ACCOUNT_REMOVING, AC_ERROR_FAILED);
  g_assert_true (ac_store_update_account (store, f->person, account, &error));
  g_assert_false (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_ACCOUNT_GONE);
}

/* What is out of a thread that is sent no further stays as long as the person chose. */
static void
check_ends_in_time (Fixture *f, AcStore *store)
{
  check_states (f, store, AC_DELIVERY_LIVE, "live cancelled cancelled");
  g_assert_null (claim_one (store));
  pass_time (HOUR / 2);
  g_assert_null (claim_one (store));
  pass_time (HOUR / 2);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_EXPIRED, "expired cancelled cancelled");
  g_assert_null (claim_one (store));
}

static void
check_dropped (Fixture *f, AcStore *store)
{
  add_asked (f, store, AC_LIFE_HOUR);
  say (f, store, "drop");
  check_ends_in_time (f, store);
}

static void
check_cancelled (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  guint n = 0;

  add_half (f, store, AC_LIFE_HOUR);
  g_assert_true (
      ac_store_cancel_unsent (store, f->person, NULL, f->account, AC_COPIES_KEPT, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  check_ends_in_time (f, store);
}

static void
check_cancelled_without_end (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  guint n = 0;

  add_thread (f, store, AC_LIFE_KEEP);
  publish_up_to (store, 2);
  g_assert_true (
      ac_store_cancel_unsent (store, f->person, NULL, f->account, AC_COPIES_KEPT, &n, &error));
  check_states (f, store, AC_DELIVERY_LIVE, "live live cancelled");
  g_assert_null (claim_one (store));
  remove_it (f, store);
  take_back_from (store, 2);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed cancelled");
}

/* The link was turned off when part 2 had been claimed and not sent. */
static void
check_unlinked (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;

  add_half (f, store, AC_LIFE_HOUR);
  step = claim_part (store, 2);
  settle_with (store, step, AC_OUTCOME_NOT_SENT, AC_ERROR_NOT_LINKED);
  check_ends_in_time (f, store);
}

static void
check_unlinked_and_taken_back (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;

  add_half (f, store, AC_LIFE_KEEP);
  step = claim_part (store, 2);
  remove_it (f, store);
  settle_with (store, step, AC_OUTCOME_NOT_SENT, AC_ERROR_NOT_LINKED);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed cancelled cancelled");
}

/* What is taken back isn't sent after a sign-in or when the keyring opens. */
static void
check_blocked_and_taken_back (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;

  add_half (f, store, AC_LIFE_KEEP);
  step = claim_part (store, 2);
  remove_it (f, store);
  g_assert_true (ac_store_block_step (store, step, AC_ERROR_KEYRING_LOCKED, &error));
  settle_part (store, 1, AC_STEP_REMOVE, AC_OUTCOME_SIGN_IN);
  check_states (f, store, AC_DELIVERY_SIGN_IN_NEEDED, "sign-in-needed cancelled cancelled");
  g_assert_true (ac_store_unblock_steps (store, f->person, f->account, &error));
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed cancelled cancelled");
}

/* Its end is what is waited for next, and keeps the backend awake. */
static void
check_end_is_awaited (AcStore *store)
{
  const gint64 now = ac_clock_now_ms ();
  g_autoptr(GError) error = NULL;
  gint64 next = 0;
  gboolean has_work = FALSE;
  g_autoptr(GPtrArray) steps = ac_store_claim_steps (store, now, NULL, 10, &next, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, 0);
  g_assert_cmpint (next, >, now);
  g_assert_cmpint (next, <=, now + HOUR);
  g_assert_true (ac_store_has_work (store, &has_work, &error));
  g_assert_true (has_work);
}

/* Whatever keeps the rest from being sent. */
static void
check_end_comes (Fixture *f, AcStore *store)
{
  check_end_is_awaited (store);
  pass_time (HOUR);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_EXPIRED, "expired cancelled cancelled");
}

static void
check_stopped_in_the_middle (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  add_half (f, store, AC_LIFE_HOUR);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, &error));
  check_states (f, store, AC_DELIVERY_STOPPED, "live stopped stopped");
  check_end_comes (f, store);
}

static void
check_asked_to_the_end (Fixture *f, AcStore *store)
{
  add_asked (f, store, AC_LIFE_HOUR);
  check_end_is_awaited (store);
  pass_time (HOUR);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_NEEDS_YOU, "removed needs-you cancelled");
  say (f, store, "not-posted");
  check_states (f, store, AC_DELIVERY_EXPIRED, "expired cancelled cancelled");
}

static void
check_blocked_to_the_end (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;

  add_half (f, store, AC_LIFE_HOUR);
  step = claim_part (store, 2);
  g_assert_true (ac_store_block_step (store, step, AC_ERROR_NOT_AVAILABLE, &error));
  check_end_comes (f, store);
}

/* The service says to come again tomorrow. */
static void
check_put_off_to_the_end (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) later = NULL;

  add_half (f, store, AC_LIFE_HOUR);
  step = claim_part (store, 2);
  later = ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED,
                                 ac_clock_now_ms () + 24 * HOUR);
  settle (store, step, later, AC_REPEAT_PROBE, 20000);
  check_end_comes (f, store);
}

/* Nobody knows of part 2 when the time is over: it is found out first. */
static void
check_unknown_at_the_end (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  add_half (f, store, AC_LIFE_HOUR);
  pass_time (HOUR - 1000);
  step = claim_part (store, 2);
  settle (store, step, unknown, AC_REPEAT_PROBE, 20000);
  pass_time (20001);
  settle_part (store, 2, AC_STEP_PUBLISH, AC_OUTCOME_FOUND);
  take_back_from (store, 2);
  check_states (f, store, AC_DELIVERY_EXPIRED, "expired expired cancelled");
}

/* What was made of a part is known when it is looked for again. */
static void
check_container_is_kept (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) made = NULL;
  g_autoptr(AcStep) sent = NULL;
  g_autoptr(AcStep) watched = NULL;
  g_autoptr(AcOutcome) prepared = ac_outcome_new (AC_OUTCOME_PREPARED);

  add_half (f, store, AC_LIFE_KEEP);
  made = claim_part (store, 2);
  ac_outcome_set_prepared (prepared, "container");
  settle (store, made, prepared, AC_REPEAT_PROBE, 20000);
  sent = claim_part (store, 2);
  g_assert_cmpstr (sent->parcel->prepared, ==, "container");
  take_back_on_its_way (f, store, sent);
  take_back (store, 1);
  pass_time (AC_FIRST_WATCH_MS + 1);
  watched = claim_part (store, 2);
  g_assert_cmpint (watched->kind, ==, AC_STEP_WATCH);
  g_assert_cmpstr (watched->parcel->prepared, ==, "container");
}

/* Part 2 has no address, and part 3 may come late: the person sees what stays all the while. */
static void
check_late_and_staying (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) sent = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  add_asked (f, store, AC_LIFE_KEEP);
  say (f, store, "posted");
  sent = claim_one (store);
  remove_it (f, store);
  settle (store, sent, unknown, AC_REPEAT_PROBE, 20000);
  pass_time (20001);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  refuse_removal_of (store, 2, AC_ERROR_NOT_FOUND);
  take_back (store, 1);
  check_states (f, store, AC_DELIVERY_REMOVE_FAILED, "removed remove-failed cancelled");
  g_assert_null (claim_one (store));
  try_again (f, store);
  refuse_removal_of (store, 2, AC_ERROR_NOT_FOUND);
  for (guint i = 0; i < 2; i++)
    {
      pass_time (25 * HOUR);
      settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
    }
  check_states (f, store, AC_DELIVERY_REMOVE_FAILED, "removed remove-failed cancelled");
  g_assert_null (claim_one (store));
}

/* Looked for earlier, what may come late would be missed. */
static void
check_watch_takes_its_time (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) sent = NULL;
  g_autoptr(GError) error = NULL;

  add_half (f, store, AC_LIFE_KEEP);
  sent = claim_part (store, 2);
  take_back_on_its_way (f, store, sent);
  take_back (store, 1);
  g_assert_false (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static const StoreCase cases[] = {
  { "no-address", .check = check_no_address },
  { "kept-by-service", .check = check_kept_by_service },
  { "asked-taken-back", .check = check_asked_taken_back },
  { "asked-and-posted", .check = check_asked_and_posted },
  { "asked-afterwards", .check = check_asked_afterwards },
  { "account-removed", .check = check_account_removed },
  { "tried-before-key-goes", .check = check_tried_before_key_goes },
  { "answered-before-key-goes", .check = check_answered_before_key_goes },
  { "tried-when-key-goes", .check = check_tried_when_key_goes },
  { "taken-back-before", .check = check_taken_back_before },
  { "refused-before", .check = check_refused_before },
  { "taken-back-and-others-kept", .check = check_taken_back_and_others_kept },
  { "gone-before", .check = check_gone_before },
  { "widened-before", .check = check_widened_before },
  { "nothing-more-is-sent", .check = check_nothing_more_is_sent },
  { "dropped", .check = check_dropped },
  { "cancelled", .check = check_cancelled },
  { "cancelled-without-end", .check = check_cancelled_without_end },
  { "unlinked", .check = check_unlinked },
  { "unlinked-and-taken-back", .check = check_unlinked_and_taken_back },
  { "blocked-and-taken-back", .check = check_blocked_and_taken_back },
  { "stopped-in-the-middle", .check = check_stopped_in_the_middle },
  { "asked-to-the-end", .check = check_asked_to_the_end },
  { "blocked-to-the-end", .check = check_blocked_to_the_end },
  { "put-off-to-the-end", .check = check_put_off_to_the_end },
  { "unknown-at-the-end", .check = check_unknown_at_the_end },
  { "container-is-kept", .check = check_container_is_kept },
  { "late-and-staying", .check = check_late_and_staying },
  { "watch-takes-its-time", .check = check_watch_takes_its_time },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "halves", cases, G_N_ELEMENTS (cases));
}
