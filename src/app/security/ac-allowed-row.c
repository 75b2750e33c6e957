/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-allowed-row.h"
#include "ac-app-words.h"

static void
add_refused (GString *text, AcAccount *account)
{
  g_auto(GStrv) words = ac_words_scopes_refused (ac_account_get_scopes_asked (account),
                                                 ac_account_get_scopes (account));
  g_autofree char *refused = g_strjoinv (" · ", words);

  if (words[0] == NULL)
    return;

  g_string_append_c (text, '\n');
  /* Translators: %s is what the service didn't allow */
  g_string_append_printf (text, _("Asked for, but not allowed: %s"), refused);
}

static char *
describe (AcAccount *account)
{
  g_auto(GStrv) words = ac_words_scopes (ac_account_get_scopes (account));
  g_autofree char *allowed =
      words[0] != NULL ? g_strjoinv (" · ", words) : g_strdup (_("The service did not say"));
  g_autofree char *used = ac_words_time (ac_account_get_last_used_at (account));
  GString *text = g_string_new (allowed);

  add_refused (text, account);
  g_string_append_c (text, '\n');
  if (ac_account_get_last_used_at (account) == 0)
    g_string_append (text, _("Not used yet"));
  else
    /* Translators: %s is a time */
    g_string_append_printf (text, _("Last used %s"), used);
  return g_string_free_and_steal (text);
}

static void
update_row (AcAccount *account, GParamSpec *pspec, AcRow *row)
{
  const char *handle = ac_account_get_handle (account);
  g_autofree char *detail = describe (account);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), handle != NULL ? handle : "");
  ac_row_set_detail (row, detail);
  ac_row_set_state (row, ac_account_get_state (account) == AC_ACCOUNT_REMOVING ? AC_ROW_PENDING_OFF
                                                                               : AC_ROW_ON);
}

GtkWidget *
ac_allowed_row_new (AcAccount *account)
{
  GtkWidget *row = ac_row_new ("");

  ac_row_set_icon_name (AC_ROW (row), "avatar-default-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ac_account_get_id (account));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.account");
  g_signal_connect_object (account, "notify", G_CALLBACK (update_row), row, 0);
  update_row (account, NULL, AC_ROW (row));
  return row;
}
