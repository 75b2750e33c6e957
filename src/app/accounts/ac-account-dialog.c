/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-account-dialog.h"
#include "ac-client-links.h"
#include "ac-shell.h"
#include "ac-answer.h"
#include "ac-pause-row.h"
#include "ac-row.h"
#include "ac-app-words.h"
#include "ac-copies-choice.h"

struct _AcAccountDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcAccount *account;
  AcRow *state_row;
  AcRow *server_row;
  AcRow *since_row;
  AcRow *used_row;
  AcPauseRow *pause_row;
  GtkListBox *scopes_list;
  GtkListBoxRow *open_row;
  GtkListBoxRow *check_row;
  GtkListBoxRow *again_row;
  GtkListBoxRow *link_row;
  GtkListBoxRow *remove_row;
};

G_DEFINE_FINAL_TYPE (AcAccountDialog, ac_account_dialog, ADW_TYPE_DIALOG)

static void
fill_scopes (AcAccountDialog *self)
{
  g_auto(GStrv) words = ac_words_scopes (ac_account_get_scopes (self->account));

  gtk_list_box_remove_all (self->scopes_list);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      GtkWidget *row = ac_row_new (words[i]);

      ac_row_set_state (AC_ROW (row), AC_ROW_ON);
      gtk_list_box_append (self->scopes_list, row);
    }
}

static void
update_dialog (AcAccountDialog *self)
{
  AcAccountState state = ac_account_get_state (self->account);
  const char *name = ac_account_get_display_name (self->account);
  const char *handle = ac_account_get_handle (self->account);
  const char *server = ac_account_get_server (self->account);
  AcRowFacts facts = { .cached = TRUE, .on = state == AC_ACCOUNT_ON };
  g_autofree char *words = ac_words_account (self->account);
  g_autofree char *since = ac_words_time (ac_account_get_created_at (self->account));
  g_autofree char *used = ac_words_time (ac_account_get_last_used_at (self->account));

  facts.attention = state == AC_ACCOUNT_ATTENTION;
  facts.pending = state == AC_ACCOUNT_REMOVING;
  adw_dialog_set_title (ADW_DIALOG (self), name != NULL && *name != '\0' ? name : _("Account"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row),
                                 handle != NULL ? handle : "");
  ac_row_set_detail (self->state_row, words);
  ac_row_set_reason (self->state_row, words);
  ac_row_set_state (self->state_row, ac_row_state_resolve (&facts));
  ac_row_set_icon_name (self->state_row,
                        facts.attention ? "dialog-warning-symbolic" : "avatar-default-symbolic");
  ac_row_set_detail (self->server_row, server);
  ac_row_set_detail (self->since_row, since);
  ac_row_set_detail (self->used_row,
                     ac_account_get_last_used_at (self->account) != 0 ? used : _("Not yet"));
  fill_scopes (self);
  gtk_widget_set_visible (GTK_WIDGET (self->open_row),
                          ac_account_get_profile_url (self->account) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.check", state != AC_ACCOUNT_REMOVING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.sign-in", state != AC_ACCOUNT_REMOVING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.link", state != AC_ACCOUNT_REMOVING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.remove", state != AC_ACCOUNT_REMOVING);
}

static void
open_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *url = ac_account_get_profile_url (AC_ACCOUNT_DIALOG (widget)->account);

  if (url != NULL)
    ac_open_uri (widget, url);
}

static void
checked_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (owner), "dialog.check", TRUE);
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
  else
    ac_toast (GTK_WIDGET (owner), _("The service knows this account, and lets us in"));
}

static void
check_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcAccountDialog *self = AC_ACCOUNT_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "dialog.check", FALSE);
  ac_answer_to (ac_client_check_account (self->client, ac_account_get_id (self->account)), self,
                checked_cb, NULL, NULL);
}

static void
leave_for (AcAccountDialog *self, const char *action_name)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_WINDOW);
  g_autofree char *id = g_strdup (ac_account_get_id (self->account));

  adw_dialog_close (ADW_DIALOG (self));
  if (window != NULL)
    gtk_widget_activate_action (window, action_name, "s", id);
}

static void
sign_in_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  leave_for (AC_ACCOUNT_DIALOG (widget), "win.sign-in");
}

static void
link_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  leave_for (AC_ACCOUNT_DIALOG (widget), "win.link-accounts");
}

static void
removed_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
  else
    gtk_widget_activate_action (GTK_WIDGET (owner), "win.undoing", "s",
                                ac_undoing_get_id (g_value_get_object (value)));
}

static void
remove_answered_cb (AdwAlertDialog *dialog, const char *response, AcAccountDialog *self)
{
  const AcCopies copies = ac_copies_choice_get (dialog);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!g_str_equal (response, "remove"))
    return;

  ac_answer_to (ac_client_remove_account (self->client, ac_account_get_id (self->account), copies),
                root, removed_cb, NULL, NULL);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
remove_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcAccountDialog *self = AC_ACCOUNT_DIALOG (widget);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));

  adw_alert_dialog_format_heading (dialog, _("Remove %s?"), ac_account_get_handle (self->account));
  adw_alert_dialog_set_body (
      dialog,
      _("It is out of use here at once, and the service is told to end this sign-in. The account "
         "at the service stays."));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ac_copies_choice_add (dialog, _("Also delete what you shared there"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_answered_cb), self,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
ac_account_dialog_dispose (GObject *object)
{
  AcAccountDialog *self = AC_ACCOUNT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_ACCOUNT_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (ac_account_dialog_parent_class)->dispose (object);
}

static void
ac_account_dialog_class_init (AcAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_account_dialog_dispose;

  g_type_ensure (AC_TYPE_ROW);
  g_type_ensure (AC_TYPE_PAUSE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, state_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, since_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, used_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, pause_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, scopes_list);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, open_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, check_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, link_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountDialog, remove_row);
  gtk_widget_class_install_action (widget_class, "dialog.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "dialog.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "dialog.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (widget_class, "dialog.link", NULL, link_action);
  gtk_widget_class_install_action (widget_class, "dialog.remove", NULL, remove_action);
}

static void
ac_account_dialog_init (AcAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->open_row);
  ac_row_expose (self->check_row);
  ac_row_expose (self->again_row);
  ac_row_expose (self->link_row);
  ac_row_expose (self->remove_row);
  ac_row_set_state (self->server_row, AC_ROW_ON);
  ac_row_set_state (self->since_row, AC_ROW_ON);
  ac_row_set_state (self->used_row, AC_ROW_ON);
}

AdwDialog *
ac_account_dialog_new (AcClient *client, AcAccount *account)
{
  AcAccountDialog *self = g_object_new (AC_TYPE_ACCOUNT_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->account = g_object_ref (account);
  ac_pause_row_set_up (self->pause_row, client, account);
  g_signal_connect_object (account, "notify", G_CALLBACK (update_dialog), self, G_CONNECT_SWAPPED);
  update_dialog (self);
  return ADW_DIALOG (self);
}
