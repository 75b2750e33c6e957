/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-left.h"
#include "ac-remarks.h"
#include "ac-text-field.h"

/* Of one of its targets. */
typedef struct
{
  AcTextLimits limits;
  gboolean notes;
} Bounds;

struct _AcTextField
{
  GtkBox parent_instance;
  char *text;
  char *before;
  char *note;     /* (nullable) */
  GArray *bounds; /* of Bounds, all of which hold */
  int left;
  GtkLabel *name;
  GtkWidget *text_view;
  GtkTextBuffer *buffer;
  GtkLabel *counter;
  GtkWidget *other_box;
  GtkLabel *other;
};

G_DEFINE_FINAL_TYPE (AcTextField, ac_text_field, GTK_TYPE_BOX)

static guint changed_signal;

static int
count_left (AcTextField *self, const Bounds *bounds)
{
  g_auto(AcWording) wording = { 0 };

  ac_wording_init (&wording, self->note, self->text, bounds->notes, &bounds->limits);
  return ac_text_measure (wording.text, &wording.limits).left;
}

static void
update_counter (AcTextField *self)
{
  const int before = self->left;
  g_autofree char *words = NULL;

  self->left = G_MAXINT;
  for (guint i = 0; i < self->bounds->len; i++)
    self->left = MIN (self->left, count_left (self, &g_array_index (self->bounds, Bounds, i)));
  if (self->left != G_MAXINT)
    {
      words = ac_left_describe (self->left);
      ac_left_announce (self->text_view, before, self->left);
    }
  gtk_label_set_label (self->counter, words != NULL ? words : "");
  if (self->left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "error");
}

static void
changed_cb (AcTextField *self)
{
  g_clear_pointer (&self->text, g_free);
  g_object_get (self->buffer, "text", &self->text, NULL);
  update_counter (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
ac_text_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_TEXT_FIELD);

  G_OBJECT_CLASS (ac_text_field_parent_class)->dispose (object);
}

static void
ac_text_field_finalize (GObject *object)
{
  AcTextField *self = AC_TEXT_FIELD (object);

  g_free (self->text);
  g_free (self->before);
  g_free (self->note);
  g_array_unref (self->bounds);

  G_OBJECT_CLASS (ac_text_field_parent_class)->finalize (object);
}

static void
ac_text_field_class_init (AcTextFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_text_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = ac_text_field_finalize;
  changed_signal = g_signal_new ("changed", AC_TYPE_TEXT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-text-field.ui");
  gtk_widget_class_bind_template_child (widget_class, AcTextField, name);
  gtk_widget_class_bind_template_child (widget_class, AcTextField, text_view);
  gtk_widget_class_bind_template_child (widget_class, AcTextField, buffer);
  gtk_widget_class_bind_template_child (widget_class, AcTextField, counter);
  gtk_widget_class_bind_template_child (widget_class, AcTextField, other_box);
  gtk_widget_class_bind_template_child (widget_class, AcTextField, other);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
ac_text_field_init (AcTextField *self)
{
  self->text = g_strdup ("");
  self->bounds = g_array_new (FALSE, FALSE, sizeof (Bounds));
  self->left = G_MAXINT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ac_text_field_new (const char *name, const char *text, const char *note)
{
  AcTextField *self = g_object_new (AC_TYPE_TEXT_FIELD, NULL);

  self->before = g_strdup (text);
  self->note = g_strdup (note);
  gtk_label_set_label (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  return GTK_WIDGET (self);
}

const char *
ac_text_field_get_text (AcTextField *self)
{
  g_return_val_if_fail (AC_IS_TEXT_FIELD (self), NULL);

  return self->text;
}

GtkWidget *
ac_text_field_get_view (AcTextField *self)
{
  g_return_val_if_fail (AC_IS_TEXT_FIELD (self), NULL);

  return self->text_view;
}

gboolean
ac_text_field_is_changed (AcTextField *self)
{
  g_return_val_if_fail (AC_IS_TEXT_FIELD (self), FALSE);

  return !g_str_equal (self->text, self->before);
}

gboolean
ac_text_field_is_good (AcTextField *self)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (AC_IS_TEXT_FIELD (self), FALSE);

  stripped = g_strstrip (g_strdup (self->text));
  return *stripped != '\0' && self->left >= 0;
}

void
ac_text_field_add_limits (AcTextField *self, const AcTextLimits *limits, gboolean notes)
{
  const Bounds bounds = { *limits, notes };

  g_return_if_fail (AC_IS_TEXT_FIELD (self));

  g_array_append_val (self->bounds, bounds);
  update_counter (self);
}

void
ac_text_field_show_other (AcTextField *self, const char *text)
{
  gboolean changed = FALSE;

  g_return_if_fail (AC_IS_TEXT_FIELD (self));

  changed = ac_text_field_is_changed (self);
  if (!g_set_str (&self->before, text))
    return;

  if (!changed)
    gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_label_set_label (self->other, text);
  gtk_widget_set_visible (self->other_box, TRUE);
}
