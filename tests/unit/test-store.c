/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-renditions.h"
#include "ac-test-store.h"

static void
check_accounts (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAccount) account = ac_store_get_account (store, f->person, f->account, &error);
  g_autofree char *found =
      ac_store_find_account (store, f->person, "mastodon", "https://mastodon.example", "1", &error);
  g_autoptr(GBytes) sealed = ac_store_get_sealed (store, f->person, f->account, &error);
  g_autoptr(AcAccount) stranger = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (ac_account_get_handle (account), ==, "@ada@mastodon.example");
  g_assert_cmpstr (found, ==, f->account);
  g_assert_cmpuint (g_bytes_get_size (sealed), ==, 6);

  stranger = ac_store_get_account (store, "another-person", f->account, &error);
  g_assert_null (stranger);
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
}

static GObject *
add_twin (AcStore *store, gpointer user_data, GError **error)
{
  Fixture *f = user_data;
  g_autofree char *other = ac_id_new ();
  g_autoptr(AcAccount) twin = make_account (other, "1");

  ac_store_add_account (store, f->person, twin, NULL, NULL, error);
  return NULL;
}

static void
test_same_account_twice (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_test_wait_true (ac_store_run (f->store, add_twin, f, NULL), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  on_store (f, check_accounts);
}

static void
check_address_of_another (Fixture *f, AcStore *store)
{
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_free (f->status);
  g_free (f->delivery);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  add_status (f, store);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
}

static void
check_stopped (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  gboolean has_work = TRUE;

  g_assert_true (ac_store_set_sharing_stopped (store, f->person, TRUE, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_STOPPED);
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_has_work (store, &has_work, &error));
  g_assert_false (has_work);
  g_assert_true (ac_store_set_sharing_stopped (store, f->person, FALSE, &error));
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_LIVE);
}

static void
check_revoke (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  guint accounts = 9;
  guint statuses = 9;
  guint waiting = 9;

  g_assert_true (ac_store_plan_revoke (store, f->person, f->account, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CANCELLED);
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (16 * 60 * 1000);
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  g_assert_true (ac_store_count (store, f->person, &accounts, &statuses, &waiting, &error));
  g_assert_cmpuint (accounts, ==, 0);
  g_assert_cmpuint (statuses, ==, 1);
  g_assert_cmpuint (waiting, ==, 0);
}

/* Looked for too early, what may still arrive is missed; asking again doesn't make it arrive. */
static void
check_hurried (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) late = NULL;
  g_autoptr(AcStep) gone = NULL;
  g_autoptr(AcOutcome) found = ac_outcome_new (AC_OUTCOME_FOUND);
  g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);
  g_autoptr(GError) error = NULL;

  stop_clock ();
  settle_next (store, AC_OUTCOME_UNKNOWN, AC_REPEAT_PROBE);
  pass_time (20001);
  late = claim_one (store);
  ac_outcome_set_copy (found, "7", "https://mastodon.example/7", NULL);
  settle (store, late, found, AC_REPEAT_PROBE, 20000);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  gone = claim_one (store);
  settle (store, gone, done, AC_REPEAT_PROBE, 40000);
  g_assert_null (claim_one (store));
  g_assert_true (ac_store_retry_delivery (store, f->person, f->delivery, &error));
  g_assert_null (claim_one (store));
  pass_time (20000);
  settle_next (store, AC_OUTCOME_ABSENT, AC_REPEAT_PROBE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_REMOVED);
}

/* With the request on its way, it may be there. */
static void
check_account_gone_while_sending (Fixture *f, AcStore *store)
{
  g_autoptr(AcStep) step = claim_one (store);
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_plan_revoke (store, f->person, f->account, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_FAILED);
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_FAILED);
}

