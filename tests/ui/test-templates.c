/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libdex.h>

#include "ac-pane.h"
#include "ac-place-row.h"
#include "ac-row.h"
#include "ac-service-item.h"
#include "ac-shell.h"
#include "ac-window.h"
#include "ac-app-words.h"
#include "accounts/ac-account-dialog.h"
#include "accounts/ac-account-row.h"
#include "accounts/ac-accounts-pane.h"
#include "accounts/ac-add-dialog.h"
#include "accounts/ac-app-keys-dialog.h"
#include "accounts/ac-number-page.h"
#include "backend/ac-backend-pane.h"
#include "backend/ac-server-dialog.h"
#include "overview/ac-overview-pane.h"
#include "security/ac-security-pane.h"
#include "status/ac-composer.h"
#include "status/ac-delivery-row.h"
#include "status/ac-picture-row.h"
#include "status/ac-rule-dialog.h"
#include "status/ac-rule-tries.h"
#include "status/ac-shared-targets.h"
#include "status/ac-status-pane.h"
#include "status/ac-target-row.h"
#include "status/ac-words-file.h"
#include "status/ac-hand-over-dialog.h"
#include "status/ac-tries-dialog.h"

#include "ac-test-nouns.h"
#include "ac-test-scene.h"

static void
assert_goes_away (gpointer widget)
{
  g_object_add_weak_pointer (g_object_ref_sink (widget), &widget);
  spin ();
  g_object_unref (widget);
  spin ();
  g_assert_null (widget);
}

static void
test_row_states (void)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (AC_TYPE_ROW_STATE);

  for (guint i = 0; i < states->n_values; i++)
    {
      AcRow *row = g_object_ref_sink (AC_ROW (ac_row_new ("Title")));
      AcRowState state = states->values[i].value;
      gboolean pending = state == AC_ROW_PENDING_ON || state == AC_ROW_PENDING_OFF;

      ac_row_set_detail (row, "The detail");
      ac_row_set_reason (row, "The reason");
      ac_row_set_has_switch (row, TRUE);
      ac_row_set_state (row, state);
      if (state == AC_ROW_ATTENTION || state == AC_ROW_UNAVAILABLE || state == AC_ROW_ERROR)
        g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "The reason");
      else if (state != AC_ROW_LOADING)
        g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "The detail");
      g_assert_cmpint (gtk_widget_get_sensitive (GTK_WIDGET (row)), ==, state != AC_ROW_LOADING);
      g_assert_cmpstr (ac_words_row_state (state), !=, "");

      ac_row_set_offline (row, TRUE);
      if (pending)
        g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                         "Waiting for connection");
      g_assert_cmpint (ac_row_get_state (row), ==, state);
      g_assert_finalize_object (row);
    }
}

static void
count_cb (AcRow *row, gboolean on, guint *count)
{
  (*count)++;
}

static void
test_row_switch (void)
{
  AcRow *row = g_object_ref_sink (AC_ROW (ac_row_new ("Title")));
  GtkWidget *button = NULL;
  guint count = 0;

  ac_row_set_has_switch (row, TRUE);
  g_signal_connect (row, "switched", G_CALLBACK (count_cb), &count);
  ac_row_set_state (row, AC_ROW_ON);
  g_assert_cmpuint (count, ==, 0);

  button = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
  g_assert_true (GTK_IS_SWITCH (button));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (button)));
  gtk_switch_set_active (GTK_SWITCH (button), FALSE);
  g_assert_cmpuint (count, ==, 1);
  /* Asked for, and not yet true. */
  g_assert_true (gtk_switch_get_state (GTK_SWITCH (button)));

  ac_row_set_state (row, AC_ROW_UNAVAILABLE);
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_finalize_object (row);
}

static void
test_words (void)
{
  for (AcError code = 0; code <= AC_ERROR_LAST; code++)
    {
      g_assert_cmpstr (ac_words_error_title (code), !=, "");
      g_assert_cmpstr (ac_words_error_advice (code), !=, "");
    }
}

