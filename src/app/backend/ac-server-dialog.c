/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-future.h"
#include "ac-qr-code.h"
#include "ac-row.h"
#include "ac-server-dialog.h"
#include "ac-shell.h"

/* What is under way: at most one, and what comes of an older one is let go. */
typedef struct
{
  AcHttp *http;
  char *address;
  AcSession *session;   /* (nullable): the server has answered */
  char *uri;            /* (nullable): what the browser was opened with */
  AcOidcDevice *device; /* (nullable) */
} Attempt;

struct _AcServerDialog
{
  AdwDialog parent_instance;
  AcChoice *choice;
  Attempt *attempt; /* (nullable) */
  GCancellable *scope;
  AdwNavigationView *pages;
  AdwBanner *address_banner;
  AdwBanner *provider_banner;
  GtkWidget *address_row;
  GtkWidget *begin_row;
  GtkWidget *server_row;
  GtkWidget *provider_row;
  GtkWidget *browser_row;
  GtkWidget *code_row;
  AcRow *wait_row;
  GtkWidget *open_row;
  GtkWidget *copy_row;
  GtkWidget *instead_row;
  GtkWidget *paste_row;
  GtkPicture *code_picture;
  GtkLabel *place_label;
  GtkLabel *code_label;
  AcRow *code_wait_row;
  GtkWidget *copy_code_row;
  GtkWidget *back_row;
};

G_DEFINE_FINAL_TYPE (AcServerDialog, ac_server_dialog, ADW_TYPE_DIALOG)

static void
attempt_clear (gpointer data)
{
  Attempt *self = data;

  g_clear_object (&self->http);
  g_clear_object (&self->session);
  g_clear_pointer (&self->device, ac_oidc_device_free);
  g_free (self->address);
  g_free (self->uri);
}

static void
attempt_unref (gpointer data)
{
  g_rc_box_release_full (data, attempt_clear);
}

static DexFuture *
answer (gboolean done, GError *error)
{
  return done ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
begin_fiber (gpointer user_data)
{
  Attempt *attempt = user_data;
  GError *error = NULL;

  attempt->session = ac_session_begin (attempt->http, attempt->address, &error);
  return answer (attempt->session != NULL, error);
}

static DexFuture *
begin_browser_fiber (gpointer user_data)
{
  Attempt *attempt = user_data;
  GError *error = NULL;

  attempt->uri = ac_session_begin_browser (attempt->session, &error);
  return answer (attempt->uri != NULL, error);
}

static DexFuture *
finish_browser_fiber (gpointer user_data)
{
  Attempt *attempt = user_data;
  GError *error = NULL;

  return answer (ac_session_finish_browser (attempt->session, &error), error);
}

static DexFuture *
begin_device_fiber (gpointer user_data)
{
  Attempt *attempt = user_data;
  GError *error = NULL;

  attempt->device = ac_session_begin_device (attempt->session, &error);
  return answer (attempt->device != NULL, error);
}

static DexFuture *
finish_device_fiber (gpointer user_data)
{
  Attempt *attempt = user_data;
  GError *error = NULL;

  return answer (ac_session_finish_device (attempt->session, attempt->device, &error), error);
}

static void
run (AcServerDialog *self, DexFiberFunc fiber, AcAnswerFunc reply)
{
  DexFuture *work =
      dex_scheduler_spawn (NULL, 0, fiber, g_rc_box_acquire (self->attempt), attempt_unref);

  ac_answer_to (ac_future_scope (ac_future_keep (work), self->scope), self, reply,
                g_rc_box_acquire (self->attempt), attempt_unref);
}

static void
cancel (AcServerDialog *self)
{
  g_cancellable_cancel (self->scope);
  g_clear_object (&self->scope);
  self->scope = g_cancellable_new ();
  if (self->attempt != NULL && self->attempt->session != NULL)
    ac_session_cancel (self->attempt->session);
  g_clear_pointer (&self->attempt, attempt_unref);
}

/* Instead of the one under way; session: (nullable) what is known of the server already */
static void
start (AcServerDialog *self, AcSession *session)
{
  Attempt *attempt = g_rc_box_new0 (Attempt);
  AcSessionList *sign_ins = ac_choice_get_sign_ins (self->choice);

  attempt->http = g_object_ref (ac_session_list_get_http (sign_ins));
  attempt->address = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row)));
  g_set_object (&attempt->session, session);
  cancel (self);
  self->attempt = attempt;
}

