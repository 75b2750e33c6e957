/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <libdex.h>

#include "ac-app-words.h"
#include "ac-test-scene.h"

#define TITLE "A title"
#define LONG_TITLE "@somebody.with.a.very.long.name@a-server-with-an-even-longer-name.example"
#define DETAIL "Since 3 March, seen by your followers"
#define REASON "The service asks who you are. Sign in again."
#define URI "https://whatsapp.com/accounts"

/* A line of the table of states: what a row is given, and what it then shows. */
typedef struct
{
  const char *name;
  AcRowState state;
  AcUnavailable unavailable;
  const char *manager;
  const char *badge;
  gboolean offline;
  const char *button; /* given */
  const char *subtitle;
  const char *shown_button;
  const char *link;
  gboolean switched; /* a switch is shown */
  gboolean on;       /* and is on */
  gboolean spins;
  gboolean copies;
} Case;

static const Case cases[] = {
  { "loading", AC_ROW_LOADING, .button = "Open", .subtitle = "Loading…", .spins = TRUE },
  { "unavailable-region", AC_ROW_UNAVAILABLE, AC_UNAVAILABLE_REGION, .button = "Open",
    .subtitle = "Not available where you are", .shown_button = "Details" },
  { "unavailable-rollout", AC_ROW_UNAVAILABLE, AC_UNAVAILABLE_ROLLOUT,
    .subtitle = "Not yet available to you", .shown_button = "Details" },
  { "unavailable-account", AC_ROW_UNAVAILABLE, AC_UNAVAILABLE_ACCOUNT,
    .subtitle = "Not available for this kind of account", .shown_button = "Details" },
  { "unavailable-connector", AC_ROW_UNAVAILABLE, AC_UNAVAILABLE_CONNECTOR, "WhatsApp",
    .button = "Open", .subtitle = "Only the service itself can change this",
    .link = "Managed by WhatsApp" },
  { "unavailable-connector-nowhere", AC_ROW_UNAVAILABLE, AC_UNAVAILABLE_CONNECTOR,
    .subtitle = "Only the service itself can change this", .shown_button = "Details" },
  { "unavailable-administrator", AC_ROW_UNAVAILABLE, AC_UNAVAILABLE_ADMINISTRATOR,
    .subtitle = "Turned off by your administrator", .shown_button = "Details" },
  { "unavailable-but-on", AC_ROW_ATTENTION, AC_UNAVAILABLE_CONNECTOR, "WhatsApp",
    .subtitle = "Only the service itself can change this", .link = "Managed by WhatsApp" },
  { "off", AC_ROW_OFF, .subtitle = DETAIL, .switched = TRUE },
  { "off-offline", AC_ROW_OFF, .offline = TRUE, .subtitle = DETAIL, .switched = TRUE },
  { "pending-on", AC_ROW_PENDING_ON, .subtitle = DETAIL, .switched = TRUE, .on = TRUE,
    .spins = TRUE },
  { "pending-off", AC_ROW_PENDING_OFF, .subtitle = DETAIL, .switched = TRUE, .spins = TRUE },
  { "pending-on-offline", AC_ROW_PENDING_ON, .offline = TRUE, .subtitle = "Waiting for connection",
    .switched = TRUE, .on = TRUE },
  { "pending-off-offline", AC_ROW_PENDING_OFF, .offline = TRUE,
    .subtitle = "Waiting for connection", .switched = TRUE },
  { "on", AC_ROW_ON, .button = "Open", .subtitle = DETAIL, .shown_button = "Open", .switched = TRUE,
    .on = TRUE },
  { "on-offline", AC_ROW_ON, .offline = TRUE, .subtitle = DETAIL, .switched = TRUE, .on = TRUE },
  { "paused", AC_ROW_PAUSED, .badge = "Paused", .button = "Resume", .subtitle = DETAIL,
    .shown_button = "Resume", .switched = TRUE, .on = TRUE },
  { "attention", AC_ROW_ATTENTION, .button = "Sign In", .subtitle = REASON,
    .shown_button = "Sign In", .switched = TRUE, .on = TRUE },
  { "error", AC_ROW_ERROR, .button = "Open", .subtitle = REASON, .shown_button = "Try Again",
    .copies = TRUE },
};