/* Where the person is. */
static void
close_service (GListStore *services)
{
  AcService *service = g_new0 (AcService, 1);
  g_autoptr(AcServiceItem) item = NULL;

  service->id = g_strdup ("mastodon");
  service->name = g_strdup ("Mastodon");
  service->unavailable = AC_UNAVAILABLE_REGION;
  item = ac_service_item_new (service);
  g_list_store_append (services, item);
}

static void
test_account_row (void)
{
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  g_autoptr(GListStore) services = g_list_store_new (AC_TYPE_SERVICE_ITEM);
  GtkWidget *row = g_object_ref_sink (ac_account_row_new (account, G_LIST_MODEL (services)));

  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ON);
  ac_account_set_state (account, AC_ACCOUNT_ATTENTION, AC_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ATTENTION);
  /* A locked keyring never looks like signed out. */
  g_assert_null (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Sign in"));
  ac_account_set_state (account, AC_ACCOUNT_ON, AC_ERROR_FAILED);
  close_service (services);
  /* What is on is never hidden. */
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ATTENTION);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "is kept"));
  g_list_store_remove_all (services);
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ON);
  ac_account_set_state (account, AC_ACCOUNT_REMOVING, AC_ERROR_FAILED);
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_PENDING_OFF);
  g_assert_finalize_object (row);
}

static void
test_delivery_rows (void)
{
  for (AcDeliveryState state = AC_DELIVERY_WAITING; state <= AC_DELIVERY_LAST; state++)
    {
      g_autoptr(AcStatus) status = make_status (state);
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (ac_status_get_deliveries (status), 0);
      GtkWidget *row = g_object_ref_sink (ac_delivery_row_new (delivery));

      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "");
      g_assert_finalize_object (row);
    }
}

static void
test_target_row (void)
{
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  GtkWidget *row = g_object_ref_sink (ac_target_row_new (G_OBJECT (account)));

  g_assert_false (ac_target_row_get_chosen (AC_TARGET_ROW (row)));
  g_assert_cmpint (ac_target_row_get_audience (AC_TARGET_ROW (row)), ==, AC_AUDIENCE_FOLLOWERS);
  g_object_unref (row);
}

/* It is measured in place of the other, by the account's rule, and is nothing else than that. */
static void
test_own_text (void)
{
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  GtkWidget *row = g_object_ref_sink (ac_target_row_new (G_OBJECT (account)));
  AcTargetRow *target = AC_TARGET_ROW (row);
  AcTarget described = { NULL };

  ac_target_row_measure (target, "For all", NULL, AC_LONG_TEXT_REFUSE);
  g_assert_cmpint (ac_target_row_get_left (target), ==, 493);
  ac_target_row_begin_own_text (target, "Here");
  ac_target_row_measure (target, "For all", NULL, AC_LONG_TEXT_REFUSE);
  g_assert_cmpint (ac_target_row_get_left (target), ==, 496);
  g_assert_cmpstr (ac_target_row_choose_text (target, "For all"), ==, "Here");
  ac_target_row_describe (target, &described);
  g_assert_cmpstr (described.text, ==, "Here");
  ac_target_row_set_own_text (target, NULL);
  g_assert_cmpstr (ac_target_row_choose_text (target, "For all"), ==, "For all");
  g_object_unref (row);
}

