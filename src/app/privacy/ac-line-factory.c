/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-line-factory.h"

typedef struct
{
  AcLineFunc describe;
  gpointer user_data;
} Describing;

/* The parts of a row, kept at its box. */
typedef struct
{
  GtkListItem *item;
  const Describing *describing; /* once it is bound */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkButton *buttons[AC_LINE_N_BUTTONS];
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

static GtkButton *
add_button (GtkBox *box)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_box_append (box, button);
  return GTK_BUTTON (button);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  GtkBox *words = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  Parts *parts = g_new0 (Parts, 1);

  parts->item = item;
  parts->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "valign", GTK_ALIGN_CENTER, NULL);
  gtk_box_append (row, GTK_WIDGET (parts->icon));
  gtk_widget_set_hexpand (GTK_WIDGET (words), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (words), GTK_ALIGN_CENTER);
  gtk_box_append (row, GTK_WIDGET (words));
  parts->title = add_label (words, NULL);
  parts->detail = add_label (words, "caption");
  for (guint i = 0; i < AC_LINE_N_BUTTONS; i++)
    parts->buttons[i] = add_button (row);
  g_object_set_data_full (G_OBJECT (row), "ac-parts", parts, g_free);
  gtk_list_item_set_child (item, GTK_WIDGET (row));
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
set_look (GtkButton *button, const AcLineButton *wanted)
{
  if (wanted->icon_name == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (button), "flat");
      gtk_button_set_label (button, wanted->name);
      gtk_widget_set_tooltip_text (GTK_WIDGET (button), NULL);
      return;
    }

  gtk_button_set_icon_name (button, wanted->icon_name);
  gtk_widget_add_css_class (GTK_WIDGET (button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), wanted->name);
}

static void
show_button (GtkButton *button, const AcLineButton *wanted, const AcLine *line)
{
  const gboolean focused = gtk_widget_has_focus (GTK_WIDGET (button));

  if (wanted->name != NULL)
    set_look (button, wanted);
  /* Of many lines with the same button each one's says whose it is. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  wanted->name != NULL ? wanted->name : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, line->title, -1);
  /* The name goes first: GTK checks a name against the target that is set. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (
      GTK_ACTIONABLE (button), line->target != NULL ? g_variant_new_string (line->target) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), wanted->action_name);
  gtk_widget_set_visible (GTK_WIDGET (button), wanted->name != NULL);
  /* A button that goes, or changes, takes the focus with it, and with the focus the keys. */
  if (focused && !gtk_widget_grab_focus (GTK_WIDGET (button)))
    gtk_widget_grab_focus (gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (button))));
}

static void
show (Parts *parts)
{
  AcLine line = { NULL };

  parts->describing->describe (gtk_list_item_get_item (parts->item), &line,
                               parts->describing->user_data);
  gtk_image_set_from_icon_name (parts->icon, line.icon_name);
  gtk_label_set_label (parts->title, line.title);
  gtk_label_set_label (parts->detail, line.detail);
  gtk_list_item_set_accessible_label (parts->item, line.title);
  gtk_list_item_set_accessible_description (parts->item, line.detail);
  for (guint i = 0; i < AC_LINE_N_BUTTONS; i++)
    show_button (parts->buttons[i], &line.buttons[i], &line);
  g_free (line.title);
  g_free (line.detail);
  g_free (line.target);
}

static Parts *
get_parts (GtkWidget *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "ac-parts") : NULL;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  Parts *parts = get_parts (gtk_list_item_get_child (item));

  parts->describing = user_data;
  show (parts);
}

static void
free_describing_cb (gpointer data, GClosure *closure)
{
  g_free (data);
}

GtkListItemFactory *
ac_line_factory_new (AcLineFunc describe, gpointer user_data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Describing *describing = g_new0 (Describing, 1);

  describing->describe = describe;
  describing->user_data = user_data;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), describing, free_describing_cb,
                         G_CONNECT_DEFAULT);
  return factory;
}

void
ac_line_factory_refresh (GtkListView *lines)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (lines));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      Parts *parts = get_parts (gtk_widget_get_first_child (child));

      if (parts != NULL && parts->describing != NULL &&
          gtk_list_item_get_item (parts->item) != NULL)
        show (parts);
    }
}
