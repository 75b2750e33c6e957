/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-add-dialog.h"
#include "ac-shell.h"
#include "ac-answer.h"
#include "ac-info.h"
#include "ac-found-page.h"
#include "ac-number-page.h"
#include "ac-row.h"
#include "ac-service-item.h"
#include "ac-app-words.h"
#include "help/ac-help.h"
#include "help/ac-learn-button.h"

struct _AcAddDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  char *service;
  AcAccount *account;
  AcLinkAttempt *attempt;
  AcNumberPage *number_page; /* (nullable): of a service that sends a code; the only page then */
  gboolean closed;
  AdwNavigationView *pages;
  AdwNavigationPage *start_page;
  AcFoundPage *found_page;
  AdwHeaderBar *start_bar;
  AdwBanner *error_banner;
  AdwBanner *password_banner;
  GtkWidget *server_group;
  GtkWidget *server_row;
  GtkWidget *browser_row;
  GtkWidget *password_row;
  AcRow *wait_row;
  GtkWidget *open_row;
  GtkWidget *copy_row;
  AdwPreferencesGroup *paste_group;
  GtkWidget *paste_row;
  GtkWidget *name_row;
  GtkWidget *secret_row;
  GtkWidget *host_row;
  GtkWidget *add_row;
};

G_DEFINE_FINAL_TYPE (AcAddDialog, ac_add_dialog, ADW_TYPE_DIALOG)

static const AcService *
find_service (AcAddDialog *self)
{
  AcServiceItem *item = ac_client_find_service (self->client, self->service);

  return item != NULL ? ac_service_item_get_service (item) : NULL;
}

static const char *
get_text (GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  return *text != '\0' ? text : NULL;
}

static const char *
get_account_id (AcAddDialog *self)
{
  return self->account != NULL ? ac_account_get_id (self->account) : NULL;
}

static void
show_error (AcAddDialog *self, AdwBanner *banner, AcError code)
{
  g_autofree char *words = ac_words_error (code);

  adw_banner_set_title (banner, words);
  adw_banner_set_button_label (banner, code == AC_ERROR_KEYRING_LOCKED ? _("_Unlock") : NULL);
  adw_banner_set_revealed (banner, TRUE);
}

static void
hide_errors (AcAddDialog *self)
{
  adw_banner_set_revealed (self->error_banner, FALSE);
  adw_banner_set_revealed (self->password_banner, FALSE);
}

static void
info_changed_cb (AcAddDialog *self)
{
  g_autofree char *keyring = ac_info_string (self->client, "keyring");

  if (g_strcmp0 (keyring, "unlocked") == 0 &&
      adw_banner_get_button_label (self->error_banner) != NULL)
    adw_banner_set_revealed (self->error_banner, FALSE);
  if (g_strcmp0 (keyring, "unlocked") == 0 &&
      adw_banner_get_button_label (self->password_banner) != NULL)
    adw_banner_set_revealed (self->password_banner, FALSE);
}

static void
set_busy (AcAddDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->browser_row, !busy);
  gtk_widget_set_sensitive (self->add_row, !busy);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->browser_row),
                                 busy ? _("Asking the Server…") : _("_Continue in Browser"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add_row),
                                 busy ? _("Signing In…") : _("_Sign In"));
}

static const char *
name_outcome (AcAddDialog *self)
{
  if (self->account != NULL)
    return _("Signed in again");
  if (self->attempt != NULL && ac_link_attempt_get_already (self->attempt))
    return _("This account was here already. You have shown again that it is yours");
  return _("Account added. Nothing is shared yet");
}

static void
finish (AcAddDialog *self)
{
  ac_toast (GTK_WIDGET (self), name_outcome (self));
  g_clear_object (&self->attempt);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
cancelled_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    g_debug ("The attempt was gone already");
}

static void
drop_attempt (AcAddDialog *self)
{
  g_autoptr(AcLinkAttempt) attempt = g_steal_pointer (&self->attempt);

  if (attempt == NULL)
    return;

  g_signal_handlers_disconnect_by_data (attempt, self);
  ac_answer_to (ac_client_cancel_link (self->client, attempt), self->client, cancelled_cb, NULL,
                NULL);
}

