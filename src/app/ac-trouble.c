/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-info.h"
#include "ac-trouble.h"

/* It is read out when it comes, and not with each look at the same trouble. */
static void
show_banner (AdwBanner *banner, const char *title, const char *button)
{
  const gboolean known =
      adw_banner_get_revealed (banner) && g_str_equal (adw_banner_get_title (banner), title);

  adw_banner_set_title (banner, title);
  adw_banner_set_button_label (banner, button);
  adw_banner_set_revealed (banner, TRUE);
  if (!known)
    gtk_accessible_announce (GTK_ACCESSIBLE (banner), title,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* What keeps a sign-in from being used is no broken line, and has a remedy of its own.
 * Returns: FALSE when it is something else */
static gboolean
show_sign_in_trouble (AdwBanner *banner, AcClient *client, AcError code)
{
  AcSession *session = ac_client_get_session (client);
  g_autofree char *title = NULL;

  if (session == NULL)
    return FALSE;

  if (ac_client_needs_sign_in (client))
    {
      /* Translators: %s is a server */
      title = g_strdup_printf (_("Your sign-in at %s has ended. What you have there is not lost"),
                                 ac_session_get_name (session));
      show_banner (banner, title, _("_Sign In"));
    }
  else if (code == AC_ERROR_KEYRING_LOCKED)
    show_banner (banner, _("The keyring is locked. You stay signed in"), _("_Unlock"));
  else if (code == AC_ERROR_KEYRING_MISSING || code == AC_ERROR_KEYRING_SILENT)
    {
      title = ac_words_error (code);
      show_banner (banner, title, _("_Try Again"));
    }
  else
    return FALSE;

  return TRUE;
}

static void
show_no_connection (AdwBanner *banner, AcClient *client, gint64 since)
{
  AcError code = ac_client_get_error_code (client);
  g_autofree char *time = ac_words_time (since);
  g_autofree char *title = NULL;

  if (show_sign_in_trouble (banner, client, code))
    return;

  if (code == AC_ERROR_STORAGE_FULL || code == AC_ERROR_STORAGE)
    title = ac_words_error (code);
  else
    /* Translators: %s is a time. Below this stands what was known then. */
    title = g_strdup_printf (_("Not connected since %s. What you see was last known then"), time);
  show_banner (banner, title, _("_Try Again"));
}

void
ac_trouble_show (AdwBanner *banner, AcClient *client, gint64 *offline_since)
{
  AcClientState state = ac_client_get_state (client);
  g_autofree char *keyring = ac_info_string (client, "keyring");

  if (state != AC_CLIENT_OFFLINE)
    *offline_since = 0;
  else if (*offline_since == 0)
    *offline_since = g_get_real_time () / 1000;

  if (state == AC_CLIENT_OFFLINE)
    {
      show_no_connection (banner, client, *offline_since);
      return;
    }

  if (g_strcmp0 (keyring, "locked") == 0)
    show_banner (banner, _("The keyring is locked. No account is lost; sending waits"),
                           _("_Unlock"));
  else if (g_strcmp0 (keyring, "missing") == 0)
    show_banner (banner,
                 _("There is no keyring on this computer. No account is lost; sending waits"),
                   _("_Try Again"));
  else if (g_strcmp0 (keyring, "silent") == 0)
    show_banner (banner, _("The keyring does not answer. No account is lost; sending waits"),
                           _("_Try Again"));
  else
    adw_banner_set_revealed (banner, FALSE);
}
