/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-allowed-row.h"
#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-checkup.h"
#include "ac-device-row.h"
#include "ac-finding.h"
#include "ac-info.h"
#include "ac-keyring-remedy.h"
#include "ac-security-pane.h"
#include "ac-shell.h"
#include "help/ac-learn-button.h"

struct _AcSecurityPane
{
  AcPane parent_instance;
  gboolean trying; /* the person asked for another look at the keyring */
  GtkListBox *findings_list;
  AcRow *calm_row;
  AcRow *sign_in_row;
  AcRow *provider_row;
  AcRow *keyring_row;
  GtkListBox *sessions_list;
  AcRow *sessions_placeholder;
  GtkWidget *others_group;
  GtkListBoxRow *others_row;
  GtkListBox *allowed_list;
  AcRow *allowed_placeholder;
};

G_DEFINE_FINAL_TYPE (AcSecurityPane, ac_security_pane, AC_TYPE_PANE)

static AcSession *
get_session (AcSecurityPane *self)
{
  return ac_client_get_session (ac_pane_get_client (AC_PANE (self)));
}

static AcKeyringMonitor *
get_keyring (AcSecurityPane *self)
{
  return ac_choice_get_keyring (ac_pane_get_choice (AC_PANE (self)));
}

/* What stands for a list that is not there yet. */
static void
show_placeholder (AcSecurityPane *self, AcRow *row, gboolean known)
{
  AcRowFacts facts = { .cached = known,
                       .failed = ac_pane_get_offline (AC_PANE (self)),
                       .on = TRUE };

  ac_row_set_reason (row, ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_state (row, ac_row_state_resolve (&facts));
}

static void
show_sign_in (AcSecurityPane *self)
{
  AcSession *session = get_session (self);
  g_autofree char *since = NULL;
  g_autofree char *detail = NULL;

  if (session == NULL)
    return;

  since = ac_words_time (ac_session_get_since (session));
  /* Translators: first a person's name at the server, then a time */
  detail = g_strdup_printf (_("As %s, since %s and until you sign out"),
                              ac_session_get_person (session), since);
  ac_row_set_detail (self->sign_in_row, detail);
}

static void
show_keyring (AcSecurityPane *self)
{
  AcKeyringMonitor *monitor = get_keyring (self);
  const AcKeyringState state = ac_keyring_monitor_get_state (monitor);
  const AcKeyringRemedy remedy = ac_keyring_find_remedy (state);
  const char *program = ac_keyring_monitor_get_program (monitor);
  const char *words =
      ac_keyring_is_file () ? _("In a sealed file of this app. Your desktop has its key")
                            : ac_words_keyring (ac_keyring_state_get_slug (state));
  AcRowFacts facts = {
    .cached = ac_keyring_monitor_get_known (monitor) && !self->trying,
    .on = TRUE,
    .attention = remedy.label != NULL,
  };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->keyring_row),
                                 program != NULL ? program : _("Keyring"));
  ac_row_set_detail (self->keyring_row, words);
  ac_row_set_reason (self->keyring_row, facts.attention ? words : NULL);
  ac_row_set_button (self->keyring_row, remedy.label, remedy.action, NULL);
  ac_row_set_state (self->keyring_row, ac_row_state_resolve (&facts));
}

static void
show_calm (AcSecurityPane *self)
{
  const gboolean known = ac_client_get_info (ac_pane_get_client (AC_PANE (self))) != NULL &&
                         ac_keyring_monitor_get_known (get_keyring (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->calm_row),
                                 known ? _("Everything is in order") : _("Not known yet"));
  ac_row_set_icon_name (self->calm_row, known ? "object-select-symbolic" : NULL);
  show_placeholder (self, self->calm_row, known);
}

/* What the window says of it elsewhere comes from the backend, whom nobody told. */
static void
keyring_changed_cb (AcSecurityPane *self)
{
  show_keyring (self);
  show_calm (self);
  ac_client_reload_info (ac_pane_get_client (AC_PANE (self)));
}

static void
looked_cb (AcSecurityPane *self)
{
  self->trying = FALSE;
  show_keyring (self);
}