static void
ask_whether_right (AcAddDialog *self)
{
  ac_found_page_show (self->found_page, self->attempt);
  if (adw_navigation_view_get_visible_page (self->pages) != ADW_NAVIGATION_PAGE (self->found_page))
    adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (self->found_page));
}

static void
confirmed_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcAddDialog *self = owner;

  if (error == NULL)
    return;

  show_error (self, self->error_banner, ac_words_code (error));
  drop_attempt (self);
  adw_navigation_view_pop_to_tag (self->pages, "start");
}

static void
answered_cb (AcAddDialog *self, const char *choice)
{
  if (self->attempt == NULL)
    return;

  if (choice != NULL)
    {
      const gboolean many = ac_link_attempt_get_choices (self->attempt) != NULL;

      ac_answer_to (ac_client_confirm_link (self->client, self->attempt, many ? choice : NULL),
                    self, confirmed_cb, NULL, NULL);
      return;
    }

  drop_attempt (self);
  ac_toast (GTK_WIDGET (self), _("Not added. The permission is given back at the service"));
  adw_navigation_view_pop_to_tag (self->pages, "start");
  /* The page that went had the keyboard. */
  gtk_widget_grab_focus (self->browser_row);
}

/* Where the browser can't come back by itself: (nullable). */
static const char *
get_end (AcAddDialog *self)
{
  return self->attempt != NULL ? ac_link_attempt_get_ends_at (self->attempt) : NULL;
}

static const char *
describe_wait (AcAddDialog *self)
{
  return get_end (self) != NULL
      ? _("Sign in there and allow what is asked for, then bring the address here")
      : _("Sign in there and allow what is asked for. This closes by itself");
}

static void
attempt_changed_cb (AcAddDialog *self)
{
  if (self->attempt == NULL)
    return;

  switch (ac_link_attempt_get_state (self->attempt))
    {
    case AC_LINK_ATTEMPT_DONE:
      finish (self);
      break;
    case AC_LINK_ATTEMPT_FAILED:
      show_error (self, self->error_banner, ac_link_attempt_get_error (self->attempt));
      g_clear_object (&self->attempt);
      adw_navigation_view_pop_to_tag (self->pages, "start");
      break;
    case AC_LINK_ATTEMPT_CANCELLED:
      g_clear_object (&self->attempt);
      adw_navigation_view_pop_to_tag (self->pages, "start");
      break;
    case AC_LINK_ATTEMPT_CONFIRM:
      ask_whether_right (self);
      break;
    case AC_LINK_ATTEMPT_WORKING:
      ac_row_set_detail (self->wait_row, _("Asking the service who you are"));
      break;
    case AC_LINK_ATTEMPT_WAITING:
    case AC_LINK_ATTEMPT_CODE:
    default:
      ac_row_set_detail (self->wait_row, describe_wait (self));
      break;
    }
}

static void
follow (AcAddDialog *self, AcLinkAttempt *attempt)
{
  g_set_object (&self->attempt, attempt);
  if (self->closed)
    {
      drop_attempt (self);
      return;
    }

  g_signal_connect_object (self->attempt, "notify", G_CALLBACK (attempt_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
open_again_cb (AcAddDialog *self)
{
  if (self->attempt != NULL && ac_link_attempt_get_authorization_url (self->attempt) != NULL)
    ac_open_uri (GTK_WIDGET (self), ac_link_attempt_get_authorization_url (self->attempt));
}

/* Whoever has to bring something back reads that before the browser covers the window. */
static void
prepare_wait (AcAddDialog *self)
{
  const char *end = get_end (self);
  g_autofree char *how = NULL;

  if (end == NULL)
    return;

  how = g_strdup_printf (
      /* Translators: %s is an address */
      _("In the end the browser goes to %s. That this page can’t be opened is no fault. Copy the "
        "whole address out of the browser, and paste it here"),
        end);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->wait_row),
                                 _("Waiting for the Address"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->open_row), _("_Open Browser"));
  gtk_widget_add_css_class (self->open_row, "suggested-action");
  adw_preferences_group_set_title (self->paste_group, _("Bring the Address Back"));
  adw_preferences_group_set_description (self->paste_group, how);
}

static void
begun_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcAddDialog *self = owner;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      show_error (self, self->error_banner, ac_words_code (error));
      return;
    }

  follow (self, g_value_get_object (value));
  if (self->attempt == NULL)
    return;

  prepare_wait (self);
  adw_navigation_view_push_by_tag (self->pages, "wait");
  if (get_end (self) == NULL)
    open_again_cb (self);
  attempt_changed_cb (self);
}