static void
check_keys (Fixture *f, AcStore *store)
{
  AcKeyState state = AC_KEY_DONE;
  guint status = 0;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GBytes) answer = g_bytes_new_static ("{}", 2);
  g_autofree char *location = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_claim_key (store, f->person, "k", "hash", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_FRESH);
  g_assert_true (ac_store_claim_key (store, f->person, "k", "hash", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_RUNNING);
  g_assert_true (ac_store_finish_key (store, f->person, "k", 201, answer, "/v1/x", &error));
  g_assert_true (ac_store_claim_key (store, f->person, "k", "other", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_OTHER_BODY);
  g_assert_true (ac_store_claim_key (store, f->person, "k", "hash", &state, &status, &body,
                                     &location, &error));
  g_assert_cmpint (state, ==, AC_KEY_DONE);
  g_assert_cmpuint (status, ==, 201);
  g_assert_cmpstr (location, ==, "/v1/x");
}

typedef struct
{
  const char *person;
  AcKeyState state;
} KeyClaim;

static GObject *
claim_key (AcStore *store, gpointer user_data, GError **error)
{
  KeyClaim *claim = user_data;
  guint status = 0;
  g_autoptr(GBytes) body = NULL;
  g_autofree char *location = NULL;

  ac_store_claim_key (store, claim->person, "k", "hash", &claim->state, &status, &body, &location,
                      error);
  return NULL;
}

static GObject *
finish_key (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_finish_key (store, ((KeyClaim *) user_data)->person, "k", 201, NULL, NULL, error);
  return NULL;
}

static GObject *
drop_key (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_drop_key (store, ((KeyClaim *) user_data)->person, "k", error);
  return NULL;
}

static GObject *
bury_others (AcStore *store, gpointer user_data, GError **error)
{
  g_autoptr(GPtrArray) others = ac_store_list_processes (store, error);
  gboolean buried = FALSE;

  for (guint i = 0; i < others->len; i++)
    ac_store_bury_process (store, g_ptr_array_index (others, i), &buried, error);
  return NULL;
}

static void
run_key (AcStore *store, AcStoreFunc func, KeyClaim *claim)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (store, func, claim, NULL), &error);
  g_assert_no_error (error);
}

/* The same request came to two processes, and one of them died over it, or so it seemed. */
static void
test_key_of_another (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) other = f->engine->open (f->dir, &error);
  KeyClaim claim = { f->person, AC_KEY_DONE };

  run_key (f->store, claim_key, &claim);
  g_assert_cmpint (claim.state, ==, AC_KEY_FRESH);
  run_key (f->store, claim_key, &claim);
  g_assert_cmpint (claim.state, ==, AC_KEY_RUNNING);
  run_key (other, claim_key, &claim);
  g_assert_cmpint (claim.state, ==, AC_KEY_RUNNING_ELSEWHERE);

  run_key (other, bury_others, &claim);
  run_key (other, claim_key, &claim);
  g_assert_cmpint (claim.state, ==, AC_KEY_FRESH);
  g_assert_false (ac_test_wait_true (ac_store_run (f->store, finish_key, &claim, NULL), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_IN_PROGRESS);
  run_key (f->store, drop_key, &claim);
  run_key (other, finish_key, &claim);
  run_key (other, drop_key, &claim);
  run_key (f->store, claim_key, &claim);
  g_assert_cmpint (claim.state, ==, AC_KEY_DONE);
}

typedef struct
{
  Fixture *fixture;
  const char *before;
  const char *sealed;
  gboolean locked;
} Renewal;

static GObject *
lock_sealed (AcStore *store, gpointer user_data, GError **error)
{
  Renewal *renewal = user_data;
  Fixture *f = renewal->fixture;
  g_autoptr(GBytes) sealed =
                ac_store_lock_sealed (store, f->person, f->account, &renewal->locked, error);

  return NULL;
}

static GObject *
renew_sealed (AcStore *store, gpointer user_data, GError **error)
{
  Renewal *renewal = user_data;
  Fixture *f = renewal->fixture;
  g_autoptr(GBytes) before = g_bytes_new_static (renewal->before, strlen (renewal->before));
  g_autoptr(GBytes) sealed = g_bytes_new_static (renewal->sealed, strlen (renewal->sealed));

  ac_store_renew_sealed (store, f->person, f->account, before, sealed, "key", error);
  return NULL;
}

static gboolean
run_renewal (AcStore *store, AcStoreFunc func, Renewal *renewal)
{
  g_autoptr(GError) error = NULL;

  if (ac_test_wait_true (ac_store_run (store, func, renewal, NULL), &error))
    return TRUE;

  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  return FALSE;
}

/* What another process has stored since is not replaced. */
static void
test_renewal (Fixture *f)
{
  Renewal lost = { f, "older", "lost" };
  Renewal first = { f, "sealed", "new" };

  g_assert_false (run_renewal (f->store, renew_sealed, &lost));
  g_assert_true (run_renewal (f->store, renew_sealed, &first));
  g_assert_true (run_renewal (f->store, renew_sealed, &first));
  g_assert_false (run_renewal (f->store, renew_sealed, &lost));
}

