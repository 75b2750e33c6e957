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
#include "ac-use-table.h"
#include "accounts/ac-receipt-file.h"

struct _AcHistoryDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcUseTable *table;
  GListStore *receipts; /* newest first */
  GHashTable *undoable; /* id of a receipt → AcUseCell that it is the last word about */
  gboolean loading;
  gboolean reload; /* they may have changed while they were loaded */
  gboolean undone; /* and what comes of it is looked at */
  GtkStack *stack;
  GtkListView *lines;
};

G_DEFINE_FINAL_TYPE (AcHistoryDialog, ac_history_dialog, ADW_TYPE_DIALOG)

static void
describe_receipt (gpointer item, AcLine *line, gpointer user_data)
{
  AcHistoryDialog *self = user_data;

  line->icon_name =
      ac_receipt_get_facts (item)->value ? "object-select-symbolic" : "action-unavailable-symbolic";
  line->title = ac_receipt_words_title (item);
  line->detail = ac_receipt_words_detail (item);
  line->target = g_strdup (ac_receipt_get_id (item));
  if (g_hash_table_contains (self->undoable, line->target))
    line->buttons[0] = (AcLineButton) { _("Undo"), NULL, "history.undo" };
  line->buttons[1] =
      (AcLineButton) { _("Save Receipt…"), "document-save-symbolic", "history.save" };
}

static GHashTable *
index_undoable (AcUseTable *table)
{
  GListModel *cells = ac_use_table_get_cells (table);
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(AcUseCell) cell = g_list_model_get_item (cells, i);

      if (ac_use_cell_can_undo (cell))
        g_hash_table_insert (
            index, g_strdup (ac_use_choice_get_facts (ac_use_cell_get_choice (cell))->receipt_id),
            g_object_ref (cell));
    }

  return index;
}

static void
update_undoable (AcHistoryDialog *self)
{
  g_hash_table_unref (self->undoable);
  self->undoable = index_undoable (self->table);
  ac_line_factory_refresh (self->lines);
}

/* How many stand before the newest that is known. */
static guint
count_new (AcHistoryDialog *self, GListModel *list)
{
  g_autoptr(AcReceipt) newest = g_list_model_get_item (G_LIST_MODEL (self->receipts), 0);
  const guint n = g_list_model_get_n_items (list);

  for (guint i = 0; newest != NULL && i < n; i++)
    {
      g_autoptr(AcReceipt) receipt = g_list_model_get_item (list, i);

      if (g_str_equal (ac_receipt_get_id (receipt), ac_receipt_get_id (newest)))
        return i;
    }

  return n;
}

static void
take_receipts (AcHistoryDialog *self, GListModel *list)
{
  const guint n = count_new (self, list);

  if (n == g_list_model_get_n_items (list))
    g_list_store_remove_all (self->receipts);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcReceipt) receipt = g_list_model_get_item (list, i);

      g_list_store_insert (self->receipts, i, receipt);
    }

  if (n > 0 && self->undone)
    gtk_list_view_scroll_to (self->lines, 0, GTK_LIST_SCROLL_FOCUS, NULL);
  self->undone = self->undone && n == 0;
}

static void
show_page (AcHistoryDialog *self, gboolean failed)
{
  const gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->receipts)) == 0;

  gtk_stack_set_visible_child_name (self->stack, !empty          ? "list"
                                                 : failed        ? "failed"
                                                 : self->loading ? "loading"
                                                                 : "nothing");
}

static void load (AcHistoryDialog *self);

static void
loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcHistoryDialog *self = owner;

  self->loading = FALSE;
  if (self->reload)
    {
      load (self);
      return;
    }

  if (error == NULL)
    take_receipts (self, g_value_get_object (value));
  show_page (self, error != NULL);
}

static void
load (AcHistoryDialog *self)
{
  self->reload = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  show_page (self, FALSE);
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
undo_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcHistoryDialog *self = AC_HISTORY_DIALOG (widget);
  AcUseCell *cell = g_hash_table_lookup (self->undoable, g_variant_get_string (parameter, NULL));

  if (cell == NULL)
    return;

  self->undone = TRUE;
  ac_use_table_undo (self->table, cell);
}

static void
ac_history_dialog_dispose (GObject *object)
{
  AcHistoryDialog *self = AC_HISTORY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_HISTORY_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->table);
  g_clear_object (&self->receipts);
  g_clear_pointer (&self->undoable, g_hash_table_unref);

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
  gtk_widget_class_install_action (widget_class, "history.undo", "s", undo_action);
}

static void
ac_history_dialog_init (AcHistoryDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = ac_line_factory_new (describe_receipt, self);
  g_autoptr(GtkNoSelection) model = NULL;

  self->receipts = g_list_store_new (AC_TYPE_RECEIPT);
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_help_set_topic (GTK_WIDGET (self), "uses");
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->receipts)));
  gtk_list_view_set_factory (self->lines, factory);
  gtk_list_view_set_model (self->lines, GTK_SELECTION_MODEL (model));
}

AdwDialog *
ac_history_dialog_new (AcClient *client)
{
  AcHistoryDialog *self = g_object_new (AC_TYPE_HISTORY_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->table = g_object_ref (ac_use_table_get (client));
  self->undoable = index_undoable (self->table);
  g_signal_connect_object (self->table, "changed", G_CALLBACK (update_undoable), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_choices (client), "items-changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}