static void
give (AcRow *row, const Case *one)
{
  gboolean has_reason = one->state == AC_ROW_ERROR ||
                        (one->state == AC_ROW_ATTENTION && one->unavailable == AC_UNAVAILABLE_NOT);

  ac_row_set_detail (row, DETAIL);
  ac_row_set_reason (row, has_reason ? REASON : NULL);
  ac_row_set_has_switch (row, TRUE);
  ac_row_set_badge (row, one->badge);
  ac_row_set_unavailable (row, one->unavailable, one->manager, one->manager != NULL ? URI : NULL);
  ac_row_set_button (row, one->button, one->button != NULL ? "win.nothing" : NULL, NULL);
  if (one->state == AC_ROW_ATTENTION)
    ac_row_set_icon_name (row, "dialog-warning-symbolic");
  ac_row_set_state (row, one->state);
  ac_row_set_offline (row, one->offline);
}

static void
check_buttons (GtkWidget *row, const Case *one)
{
  const char *all[] = { "Open", "Details", "Resume", "Sign In", "Try Again" };
  GtkWidget *link = ac_test_find_shown (row, GTK_TYPE_LINK_BUTTON, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_cmpint (ac_test_find_shown (row, GTK_TYPE_BUTTON, all[i]) != NULL, ==,
                     g_strcmp0 (one->shown_button, all[i]) == 0);

  g_assert_cmpstr (link != NULL ? gtk_button_get_label (GTK_BUTTON (link)) : NULL, ==, one->link);
  if (link != NULL)
    g_assert_cmpstr (gtk_link_button_get_uri (GTK_LINK_BUTTON (link)), ==, URI);
  /* One button mends; no other state urges a person on. */
  g_assert_cmpuint (ac_test_count_suggested (row), ==,
                    one->state == AC_ROW_ATTENTION && one->shown_button != NULL);
}

static void
check_accessible (AcRow *row, const Case *one)
{
  GtkWidget *switch_ = ac_test_find_shown (GTK_WIDGET (row), GTK_TYPE_SWITCH, NULL);
  gboolean busy = one->spins;
  g_autofree char *words = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, TITLE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_BUSY, busy);
  g_assert_nonnull (strstr (words, ac_words_row_state (one->state)));
  g_assert_nonnull (strstr (words, one->subtitle));
  g_assert_cmpint (strstr (words, "last known") != NULL, ==, one->offline);
  if (switch_ == NULL)
    return;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (switch_), GTK_ACCESSIBLE_ROLE_SWITCH);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (switch_), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       TITLE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (switch_), GTK_ACCESSIBLE_STATE_CHECKED,
                                    one->on ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                            : GTK_ACCESSIBLE_TRISTATE_FALSE);
}

static void
check_case (AcRow *row, const Case *one)
{
  GtkWidget *widget = GTK_WIDGET (row);
  GtkWidget *switch_ = ac_test_find_shown (widget, GTK_TYPE_SWITCH, NULL);

  g_assert_cmpint (ac_row_get_state (row), ==, one->state);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, one->subtitle);
  g_assert_cmpint (gtk_widget_get_sensitive (widget), ==, one->state != AC_ROW_LOADING);
  g_assert_cmpint (switch_ != NULL, ==, one->switched);
  if (switch_ != NULL)
    g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (switch_)), ==, one->on);
  g_assert_cmpint (ac_test_find_shown (widget, ADW_TYPE_SPINNER, NULL) != NULL, ==, one->spins);
  check_buttons (widget, one);
  check_accessible (row, one);
}

static void
check_keyboard (AcTestScene *scene, const Case *one)
{
  gtk_window_set_focus (GTK_WINDOW (scene->window), NULL);
  g_assert_cmpint (gtk_widget_child_focus (GTK_WIDGET (scene->list), GTK_DIR_TAB_FORWARD), ==,
                   one->state != AC_ROW_LOADING);
  if (one->state != AC_ROW_LOADING)
    g_assert_true (gtk_root_get_focus (GTK_ROOT (scene->window)) == GTK_WIDGET (scene->row));
}

