/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-begin.h"
#include "ac-clock.h"
#include "ac-rule-dialog.h"
#include "ac-rule-form.h"
#include "ac-rule-pairs.h"
#include "ac-rule-tries.h"
#include "ac-shell.h"
#include "help/ac-help.h"

struct _AcRuleDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcShareRule *rule; /* (nullable) */
  char *key;         /* of this one wish; another one as soon as the wish changes */
  gboolean changed;
  gboolean busy;
  AdwNavigationView *pages;
  AdwNavigationPage *form_page;
  GtkWidget *save_button;
  AdwBanner *banner;
  AcRuleForm *form;
};

G_DEFINE_FINAL_TYPE (AcRuleDialog, ac_rule_dialog, ADW_TYPE_DIALOG)

static AcLink *
find_link (AcRuleDialog *self)
{
  AcAccount *source = ac_rule_form_get_source (self->form);
  AcAccount *target = ac_rule_form_get_target (self->form);

  return source != NULL && target != NULL ? ac_rule_pairs_find_link (self->client, source, target)
                                          : NULL;
}

static void
update (AcRuleDialog *self)
{
  const gboolean whole = ac_rule_form_get_target (self->form) != NULL;

  gtk_widget_set_sensitive (self->save_button,
                            whole && !self->busy && (self->changed || self->rule == NULL));
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !self->busy);
  /* What is asked for can't be asked back: the answer is waited for. */
  adw_dialog_set_can_close (ADW_DIALOG (self), !self->busy && !self->changed);
  gtk_button_set_label (GTK_BUTTON (self->save_button), self->busy ? _("Saving…") : _("_Save"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.try", whole && !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.delete", self->rule != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.renew",
                                 self->rule != NULL && !self->busy);
}

static void
changed_cb (AcRuleDialog *self)
{
  g_clear_pointer (&self->key, g_free);
  self->changed = TRUE;
  adw_banner_set_revealed (self->banner, FALSE);
  update (self);
}

static void
set_busy (AcRuleDialog *self, gboolean busy)
{
  self->busy = busy;
  update (self);
}

static void
show_error (AcRuleDialog *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (ac_rule_form_show_error (self->form, error))
    return;

  words = ac_words_gerror (error);
  adw_banner_set_title (self->banner, words);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
saved_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcRuleDialog *self = owner;

  self->changed = self->changed && error != NULL;
  set_busy (self, FALSE);
  if (error != NULL)
    {
      show_error (self, error);
      return;
    }

  ac_toast (GTK_WIDGET (self),
            self->rule != NULL ? _("Saved") : _("Saved. It is off until you turn it on"));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
save_cb (AcRuleDialog *self)
{
  AcLink *link = find_link (self);
  JsonObject *choices = ac_rule_form_write (self->form);

  if (choices == NULL)
    return;
  if (self->rule == NULL && link == NULL)
    {
      g_autoptr(GError) error = g_error_new_literal (AC_ERROR, AC_ERROR_NOT_LINKED, "No link");

      json_object_unref (choices);
      show_error (self, error);
      return;
    }

  if (self->key == NULL)
    self->key = ac_id_new ();
  set_busy (self, TRUE);
  ac_answer_to (
      self->rule != NULL
          ? ac_client_change_rule (self->client, ac_share_rule_get_id (self->rule), choices)
          : ac_client_make_rule (self->client, self->key, ac_link_get_id (link),
                                 ac_account_get_id (ac_rule_form_get_source (self->form)), choices),
      self, saved_cb, NULL, NULL);
}

/* Takes choices. What was changed and not saved shares nothing. */
static void
push_tries (AcRuleDialog *self, AcLink *link, JsonObject *choices)
{
  AdwNavigationPage *tries =
      ac_rule_tries_new (self->client, ac_link_get_id (link),
                         ac_account_get_id (ac_rule_form_get_source (self->form)), choices);

  if (self->rule != NULL && !self->changed && ac_share_rule_is_on (self->rule))
    ac_rule_tries_offer_earlier (AC_RULE_TRIES (tries), self->rule);
  adw_navigation_view_push (self->pages, tries);
}

static void
try_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcRuleDialog *self = AC_RULE_DIALOG (widget);
  AcLink *link = find_link (self);
  JsonObject *choices = NULL;

  if (link == NULL)
    {
      g_autoptr(GError) error = g_error_new_literal (AC_ERROR, AC_ERROR_NOT_LINKED, "No link");

      show_error (self, error);
      return;
    }

  if ((choices = ac_rule_form_write (self->form)))
    push_tries (self, link, choices);
}

