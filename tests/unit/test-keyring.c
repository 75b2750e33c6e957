/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>

#include "ac-error.h"
#include "ac-keyring-monitor.h"

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"
#define OTHER_ID "01890a5d-ac96-774b-bcce-b302099a8058"
#define SECRETS_NAME "org.freedesktop.secrets"
#define START_SECONDS 10
#define SEEN_SECONDS 60

/* A real gnome-keyring on a bus of its own, with a home of its own. */
static GTestDBus *test_bus;
static GDBusConnection *bus;
static GSubprocess *daemon_process;
static AcKeyringMonitor *monitor;

static char *
make_home (void)
{
  g_autoptr(GError) error = NULL;
  char *home = g_dir_make_tmp ("ac-keyring-XXXXXX", &error);

  g_assert_no_error (error);
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  return home;
}

static void
remove_tree (GFile *file)
{
  g_autoptr(GFileEnumerator) children = g_file_enumerate_children (
      file, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child = NULL;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) &&
         child != NULL)
    remove_tree (child);

  g_file_delete (file, NULL, NULL);
}

static gboolean
wait_for (DexFuture *future, GValue *value, GError **error)
{
  g_autoptr(DexFuture) owned = future;
  const GValue *resolved = NULL;

  while (dex_future_is_pending (owned))
    g_main_context_iteration (NULL, TRUE);

  if ((resolved = dex_future_get_value (owned, error)) == NULL)
    return FALSE;

  g_value_init (value, G_VALUE_TYPE (resolved));
  g_value_copy (resolved, value);
  return TRUE;
}

static void
assert_done (DexFuture *future)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GError) error = NULL;

  wait_for (future, &value, &error);
  g_assert_no_error (error);
  g_assert_true (g_value_get_boolean (&value));
}

static void
assert_rejected (DexFuture *future, AcError code)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GError) error = NULL;

  g_assert_false (wait_for (future, &value, &error));
  g_assert_error (error, AC_ERROR, (int) code);
}

static void
assert_state (AcKeyringState expected)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GError) error = NULL;

  wait_for (ac_keyring_get_state (), &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (&value), ==, expected);
}

static gboolean
give_up (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Nobody tells the monitor. */
static void
assert_seen (AcKeyringState state, const char *program)
{
  gboolean late = FALSE;
  const guint id = g_timeout_add_seconds (SEEN_SECONDS, give_up, &late);

  while (!late && (!ac_keyring_monitor_get_known (monitor) ||
                   ac_keyring_monitor_get_state (monitor) != state ||
                   g_strcmp0 (ac_keyring_monitor_get_program (monitor), program) != 0))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (id);
  g_assert_cmpint (ac_keyring_monitor_get_state (monitor), ==, state);
  g_assert_cmpstr (ac_keyring_monitor_get_program (monitor), ==, program);
}

static void
assert_secret (DexFuture *future, const char *bytes, gsize length)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GError) error = NULL;
  gsize got_length = 0;
  const char *got = NULL;

  wait_for (future, &value, &error);
  g_assert_no_error (error);
  got = secret_value_get (g_value_get_boxed (&value), &got_length);
  g_assert_cmpmem (got, got_length, bytes, length);
}

static gboolean
has_owner (void)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  gboolean owned = FALSE;

  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                       "NameHasOwner", g_variant_new ("(s)", SECRETS_NAME),
                                       G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(b)", &owned);
  return owned;
}

