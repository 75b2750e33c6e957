/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-account-row.h"
#include "ac-app-words.h"
#include "ac-service-item.h"

gboolean
ac_account_row_is_mended_by_sign_in (AcAccount *account)
{
  const AcError reason = ac_account_get_reason (account);

  return reason != AC_ERROR_KEYRING_LOCKED && reason != AC_ERROR_KEYRING_MISSING &&
         reason != AC_ERROR_RATE_LIMITED && reason != AC_ERROR_UNREACHABLE;
}

static AcUnavailable
find_unavailable (AcAccount *account, GListModel *services)
{
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(AcServiceItem) item = g_list_model_get_item (services, i);

      if (g_strcmp0 (ac_service_item_get_id (item), ac_account_get_service (account)) == 0)
        return ac_service_item_get_service (item)->unavailable;
    }

  return AC_UNAVAILABLE_NOT;
}

static void
update_button (AcRow *row, AcAccount *account, AcUnavailable why)
{
  AcError reason = ac_account_get_reason (account);

  /* No sign-in mends that: the row has its details. */
  if (ac_account_get_state (account) != AC_ACCOUNT_ATTENTION || why != AC_UNAVAILABLE_NOT)
    ac_row_set_button (row, NULL, NULL, NULL);
  else if (reason == AC_ERROR_KEYRING_LOCKED)
    ac_row_set_button (row, _("Unlock"), "win.unlock-keyring", NULL);
  else if (ac_account_row_is_mended_by_sign_in (account))
    ac_row_set_button (row, _("Sign In"), "win.sign-in",
                              g_variant_new_string (ac_account_get_id (account)));
  else
    ac_row_set_button (row, NULL, NULL, NULL);
}

static void
update_row (AcRow *row, GParamSpec *pspec, AcAccount *account)
{
  AcAccountState state = ac_account_get_state (account);
  AcRowFacts facts = { .cached = TRUE, .on = state == AC_ACCOUNT_ON };
  g_autofree char *words = ac_words_account (account);
  const char *name = ac_account_get_display_name (account);
  const char *handle = ac_account_get_handle (account);
  gboolean has_own_name = name != NULL && *name != '\0' && g_strcmp0 (name, handle) != 0;
  g_autofree char *detail = NULL;
  g_autofree char *closed = NULL;

  if (state != AC_ACCOUNT_REMOVING)
    facts.unavailable =
        find_unavailable (account, g_object_get_data (G_OBJECT (row), "ac-services"));
  facts.on = facts.on || facts.unavailable != AC_UNAVAILABLE_NOT;
  /* Translators: %s is a reason, such as “Not available where you are” */
  closed = g_strdup_printf (_("%s. Nothing is shared there; the account is kept"),
                              ac_words_unavailable (facts.unavailable));
  facts.attention = state == AC_ACCOUNT_ATTENTION;
  facts.pending = state == AC_ACCOUNT_REMOVING;
  detail = state != AC_ACCOUNT_ON ? g_strdup (words)
           : ac_account_get_paused_until (account) != 0
               ? ac_words_pause (ac_account_get_paused_until (account))
               : g_strdup (has_own_name ? name : words);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), handle != NULL ? handle : "");
  ac_row_set_detail (row, detail);
  ac_row_set_badge (row, state == AC_ACCOUNT_ON && ac_account_get_paused_until (account) != 0
                    ? C_ ("badge", "Paused") : NULL);
  ac_row_set_reason (row, facts.unavailable != AC_UNAVAILABLE_NOT ? closed : words);
  ac_row_set_unavailable (row, facts.unavailable, NULL, NULL);
  ac_row_set_state (row, ac_row_state_resolve (&facts));
  ac_row_set_icon_name (row, ac_row_get_state (row) == AC_ROW_ATTENTION
                                 ? "dialog-warning-symbolic"
                                 : "avatar-default-symbolic");
  update_button (row, account, facts.unavailable);
}

static void
account_notify_cb (AcAccount *account, GParamSpec *pspec, AcRow *row)
{
  update_row (row, pspec, account);
}

static void
services_changed_cb (AcRow *row)
{
  update_row (row, NULL, g_object_get_data (G_OBJECT (row), "ac-account"));
}

GtkWidget *
ac_account_row_new (AcAccount *account, GListModel *services)
{
  GtkWidget *row = ac_row_new ("");

  g_return_val_if_fail (AC_IS_ACCOUNT (account), row);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ac_account_get_id (account));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.account");
  g_object_set_data_full (G_OBJECT (row), "ac-account", g_object_ref (account), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "ac-services", g_object_ref (services), g_object_unref);
  g_signal_connect_object (account, "notify", G_CALLBACK (account_notify_cb), row, 0);
  g_signal_connect_object (services, "items-changed", G_CALLBACK (services_changed_cb), row,
                           G_CONNECT_SWAPPED);
  update_row (AC_ROW (row), NULL, account);
  return row;
}

AcAccount *
ac_account_row_get_account (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "ac-account");
}

gboolean
ac_account_row_is_closed (AcAccount *account, GListModel *services)
{
  return ac_account_get_state (account) != AC_ACCOUNT_REMOVING &&
         find_unavailable (account, services) != AC_UNAVAILABLE_NOT;
}
