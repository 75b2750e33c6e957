/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-row.h"

/* A word of so many letters is not broken. */
#define WIDEST 12
/* So many stand in a line at most. */
#define MOST 20

static void
activate_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate (GTK_WIDGET (user_data));
}

static void
add_words (GPtrArray *all, const char *words)
{
  if (words != NULL && *words != '\0')
    g_ptr_array_add (all, (gpointer) words);
}

char *
ac_row_join_words (const char *state, const char *badge, const char *subtitle, gboolean offline)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  add_words (words, state);
  if (g_strcmp0 (badge, state) != 0)
    add_words (words, badge);
  add_words (words, subtitle);
  if (offline)
    add_words (words, _("Not connected: this is what was last known"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (". ", (char **) words->pdata);
}

char *
ac_row_mark_practice (const char *words, gboolean practice)
{
  g_return_val_if_fail (words != NULL, NULL);

  if (!practice)
    return g_strdup (words);
  /* Translators: the mark of each row while somebody practises; %s is what the row says otherwise
   */
  return *words != '\0' ? g_strdup_printf (_("Practice · %s"), words) : g_strdup (_("Practice"));
}

static void
describe (AdwActionRow *row)
{
  AdwComboRow *combo = ADW_IS_COMBO_ROW (row) ? ADW_COMBO_ROW (row) : NULL;
  GObject *item = combo != NULL ? adw_combo_row_get_selected_item (combo) : NULL;
  const char *value =
      GTK_IS_STRING_OBJECT (item) ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "";
  const char *subtitle = combo == NULL || !adw_combo_row_get_use_subtitle (combo)
                             ? adw_action_row_get_subtitle (row)
                             : NULL;
  const gboolean both = *value != '\0' && subtitle != NULL && *subtitle != '\0';
  g_autofree char *words =
      g_strconcat (value, both ? ". " : "", subtitle != NULL ? subtitle : "", NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  -1);
}

/* GTK 4.18 finds no words by the relation that libadwaita sets, nor those that stand beside it. */
static void
expose_words (AdwActionRow *row)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  if (AC_IS_ROW (row))
    return;

  g_signal_connect (row, "notify::subtitle", G_CALLBACK (describe), NULL);
  if (ADW_IS_COMBO_ROW (row))
    g_signal_connect (row, "notify::selected-item", G_CALLBACK (describe), NULL);
  describe (row);
}

/* The longest of them. */
static int
measure_words (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  glong longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, g_utf8_strlen (words[i], -1));

  return (int) longest;
}

static char *
dup_value (AdwComboRow *row)
{
  GtkExpression *expression = adw_combo_row_get_expression (row);
  gpointer item = adw_combo_row_get_selected_item (row);
  g_auto(GValue) value = G_VALUE_INIT;

  if (item != NULL && expression != NULL && gtk_expression_evaluate (expression, item, &value))
    return g_value_dup_string (&value);

  return g_strdup (
      GTK_IS_STRING_OBJECT (item) ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "");
}

static void
show_value (AdwComboRow *row, GParamSpec *pspec, GtkLabel *label)
{
  g_autofree char *value = dup_value (row);

  gtk_label_set_label (label, value);
  gtk_label_set_width_chars (label, MIN (measure_words (value), WIDEST));
  gtk_widget_set_visible (GTK_WIDGET (label), !adw_combo_row_get_use_subtitle (row));
}

static GtkWidget *
find_list_view (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list_view (child);

  return found;
}

/* libadwaita shows the value in a list, which cuts it: here a label that breaks it into lines. */
static void
show_whole_value (AdwComboRow *row)
{
  GtkWidget *list = find_list_view (GTK_WIDGET (row));
  GtkWidget *label = NULL;

  if (list == NULL)
    return;

  label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_insert_before (label, gtk_widget_get_parent (list), list);
  gtk_widget_set_visible (list, FALSE);
  g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (show_value), label, 0);
  show_value (row, NULL, GTK_LABEL (label));
}

void
ac_row_expose (GtkListBoxRow *row)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("activate", NULL);

  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));

  g_signal_connect_object (action, "activate", G_CALLBACK (activate_action), row, 0);
  g_object_bind_property (row, "activatable", action, "enabled", G_BINDING_SYNC_CREATE);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (row), "row", G_ACTION_GROUP (group));
  if (ADW_IS_ACTION_ROW (row))
    expose_words (ADW_ACTION_ROW (row));
  if (ADW_IS_COMBO_ROW (row))
    show_whole_value (ADW_COMBO_ROW (row));
}

static GtkListBoxRow *
find_row (GtkWidget *widget)
{
  GtkListBoxRow *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = GTK_IS_LIST_BOX_ROW (child) ? GTK_LIST_BOX_ROW (child) : find_row (child);

  return found;
}

void
ac_row_expose_expander (AdwExpanderRow *row)
{
  GtkListBoxRow *header = NULL;

  g_return_if_fail (ADW_IS_EXPANDER_ROW (row));

  if ((header = find_row (GTK_WIDGET (row))))
    ac_row_expose (header);
}
