/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libdex.h>

#include "ac-http.h"
#include "ac-test-scene.h"
#include "privacy/ac-consent-dialog.h"
#include "privacy/ac-use-row.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define ID "0192f0c4-7e2b-7c11-8a6e-0123456789ab"
#define SAID TRUE

/* Every state that a cell of the table can be in, and what its row then shows. */
typedef struct
{
  const char *name;
  AcUsePurpose purpose;
  gboolean said; /* something, which was: */
  AcConsent consent;
  int days; /* until it ends */
  AcUseFacts facts;
  gboolean can_undo;
  AcTerms wider;
  gboolean wished;
  gboolean wanted;
  gboolean offline;
  AcRowState state;
  const char *subtitle; /* how it begins */
  gboolean switched;    /* a switch is shown */
  const char *button;
} Case;

#define KNOWN .facts.known = TRUE
#define WIDER .wider = { .version = 2, .categories = 1u << AC_CATEGORY_USAGE, .kept_days = 10 }

static const Case cases[] = {
  { "loading", AC_USE_ADS, .state = AC_ROW_LOADING, .subtitle = "Loading…" },
  { "error", AC_USE_ADS, .facts.failed = TRUE, .state = AC_ROW_ERROR, .subtitle = "The background",
    .button = "Try Again" },
  { "never-asked", AC_USE_ADS, KNOWN, .state = AC_ROW_OFF, .subtitle = "You never said yes",
    .switched = TRUE },
  { "refused", AC_USE_ADS, SAID, AC_CONSENT_REFUSED, KNOWN, .state = AC_ROW_OFF,
    .subtitle = "You said no:", .switched = TRUE },
  { "withdrawn", AC_USE_ADS, SAID, AC_CONSENT_WITHDRAWN, 100, KNOWN, .state = AC_ROW_OFF,
    .subtitle = "You took it back:", .switched = TRUE },
  { "revoked", AC_USE_ADS, SAID, AC_CONSENT_REVOKED, 100, KNOWN, .state = AC_ROW_OFF,
    .subtitle = "They ended it:", .switched = TRUE },
  { "expired", AC_USE_ADS, SAID, AC_CONSENT_EXPIRED, -1, KNOWN, .state = AC_ROW_OFF,
    .subtitle = "Your yes ended:", .switched = TRUE },
  { "over", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, -1, KNOWN, .state = AC_ROW_OFF,
    .subtitle = "Your yes ended:", .switched = TRUE },
  { "backup-came-back", AC_USE_ADS, SAID, AC_CONSENT_INVALIDATED, 100, KNOWN, .state = AC_ROW_OFF,
    .subtitle = "A backup came back", .switched = TRUE },
  { "on", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .state = AC_ROW_ON,
    .subtitle = "Allowed: phone number, name and picture\nYou said yes:", .switched = TRUE },
  { "renewed", AC_USE_ADS, SAID, AC_CONSENT_RENEWED, 300, KNOWN, .state = AC_ROW_ON,
    .subtitle = "Allowed: phone number, name and picture\nYou said yes:", .switched = TRUE },
  { "on-offline", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .offline = TRUE,
    .state = AC_ROW_ON, .subtitle = "Allowed: phone number, name and picture", .switched = TRUE },
  { "ends-soon", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 20, KNOWN, .state = AC_ROW_ATTENTION,
    .subtitle = "Your yes ends:", .switched = TRUE, .button = "Answer…" },
  { "on-undo", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .can_undo = TRUE, .state = AC_ROW_ON,
    .subtitle = "Allowed: phone number", .switched = TRUE, .button = "Undo" },
  { "withdrawn-undo", AC_USE_ADS, SAID, AC_CONSENT_WITHDRAWN, 100, KNOWN, .can_undo = TRUE,
    .state = AC_ROW_OFF, .subtitle = "You took it back:", .switched = TRUE, .button = "Undo" },
  { "wider", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .can_undo = TRUE, WIDER,
    .state = AC_ROW_ATTENTION,
    .subtitle = "Facebook wants more now and gets nothing until you answer.\n"
                "More than you allowed: how you use the account. They keep it for 10 days",
    .switched = TRUE, .button = "Answer…" },
  { "wider-stopped", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, WIDER, .facts.stopped = TRUE,
    .state = AC_ROW_PAUSED, .subtitle = "Allowed: phone number", .switched = TRUE },
  { "wider-pending-off", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, WIDER, .wished = TRUE,
    .state = AC_ROW_PENDING_OFF, .subtitle = "Allowed: phone number", .switched = TRUE },
  { "kept-longer", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .wider = { .version = 2 },
    .state = AC_ROW_ATTENTION,
    .subtitle = "Facebook wants more now and gets nothing until you answer.\n"
                "Longer than you allowed. They don’t say for how long they keep it",
    .switched = TRUE, .button = "Answer…" },
  { "needed-wider", AC_USE_PROVIDE, SAID, AC_CONSENT_GIVEN, 300, KNOWN, WIDER, .facts.linked = TRUE,
    .state = AC_ROW_ON, .subtitle = "Allowed: phone number", .switched = TRUE },
  { "pending-on", AC_USE_ADS, KNOWN, .wished = TRUE, .wanted = TRUE, .state = AC_ROW_PENDING_ON,
    .subtitle = "You never said yes", .switched = TRUE },
  { "pending-off", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .wished = TRUE,
    .state = AC_ROW_PENDING_OFF, .subtitle = "Allowed: phone number", .switched = TRUE },
  { "pending-off-offline", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .wished = TRUE,
    .offline = TRUE, .state = AC_ROW_PENDING_OFF, .subtitle = "Waiting for connection",
    .switched = TRUE },
  { "stopped", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .facts.stopped = TRUE,
    .state = AC_ROW_PAUSED, .subtitle = "Allowed: phone number", .switched = TRUE },
  { "separate", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN, .facts.separate = TRUE,
    .state = AC_ROW_PAUSED, .subtitle = "Allowed: phone number", .switched = TRUE },
  { "unavailable", AC_USE_ADS, KNOWN, .facts.unavailable = AC_UNAVAILABLE_ADMINISTRATOR,
    .state = AC_ROW_UNAVAILABLE, .subtitle = "Turned off by your administrator",
    .button = "Details" },
  { "unavailable-but-on", AC_USE_ADS, SAID, AC_CONSENT_GIVEN, 300, KNOWN,
    .facts.unavailable = AC_UNAVAILABLE_REGION, .state = AC_ROW_ATTENTION,
    .subtitle = "Not available where you are", .switched = TRUE, .button = "Details" },
  { "needed", AC_USE_PROVIDE, KNOWN, .facts.linked = TRUE, .state = AC_ROW_ON,
    .subtitle = "Name, picture and what you share", .button = "Say No" },
  { "needed-refused", AC_USE_PROVIDE, SAID, AC_CONSENT_REFUSED, KNOWN, .facts.linked = TRUE,
    .state = AC_ROW_OFF, .subtitle = "You said no:", .switched = TRUE },
  { "needed-not-linked", AC_USE_PROVIDE, KNOWN, .state = AC_ROW_OFF,
    .subtitle = "You never said yes", .switched = TRUE },
  { "needed-separate", AC_USE_PROVIDE, KNOWN, .facts.linked = TRUE, .facts.separate = TRUE,
    .state = AC_ROW_PAUSED, .subtitle = "Name, picture and what you share", .button = "Say No" },
  { "safety", AC_USE_KEEP_SAFE, KNOWN, .facts.linked = TRUE, .facts.separate = TRUE,
    .state = AC_ROW_ON, .subtitle = "Your device and how you use", .button = "Say No" },
  { "counted", AC_USE_COUNT_PEOPLE, KNOWN, .state = AC_ROW_ON,
    .subtitle = "Only in numbers about many people", .button = "Say No" },
};

