/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scroll SOCKET|--bare N: scrolls a list by 120 pixels in each frame and prints what a frame costs,
 * as one JSON line. The list is ours, at the backend that listens at SOCKET, or a bare GtkListView.
 */
#include "config.h"

#include <adwaita.h>
#include <libdex.h>
#include <time.h>

#include "ac-window.h"

#define STEP 120
#define FRAMES 480 /* past the 200 rows that GTK keeps */
#define STILL 30   /* frames without another row: it has opened */
#define STATUSES "ac-statuses"
#define PATIENCE 60

typedef struct
{
  GMainLoop *loop;
  GtkAdjustment *adjustment;
  GListModel *model;
  GArray *costs; /* of double, ms */
  gint64 began;
  gint64 shown;
  double before;
  double longest; /* of the frames while it opened */
  guint wanted;
  guint n_rows;
  guint still;
} Scroll;

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
before_paint_cb (GdkFrameClock *clock, Scroll *self)
{
  self->before = read_clock ();
}

static void
after_paint_cb (GdkFrameClock *clock, Scroll *self)
{
  double cost = read_clock () - self->before;

  if (self->still == STILL)
    g_array_append_val (self->costs, cost);
  else
    self->longest = MAX (self->longest, cost);
  if (self->costs->len == FRAMES)
    g_main_loop_quit (self->loop);
}

/* Nobody scrolls before there is something to see. */
static gboolean
has_opened (Scroll *self)
{
  guint n_rows = g_list_model_get_n_items (self->model);

  if (self->still == STILL)
    return TRUE;

  if (self->shown == 0 && n_rows >= self->wanted)
    self->shown = g_get_monotonic_time ();
  self->still = n_rows == self->n_rows && self->shown != 0 ? self->still + 1 : 0;
  self->n_rows = n_rows;
  return self->still == STILL;
}

/* Back and forth, so that short lists scroll, too. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Scroll *self = user_data;
  double end =
      gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment);
  double way = self->costs->len * STEP;

  gtk_widget_queue_draw (widget);
  if (!has_opened (self))
    return G_SOURCE_CONTINUE;

  if (end > 0)
    {
      double place = way - 2 * end * (int) (way / (2 * end));

      gtk_adjustment_set_value (self->adjustment, place <= end ? place : 2 * end - place);
    }
  return G_SOURCE_CONTINUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("computer-symbolic"));
  gtk_box_append (GTK_BOX (text), gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (text), gtk_label_new ("What stands below"));
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), toggle);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *image = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_first_child (gtk_widget_get_next_sibling (image));

  gtk_label_set_label (GTK_LABEL (label),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_bare_window (guint n)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = NULL;
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (strings, g_strdup_printf ("Row %u", i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (strings))),
                            factory);
  gtk_widget_add_css_class (list, STATUSES);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  adw_window_set_content (ADW_WINDOW (window), scrolled);
  return window;
}

/* A row with a choice has lists of its own. */
static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found =
      GTK_IS_LIST_VIEW (widget) && gtk_widget_has_css_class (widget, STATUSES) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);

  return found;
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_printerr ("scroll: nothing to scroll after %d s\n", PATIENCE);
  exit (1);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static void
scroll (Scroll *self, GtkWidget *window)
{
  GtkWidget *list = find_list (window);
  GdkFrameClock *clock = NULL;

  self->model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  gtk_widget_add_tick_callback (list, tick_cb, self, NULL);
  g_timeout_add_seconds (PATIENCE, give_up_cb, self);
  g_main_loop_run (self->loop);

  g_array_sort (self->costs, compare);
  g_print ("{\"shown\":%.1f,\"opening\":%.2f,\"p50\":%.2f,\"p95\":%.2f,\"max\":%.2f,\"rows\":%u}\n",
           (self->shown - self->began) / 1000., self->longest,
           g_array_index (self->costs, double, FRAMES / 2),
           g_array_index (self->costs, double, FRAMES * 95 / 100),
           g_array_index (self->costs, double, FRAMES - 1), g_list_model_get_n_items (self->model));
}

int
main (int argc, char *argv[])
{
  Scroll self = { g_main_loop_new (NULL, FALSE) };
  GtkWidget *window = NULL;
  g_autoptr(AcChoice) choice = NULL;
  guint n = argc == 3 ? g_ascii_strtoull (argv[2], NULL, 10) : 0;

  if (n == 0)
    return 2;

  dex_init ();
  adw_init ();
  self.costs = g_array_new (FALSE, FALSE, sizeof (double));
  self.began = g_get_monotonic_time ();
  /* The first page: more comes while it is scrolled. */
  self.wanted = MIN (n, 10);
  if (g_str_equal (argv[1], "--bare"))
    window = make_bare_window (n);
  else
    {
      choice = ac_choice_new (AC_HTTP_PUBLIC, argv[1]);
      window = ac_window_new (NULL, choice);
      ac_window_show_pane (AC_WINDOW (window), "status");
    }
  scroll (&self, window);
  return 0;
}