static void
update_pane (AcSecurityPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));

  show_calm (self);
  show_placeholder (self, self->sessions_placeholder, FALSE);
  show_placeholder (self, self->allowed_placeholder, ac_client_get_info (client) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "security.end-session",
                                 !ac_pane_get_offline (AC_PANE (self)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "security.end-others",
                                 !ac_pane_get_offline (AC_PANE (self)));
}

static void
sessions_changed_cb (
    AcSecurityPane *self, guint position, guint removed, guint added, GListModel *sessions)
{
  gboolean others = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(AcDevice) device = g_list_model_get_item (sessions, i);

      others |= ac_device_get_can_end (device) && !ac_device_get_current (device);
    }

  gtk_widget_set_visible (self->others_group, others);
}

static AcRow *
find_device_row (AcSecurityPane *self, const char *id)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sessions_list, i)) != NULL; i++)
    if (g_str_equal (ac_device_get_id (ac_device_row_get_device (AC_ROW (row))), id))
      return AC_ROW (row);

  return NULL;
}

/* One that has ended goes with the event of it. */
static void
ended_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcRow *row = find_device_row (AC_SECURITY_PANE (owner), user_data);

  if (error == NULL)
    return;
  if (row != NULL)
    ac_device_row_set_ending (row, FALSE);
  ac_toast_error (GTK_WIDGET (owner), error);
}

static void
end_answered_cb (AdwAlertDialog *dialog, const char *response, AcSecurityPane *self)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "ac-session-id");
  AcRow *row = find_device_row (self, id);

  if (!g_str_equal (response, "sign-out") || row == NULL)
    return;

  ac_device_row_set_ending (row, TRUE);
  ac_answer_to (ac_client_end_session (ac_pane_get_client (AC_PANE (self)), id), self, ended_cb,
                g_strdup (id), g_free);
}

static AdwAlertDialog *
make_question (AcSecurityPane *self, const char *heading, const char *body)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "sign-out", _("_Sign Out"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

static void
end_session_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcSecurityPane *self = AC_SECURITY_PANE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  AcRow *row = find_device_row (self, id);
  AdwAlertDialog *dialog = NULL;
  g_autofree char *heading = NULL;

  if (row == NULL)
    return;

  /* Translators: %s is a device with the program on it */
  heading = g_strdup_printf (_("Sign Out %s?"),
                               adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  dialog = make_question (self, heading,
                          _("It is out at once, and somebody has to sign in there again to get "
                            "back. Your accounts and statuses are not touched."));
  g_object_set_data_full (G_OBJECT (dialog), "ac-session-id", g_strdup (id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (end_answered_cb), self, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
others_ended_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcSecurityPane *self = owner;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "security.end-others",
                                 !ac_pane_get_offline (AC_PANE (self)));
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (self), error);
  else
    ac_toast (GTK_WIDGET (self), _("All other devices are signed out"));
}

static void
others_answered_cb (AcSecurityPane *self, const char *response)
{
  if (!g_str_equal (response, "sign-out"))
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "security.end-others", FALSE);
  ac_answer_to (ac_client_end_other_sessions (ac_pane_get_client (AC_PANE (self))), self,
                others_ended_cb, NULL, NULL);
}

static void
end_others_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AdwAlertDialog *dialog = make_question (
      AC_SECURITY_PANE (widget),
      _("Sign Out All Other Devices?"),
        _("They are out at once, and only this one stays signed in. Your accounts and "
                       "statuses are not touched."));

  g_signal_connect_object (dialog, "response", G_CALLBACK (others_answered_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
get_keyring_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_keyring_help (widget);
}

/* The backend keeps its own key there, and must look again, too. */
static void
try_keyring_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcSecurityPane *self = AC_SECURITY_PANE (widget);

  self->trying = TRUE;
  show_keyring (self);
  ac_keyring_monitor_look (get_keyring (self));
  gtk_widget_activate_action (widget, "win.try-again", NULL);
}

static GtkWidget *
create_finding_row (gpointer item, gpointer user_data)
{
  return ac_finding_create_row (AC_FINDING (item));
}

