/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-private.h"
#include "ac-test-store.h"

static void
settle_prepared (AcStore *store, const char *id)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) outcome = ac_outcome_new (AC_OUTCOME_PREPARED);

  ac_outcome_set_prepared (outcome, id);
  settle (store, step, outcome, AC_REPEAT_PROBE, 20000);
}

/* What was made so far is there for the next step, counts as no try, and is looked for when its
 * publication got lost. */
static void
check_prepared (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = NULL;
  g_autoptr(AcOutcome) expired = ac_outcome_new (AC_OUTCOME_PREPARED);

  stop_clock ();
  settle_prepared (store, "container");
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
  step = claim_one (store);
  g_assert_cmpstr (step->parcel->prepared, ==, "container");
  g_assert_cmpint (step->state, ==, AC_STEP_PENDING);
  g_assert_cmpuint (step->attempts, ==, 1);

  ac_outcome_set_prepared (expired, "");
  settle (store, step, expired, AC_REPEAT_PROBE, 20000);
  settle_prepared (store, "another");
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (20001);
  g_clear_pointer (&step, ac_step_free);
  step = claim_one (store);
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  g_assert_cmpstr (step->parcel->prepared, ==, "another");
}

/* Killed while it is made: nothing can be seen, so a look says go on, and it isn't held against it.
 */
static void
check_killed_while_preparing (Fixture *f, AcStore *store)
{
  stop_clock ();
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(AcStep) dead = claim_one (store);
      g_autoptr(AcStep) looking = NULL;
      g_autoptr(AcOutcome) nothing = ac_outcome_new (AC_OUTCOME_PREPARED);

      g_assert_cmpuint (dead->resends, ==, 0);
      die_and_recover (store);
      looking = claim_one (store);
      g_assert_cmpint (looking->state, ==, AC_STEP_UNKNOWN);
      settle (store, looking, nothing, AC_REPEAT_PROBE, 20000);
    }
  settle_prepared (store, "container");
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
check_taken_back_prepared (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(AcOutcome) prepared = ac_outcome_new (AC_OUTCOME_PREPARED);
  g_autoptr(GError) error = NULL;

  ac_outcome_set_prepared (prepared, "container");
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  settle (store, step, prepared, AC_REPEAT_PROBE, 20000);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  g_assert_null (claim_one (store));
}

static const StoreCase cases[] = {
  { "goes-on", .check = check_prepared },
  { "killed", .check = check_killed_while_preparing },
  { "taken-back", .check = check_taken_back_prepared },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "prepared", cases, G_N_ELEMENTS (cases));
}
