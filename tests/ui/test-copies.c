/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libdex.h>

#include "ac-app-words.h"
#include "status/ac-attempt-words.h"
#include "status/ac-delivery-row.h"
#include "status/ac-edit-dialog.h"
#include "status/ac-share-again.h"
#include "status/ac-status-card.h"
#include "status/ac-status-slot.h"
#include "status/ac-text-field.h"
#include "status/ac-tries-dialog.h"

#include "ac-test-nouns.h"
#include "ac-test-scene.h"

static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, action);

  return found;
}

static void
write_text (AcTextField *field, const char *text)
{
  GtkTextView *view = GTK_TEXT_VIEW (ac_text_field_get_view (field));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

/* The note counts where it stands beside the text, and more where the text begins with it. */
static void
test_text_field (void)
{
  const AcTextLimits limits = { .max_graphemes = 10 };
  GtkWidget *widget = g_object_ref_sink (ac_text_field_new ("Text", "Hello", "Food"));
  AcTextField *field = AC_TEXT_FIELD (widget);

  g_assert_false (ac_text_field_is_changed (field));
  ac_text_field_add_limits (field, &limits, TRUE);
  g_assert_true (ac_text_field_is_good (field));
  ac_text_field_add_limits (field, &limits, FALSE);
  g_assert_false (ac_text_field_is_good (field));
  /* Who wrote nothing has the text of who did. */
  ac_text_field_show_other (field, "Hallo");
  g_assert_false (ac_text_field_is_changed (field));
  g_assert_cmpstr (ac_text_field_get_text (field), ==, "Hallo");
  write_text (field, "Hello");
  ac_text_field_show_other (field, "Moin");
  g_assert_true (ac_text_field_is_changed (field));
  g_assert_cmpstr (ac_text_field_get_text (field), ==, "Hello");
  g_assert_finalize_object (widget);
}

static AcTextField *
find_text_field (GtkWidget *widget, const char *text)
{
  AcTextField *found = NULL;

  if (AC_IS_TEXT_FIELD (widget))
    return g_str_equal (ac_text_field_get_text (AC_TEXT_FIELD (widget)), text)
               ? AC_TEXT_FIELD (widget)
               : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text_field (child, text);

  return found;
}

/* Only what is changed has to be good, and nothing more is written while it is asked for. */
static void
test_edit_dialog (void)
{
  g_autoptr(AcChoice) choice = make_choice ();
  AcClient *client = ac_choice_get_client (choice);
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  g_autoptr(AcStatus) status =
                ac_status_new ("0192f0c4-7e2b-7c11-8a6e-0123456789ac", "", 1764000000000);
  AdwDialog *dialog = NULL;
  AcTextField *field = NULL;

  g_list_store_append (G_LIST_STORE (ac_client_get_accounts (client)), account);
  add_delivery (status, "0192f0c4-7e2b-7c11-8a6e-0123456789ad", AC_DELIVERY_WAITING,
                AC_ERROR_FAILED);
  ac_delivery_set_text (add_delivery (status, "0192f0c4-7e2b-7c11-8a6e-0123456789ae",
                                      AC_DELIVERY_WAITING, AC_ERROR_FAILED),
                        "Here alone");
  dialog = g_object_ref_sink (ac_edit_dialog_new (client, status));
  field = find_text_field (adw_dialog_get_child (dialog), "Here alone");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.change", NULL);
  write_text (field, " ");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.change", NULL);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (field)));
  write_text (field, "Here alone");
  g_assert_true (adw_dialog_get_can_close (dialog));
  write_text (field, "Here");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.change", NULL);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (field)));
  g_assert_false (adw_dialog_get_can_close (dialog));
  /* Nobody is there to change it. */
  for (guint i = 0; i < 500 && !gtk_widget_is_sensitive (GTK_WIDGET (field)); i++)
    ac_test_spin_for (10);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (field)));
  g_assert_finalize_object (dialog);
}

