/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "ac-row.h"

G_BEGIN_DECLS

/* One row in a window of its own, to be looked at. */
typedef struct
{
  AdwWindow *window;
  GtkListBox *list;
  AcRow *row; /* (nullable): it is of another kind */
} AcTestScene;

static inline void
ac_test_spin_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static inline void
ac_test_painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static inline void
ac_test_wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (ac_test_painted_cb), &painted);

  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static inline AcTestScene
ac_test_make_scene (GtkWidget *row, int width)
{
  AcTestScene scene = { 0 };
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) nothing = g_simple_action_new ("nothing", NULL);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *page = adw_preferences_page_new ();

  scene.window = ADW_WINDOW (adw_window_new ());
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (nothing));
  gtk_widget_insert_action_group (GTK_WIDGET (scene.window), "win", G_ACTION_GROUP (actions));
  scene.list = GTK_LIST_BOX (gtk_list_box_new ());
  scene.row = AC_IS_ROW (row) ? AC_ROW (row) : NULL;
  gtk_list_box_set_selection_mode (scene.list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (scene.list), "boxed-list");
  gtk_list_box_append (scene.list, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (scene.list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_window_set_content (scene.window, page);
  gtk_widget_set_size_request (GTK_WIDGET (scene.window), 360, -1);
  gtk_window_set_default_size (GTK_WINDOW (scene.window), width, 160);
  return scene;
}

static inline void
ac_test_show_scene (AcTestScene *scene)
{
  gtk_window_present (GTK_WINDOW (scene->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (scene->list)))
    g_main_context_iteration (NULL, TRUE);
  ac_test_wait_for_frame (GTK_WIDGET (scene->window));
}

static inline void
ac_test_end_scene (AcTestScene *scene)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  ac_test_spin_for (0);
}

/* The first one of this type that can be seen; name NULL: whatever it is called. */
static inline GtkWidget *
ac_test_find_shown (GtkWidget *widget, GType type, const char *name)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (!gtk_widget_get_visible (child))
        continue;

      if (G_OBJECT_TYPE (child) == type &&
          (name == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), name) == 0))
        return child;

      found = ac_test_find_shown (child, type, name);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static inline guint
ac_test_count_suggested (GtkWidget *widget)
{
  guint count =
      gtk_widget_has_css_class (widget, "suggested-action") && gtk_widget_get_visible (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += ac_test_count_suggested (child);

  return count;
}

static inline void
ac_test_save_picture (AcTestScene *scene, const char *name)
{
  GtkWidget *window = GTK_WIDGET (scene->window);
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "pictures", NULL);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  ac_test_wait_for_frame (window);
  paintable = gtk_widget_paintable_new (window);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* As the program looks, and at once: nothing fades or slides. */
static inline void
ac_test_set_up_look (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/accountscenter/AccountsCenter/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
}

G_END_DECLS
