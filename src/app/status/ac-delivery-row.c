/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer-dialog.h"
#include "ac-delivery-row.h"
#include "ac-edit-words.h"
#include "ac-hand-over-dialog.h"
#include "ac-shell.h"
#include "ac-tries-dialog.h"
#include "ac-answer.h"
#include "ac-app-words.h"

struct _AcDeliveryRow
{
  AcRow parent_instance;
  AcDelivery *delivery;
  GtkWidget *menu_button;
  AcDelivery *looking; /* (nullable): that is looked for */
  AdwToast *toast;     /* (nullable): what the last look has found */
};

G_DEFINE_FINAL_TYPE (AcDeliveryRow, ac_delivery_row, AC_TYPE_ROW)

static void
update_facts (AcDeliveryState state, AcRowFacts *facts)
{
  switch (state)
    {
    case AC_DELIVERY_WAITING:
    case AC_DELIVERY_SENDING:
    case AC_DELIVERY_CHECKING:
      facts->pending = facts->pending_on = TRUE;
      break;
    case AC_DELIVERY_LIVE:
      facts->on = TRUE;
      break;
    case AC_DELIVERY_FAILED:
    case AC_DELIVERY_NEEDS_YOU:
    case AC_DELIVERY_SIGN_IN_NEEDED:
    case AC_DELIVERY_REMOVE_FAILED:
    case AC_DELIVERY_HANDED_TO_YOU:
    case AC_DELIVERY_YOURS_TO_DELETE:
    case AC_DELIVERY_MISSED:
      facts->attention = TRUE;
      break;
    case AC_DELIVERY_STOPPED:
      facts->paused = TRUE;
      break;
    case AC_DELIVERY_REMOVING:
      facts->pending = TRUE;
      break;
    case AC_DELIVERY_REMOVED:
    case AC_DELIVERY_CANCELLED:
    case AC_DELIVERY_SHARED_BY_YOU:
    case AC_DELIVERY_DELETED_BY_YOU:
    case AC_DELIVERY_SCHEDULED:
    case AC_DELIVERY_EXPIRED:
    case AC_DELIVERY_GONE:
    default:
      break;
    }
}

static void
add_edit_facts (AcEdit edit, AcRowFacts *facts)
{
  if (edit == AC_EDIT_CHANGING)
    facts->pending = facts->pending_on = TRUE;
  else if (edit == AC_EDIT_FAILED || edit == AC_EDIT_BLOCKED)
    facts->attention = TRUE;
  else if (edit == AC_EDIT_STOPPED)
    facts->paused = TRUE;
}

/* How it is, and what became of a change of its words. */
static char *
describe_state (AcDelivery *delivery)
{
  g_autofree char *words = ac_words_delivery (delivery);
  g_autofree char *edit = ac_delivery_get_state (delivery) == AC_DELIVERY_LIVE
                              ? ac_edit_words_outcome (delivery)
                              : NULL;

  return edit != NULL ? g_strdup_printf ("%s · %s", words, edit) : g_steal_pointer (&words);
}

/* What only the person can delete there has to be opened for it. */
static gboolean
is_there (AcDeliveryRow *self)
{
  const AcError error = ac_delivery_get_error (self->delivery);

  return ac_delivery_get_url (self->delivery) != NULL &&
         (ac_delivery_get_state (self->delivery) == AC_DELIVERY_LIVE ||
          error == AC_ERROR_DELETE_THERE || error == AC_ERROR_ENDS_BY_ITSELF ||
          error == AC_ERROR_ACCOUNT_GONE);
}

static void
offer_access (AcDeliveryRow *self, AcError missing)
{
  AcRow *row = AC_ROW (self);

  if (missing == AC_ERROR_KEYRING_LOCKED)
    ac_row_set_button (row, _("Unlock"), "win.unlock-keyring", NULL);
  else if (missing == AC_ERROR_KEYRING_MISSING)
    ac_row_set_button (row, _("Try Again"), "win.unlock-keyring", NULL);
  else
    ac_row_set_button (row, _("Sign In"), "win.sign-in",
                              g_variant_new_string (ac_delivery_get_account_id (self->delivery)));
}

/* What mends a change of its words, if anything does. */
static gboolean
offer_edit (AcDeliveryRow *self)
{
  const AcEdit edit = ac_delivery_get_edit (self->delivery);
  const AcError error = ac_delivery_get_edit_error (self->delivery);

  if (ac_delivery_get_state (self->delivery) != AC_DELIVERY_LIVE ||
      ac_delivery_get_account_id (self->delivery) == NULL)
    return FALSE;

  if (edit == AC_EDIT_BLOCKED && error != AC_ERROR_NOT_AVAILABLE)
    offer_access (self, error);
  else if (edit == AC_EDIT_FAILED && error != AC_ERROR_ACCOUNT_GONE)
    ac_row_set_button (AC_ROW (self), C_ ("what waits for its time", "Edit…"), "card.edit", NULL);
  else
    return FALSE;
  return TRUE;
}