static void
start_keyring (void)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr(GError) error = NULL;
  GOutputStream *input = NULL;

  /* The daemon warns when an item is replaced, and must live on. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon_process =
      g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                   "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon_process);
  g_output_stream_write_all (input, "test", 4, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (input, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < START_SECONDS * 20 && !has_owner (); i++)
    g_usleep (G_USEC_PER_SEC / 20);

  g_assert_true (has_owner ());
}

static void
lock_keyring (void)
{
  const char *const collections[] = { "/org/freedesktop/secrets/aliases/default", NULL };
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  reply = g_dbus_connection_call_sync (
      bus, SECRETS_NAME, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock",
      g_variant_new ("(^ao)", collections), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
test_missing (void)
{
  g_autoptr(SecretValue) secret = secret_value_new ("key", 3, "application/octet-stream");

  monitor = ac_keyring_monitor_new ();
  g_assert_false (ac_keyring_monitor_get_known (monitor));
  assert_seen (AC_KEYRING_MISSING, NULL);
  assert_state (AC_KEYRING_MISSING);
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, TRUE), AC_ERROR_KEYRING_MISSING);
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, FALSE), AC_ERROR_KEYRING_MISSING);
  assert_rejected (ac_keyring_store (AC_KEYRING_VAULT_KEY, ID, secret), AC_ERROR_KEYRING_MISSING);
  assert_rejected (ac_keyring_clear (AC_KEYRING_VAULT_KEY, ID), AC_ERROR_KEYRING_MISSING);
}

static void
test_round_trip (void)
{
  const char bytes[] = "\0\1\377 binary \0 key";
  g_autoptr(SecretValue) secret =
                secret_value_new (bytes, sizeof bytes, "application/octet-stream");

  start_keyring ();
  assert_seen (AC_KEYRING_UNLOCKED, "GNOME Keyring");
  assert_state (AC_KEYRING_UNLOCKED);
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, FALSE), AC_ERROR_NOT_FOUND);
  assert_done (ac_keyring_store (AC_KEYRING_VAULT_KEY, ID, secret));
  assert_secret (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, TRUE), bytes, sizeof bytes);
  assert_secret (ac_keyring_unlock (AC_KEYRING_VAULT_KEY, ID), bytes, sizeof bytes);
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, OTHER_ID, FALSE), AC_ERROR_NOT_FOUND);
}

static void
test_store_replaces (void)
{
  g_autoptr(SecretValue) secret = secret_value_new ("new", 3, "application/octet-stream");

  assert_done (ac_keyring_store (AC_KEYRING_VAULT_KEY, ID, secret));
  assert_secret (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, TRUE), "new", 3);
}

static void
test_lost (void)
{
  assert_done (ac_keyring_clear (AC_KEYRING_VAULT_KEY, ID));
  assert_done (ac_keyring_clear (AC_KEYRING_VAULT_KEY, ID));
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, TRUE), AC_ERROR_SECRET_LOST);
}

static void
test_deadline (void)
{
  const gint64 started_at = g_get_monotonic_time ();

  g_subprocess_send_signal (daemon_process, SIGSTOP);
  ac_keyring_monitor_look (monitor);
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, TRUE), AC_ERROR_KEYRING_SILENT);
  g_assert_cmpint ((g_get_monotonic_time () - started_at) / G_USEC_PER_SEC, <, 15);
  assert_seen (AC_KEYRING_SILENT, "GNOME Keyring");
  g_subprocess_send_signal (daemon_process, SIGCONT);
  assert_seen (AC_KEYRING_UNLOCKED, "GNOME Keyring");
}

static void
test_locked (void)
{
  g_autoptr(SecretValue) secret = secret_value_new ("key", 3, "application/octet-stream");

  assert_done (ac_keyring_store (AC_KEYRING_VAULT_KEY, ID, secret));
  lock_keyring ();
  assert_seen (AC_KEYRING_LOCKED, "GNOME Keyring");
  assert_state (AC_KEYRING_LOCKED);
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, TRUE), AC_ERROR_KEYRING_LOCKED);
  assert_rejected (ac_keyring_lookup (AC_KEYRING_VAULT_KEY, ID, FALSE), AC_ERROR_KEYRING_LOCKED);
  assert_rejected (ac_keyring_unlock (AC_KEYRING_VAULT_KEY, ID), AC_ERROR_KEYRING_LOCKED);
  assert_rejected (ac_keyring_store (AC_KEYRING_VAULT_KEY, ID, secret), AC_ERROR_KEYRING_LOCKED);
  assert_rejected (ac_keyring_clear (AC_KEYRING_VAULT_KEY, ID), AC_ERROR_KEYRING_LOCKED);
}

static void
test_killed (void)
{
  g_subprocess_force_exit (daemon_process);
  g_subprocess_wait (daemon_process, NULL, NULL);
  g_clear_object (&daemon_process);
  assert_seen (AC_KEYRING_MISSING, NULL);
  g_assert_finalize_object (g_steal_pointer (&monitor));
}

int
main (int argc, char *argv[])
{
  g_autoptr(GFile) home_file = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *home = NULL;
  int result = 0;

  home = make_home ();
  home_file = g_file_new_for_path (home);
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (test_bus);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);

  /* In this order: one keyring lives through its states. */
  g_test_add_func ("/keyring/1-missing", test_missing);
  g_test_add_func ("/keyring/2-round-trip", test_round_trip);
  g_test_add_func ("/keyring/3-store-replaces", test_store_replaces);
  g_test_add_func ("/keyring/4-lost", test_lost);
  g_test_add_func ("/keyring/5-deadline", test_deadline);
  g_test_add_func ("/keyring/6-locked", test_locked);
  g_test_add_func ("/keyring/7-killed", test_killed);
  result = g_test_run ();

  if (daemon_process != NULL)
    {
      g_subprocess_force_exit (daemon_process);
      g_subprocess_wait (daemon_process, NULL, NULL);
    }
  g_clear_object (&daemon_process);
  secret_service_disconnect ();
  g_clear_object (&bus);
  /* Not taken down: that waits for the last user of the connection, and libsecret keeps one. */
  g_test_dbus_stop (test_bus);
  remove_tree (home_file);
  return result;
}
