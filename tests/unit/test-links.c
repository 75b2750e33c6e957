/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-test-store.h"

#define MINUTE (60 * 1000)

static AcAccount *
add_account (Fixture *f, AcStore *store, const char *remote_id, AcAudience audience)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcAccount) account = make_account (id, remote_id);
  g_autoptr(GError) error = NULL;

  ac_account_set_audiences (account, 15);
  ac_account_set_audience (account, audience);
  ac_account_set_proved_at (account, ac_clock_now_ms ());
  ac_store_add_account (store, f->person, account, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&account);
}

static AcLink *
link_them (Fixture *f, AcStore *store, AcAccount *one, AcAccount *other, AcPurpose on)
{
  const AcWord word = { f->person, AC_PROGRAM_WINDOW, 1 };
  AcAccount *const accounts[2] = { one, other };
  AcAnswers answers = { 0 };
  g_autoptr(GError) error = NULL;
  AcLink *link = NULL;

  answers.of[on] = AC_ANSWER_YES;
  link = ac_store_make_link (store, &word, accounts, &answers, &error);
  g_assert_no_error (error);
  return link;
}

static AcAudience
get_audience (Fixture *f, AcStore *store, AcAccount *account)
{
  g_autoptr(AcAccount) stored =
                ac_store_get_account (store, f->person, ac_account_get_id (account), NULL);

  return ac_account_get_audience (stored);
}

static void
choose (Fixture *f, AcStore *store, AcAccount *account, AcAudience audience)
{
  g_autoptr(AcAccount) stored =
                ac_store_get_account (store, f->person, ac_account_get_id (account), NULL);

  ac_account_set_audience (stored, audience);
  g_assert_true (ac_store_update_account (store, f->person, stored, NULL));
}

static void
unlink_them (Fixture *f, AcStore *store, AcLink *link)
{
  const AcWord word = { f->person, AC_PROGRAM_ACCTL, 0 };
  AcLinkEnd end = { NULL };
  g_autoptr(GError) error = NULL;

  ac_store_end_link (store, &word, link, &end, &error);
  g_assert_no_error (error);
  g_assert_nonnull (end.receipt_id);
  ac_link_end_clear (&end);
}

/* Links that change the same account's audience, ended in either order: what the person has chosen
 * comes back with the last of them, and never anything wider before. */
static void
check_pile (Fixture *f, AcStore *store)
{
  for (guint first = 0; first < 2; first++)
    {
      g_autofree char *name = g_strdup_printf ("a%u", first);
      g_autofree char *second = g_strdup_printf ("b%u", first);
      g_autofree char *third = g_strdup_printf ("c%u", first);
      g_autoptr(AcAccount) a = add_account (f, store, name, AC_AUDIENCE_PUBLIC);
      g_autoptr(AcAccount) b = add_account (f, store, second, AC_AUDIENCE_UNLISTED);
      g_autoptr(AcAccount) c = add_account (f, store, third, AC_AUDIENCE_FOLLOWERS);
      g_autoptr(AcLink) ab = link_them (f, store, a, b, AC_PURPOSE_SHARE_STATUS);
      g_autoptr(AcLink) ac = link_them (f, store, a, c, AC_PURPOSE_SHARE_STATUS);
      AcLink *const order[2] = { first == 0 ? ab : ac, first == 0 ? ac : ab };

      g_assert_cmpint (get_audience (f, store, a), ==, AC_AUDIENCE_FOLLOWERS);
      unlink_them (f, store, order[0]);
      g_assert_cmpint (get_audience (f, store, a), ==,
                       first == 0 ? AC_AUDIENCE_FOLLOWERS : AC_AUDIENCE_UNLISTED);
      unlink_them (f, store, order[1]);
      g_assert_cmpint (get_audience (f, store, a), ==, AC_AUDIENCE_PUBLIC);
    }
}

