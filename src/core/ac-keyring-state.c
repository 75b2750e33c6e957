/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-keyring-private.h"

#define PATIENT_SECONDS 10
#define NAME_SECONDS 2
#define BUS_NAME "org.freedesktop.DBus"
#define DEFAULT_COLLECTION "/org/freedesktop/secrets/aliases/default"

typedef struct
{
  const char *process; /* as the kernel cuts it: 15 bytes */
  const char *name;
} Program;

static const Program programs[] = {
  { "gnome-keyring-d", "GNOME Keyring" },
  { "keepassxc", "KeePassXC" },
  { "ksecretd", "KWallet" },
  { "kwalletd5", "KWallet" },
  { "kwalletd6", "KWallet" },
  { "oo7-daemon", "oo7" },
};

static const char *const slugs[] = {
  [AC_KEYRING_UNKNOWN] = "unknown", [AC_KEYRING_UNLOCKED] = "unlocked",
  [AC_KEYRING_LOCKED] = "locked",   [AC_KEYRING_MISSING] = "missing",
  [AC_KEYRING_SILENT] = "silent",
};

gboolean
ac_keyring_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static gboolean
is_file_backend (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0;
}

gboolean
ac_keyring_is_file (void)
{
  return ac_keyring_is_sandboxed () || is_file_backend ();
}

const char *
ac_keyring_state_get_slug (AcKeyringState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (slugs), NULL);

  return slugs[state];
}

gboolean
ac_keyring_means_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static DexFuture *
read_locked (GDBusConnection *bus, guint seconds)
{
  return dex_dbus_connection_call (
      bus, AC_SECRETS_NAME, DEFAULT_COLLECTION, "org.freedesktop.DBus.Properties", "Get",
      g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"), G_VARIANT_TYPE ("(v)"),
      G_DBUS_CALL_FLAGS_NONE, (int) seconds * 1000);
}

static gboolean
means_silent (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT);
}

static AcKeyringState
state_from_error (const GError *error)
{
  /* No default collection yet: nothing is locked, and the first store makes it. */
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE))
    return AC_KEYRING_UNLOCKED;
  if (means_silent (error))
    return AC_KEYRING_SILENT;

  return ac_keyring_means_missing (error) ? AC_KEYRING_MISSING : AC_KEYRING_UNKNOWN;
}

/* A lookup gives nothing at all both when the keyring is locked and when the item is not there;
 * only the collection itself tells which. */
AcKeyringState
ac_keyring_await_state (guint seconds)
{
  g_autoptr(GDBusConnection) bus = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariant) locked = NULL;
  g_autoptr(GError) error = NULL;

  if (is_file_backend ())
    return AC_KEYRING_UNLOCKED;

  /* The portal keeps its lock to itself. */
  if (ac_keyring_is_sandboxed ())
    return AC_KEYRING_UNKNOWN;

  if ((bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), &error)) == NULL)
    return AC_KEYRING_MISSING;

  if ((reply = dex_await_variant (read_locked (bus, seconds), &error)) == NULL)
    return state_from_error (error);

  g_variant_get (reply, "(v)", &locked);
  if (!g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN))
    return AC_KEYRING_UNKNOWN;

  return g_variant_get_boolean (locked) ? AC_KEYRING_LOCKED : AC_KEYRING_UNLOCKED;
}

static DexFuture *
get_state_fiber (gpointer user_data)
{
  return dex_future_new_for_int (ac_keyring_await_state (PATIENT_SECONDS));
}

/**
 * ac_keyring_get_state:
 *
 * Never prompts, and ends within 10 seconds. In a sandbox the state can't be known.
 *
 * Returns: (transfer full): resolves to an #AcKeyringState as an int
 */
DexFuture *
ac_keyring_get_state (void)
{
  return dex_scheduler_spawn (NULL, 0, get_state_fiber, NULL, NULL);
}

/* A keyring's program may be closed to us in all but its name: it holds what others must not read.
 */
static char *
name_process (guint pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%u/comm", pid);
  g_autofree char *process = NULL;

  if (!g_file_get_contents (path, &process, NULL, NULL))
    return NULL;

  g_strchomp (process);
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    if (g_str_equal (process, programs[i].process))
      return g_strdup (programs[i].name);

  return g_utf8_validate (process, -1, NULL) ? g_steal_pointer (&process) : NULL;
}

char *
ac_keyring_await_program (void)
{
  g_autoptr(GDBusConnection) bus = NULL;
  g_autoptr(GVariant) reply = NULL;
  guint pid = 0;

  if (ac_keyring_is_file () ||
      (bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), NULL)) == NULL)
    return NULL;

  reply = dex_await_variant (dex_dbus_connection_call (bus, BUS_NAME, "/org/freedesktop/DBus",
                                                       BUS_NAME, "GetConnectionUnixProcessID",
                                                       g_variant_new ("(s)", AC_SECRETS_NAME),
                                                       G_VARIANT_TYPE ("(u)"),
                                                       G_DBUS_CALL_FLAGS_NONE, NAME_SECONDS * 1000),
                             NULL);
  if (reply == NULL)
    return NULL;

  g_variant_get (reply, "(u)", &pid);
  return name_process (pid);
}