static void
test_renewal_by_one (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStore) other = f->engine->open (f->dir, &error);
  KeyClaim none = { NULL };
  Renewal ours = { f, "sealed", "ours" };
  Renewal theirs = { f, "sealed", "theirs" };

  run_renewal (f->store, lock_sealed, &ours);
  run_renewal (other, lock_sealed, &theirs);
  g_assert_true (ours.locked);
  g_assert_false (theirs.locked);

  run_key (other, bury_others, &none);
  run_renewal (other, lock_sealed, &theirs);
  g_assert_true (theirs.locked);
  g_assert_false (run_renewal (f->store, lock_sealed, &ours));
  g_assert_true (run_renewal (other, renew_sealed, &theirs));
  g_assert_false (run_renewal (f->store, renew_sealed, &ours));
}

static AcDevice *
meet (Fixture *f, AcStore *store, const char *mark, gint64 signed_in_at, GError **error)
{
  g_autofree char *id = ac_id_new ();
  const AcVisit visit = { id, (char *) mark, (char *) "laptop", signed_in_at };

  return ac_store_meet_session (store, f->person, &visit, error);
}

static void
assert_sessions (Fixture *f, AcStore *store, const char *first, const char *second)
{
  g_autoptr(GListStore) sessions = ac_store_list_sessions (store, f->person, 200, NULL);
  const char *const wanted[] = { first, second };
  const guint n_wanted = (first != NULL) + (second != NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sessions)), ==, n_wanted);
  for (guint i = 0; i < n_wanted; i++)
    {
      g_autoptr(AcDevice) device = g_list_model_get_item (G_LIST_MODEL (sessions), i);

      g_assert_cmpstr (ac_device_get_id (device), ==, wanted[i]);
    }
}

