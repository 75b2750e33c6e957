/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* typing CHARACTERS: types into a text of that length, with four targets that make it a thread and
 * four previews that are open, and prints what a frame costs, as one JSON line. A key comes in
 * every fourth frame, fifteen in a second; a preview is filled in each, as the composer does.
 */
#include "config.h"

#include <adwaita.h>
#include <libdex.h>
#include <time.h>

#include "status/ac-preview-row.h"
#include "status/ac-thread-group.h"

#define TARGETS 4
#define FRAMES 240
#define WARM 40

typedef struct
{
  GMainLoop *loop;
  GString *text;
  GPtrArray *targets;
  GPtrArray *previews;
  GListStore *pictures;
  AcThreadGroup *threads;
  GArray *costs; /* of double, ms */
  double before;
  guint frames;
} Typing;

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* What the composer does with each key. The worst place is the beginning: every post changes. */
static void
type_key (Typing *self)
{
  g_string_insert (self->text, 0, self->frames % 20 == 16 ? " " : "x");
  for (guint i = 0; i < TARGETS; i++)
    {
      AcTargetRow *target = g_ptr_array_index (self->targets, i);

      ac_target_row_measure (target, self->text->str, "Note", AC_LONG_TEXT_NUMBERED_THREAD);
      ac_target_row_check (target, G_LIST_MODEL (self->pictures));
    }
  ac_thread_group_show (self->threads, self->targets);
  for (guint i = 0; i < TARGETS; i++)
    ac_preview_row_show (g_ptr_array_index (self->previews, i),
                         g_ptr_array_index (self->targets, i), G_LIST_MODEL (self->pictures), NULL);
}

static void
fill_one (Typing *self)
{
  for (guint i = 0; i < TARGETS; i++)
    if (ac_preview_row_fill (g_ptr_array_index (self->previews, i)))
      return;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Typing *self = user_data;

  if (self->frames % TARGETS == 0)
    type_key (self);
  fill_one (self);
  self->frames++;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (GdkFrameClock *clock, Typing *self)
{
  self->before = read_clock ();
}

static void
after_paint_cb (GdkFrameClock *clock, Typing *self)
{
  const double cost = read_clock () - self->before;

  if (self->frames > WARM)
    g_array_append_val (self->costs, cost);
  if (self->costs->len == FRAMES)
    g_main_loop_quit (self->loop);
}

static GtkWidget *
make_target (guint number)
{
  static const AcTextLimits limits[] = {
    { .max_graphemes = 500, .url_weight = 23, .local_mentions = TRUE }, { .max_graphemes = 1000 }
  };
  g_autofree char *id = g_strdup_printf ("019a0000-0000-7000-8000-%012u", number);
  g_autoptr(AcAccount) account = ac_account_new (id, "mastodon");
  AcService *service = g_new0 (AcService, 1);
  g_autoptr(AcServiceItem) item = NULL;
  GtkWidget *row = NULL;

  service->id = g_strdup ("mastodon");
  service->name = g_strdup ("Mastodon");
  service->threads = TRUE;
  service->audiences = 1u << AC_AUDIENCE_PUBLIC;
  item = ac_service_item_new (service);
  ac_account_set_server (account, "https://mastodon.example");
  ac_account_set_handle (account, "@ada@mastodon.example");
  ac_account_set_audiences (account, 1u << AC_AUDIENCE_PUBLIC);
  ac_account_set_limits (account, &limits[number % G_N_ELEMENTS (limits)]);
  row = ac_target_row_new (G_OBJECT (account));
  ac_target_row_set_rules (AC_TARGET_ROW (row), item);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}

static GtkWidget *
make_page (Typing *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->threads = g_object_new (AC_TYPE_THREAD_GROUP, NULL);
  ac_thread_group_set_long_text (self->threads, AC_LONG_TEXT_NUMBERED_THREAD);
  for (guint i = 0; i < TARGETS; i++)
    {
      GtkWidget *target = make_target (i);
      GtkWidget *preview = ac_preview_row_new ();

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (preview), TRUE);
      g_ptr_array_add (self->targets, target);
      g_ptr_array_add (self->previews, preview);
      gtk_list_box_append (GTK_LIST_BOX (list), target);
      gtk_list_box_append (GTK_LIST_BOX (list), preview);
    }
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->threads));
  gtk_box_append (GTK_BOX (box), list);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

int
main (int argc, char *argv[])
{
  Typing self = { 0 };
  GtkWidget *window = NULL;
  GdkFrameClock *clock = NULL;
  const gsize size = argc == 2 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;

  if (size == 0)
    return 2;

  dex_init ();
  adw_init ();
  self.loop = g_main_loop_new (NULL, FALSE);
  self.text = g_string_new (NULL);
  self.targets = g_ptr_array_new ();
  self.previews = g_ptr_array_new ();
  self.pictures = g_list_store_new (AC_TYPE_PICTURE);
  self.costs = g_array_new (FALSE, FALSE, sizeof (double));
  while (self.text->len < size)
    g_string_append (self.text, "The oven is warm again, see https://example.org/bread #bread. ");
  window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (window), make_page (&self));
  gtk_window_set_default_size (GTK_WINDOW (window), 520, 640);
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &self);
  gtk_widget_add_tick_callback (window, tick_cb, &self, NULL);
  g_main_loop_run (self.loop);

  g_array_sort (self.costs, compare);
  g_print ("{\"p50\":%.2f,\"p95\":%.2f,\"max\":%.2f}\n",
           g_array_index (self.costs, double, FRAMES / 2),
           g_array_index (self.costs, double, FRAMES * 95 / 100),
           g_array_index (self.costs, double, FRAMES - 1));
  return 0;
}
