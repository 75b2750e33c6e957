/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-gate.h"
#include "ac-http.h"
#include "ac-policy-tool.h"
#include "ac-test-store.h"

#define EVERYWHERE "\"*\""

/* Who signs, and where the policy lies; the store's folder belongs to the store. */
static char *folder;
static char *key_file;
static char *document;
static char *policy_file;
static char *public_key;
static AcGate *gate;

static AcGate *
open_gate (Fixture *f)
{
  g_autoptr(AcHttp) http = ac_http_new (AC_HTTP_LOOPBACK);
  g_autoptr(AcConnectors) connectors = ac_connectors_new (http, NULL, NULL);
  const AcGateSource source = { policy_file, public_key };

  return ac_gate_new (f->store, connectors, &source);
}

static void
put_file (GBytes *file)
{
  g_assert_true (g_file_set_contents (policy_file, g_bytes_get_data (file, NULL),
                                      g_bytes_get_size (file), NULL));
}

/* bluesky: where it is open, as in JSON. */
static void
put_policy (guint serial, const char *bluesky)
{
  g_autofree char *text = g_strdup_printf (
      "{\"serial\":%u,\"issued\":\"2026-01-01T00:00:00Z\",\"expires\":\"2100-01-01T00:00:00Z\","
      "\"features\":[{\"feature\":\"mastodon\",\"regions_open\":[%s],\"rollout_percent\":100},"
      "{\"feature\":\"bluesky\",\"regions_open\":[%s],\"rollout_percent\":100}]}",
      serial, bluesky, bluesky);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) file = NULL;

  g_assert_true (g_file_set_contents (document, text, -1, NULL));
  file = ac_policy_tool_sign (document, key_file, &error);
  g_assert_no_error (error);
  put_file (file);
}

static void
check_gate (void)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_gate_check (gate), &error);
  g_assert_no_error (error);
}

static void
open_policy (Fixture *f, guint serial, const char *bluesky)
{
  gate = open_gate (f);
  put_policy (serial, bluesky);
  check_gate ();
}

static void
close_policy (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&gate);
  g_unlink (policy_file);
}

/* What the person was last told. */
static gint64 told_serial;
static AcPolicyFault told_fault;
static AcRule told_mastodon;
static AcRule told_bluesky;
static AcWish told_wish;

static void
describe (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAvailability) availability = ac_gate_describe (gate, store, f->person, &error);
  const AcAvailabilityFacts *facts = NULL;

  g_assert_no_error (error);
  facts = ac_availability_get_facts (availability);
  told_serial = facts->serial;
  told_fault = facts->fault;
  told_mastodon = ac_feature_get_facts (ac_availability_find (availability, "mastodon"))->rule;
  told_bluesky = ac_feature_get_facts (ac_availability_find (availability, "bluesky"))->rule;
  told_wish = ac_feature_get_facts (ac_availability_find (availability, "bluesky"))->wish;
}

static void
assert_told (Fixture *f, gint64 serial, AcPolicyFault fault, AcRule mastodon, AcRule bluesky)
{
  on_store (f, describe);
  g_assert_cmpint (told_serial, ==, serial);
  g_assert_cmpint (told_fault, ==, fault);
  g_assert_cmpint (told_mastodon, ==, mastodon);
  g_assert_cmpint (told_bluesky, ==, bluesky);
}

/* There is an account at Mastodon, and none at Bluesky. */
static void
test_without_policy (Fixture *f)
{
  gate = open_gate (f);
  check_gate ();
  assert_told (f, 0, AC_POLICY_MISSING, AC_RULE_KEPT, AC_RULE_NO_POLICY);
  close_policy ();
}

