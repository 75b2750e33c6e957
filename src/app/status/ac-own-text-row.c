/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-left.h"
#include "ac-own-text-row.h"

#define DRAWN_MS 100

struct _AcOwnTextRow
{
  AdwPreferencesRow parent_instance;
  char *text;    /* (nullable): of its own */
  char *dropped; /* (nullable): what it was before the same text took its place */
  gboolean setting;
  int left;
  GtkWidget *same_box;
  GtkWidget *begin_button;
  GtkWidget *undo_button;
  GtkWidget *own_box;
  GtkWidget *text_view;
  GtkTextBuffer *buffer;
  GtkWidget *same_button;
  GtkLabel *counter;
};

G_DEFINE_FINAL_TYPE (AcOwnTextRow, ac_own_text_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_BEGIN,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
begin_cb (AcOwnTextRow *self)
{
  g_signal_emit (self, signals[SIGNAL_BEGIN], 0);
}

static void
changed_cb (AcOwnTextRow *self)
{
  if (self->setting)
    return;

  g_clear_pointer (&self->text, g_free);
  g_object_get (self->buffer, "text", &self->text, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What was written is kept until the window is closed, so nothing is lost by it. */
static void
same_cb (AcOwnTextRow *self)
{
  g_free (self->dropped);
  self->dropped = g_strdup (self->text);
  ac_own_text_row_set_text (self, NULL);
  gtk_widget_grab_focus (self->undo_button);
}

static void
undo_cb (AcOwnTextRow *self)
{
  g_autofree char *text = g_steal_pointer (&self->dropped);

  ac_own_text_row_begin (self, text);
}

static void
ac_own_text_row_dispose (GObject *object)
{
  AcOwnTextRow *self = AC_OWN_TEXT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_OWN_TEXT_ROW);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->dropped, g_free);

  G_OBJECT_CLASS (ac_own_text_row_parent_class)->dispose (object);
}

static void
ac_own_text_row_class_init (AcOwnTextRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_own_text_row_dispose;
  signals[SIGNAL_BEGIN] = g_signal_new ("begin", AC_TYPE_OWN_TEXT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AC_TYPE_OWN_TEXT_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-own-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, same_box);
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, begin_button);
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, own_box);
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, text_view);
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, buffer);
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, same_button);
  gtk_widget_class_bind_template_child (widget_class, AcOwnTextRow, counter);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, same_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
}

static void
ac_own_text_row_init (AcOwnTextRow *self)
{
  self->left = G_MAXINT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Many targets have the same buttons: their descriptions tell them apart. */
void
ac_own_text_row_set_place (AcOwnTextRow *self, const char *place)
{
  GtkWidget *const buttons[] = { self->begin_button, self->undo_button, self->same_button };
  g_autofree char *name = NULL;

  g_return_if_fail (AC_IS_OWN_TEXT_ROW (self));

  /* Translators: %s is an account, or a service */
  name = g_strdup_printf (_("Text for %s"), place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (buttons[i]),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

const char *
ac_own_text_row_get_text (AcOwnTextRow *self)
{
  g_return_val_if_fail (AC_IS_OWN_TEXT_ROW (self), NULL);

  return self->text;
}

void
ac_own_text_row_set_text (AcOwnTextRow *self, const char *text)
{
  g_return_if_fail (AC_IS_OWN_TEXT_ROW (self));

  self->setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  self->setting = FALSE;
  g_set_str (&self->text, text);
  gtk_widget_set_visible (self->own_box, text != NULL);
  gtk_widget_set_visible (self->same_box, text == NULL);
  gtk_widget_set_visible (self->undo_button, self->dropped != NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
bring_into_sight (gpointer user_data)
{
  AcOwnTextRow *self = user_data;
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), GTK_WIDGET (self), NULL);
  g_object_unref (self);
}

/* It has its size when it was drawn. */
void
ac_own_text_row_begin (AcOwnTextRow *self, const char *text)
{
  g_return_if_fail (AC_IS_OWN_TEXT_ROW (self));
  g_return_if_fail (text != NULL);

  ac_own_text_row_set_text (self, text);
  gtk_widget_grab_focus (self->text_view);
  g_timeout_add_once (DRAWN_MS, bring_into_sight, g_object_ref (self));
}

void
ac_own_text_row_show_left (AcOwnTextRow *self, int left)
{
  g_autofree char *words = NULL;

  g_return_if_fail (AC_IS_OWN_TEXT_ROW (self));

  if (self->text == NULL)
    return;

  words = left != G_MAXINT ? ac_left_describe (left) : g_strdup ("");
  if (left != G_MAXINT)
    ac_left_announce (self->text_view, self->left, left);
  self->left = left;
  gtk_label_set_label (self->counter, words);
  if (left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "error");
}