static void
update_button (AcDeliveryRow *self)
{
  AcRow *row = AC_ROW (self);
  AcDeliveryState state = ac_delivery_get_state (self->delivery);

  if (offer_edit (self))
    return;

  if (is_there (self))
    ac_row_set_button (row, C_ ("open the copy", "Open"), "delivery.open", NULL);
  else if (state == AC_DELIVERY_HANDED_TO_YOU)
    ac_row_set_button (row, C_ ("by hand", "Share…"), "delivery.hand-over", NULL);
  else if (state == AC_DELIVERY_YOURS_TO_DELETE)
    ac_row_set_button (row, _("I Deleted It"), "delivery.deleted", NULL);
  else if (state == AC_DELIVERY_SCHEDULED)
    ac_row_set_button (row, C_ ("what waits for its time", "Edit…"), "win.undo-status",
                               g_variant_new_string (ac_delivery_get_status_id (self->delivery)));
  else if (state == AC_DELIVERY_MISSED)
    ac_row_set_button (row, _("Share Now"), "delivery.retry", NULL);
  else if (state == AC_DELIVERY_WAITING)
    ac_row_set_button (row, C_ ("before it is sent", "Undo"), "delivery.delete", NULL);
  else if (state == AC_DELIVERY_STOPPED &&
           ac_delivery_get_error (self->delivery) == AC_ERROR_NOT_AVAILABLE)
    ac_row_set_button (row, _("Details"), "win.pane", g_variant_new_string ("backend"));
  else if (state == AC_DELIVERY_STOPPED && ac_delivery_get_paused (self->delivery))
    ac_row_set_button (row, _("Resume…"), "win.account",
                              g_variant_new_string (ac_delivery_get_account_id (self->delivery)));
  else if (state == AC_DELIVERY_STOPPED)
    ac_row_set_button (row, _("Resume…"), "win.pane", g_variant_new_string ("overview"));
  else if (ac_delivery_can_retry (self->delivery))
    ac_row_set_button (row, _("Try Again"), "delivery.retry", NULL);
  else if (state == AC_DELIVERY_NEEDS_YOU)
    ac_row_set_button (row, _("Answer…"), "delivery.answer", NULL);
  else if (state == AC_DELIVERY_SIGN_IN_NEEDED)
    offer_access (self, ac_delivery_get_error (self->delivery));
  else
    ac_row_set_button (row, NULL, NULL, NULL);
}

/* Assistive technology lists what is enabled. */
static void
update_actions (GtkWidget *widget, AcDeliveryState state)
{
  AcDeliveryRow *self = AC_DELIVERY_ROW (widget);
  gboolean there = is_there (self);
  const gboolean lookable = state == AC_DELIVERY_LIVE && self->looking != self->delivery &&
                            ac_delivery_get_edit (self->delivery) != AC_EDIT_CHANGING;

  gtk_widget_action_set_enabled (widget, "delivery.open", there);
  gtk_widget_action_set_enabled (widget, "delivery.copy", there);
  gtk_widget_action_set_enabled (widget, "delivery.look", lookable);
  gtk_widget_action_set_enabled (widget, "delivery.delete", state == AC_DELIVERY_WAITING);
  gtk_widget_action_set_enabled (widget, "delivery.answer", state == AC_DELIVERY_NEEDS_YOU);
  gtk_widget_action_set_enabled (widget, "delivery.hand-over", state == AC_DELIVERY_HANDED_TO_YOU);
  gtk_widget_action_set_enabled (widget, "delivery.deleted", state == AC_DELIVERY_YOURS_TO_DELETE);
  gtk_widget_action_set_enabled (widget, "delivery.retry", ac_delivery_can_retry (self->delivery));
  gtk_widget_action_set_enabled (widget, "delivery.take-back", state == AC_DELIVERY_LIVE);
  gtk_widget_action_set_enabled (widget, "delivery.tries", ac_delivery_get_tried (self->delivery));
}

