/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-drafts.h"
#include "ac-store-looks.h"
#include "ac-test-thread.h"

static void
assert_no_copy (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_store_get_copy (store, f->person, f->delivery, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
note_gone (Fixture *f, AcStore *store, const char *remote_id)
{
  const AcDeliveryState before = get_state (f, store);
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_note_gone (store, f->person, f->delivery, "nobody's", &error));
  g_assert_cmpint (get_state (f, store), ==, before);
  g_assert_true (ac_store_note_gone (store, f->person, f->delivery, remote_id, &error));
  g_assert_no_error (error);
}

static AcPhase
get_phase (Fixture *f, AcStore *store)
{
  g_autoptr(AcStatus) status = ac_store_get_status (store, f->person, f->status, NULL);

  return ac_status_get_phase (status);
}

/* It is an end: nothing is left to be tried again or looked for. What is taken back all the same is
 * deleted there, for it may only not have been seen. */
static void
check_gone (Fixture *f, AcStore *store)
{
  g_autoptr(AcCopy) copy = NULL;
  g_autoptr(GListStore) open = NULL;
  g_autoptr(GError) error = NULL;
  AcParcel *parcel = NULL;

  stop_clock ();
  assert_no_copy (f, store);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  copy = ac_store_get_copy (store, f->person, f->delivery, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ac_copy_get_account_id (copy), ==, f->account);
  g_assert_cmpuint (ac_copy_get_parcels (copy)->len, ==, 1);
  parcel = g_ptr_array_index (ac_copy_get_parcels (copy), 0);
  g_assert_cmpstr (parcel->remote_id, ==, "7");

  note_gone (f, store, "7");
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_GONE);
  g_assert_cmpint (get_phase (f, store), ==, AC_PHASE_ENDED);
  assert_no_copy (f, store);
  g_assert_false (ac_store_retry_delivery (store, f->person, f->delivery, NULL));
  open = ac_store_list_open_deliveries (store, f->person, NULL, 10, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (open)), ==, 0);
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  pass_time (HOUR);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_KEYED);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

/* What the person says is there has no address, so looking for it proves nothing. */
static void
check_nowhere (Fixture *f, AcStore *store)
{
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_BLIND);
  g_assert_true (ac_store_resolve_delivery (store, f->person, f->delivery, "posted", NULL));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
  assert_no_copy (f, store);
}

/* What is under way by the time that the answer comes goes on. */
static void
check_taken_back_meanwhile (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  note_gone (f, store, "7");
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVING);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_KEYED);
  pass_time (HOUR);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_KEYED);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
  note_gone (f, store, "7");
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

/* Each part may be the one that is still there; the end of its life comes to nothing. */
static void
check_thread (Fixture *f, AcStore *store)
{
  g_autoptr(AcCopy) copy = NULL;
  g_autoptr(GError) error = NULL;

  add_thread (f, store, AC_LIFE_HOUR);
  publish_up_to (store, 2);
  settle_part (store, 3, AC_STEP_PUBLISH, AC_OUTCOME_DONE);
  copy = ac_store_get_copy (store, f->person, f->delivery, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ac_copy_get_parcels (copy)->len, ==, N_PARTS);
  for (guint i = 0; i < N_PARTS; i++)
    for (guint j = 0; j < i; j++)
      {
        AcParcel *one = g_ptr_array_index (ac_copy_get_parcels (copy), i);
        AcParcel *other = g_ptr_array_index (ac_copy_get_parcels (copy), j);

        g_assert_cmpstr (one->key, !=, other->key);
        g_assert_cmpstr (one->remote_id, !=, other->remote_id);
      }

  note_gone (f, store, ac_copy_get_remote_id (copy));
  check_states (f, store, AC_DELIVERY_GONE, "gone gone gone");
  pass_time (2 * HOUR);
  g_assert_null (claim_one (store));
  remove_it (f, store);
  check_states (f, store, AC_DELIVERY_REMOVING, "removing removing removing");
  take_back_from (store, 3);
  check_states (f, store, AC_DELIVERY_REMOVED, "removed removed removed");
}

static AcOutcome *
find_at (const char *id)
{
  AcOutcome *found = ac_outcome_new (AC_OUTCOME_FOUND);
  g_autofree char *uri = g_strconcat ("https://mastodon.example/", id, NULL);

  ac_outcome_set_copy (found, id, uri, uri);
  ac_outcome_set_audience (found, AC_AUDIENCE_FOLLOWERS);
  ac_outcome_set_made_at (found, g_get_real_time () / 1000);
  return found;
}