/* One state for what is there and is being changed; the words say both. */
static void
test_edited_delivery (void)
{
  static const struct
  {
    AcEdit edit;
    AcError reason;
    AcRowState state;
    const char *words;
    const char *action;
  } cases[] = {
    { AC_EDIT_NONE, AC_ERROR_FAILED, AC_ROW_ON, "Arrived", "delivery.open" },
    { AC_EDIT_CHANGING, AC_ERROR_FAILED, AC_ROW_PENDING_ON, "Being changed", "delivery.open" },
    { AC_EDIT_CHANGED, AC_ERROR_FAILED, AC_ROW_ON, "Changed", "delivery.open" },
    { AC_EDIT_FAILED, AC_ERROR_NOT_FOUND, AC_ROW_ATTENTION,
      "Could not be changed: It is not there any more.", "card.edit" },
    { AC_EDIT_FAILED, AC_ERROR_UNKNOWN_OUTCOME, AC_ROW_ATTENTION, "May have the new text.",
      "card.edit" },
    { AC_EDIT_FAILED, AC_ERROR_ACCOUNT_GONE, AC_ROW_ATTENTION, "Could not be changed",
      "delivery.open" },
    { AC_EDIT_KEPT, AC_ERROR_FAILED, AC_ROW_ON, "Has the earlier text", "delivery.open" },
    { AC_EDIT_STOPPED, AC_ERROR_FAILED, AC_ROW_PAUSED, "Not changed yet. All sharing is stopped",
      "delivery.open" },
    { AC_EDIT_BLOCKED, AC_ERROR_SIGN_IN_REQUIRED, AC_ROW_ATTENTION,
      "Not changed yet: ", "win.sign-in" },
    { AC_EDIT_BLOCKED, AC_ERROR_KEYRING_LOCKED, AC_ROW_ATTENTION,
      "Not changed yet: ", "win.unlock-keyring" },
  };
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_LIVE);
  g_autoptr(AcDelivery) delivery = g_list_model_get_item (ac_status_get_deliveries (status), 0);
  GtkWidget *row = g_object_ref_sink (ac_delivery_row_new (delivery));
  GtkWidget *look = gtk_button_new ();
  AcTestScene scene = ac_test_make_scene (row, 360);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (look), "delivery.look");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), look);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ac_delivery_set_edit (delivery, cases[i].edit, cases[i].reason, NULL);
      g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, cases[i].state);
      g_assert_nonnull (
          strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), cases[i].words));
      g_assert_nonnull (find_button (row, cases[i].action));
      g_assert_cmpint (gtk_widget_get_sensitive (look), ==, cases[i].edit != AC_EDIT_CHANGING);
    }
  ac_test_end_scene (&scene);
  g_assert_finalize_object (row);
}

/* Where there is nothing to open any more, what was tried can be asked all the same. */
static void
test_tried_menu (void)
{
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_CANCELLED);
  g_autoptr(AcDelivery) delivery = g_list_model_get_item (ac_status_get_deliveries (status), 0);
  GtkWidget *row = g_object_ref_sink (ac_delivery_row_new (delivery));

  g_assert_null (ac_test_find_shown (row, GTK_TYPE_MENU_BUTTON, NULL));
  ac_delivery_set_tried (delivery, TRUE);
  ac_delivery_set_state (delivery, AC_DELIVERY_CANCELLED, AC_ERROR_FAILED);
  g_assert_nonnull (ac_test_find_shown (row, GTK_TYPE_MENU_BUTTON, NULL));
  g_assert_finalize_object (row);
}