/* The service, and what is not as usual there. */
static char *
describe_place (AcDelivery *delivery)
{
  const AcForm form = ac_delivery_get_form (delivery);
  GString *place = g_string_new (ac_words_service (ac_delivery_get_service (delivery)));

  if (form != AC_FORM_POST)
    g_string_append_printf (place, " · %s", ac_words_form (form));
  if (form != AC_FORM_STORY && ac_delivery_get_text (delivery) != NULL)
    g_string_append_printf (place, " · %s", _("Text of its own"));
  return g_string_free (place, FALSE);
}

/* It takes the focus with it, and with the focus the keys. */
static void
show_menu (AcDeliveryRow *self, gboolean shown)
{
  const gboolean focused =
      (gtk_widget_get_state_flags (self->menu_button) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  gtk_widget_set_visible (self->menu_button, shown);
  if (focused && !shown)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Of many rows with the same button each one's says whose it is. */
static void
name_menu (AcDeliveryRow *self, const char *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->menu_button)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
}

static void
update_row (AcDeliveryRow *self)
{
  AcRow *row = AC_ROW (self);
  AcDeliveryState state = ac_delivery_get_state (self->delivery);
  const char *handle = ac_delivery_get_handle (self->delivery);
  AcRowFacts facts = { .cached = TRUE };
  g_autofree char *words = describe_state (self->delivery);
  const char *service = ac_words_service (ac_delivery_get_service (self->delivery));
  gboolean named = handle != NULL && *handle != '\0';
  g_autofree char *place = describe_place (self->delivery);
  g_autofree char *detail = g_strdup_printf ("%s · %s", place, words);

  ac_row_freeze (row);
  update_facts (state, &facts);
  if (state == AC_DELIVERY_LIVE)
    add_edit_facts (ac_delivery_get_edit (self->delivery), &facts);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), named ? handle : service);
  ac_row_set_detail (row, named ? detail : words);
  ac_row_set_reason (row, named ? detail : words);
  ac_row_set_badge (row, facts.paused ? C_ ("badge", "Paused") : NULL);
  ac_row_set_state (row, ac_row_state_resolve (&facts));
  ac_row_set_icon_name (row, facts.attention ? "dialog-warning-symbolic" : NULL);
  show_menu (self, is_there (self) || ac_delivery_get_tried (self->delivery));
  name_menu (self, named ? handle : service);
  update_button (self);
  ac_row_thaw (row);
  update_actions (GTK_WIDGET (self), state);
}

static void
asked_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
}

static void
open_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *url = ac_delivery_get_url (AC_DELIVERY_ROW (widget)->delivery);

  if (url != NULL)
    ac_open_uri (widget, url);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *url = ac_delivery_get_url (AC_DELIVERY_ROW (widget)->delivery);

  if (url == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), url);
  ac_toast (widget, _("Link copied"));
}

/* What an earlier look has found may not be true any more. */
static void
tell_found (AcDeliveryRow *self, AcDelivery *delivery)
{
  g_autofree char *words = ac_words_delivery (delivery);
  const gboolean there = ac_delivery_get_state (delivery) == AC_DELIVERY_LIVE;

  self->toast = adw_toast_new (there ? _("It is still there") : words);
  adw_toast_set_use_markup (self->toast, FALSE);
  ac_toast_add (GTK_WIDGET (self), g_object_ref (self->toast));
}

static void
looked_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcDeliveryRow *self = owner;
  AcDelivery *delivery = error == NULL ? g_value_get_object (value) : NULL;

  if (self->looking == user_data)
    g_clear_object (&self->looking);
  update_actions (GTK_WIDGET (self), ac_delivery_get_state (self->delivery));
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  if (delivery == NULL)
    ac_toast_error (GTK_WIDGET (self), error);
  else
    tell_found (self, delivery);
}

static void
look_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcDeliveryRow *self = AC_DELIVERY_ROW (widget);
  AcClient *client = ac_shell_find_client (widget);

  if (client == NULL)
    return;

  g_set_object (&self->looking, self->delivery);
  update_actions (widget, ac_delivery_get_state (self->delivery));
  ac_answer_to (ac_client_verify_delivery (client, ac_delivery_get_id (self->delivery)), widget,
                looked_cb, g_object_ref (self->delivery), g_object_unref);
}

static void
retry_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);
  AcDelivery *delivery = AC_DELIVERY_ROW (widget)->delivery;

  if (client != NULL)
    ac_answer_to (ac_client_retry_delivery (client, ac_delivery_get_id (delivery)), widget,
                  asked_cb, NULL, NULL);
}

static void
delete_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);
  AcDelivery *delivery = AC_DELIVERY_ROW (widget)->delivery;

  if (client != NULL)
    ac_answer_to (ac_client_delete_delivery (client, ac_delivery_get_id (delivery)), widget,
                  asked_cb, NULL, NULL);
}

