/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-place-row.h"
#include "ac-row.h"

struct _AcPlaceRow
{
  GtkListBoxRow parent_instance;
  AcPlace *place;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *within;
};

G_DEFINE_FINAL_TYPE (AcPlaceRow, ac_place_row, GTK_TYPE_LIST_BOX_ROW)

static void
ac_place_row_dispose (GObject *object)
{
  AcPlaceRow *self = AC_PLACE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_PLACE_ROW);
  g_clear_object (&self->place);

  G_OBJECT_CLASS (ac_place_row_parent_class)->dispose (object);
}

static void
ac_place_row_class_init (AcPlaceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_place_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-place-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AcPlaceRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AcPlaceRow, title);
  gtk_widget_class_bind_template_child (widget_class, AcPlaceRow, within);
}

static void
ac_place_row_init (AcPlaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self));
}

GtkWidget *
ac_place_row_new (AcPlace *place)
{
  AcPlaceRow *self = g_object_new (AC_TYPE_PLACE_ROW, NULL);
  const char *within = ac_place_get_within (place);

  self->place = g_object_ref (place);
  gtk_image_set_from_icon_name (self->icon, ac_place_get_icon_name (place));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), within == NULL);
  gtk_label_set_label (self->title, ac_place_get_title (place));
  gtk_label_set_label (self->within, within != NULL ? within : "");
  gtk_widget_set_visible (GTK_WIDGET (self->within), within != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ac_place_get_title (place), -1);
  return GTK_WIDGET (self);
}

AcPlace *
ac_place_row_get_place (AcPlaceRow *self)
{
  g_return_val_if_fail (AC_IS_PLACE_ROW (self), NULL);

  return self->place;
}
