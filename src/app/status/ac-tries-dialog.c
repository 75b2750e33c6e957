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
  GListStore *tries;
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

static guint
get_number (GListModel *tries, guint place)
{
  g_autoptr(AcAttempt) attempt = g_list_model_get_item (tries, place);

  return attempt != NULL ? ac_attempt_get_facts (attempt)->number : 0;
}

/* 0: the focus is elsewhere. */
static guint
find_focused (AcTriesDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL || gtk_widget_get_parent (row) != GTK_WIDGET (self->list))
    return 0;
  return get_number (G_LIST_MODEL (self->tries),
                     gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

/* The one with that number, or the oldest. */
static void
focus_number (AcTriesDialog *self, guint number)
{
  GListModel *tries = G_LIST_MODEL (self->tries);
  const guint n = g_list_model_get_n_items (tries);
  guint place = 0;

  while (place + 1 < n && get_number (tries, place) > number)
    place++;
  if (n > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, place)));
}

/* It changes once, when it is settled. */
static void
put_try (AcTriesDialog *self, guint place, AcAttempt *attempt)
{
  const AcAttemptFacts *now = ac_attempt_get_facts (attempt);
  g_autoptr(AcAttempt) before = g_list_model_get_item (G_LIST_MODEL (self->tries), place);
  const AcAttemptFacts *then = before != NULL ? ac_attempt_get_facts (before) : NULL;

  if (then != NULL && then->number == now->number && then->outcome == now->outcome &&
      then->ended_at == now->ended_at)
    return;

  g_list_store_splice (self->tries, place, then != NULL && then->number == now->number,
                       (gpointer *) &attempt, 1);
}

/* Rows that stay keep what reads them. */
void
ac_tries_dialog_show_tries (AcTriesDialog *self, GListModel *tries)
{
  const guint n = g_list_model_get_n_items (tries);
  guint focused = 0;

  g_return_if_fail (AC_IS_TRIES_DIALOG (self));

  focused = find_focused (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcAttempt) attempt = g_list_model_get_item (tries, i);

      put_try (self, i, attempt);
    }
  g_list_store_splice (self->tries, n, g_list_model_get_n_items (G_LIST_MODEL (self->tries)) - n,
                       NULL, 0);
  if (focused > 0)
    focus_number (self, focused);
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

  ac_tries_dialog_show_tries (self, g_value_get_object (value));
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
  g_clear_object (&self->tries);

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
  self->tries = g_list_store_new (AC_TYPE_ATTEMPT);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->tries), create_row, NULL, NULL);
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
