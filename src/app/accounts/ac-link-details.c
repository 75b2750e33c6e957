/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-copies-choice.h"
#include "ac-account-row.h"
#include "ac-link-details.h"
#include "ac-link-row.h"
#include "ac-link-words.h"
#include "ac-receipt-file.h"
#include "ac-row.h"
#include "ac-shell.h"

struct _AcLinkDetails
{
  AdwDialog parent_instance;
  AcClient *client;
  AcLink *link;
  AcPurpose asked; /* what is being turned on or off; AC_PURPOSE_LINK: nothing */
  gboolean wanted;
  GtkListBox *accounts_list;
  AcRow *sign_in_row;
  AcRow *share_status_row;
  AcRow *personalise_row;
  GtkListBoxRow *receipt_row;
  GtkListBoxRow *unlink_row;
};

G_DEFINE_FINAL_TYPE (AcLinkDetails, ac_link_details, ADW_TYPE_DIALOG)

static AcRow *
get_row (AcLinkDetails *self, AcPurpose purpose)
{
  switch (purpose)
    {
    case AC_PURPOSE_SIGN_IN:
      return self->sign_in_row;
    case AC_PURPOSE_SHARE_STATUS:
      return self->share_status_row;
    case AC_PURPOSE_PERSONALISE:
    case AC_PURPOSE_LINK:
    default:
      return self->personalise_row;
    }
}

static void
update_switch (AcLinkDetails *self, AcPurpose purpose)
{
  AcRow *row = get_row (self, purpose);
  const AcSwitch *state = ac_link_get_switch (self->link, purpose);
  AcRowFacts facts = {
    .cached = TRUE,
    .on = self->asked == purpose ? self->wanted : state->on,
    .pending = self->asked == purpose,
  };
  g_autofree char *since = ac_link_words_since (state);
  g_autofree char *detail = g_strdup_printf ("%s\n%s", ac_link_words_purpose_on (purpose), since);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ac_link_words_purpose (purpose));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  ac_row_set_detail (row, detail);
  ac_row_set_state (row, ac_row_state_resolve (&facts));
}

static void
update_switches (AcLinkDetails *self)
{
  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    update_switch (self, purpose);
}

static void
set_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcLinkDetails *self = owner;

  self->asked = AC_PURPOSE_LINK;
  update_switches (self);
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (self), error);
}

static void
set_switch (AcLinkDetails *self, AcPurpose purpose, gboolean on)
{
  AcAnswers answers = { 0 };

  answers.of[purpose] = on ? AC_ANSWER_YES : AC_ANSWER_NO;
  self->asked = purpose;
  self->wanted = on;
  update_switches (self);
  ac_answer_to (ac_client_set_link (self->client, ac_link_get_id (self->link), &answers), self,
                set_cb, NULL, NULL);
}

static void
consent_answered_cb (AdwAlertDialog *dialog, const char *response, AcLinkDetails *self)
{
  const AcPurpose purpose = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "ac-purpose"));

  if (g_str_equal (response, "on"))
    set_switch (self, purpose, TRUE);
  else
    ac_row_refresh (get_row (self, purpose));
}