static const char *
find_words (AcError code)
{
  switch ((int) code)
    {
    case AC_ERROR_INVALID:
      return _("This is not the address of a server. It looks like accounts.example.org.");
    case AC_ERROR_NOT_A_SERVICE:
      return _("There is no Accounts Center server at this address. Ask whoever runs it.");
    case AC_ERROR_UNREACHABLE:
      return _("The server could not be reached. Check the address and your connection.");
    case AC_ERROR_BAD_REPLY:
      return _("What the server says about signing in can't be trusted. You were not signed in. "
               "Tell whoever runs it.");
    case AC_ERROR_SCOPE_MISSING:
      return _("The server lets nobody stay signed in. Tell whoever runs it.");
    case AC_ERROR_SIGN_IN_REFUSED:
      return _("Signing in was refused. You were not signed in. Try again when you like.");
    default:
      return NULL;
    }
}

static void
show_error (AdwBanner *banner, const GError *error)
{
  AcError code = ac_words_code (error);
  g_autofree char *words = ac_words_error (code);

  adw_banner_set_title (banner, find_words (code) != NULL ? find_words (code) : words);
  adw_banner_set_revealed (banner, TRUE);
}

static void
set_busy (AcServerDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->begin_row, !busy);
  gtk_widget_set_sensitive (self->browser_row, !busy);
  gtk_widget_set_sensitive (self->code_row, !busy);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->begin_row),
                                 busy ? _("Asking the Server…") : _("_Continue"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->browser_row),
                                 busy ? _("Asking the Server…") : _("_Continue in Browser"));
  adw_banner_set_revealed (self->address_banner, FALSE);
  adw_banner_set_revealed (self->provider_banner, FALSE);
}

/* Returns: whether the reply is one of an older attempt */
static gboolean
is_late (AcServerDialog *self, gpointer user_data)
{
  return self->attempt != user_data;
}

/* Back to where another way can be chosen. */
static void
fail (AcServerDialog *self, const GError *error)
{
  set_busy (self, FALSE);
  show_error (self->provider_banner, error);
  adw_navigation_view_pop_to_tag (self->pages, "provider");
}

static void
finished_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcServerDialog *self = owner;
  AcSession *session = NULL;
  g_autofree char *words = NULL;

  if (is_late (self, user_data))
    return;
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  session = self->attempt->session;
  ac_session_list_reload (ac_choice_get_sign_ins (self->choice));
  ac_choice_use (self->choice, ac_session_get_id (session));
  /* Translators: %s is a server */
  words = g_strdup_printf (_("Signed in to %s"), ac_session_get_name (session));
  ac_toast (GTK_WIDGET (self), words);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static char *
find_host (const char *address)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : address);
}

static void
begun_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcServerDialog *self = owner;
  AcSession *session = NULL;
  g_autofree char *provider = NULL;

  if (is_late (self, user_data))
    return;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      show_error (self->address_banner, error);
      return;
    }

  session = self->attempt->session;
  provider = find_host (ac_session_get_issuer (session));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->server_row),
                                 ac_session_get_name (session));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->provider_row), provider);
  gtk_widget_set_visible (self->code_row, ac_session_has_device_codes (session));
  gtk_widget_set_visible (self->instead_row, ac_session_has_device_codes (session));
  adw_navigation_view_push_by_tag (self->pages, "provider");
}

static void
begin_cb (AcServerDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->address_row)) == '\0')
    {
      gtk_widget_grab_focus (self->address_row);
      return;
    }

  start (self, NULL);
  set_busy (self, TRUE);
  run (self, begin_fiber, begun_cb);
}

static void
show_page (AcServerDialog *self, const char *tag)
{
  adw_navigation_view_pop_to_tag (self->pages, "provider");
  adw_navigation_view_push_by_tag (self->pages, tag);
}

static void
open_again_cb (AcServerDialog *self)
{
  if (self->attempt != NULL && self->attempt->uri != NULL)
    ac_open_uri (GTK_WIDGET (self), self->attempt->uri);
}

static void
browser_begun_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcServerDialog *self = owner;

  if (is_late (self, user_data))
    return;
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  set_busy (self, FALSE);
  ac_row_set_detail (self->wait_row, _("Sign in there. This closes by itself"));
  show_page (self, "wait");
  open_again_cb (self);
  run (self, finish_browser_fiber, finished_cb);
}

static void
use_browser_cb (AcServerDialog *self)
{
  g_autoptr(AcSession) session = g_object_ref (self->attempt->session);

  start (self, session);
  set_busy (self, TRUE);
  run (self, begin_browser_fiber, browser_begun_cb);
}