static void
take_back_answered_cb (AcDeliveryRow *self, const char *response, AdwAlertDialog *dialog)
{
  AcClient *client = ac_shell_find_client (GTK_WIDGET (self));
  /* The row may show another delivery by then. */
  const char *id = g_object_get_data (G_OBJECT (dialog), "ac-delivery-id");

  if (client != NULL && g_str_equal (response, "delete"))
    ac_answer_to (ac_client_delete_delivery (client, id), self, asked_cb, NULL, NULL);
}

static void
take_back_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcDelivery *delivery = AC_DELIVERY_ROW (widget)->delivery;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Delete This Copy?"), NULL));

  /* Translators: a service, and the person's name there */
  adw_alert_dialog_format_body (
      dialog, _("It is deleted at %s (%s), and checked that it is gone. Other copies stay."),
                ac_words_service (ac_delivery_get_service (delivery)),
                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "ac-delivery-id",
                          g_strdup (ac_delivery_get_id (delivery)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (take_back_answered_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
answer_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);

  if (client != NULL)
    ac_answer_dialog_present (widget, client, AC_DELIVERY_ROW (widget)->delivery);
}

static void
tries_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);

  if (client != NULL)
    adw_dialog_present (ac_tries_dialog_new (client, AC_DELIVERY_ROW (widget)->delivery), widget);
}

static void
hand_over_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);

  if (client != NULL)
    adw_dialog_present (ac_hand_over_dialog_new (client, AC_DELIVERY_ROW (widget)->delivery),
                        widget);
}

static void
deleted_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);
  AcDelivery *delivery = AC_DELIVERY_ROW (widget)->delivery;

  if (client != NULL)
    ac_answer_to (
        ac_client_resolve_delivery (client, ac_delivery_get_id (delivery), "not-posted", NULL),
        widget, asked_cb, NULL, NULL);
}

static void
ac_delivery_row_dispose (GObject *object)
{
  g_clear_object (&AC_DELIVERY_ROW (object)->delivery);
  g_clear_object (&AC_DELIVERY_ROW (object)->looking);
  g_clear_object (&AC_DELIVERY_ROW (object)->toast);

  G_OBJECT_CLASS (ac_delivery_row_parent_class)->dispose (object);
}

static void
ac_delivery_row_class_init (AcDeliveryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_delivery_row_dispose;
  gtk_widget_class_install_action (widget_class, "delivery.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "delivery.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "delivery.look", NULL, look_action);
  gtk_widget_class_install_action (widget_class, "delivery.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "delivery.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "delivery.take-back", NULL, take_back_action);
  gtk_widget_class_install_action (widget_class, "delivery.answer", NULL, answer_action);
  gtk_widget_class_install_action (widget_class, "delivery.hand-over", NULL, hand_over_action);
  gtk_widget_class_install_action (widget_class, "delivery.deleted", NULL, deleted_action);
  gtk_widget_class_install_action (widget_class, "delivery.tries", NULL, tries_action);
}

/* Made when it is opened: a list has many rows. */
static void
fill_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr(GMenu) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;

  menu = g_menu_new ();
  g_menu_append (menu, _("Copy Link"), "delivery.copy");
  g_menu_append (menu, _("Look Whether It Is Still There"), "delivery.look");
  g_menu_append (menu, _("What Was Tried…"), "delivery.tries");
  g_menu_append (menu, _("Delete This Copy…"), "delivery.take-back");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
ac_delivery_row_init (AcDeliveryRow *self)
{
  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), fill_menu_cb, NULL,
                                         NULL);
  gtk_widget_set_valign (self->menu_button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->menu_button, _("More About This Copy"));
  gtk_widget_add_css_class (self->menu_button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->menu_button);
}

GtkWidget *
ac_delivery_row_new (AcDelivery *delivery)
{
  AcDeliveryRow *self = g_object_new (AC_TYPE_DELIVERY_ROW, NULL);

  ac_delivery_row_set_delivery (self, delivery);
  return GTK_WIDGET (self);
}

void
ac_delivery_row_set_delivery (AcDeliveryRow *self, AcDelivery *delivery)
{
  g_return_if_fail (AC_IS_DELIVERY_ROW (self));
  g_return_if_fail (AC_IS_DELIVERY (delivery));

  if (self->delivery == delivery)
    return;

  if (self->delivery != NULL)
    g_signal_handlers_disconnect_by_func (self->delivery, update_row, self);
  g_set_object (&self->delivery, delivery);
  g_signal_connect_object (delivery, "notify", G_CALLBACK (update_row), self, G_CONNECT_SWAPPED);
  update_row (self);
}
