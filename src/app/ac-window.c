/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "accounts/ac-account-dialog.h"
#include "accounts/ac-accounts-pane.h"
#include "accounts/ac-add-dialog.h"
#include "accounts/ac-app-keys-dialog.h"
#include "accounts/ac-link-details.h"
#include "accounts/ac-link-dialog.h"
#include "accounts/ac-link-row.h"
#include "accounts/ac-undoing-dialog.h"
#include "ac-error.h"
#include "ac-info.h"
#include "ac-keyring.h"
#include "ac-lead.h"
#include "ac-memory.h"
#include "ac-pane.h"
#include "ac-place-row.h"
#include "ac-shell.h"
#include "ac-answer.h"
#include "ac-trouble.h"
#include "ac-welcome-page.h"
#include "ac-window.h"
#include "ac-app-words.h"
#include "backend/ac-backend-pane.h"
#include "backend/ac-server-dialog.h"
#include "backend/ac-sign-out.h"
#include "help/ac-help.h"
#include "overview/ac-overview-pane.h"
#include "privacy/ac-privacy-pane.h"
#include "security/ac-security-pane.h"
#include "status/ac-composer.h"
#include "status/ac-rule-dialog.h"
#include "status/ac-draft-keeper.h"
#include "status/ac-shared-targets.h"
#include "status/ac-status-pane.h"

struct _AcWindow
{
  AdwApplicationWindow parent_instance;
  AcChoice *choice;
  AcClient *client; /* the chosen one */
  GtkFilter *filter;
  guint connect_id;
  gint64 offline_since;
  gboolean keep_size;
  AdwToastOverlay *toasts;
  GtkStack *root;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  GtkListBox *sidebar;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  AdwNavigationPage *sidebar_page;
  AdwBanner *practice_banner;
  AdwBanner *banner;
  GtkStack *panes;
};

static void init_shell (AcShellInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcWindow,
                               ac_window,
                               ADW_TYPE_APPLICATION_WINDOW,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_SHELL, init_shell))

enum
{
  PROP_0,
  PROP_CHOICE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
find_pane_type (const char *name)
{
  if (g_str_equal (name, "overview"))
    return AC_TYPE_OVERVIEW_PANE;
  if (g_str_equal (name, "accounts"))
    return AC_TYPE_ACCOUNTS_PANE;
  if (g_str_equal (name, "security"))
    return AC_TYPE_SECURITY_PANE;
  if (g_str_equal (name, "privacy"))
    return AC_TYPE_PRIVACY_PANE;
  if (g_str_equal (name, "status"))
    return AC_TYPE_STATUS_PANE;

  return AC_TYPE_BACKEND_PANE;
}

static void
select_place (AcWindow *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->panes);

  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, i);
      AcPlace *place = NULL;

      if (row == NULL)
        return;

      place = ac_place_row_get_place (AC_PLACE_ROW (row));
      if (ac_place_get_within (place) == NULL && g_strcmp0 (ac_place_get_pane (place), shown) == 0)
        gtk_list_box_select_row (self->sidebar, row);
    }
}

static gboolean
match_place (gpointer item, gpointer user_data)
{
  AcWindow *self = user_data;

  return ac_place_match (AC_PLACE (item), gtk_editable_get_text (self->search_entry)) > 0;
}

static GtkWidget *
create_place_row (gpointer item, gpointer user_data)
{
  return ac_place_row_new (AC_PLACE (item));
}

static void
search_changed_cb (AcWindow *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  select_place (self);
}

static void
stop_search_cb (AcWindow *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
row_activated_cb (AcWindow *self, GtkListBoxRow *row)
{
  g_autoptr(AcPlace) place = g_object_ref (ac_place_row_get_place (AC_PLACE_ROW (row)));

  g_autofree char *path = ac_place_get_path (place);

  ac_window_open (self, path);
  /* Only now is there something new to read out. */
  if (ac_place_get_within (place) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->panes), GTK_DIR_TAB_FORWARD);
}

