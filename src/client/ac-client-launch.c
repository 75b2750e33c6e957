/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <unistd.h>

#include "ac-client-launch.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-paths.h"

#define BUS_NAME APP_ID ".Backend"
#define PRACTICE_BUS_NAME APP_ID ".Practice"
#define PATIENCE (10 * G_USEC_PER_SEC)
#define FIRST_WAIT 20
#define LONGEST_WAIT 500
#define EXIT_SOMEBODY_LISTENS 3
#define EXIT_STORAGE_FULL 4
#define EXIT_STORAGE 5

static DexFuture *
probe (const char *socket_path)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (socket_path);

  return dex_socket_client_connect (client, G_SOCKET_CONNECTABLE (address));
}

static gboolean
is_answered (const char *socket_path)
{
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  connection = dex_await_object (probe (socket_path), &error);
  return connection != NULL && g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

/* A backend of its own session outlives the terminal it was started from. */
static void
detach (gpointer user_data)
{
  (void) setsid ();
}

static gboolean
is_practice (const char *socket_path)
{
  g_autofree char *practice = ac_paths_get_practice_socket ();

  return g_str_equal (socket_path, practice);
}

/* What comes last counts: a command of a test names the data of who doesn't practise. */
static void
add_place (GStrvBuilder *argv, const char *socket_path)
{
  g_autofree char *usual_path = ac_paths_get_socket ();
  g_autofree char *folder = ac_paths_get_practice_folder ();

  if (is_practice (socket_path))
    g_strv_builder_add_many (argv, "--practice", "--data-dir", folder, NULL);
  if (!g_str_equal (socket_path, usual_path))
    g_strv_builder_add_many (argv, "--socket", socket_path, NULL);
}

/* Its output goes to a file: whoever reads ours to the end must not wait for the backend to go. */
static GSubprocess *
start_command (const char *const *command, const char *socket_path, GError **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GStrvBuilder) argv = g_strv_builder_new ();
  g_autofree char *folder = g_path_get_dirname (socket_path);
  g_autofree char *log =
      g_build_filename (folder, is_practice (socket_path) ? "practice.log" : "backend.log", NULL);
  g_auto(GStrv) full = NULL;

  g_strv_builder_addv (argv, (const char **) command);
  add_place (argv, socket_path);
  full = g_strv_builder_end (argv);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE,
                           "The runtime directory could not be made");
      return NULL;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, detach, NULL, NULL);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) full, error);
}

static gboolean
start_by_name (const char *name, GError **error)
{
  g_autoptr(GDBusConnection) bus = NULL;
  g_autoptr(GVariant) reply = NULL;

  if (!(bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), error)))
    return FALSE;

  reply = dex_await_variant (
      dex_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                "org.freedesktop.DBus", "StartServiceByName",
                                g_variant_new ("(su)", name, 0), G_VARIANT_TYPE ("(u)"),
                                G_DBUS_CALL_FLAGS_NONE, PATIENCE / 1000),
      error);
  return reply != NULL;
}

static gboolean
start_backend (const char *socket_path, GSubprocess **started, GError **error)
{
  const char *wanted = g_getenv ("ACCOUNTS_CENTER_BACKEND");
  g_autofree char *usual_path = ac_paths_get_socket ();
  g_auto(GStrv) command = NULL;

  if (wanted != NULL)
    return g_shell_parse_argv (wanted, NULL, &command, error) &&
           (*started = start_command ((const char *const *) command, socket_path, error)) != NULL;

  /* The service files know one address each. */
  if (g_str_equal (socket_path, usual_path) || is_practice (socket_path))
    {
      if (start_by_name (is_practice (socket_path) ? PRACTICE_BUS_NAME : BUS_NAME, error))
        return TRUE;
      g_clear_error (error);
    }

  /* No bus, or one that does not know us. */
  *started = start_command ((const char *const[]) { BACKEND_PROGRAM, NULL }, socket_path, error);
  return *started != NULL;
}

static gboolean
has_given_up (GSubprocess *started)
{
  return started != NULL && g_subprocess_get_identifier (started) == NULL &&
         !(g_subprocess_get_if_exited (started) &&
           g_subprocess_get_exit_status (started) == EXIT_SOMEBODY_LISTENS);
}

static DexFuture *
reject_as (AcError code, const char *why)
{
  g_debug ("The backend can't be reached: %s", why);
  return dex_future_new_reject (AC_ERROR, code, "The backend can't be reached");
}

static DexFuture *
reject (const char *why)
{
  return reject_as (AC_ERROR_BACKEND_UNAVAILABLE, why);
}

static DexFuture *
reject_ended (GSubprocess *started)
{
  int status =
      g_subprocess_get_if_exited (started) ? g_subprocess_get_exit_status (started) : EXIT_FAILURE;

  if (status == EXIT_STORAGE_FULL)
    return reject_as (AC_ERROR_STORAGE_FULL, "its store is full");
  if (status == EXIT_STORAGE)
    return reject_as (AC_ERROR_STORAGE, "its store can't be opened");

  return reject ("it ended while it started");
}

static DexFuture *
launch_fiber (gpointer user_data)
{
  const char *socket_path = user_data;
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  g_autoptr(GSubprocess) started = NULL;
  g_autoptr(GError) error = NULL;

  if (is_answered (socket_path))
    return dex_future_new_true ();

  if (!start_backend (socket_path, &started, &error))
    return reject (error->message);

  for (guint wait = FIRST_WAIT; g_get_monotonic_time () < end; wait = MIN (wait * 2, LONGEST_WAIT))
    {
      if (is_answered (socket_path))
        return dex_future_new_true ();

      if (has_given_up (started))
        return reject_ended (started);

      if (!ac_await (ac_future_delay (wait), &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }

  return reject ("it does not open its socket");
}

DexFuture *
ac_client_launch (const char *socket_path)
{
  dex_return_error_if_fail (socket_path != NULL);

  return dex_scheduler_spawn (NULL, 0, launch_fiber, g_strdup (socket_path), g_free);
}
