/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-clock.h"
#include "ac-number-page.h"
#include "ac-phone.h"
#include "ac-row.h"

#define MAX_WAIT_SECONDS 60

struct _AcNumberPage
{
  AdwNavigationPage parent_instance;
  AcClient *client;
  char *service;
  char *account_id;       /* (nullable) */
  AcLinkAttempt *attempt; /* (nullable) */
  gint64 again_at;        /* ac_clock_boot_ms(): the backend's clock may be another one */
  guint tick;
  gboolean busy;
  gboolean given_up;
  AdwBanner *keyring_banner;
  GtkStack *stack;
  GtkWidget *number_row;
  GtkWidget *number_error;
  GtkWidget *send_row;
  GtkWidget *code_group;
  GtkWidget *code_row;
  GtkWidget *code_error;
  GtkWidget *check_row;
  GtkWidget *again_row;
  GtkWidget *other_row;
};

G_DEFINE_FINAL_TYPE (AcNumberPage, ac_number_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_at_code (AcNumberPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "code") == 0;
}

static void
hide_errors (AcNumberPage *self)
{
  adw_banner_set_revealed (self->keyring_banner, FALSE);
  gtk_widget_set_visible (self->number_error, FALSE);
  gtk_widget_set_visible (self->code_error, FALSE);
  gtk_widget_remove_css_class (self->number_row, "error");
  gtk_widget_remove_css_class (self->code_row, "error");
}

static void
show_words (AcNumberPage *self, const char *words)
{
  GtkWidget *label = is_at_code (self) ? self->code_error : self->number_error;
  GtkWidget *row = is_at_code (self) ? self->code_row : self->number_row;

  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_widget_set_visible (label, TRUE);
  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

static void
show_error (AcNumberPage *self, AcError code)
{
  g_autofree char *words = ac_words_error (code);

  if (code != AC_ERROR_KEYRING_LOCKED)
    {
      show_words (self, words);
      return;
    }
  adw_banner_set_title (self->keyring_banner, words);
  adw_banner_set_revealed (self->keyring_banner, TRUE);
}

static guint
get_wait_seconds (AcNumberPage *self)
{
  gint64 left = (self->again_at - ac_clock_boot_ms () + 999) / 1000;

  return CLAMP (left, 0, MAX_WAIT_SECONDS);
}

static void
update_buttons (AcNumberPage *self)
{
  guint seconds = get_wait_seconds (self);
  g_autofree char *wait = g_strdup_printf (
      ngettext ("Send Again in %u Second", "Send Again in %u Seconds", seconds), seconds);

  gtk_widget_set_sensitive (self->send_row, !self->busy);
  gtk_widget_set_sensitive (self->check_row, !self->busy);
  gtk_widget_set_sensitive (self->again_row, !self->busy && seconds == 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->send_row),
                                 self->busy ? _("Sending…") : _("_Send Code"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->again_row),
                                 seconds > 0 ? wait : _("Send _Again"));
}

static void
set_busy (AcNumberPage *self, gboolean busy)
{
  self->busy = busy;
  update_buttons (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  AcNumberPage *self = user_data;

  update_buttons (self);
  if (get_wait_seconds (self) > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
start_wait (AcNumberPage *self)
{
  gint64 wait = ac_link_attempt_get_again_at (self->attempt) - ac_clock_now_ms ();

  self->again_at = ac_clock_boot_ms () + CLAMP (wait, 0, MAX_WAIT_SECONDS * 1000);
  if (self->tick == 0)
    self->tick = g_timeout_add_seconds (1, tick_cb, self);
  update_buttons (self);
}

static void
show_number (AcNumberPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "number");
  gtk_widget_grab_focus (self->number_row);
}

static void
show_code (AcNumberPage *self)
{
  g_autofree char *words =
      g_strdup_printf (_("Type the code that was sent to %s. It is good for five minutes"),
                         ac_link_attempt_get_number (self->attempt));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->code_group), words);
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  gtk_stack_set_visible_child_name (self->stack, "code");
  gtk_widget_grab_focus (self->code_row);
}

static void
drop_attempt (AcNumberPage *self)
{
  if (self->attempt != NULL)
    g_signal_handlers_disconnect_by_data (self->attempt, self);
  g_clear_object (&self->attempt);
  g_clear_handle_id (&self->tick, g_source_remove);
  self->again_at = 0;
}

static void
cancelled_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    g_debug ("The attempt was gone already");
}

static void
cancel (AcNumberPage *self)
{
  if (self->attempt != NULL)
    ac_answer_to (ac_client_cancel_link (self->client, self->attempt), self->client, cancelled_cb,
                  NULL, NULL);
  drop_attempt (self);
}

