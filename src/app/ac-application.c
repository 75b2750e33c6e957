/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-application.h"
#include "ac-choice.h"
#include "ac-diagnostics.h"
#include "ac-herald.h"
#include "ac-place.h"
#include "ac-window.h"
#include "desktop/ac-errands.h"
#include "desktop/ac-search-provider.h"
#include "desktop/ac-share-service.h"
#include "help/ac-help-dialog.h"
#include "status/ac-composer-take.h"
#include "status/ac-words-file.h"

/* How long it waits for another question when no window is open. */
#define SERVICE_MS 20000

struct _AcApplication
{
  AdwApplication parent_instance;
  AcChoice *choice;
  AcSearchProvider *search_provider;
  AcShareService *share_service;
  GQueue handed;      /* what waits until the person has chosen a backend */
  AcErrands *errands; /* (nullable): not begun, or over */
  AcHttpReach reach;
};

G_DEFINE_FINAL_TYPE (AcApplication, ac_application, ADW_TYPE_APPLICATION)

static AcWindow *
find_window (AcApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (AC_IS_WINDOW (l->data))
        return l->data;
    }

  return AC_WINDOW (ac_window_new (GTK_APPLICATION (self), self->choice));
}

static void
pane_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AcWindow *window = find_window (AC_APPLICATION (user_data));

  ac_window_show_pane (window, g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

/* What the desktop file names as its actions; those take no parameter. */
static void
named_pane_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "pane",
                                  g_variant_new_string (g_action_get_name (G_ACTION (action))));
}

/* FALSE when one of them has something to ask first. */
static gboolean
close_dialogs (AdwApplicationWindow *window)
{
  g_autoptr(GListModel) dialogs = adw_application_window_get_dialogs (window);

  for (guint i = g_list_model_get_n_items (dialogs); i > 0; i--)
    {
      g_autoptr(AdwDialog) dialog = g_list_model_get_item (dialogs, i - 1);

      if (dialog != NULL && !adw_dialog_close (dialog))
        return FALSE;
    }

  return TRUE;
}

/* What is asked for from outside comes before what can be closed without a question. */
static AcWindow *
present_window (AcApplication *self)
{
  AcWindow *window = find_window (self);

  close_dialogs (ADW_APPLICATION_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
refuse_link (AcApplication *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("This Link Leads Nowhere"),
      _("Links to Accounts Center name one of its pages, and this one names none of them. Nothing "
        "was done."));

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (present_window (self)));
}

/* Only leads somewhere: nothing that a link says is done. */
static void
open_path (AcApplication *self, const char *path)
{
  g_autofree char *row = NULL;

  if (ac_place_split (path, &row) != NULL)
    ac_window_open (present_window (self), path);
  else
    refuse_link (self);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_path (AC_APPLICATION (user_data), g_variant_get_string (parameter, NULL));
}

static void
search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ac_window_search (present_window (AC_APPLICATION (user_data)),
                    g_variant_get_string (parameter, NULL));
}

static void
compose_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_path (AC_APPLICATION (user_data), "status/write");
}

/* Who has not chosen yet where their accounts are is asked that first. */
static void
take_handed (AcApplication *self)
{
  while (ac_choice_get_made (self->choice) && !g_queue_is_empty (&self->handed))
    {
      g_autoptr(GVariant) handed = g_queue_pop_head (&self->handed);
      g_autofree const char **uris = NULL;
      const char *text = NULL;

      g_variant_get (handed, "(&s^a&ss)", &text, &uris, NULL);
      ac_composer_take (ADW_APPLICATION_WINDOW (find_window (self)),
                        ac_choice_get_client (self->choice), text, uris);
    }
}

static void
refuse_handed (AcApplication *self, AcError code)
{
  AdwDialog *dialog =
      adw_alert_dialog_new (ac_words_error_title (code), ac_words_error_advice (code));

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (present_window (self)));
}

/* Opens the window with it, and does no more: the person shares it, or not. */
static void
compose_with_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AcApplication *self = user_data;
  GtkWindow *window = NULL;
  g_autofree const char **uris = NULL;
  const char *text = NULL;
  const char *token = NULL;
  g_autoptr(GError) error = NULL;

  g_variant_get (parameter, "(&s^a&s&s)", &text, &uris, &token);
  if (!ac_share_service_check (text, uris, &error))
    {
      refuse_handed (self, error->code);
      return;
    }

  window = GTK_WINDOW (find_window (self));
  if (*token != '\0')
    gtk_window_set_startup_id (window, token);
  gtk_window_present (window);
  g_queue_push_tail (&self->handed, g_variant_ref (parameter));
  take_handed (self);
}

