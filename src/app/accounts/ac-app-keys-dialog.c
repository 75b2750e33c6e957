/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-key-field.h"
#include "ac-app-keys-dialog.h"
#include "ac-app-words.h"
#include "ac-client-apps.h"
#include "ac-info.h"
#include "ac-row.h"
#include "ac-shell.h"
#include "help/ac-help.h"
#include "help/ac-learn-button.h"

typedef enum
{
  NOTHING,
  SAVING,
  TESTING,
  REMOVING,
} Busy;

struct _AcAppKeysDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  char *service;
  GPtrArray *fields; /* of AcAppKeyField, which the form owns */
  Busy busy;
  guint asked; /* which question is under way: an answer to another one was given up */
  AdwHeaderBar *bar;
  AdwBanner *banner;
  GtkStack *stack;
  AdwPreferencesPage *form;
  AdwPreferencesGroup *intro_group;
  AdwPreferencesGroup *buttons_group;
  GtkWidget *save_row;
  GtkWidget *test_row;
  GtkWidget *remove_row;
};

G_DEFINE_FINAL_TYPE (AcAppKeysDialog, ac_app_keys_dialog, ADW_TYPE_DIALOG)

static void
hide_error (AcAppKeysDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
}

static void
show_error (AcAppKeysDialog *self, const GError *error)
{
  g_autofree char *words = ac_words_gerror (error);

  adw_banner_set_title (self->banner, words);
  adw_banner_set_button_label (
      self->banner, ac_words_code (error) == AC_ERROR_KEYRING_LOCKED ? _("_Unlock") : NULL);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
set_busy (AcAppKeysDialog *self, Busy busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->save_row, busy == NOTHING);
  gtk_widget_set_sensitive (self->test_row, busy == NOTHING || busy == TESTING);
  gtk_widget_set_sensitive (self->remove_row, busy == NOTHING);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->save_row),
                                 busy == SAVING ? _("Saving…") : _("_Save"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->test_row),
                                 busy == TESTING ? _("Asking Meta… _Cancel")
                                                 : _("_Test These Keys"));
}

/* Of what the answer will know that it is the one that is waited for. */
static gpointer
begin (AcAppKeysDialog *self, Busy busy)
{
  hide_error (self);
  set_busy (self, busy);
  return GUINT_TO_POINTER (++self->asked);
}

static gboolean
end (AcAppKeysDialog *self, gpointer question)
{
  if (GPOINTER_TO_UINT (question) != self->asked)
    return FALSE;
  set_busy (self, NOTHING);
  return TRUE;
}

static AcAppKeyField *
get_field (AcAppKeysDialog *self, guint position)
{
  return g_ptr_array_index (self->fields, position);
}

static gboolean
check_fields (AcAppKeysDialog *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (!ac_app_key_field_check (get_field (self, i)))
      return FALSE;
  return TRUE;
}

typedef DexFuture *(*SendFunc) (AcClient *client,
                                const char *service,
                                SecretValue *const values[AC_APP_N_KEYS]);

static void
send (AcAppKeysDialog *self, Busy busy, SendFunc func, AcAnswerFunc reply)
{
  SecretValue *values[AC_APP_N_KEYS] = { NULL };

  for (guint i = 0; i < self->fields->len; i++)
    values[ac_app_key_field_get_key (get_field (self, i))] =
        ac_app_key_field_dup_value (get_field (self, i));
  ac_answer_to (func (self->client, self->service, values), self, reply, begin (self, busy), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_clear_pointer (&values[i], secret_value_unref);
}

static void
close_with (AcAppKeysDialog *self, const char *words, const GError *error)
{
  if (error != NULL)
    {
      show_error (self, error);
      return;
    }

  ac_toast (GTK_WIDGET (self), words);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
saved_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (end (owner, user_data))
    close_with (owner, _("The keys are kept"), error);
}

static void
save_cb (AcAppKeysDialog *self)
{
  if (self->busy == NOTHING && check_fields (self))
    send (self, SAVING, ac_client_set_app, saved_cb);
}

static void
show_verdicts (AcAppKeysDialog *self, AcDeveloperApp *app)
{
  const AcDeveloperKey *key = NULL;

  for (guint i = 0; (key = ac_developer_app_get_key (app, i)) != NULL; i++)
    if (i < self->fields->len)
      ac_app_key_field_show_verdict (get_field (self, i), &key->verdict);
}

static void
tested_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcAppKeysDialog *self = owner;

  if (!end (self, user_data))
    return;
  if (error != NULL)
    show_error (self, error);
  else
    show_verdicts (self, g_value_get_object (value));
}

static void
test_cb (AcAppKeysDialog *self)
{
  if (self->busy == TESTING)
    {
      self->asked++;
      set_busy (self, NOTHING);
    }
  else if (self->busy == NOTHING && check_fields (self))
    send (self, TESTING, ac_client_test_app, tested_cb);
}

static void
removed_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (end (owner, user_data))
    close_with (owner, _("The keys are removed"), error);
}

static void
remove_answered_cb (AcAppKeysDialog *self, const char *response)
{
  if (g_str_equal (response, "remove") && self->busy == NOTHING)
    ac_answer_to (ac_client_forget_app (self->client, self->service), self, removed_cb,
                  begin (self, REMOVING), NULL);
}