static AcTargetRow *
find_target_row (GtkWidget *widget, const char *id)
{
  AcTargetRow *found = NULL;

  if (AC_IS_TARGET_ROW (widget))
    {
      AcAccount *account = ac_target_row_get_account (AC_TARGET_ROW (widget));

      return g_strcmp0 (ac_account_get_id (account), id) == 0 ? AC_TARGET_ROW (widget) : NULL;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_target_row (child, id);

  return found;
}

/* What it kept is written before its folder goes. */
static void
end_composer (AdwDialog *composer)
{
  spin ();
  g_assert_finalize_object (composer);
  ac_words_file_end ();
}

/* An account goes while somebody writes a text for it, and comes back. */
static void
test_own_text_stays (void)
{
  g_autoptr(AcChoice) choice = make_choice ();
  AcClient *client = ac_choice_get_client (choice);
  GListStore *accounts = G_LIST_STORE (ac_client_get_accounts (client));
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  AdwDialog *composer = g_object_ref_sink (ac_composer_new (client));
  AcTargetRow *row = NULL;

  g_list_store_append (accounts, account);
  row = find_target_row (adw_dialog_get_child (composer), ac_account_get_id (account));
  ac_target_row_set_own_text (row, "Here alone");
  g_list_store_remove_all (accounts);
  g_assert_null (find_target_row (adw_dialog_get_child (composer), ac_account_get_id (account)));
  g_list_store_append (accounts, account);
  row = find_target_row (adw_dialog_get_child (composer), ac_account_get_id (account));
  g_assert_cmpstr (ac_target_row_get_written_text (row), ==, "Here alone");
  g_assert_false (ac_target_row_get_chosen (row));
  g_list_store_remove_all (accounts);
  end_composer (composer);
}

/* What comes before anybody writes is on as it was; what comes later is for them to turn on. */
static void
test_late_target (void)
{
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  const AcDraftTarget target = { .account_id = (char *) ac_account_get_id (account),
                                 .text = (char *) "Here alone",
                                 .chosen = TRUE };
  g_autoptr(AcDraft) draft = ac_draft_new ("0192f0c4-7e2b-7c11-8a6e-0123456789b4", "For all");

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ac_draft_add_target (draft, &target);
  for (gboolean late = FALSE; late <= TRUE; late++)
    {
      g_autoptr(AcChoice) choice = make_choice ();
      AcClient *client = ac_choice_get_client (choice);
      GListStore *accounts = G_LIST_STORE (ac_client_get_accounts (client));
      AdwDialog *composer = g_object_ref_sink (ac_composer_new_for_draft (client, draft));
      GtkWidget *window = adw_window_new ();
      AcTargetRow *row = NULL;

      gtk_window_present (GTK_WINDOW (window));
      if (late)
        adw_dialog_present (composer, window);
      while (late && !gtk_widget_get_mapped (GTK_WIDGET (composer)))
        g_main_context_iteration (NULL, TRUE);
      g_list_store_append (accounts, account);
      row = find_target_row (adw_dialog_get_child (composer), ac_account_get_id (account));
      g_assert_cmpstr (ac_target_row_get_written_text (row), ==, "Here alone");
      g_assert_cmpint (ac_target_row_get_chosen (row), ==, !late);
      g_list_store_remove_all (accounts);
      if (late)
        adw_dialog_force_close (composer);
      gtk_window_destroy (GTK_WINDOW (window));
      end_composer (composer);
    }
}

/* Of what was shared nothing tells the text of a target that was off. */
static void
test_undone_texts (void)
{
  const AcDraftTarget on = { .service = (char *) "bluesky", .chosen = TRUE };
  const AcDraftTarget off = { .service = (char *) "threads", .text = (char *) "Not now" };
  g_autoptr(AcChoice) choice = make_choice ();
  AcClient *client = ac_choice_get_client (choice);
  g_autoptr(AcDraft) draft = ac_draft_new ("0192f0c4-7e2b-7c11-8a6e-0123456789b4", "For all");
  g_autoptr(AcDraft) undone = ac_draft_new ("0192f0c4-7e2b-7c11-8a6e-0123456789b5", "For all");

  ac_draft_add_target (draft, &on);
  ac_draft_add_target (undone, &on);
  ac_shared_targets_keep (client, "plain", draft);
  ac_shared_targets_give_back (client, "plain", undone);
  g_assert_cmpuint (ac_draft_get_n_targets (undone), ==, 1);

  ac_draft_add_target (draft, &off);
  ac_shared_targets_keep (client, "status", draft);
  ac_shared_targets_give_back (client, "other", undone);
  g_assert_cmpuint (ac_draft_get_n_targets (undone), ==, 1);
  ac_shared_targets_give_back (client, "status", undone);
  g_assert_cmpuint (ac_draft_get_n_targets (undone), ==, 2);
  g_assert_cmpstr (ac_draft_get_target (undone, 1)->text, ==, "Not now");
  g_assert_false (ac_draft_get_target (undone, 1)->chosen);
}

static void
test_needs_a_text (void)
{
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  g_autoptr(GListStore) pictures = g_list_store_new (AC_TYPE_PICTURE);
  GtkWidget *row = g_object_ref_sink (ac_target_row_new (G_OBJECT (account)));
  AcTargetRow *target = AC_TARGET_ROW (row);

  g_assert_true (ac_target_row_check (target, G_LIST_MODEL (pictures), TRUE));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_false (ac_target_row_check (target, G_LIST_MODEL (pictures), TRUE));
  g_assert_nonnull (
      strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "Needs a text"));
  ac_target_row_set_own_text (target, "Here alone");
  g_assert_true (ac_target_row_check (target, G_LIST_MODEL (pictures), TRUE));
  g_object_unref (row);
}