static AcUseTable *
get_table (void)
{
  static AcClient *client = NULL;

  if (client == NULL)
    client = ac_client_new ("/nobody/listens/here.sock");
  return ac_use_table_get (client);
}

static AcUseCell *
make_cell (const Case *one)
{
  g_autoptr(AcAccount) account = ac_account_new (ID, "threads");
  AcUseCell *cell = NULL;
  const gint64 now = g_get_real_time () / 1000;
  const AcUseChoiceFacts facts = {
    .id = (char *) ID,
    .account_id = (char *) ID,
    .who = (char *) "facebook",
    .purpose = one->purpose,
    .consent = one->consent,
    .agreed = 1u << AC_CATEGORY_PHONE_NUMBER | 1u << AC_CATEGORY_PROFILE,
    .until = now + one->days * DAY_MS,
    .changed_at = now - DAY_MS,
    .receipt_id = (char *) ID,
    .how = AC_PROGRAM_ACCTL,
    .can_undo = one->can_undo,
    .wider = one->wider,
  };
  g_autoptr(AcUseChoice) choice = one->said ? ac_use_choice_new (&facts) : NULL;

  ac_account_set_handle (account, "@lena");
  cell = ac_use_cell_new (account, "facebook", one->purpose);
  ac_use_cell_update (cell, choice, &one->facts);
  if (one->wished)
    ac_use_cell_set_wish (cell, &(AcUseWish) { .value = one->wanted });
  return cell;
}

