/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-plan-group.h"
#include "ac-shell.h"
#include "ac-time-dialog.h"

struct _AcTimeDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcStatus *status;
  AdwBanner *error_banner;
  AcPlanGroup *plan;
};

G_DEFINE_FINAL_TYPE (AcTimeDialog, ac_time_dialog, ADW_TYPE_DIALOG)

static void
changed_cb (AcTimeDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "time.change",
                                 ac_plan_group_check (self->plan));
}

static void
planned_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcTimeDialog *self = owner;
  g_autofree char *failure = NULL;
  g_autofree char *words = NULL;

  changed_cb (self);
  if (error != NULL)
    {
      failure = ac_words_gerror (error);
      adw_banner_set_title (self->error_banner, failure);
      adw_banner_set_revealed (self->error_banner, TRUE);
      return;
    }

  if (ac_status_get_share_at (self->status) != 0)
    {
      words = ac_words_share_at (ac_status_get_share_at (self->status));
      ac_toast (GTK_WIDGET (self), words);
    }
  adw_dialog_close (ADW_DIALOG (self));
}

static void
change_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcTimeDialog *self = AC_TIME_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "time.change", FALSE);
  adw_banner_set_revealed (self->error_banner, FALSE);
  ac_answer_to (ac_client_plan_status (self->client, ac_status_get_id (self->status),
                                       ac_plan_group_get_share_at (self->plan)),
                self, planned_cb, NULL, NULL);
}

static void
cancel_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
ac_time_dialog_dispose (GObject *object)
{
  AcTimeDialog *self = AC_TIME_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_TIME_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (ac_time_dialog_parent_class)->dispose (object);
}

static void
ac_time_dialog_class_init (AcTimeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_time_dialog_dispose;

  g_type_ensure (AC_TYPE_PLAN_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-time-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcTimeDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, AcTimeDialog, plan);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "time.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "time.cancel", NULL, cancel_action);
}

static void
ac_time_dialog_init (AcTimeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
ac_time_dialog_new (AcClient *client, AcStatus *status)
{
  AcTimeDialog *self = g_object_new (AC_TYPE_TIME_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->status = g_object_ref (status);
  ac_plan_group_show_time_only (self->plan);
  ac_plan_group_set_share_at (self->plan, ac_status_get_share_at (status));
  return ADW_DIALOG (self);
}
