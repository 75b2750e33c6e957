/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ac-keyring-remedy.h"

AcKeyringRemedy
ac_keyring_find_remedy (AcKeyringState state)
{
  switch (state)
    {
    case AC_KEYRING_LOCKED:
      return (AcKeyringRemedy) { _("Unlock…"), "win.unlock-keyring" };
    case AC_KEYRING_MISSING:
      return (AcKeyringRemedy) { _("Get One…"), "security.get-keyring" };
    case AC_KEYRING_SILENT:
      return (AcKeyringRemedy) { _("Try Again"), "security.try-keyring" };
    case AC_KEYRING_UNKNOWN:
    case AC_KEYRING_UNLOCKED:
    default:
      return (AcKeyringRemedy) { NULL, NULL };
    }
}

static void
answered_cb (GtkWidget *parent, const char *response)
{
  if (g_str_equal (response, "try"))
    gtk_widget_activate_action (parent, "security.try-keyring", NULL);
}

void
ac_keyring_help (GtkWidget *parent)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Get a Keyring"), NULL));

  adw_alert_dialog_set_body (
      dialog, _("A keyring keeps the keys to your sign-ins, closed to other users and other disks. "
                "Most desktops bring one.\n\nOtherwise install GNOME Keyring; or KeePassXC, and "
                "turn on “Secret Service Integration” in its settings. Then sign out of your "
                "desktop and in again."));
  adw_alert_dialog_add_responses (dialog, "close", _("_Close"), "try", _("_Try Again"), NULL);
  adw_alert_dialog_set_default_response (dialog, "try");
  adw_alert_dialog_set_close_response (dialog, "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), parent, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}
