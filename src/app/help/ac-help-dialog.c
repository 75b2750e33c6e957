/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-help-dialog.h"
#include "ac-help-page.h"
#include "ac-row.h"

struct _AcHelpDialog
{
  AdwDialog parent_instance;
  AdwNavigationView *pages;
  GtkListBox *contents;
};

G_DEFINE_FINAL_TYPE (AcHelpDialog, ac_help_dialog, ADW_TYPE_DIALOG)

static void
row_activated_cb (AcHelpDialog *self, GtkListBoxRow *row)
{
  const AcHelpPage *page = ac_help_get (gtk_list_box_row_get_index (row));

  if (page != NULL)
    adw_navigation_view_push (self->pages, ac_help_page_new (page));
}

static void
fill_contents (AcHelpDialog *self)
{
  const AcHelpPage *page = NULL;

  for (gsize i = 0; (page = ac_help_get (i)) != NULL; i++)
    {
      GtkWidget *row =
          g_object_new (ADW_TYPE_ACTION_ROW, "title",
                        _(page->title), "use-markup", FALSE, "activatable", TRUE, NULL);
      GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      ac_row_expose (GTK_LIST_BOX_ROW (row));
      gtk_list_box_append (self->contents, row);
    }
}

static void
ac_help_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_HELP_DIALOG);

  G_OBJECT_CLASS (ac_help_dialog_parent_class)->dispose (object);
}

static void
ac_help_dialog_class_init (AcHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_help_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcHelpDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AcHelpDialog, contents);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ac_help_dialog_init (AcHelpDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_contents (self);
}

AdwDialog *
ac_help_dialog_new (const char *id)
{
  AcHelpDialog *self = g_object_new (AC_TYPE_HELP_DIALOG, NULL);
  const AcHelpPage *page = ac_help_find (id);

  if (page != NULL)
    adw_navigation_view_push (self->pages, ac_help_page_new (page));
  return ADW_DIALOG (self);
}