static void
search_activate_cb (AcWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, 0);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
update_banner (AcWindow *self)
{
  ac_trouble_show (self->banner, self->client, &self->offline_since);
}

static void
asked_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
}

static void
connected_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  /* A failure is shown by the banner, which follows the client's state. */
  update_banner (AC_WINDOW (owner));
}

static void
connect_client (AcWindow *self)
{
  ac_answer_to (ac_client_connect (self->client), self, connected_cb, NULL, NULL);
}

static void
banner_clicked_cb (AcWindow *self)
{
  AcSession *session = ac_client_get_session (self->client);
  AcError code = ac_client_get_error_code (self->client);

  if (ac_client_get_state (self->client) != AC_CLIENT_OFFLINE ||
      (session != NULL && code == AC_ERROR_KEYRING_LOCKED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.unlock-keyring", NULL);
  else if (ac_client_needs_sign_in (self->client))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-to-server", "s",
                                ac_session_get_address (session));
  else
    connect_client (self);
}

static gboolean
connect_idle (gpointer user_data)
{
  AcWindow *self = user_data;

  self->connect_id = 0;
  connect_client (self);
  return G_SOURCE_REMOVE;
}

static void
show_main (AcWindow *self)
{
  const gboolean made = ac_choice_get_made (self->choice);

  if (!made && gtk_stack_get_child_by_name (self->root, "welcome") == NULL)
    gtk_stack_add_named (self->root, ac_welcome_page_new (), "welcome");
  gtk_stack_set_visible_child_name (self->root, made ? "main" : "welcome");
  if (made && self->connect_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->connect_id = g_idle_add (connect_idle, self);
}

static void
use_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_choice_use (AC_WINDOW (widget)->choice, g_variant_get_string (parameter, NULL));
}

static void
practise_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_choice_practise (AC_WINDOW (widget)->choice, TRUE);
}

static void
practice_ended_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcWindow *self = AC_WINDOW (owner);

  if (error != NULL)
    {
      ac_toast_error (GTK_WIDGET (self), error);
      return;
    }

  ac_choice_practise (self->choice, FALSE);
  ac_toast (GTK_WIDGET (self), _("The practice is over, and deleted"));
}

static void
end_practice_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_answer_to (ac_client_end_practice (AC_WINDOW (widget)->client), widget, practice_ended_cb,
                NULL, NULL);
}

static void
sign_in_to_server_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_present (
      ac_server_dialog_new (AC_WINDOW (widget)->choice, g_variant_get_string (parameter, NULL)),
      widget);
}

static void
sign_out_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcSessionList *sign_ins = ac_choice_get_sign_ins (AC_WINDOW (widget)->choice);
  AcSession *session = ac_session_list_find (sign_ins, g_variant_get_string (parameter, NULL));

  if (session != NULL)
    ac_sign_out_ask (widget, sign_ins, session);
}

static void
end_sign_out_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcSessionList *sign_ins = ac_choice_get_sign_ins (AC_WINDOW (widget)->choice);
  AcSession *session = ac_session_list_find (sign_ins, g_variant_get_string (parameter, NULL));

  if (session != NULL)
    ac_sign_out (widget, sign_ins, session);
}

static void
pane_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_window_show_pane (AC_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static AcAccount *
find_account (AcWindow *self, GVariant *parameter)
{
  return ac_client_find_account (self->client, g_variant_get_string (parameter, NULL));
}

static void
account_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);
  AcAccount *account = find_account (self, parameter);

  if (account != NULL)
    adw_dialog_present (ac_account_dialog_new (self->client, account), widget);
}

static void
link_accounts_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);
  AcAccount *account = find_account (self, parameter);

  adw_dialog_present (ac_link_dialog_new (self->client, account), widget);
}

static void
link_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);
  AcLink *link = ac_client_find_link (self->client, g_variant_get_string (parameter, NULL));

  if (link != NULL)
    adw_dialog_present (ac_link_details_new (self->client, link), widget);
}