/* With its address it is a copy as any other: it is known where, and can be taken back. */
static void
check_resolved_with_address (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) found = find_at ("8");
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_BLIND);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_NEEDS_YOU);
  g_assert_true (ac_store_resolve_found (store, f->person, f->delivery, found, &error));
  g_assert_no_error (error);
  delivery = ac_store_get_delivery (store, f->person, f->delivery, NULL);
  g_assert_cmpint (ac_delivery_get_state (delivery), ==, AC_DELIVERY_LIVE);
  g_assert_cmpstr (ac_delivery_get_url (delivery), ==, "https://mastodon.example/8");
  g_assert_false (ac_store_resolve_found (store, f->person, f->delivery, found, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);

  g_assert_true (ac_store_remove_status (store, f->person, f->status, NULL));
  step = claim_one (store);
  g_assert_cmpint (step->kind, ==, AC_STEP_REMOVE);
  g_assert_cmpstr (step->parcel->remote_id, ==, "8");
}

/* Two statuses never have the same copy, and one that is wider than asked goes. */
static void
check_resolved_wrongly (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) taken = find_at ("7");
  g_autoptr(AcOutcome) wide = find_at ("8");
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_BLIND);
  g_free (f->status);
  g_free (f->delivery);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  add_status_with_key (f, store, f->delivery);
  g_assert_false (ac_store_resolve_found (store, f->person, f->delivery, wide, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_clear_error (&error);
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_BLIND);
  g_assert_false (ac_store_resolve_found (store, f->person, f->delivery, taken, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
assert_not_it (Fixture *f, AcStore *store, AcOutcome *found)
{
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_BLIND);
  g_assert_false (ac_store_resolve_found (store, f->person, f->delivery, found, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
check_resolved_too_wide (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) found = find_at ("8");

  ac_outcome_set_audience (found, AC_AUDIENCE_PUBLIC);
  assert_not_it (f, store, found);
}

static void
check_resolved_too_old (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) found = find_at ("8");

  ac_outcome_set_made_at (found, g_get_real_time () / 1000 - HOUR);
  assert_not_it (f, store, found);
}

/* The next part follows the one that was found. */
static void
check_resolved_part (Fixture *f, AcStore *store)
{
  g_autoptr(AcOutcome) found = find_at ("8");
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) unknown = ac_outcome_new (AC_OUTCOME_UNKNOWN);

  add_thread (f, store, AC_LIFE_KEEP);
  step = claim_part (store, 1);
  settle (store, step, unknown, AC_REPEAT_BLIND, 0);
  check_states (f, store, AC_DELIVERY_NEEDS_YOU, "needs-you waiting waiting");
  g_assert_true (ac_store_resolve_found (store, f->person, f->delivery, found, NULL));
  check_states (f, store, AC_DELIVERY_WAITING, "live waiting waiting");
  g_clear_pointer (&step, ac_step_free);
  step = claim_one (store);
  g_assert_cmpstr (step->parcel->parent->remote_id, ==, "8");
}

/* What is yet to be looked for may be sent again, and needs its pictures for that. */
static void
assert_keeps_pictures (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_store_share_again (store, f->person, f->status, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==, "It is being sent");
}

static void
check_looked_for_later (Fixture *f, AcStore *store)
{
  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (20001);
  settle_next (store, AC_OUTCOME_SIGN_IN, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_SIGN_IN_NEEDED);
  assert_keeps_pictures (f, store);
}

static void
check_taken_back_unseen (Fixture *f, AcStore *store)
{
  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  remove_it (f, store);
  pass_time (20001);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  assert_keeps_pictures (f, store);
}

static const StoreCase cases[] = {
  { "gone-is-an-end", .check = check_gone },
  { "nowhere-is-not-looked-for", .check = check_nowhere },
  { "taken-back-meanwhile", .check = check_taken_back_meanwhile },
  { "thread-is-gone", .check = check_thread },
  { "resolved-with-address", .check = check_resolved_with_address },
  { "resolved-wrongly", .check = check_resolved_wrongly },
  { "resolved-too-wide", .check = check_resolved_too_wide },
  { "resolved-too-old", .check = check_resolved_too_old },
  { "resolved-part", .check = check_resolved_part },
  { "looked-for-later", .check = check_looked_for_later },
  { "taken-back-unseen", .check = check_taken_back_unseen },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "looks", cases, G_N_ELEMENTS (cases));
}
