/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-line-factory.h"

/* The parts of a row, kept at its box. */
typedef struct
{
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkButton *button;
} Parts;

static GtkLabel *
add_label (GtkBox *box, const char *css_class)
{
  GtkLabel *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                  PANGO_WRAP_WORD_CHAR, NULL);

  if (css_class != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (label), "dimmed");
      gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
    }
  gtk_box_append (box, GTK_WIDGET (label));
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  GtkBox *words = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  Parts *parts = g_new0 (Parts, 1);

  parts->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "valign", GTK_ALIGN_CENTER, NULL);
  gtk_box_append (row, GTK_WIDGET (parts->icon));
  gtk_widget_set_hexpand (GTK_WIDGET (words), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (words), GTK_ALIGN_CENTER);
  gtk_box_append (row, GTK_WIDGET (words));
  parts->title = add_label (words, NULL);
  parts->detail = add_label (words, "caption");
  parts->button = g_object_new (GTK_TYPE_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (parts->button), "flat");
  gtk_box_append (row, GTK_WIDGET (parts->button));
  g_object_set_data_full (G_OBJECT (row), "ac-parts", parts, g_free);
  gtk_list_item_set_child (item, GTK_WIDGET (row));
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
show_button (GtkButton *button, const AcLine *line)
{
  gtk_widget_set_visible (GTK_WIDGET (button), line->action_name != NULL);
  if (line->action_name == NULL)
    return;

  gtk_button_set_icon_name (button, line->button_icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), line->button_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line->button_name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  line->title, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", line->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), line->action_name);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer describe)
{
  Parts *parts = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "ac-parts");
  AcLine line = { NULL };

  ((AcLineFunc) describe) (gtk_list_item_get_item (item), &line);
  gtk_image_set_from_icon_name (parts->icon, line.icon_name);
  gtk_label_set_label (parts->title, line.title);
  gtk_label_set_label (parts->detail, line.detail);
  gtk_list_item_set_accessible_label (item, line.title);
  gtk_list_item_set_accessible_description (item, line.detail);
  show_button (parts->button, &line);
  g_free (line.title);
  g_free (line.detail);
  g_free (line.action_name);
  g_free (line.target);
}

GtkListItemFactory *
ac_line_factory_new (AcLineFunc describe)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), describe);
  return factory;
}