static void
undoing_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);
  AcUndoing *undoing =
      ac_client_find_undoing (self->client, g_variant_get_string (parameter, NULL));

  if (undoing != NULL)
    adw_dialog_present (ac_undoing_dialog_new (self->client, undoing), widget);
}

static void
sign_in_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);
  AcAccount *account = find_account (self, parameter);

  if (account != NULL)
    adw_dialog_present (ac_add_dialog_new (self->client, ac_account_get_service (account), account),
                        widget);
}

static void
add_account_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);

  adw_dialog_present (
      ac_add_dialog_new (self->client, g_variant_get_string (parameter, NULL), NULL), widget);
}

static void
app_keys_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);

  adw_dialog_present (ac_app_keys_dialog_new (self->client, g_variant_get_string (parameter, NULL)),
                      widget);
}

static void
compose_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_present (ac_composer_new (AC_WINDOW (widget)->client), widget);
}

static void
rule_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  AcShareRule *rule = ac_client_find_rule (self->client, id);

  if (rule != NULL || *id == '\0')
    adw_dialog_present (ac_rule_dialog_new (self->client, rule), widget);
}

static void
draft_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcWindow *self = owner;

  if (error != NULL)
    ac_toast_error (GTK_WIDGET (self), error);
  else if (self->client != NULL)
    adw_dialog_present (ac_composer_new_for_draft (self->client, g_value_get_object (value)),
                        GTK_WIDGET (self));
}

static void
undone_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcWindow *self = owner;

  if (error == NULL && self->client != NULL)
    ac_shared_targets_give_back (self->client, user_data, g_value_get_object (value));
  draft_cb (owner, value, error, NULL);
}

static void
undo_status_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  ac_answer_to (ac_client_undo_status (AC_WINDOW (widget)->client, id), widget, undone_cb,
                g_strdup (id), g_free);
}

static void
share_again_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_answer_to (
      ac_client_share_again (AC_WINDOW (widget)->client, g_variant_get_string (parameter, NULL)),
      widget, draft_cb, NULL, NULL);
}

static void
continue_draft_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_answer_to (
      ac_client_load_draft (AC_WINDOW (widget)->client, g_variant_get_string (parameter, NULL)),
      widget, draft_cb, NULL, NULL);
}

static void
unlocked_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
  else
    connect_client (AC_WINDOW (owner));
}

/* The key of this computer's accounts is its backend's, that of a sign-in at a server ours. */
static void
unlock_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);
  AcSession *session = ac_client_get_session (self->client);

  if (session != NULL)
    ac_answer_to (ac_keyring_unlock (AC_KEYRING_SIGN_IN, ac_session_get_id (session)), self,
                  unlocked_cb, NULL, NULL);
  else
    ac_answer_to (ac_client_unlock_keyring (self->client), self, asked_cb, NULL, NULL);
}

static void
try_again_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  connect_client (AC_WINDOW (widget));
}

static void
search_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcWindow *self = AC_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
help_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  gtk_widget_activate_action (widget, "app.help", "s",
                              ac_help_find_topic (focus != NULL ? focus : widget));
}

static void
ac_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ac_window_parent_class)->map (widget);

  show_main (AC_WINDOW (widget));
}

static gboolean
ac_window_close_request (GtkWindow *window)
{
  AcWindow *self = AC_WINDOW (window);
  AcMemory memory = ac_memory_load ();

  if (!self->keep_size)
    {
      gtk_window_get_default_size (window, &memory.width, &memory.height);
      memory.maximized = gtk_window_is_maximized (window);
      ac_memory_save (&memory);
    }
  ac_memory_clear (&memory);

  return GTK_WINDOW_CLASS (ac_window_parent_class)->close_request (window);
}