static void
compose_with (AcApplication *self, const char *const *uris)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "compose-with",
                                  g_variant_new ("(s^ass)", "", uris, ""));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AcWindow *window = find_window (AC_APPLICATION (user_data));

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (ac_help_dialog_new (g_variant_get_string (parameter, NULL)),
                      GTK_WIDGET (window));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AcApplication *self = user_data;

  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    g_application_quit (G_APPLICATION (self));
  else if (close_dialogs (ADW_APPLICATION_WINDOW (find_window (self))))
    /* Closed, not destroyed: the window remembers its size. */
    gtk_window_close (GTK_WINDOW (find_window (self)));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AcApplication *self = user_data;
  g_autofree char *diagnostics = ac_diagnostics_write (ac_choice_get_client (self->choice));
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog, "application-name",
                _("Accounts Center"), "application-icon", APP_ID, "version", PACKAGE_VERSION,
                  "developer-name",
                  _("Accounts Center contributors"), "license-type", GTK_LICENSE_GPL_3_0,
                    "copyright", "© 2026 Accounts Center contributors", "debug-info", diagnostics,
                    "debug-info-filename", "accounts-center.txt", "translator-credits",
                    _("translator-credits"), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (find_window (self)));
}

#ifdef AC_DEVELOPMENT
static void
screenshot_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *window = GTK_WIDGET (find_window (AC_APPLICATION (user_data)));
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gdk_texture_save_to_png (texture, g_variant_get_string (parameter, NULL));
}
#endif

static const GActionEntry actions[] = {
  { "pane", pane_action, "s" },
  { "open", open_action, "s" },
  { "search", search_action, "s" },
  { "help", help_action, "s" },
  { "compose", compose_action },
  { "compose-with", compose_with_action, "(sass)" },
  { "accounts", named_pane_action },
  { "status", named_pane_action },
  { "quit", quit_action },
  { "about", about_action },
#ifdef AC_DEVELOPMENT
  { "screenshot", screenshot_action, "s" },
#endif
};

static void
ac_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (find_window (AC_APPLICATION (application))));
}

/* Files of this computer, and nothing else. */
static GStrv
list_files (GFile **files, int n_files)
{
  g_autoptr(GStrvBuilder) uris = g_strv_builder_new ();

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path == NULL)
        return NULL;
      g_strv_builder_take (uris, g_filename_to_uri (path, NULL, NULL));
    }

  return g_strv_builder_end (uris);
}

/* What a browser, a file manager, a mail program or a launcher hands over. */
static void
ac_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autofree char *uri = n_files == 1 ? g_file_get_uri (files[0]) : NULL;
  g_auto(GStrv) uris = list_files (files, n_files);

  if (uri != NULL && g_str_has_prefix (uri, AC_PLACE_SCHEME "://"))
    open_path (AC_APPLICATION (application), uri);
  else if (uris != NULL)
    compose_with (AC_APPLICATION (application), (const char *const *) uris);
  else
    refuse_link (AC_APPLICATION (application));
}

static gboolean
all_files (const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (!g_str_has_prefix (names[i], "file://"))
      return FALSE;

  return TRUE;
}

/* Files are named from where the call was made, so that program looks for them. */
static void
resolve_files (GVariantDict *options)
{
  g_auto(GStrv) names = NULL;

  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^as", &names))
    return;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *row = NULL;
      g_autoptr(GFile) file = ac_place_split (names[i], &row) == NULL
                                  ? g_file_new_for_commandline_arg (names[i])
                                  : NULL;

      if (file != NULL && g_file_is_native (file) && g_file_query_exists (file, NULL))
        {
          g_free (names[i]);
          names[i] = g_file_get_uri (file);
        }
    }
  g_variant_dict_insert (options, G_OPTION_REMAINING, "^as", names);
}

