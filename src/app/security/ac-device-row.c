/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-device-row.h"

#define DEVICE_KEY "ac-device"

static char *
describe (AcDevice *device)
{
  g_autofree char *since = ac_words_time (ac_device_get_created_at (device));
  g_autofree char *used = ac_words_time (ac_device_get_last_used_at (device));

  if (ac_device_get_current (device))
    /* Translators: %s is a time */
    return g_strdup_printf (_("Signed in since %s"), since);

  /* Translators: both are times */
  return g_strdup_printf (_("Signed in since %s, last used %s"), since, used);
}

static void
update_row (AcDevice *device, GParamSpec *pspec, AcRow *row)
{
  const char *name = ac_device_get_name (device);
  const gboolean current = ac_device_get_current (device);
  g_autofree char *detail = describe (device);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 *name != '\0' ? name : _("A Program That Gave No Name"));
  ac_row_set_badge (row, current ? _("This Device") : NULL);
  ac_row_set_detail (row, detail);
  if (ac_device_get_can_end (device) && !current)
    ac_row_set_button (row, _("Sign Out…"), "security.end-session",
                              g_variant_new_string (ac_device_get_id (device)));
  else
    ac_row_set_button (row, NULL, NULL, NULL);
}

GtkWidget *
ac_device_row_new (AcDevice *device, gboolean only)
{
  GtkWidget *row = ac_row_new (ac_device_get_name (device));

  g_object_set_data_full (G_OBJECT (row), DEVICE_KEY, g_object_ref (device), g_object_unref);
  ac_row_set_icon_name (AC_ROW (row), "computer-symbolic");
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  if (only)
    {
      ac_row_set_badge (AC_ROW (row), _("This Device"));
      ac_row_set_detail (AC_ROW (row), _("The only one: nobody can sign in to this computer's "
                                         "accounts from elsewhere"));
      return row;
    }

  g_signal_connect_object (device, "notify", G_CALLBACK (update_row), row, 0);
  update_row (device, NULL, AC_ROW (row));
  return row;
}

AcDevice *
ac_device_row_get_device (AcRow *row)
{
  return g_object_get_data (G_OBJECT (row), DEVICE_KEY);
}

void
ac_device_row_set_ending (AcRow *row, gboolean ending)
{
  ac_row_set_state (row, ending ? AC_ROW_PENDING_OFF : AC_ROW_ON);
  if (ending)
    ac_row_set_button (row, NULL, NULL, NULL);
  else
    update_row (ac_device_row_get_device (row), NULL, row);
}