static void
test_picture_row (void)
{
  const AcPictureFacts facts = { AC_PICTURE_PNG, 4, 3 };
  g_autoptr(AcPicture) draft = ac_picture_new ("019a0000-0000-7000-8000-000000000001", &facts, 7);
  GtkWidget *row = g_object_ref_sink (ac_picture_row_new (draft));

  gtk_editable_set_text (GTK_EDITABLE (row), "A cat");
  g_assert_cmpstr (ac_picture_get_alt (draft), ==, "A cat");
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_null (ac_picture_get_alt (draft));
  g_assert_finalize_object (row);
}

static GtkLabel *
find_shown_label (GtkWidget *widget, const char *text)
{
  GtkLabel *found = NULL;

  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return GTK_LABEL (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_shown_label (child, text);

  return found;
}

static void
assert_whole (GtkLabel *label)
{
  int height = 0;

  pango_layout_get_pixel_size (gtk_label_get_layout (label), NULL, &height);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (label)));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (label)), >=, height);
}

/* In a window as narrow as can be, with letters of twice the size. */
static void
test_whole_value (void)
{
  const char *const names[] = { "Followers and people mentioned", "Öffentlich", NULL };
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());
  g_autoptr(GtkStringList) list = gtk_string_list_new (names);
  AcTestScene scene = { 0 };
  GtkLabel *label = NULL;
  int dpi = 0;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Who Can See It");
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  ac_row_expose (GTK_LIST_BOX_ROW (row));
  scene = ac_test_make_scene (GTK_WIDGET (row), 360);
  ac_test_show_scene (&scene);
  label = find_shown_label (GTK_WIDGET (row), names[0]);
  assert_whole (label);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (scene.window)), <=, 360);
  ac_test_save_picture (&scene, "combo-value");
  ac_test_end_scene (&scene);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static void
test_whole_toast (void)
{
  const char *words = "Will be shared at 30 November 2026, 16:05";
  g_autoptr(AcChoice) choice = make_choice ();
  GtkWidget *window = ac_window_new (NULL, choice);
  AcTestScene scene = { .window = (AdwWindow *) window };
  GtkLabel *label = NULL;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 600);
  gtk_window_present (GTK_WINDOW (window));
  ac_toast (gtk_window_get_child (GTK_WINDOW (window)), words);
  while ((label = find_shown_label (window, words)) == NULL ||
         !gtk_widget_get_mapped (GTK_WIDGET (label)))
    g_main_context_iteration (NULL, TRUE);
  ac_test_save_picture (&scene, "toast");
  assert_whole (label);
  g_assert_cmpint (gtk_widget_get_width (window), <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
  spin ();
}

