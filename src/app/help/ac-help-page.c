/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-help-page.h"
#include "ac-shell.h"

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, "wrap", TRUE, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 12);
  return label;
}

/* mark: what stands before it, "•" or a number. */
static GtkWidget *
make_item (const char *mark, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *before = gtk_label_new (mark);

  gtk_widget_set_valign (before, GTK_ALIGN_START);
  gtk_widget_add_css_class (before, "numeric");
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), make_label (text, NULL));
  return box;
}

static void
open_place_cb (GtkWidget *button, const char *place)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (button, ADW_TYPE_DIALOG);
  GtkRoot *root = gtk_widget_get_root (button);

  if (dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
  gtk_widget_activate_action (GTK_WIDGET (root), "app.open", "s", place);
}

static void
open_web_cb (GtkWidget *button, const char *uri)
{
  ac_open_uri (button, uri);
}

static GtkWidget *
make_button (const char *text, GCallback clicked, const char *target)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "pill");
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  g_signal_connect_data (button, "clicked", clicked, g_strdup (target), (GClosureNotify) g_free, 0);
  return button;
}

static GtkWidget *
make_block (const AcHelpBlock *block, guint step)
{
  g_autofree char *number = NULL;

  switch (block->kind)
    {
    case AC_HELP_HEADING:
      return make_heading (_(block->text));
    case AC_HELP_POINT:
      return make_item ("•", _(block->text));
    case AC_HELP_STEP:
      /* Translators: the number of a step, before what is to be done */
      number = g_strdup_printf (C_ ("step", "%u."), step);
      return make_item (number, _(block->text));
    case AC_HELP_PLACE:
      return make_button (_(block->text), G_CALLBACK (open_place_cb), block->target);
    case AC_HELP_WEB:
      return make_button (_(block->text), G_CALLBACK (open_web_cb), block->target);
    case AC_HELP_TEXT:
    case AC_HELP_END:
    default:
      return make_label (_(block->text), NULL);
    }
}

static GtkWidget *
make_text (const AcHelpPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  guint step = 0;

  for (const AcHelpBlock *block = page->blocks; block->kind != AC_HELP_END; block++)
    {
      step = block->kind == AC_HELP_STEP ? step + 1 : 0;
      gtk_box_append (GTK_BOX (box), make_block (block, step));
    }

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

AdwNavigationPage *
ac_help_page_new (const AcHelpPage *page)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  adw_clamp_set_child (ADW_CLAMP (clamp), make_text (page));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scrolled);
  return adw_navigation_page_new_with_tag (view, _(page->title), page->id);
}