/* It isn't said of a service what it never did. */
static void
test_attempt_words (void)
{
#define TRY(step, outcome) AC_ATTEMPT_STEP_##step, AC_ATTEMPT_OUTCOME_##outcome
  static const struct
  {
    AcAttemptStep step;
    AcAttemptOutcome outcome;
    AcError error;
    guint requests;
    const char *title;
  } cases[] = {
    { TRY (PUBLISH, NOT_SENT), AC_ERROR_UNREACHABLE, 0, "Nothing was sent" },
    { TRY (PUBLISH, NOT_SENT), AC_ERROR_SERVICE_FAILED, 2, "Nothing was posted" },
    { TRY (REMOVE, NOT_SENT), AC_ERROR_SERVICE_FAILED, 1, "Nothing was changed there" },
    { TRY (PUBLISH, REJECTED), AC_ERROR_REJECTED, 1, "The service refused it" },
    { TRY (PUBLISH, REJECTED), AC_ERROR_ACCOUNT_GONE, 0, "Nothing was sent" },
    { TRY (PUBLISH, REJECTED), AC_ERROR_PERMISSION_DENIED, 0, "Nothing was sent" },
    { TRY (EDIT, REJECTED), AC_ERROR_ACCOUNT_GONE, 0, "Nothing was sent" },
    { TRY (EDIT, REJECTED), AC_ERROR_REJECTED, 1, "The change was refused" },
    { TRY (PUBLISH, SIGN_IN), AC_ERROR_SECRET_LOST, 0, "Nothing was sent" },
    { TRY (PUBLISH, SIGN_IN), AC_ERROR_SIGN_IN_REQUIRED, 0, "The service asked to sign in again" },
    { TRY (EDIT, LATER), AC_ERROR_UNKNOWN_OUTCOME, 0, "Left for later" },
    { TRY (REMOVE, LATER), AC_ERROR_ENDS_BY_ITSELF, 1, "Left for later" },
    { TRY (PUBLISH, LATER), AC_ERROR_RATE_LIMITED, 1, "The service asked to come again later" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AcAttemptFacts facts = { .step = cases[i].step,
                                     .outcome = cases[i].outcome,
                                     .error = cases[i].error,
                                     .requests = cases[i].requests };

      g_assert_cmpstr (ac_attempt_words_title (&facts), ==, cases[i].title);
    }
#undef TRY
}

/* The newest first, each settled but perhaps the newest. */
static GListModel *
make_tries (guint oldest, guint newest, AcAttemptOutcome outcome)
{
  GListStore *tries = g_list_store_new (AC_TYPE_ATTEMPT);

  for (guint number = newest; number >= oldest; number--)
    {
      const AcAttemptFacts facts = { .number = number,
                                     .armed_at = number,
                                     .outcome =
                                         number == newest ? outcome : AC_ATTEMPT_OUTCOME_NOT_SENT };
      g_autoptr(AcAttempt) attempt = ac_attempt_new (&facts);

      g_list_store_append (tries, attempt);
    }

  return G_LIST_MODEL (tries);
}

static GtkListBoxRow *
show_tries (AdwDialog *dialog, GtkListBox *list, guint oldest, guint newest, AcAttemptOutcome last)
{
  g_autoptr(GListModel) tries = make_tries (oldest, newest, last);

  ac_tries_dialog_show_tries (AC_TRIES_DIALOG (dialog), tries);
  g_assert_null (gtk_list_box_get_row_at_index (list, newest - oldest + 1));
  return gtk_list_box_get_row_at_index (list, newest - oldest);
}

/* What is read stays where it is, whatever comes meanwhile. */
static void
test_tries_dialog (void)
{
  g_autoptr(AcChoice) choice = make_choice ();
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_SENDING);
  g_autoptr(AcDelivery) delivery = g_list_model_get_item (ac_status_get_deliveries (status), 0);
  AdwDialog *dialog = ac_tries_dialog_new (ac_choice_get_client (choice), delivery);
  GtkWidget *window = adw_window_new ();
  GtkListBox *list = NULL;
  GtkListBoxRow *row = NULL;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  list = GTK_LIST_BOX (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), AC_TYPE_TRIES_DIALOG, "list"));
  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_template_child (
                                        GTK_WIDGET (dialog), AC_TYPE_TRIES_DIALOG, "stack")),
                                    "list");
  row = show_tries (dialog, list, 1, 2, AC_ATTEMPT_OUTCOME_UNDER_WAY);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  g_assert_true (show_tries (dialog, list, 1, 3, AC_ATTEMPT_OUTCOME_UNDER_WAY) == row);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (row)));

  /* The one that is read is settled. */
  row = gtk_list_box_get_row_at_index (list, 0);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  show_tries (dialog, list, 1, 3, AC_ATTEMPT_OUTCOME_DONE);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0))));

  /* The one that is read is kept no longer. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 2)));
  row = show_tries (dialog, list, 2, 4, AC_ATTEMPT_OUTCOME_DONE);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (row)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Each of many says whose it is. */
static void
test_delivery_menu (void)
{
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_LIVE);
  g_autoptr(AcDelivery) delivery = g_list_model_get_item (ac_status_get_deliveries (status), 0);
  GtkWidget *row = g_object_ref_sink (ac_delivery_row_new (delivery));
  GtkWidget *menu = ac_test_find_shown (row, GTK_TYPE_MENU_BUTTON, NULL);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (menu)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "@alice@mastodon.example");
  g_assert_finalize_object (row);
}