static void
check_own_choice_stays (Fixture *f, AcStore *store)
{
  g_autoptr(AcAccount) a = add_account (f, store, "a", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) b = add_account (f, store, "b", AC_AUDIENCE_FOLLOWERS);
  g_autoptr(AcLink) link = link_them (f, store, a, b, AC_PURPOSE_SHARE_STATUS);

  choose (f, store, a, AC_AUDIENCE_DIRECT);
  unlink_them (f, store, link);
  g_assert_cmpint (get_audience (f, store, a), ==, AC_AUDIENCE_DIRECT);
  g_assert_cmpint (get_audience (f, store, b), ==, AC_AUDIENCE_FOLLOWERS);
}

static void
assert_proved (Fixture *f, AcStore *store, AcAccount *account, gboolean proved)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (ac_store_check_proved (store, f->person, ac_account_get_id (account), &error),
                   ==, proved);
  if (proved)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, AC_ERROR, AC_ERROR_PROOF_REQUIRED);
      g_assert_cmpstr (error->message, ==, ac_account_get_id (account));
    }
}

/* A proof counts next door, and no further. */
static void
check_proofs (Fixture *f, AcStore *store)
{
  g_autoptr(AcAccount) a = add_account (f, store, "a", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) b = add_account (f, store, "b", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) c = add_account (f, store, "c", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) d = add_account (f, store, "d", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcLink) ab = link_them (f, store, a, b, AC_PURPOSE_SIGN_IN);
  g_autoptr(AcLink) bc = link_them (f, store, b, c, AC_PURPOSE_SIGN_IN);
  g_autoptr(AcLink) ad = link_them (f, store, a, d, AC_PURPOSE_PERSONALISE);

  pass_time (15 * MINUTE - 1);
  assert_proved (f, store, b, TRUE);
  pass_time (1);
  assert_proved (f, store, a, FALSE);
  ac_account_set_proved_at (a, ac_clock_now_ms ());
  g_assert_true (ac_store_update_account (store, f->person, a, NULL));
  assert_proved (f, store, a, TRUE);
  assert_proved (f, store, b, TRUE);
  assert_proved (f, store, c, FALSE);
  assert_proved (f, store, d, FALSE);
}

static void
test_proofs (Fixture *f)
{
  stop_clock ();
  on_store (f, check_proofs);
}

/* Another person has no link here, and finds none. */
static void
check_strangers (Fixture *f, AcStore *store)
{
  g_autoptr(AcAccount) a = add_account (f, store, "a", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) b = add_account (f, store, "b", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcLink) link = link_them (f, store, a, b, AC_PURPOSE_SHARE_STATUS);
  g_autofree char *stranger = ac_id_new ();
  g_autofree char *other = NULL;
  g_autoptr(GListStore) links = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_store_get_link (store, stranger, ac_link_get_id (link), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  other =
      ac_store_admit_target (store, stranger, ac_link_get_id (link), ac_account_get_id (a), &error);
  g_assert_null (other);
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_LINKED);
  g_clear_error (&error);
  links = ac_store_list_links (store, stranger, NULL, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (links)), ==, 0);
  other = ac_store_admit_target (store, f->person, ac_link_get_id (link), ac_account_get_id (a),
                                 &error);
  g_assert_cmpstr (other, ==, ac_account_get_id (b));
}

/* The receipts that stand there when a transaction fails are none. */
static GObject *
make_and_fail (AcStore *store, gpointer user_data, GError **error)
{
  Fixture *f = user_data;
  g_autoptr(AcAccount) a = add_account (f, store, "a", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcAccount) b = add_account (f, store, "b", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcLink) link = link_them (f, store, a, b, AC_PURPOSE_SHARE_STATUS);

  g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE_FULL, "The disk is full");
  return NULL;
}

static void
check_nothing_is_linked (Fixture *f, AcStore *store)
{
  g_autoptr(GListStore) links = ac_store_list_links (store, f->person, NULL, 10, NULL);
  g_autoptr(GListStore) receipts = ac_store_list_receipts (store, f->person, NULL, 10, NULL);
  g_autoptr(GListStore) accounts = ac_store_list_accounts (store, f->person, NULL, 10, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (links)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (receipts)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);
}

static void
test_all_or_nothing (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_test_wait_true (ac_store_run (f->store, make_and_fail, f, NULL), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE_FULL);
  on_store (f, check_nothing_is_linked);
}

