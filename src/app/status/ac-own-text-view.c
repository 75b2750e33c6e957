/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-own-text-view.h"
#include "ac-row.h"
#include "ac-text-label.h"

struct _AcOwnTextView
{
  AdwExpanderRow parent_instance;
  AcDelivery *delivery;
  GtkWidget *row; /* made when it is looked at */
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (AcOwnTextView, ac_own_text_view, ADW_TYPE_EXPANDER_ROW)

static void
add_row (AcOwnTextView *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "ac-preview");
  self->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->row), GTK_WIDGET (self->label));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->row);
}

static void
update_text (AcOwnTextView *self)
{
  const char *there = ac_delivery_get_copy_text (self->delivery);
  const char *text = there != NULL ? there : ac_delivery_get_text (self->delivery);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 there != NULL ? _("Text There Now") : _("Text of Its Own"));
  if (text == NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  if (self->row == NULL)
    add_row (self);

  ac_text_label_show (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
ac_own_text_view_dispose (GObject *object)
{
  g_clear_object (&AC_OWN_TEXT_VIEW (object)->delivery);

  G_OBJECT_CLASS (ac_own_text_view_parent_class)->dispose (object);
}

static void
ac_own_text_view_class_init (AcOwnTextViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_own_text_view_dispose;
}

static void
ac_own_text_view_init (AcOwnTextView *self)
{
  ac_row_expose_expander (ADW_EXPANDER_ROW (self));
}

GtkWidget *
ac_own_text_view_new (AcDelivery *delivery)
{
  AcOwnTextView *self = g_object_new (AC_TYPE_OWN_TEXT_VIEW, NULL);

  ac_own_text_view_set_delivery (self, delivery);
  g_signal_connect_object (self, "notify::expanded", G_CALLBACK (update_text), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
ac_own_text_view_set_delivery (AcOwnTextView *self, AcDelivery *delivery)
{
  g_return_if_fail (AC_IS_OWN_TEXT_VIEW (self));
  g_return_if_fail (AC_IS_DELIVERY (delivery));

  if (self->delivery == delivery)
    return;

  if (self->delivery != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->delivery, update_text, self);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
    }
  g_set_object (&self->delivery, delivery);
  g_signal_connect_object (delivery, "notify::text", G_CALLBACK (update_text), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (delivery, "notify::copy-text", G_CALLBACK (update_text), self,
                           G_CONNECT_SWAPPED);
  update_text (self);
}