/* However long its words are, a row is no wider than the narrowest window. */
static void
check_fits (AcTestScene *scene)
{
  int width = 0;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (scene->row), LONG_TITLE);
  gtk_widget_measure (GTK_WIDGET (scene->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  g_assert_cmpint (width, <=, 360);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  const int widths[] = { 640, 360 };
  const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      AcTestScene scene = ac_test_make_scene (ac_row_new (TITLE), widths[i]);

      give (scene.row, one);
      ac_test_show_scene (&scene);
      check_case (scene.row, one);
      check_keyboard (&scene, one);
      gtk_window_set_focus (GTK_WINDOW (scene.window), NULL);
      for (gsize j = 0; j < G_N_ELEMENTS (schemes); j++)
        {
          g_autofree char *name =
              g_strdup_printf ("row-%s-%s-%d", one->name, j == 0 ? "light" : "dark", widths[i]);

          adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[j]);
          ac_test_save_picture (&scene, name);
        }
      check_fits (&scene);
      ac_test_end_scene (&scene);
    }
}

static void
test_loading_ends_after_ten_seconds (void)
{
  AcTestScene scene = ac_test_make_scene (ac_row_new (TITLE), 640);
  Case late = { .name = "late",
                .state = AC_ROW_ERROR,
                .subtitle = "It took too long to load",
                .shown_button = "Try Again",
                .copies = TRUE };

  ac_row_set_state (scene.row, AC_ROW_LOADING);
  ac_test_show_scene (&scene);
  ac_test_spin_for (8000);
  g_assert_cmpint (ac_row_get_state (scene.row), ==, AC_ROW_LOADING);
  ac_test_spin_for (3500);
  check_case (scene.row, &late);

  /* To try again is to load again, with as much patience. */
  gtk_widget_activate_action (GTK_WIDGET (scene.row), "row.try-again", NULL);
  g_assert_cmpint (ac_row_get_state (scene.row), ==, AC_ROW_LOADING);
  ac_row_set_state (scene.row, AC_ROW_ON);
  ac_test_spin_for (0);
  g_assert_cmpint (ac_row_get_state (scene.row), ==, AC_ROW_ON);
  ac_test_end_scene (&scene);
}

static void
switched_cb (AcRow *row, gboolean on, GString *asked)
{
  g_string_append (asked, on ? "on " : "off ");
}

/* A switch may say so a little later. */
static void
activate_row (AcTestScene *scene, GString *asked)
{
  gsize before = asked->len;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (scene->row), "row.activate", NULL));
  while (asked->len == before && g_get_monotonic_time () < end)
    ac_test_spin_for (20);
}

static void
test_one_activation_turns_off (void)
{
  AcTestScene scene = ac_test_make_scene (ac_row_new (TITLE), 640);
  g_autoptr(GString) asked = g_string_new (NULL);

  ac_row_set_has_switch (scene.row, TRUE);
  ac_row_set_state (scene.row, AC_ROW_ON);
  g_signal_connect (scene.row, "switched", G_CALLBACK (switched_cb), asked);
  ac_test_show_scene (&scene);
  activate_row (&scene, asked);
  g_assert_cmpstr (asked->str, ==, "off ");
  g_assert_null (adw_window_get_visible_dialog (scene.window));

  /* It is only asked for: until it is true the row says pending, and turning it back undoes it. */
  ac_row_set_state (scene.row, AC_ROW_PENDING_OFF);
  activate_row (&scene, asked);
  g_assert_cmpstr (asked->str, ==, "off on ");
  ac_test_end_scene (&scene);
}

static void
test_details_say_why (void)
{
  AcTestScene scene = ac_test_make_scene (ac_row_new (TITLE), 640);
  AdwDialog *dialog = NULL;

  ac_row_set_unavailable (scene.row, AC_UNAVAILABLE_ROLLOUT, NULL, NULL);
  ac_row_set_state (scene.row, AC_ROW_UNAVAILABLE);
  ac_test_show_scene (&scene);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.row), "row.details", NULL));
  dialog = adw_window_get_visible_dialog (scene.window);
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)),
                            ac_words_unavailable_detail (AC_UNAVAILABLE_ROLLOUT)));
  adw_dialog_force_close (dialog);
  ac_test_end_scene (&scene);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  adw_init ();
  ac_test_set_up_look ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/row/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/row/loading-ends", test_loading_ends_after_ten_seconds);
  g_test_add_func ("/row/one-activation-turns-off", test_one_activation_turns_off);
  g_test_add_func ("/row/details-say-why", test_details_say_why);
  return g_test_run ();
}