/* Both answers look alike, and closing the question is no answer. */
static void
ask_consent (AcLinkDetails *self, AcPurpose purpose)
{
  AcAccount *first = ac_link_find_account (self->client, self->link, 0);
  AcAccount *second = ac_link_find_account (self->client, self->link, 1);
  g_autofree char *heading =
      /* Translators: %s is one of the switches of a link, such as “Share Status” */
      g_strdup_printf (_("Turn On “%s”?"), ac_link_words_purpose (purpose));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, NULL));

  /* Translators: two accounts, then two sentences about what is turned on */
  adw_alert_dialog_format_body (
      dialog, _("For %s and %s. %s.\n\n%s"), ac_account_get_handle (first),
                ac_account_get_handle (second), ac_link_words_purpose_on (purpose),
                ac_link_words_purpose_limits (purpose));
  adw_alert_dialog_add_responses (dialog, "off", _("_Leave Off"), "on", _("_Turn On"), NULL);
  adw_alert_dialog_set_close_response (dialog, "off");
  g_object_set_data (G_OBJECT (dialog), "ac-purpose", GUINT_TO_POINTER (purpose));
  g_signal_connect_object (dialog, "response", G_CALLBACK (consent_answered_cb), self,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
switched_cb (AcRow *row, gboolean on, AcLinkDetails *self)
{
  AcPurpose purpose = AC_FIRST_SWITCH;

  while (get_row (self, purpose) != row)
    purpose++;

  if (!on)
    set_switch (self, purpose, FALSE);
  else if (ac_link_find_account (self->client, self->link, 0) != NULL &&
           ac_link_find_account (self->client, self->link, 1) != NULL)
    ask_consent (self, purpose);
}

static void
save_receipt_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcLinkDetails *self = AC_LINK_DETAILS (widget);

  ac_receipt_file_save (widget, self->client, ac_link_get_receipt_id (self->link));
}

static void
unlinked_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
  else
    gtk_widget_activate_action (GTK_WIDGET (owner), "win.undoing", "s",
                                ac_undoing_get_id (g_value_get_object (value)));
}

static void
unlink_answered_cb (AdwAlertDialog *dialog, const char *response, AcLinkDetails *self)
{
  const AcCopies copies = ac_copies_choice_get (dialog);

  /* The answer is the window's: this dialog goes with the link. */
  if (g_str_equal (response, "unlink"))
    ac_answer_to (ac_client_end_link (self->client, ac_link_get_id (self->link), copies, NULL),
                  gtk_widget_get_root (GTK_WIDGET (self)), unlinked_cb, NULL, NULL);
}

static void
unlink_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Unlink the Accounts?"),
      _("They stop working together at once, and what waits because of the link is not sent. Both "
          "accounts stay, and earlier choices come back.")));

  ac_copies_choice_add (dialog, _("Also delete what was shared because of it"));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "unlink", _("_Unlink"), NULL);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (unlink_answered_cb), widget,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/* Unlinked elsewhere, or one of the accounts is gone. */
static void
links_changed_cb (AcLinkDetails *self)
{
  if (ac_client_find_link (self->client, ac_link_get_id (self->link)) == NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
ac_link_details_dispose (GObject *object)
{
  AcLinkDetails *self = AC_LINK_DETAILS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_LINK_DETAILS);
  g_clear_object (&self->link);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_link_details_parent_class)->dispose (object);
}

static void
ac_link_details_class_init (AcLinkDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_link_details_dispose;

  g_type_ensure (AC_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-link-details.ui");
  gtk_widget_class_bind_template_child (widget_class, AcLinkDetails, accounts_list);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDetails, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDetails, share_status_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDetails, personalise_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDetails, receipt_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDetails, unlink_row);
  gtk_widget_class_install_action (widget_class, "link.save-receipt", NULL, save_receipt_action);
  gtk_widget_class_install_action (widget_class, "link.unlink", NULL, unlink_action);
}

static void
ac_link_details_init (AcLinkDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->receipt_row);
  ac_row_expose (self->unlink_row);
  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    g_signal_connect_object (get_row (self, purpose), "switched", G_CALLBACK (switched_cb), self,
                             G_CONNECT_DEFAULT);
}

AdwDialog *
ac_link_details_new (AcClient *client, AcLink *link)
{
  AcLinkDetails *self = g_object_new (AC_TYPE_LINK_DETAILS, NULL);

  self->client = g_object_ref (client);
  self->link = g_object_ref (link);
  for (guint i = 0; i < 2; i++)
    {
      AcAccount *account = ac_link_find_account (client, link, i);

      if (account != NULL)
        gtk_list_box_append (self->accounts_list,
                             ac_account_row_new (account, ac_client_get_services (client)));
    }
  g_signal_connect_object (link, "notify", G_CALLBACK (update_switches), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_links (client), "items-changed",
                           G_CALLBACK (links_changed_cb), self, G_CONNECT_SWAPPED);
  update_switches (self);
  return ADW_DIALOG (self);
}