static void
set_first_size (AcWindow *self)
{
  AcMemory memory = ac_memory_load ();
#ifdef AC_DEVELOPMENT
  const char *size = g_getenv ("ACCOUNTS_CENTER_SIZE");

  self->keep_size = size != NULL && sscanf (size, "%dx%d", &memory.width, &memory.height) == 2;
  memory.maximized = memory.maximized && !self->keep_size;
#endif
  gtk_window_set_default_size (GTK_WINDOW (self), memory.width, memory.height);
  if (memory.maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  ac_memory_clear (&memory);
}

static void
fill_sidebar (AcWindow *self)
{
  GtkCustomFilter *filter = gtk_custom_filter_new (match_place, self, NULL);
  g_autoptr(GtkFilterListModel) found = NULL;

  self->filter = g_object_ref (GTK_FILTER (filter));
  found = gtk_filter_list_model_new (ac_place_list_new (ac_client_get_services (self->client),
                                                        ac_client_get_accounts (self->client)),
                                     GTK_FILTER (filter));
  gtk_list_box_bind_model (self->sidebar, G_LIST_MODEL (found), create_place_row, NULL, NULL);
}

/* Who practises is never in doubt of it. */
static void
mark_practice (AcWindow *self)
{
  const gboolean practice = ac_client_get_practice (self->client);
  const char *title = practice ? _("Accounts Center: Practice") : _("Accounts Center");

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_navigation_page_set_title (self->sidebar_page, practice ? _("Practice") : title);
  adw_banner_set_revealed (self->practice_banner, practice);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.practise", !practice);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.end-practice", practice);
}

/* Nothing of another backend stays: what is shown was made from its models. */
static void
drop_client (AcWindow *self)
{
  GtkWidget *pane = NULL;

  if (self->client == NULL)
    return;

  g_clear_handle_id (&self->connect_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->client, self);
  gtk_list_box_bind_model (self->sidebar, NULL, NULL, NULL, NULL);
  while ((pane = gtk_widget_get_first_child (GTK_WIDGET (self->panes))) != NULL)
    gtk_stack_remove (self->panes, pane);
  g_clear_object (&self->filter);
  g_clear_object (&self->client);
}

static void
client_changed_cb (AcWindow *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->panes);
  g_autofree char *pane = g_strdup (shown != NULL ? shown : "overview");
  const gboolean aside = adw_navigation_split_view_get_show_content (self->split_view);

  drop_client (self);
  self->client = g_object_ref (ac_choice_get_client (self->choice));
  self->offline_since = 0;
  fill_sidebar (self);
  mark_practice (self);
  ac_draft_keeper_watch (self->client);
  ac_info_watch (self->client, self, G_CALLBACK (update_banner));
  ac_window_show_pane (self, pane);
  adw_navigation_split_view_set_show_content (self->split_view, aside);
  show_main (self);
  update_banner (self);
}