static void
test_panes (void)
{
  GType types[] = { AC_TYPE_OVERVIEW_PANE, AC_TYPE_ACCOUNTS_PANE, AC_TYPE_SECURITY_PANE,
                    AC_TYPE_STATUS_PANE, AC_TYPE_BACKEND_PANE };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(AcChoice) choice = make_choice ();

      assert_goes_away (
          g_object_new (types[i], "client", ac_choice_get_client (choice), "choice", choice, NULL));
    }
}

static void
test_dialogs (void)
{
  g_autoptr(AcChoice) choice = make_choice ();
  AcClient *client = ac_choice_get_client (choice);
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ATTENTION, AC_ERROR_SIGN_IN_REQUIRED);
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_HANDED_TO_YOU);
  g_autoptr(AcShareRule) rule = make_rule (AC_SHARE_RULE_END_TIME);
  g_autoptr(AcDelivery) delivery = g_list_model_get_item (ac_status_get_deliveries (status), 0);

  assert_goes_away (ac_account_dialog_new (client, account));
  assert_goes_away (ac_add_dialog_new (client, "bluesky", NULL));
  assert_goes_away (ac_add_dialog_new (client, "mastodon", account));
  assert_goes_away (ac_app_keys_dialog_new (client, "threads"));
  assert_goes_away (ac_number_page_new (client, "whatsapp", NULL));
  assert_goes_away (ac_hand_over_dialog_new (client, delivery));
  assert_goes_away (ac_tries_dialog_new (client, delivery));
  assert_goes_away (ac_composer_new (client));
  assert_goes_away (ac_rule_dialog_new (client, NULL));
  assert_goes_away (ac_rule_dialog_new (client, rule));
  assert_goes_away (ac_rule_tries_new (client, ac_share_rule_get_id (rule),
                                       ac_share_rule_get_id (rule), json_object_new ()));
  assert_goes_away (ac_server_dialog_new (choice, ""));
}

static guint
count_panes (GtkWidget *widget)
{
  guint count = AC_IS_PANE (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_panes (child);

  return count;
}

static void
test_window (void)
{
  g_autoptr(AcChoice) choice = make_choice ();
  GtkWidget *window = ac_window_new (NULL, choice);
  const char *panes[] = { "overview", "accounts", "security", "status", "backend" };

  for (gsize i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      g_assert_true (ac_window_show_pane (AC_WINDOW (window), panes[i]));
      /* The first was there; each of the others is built when it is first opened, and stays. */
      g_assert_cmpuint (count_panes (window), ==, i + 1);
    }
  g_assert_false (ac_window_show_pane (AC_WINDOW (window), "nowhere"));

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  spin ();
  g_assert_null (window);
}

int
main (int argc, char *argv[])
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  adw_init ();
  g_test_add_func ("/row/states", test_row_states);
  g_test_add_func ("/row/switch", test_row_switch);
  g_test_add_func ("/words/errors", test_words);
  g_test_add_func ("/account-row/follows", test_account_row);
  g_test_add_func ("/delivery-row/states", test_delivery_rows);
  g_test_add_func ("/target-row/nothing-chosen", test_target_row);
  g_test_add_func ("/target-row/own-text", test_own_text);
  g_test_add_func ("/composer/own-text-stays", test_own_text_stays);
  g_test_add_func ("/composer/late-target", test_late_target);
  g_test_add_func ("/composer/undone-texts", test_undone_texts);
  g_test_add_func ("/target-row/needs-a-text", test_needs_a_text);
  g_test_add_func ("/picture-row/says-what-it-shows", test_picture_row);
  g_test_add_func ("/combo-row/whole-value", test_whole_value);
  g_test_add_func ("/toast/whole", test_whole_toast);
  g_test_add_func ("/panes/instantiate", test_panes);
  g_test_add_func ("/dialogs/instantiate", test_dialogs);
  g_test_add_func ("/window/instantiate", test_window);
  status = g_test_run ();
  /* What was given up ends. */
  spin ();
  return status;
}