static void
test_bad_ones_change_nothing (Fixture *f)
{
  g_autoptr(GBytes) unsigned_ = g_bytes_new_static ("AAAA\n{}", 7);
  g_autofree char *spaces = g_strnfill (300 * 1024, ' ');
  g_autoptr(GBytes) large = g_bytes_new_static (spaces, 300 * 1024);

  open_policy (f, 2, EVERYWHERE);
  assert_told (f, 2, AC_POLICY_FINE, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  put_file (unsigned_);
  check_gate ();
  assert_told (f, 2, AC_POLICY_SIGNATURE, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  put_file (large);
  check_gate ();
  assert_told (f, 2, AC_POLICY_TOO_LARGE, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  put_policy (1, "");
  check_gate ();
  assert_told (f, 2, AC_POLICY_OLDER, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  put_policy (2, "");
  check_gate ();
  assert_told (f, 2, AC_POLICY_OLDER, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  g_unlink (policy_file);
  check_gate ();
  assert_told (f, 2, AC_POLICY_MISSING, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  put_policy (3, "");
  check_gate ();
  assert_told (f, 3, AC_POLICY_FINE, AC_RULE_KEPT, AC_RULE_REGION_UNKNOWN);
  close_policy ();
}

static void
expire (Fixture *f, AcStore *store)
{
  ac_clock_set_for_tests (G_GINT64_CONSTANT (4200000000000));
  describe (f, store);
  ac_clock_set_for_tests (0);
}

static void
test_last_good_one_is_kept (Fixture *f)
{
  open_policy (f, 2, EVERYWHERE);
  close_policy ();
  gate = open_gate (f);
  check_gate ();
  assert_told (f, 2, AC_POLICY_MISSING, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);

  put_policy (2, EVERYWHERE);
  check_gate ();
  assert_told (f, 2, AC_POLICY_FINE, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  on_store (f, expire);
  g_assert_cmpint (told_fault, ==, AC_POLICY_EXPIRED);
  g_assert_cmpint (told_bluesky, ==, AC_RULE_NOTHING_AGAINST);
  close_policy ();
}

/* What another process has put in force is asked here, too. */
static void
test_of_another_process (Fixture *f)
{
  AcGate *other = NULL;

  open_policy (f, 2, "");
  other = g_steal_pointer (&gate);
  open_policy (f, 3, EVERYWHERE);
  g_clear_object (&gate);
  gate = other;
  assert_told (f, 3, AC_POLICY_FINE, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  close_policy ();
}

static void
choose_germany (Fixture *f, AcStore *store)
{
  g_assert_true (ac_store_set_standing (store, f->person, "DE", 0, NULL));
  g_assert_true (ac_gate_settle_person (gate, store, f->person, NULL));
}

static void
wish (Fixture *f, AcStore *store)
{
  g_assert_true (ac_store_add_wish (store, f->person, "bluesky", NULL));
}

static guint n_told;

static void
count_told (Fixture *f, AcStore *store)
{
  gboolean complete = FALSE;
  g_autoptr(GPtrArray) events = ac_store_list_events (store, f->person, 0, 1000, &complete, NULL);

  n_told = 0;
  for (guint i = 0; i < events->len; i++)
    {
      const AcEvent *event = g_ptr_array_index (events, i);

      n_told += g_str_equal (event->type, "feature") && g_str_equal (event->id, "bluesky");
    }
}

static void
give_wish_back (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_remove_wish (store, f->person, "bluesky", NULL));
  g_assert_false (ac_store_remove_wish (store, f->person, "bluesky", &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
}

static void
test_told_once (Fixture *f)
{
  open_policy (f, 1, "\"FR\"");
  on_store (f, choose_germany);
  on_store (f, wish);
  check_gate ();
  on_store (f, count_told);
  g_assert_cmpuint (n_told, ==, 0);

  put_policy (2, "\"FR\",\"DE\"");
  for (guint i = 0; i < 3; i++)
    check_gate ();
  assert_told (f, 2, AC_POLICY_FINE, AC_RULE_NOTHING_AGAINST, AC_RULE_NOTHING_AGAINST);
  g_assert_cmpint (told_wish, ==, AC_WISH_CAME);
  on_store (f, choose_germany);
  on_store (f, count_told);
  g_assert_cmpuint (n_told, ==, 1);
  on_store (f, give_wish_back);
  check_gate ();
  on_store (f, count_told);
  g_assert_cmpuint (n_told, ==, 1);
  close_policy ();
}

static void
hold_back (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_gate_admit (gate, store, f->person, "mastodon", &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_AVAILABLE);
  g_assert_true (ac_store_block_step (store, step, AC_ERROR_NOT_AVAILABLE, NULL));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_STOPPED);
}

static void
find_step (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);

  g_assert_nonnull (step);
}

/* Where it is closed what is on stops, and goes on when it is opened again. */
static void
test_stops_and_goes_on (Fixture *f)
{
  open_policy (f, 1, "\"FR\"");
  on_store (f, choose_germany);
  assert_told (f, 1, AC_POLICY_FINE, AC_RULE_REGION_NOT_OPEN, AC_RULE_REGION_NOT_OPEN);
  on_store (f, hold_back);
  put_policy (2, "\"FR\",\"DE\"");
  check_gate ();
  on_store (f, find_step);
  close_policy ();
}

static void
erase (Fixture *f, AcStore *store)
{
  g_autoptr(AcStanding) standing = NULL;

  g_assert_true (ac_store_erase (store, f->person, NULL));
  standing = ac_store_get_standing (store, f->person, NULL);
  g_assert_null (standing->region);
  g_assert_cmpuint (g_strv_length (standing->waiting), ==, 0);
}

static void
test_erased (Fixture *f)
{
  open_policy (f, 1, "\"FR\"");
  on_store (f, choose_germany);
  on_store (f, wish);
  on_store (f, erase);
  close_policy ();
}

static const StoreCase cases[] = {
  { "without-policy", .test = test_without_policy },
  { "bad-ones-change-nothing", .test = test_bad_ones_change_nothing },
  { "last-good-one-is-kept", .test = test_last_good_one_is_kept },
  { "of-another-process", .test = test_of_another_process },
  { "told-once", .test = test_told_once },
  { "stops-and-goes-on", .test = test_stops_and_goes_on },
  { "erased", .test = test_erased },
};

int
main (int argc, char *argv[])
{
  int status = 0;

  folder = g_dir_make_tmp ("ac-gate-XXXXXX", NULL);
  key_file = g_build_filename (folder, "key", NULL);
  document = g_build_filename (folder, "policy.json", NULL);
  policy_file = g_build_filename (folder, "policy", NULL);
  public_key = ac_policy_tool_make_key (key_file, NULL);
  status = run_cases (&argc, &argv, "gate", cases, G_N_ELEMENTS (cases));

  g_unlink (key_file);
  g_unlink (document);
  g_rmdir (folder);
  g_free (folder);
  g_free (key_file);
  g_free (document);
  g_free (policy_file);
  g_free (public_key);
  return status;
}