static void
begin_cb (AcAddDialog *self)
{
  const AcService *service = find_service (self);
  const char *server =
      gtk_widget_get_visible (self->server_group) ? get_text (self->server_row) : NULL;

  if (self->account != NULL)
    server = ac_account_get_server (self->account);

  if (server == NULL && self->account == NULL && service != NULL && service->needs_server)
    {
      gtk_widget_grab_focus (self->server_row);
      return;
    }

  hide_errors (self);
  set_busy (self, TRUE);
  ac_answer_to (ac_client_begin_link (self->client, self->service, server, get_account_id (self),
                                      self->account == NULL),
                self, begun_cb, NULL, NULL);
}

static void
cancel_cb (AcAddDialog *self)
{
  drop_attempt (self);
  adw_navigation_view_pop_to_tag (self->pages, "start");
}

static void
copy_cb (AcAddDialog *self)
{
  if (self->attempt == NULL || ac_link_attempt_get_authorization_url (self->attempt) == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          ac_link_attempt_get_authorization_url (self->attempt));
  ac_row_set_detail (self->wait_row, _("Link copied. Open it in any browser on this computer"));
}

static void
pasted_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcAddDialog *self = owner;
  g_autofree char *words = NULL;

  if (error == NULL)
    return;

  words = get_end (self) != NULL && ac_words_code (error) == AC_ERROR_INVALID
      ? g_strdup_printf (_("That is not it. The address begins with %s?"), get_end (self))
      : ac_words_gerror (error);
  ac_row_set_detail (self->wait_row, words);
}

static void
paste_cb (AcAddDialog *self)
{
  g_autofree char *url =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->paste_row))));

  if (self->attempt != NULL && *url != '\0')
    ac_answer_to (ac_client_paste_link_response (self->client, self->attempt, url), self, pasted_cb,
                  NULL, NULL);
  /* The address holds a one-time code: it must not stay on the screen. */
  gtk_editable_set_text (GTK_EDITABLE (self->paste_row), "");
}

static void
use_password_cb (AcAddDialog *self)
{
  adw_navigation_view_push_by_tag (self->pages, "password");
}

static void
added_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcAddDialog *self = owner;

  set_busy (self, FALSE);
  if (error != NULL)
    show_error (self, self->password_banner, ac_words_code (error));
  else
    finish (self);
}

static void
tried_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcAddDialog *self = owner;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      show_error (self, self->password_banner, ac_words_code (error));
      return;
    }

  follow (self, g_value_get_object (value));
  attempt_changed_cb (self);
}

static void
send_password (AcAddDialog *self, const char *name, SecretValue *secret)
{
  const char *host = get_text (self->host_row);

  if (self->account != NULL)
    ac_answer_to (ac_client_add_account (self->client, self->service, host, name, secret,
                                         get_account_id (self)),
                  self, added_cb, NULL, NULL);
  else
    ac_answer_to (ac_client_try_account (self->client, self->service, host, name, secret, NULL),
                  self, tried_cb, NULL, NULL);
}

static void
add_cb (AcAddDialog *self)
{
  const char *password = get_text (self->secret_row);
  const char *name = get_text (self->name_row);
  SecretValue *secret = NULL;

  if (name == NULL || password == NULL)
    {
      gtk_widget_grab_focus (name == NULL ? self->name_row : self->secret_row);
      return;
    }

  hide_errors (self);
  set_busy (self, TRUE);
  secret = secret_value_new (password, -1, "text/plain");
  gtk_editable_set_text (GTK_EDITABLE (self->secret_row), "");
  send_password (self, name, secret);
  secret_value_unref (secret);
}

static void
ac_add_dialog_closed (AdwDialog *dialog)
{
  AcAddDialog *self = AC_ADD_DIALOG (dialog);

  self->closed = TRUE;
  drop_attempt (self);
  if (self->number_page != NULL)
    ac_number_page_give_up (self->number_page);
}