/* A delivery that is just about to be sent when its link stops sharing isn't sent. */
static void
check_last_moment (Fixture *f, AcStore *store)
{
  const AcWord word = { f->person, AC_PROGRAM_WINDOW, 1 };
  AcAnswers off = { { AC_ANSWER_NONE, AC_ANSWER_NONE, AC_ANSWER_NO, AC_ANSWER_NONE } };
  g_autoptr(AcAccount) own = ac_store_get_account (store, f->person, f->account, NULL);
  g_autoptr(AcAccount) other = add_account (f, store, "other", AC_AUDIENCE_PUBLIC);
  g_autoptr(AcLink) link = link_them (f, store, own, other, AC_PURPOSE_SHARE_STATUS);
  g_autoptr(AcOutcome) not_sent =
                ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_NOT_LINKED, 0);
  g_autoptr(AcStep) first = claim_one (store);
  g_autoptr(AcStep) step = NULL;
  g_autoptr(GError) error = NULL;
  gboolean allowed = FALSE;

  settle (store, first, not_sent, AC_REPEAT_PROBE, 0);
  g_free (f->status);
  g_free (f->delivery);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  f->link = ac_link_get_id (link);
  add_status (f, store);
  f->link = NULL;
  step = claim_one (store);
  g_assert_true (ac_store_check_link_of (store, f->person, step->delivery_id, &allowed, &error) &&
                 allowed);
  g_assert_true (ac_store_set_link (store, &word, link, &off, &error));
  g_assert_true (ac_store_check_link_of (store, f->person, step->delivery_id, &allowed, &error));
  g_assert_false (allowed);
  settle (store, step, not_sent, AC_REPEAT_PROBE, 0);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
}

static char *
hold (Fixture *f, AcStore *store, gint64 until)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcAccount) account = make_account (id, "held");
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);
  g_autoptr(GError) error = NULL;

  ac_store_add_unconfirmed (store, f->person, account, sealed, "key", until, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

static void
assert_counts (Fixture *f, AcStore *store, guint wanted)
{
  guint accounts = 0;
  guint statuses = 0;
  guint waiting = 0;
  g_autoptr(GListStore) listed = ac_store_list_accounts (store, f->person, NULL, 10, NULL);

  g_assert_true (ac_store_count (store, f->person, &accounts, &statuses, &waiting, NULL));
  g_assert_cmpuint (accounts, ==, wanted);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (listed)), ==, wanted);
}

/* An account that nobody has confirmed is nowhere, and given back once its time has come. */
static void
check_unconfirmed (Fixture *f, AcStore *store)
{
  g_autofree char *kept = NULL;
  g_autofree char *late = NULL;
  g_autofree char *found = NULL;
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(GError) error = NULL;

  kept = hold (f, store, ac_clock_now_ms () + 15 * MINUTE);
  late = hold (f, store, ac_clock_now_ms () + 15 * MINUTE);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  assert_counts (f, store, 1);
  g_assert_null (ac_store_get_account (store, f->person, kept, NULL));
  found = ac_store_find_account (store, f->person, "mastodon", "https://mastodon.example", "held",
                                 NULL);
  g_assert_null (found);
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_confirm_account (store, f->person, kept, &error));
  assert_counts (f, store, 2);

  pass_time (15 * MINUTE + 1);
  step = claim_one (store);
  g_assert_cmpstr (step->account_id, ==, late);
  g_assert_cmpint (step->kind, ==, AC_STEP_REVOKE);
  g_assert_false (ac_store_confirm_account (store, f->person, late, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
  settle (store, step, done, AC_REPEAT_PROBE, 0);
  assert_counts (f, store, 2);
  g_assert_null (ac_store_get_any_account (store, f->person, late, NULL));
}

static void
test_unconfirmed (Fixture *f)
{
  stop_clock ();
  on_store (f, check_unconfirmed);
}

static const StoreCase cases[] = {
  { "pile", check_pile },
  { "own-choice", check_own_choice_stays },
  { "proofs", NULL, test_proofs },
  { "strangers", check_strangers },
  { "all-or-nothing", NULL, test_all_or_nothing },
  { "last-moment", check_last_moment },
  { "unconfirmed", NULL, test_unconfirmed },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "links", cases, G_N_ELEMENTS (cases));
}