static void
check_buttons (GtkWidget *row, const Case *one)
{
  const char *all[] = { "Say No", "Answer…", "Details", "Try Again", "Undo" };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_cmpint (ac_test_find_shown (row, GTK_TYPE_BUTTON, all[i]) != NULL, ==,
                     g_strcmp0 (one->button, all[i]) == 0);

  /* Whatever is asked, no answer is put forward. */
  g_assert_cmpuint (ac_test_count_suggested (row), ==, 0);
}

static void
check_case (AcRow *row, const Case *one)
{
  GtkWidget *switch_ = ac_test_find_shown (GTK_WIDGET (row), GTK_TYPE_SWITCH, NULL);
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  const gboolean on = one->state == AC_ROW_ON || one->state == AC_ROW_PENDING_ON ||
                      one->state == AC_ROW_PAUSED || one->state == AC_ROW_ATTENTION;
  g_autofree char *heard = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");

  g_assert_cmpint (ac_row_get_state (row), ==, one->state);
  g_assert_true (g_str_has_prefix (subtitle, one->subtitle));
  g_assert_nonnull (strstr (heard, one->subtitle));
  g_assert_cmpint (switch_ != NULL, ==, one->switched);
  if (switch_ != NULL)
    g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (switch_)), ==, on);
  /* A switch that is on was turned on by the person. */
  g_assert_true (switch_ == NULL || !on || one->said || one->wanted);
  check_buttons (GTK_WIDGET (row), one);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  const int widths[] = { 640, 360 };
  const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  g_autoptr(AcUseCell) cell = make_cell (one);

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      AcTestScene scene = ac_test_make_scene (ac_use_row_new (get_table (), cell), widths[i]);
      int width = 0;

      ac_row_set_offline (scene.row, one->offline);
      ac_test_show_scene (&scene);
      check_case (scene.row, one);
      gtk_window_set_focus (GTK_WINDOW (scene.window), NULL);
      for (gsize j = 0; j < G_N_ELEMENTS (schemes); j++)
        {
          g_autofree char *name =
              g_strdup_printf ("use-%s-%s-%d", one->name, j == 0 ? "light" : "dark", widths[i]);

          adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[j]);
          ac_test_save_picture (&scene, name);
        }
      gtk_widget_measure (GTK_WIDGET (scene.window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                          NULL, NULL);
      g_assert_cmpint (width, <=, 360);
      ac_test_end_scene (&scene);
    }
}

/* What a person could press without choosing. */
static void
test_question_suggests_nothing (void)
{
  g_autoptr(AcUseCell) cell = make_cell (&(Case) { .purpose = AC_USE_ADS, KNOWN });
  AdwAlertDialog *dialog =
      ADW_ALERT_DIALOG (g_object_ref_sink (ac_consent_dialog_new (get_table (), cell, FALSE)));

  g_assert_null (adw_alert_dialog_get_default_response (dialog));
  g_assert_cmpstr (adw_alert_dialog_get_close_response (dialog), ==, "off");
  g_assert_cmpint (adw_alert_dialog_get_response_appearance (dialog, "on"), ==,
                   ADW_RESPONSE_DEFAULT);
  g_assert_cmpint (adw_alert_dialog_get_response_appearance (dialog, "off"), ==,
                   ADW_RESPONSE_DEFAULT);
  g_assert_false (adw_alert_dialog_get_response_enabled (dialog, "on"));
  g_assert_cmpuint (ac_test_count_suggested (GTK_WIDGET (dialog)), ==, 0);
  g_object_unref (dialog);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ac_http_set_up ();
  dex_init ();
  adw_init ();
  ac_test_set_up_look ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/use/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/use/question-suggests-nothing", test_question_suggests_nothing);
  return g_test_run ();
}