static int
ac_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **names = NULL;
  g_autofree char *row = NULL;

  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &names) || names[0] == NULL)
    {
      g_application_activate (application);
      return 0;
    }

  if (all_files (names))
    {
      compose_with (AC_APPLICATION (application), names);
      return 0;
    }

  if (names[1] != NULL || ac_place_split (names[0], &row) == NULL)
    {
      g_application_command_line_printerr (
          line, "%s\n",
          _ ("There is no such page or file. Panes are: overview, accounts, security, privacy, "
             "status, backend"));
      return 2;
    }

  open_path (AC_APPLICATION (application), names[0]);
  return 0;
}

static int
ac_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("accounts-center %s\n", PACKAGE_VERSION);
      return 0;
    }

  if (g_variant_dict_contains (options, "allow-loopback-services"))
    AC_APPLICATION (application)->reach = AC_HTTP_LOOPBACK;

  resolve_files (options);
  return -1;
}

static void
client_changed_cb (AcApplication *self)
{
  AcClient *client = ac_choice_get_client (self->choice);

  ac_search_provider_follow (self->search_provider, client);
  ac_errands_follow (self->errands, client);
  ac_herald_follow (client);
}

static gboolean
ac_application_dbus_register (GApplication *application,
                              GDBusConnection *connection,
                              const char *object_path,
                              GError **error)
{
  AcApplication *self = AC_APPLICATION (application);

  return G_APPLICATION_CLASS (ac_application_parent_class)
             ->dbus_register (application, connection, object_path, error) &&
         ac_search_provider_export (self->search_provider, connection, error) &&
         ac_share_service_export (self->share_service, connection, error);
}

static void
ac_application_dbus_unregister (GApplication *application,
                                GDBusConnection *connection,
                                const char *object_path)
{
  ac_search_provider_unexport (AC_APPLICATION (application)->search_provider);
  ac_share_service_unexport (AC_APPLICATION (application)->share_service);
  G_APPLICATION_CLASS (ac_application_parent_class)
      ->dbus_unregister (application, connection, object_path);
}

static void
ac_application_startup (GApplication *application)
{
  AcApplication *self = AC_APPLICATION (application);
  const char *quit_keys[] = { "<Control>q", NULL };
  const char *close_keys[] = { "<Control>w", NULL };

  G_APPLICATION_CLASS (ac_application_parent_class)->startup (application);

  self->choice = ac_choice_new (self->reach, NULL);
  self->errands = ac_errands_new (application);
  g_signal_connect_object (self->choice, "notify::client", G_CALLBACK (client_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "notify::made", G_CALLBACK (take_handed), self,
                           G_CONNECT_SWAPPED);
  client_changed_cb (self);
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (application, SERVICE_MS);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "window.close", close_keys);
}

static void
ac_application_shutdown (GApplication *application)
{
  G_APPLICATION_CLASS (ac_application_parent_class)->shutdown (application);

  g_clear_object (&AC_APPLICATION (application)->errands);
  g_clear_object (&AC_APPLICATION (application)->choice);
  ac_words_file_end ();
}

static void
ac_application_finalize (GObject *object)
{
  g_clear_object (&AC_APPLICATION (object)->search_provider);
  g_clear_object (&AC_APPLICATION (object)->share_service);
  g_queue_clear_full (&AC_APPLICATION (object)->handed, (GDestroyNotify) g_variant_unref);

  G_OBJECT_CLASS (ac_application_parent_class)->finalize (object);
}

static void
ac_application_class_init (AcApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ac_application_finalize;
  application_class->activate = ac_application_activate;
  application_class->open = ac_application_open;
  application_class->dbus_register = ac_application_dbus_register;
  application_class->dbus_unregister = ac_application_dbus_unregister;
  application_class->command_line = ac_application_command_line;
  application_class->handle_local_options = ac_application_handle_local_options;
  application_class->startup = ac_application_startup;
  application_class->shutdown = ac_application_shutdown;
}

static void
ac_application_init (AcApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Say the version"), NULL },
    { "allow-loopback-services", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Also servers of this computer, without TLS: for development"), NULL },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING_ARRAY, NULL, NULL,
      N_ ("[PANE[/ROW]|FILE…]") },
    { NULL },
  };

  g_queue_init (&self->handed);
  self->reach = AC_HTTP_PRIVATE;
  self->search_provider = ac_search_provider_new (G_APPLICATION (self));
  self->share_service = ac_share_service_new (G_APPLICATION (self));
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

AcApplication *
ac_application_new (void)
{
  return g_object_new (AC_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/accountscenter/AccountsCenter", NULL);
}