static void
assert_words (AcDelivery *delivery, const char *expected)
{
  g_autofree char *words = ac_words_delivery (delivery);

  if (strstr (words, expected) == NULL)
    g_error ("“%s” isn't in “%s”", expected, words);
}

/* What was tried in vain says how often, and when it is tried again. */
static void
test_tries (void)
{
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_WAITING);
  g_autoptr(AcDelivery) delivery = g_list_model_get_item (ac_status_get_deliveries (status), 0);
  const gint64 now = g_get_real_time () / 1000;
  const gint64 later = now + 3600 * 1000;
  g_autofree char *when = ac_words_time (later);

  ac_delivery_set_state (delivery, AC_DELIVERY_WAITING, AC_ERROR_FAILED);
  ac_delivery_set_progress (delivery, 0, later, now);
  assert_words (delivery, "Waiting to be sent");
  ac_delivery_set_progress (delivery, 1, later, now);
  assert_words (delivery, "Not sent yet. It is tried again at ");
  ac_delivery_set_progress (delivery, 3, later, now);
  assert_words (delivery, "Not sent yet. Tried 3 times, and again at ");
  assert_words (delivery, when);
  ac_delivery_set_state (delivery, AC_DELIVERY_WAITING, AC_ERROR_UNREACHABLE);
  assert_words (delivery, "Tried 3 times, and again at ");
  assert_words (delivery, ac_words_error_title (AC_ERROR_UNREACHABLE));

  ac_delivery_set_state (delivery, AC_DELIVERY_REMOVING, AC_ERROR_UNREACHABLE);
  assert_words (delivery, "Tried 3 times, and again at ");
  ac_delivery_set_state (delivery, AC_DELIVERY_REMOVING, AC_ERROR_FAILED);
  assert_words (delivery, "Being deleted there");
  ac_delivery_set_progress (delivery, 0, later, now);
  assert_words (delivery, "This one follows at ");
}

static GtkWidget *
find_delivery_row (GtkWidget *widget)
{
  GtkWidget *found = AC_IS_DELIVERY_ROW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_delivery_row (child);

  return found;
}

static void
test_status_card (void)
{
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_LIVE);
  g_autoptr(AcStatus) other = make_status (AC_DELIVERY_FAILED);
  g_autoptr(AcStatus) nowhere =
                ac_status_new ("0192f0c4-7e2b-7c11-8a6e-0123456789ae", "Hello", 1764000000000);
  AcStatusCard *card =
      g_object_ref_sink (AC_STATUS_CARD (g_object_new (AC_TYPE_STATUS_CARD, NULL)));
  GtkWidget *row = NULL;
  GtkWidget *button = NULL;

  ac_status_card_set_status (card, status);
  row = find_delivery_row (GTK_WIDGET (card));
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ON);
  button = find_button (GTK_WIDGET (card), "card.share-again");
  g_assert_true (gtk_widget_get_visible (button));
  ac_status_set_removed (status, TRUE);
  g_assert_false (gtk_widget_get_visible (button));

  /* The same row, and it no longer follows what it showed before. */
  ac_status_card_set_status (card, other);
  g_assert_true (find_delivery_row (GTK_WIDGET (card)) == row);
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ATTENTION);
  g_assert_false (gtk_widget_get_visible (button));
  g_object_notify (G_OBJECT (status), "removed");
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ATTENTION);

  ac_status_card_set_status (card, nowhere);
  g_assert_null (find_delivery_row (GTK_WIDGET (card)));
  ac_status_card_set_status (card, NULL);
  g_assert_finalize_object (card);
}