static void
ac_window_constructed (GObject *object)
{
  AcWindow *self = AC_WINDOW (object);

  G_OBJECT_CLASS (ac_window_parent_class)->constructed (object);

  set_first_size (self);
  g_signal_connect_object (self->choice, "notify::client", G_CALLBACK (client_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "notify::made", G_CALLBACK (show_main), self,
                           G_CONNECT_SWAPPED);
  client_changed_cb (self);
}

static void
ac_window_dispose (GObject *object)
{
  AcWindow *self = AC_WINDOW (object);

  drop_client (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_WINDOW);
  g_clear_object (&self->choice);

  G_OBJECT_CLASS (ac_window_parent_class)->dispose (object);
}

static void
ac_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHOICE:
      g_value_set_object (value, AC_WINDOW (object)->choice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHOICE:
      AC_WINDOW (object)->choice = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static AcClient *
ac_window_get_client (AcShell *shell)
{
  return AC_WINDOW (shell)->client;
}

static void
ac_window_add_toast (AcShell *shell, AdwToast *toast)
{
  adw_toast_overlay_add_toast (AC_WINDOW (shell)->toasts, toast);
}

static void
init_shell (AcShellInterface *iface)
{
  iface->get_client = ac_window_get_client;
  iface->add_toast = ac_window_add_toast;
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.use", "s", use_action);
  gtk_widget_class_install_action (widget_class, "win.practise", NULL, practise_action);
  gtk_widget_class_install_action (widget_class, "win.end-practice", NULL, end_practice_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in-to-server", "s",
                                   sign_in_to_server_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", "s", sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.end-sign-out", "s", end_sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.pane", "s", pane_action);
  gtk_widget_class_install_action (widget_class, "win.account", "s", account_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in", "s", sign_in_action);
  gtk_widget_class_install_action (widget_class, "win.link-accounts", "s", link_accounts_action);
  gtk_widget_class_install_action (widget_class, "win.link", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.undoing", "s", undoing_action);
  gtk_widget_class_install_action (widget_class, "win.add-account", "s", add_account_action);
  gtk_widget_class_install_action (widget_class, "win.app-keys", "s", app_keys_action);
  gtk_widget_class_install_action (widget_class, "win.compose", NULL, compose_action);
  gtk_widget_class_install_action (widget_class, "win.rule", "s", rule_action);
  gtk_widget_class_install_action (widget_class, "win.undo-status", "s", undo_status_action);
  gtk_widget_class_install_action (widget_class, "win.share-again", "s", share_again_action);
  gtk_widget_class_install_action (widget_class, "win.continue-draft", "s", continue_draft_action);
  gtk_widget_class_install_action (widget_class, "win.unlock-keyring", NULL, unlock_action);
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.help", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "win.compose",
                                       NULL);
}

static void
ac_window_class_init (AcWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ac_window_constructed;
  object_class->dispose = ac_window_dispose;
  object_class->get_property = ac_window_get_property;
  object_class->set_property = ac_window_set_property;
  widget_class->map = ac_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = ac_window_close_request;

  properties[PROP_CHOICE] =
      g_param_spec_object ("choice", NULL, NULL, AC_TYPE_CHOICE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/accountscenter/AccountsCenter/ac-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AcWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, root);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, sidebar_page);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, practice_banner);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, AcWindow, panes);
  gtk_widget_class_bind_template_callback (widget_class, select_place);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  install_actions (widget_class);
}

static void
ac_window_init (AcWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ac_window_new (GtkApplication *application, AcChoice *choice)
{
  return g_object_new (AC_TYPE_WINDOW, "application", application, "choice", choice, NULL);
}

gboolean
ac_window_show_pane (AcWindow *self, const char *name)
{
  const char *title = ac_place_pane_title (name);

  g_return_val_if_fail (AC_IS_WINDOW (self), FALSE);

  if (title == NULL)
    return FALSE;

  if (gtk_stack_get_child_by_name (self->panes, name) == NULL)
    gtk_stack_add_named (
        self->panes,
        g_object_new (find_pane_type (name), "client", self->client, "choice", self->choice, NULL),
        name);

  gtk_stack_set_visible_child_name (self->panes, name);
  ac_help_set_topic (GTK_WIDGET (self), ac_help_find_pane_topic (name));
  adw_navigation_page_set_title (self->content_page, title);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  select_place (self);
  return TRUE;
}

gboolean
ac_window_open (AcWindow *self, const char *path)
{
  g_autofree char *row = NULL;
  const char *pane = NULL;

  g_return_val_if_fail (AC_IS_WINDOW (self), FALSE);

  pane = ac_place_split (path, &row);
  if (pane == NULL)
    return FALSE;

  ac_window_show_pane (self, pane);
  if (row != NULL)
    ac_lead_to (AC_PANE (gtk_stack_get_visible_child (self->panes)), row);
  return TRUE;
}

void
ac_window_search (AcWindow *self, const char *text)
{
  g_return_if_fail (AC_IS_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.search", NULL);
  gtk_editable_set_text (self->search_entry, text);
}
