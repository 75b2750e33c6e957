/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "ac-diagnostics.h"
#include "ac-error.h"
#include "ac-info.h"

static const char *
name_state (AcClientState state)
{
  switch (state)
    {
    case AC_CLIENT_ONLINE:
      return "online";
    case AC_CLIENT_OFFLINE:
      return "offline";
    case AC_CLIENT_CONNECTING:
    default:
      return "connecting";
    }
}

/**
 * ac_diagnostics_write:
 *
 * Returns: (transfer full): lines for a bug report, not translated
 */
char *
ac_diagnostics_write (AcClient *client)
{
  g_autoptr(GString) text = g_string_new ("Accounts Center " PACKAGE_VERSION "\n");
  g_autofree char *version = ac_info_string (client, "version");
  g_autofree char *keyring = ac_info_string (client, "keyring");

  g_string_append_printf (text, "GTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u\n",
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "backend: %s, version %s\n",
                          name_state (ac_client_get_state (client)),
                          version != NULL ? version : "unknown");
  g_string_append_printf (text, "keyring: %s\n", keyring != NULL ? keyring : "unknown");
  g_string_append_printf (text,
                          "accounts: %" G_GINT64_FORMAT ", statuses: %" G_GINT64_FORMAT
                          ", waiting: %" G_GINT64_FORMAT "\n",
                          ac_info_integer (client, "accounts"),
                          ac_info_integer (client, "statuses"),
                          ac_info_integer (client, "waiting"));
  g_string_append_printf (
      text, "data: %" G_GINT64_FORMAT " bytes, sharing stopped: %s, loopback services: %s\n",
      ac_info_integer (client, "data-size"),
      ac_info_boolean (client, "sharing-stopped") ? "yes" : "no",
      ac_info_boolean (client, "loopback-services") ? "yes" : "no");
  g_string_append_printf (text, "desktop: %s, in Flatpak: %s\n", g_getenv ("XDG_CURRENT_DESKTOP"),
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "yes" : "no");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