/* It is over: its five minutes, or the tries. */
static void
attempt_changed_cb (AcNumberPage *self)
{
  AcLinkAttemptState state = ac_link_attempt_get_state (self->attempt);
  AcError code = ac_link_attempt_get_error (self->attempt);

  if (state != AC_LINK_ATTEMPT_FAILED && state != AC_LINK_ATTEMPT_CANCELLED)
    return;
  drop_attempt (self);
  show_number (self);
  set_busy (self, FALSE);
  if (state == AC_LINK_ATTEMPT_FAILED && code == AC_ERROR_TIMED_OUT)
    show_words (self, _("The code was not used in time. Send another one."));
  else if (state == AC_LINK_ATTEMPT_FAILED && code == AC_ERROR_WRONG_CODE)
    show_words (self, _("The code was wrong too often. Send another one."));
  else if (state == AC_LINK_ATTEMPT_FAILED)
    show_error (self, code);
}

static void
begun_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcNumberPage *self = owner;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      show_error (self, ac_words_code (error));
      return;
    }

  g_set_object (&self->attempt, g_value_get_object (value));
  if (self->given_up)
    {
      cancel (self);
      return;
    }

  g_signal_connect_object (self->attempt, "notify::state", G_CALLBACK (attempt_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_code (self);
  start_wait (self);
}

static void
send_cb (AcNumberPage *self)
{
  g_autofree char *number =
      ac_phone_normalize (gtk_editable_get_text (GTK_EDITABLE (self->number_row)), NULL);

  hide_errors (self);
  if (number == NULL)
    {
      show_words (self, _("Type the whole number with its country code, such as +44 7700 900101"));
      return;
    }
  if (self->busy)
    return;
  set_busy (self, TRUE);
  ac_answer_to (ac_client_begin_code (self->client, self->service, number, self->account_id, FALSE),
                self, begun_cb, NULL, NULL);
}

static void
proved_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcNumberPage *self = owner;
  g_autofree char *account_id = NULL;

  set_busy (self, FALSE);
  if (error == NULL)
    {
      account_id = g_strdup (ac_link_attempt_get_account_id (g_value_get_object (value)));
      drop_attempt (self);
      g_signal_emit (self, signals[PROVED], 0, account_id);
    }
  else if (is_at_code (self))
    show_error (self, ac_words_code (error));
}

static void
check_cb (AcNumberPage *self)
{
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code_row));

  hide_errors (self);
  if (*code == '\0')
    {
      gtk_widget_grab_focus (self->code_row);
      return;
    }
  if (self->busy || self->attempt == NULL)
    return;
  set_busy (self, TRUE);
  ac_answer_to (ac_client_prove_link (self->client, self->attempt, code), self, proved_cb, NULL,
                NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
}

static void
sent_again_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcNumberPage *self = owner;

  set_busy (self, FALSE);
  if (self->attempt == NULL)
    return;
  start_wait (self);
  if (error != NULL)
    show_error (self, ac_words_code (error));
}

static void
again_cb (AcNumberPage *self)
{
  hide_errors (self);
  if (self->busy || self->attempt == NULL)
    return;
  set_busy (self, TRUE);
  ac_answer_to (ac_client_send_code_again (self->client, self->attempt), self, sent_again_cb, NULL,
                NULL);
}

static void
other_cb (AcNumberPage *self)
{
  cancel (self);
  hide_errors (self);
  set_busy (self, FALSE);
  show_number (self);
}

static void
edited_cb (AcNumberPage *self)
{
  GtkWidget *row = is_at_code (self) ? self->code_row : self->number_row;

  if (*gtk_editable_get_text (GTK_EDITABLE (row)) != '\0')
    hide_errors (self);
}

static void
ac_number_page_dispose (GObject *object)
{
  AcNumberPage *self = AC_NUMBER_PAGE (object);

  drop_attempt (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_NUMBER_PAGE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_number_page_parent_class)->dispose (object);
}

static void
ac_number_page_finalize (GObject *object)
{
  AcNumberPage *self = AC_NUMBER_PAGE (object);

  g_free (self->service);
  g_free (self->account_id);

  G_OBJECT_CLASS (ac_number_page_parent_class)->finalize (object);
}

static void
ac_number_page_class_init (AcNumberPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_number_page_dispose;
  object_class->finalize = ac_number_page_finalize;

  signals[PROVED] = g_signal_new ("proved", AC_TYPE_NUMBER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-number-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, keyring_banner);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, number_error);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, send_row);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, code_group);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, code_row);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, code_error);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, check_row);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, again_row);
  gtk_widget_class_bind_template_child (widget_class, AcNumberPage, other_row);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
ac_number_page_init (AcNumberPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->send_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->check_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->again_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->other_row));
}

AcNumberPage *
ac_number_page_new (AcClient *client, const char *service, AcAccount *account)
{
  AcNumberPage *self = g_object_new (AC_TYPE_NUMBER_PAGE, NULL);

  self->client = g_object_ref (client);
  self->service = g_strdup (service);
  if (account != NULL)
    {
      self->account_id = g_strdup (ac_account_get_id (account));
      gtk_editable_set_text (GTK_EDITABLE (self->number_row), ac_account_get_handle (account));
    }
  update_buttons (self);
  return self;
}

void
ac_number_page_give_up (AcNumberPage *self)
{
  g_return_if_fail (AC_IS_NUMBER_PAGE (self));

  self->given_up = TRUE;
  cancel (self);
}