/* A place out of sight has its card when the list rests, or earlier when the focus goes there. */
static void
test_status_slot (void)
{
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_LIVE);
  g_autoptr(AcStatus) other = make_status (AC_DELIVERY_FAILED);
  GtkWidget *window = gtk_window_new ();
  AcStatusSlot *slot = g_object_new (AC_TYPE_STATUS_SLOT, NULL);
  GtkWidget *card = NULL;
  GtkWidget *row = NULL;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (slot));
  ac_status_slot_set_status (slot, status);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (slot)));
  gtk_widget_child_focus (GTK_WIDGET (slot), GTK_DIR_TAB_FORWARD);
  card = gtk_widget_get_first_child (GTK_WIDGET (slot));
  g_assert_true (gtk_widget_get_visible (card));
  row = find_delivery_row (card);
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ON);

  ac_status_slot_set_status (slot, other);
  g_assert_false (gtk_widget_get_visible (card));
  while (!gtk_widget_get_visible (card))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_ATTENTION);

  ac_status_slot_set_status (slot, NULL);
  g_assert_false (gtk_widget_get_visible (card));
  ac_status_slot_set_status (slot, status);
  g_object_add_weak_pointer (G_OBJECT (slot), (gpointer *) &slot);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (slot);
}

/* Nothing comes of it without the account. */
static void
test_retries (void)
{
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_FAILED);
  AcDelivery *gone = add_delivery (status, "0192f0c4-7e2b-7c11-8a6e-0123456789ae",
                                   AC_DELIVERY_FAILED, AC_ERROR_ACCOUNT_GONE);
  GtkWidget *row = g_object_ref_sink (ac_delivery_row_new (gone));
  GtkWidget *card = g_object_ref_sink (g_object_new (AC_TYPE_STATUS_CARD, "status", status, NULL));
  GtkWidget *button = find_button (card, "card.retry");

  g_assert_null (find_button (row, "delivery.retry"));
  g_assert_false (gtk_widget_get_visible (button));
  ac_delivery_set_state (gone, AC_DELIVERY_WAITING, AC_ERROR_FAILED);
  ac_delivery_set_state (gone, AC_DELIVERY_FAILED, AC_ERROR_REJECTED);
  g_assert_nonnull (find_button (row, "delivery.retry"));
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_finalize_object (row);
  g_assert_finalize_object (card);
}

/* What can't be deleted from here is no reason, and is said; so is what is lost. */
static void
test_share_again (void)
{
  const AcPictureFacts facts = { AC_PICTURE_PNG, 4, 3 };
  g_autoptr(AcChoice) choice = make_choice ();
  AcClient *client = ac_choice_get_client (choice);
  g_autoptr(AcAccount) account = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
  g_autoptr(AcPicture) picture = ac_picture_new ("019a0000-0000-7000-8000-000000000001", &facts, 7);
  g_autoptr(AcStatus) status = make_status (AC_DELIVERY_LIVE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  ac_status_add_picture (status, picture);
  g_assert_false (ac_share_again_is_possible (client, status));
  before = ac_share_again_describe (client, status);
  g_assert_nonnull (strstr (before, "only you can delete it there"));
  g_assert_nonnull (strstr (before, "Pictures aren’t kept"));

  g_list_store_append (G_LIST_STORE (ac_client_get_accounts (client)), account);
  g_assert_true (ac_share_again_is_possible (client, status));
  add_delivery (status, "0192f0c4-7e2b-7c11-8a6e-0123456789ae", AC_DELIVERY_FAILED,
                AC_ERROR_REJECTED);
  after = ac_share_again_describe (client, status);
  g_assert_null (strstr (after, "only you can delete it there"));
  g_assert_null (strstr (after, "Pictures aren’t kept"));
}

int
main (int argc, char *argv[])
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  adw_init ();
  g_test_add_func ("/text-field/note", test_text_field);
  g_test_add_func ("/edit-dialog/only-what-is-changed", test_edit_dialog);
  g_test_add_func ("/delivery-row/edited", test_edited_delivery);
  g_test_add_func ("/delivery-row/menu", test_delivery_menu);
  g_test_add_func ("/delivery-row/tried-menu", test_tried_menu);
  g_test_add_func ("/delivery-row/tries", test_tries);
  g_test_add_func ("/attempt-words/titles", test_attempt_words);
  g_test_add_func ("/tries-dialog/focus", test_tries_dialog);
  g_test_add_func ("/status-card/rebinds", test_status_card);
  g_test_add_func ("/status-slot/rests", test_status_slot);
  g_test_add_func ("/status-card/retries", test_retries);
  g_test_add_func ("/share-again/what-is-lost", test_share_again);
  status = g_test_run ();
  /* What was given up ends. */
  spin ();
  return status;
}
