/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-composer-private.h"
#include "ac-preview-row.h"

static GPtrArray *
list_chosen (AcComposer *self)
{
  GPtrArray *chosen = g_ptr_array_new ();
  AcTargetRow *row = NULL;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    if (ac_target_row_get_chosen (row))
      g_ptr_array_add (chosen, row);

  return chosen;
}

/* The text of a place that takes a card; NULL: there is none, or pictures take its room. */
static const char *
find_card_text (AcComposer *self, GPtrArray *chosen, const char *text)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  g_autoptr(AcRemarks) remarks = ac_remarks_group_dup_remarks (self->remarks);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->pictures)) > 0)
    return NULL;

  for (guint i = 0; i < chosen->len; i++)
    if (ac_target_row_takes_cards (g_ptr_array_index (chosen, i)))
      g_ptr_array_add (texts,
                       (char *) ac_target_row_choose_text (g_ptr_array_index (chosen, i), text));

  return ac_link_card_choose_text (ac_remarks_get_card (remarks), texts);
}

void
ac_composer_insert_emoji (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcComposer *self = AC_COMPOSER (widget);

  gtk_widget_grab_focus (self->text_view);
  g_signal_emit_by_name (self->text_view, "insert-emoji");
}

void
ac_composer_measure (AcComposer *self, const char *text)
{
  g_autoptr(GPtrArray) chosen = list_chosen (self);
  const AcLongText long_text = ac_thread_group_get_long_text (self->threads);
  g_autoptr(AcRemarks) remarks = NULL;

  ac_remarks_group_show_text (self->remarks, find_card_text (self, chosen, text));
  remarks = ac_remarks_group_dup_remarks (self->remarks);
  for (guint i = 0; i < chosen->len; i++)
    ac_target_row_measure (g_ptr_array_index (chosen, i), text, ac_remarks_get_note (remarks),
                           long_text);
  ac_thread_group_show (self->threads, chosen);
}

static AcPreviewRow *
get_row (AcComposer *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->previews_list, position);

  if (row != NULL)
    return AC_PREVIEW_ROW (row);

  gtk_list_box_append (self->previews_list, ac_preview_row_new ());
  return AC_PREVIEW_ROW (gtk_list_box_get_row_at_index (self->previews_list, position));
}

/* One a turn, after what was typed is drawn: a long text takes its time four times over. */
static gboolean
fill_one (gpointer user_data)
{
  AcComposer *self = user_data;
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->previews_list, i)) != NULL; i++)
    if (ac_preview_row_fill (AC_PREVIEW_ROW (row)))
      return G_SOURCE_CONTINUE;

  self->fill_id = 0;
  return G_SOURCE_REMOVE;
}

void
ac_composer_preview (AcComposer *self, const char *text)
{
  g_autoptr(GPtrArray) chosen = list_chosen (self);
  GListModel *pictures = G_LIST_MODEL (self->pictures);
  g_autoptr(AcRemarks) remarks = ac_remarks_group_dup_remarks (self->remarks);
  GtkListBoxRow *row = NULL;

  gtk_widget_set_visible (self->preview_group,
                          chosen->len > 0 && ac_composer_says_something (self, text));
  for (guint i = 0; i < chosen->len; i++)
    ac_preview_row_show (get_row (self, i), g_ptr_array_index (chosen, i), pictures,
                         ac_remarks_get_card (remarks));
  while ((row = gtk_list_box_get_row_at_index (self->previews_list, chosen->len)))
    gtk_list_box_remove (self->previews_list, GTK_WIDGET (row));
  if (self->fill_id == 0)
    self->fill_id = g_idle_add (fill_one, self);
}