/* A camera opens the address with the code in it, where the server has one. */
static void
show_device (AcServerDialog *self, const AcOidcDevice *device)
{
  const char *complete = device->verification_uri_complete;
  g_autoptr(GdkPaintable) code =
                ac_qr_code_new (complete != NULL ? complete : device->verification_uri);

  gtk_picture_set_paintable (self->code_picture, code);
  gtk_widget_set_visible (GTK_WIDGET (self->code_picture), code != NULL);
  gtk_label_set_label (self->place_label, device->verification_uri);
  gtk_label_set_label (self->code_label, device->user_code);
}

static void
code_begun_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcServerDialog *self = owner;
  const AcOidcDevice *device = NULL;
  g_autofree char *until = NULL;
  g_autofree char *words = NULL;

  if (is_late (self, user_data))
    return;
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  device = self->attempt->device;
  until =
      ac_words_time ((g_get_real_time () + device->expires_at - g_get_monotonic_time ()) / 1000);
  /* Translators: %s is a time */
  words = g_strdup_printf (_("The code is good until %s. This closes by itself"), until);
  set_busy (self, FALSE);
  show_device (self, device);
  ac_row_set_detail (self->code_wait_row, words);
  show_page (self, "code");
  run (self, finish_device_fiber, finished_cb);
}

static void
use_code_cb (AcServerDialog *self)
{
  g_autoptr(AcSession) session = g_object_ref (self->attempt->session);

  start (self, session);
  set_busy (self, TRUE);
  run (self, begin_device_fiber, code_begun_cb);
}

static void
cancel_cb (AcServerDialog *self)
{
  g_autoptr(AcSession) session = g_object_ref (self->attempt->session);

  start (self, session);
  adw_navigation_view_pop_to_tag (self->pages, "provider");
}

static void
copy_link_cb (AcServerDialog *self)
{
  if (self->attempt == NULL || self->attempt->uri == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->attempt->uri);
  ac_row_set_detail (self->wait_row, _("Link copied. Open it in any browser on this computer"));
}

static void
copy_code_cb (AcServerDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_label (self->code_label));
  ac_toast (GTK_WIDGET (self), _("Code copied"));
}

static void
paste_cb (AcServerDialog *self)
{
  g_autofree char *uri = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->paste_row)));
  g_autoptr(GError) error = NULL;

  /* The address holds a one-time code: it must not stay on the screen. */
  gtk_editable_set_text (GTK_EDITABLE (self->paste_row), "");
  if (!ac_session_take_response (self->attempt->session, g_strstrip (uri), &error))
    ac_row_set_detail (self->wait_row, _("This is not where this sign-in ends. Paste the address "
                                         "that begins with http://127.0.0.1"));
}

static void
ac_server_dialog_closed (AdwDialog *dialog)
{
  cancel (AC_SERVER_DIALOG (dialog));
}

static void
ac_server_dialog_dispose (GObject *object)
{
  AcServerDialog *self = AC_SERVER_DIALOG (object);

  g_cancellable_cancel (self->scope);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_SERVER_DIALOG);
  g_clear_pointer (&self->attempt, attempt_unref);
  g_clear_object (&self->choice);

  G_OBJECT_CLASS (ac_server_dialog_parent_class)->dispose (object);
}

static void
ac_server_dialog_finalize (GObject *object)
{
  g_clear_object (&AC_SERVER_DIALOG (object)->scope);

  G_OBJECT_CLASS (ac_server_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, address_banner);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, provider_banner);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, begin_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, provider_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, browser_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, wait_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, open_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, copy_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, instead_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, paste_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, code_picture);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, place_label);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, code_wait_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, copy_code_row);
  gtk_widget_class_bind_template_child (widget_class, AcServerDialog, back_row);
}

static void
ac_server_dialog_class_init (AcServerDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_server_dialog_dispose;
  object_class->finalize = ac_server_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ac_server_dialog_closed;

  g_type_ensure (AC_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-server-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_browser_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
}

static void
ac_server_dialog_init (AcServerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->scope = g_cancellable_new ();
  ac_row_set_state (AC_ROW (self->server_row), AC_ROW_ON);
  ac_row_set_state (AC_ROW (self->provider_row), AC_ROW_ON);
  ac_row_set_state (self->wait_row, AC_ROW_PENDING_ON);
  ac_row_set_state (self->code_wait_row, AC_ROW_PENDING_ON);
  ac_row_expose (GTK_LIST_BOX_ROW (self->begin_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->browser_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->code_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->open_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->copy_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->instead_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->copy_code_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->back_row));
}

AdwDialog *
ac_server_dialog_new (AcChoice *choice, const char *address)
{
  AcServerDialog *self = g_object_new (AC_TYPE_SERVER_DIALOG, NULL);

  self->choice = g_object_ref (choice);
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
  if (*address != '\0')
    begin_cb (self);
  return ADW_DIALOG (self);
}