static void
check_sessions (Fixture *f, AcStore *store)
{
  const gint64 now = ac_clock_now_ms ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDevice) one = meet (f, store, "one", 0, NULL);
  g_autoptr(AcDevice) again = NULL;
  g_autoptr(AcDevice) two = NULL;
  g_autoptr(AcDevice) later = NULL;

  ac_clock_set_for_tests (now + 1000);
  two = meet (f, store, "two", now, NULL);
  assert_sessions (f, store, ac_device_get_id (two), ac_device_get_id (one));

  /* Within a minute nothing is written. */
  ac_clock_set_for_tests (now + 59000);
  again = meet (f, store, "one", 0, NULL);
  g_assert_cmpstr (ac_device_get_id (again), ==, ac_device_get_id (one));
  assert_sessions (f, store, ac_device_get_id (two), ac_device_get_id (one));
  ac_clock_set_for_tests (now + 65000);
  g_object_unref (meet (f, store, "one", 0, NULL));
  assert_sessions (f, store, ac_device_get_id (one), ac_device_get_id (two));

  /* Ended for good without a time, until a later sign-in with one. */
  g_assert_true (ac_store_end_session (store, f->person, ac_device_get_id (one), &error));
  g_assert_true (ac_store_end_session (store, f->person, ac_device_get_id (two), &error));
  assert_sessions (f, store, NULL, NULL);
  g_assert_null (meet (f, store, "one", 0, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_SIGNED_OUT);
  g_clear_error (&error);
  g_assert_null (meet (f, store, "two", now + 65000, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_SIGNED_OUT);
  g_clear_error (&error);
  later = meet (f, store, "two", now + 66000, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ac_device_get_id (later), ==, ac_device_get_id (two));
  assert_sessions (f, store, ac_device_get_id (two), NULL);
  g_assert_false (ac_store_end_session (store, f->person, ac_device_get_id (one), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);

  ac_clock_set_for_tests (0);
}

static void
check_other_sessions (Fixture *f, AcStore *store)
{
  const char *stranger = "01990000-0000-7000-8000-0000000000ff";
  const AcVisit visit = { (char *) stranger, (char *) "one", (char *) "", 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDevice) one = meet (f, store, "one", 0, NULL);
  g_autoptr(AcDevice) two = meet (f, store, "two", 0, NULL);
  g_autoptr(AcDevice) theirs = ac_store_meet_session (store, stranger, &visit, &error);
  g_autoptr(AcDevice) back = NULL;

  g_assert_no_error (error);
  g_assert_false (ac_store_end_session (store, f->person, stranger, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (ac_store_end_other_sessions (store, f->person, ac_device_get_id (one), &error));
  assert_sessions (f, store, ac_device_get_id (one), NULL);
  back = ac_store_meet_session (store, stranger, &visit, &error);
  g_assert_no_error (error);

  /* What was ended stays so when everything is deleted. */
  g_assert_true (ac_store_erase (store, f->person, &error));
  assert_sessions (f, store, NULL, NULL);
  g_assert_null (meet (f, store, "two", 0, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_SIGNED_OUT);
}

static void
check_events (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  gboolean complete = FALSE;
  gint64 last = ac_store_get_last_event (store, f->person, &error);
  g_autoptr(GPtrArray) all = ac_store_list_events (store, f->person, 0, 100, &complete, &error);
  g_autoptr(GPtrArray) none = NULL;

  g_assert_true (complete);
  g_assert_cmpuint (all->len, ==, last);
  none = ac_store_list_events (store, f->person, last + 5, 100, &complete, &error);
  g_assert_false (complete);
}

static void
test_survives_reopening (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->dir, "store.sqlite", NULL);
  g_autofree char *person = NULL;
  g_autoptr(GError) error = NULL;
  struct stat info;

  if (f->engine->in_files)
    {
      g_assert_cmpint (stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }

  ac_store_close (f->store);
  g_clear_object (&f->store);
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
  person = ac_store_get_embedded_person (f->store, &error);
  g_assert_cmpstr (person, ==, f->person);
  on_store (f, check_accounts);
}

static void
reopen (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
}

static void
check_is_sent (Fixture *f, AcStore *store)
{
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
}

static void
check_is_looked_for (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcStatus) status = ac_store_get_status (store, f->person, f->status, &error);
  g_autoptr(AcStep) step = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_CHECKING);
  step = claim_one (store);
  g_assert_cmpint (step->state, ==, AC_STEP_UNKNOWN);
  g_assert_false (step->look_only);
  g_assert_cmpint (step->parcel->first_armed_at, ==, ac_status_get_created_at (status));
}

static void
test_restored_store_looks_first (Fixture *f)
{
  ac_store_close (f->store);
  g_clear_object (&f->store);
  reopen (f);
  on_store (f, check_is_sent);

  come_back_from_backup (f);
  on_store (f, check_is_looked_for);
}

static void
test_opened_once (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (f->engine->open (f->dir, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
add_text (Fixture *f, AcStore *store, const char *text)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcStatus) status = ac_status_new (id, text, ac_clock_now_ms ());
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_add_status (store, f->person, status, none, &error));
  g_assert_no_error (error);
}

static guint
count_found (Fixture *f, AcStore *store, const char *search)
{
  const AcStatusFilter filter = { .search = search };
  g_autoptr(GError) error = NULL;
  g_autoptr(GListStore) found =
                ac_store_list_statuses (store, f->person, &filter, NULL, 10, &error);

  g_assert_no_error (error);
  return g_list_model_get_n_items (G_LIST_MODEL (found));
}

static void
check_note_is_found (Fixture *f, AcStore *store)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcStatus) status = ac_status_new (id, "Rye", ac_clock_now_ms ());
  g_autoptr(AcRemarks) remarks = ac_remarks_new ("Bread", NULL, NULL);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  ac_status_set_remarks (status, remarks);
  g_assert_true (ac_store_add_status (store, f->person, status, none, NULL));
  g_assert_cmpuint (count_found (f, store, "bREAD"), ==, 1);
  g_assert_cmpuint (count_found (f, store, "RyeBread"), ==, 0);
}

/* One too long for an index is found, too. */
static void
check_search (Fixture *f, AcStore *store)
{
  g_autoptr(GString) letters = g_string_new (NULL);
  g_autofree char *longest = NULL;
  g_autofree char *too_long = NULL;

  for (guint i = 0; i < 493; i++)
    g_string_append_unichar (letters, 0x10400 + g_test_rand_int_range (0, 40));
  longest = g_strconcat (letters->str, " Longer", NULL);
  too_long = g_strconcat (letters->str, letters->str, letters->str, " Longest", NULL);
  add_text (f, store, longest);
  add_text (f, store, too_long);
  g_assert_cmpuint (count_found (f, store, "LONGE"), ==, 2);
  g_assert_cmpuint (count_found (f, store, "longest"), ==, 1);
  g_assert_cmpuint (count_found (f, store, "hello"), ==, 1);
  g_assert_cmpuint (count_found (f, store, "else"), ==, 0);
  g_assert_cmpuint (count_found (f, store, ""), ==, 3);
}

static void
erase (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_erase (store, f->person, &error));
  g_assert_no_error (error);
}

