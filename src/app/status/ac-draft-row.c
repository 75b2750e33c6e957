/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-draft-row.h"

static void
add_button (GtkWidget *row, GtkWidget *button, const char *action, AcDraft *draft)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", ac_draft_get_id (draft));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* One of its own, where nothing else is written. */
static const char *
find_text (AcDraft *draft)
{
  for (guint i = 0; *ac_draft_get_text (draft) == '\0' && i < ac_draft_get_n_targets (draft); i++)
    if (ac_draft_get_target (draft, i)->text != NULL)
      return ac_draft_get_target (draft, i)->text;

  return ac_draft_get_text (draft);
}

static char *
make_title (AcDraft *draft)
{
  g_autofree char *text = g_strstrip (g_strdup (find_text (draft)));

  return *text != '\0' ? g_strdelimit (g_steal_pointer (&text), "\n\r\t", ' ')
                       : g_strdup (_("Without a text"));
}

GtkWidget *
ac_draft_row_new (AcDraft *draft)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *delete = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = make_title (draft);
  g_autofree char *time = ac_words_time (ac_draft_get_updated_at (draft));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), time);
  gtk_widget_set_tooltip_text (delete, _("Delete Draft"));
  gtk_widget_add_css_class (delete, "flat");
  add_button (row, delete, "statuses.delete-draft", draft);
  add_button (row, gtk_button_new_with_label (C_ ("a draft", "Continue")), "win.continue-draft",
                                              draft);
  return row;
}
