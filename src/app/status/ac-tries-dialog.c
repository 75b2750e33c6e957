/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-attempt-words.h"
#include "ac-row.h"
#include "ac-tries-dialog.h"

struct _AcTriesDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcDelivery *delivery;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *again_button;
  AdwPreferencesGroup *group;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AcTriesDialog, ac_tries_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  const AcAttemptFacts *facts = ac_attempt_get_facts (item);
  g_autofree char *detail = ac_attempt_words_detail (facts);
  GtkWidget *row = ac_row_new (ac_attempt_words_title (facts));

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  ac_row_set_detail (AC_ROW (row), detail);
  ac_row_set_icon_name (AC_ROW (row), ac_attempt_words_icon (facts));
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  return row;
}

static void
show_failure (AcTriesDialog *self, const GError *error)
{
  g_autofree char *words = ac_words_gerror (error);

  adw_status_page_set_description (self->failed_page, words);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_grab_focus (self->again_button);
}

static void
loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcTriesDialog *self = owner;
  GtkListBoxRow *first = NULL;
  gboolean moves = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") != 0;

  if (error != NULL)
    {
      show_failure (self, error);
      return;
    }

  gtk_list_box_bind_model (self->list, g_value_get_object (value), create_row, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "list");
  if (moves && (first = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
load (AcTriesDialog *self)
{
  ac_answer_to (ac_client_list_attempts (self->client, ac_delivery_get_id (self->delivery)), self,
                loaded_cb, NULL, NULL);
}

static void
again_cb (AcTriesDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  load (self);
}

static void
ac_tries_dialog_dispose (GObject *object)
{
  AcTriesDialog *self = AC_TRIES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_TRIES_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->delivery);

  G_OBJECT_CLASS (ac_tries_dialog_parent_class)->dispose (object);
}

static void
ac_tries_dialog_class_init (AcTriesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_tries_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-tries-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcTriesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AcTriesDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, AcTriesDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, AcTriesDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AcTriesDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ac_tries_dialog_init (AcTriesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
ac_tries_dialog_new (AcClient *client, AcDelivery *delivery)
{
  AcTriesDialog *self = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (AC_IS_DELIVERY (delivery), NULL);

  self = g_object_new (AC_TYPE_TRIES_DIALOG, NULL);
  self->client = g_object_ref (client);
  self->delivery = g_object_ref (delivery);
  /* Translators: a service, and the person's name there */
  words = g_strdup_printf (_("%s, %s. The last 20 are kept, without what was written"),
                             ac_words_service (ac_delivery_get_service (delivery)),
                             ac_delivery_get_handle (delivery));
  adw_preferences_group_set_description (self->group, words);
  g_signal_connect_object (delivery, "notify::updated-at", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}
