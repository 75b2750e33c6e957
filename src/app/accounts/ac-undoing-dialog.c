/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-link-words.h"
#include "ac-row.h"
#include "ac-shell.h"
#include "ac-undoing-dialog.h"

struct _AcUndoingDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcUndoing *undoing;
  AdwPreferencesGroup *group;
  GtkListBox *lines_list;
};

G_DEFINE_FINAL_TYPE (AcUndoingDialog, ac_undoing_dialog, ADW_TYPE_DIALOG)

static char *
name_undoing (AcUndoing *undoing)
{
  const AcNamedAccount *first = ac_undoing_get_account (undoing, 0);
  const AcNamedAccount *second = ac_undoing_get_account (undoing, 1);
  g_autofree char *one = ac_link_words_named (first);
  g_autofree char *other = second != NULL ? ac_link_words_named (second) : NULL;

  if (other == NULL)
    return g_steal_pointer (&one);
  /* Translators: two accounts that are linked */
  return g_strdup_printf (C_ ("link", "%s and %s"), one, other);
}

static gboolean
needs_person (AcUndoing *undoing)
{
  for (guint i = 0; i < ac_undoing_get_n_lines (undoing); i++)
    {
      const AcUndoingLine *line = ac_undoing_get_line (undoing, i);

      if (line->state == AC_UNDOING_STATE_FAILED || line->state == AC_UNDOING_STATE_YOURS)
        return TRUE;
    }

  return FALSE;
}

static AcRowState
find_state (const AcUndoingLine *line)
{
  AcRowFacts facts = {
    .cached = TRUE,
    .on = line->state == AC_UNDOING_STATE_DONE,
    .attention = line->state == AC_UNDOING_STATE_FAILED || line->state == AC_UNDOING_STATE_YOURS,
    .pending = line->state == AC_UNDOING_STATE_WAITING || line->state == AC_UNDOING_STATE_WORKING,
  };

  return ac_row_state_resolve (&facts);
}

static const char *
name_account (AcUndoing *undoing, const char *id)
{
  /* One that is undone alone needs no name. */
  if (id == NULL || ac_undoing_get_account (undoing, 1) == NULL)
    return NULL;

  for (guint i = 0; i < 2; i++)
    {
      const AcNamedAccount *account = ac_undoing_get_account (undoing, i);

      if (account != NULL && g_str_equal (account->id, id))
        return account->handle;
    }

  return NULL;
}

static void
update_line (AcUndoingDialog *self, AcRow *row, const AcUndoingLine *line)
{
  const char *account = name_account (self->undoing, line->account_id);
  g_autofree char *outcome = ac_link_words_outcome (line);
  g_autofree char *title = account != NULL
      /* Translators: a step of unlinking, and the account it is about */
      ? g_strdup_printf (C_ ("step", "%s: %s"), ac_link_words_step (line), account)
      : g_strdup (ac_link_words_step (line));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  ac_row_set_icon_name (row,
                        line->state == AC_UNDOING_STATE_DONE ? "object-select-symbolic" : NULL);
  ac_row_set_detail (row, outcome);
  ac_row_set_reason (row, outcome);
  ac_row_set_state (row, find_state (line));
  if (line->url != NULL && line->state != AC_UNDOING_STATE_DONE)
    ac_row_set_button (row, _("Open"), "undoing.open", g_variant_new_string (line->url));
  else
    ac_row_set_button (row, NULL, NULL, NULL);
}

static void
update_dialog (AcUndoingDialog *self)
{
  const guint n = ac_undoing_get_n_lines (self->undoing);

  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->lines_list, i);

      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (ac_row_new (""));
          gtk_list_box_append (self->lines_list, GTK_WIDGET (row));
        }
      update_line (self, AC_ROW (row), ac_undoing_get_line (self->undoing, i));
    }
}

static void
open_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_open_uri (widget, g_variant_get_string (parameter, NULL));
}

static void
seen_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    g_info ("What was undone is shown again: %s", error->message);
}

static void
ac_undoing_dialog_closed (AdwDialog *dialog)
{
  AcUndoingDialog *self = AC_UNDOING_DIALOG (dialog);

  /* What only the person can do stays in the list until they have done it and said so. */
  if (ac_undoing_get_settled (self->undoing) && !needs_person (self->undoing))
    ac_answer_to (ac_client_see_undoing (self->client, ac_undoing_get_id (self->undoing)),
                  self->client, seen_cb, NULL, NULL);
}

static void
ac_undoing_dialog_dispose (GObject *object)
{
  AcUndoingDialog *self = AC_UNDOING_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_UNDOING_DIALOG);
  g_clear_object (&self->undoing);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_undoing_dialog_parent_class)->dispose (object);
}

static void
ac_undoing_dialog_class_init (AcUndoingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_undoing_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ac_undoing_dialog_closed;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-undoing-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcUndoingDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AcUndoingDialog, lines_list);
  gtk_widget_class_install_action (widget_class, "undoing.open", "s", open_action);
}

static void
ac_undoing_dialog_init (AcUndoingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
ac_undoing_dialog_new (AcClient *client, AcUndoing *undoing)
{
  AcUndoingDialog *self = g_object_new (AC_TYPE_UNDOING_DIALOG, NULL);
  g_autofree char *name = name_undoing (undoing);

  self->client = g_object_ref (client);
  self->undoing = g_object_ref (undoing);
  adw_dialog_set_title (ADW_DIALOG (self),
                        ac_undoing_get_what (undoing) == AC_UNDOING_LINK ? _("Unlinked")
                                                                         : _("Removed"));
  adw_preferences_group_set_description (self->group, name);
  g_signal_connect_object (undoing, "notify", G_CALLBACK (update_dialog), self, G_CONNECT_SWAPPED);
  update_dialog (self);
  return ADW_DIALOG (self);
}

static void
update_row (AcUndoing *undoing, GParamSpec *pspec, AcRow *row)
{
  const gboolean settled = ac_undoing_get_settled (undoing);
  AcRowFacts facts = {
    .cached = TRUE,
    .attention = needs_person (undoing),
    .pending = !settled,
  };

  ac_row_set_detail (row, settled ? _("All steps are done") : _("Under way"));
  ac_row_set_reason (row, _("Something is left that only you can do"));
  ac_row_set_state (row, ac_row_state_resolve (&facts));
}

GtkWidget *
ac_undoing_row_new (AcUndoing *undoing)
{
  g_autofree char *name = name_undoing (undoing);
  GtkWidget *row = ac_row_new (name);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ac_undoing_get_id (undoing));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.undoing");
  g_signal_connect_object (undoing, "notify", G_CALLBACK (update_row), row, G_CONNECT_DEFAULT);
  update_row (undoing, NULL, AC_ROW (row));
  return row;
}
