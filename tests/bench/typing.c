/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* typing SOCKET CHARACTERS: opens the composer over a backend with four accounts, which make a
 * thread of a text of that length, opens the four previews and types before the text, a key in
 * every fourth frame, fifteen in a second. The worst place is the beginning: every post changes.
 * Prints, as one JSON line, the milliseconds of CPU from one frame to the next: of the frames with
 * a key, and of those after it, in which the previews follow.
 */
#include "config.h"

#include <libdex.h>
#include <time.h>

#include "ac-choice.h"
#include "ac-shell.h"
#include "ac-window.h"
#include "status/ac-composer.h"
#include "status/ac-preview-row.h"
#include "status/ac-thread-group.h"

#define TARGETS 4
#define KEYS 200
#define WARM 60
#define PATIENCE 40

typedef struct
{
  GMainLoop *loop;
  GtkWidget *window;
  GtkWidget *composer;
  GtkTextBuffer *buffer;
  gsize size;
  GArray *keys;  /* of double, ms: frames with a key */
  GArray *after; /* those that follow */
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

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

/* Turns on and opens the first four of a kind. Returns: how many of them there were beside the n
 * that were opened before */
static guint
open_rows (GtkWidget *widget, GType type, guint n)
{
  if (n < TARGETS && G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (widget), TRUE);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
      return n + 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n = open_rows (child, type, n);

  return n;
}

static void
write_text (Typing *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  while (text->len < self->size)
    g_string_append (text, "The oven is warm again, see https://example.org/bread #bread. ");
  self->buffer =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (self->composer, GTK_TYPE_TEXT_VIEW)));
  ac_thread_group_set_long_text (AC_THREAD_GROUP (find (self->composer, AC_TYPE_THREAD_GROUP)),
                                 AC_LONG_TEXT_NUMBERED_THREAD);
  gtk_text_buffer_set_text (self->buffer, text->str, -1);
}

/* Returns: whether four previews of the text are open */
static gboolean
has_opened (Typing *self)
{
  AcClient *client = ac_shell_find_client (find (self->window, GTK_TYPE_STACK));

  if (self->composer == NULL &&
      (client == NULL || g_list_model_get_n_items (ac_client_get_accounts (client)) < TARGETS))
    return FALSE;
  if (self->composer == NULL)
    {
      self->composer = GTK_WIDGET (ac_composer_new (client));
      adw_dialog_present (ADW_DIALOG (self->composer), self->window);
    }
  if (self->buffer == NULL && open_rows (self->composer, AC_TYPE_TARGET_ROW, 0) == TARGETS)
    write_text (self);
  return self->buffer != NULL && open_rows (self->composer, AC_TYPE_PREVIEW_ROW, 0) == TARGETS;
}

static gboolean
is_key (Typing *self)
{
  return self->frames % TARGETS == 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Typing *self = user_data;
  GtkTextIter start;

  gtk_widget_queue_draw (widget);
  if (self->frames == 0 && !has_opened (self))
    return G_SOURCE_CONTINUE;

  if (is_key (self))
    {
      gtk_text_buffer_get_start_iter (self->buffer, &start);
      gtk_text_buffer_insert (self->buffer, &start, self->frames % 20 == 16 ? " " : "x", 1);
    }
  self->frames++;
  return G_SOURCE_CONTINUE;
}

static void
after_paint_cb (GdkFrameClock *clock, Typing *self)
{
  const double now = read_clock ();
  const double cost = now - self->before;

  self->before = now;
  if (self->frames > WARM)
    g_array_append_val ((self->frames - 1) % TARGETS == 0 ? self->keys : self->after, cost);
  if (self->keys->len == KEYS)
    g_main_loop_quit (self->loop);
}

static gboolean
give_up_cb (gpointer user_data)
{
  const Typing *self = user_data;

  g_printerr ("typing: after %d s there were %u of %d targets and %u previews\n", PATIENCE,
              self->composer != NULL ? open_rows (self->composer, AC_TYPE_TARGET_ROW, 0) : 0,
              TARGETS,
              self->composer != NULL ? open_rows (self->composer, AC_TYPE_PREVIEW_ROW, 0) : 0);
  exit (1);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static double
find_percentile (GArray *costs, guint percent)
{
  g_array_sort (costs, compare);
  return g_array_index (costs, double, (costs->len - 1) * percent / 100);
}

int
main (int argc, char *argv[])
{
  Typing self = { g_main_loop_new (NULL, FALSE) };
  g_autoptr(AcChoice) choice = NULL;
  GdkFrameClock *clock = NULL;

  self.size = argc == 3 ? g_ascii_strtoull (argv[2], NULL, 10) : 0;
  if (self.size == 0)
    return 2;

  dex_init ();
  adw_init ();
  self.keys = g_array_new (FALSE, FALSE, sizeof (double));
  self.after = g_array_new (FALSE, FALSE, sizeof (double));
  choice = ac_choice_new (AC_HTTP_PUBLIC, argv[1]);
  self.window = ac_window_new (NULL, choice);
  gtk_window_set_default_size (GTK_WINDOW (self.window), 900, 900);
  gtk_window_present (GTK_WINDOW (self.window));
  clock = gtk_widget_get_frame_clock (self.window);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &self);
  gtk_widget_add_tick_callback (self.window, tick_cb, &self, NULL);
  g_timeout_add_seconds (PATIENCE, give_up_cb, &self);
  g_main_loop_run (self.loop);

  g_print ("{\"key50\":%.2f,\"key99\":%.2f,\"after99\":%.2f}\n", find_percentile (self.keys, 50),
           find_percentile (self.keys, 99), find_percentile (self.after, 99));
  return 0;
}