static void
renewed_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcRuleDialog *self = owner;

  set_busy (self, FALSE);
  ac_rule_form_focus_end (self->form);
  if (error != NULL)
    {
      show_error (self, error);
      return;
    }

  ac_toast (GTK_WIDGET (self),
            ac_share_rule_is_on (self->rule) ? _("Renewed")
                                             : _("Renewed. It is off until you turn it on"));
}

static void
renew_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcRuleDialog *self = AC_RULE_DIALOG (widget);
  JsonObject *choices = json_object_new ();

  json_object_set_int_member (choices, "days", AC_SHARE_RULE_MAX_DAYS);
  set_busy (self, TRUE);
  ac_answer_to (ac_client_change_rule (self->client, ac_share_rule_get_id (self->rule), choices),
                self, renewed_cb, NULL, NULL);
}

static void
deleted_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    show_error (owner, error);
}

static void
delete_answered_cb (AcRuleDialog *self, const char *response)
{
  if (g_str_equal (response, "delete"))
    ac_answer_to (ac_client_delete_rule (self->client, ac_share_rule_get_id (self->rule)), self,
                  deleted_cb, NULL, NULL);
}

static void
delete_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _("Delete This Automatic Sharing?"),
        _("Nothing more is shared by it, at once. What it shared stays where it is, and another "
          "one doesn’t share it again.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
discard_answered_cb (AcRuleDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
ac_rule_dialog_close_attempt (AdwDialog *dialog)
{
  AcRuleDialog *self = AC_RULE_DIALOG (dialog);
  AdwAlertDialog *question = NULL;

  if (self->busy)
    return;

  question = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_("Discard Changes?"), _("What you changed is not saved yet.")));
  adw_alert_dialog_add_responses (question, "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (question, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (question, "cancel");
  adw_alert_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_answered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (self));
}

/* Deleted here or elsewhere, or one of the accounts is gone. */
static void
rules_changed_cb (AcRuleDialog *self)
{
  if (self->rule != NULL &&
      ac_client_find_rule (self->client, ac_share_rule_get_id (self->rule)) == NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
ac_rule_dialog_dispose (GObject *object)
{
  AcRuleDialog *self = AC_RULE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_RULE_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->rule);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (ac_rule_dialog_parent_class)->dispose (object);
}

static void
ac_rule_dialog_class_init (AcRuleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_rule_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = ac_rule_dialog_close_attempt;

  g_type_ensure (AC_TYPE_RULE_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-rule-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcRuleDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AcRuleDialog, form_page);
  gtk_widget_class_bind_template_child (widget_class, AcRuleDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, AcRuleDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AcRuleDialog, form);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_install_action (widget_class, "rule.try", NULL, try_action);
  gtk_widget_class_install_action (widget_class, "rule.renew", NULL, renew_action);
  gtk_widget_class_install_action (widget_class, "rule.delete", NULL, delete_action);
}

static void
ac_rule_dialog_init (AcRuleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_help_set_topic (GTK_WIDGET (self), "automatic");
}

AdwDialog *
ac_rule_dialog_new (AcClient *client, AcShareRule *rule)
{
  AcRuleDialog *self = NULL;
  const char *title = rule != NULL ? _("Automatic Sharing") : _("Share Automatically");

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);

  self = g_object_new (AC_TYPE_RULE_DIALOG, "title", title, NULL);
  self->client = g_object_ref (client);
  g_set_object (&self->rule, rule);
  adw_navigation_page_set_title (self->form_page, title);
  ac_rule_form_set_up (self->form, client, rule);
  ac_begin_at (ADW_DIALOG (self), ac_rule_form_get_first_row (self->form));
  g_signal_connect_object (ac_client_get_rules (client), "items-changed",
                           G_CALLBACK (rules_changed_cb), self, G_CONNECT_SWAPPED);
  if (rule != NULL)
    g_signal_connect_object (rule, "changed", G_CALLBACK (ac_rule_form_update_end), self->form,
                             G_CONNECT_SWAPPED);
  update (self);
  return ADW_DIALOG (self);
}
