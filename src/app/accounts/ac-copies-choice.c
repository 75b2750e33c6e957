/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-copies-choice.h"
#include "ac-row.h"

void
ac_copies_choice_add (AdwAlertDialog *dialog, const char *title)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  ac_row_expose (GTK_LIST_BOX_ROW (row));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_alert_dialog_get_heading (dialog), -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (dialog, list);
}

AcCopies
ac_copies_choice_get (AdwAlertDialog *dialog)
{
  GtkListBox *list = GTK_LIST_BOX (adw_alert_dialog_get_extra_child (dialog));
  AdwSwitchRow *row = ADW_SWITCH_ROW (gtk_list_box_get_row_at_index (list, 0));

  return adw_switch_row_get_active (row) ? AC_COPIES_DELETED : AC_COPIES_KEPT;
}