static gboolean
stands_in_files (Fixture *f, const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (f->dir, 0, NULL);
  gboolean found = FALSE;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (f->dir, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &content, &length, NULL))
        found = found || memmem (content, length, text, strlen (text)) != NULL;
    }

  return found;
}

static void
test_erased_is_gone (Fixture *f)
{
  g_assert_true (stands_in_files (f, "@ada@mastodon.example"));
  on_store (f, erase);
  g_assert_false (stands_in_files (f, "@ada@mastodon.example"));
}

static AcPicture *
make_picture (void)
{
  const AcPictureFacts facts = { .type = AC_PICTURE_JPEG, .width = 10, .height = 10 };
  g_autofree char *id = ac_id_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("picture", 7);
  AcPicture *picture = ac_picture_new (id, &facts, 7);

  ac_picture_set_bytes (picture, bytes);
  return picture;
}

static void
check_renditions (Fixture *f, AcStore *store)
{
  const AcPictureBounds bounds = { .types = AC_PICTURE_JPEG, .max_size = 5 };
  g_autoptr(AcPicture) picture = make_picture ();
  g_autoptr(AcPicture) rendition = make_picture ();
  g_autoptr(AcPicture) gone = make_picture ();
  g_autoptr(GError) error = NULL;
  const char *id = ac_picture_get_id (picture);
  gboolean there = TRUE;

  g_assert_true (ac_store_add_picture (store, f->person, picture, &error));
  g_assert_true (ac_store_has_rendition (store, f->person, id, &bounds, &there, &error));
  g_assert_false (there);
  for (guint i = 0; i < 2; i++)
    g_assert_true (ac_store_add_rendition (store, f->person, id, &bounds, rendition, &error));
  g_assert_true (ac_store_has_rendition (store, f->person, id, &bounds, &there, &error));
  g_assert_true (there);
  g_assert_no_error (error);

  g_assert_true (ac_store_check_pictures (store, f->person, 2, 15, &error));
  g_assert_false (ac_store_check_pictures (store, f->person, 2, 14, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_QUOTA_REACHED);
  g_clear_error (&error);
  g_assert_false (ac_store_add_rendition (store, f->person, ac_picture_get_id (gone), &bounds,
                                          rendition, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
}

/* One that was still being made when its person was erased is not written back. */
static void
check_rendition_of_erased (Fixture *f, AcStore *store)
{
  const AcPictureBounds bounds = { .types = AC_PICTURE_JPEG, .max_size = 5 };
  g_autoptr(AcPicture) picture = make_picture ();
  g_autoptr(GError) error = NULL;
  gboolean there = TRUE;

  g_assert_true (ac_store_add_picture (store, f->person, picture, &error));
  g_assert_true (ac_store_erase (store, f->person, &error));
  g_assert_false (ac_store_add_rendition (store, f->person, ac_picture_get_id (picture), &bounds,
                                          picture, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (ac_store_has_rendition (store, f->person, ac_picture_get_id (picture), &bounds,
                                         &there, &error));
  g_assert_false (there);
}

static const StoreCase cases[] = {
  { "accounts", .check = check_accounts },
  { "same-account-twice", .test = test_same_account_twice },
  { "two-copies-have-two-addresses", .check = check_address_of_another },
  { "sharing-stopped", .check = check_stopped },
  { "removed-account-is-revoked", .check = check_revoke },
  { "hurried-looks-wait-too", .check = check_hurried },
  { "account-gone-while-sending", .check = check_account_gone_while_sending },
  { "keys", .check = check_keys },
  { "renewed-over-nothing-newer", .test = test_renewal },
  { "renewed-by-one-process", .test = test_renewal_by_one, .of_server = TRUE },
  { "key-of-another-process", .test = test_key_of_another, .of_server = TRUE },
  { "sessions", .check = check_sessions },
  { "other-sessions", .check = check_other_sessions },
  { "events", .check = check_events },
  { "search", .check = check_search },
  { "search-note", .check = check_note_is_found },
  { "survives-reopening", .test = test_survives_reopening },
  { "restored-store-looks-first", .test = test_restored_store_looks_first, .of_files = TRUE },
  { "opened-once", .test = test_opened_once, .of_files = TRUE },
  { "renditions", .check = check_renditions },
  { "rendition-of-erased", .check = check_rendition_of_erased },
  { "erased-is-gone", .test = test_erased_is_gone, .of_files = TRUE },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "store", cases, G_N_ELEMENTS (cases));
}