static GtkWidget *
create_device_row (gpointer item, gpointer user_data)
{
  return ac_device_row_new (AC_DEVICE (item), get_session (AC_SECURITY_PANE (user_data)) == NULL);
}

static GtkWidget *
create_allowed_row (gpointer item, gpointer user_data)
{
  return ac_allowed_row_new (AC_ACCOUNT (item));
}

static void
name_sign_in (AcSecurityPane *self, AcSession *session)
{
  g_autoptr(GUri) issuer = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->provider_row), session != NULL);
  ac_row_set_icon_name (self->sign_in_row,
                        session != NULL ? "network-server-symbolic" : "computer-symbolic");
  ac_row_set_state (self->sign_in_row, AC_ROW_ON);
  ac_row_set_state (self->provider_row, AC_ROW_ON);
  if (session == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sign_in_row), _("This Computer"));
      ac_row_set_detail (self->sign_in_row, _("As whoever is signed in to the desktop, without "
                                              "another password"));
      return;
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sign_in_row),
                                 ac_session_get_name (session));
  ac_row_set_button (self->sign_in_row, _("Sign Out…"), "win.sign-out",
                                          g_variant_new_string (ac_session_get_id (session)));
  ac_row_set_detail (self->provider_row, ac_session_get_issuer (session));
}

static void
bind_lists (AcSecurityPane *self, AcClient *client)
{
  g_autoptr(AcCheckup) checkup =
                ac_checkup_new (ac_pane_get_choice (AC_PANE (self)), client, get_keyring (self));
  GListModel *sessions = ac_client_get_sessions (client);

  gtk_list_box_bind_model (self->findings_list, G_LIST_MODEL (checkup), create_finding_row, self,
                           NULL);
  gtk_list_box_bind_model (self->sessions_list, sessions, create_device_row, self, NULL);
  gtk_list_box_bind_model (self->allowed_list, ac_client_get_accounts (client), create_allowed_row,
                           self, NULL);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sessions_changed_cb (self, 0, 0, 0, sessions);
}

static void
ac_security_pane_constructed (GObject *object)
{
  AcSecurityPane *self = AC_SECURITY_PANE (object);
  AcClient *client = ac_pane_get_client (AC_PANE (self));

  G_OBJECT_CLASS (ac_security_pane_parent_class)->constructed (object);

  name_sign_in (self, get_session (self));
  show_sign_in (self);
  bind_lists (self, client);
  g_signal_connect_object (get_keyring (self), "notify", G_CALLBACK (keyring_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_keyring (self), "looked", G_CALLBACK (looked_cb), self,
                           G_CONNECT_SWAPPED);
  ac_info_watch (client, self, G_CALLBACK (update_pane));
  keyring_changed_cb (self);
  update_pane (self);
}

/* A keyring that fell silent tells nobody. */
static void
ac_security_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ac_security_pane_parent_class)->map (widget);

  ac_keyring_monitor_look (get_keyring (AC_SECURITY_PANE (widget)));
}

static void
ac_security_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_SECURITY_PANE);

  G_OBJECT_CLASS (ac_security_pane_parent_class)->dispose (object);
}

static void
ac_security_pane_class_init (AcSecurityPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ac_security_pane_constructed;
  object_class->dispose = ac_security_pane_dispose;
  widget_class->map = ac_security_pane_map;

  g_type_ensure (AC_TYPE_LEARN_BUTTON);
  g_type_ensure (AC_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-security-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, findings_list);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, calm_row);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, provider_row);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, keyring_row);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, sessions_list);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, sessions_placeholder);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, others_group);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, others_row);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, allowed_list);
  gtk_widget_class_bind_template_child (widget_class, AcSecurityPane, allowed_placeholder);
  gtk_widget_class_install_action (widget_class, "security.end-session", "s", end_session_action);
  gtk_widget_class_install_action (widget_class, "security.end-others", NULL, end_others_action);
  gtk_widget_class_install_action (widget_class, "security.get-keyring", NULL, get_keyring_action);
  gtk_widget_class_install_action (widget_class, "security.try-keyring", NULL, try_keyring_action);
}

static void
ac_security_pane_init (AcSecurityPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->others_row);
}