static void
ac_add_dialog_dispose (GObject *object)
{
  AcAddDialog *self = AC_ADD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_ADD_DIALOG);
  g_clear_object (&self->number_page);
  g_clear_object (&self->attempt);
  g_clear_object (&self->account);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_add_dialog_parent_class)->dispose (object);
}

static void
ac_add_dialog_finalize (GObject *object)
{
  g_free (AC_ADD_DIALOG (object)->service);

  G_OBJECT_CLASS (ac_add_dialog_parent_class)->finalize (object);
}

static void
ac_add_dialog_class_init (AcAddDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_add_dialog_dispose;
  object_class->finalize = ac_add_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ac_add_dialog_closed;

  g_type_ensure (AC_TYPE_ROW);
  g_type_ensure (AC_TYPE_FOUND_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-add-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, start_page);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, found_page);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, start_bar);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, password_banner);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, server_group);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, browser_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, wait_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, open_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, copy_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, paste_group);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, paste_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, host_row);
  gtk_widget_class_bind_template_child (widget_class, AcAddDialog, add_row);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_password_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
ac_add_dialog_init (AcAddDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_set_state (self->wait_row, AC_ROW_PENDING_ON);
  ac_row_expose (GTK_LIST_BOX_ROW (self->browser_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->password_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->open_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->copy_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->add_row));
}

static void
use_number_page (AcAddDialog *self)
{
  AcNumberPage *page = ac_number_page_new (self->client, self->service, self->account);

  self->number_page = g_object_ref_sink (page);
  g_signal_connect_object (page, "proved", G_CALLBACK (finish), self, G_CONNECT_SWAPPED);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page),
                                 adw_dialog_get_title (ADW_DIALOG (self)));
  adw_navigation_view_replace (self->pages, (AdwNavigationPage *[]) { ADW_NAVIGATION_PAGE (page) },
                               1);
}

static void
fill_dialog (AcAddDialog *self)
{
  const AcService *service = find_service (self);
  const char *name = service != NULL ? service->name : ac_words_service (self->service);
  g_autofree char *title = g_strdup_printf (
      self->account != NULL ? _("Sign In to %s Again") : C_ ("dialog title", "Add %s"), name);
  gboolean bluesky = g_strcmp0 (self->service, "bluesky") == 0;

  if (ac_help_find (self->service) != NULL)
    adw_header_bar_pack_end (self->start_bar, ac_learn_button_new (self->service));
  ac_help_set_topic (GTK_WIDGET (self), self->service);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_navigation_page_set_title (self->start_page, title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->server_row),
                                 bluesky ? _("Your Handle or Server") : _("Your Server"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->server_group),
      bluesky ? _("Most accounts are at bsky.social. If yours is not, enter your handle")
              : _("The address of your server, such as mastodon.social"));
  /* Where a service has a server for everybody, it stands there and can be changed. */
  gtk_widget_set_visible (self->server_group, self->account == NULL);
  if (service != NULL && service->default_server != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->server_row), service->default_server);
      gtk_editable_set_text (GTK_EDITABLE (self->host_row), service->default_server);
    }
  gtk_widget_set_visible (self->browser_row,
                          service == NULL || (service->sign_in & AC_SIGN_IN_BROWSER) != 0);
  gtk_widget_set_visible (self->password_row,
                          service != NULL && (service->sign_in & AC_SIGN_IN_APP_PASSWORD) != 0);

  if (service != NULL && (service->sign_in & AC_SIGN_IN_CODE) != 0)
    use_number_page (self);

  if (self->account != NULL)
    {
      const char *handle = ac_account_get_handle (self->account);
      const char *server = ac_account_get_server (self->account);

      gtk_editable_set_text (GTK_EDITABLE (self->name_row), handle != NULL ? handle : "");
      gtk_editable_set_text (GTK_EDITABLE (self->host_row), server != NULL ? server : "");
    }
}

AdwDialog *
ac_add_dialog_new (AcClient *client, const char *service, AcAccount *account)
{
  AcAddDialog *self = g_object_new (AC_TYPE_ADD_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->service = g_strdup (service);
  g_set_object (&self->account, account);
  ac_info_watch (client, self, G_CALLBACK (info_changed_cb));
  fill_dialog (self);
  return ADW_DIALOG (self);
}