static void
remove_cb (AcAppKeysDialog *self)
{
  g_autofree char *heading =
      /* Translators: %s is a service */
      g_strdup_printf (_("Remove the Keys for %s?"), ac_words_service (self->service));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, NULL));

  adw_alert_dialog_set_body (
      dialog, _("Accounts that you added with them stay, and go on for as long as the service lets "
                "them in. To sign in again or to add another one, keys are needed again. The app "
                "at Meta stays as it is; you can delete it there."));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_answered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* The buttons stay the last. */
static void
fill_form (AcAppKeysDialog *self, AcDeveloperApp *app)
{
  const AcDeveloperKey *key = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    adw_preferences_page_remove (self->form, ADW_PREFERENCES_GROUP (get_field (self, i)));
  g_ptr_array_set_size (self->fields, 0);

  adw_preferences_page_remove (self->form, g_object_ref (self->buttons_group));
  for (guint i = 0; (key = ac_developer_app_get_key (app, i)) != NULL; i++)
    {
      AcAppKeyField *field = ac_app_key_field_new (self->service, key);

      g_signal_connect_object (field, "activated", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_page_add (self->form, ADW_PREFERENCES_GROUP (field));
      g_ptr_array_add (self->fields, field);
    }
  adw_preferences_page_add (self->form, self->buttons_group);
  g_object_unref (self->buttons_group);
  gtk_widget_set_visible (self->remove_row, ac_developer_app_get_complete (app));
}

static void
loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcAppKeysDialog *self = owner;

  if (!end (self, user_data))
    return;
  if (error != NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "failed");
      show_error (self, error);
      return;
    }

  fill_form (self, g_value_get_object (value));
  gtk_stack_set_visible_child_name (self->stack, "form");
  ac_app_key_field_focus (get_field (self, 0));
}

static void
load (AcAppKeysDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  ac_answer_to (ac_client_load_app (self->client, self->service), self, loaded_cb,
                begin (self, NOTHING), NULL);
}

static void
load_cb (AcAppKeysDialog *self)
{
  load (self);
}

/* Once the keyring is open there is nothing to complain of, and what it kept back can be had. */
static void
info_changed_cb (AcAppKeysDialog *self)
{
  g_autofree char *keyring = ac_info_string (self->client, "keyring");

  if (g_strcmp0 (keyring, "unlocked") != 0 || !adw_banner_get_revealed (self->banner) ||
      adw_banner_get_button_label (self->banner) == NULL)
    return;

  hide_error (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "failed") == 0)
    load (self);
}

static void
ac_app_keys_dialog_closed (AdwDialog *dialog)
{
  AcAppKeysDialog *self = AC_APP_KEYS_DIALOG (dialog);

  for (guint i = 0; i < self->fields->len; i++)
    ac_app_key_field_wipe (get_field (self, i));
}

static void
ac_app_keys_dialog_dispose (GObject *object)
{
  AcAppKeysDialog *self = AC_APP_KEYS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_APP_KEYS_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_app_keys_dialog_parent_class)->dispose (object);
}

static void
ac_app_keys_dialog_finalize (GObject *object)
{
  AcAppKeysDialog *self = AC_APP_KEYS_DIALOG (object);

  g_ptr_array_unref (self->fields);
  g_free (self->service);

  G_OBJECT_CLASS (ac_app_keys_dialog_parent_class)->finalize (object);
}

static void
ac_app_keys_dialog_class_init (AcAppKeysDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_app_keys_dialog_dispose;
  object_class->finalize = ac_app_keys_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ac_app_keys_dialog_closed;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-app-keys-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, form);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, intro_group);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, buttons_group);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, save_row);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, test_row);
  gtk_widget_class_bind_template_child (widget_class, AcAppKeysDialog, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
ac_app_keys_dialog_init (AcAppKeysDialog *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->save_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->test_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->remove_row));
}

static void
describe (AcAppKeysDialog *self)
{
  const char *name = ac_words_service (self->service);
  g_autofree char *topic = g_strconcat (self->service, "-keys", NULL);
  /* Translators: %s is a service */
  g_autofree char *title = g_strdup_printf (_("Keys for %s"), name);
  g_autofree char *intro = g_strdup_printf (
      /* Translators: %s is a service */
      _("%s lets a program in with the keys of a developer app. You make one at Meta yourself, "
        "which costs nothing. The help goes through it step by step"),
        name);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_preferences_group_set_description (self->intro_group, intro);
  adw_header_bar_pack_start (self->bar, ac_learn_button_new (topic));
  ac_help_set_topic (GTK_WIDGET (self), topic);
}

AdwDialog *
ac_app_keys_dialog_new (AcClient *client, const char *service)
{
  AcAppKeysDialog *self = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client) && service != NULL, NULL);

  self = g_object_new (AC_TYPE_APP_KEYS_DIALOG, NULL);
  self->client = g_object_ref (client);
  self->service = g_strdup (service);
  describe (self);
  ac_info_watch (client, self, G_CALLBACK (info_changed_cb));
  load (self);
  return ADW_DIALOG (self);
}
