/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "help/ac-help.h"
#include "ac-row.h"
#include "ac-use-dialog.h"
#include "ac-use-row.h"
#include "ac-use-words.h"
#include "accounts/ac-link-words.h"

struct _AcUseDialog
{
  AdwDialog parent_instance;
  AcUseTable *table;
  AcUsePurpose purpose;
  char *account_id; /* (nullable) */
  GPtrArray *groups;
  AdwPreferencesPage *page;
  GtkWidget *nobody_group;
  AcRow *about_row;
};

G_DEFINE_FINAL_TYPE (AcUseDialog, ac_use_dialog, ADW_TYPE_DIALOG)

static gboolean
is_shown (AcUseDialog *self, AcUseCell *cell)
{
  const char *id = ac_account_get_id (ac_use_cell_get_account (cell));

  return ac_use_cell_get_purpose (cell) == self->purpose &&
         (self->account_id == NULL || g_str_equal (self->account_id, id));
}

static AdwPreferencesGroup *
add_group (AcUseDialog *self, AcAccount *account)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *name = ac_link_words_account (account);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
fill (AcUseDialog *self)
{
  GListModel *cells = ac_use_table_get_cells (self->table);
  AdwPreferencesGroup *group = NULL;
  AcAccount *last = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(AcUseCell) cell = g_list_model_get_item (cells, i);

      if (!is_shown (self, cell))
        continue;
      if (group == NULL || ac_use_cell_get_account (cell) != last)
        group = add_group (self, ac_use_cell_get_account (cell));
      last = ac_use_cell_get_account (cell);
      adw_preferences_group_add (group, ac_use_row_new (self->table, cell));
    }

  gtk_widget_set_visible (self->nobody_group, self->groups->len == 0);
}

static void
ac_use_dialog_dispose (GObject *object)
{
  AcUseDialog *self = AC_USE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_USE_DIALOG);
  g_clear_object (&self->table);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_use_dialog_parent_class)->dispose (object);
}

static void
ac_use_dialog_class_init (AcUseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_use_dialog_dispose;

  g_type_ensure (AC_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-use-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcUseDialog, page);
  gtk_widget_class_bind_template_child (widget_class, AcUseDialog, nobody_group);
  gtk_widget_class_bind_template_child (widget_class, AcUseDialog, about_row);
}

static void
ac_use_dialog_init (AcUseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->groups = g_ptr_array_new ();
}

AdwDialog *
ac_use_dialog_new (AcUseTable *table, AcUsePurpose purpose, const char *account_id)
{
  AcUseDialog *self = g_object_new (AC_TYPE_USE_DIALOG, NULL);

  self->table = g_object_ref (table);
  self->purpose = purpose;
  self->account_id = g_strdup (account_id);
  ac_help_set_topic (GTK_WIDGET (self), "uses");
  adw_dialog_set_title (ADW_DIALOG (self), ac_use_words_purpose (purpose));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->about_row),
                                 ac_use_words_purpose_explain (purpose));
  ac_row_set_detail (self->about_row, ac_use_words_purpose_term (purpose));
  g_signal_connect_object (ac_use_table_get_cells (table), "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  return ADW_DIALOG (self);
}
