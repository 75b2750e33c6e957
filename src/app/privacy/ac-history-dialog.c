/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-client-links.h"
#include "help/ac-help.h"
#include "ac-history-dialog.h"
#include "ac-ledger-words.h"
#include "ac-line-factory.h"
#include "accounts/ac-receipt-file.h"

struct _AcHistoryDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  GtkStack *stack;
  GtkListView *lines;
};

G_DEFINE_FINAL_TYPE (AcHistoryDialog, ac_history_dialog, ADW_TYPE_DIALOG)

static void
describe_receipt (gpointer item, AcLine *line)
{
  line->icon_name =
      ac_receipt_get_facts (item)->value ? "object-select-symbolic" : "action-unavailable-symbolic";
  line->title = ac_receipt_words_title (item);
  line->detail = ac_receipt_words_detail (item);
  line->action_name = g_strdup ("history.save");
  line->target = g_strdup (ac_receipt_get_id (item));
  line->button_icon = "document-save-symbolic";
  line->button_name = _("Save Receipt…");
}

static void
loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcHistoryDialog *self = owner;
  g_autoptr(GtkNoSelection) model = NULL;

  if (error != NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  model = gtk_no_selection_new (g_value_dup_object (value));
  gtk_list_view_set_model (self->lines, GTK_SELECTION_MODEL (model));
  gtk_stack_set_visible_child_name (
      self->stack, g_list_model_get_n_items (G_LIST_MODEL (model)) > 0 ? "list" : "nothing");
}

static void
load (AcHistoryDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  ac_answer_to (ac_client_list_receipts (self->client), self, loaded_cb, NULL, NULL);
}

static void
try_again_cb (AcHistoryDialog *self)
{
  load (self);
}

static void
save_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_receipt_file_save (widget, AC_HISTORY_DIALOG (widget)->client,
                        g_variant_get_string (parameter, NULL));
}

static void
ac_history_dialog_dispose (GObject *object)
{
  AcHistoryDialog *self = AC_HISTORY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_HISTORY_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_history_dialog_parent_class)->dispose (object);
}

static void
ac_history_dialog_class_init (AcHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_history_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AcHistoryDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_install_action (widget_class, "history.save", "s", save_action);
}

static void
ac_history_dialog_init (AcHistoryDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = ac_line_factory_new (describe_receipt);

  gtk_widget_init_template (GTK_WIDGET (self));
  ac_help_set_topic (GTK_WIDGET (self), "uses");
  gtk_list_view_set_factory (self->lines, factory);
}

AdwDialog *
ac_history_dialog_new (AcClient *client)
{
  AcHistoryDialog *self = g_object_new (AC_TYPE_HISTORY_DIALOG, NULL);

  self->client = g_object_ref (client);
  load (self);
  return ADW_DIALOG (self);
}
