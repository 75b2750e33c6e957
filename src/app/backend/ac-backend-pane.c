/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-backend-pane.h"
#include "ac-background-row.h"
#include "ac-diagnostics.h"
#include "ac-info.h"
#include "ac-portals.h"
#include "ac-region-group.h"
#include "ac-row.h"
#include "ac-sign-in-row.h"
#include "ac-shell.h"
#include "help/ac-learn-button.h"
#include "ac-app-words.h"

struct _AcBackendPane
{
  AcPane parent_instance;
  AdwBanner *development_banner;
  GtkListBox *places_list;
  GtkListBoxRow *sign_in_row;
  AdwPreferencesGroup *place_group;
  AcRow *version_row;
  AcRow *folder_row;
  AcRow *size_row;
  AcRegionGroup *region_group;
  GtkListBoxRow *diagnostics_row;
  GtkWidget *data_row;
};

G_DEFINE_FINAL_TYPE (AcBackendPane, ac_backend_pane, AC_TYPE_PANE)

static void
show_row (AcBackendPane *self, AcRow *row, const char *detail)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  gboolean offline = ac_pane_get_offline (AC_PANE (self));
  AcRowFacts facts = {
    .cached = ac_client_get_info (client) != NULL,
    .failed = offline,
    .on = TRUE,
  };

  ac_row_set_detail (row, detail);
  ac_row_set_reason (row, ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_state (row, ac_row_state_resolve (&facts));
}

static void
update_pane (AcBackendPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  g_autofree char *version = ac_info_string (client, "version");
  g_autofree char *folder = ac_info_string (client, "data-dir");
  g_autofree char *size = g_format_size (ac_info_integer (client, "data-size"));
  gint64 accounts = ac_info_integer (client, "accounts");
  gint64 statuses = ac_info_integer (client, "statuses");
  g_autofree char *n_accounts =
      g_strdup_printf (ngettext ("%d account", "%d accounts", accounts), (int) accounts);
  g_autofree char *n_statuses =
      g_strdup_printf (ngettext ("%d status", "%d statuses", statuses), (int) statuses);
  g_autofree char *data = g_strdup_printf ("%s · %s · %s", size, n_accounts, n_statuses);
  /* Translators: %s is a version number */
  g_autofree char *running = g_strdup_printf (_("Version %s"), version != NULL ? version : "");

  show_row (self, self->version_row, running);
  show_row (self, self->folder_row, folder);
  show_row (self, self->size_row, data);
  adw_banner_set_revealed (self->development_banner, ac_info_boolean (client, "loopback-services"));
}

static void
places_changed_cb (AcBackendPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  AcSession *session = ac_client_get_session (client);
  const gboolean practice = ac_client_get_practice (client);
  GListModel *sign_ins =
      G_LIST_MODEL (ac_choice_get_sign_ins (ac_pane_get_choice (AC_PANE (self))));

  gtk_list_box_remove_all (self->places_list);
  gtk_list_box_append (self->places_list, ac_sign_in_row_new (NULL, session == NULL && !practice));
  for (guint i = 0; i < g_list_model_get_n_items (sign_ins); i++)
    {
      g_autoptr(AcSession) item = g_list_model_get_item (sign_ins, i);

      gtk_list_box_append (self->places_list, ac_sign_in_row_new (item, item == session));
    }
  gtk_list_box_append (self->places_list, ac_sign_in_row_new_for_practice (practice));
}

static void
copy_cb (AcBackendPane *self)
{
  g_autofree char *text = ac_diagnostics_write (ac_pane_get_client (AC_PANE (self)));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  ac_toast (GTK_WIDGET (self), _("Diagnostics copied. They name no account"));
}

static const char *
name_place (AcBackendPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  AcSession *session = ac_client_get_session (client);

  if (session != NULL)
    return ac_session_get_name (session);
  return ac_client_get_practice (client) ? _("Practice") : _("This Computer");
}

/* Outside of a sandbox the bus and systemd start the backend, and nobody has to be asked. */
static void
add_background_row (AcBackendPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));

  if (ac_portals_are_needed () && ac_client_get_session (client) == NULL &&
      !ac_client_get_practice (client))
    adw_preferences_group_add (self->place_group, ac_background_row_new ());
}

static void
ac_backend_pane_constructed (GObject *object)
{
  AcBackendPane *self = AC_BACKEND_PANE (object);
  AcSession *session = ac_client_get_session (ac_pane_get_client (AC_PANE (self)));

  G_OBJECT_CLASS (ac_backend_pane_parent_class)->constructed (object);

  adw_preferences_group_set_title (self->place_group, name_place (self));
  add_background_row (self);
  /* A server's folder is nobody's who signs in there. */
  gtk_widget_set_visible (GTK_WIDGET (self->folder_row), session == NULL);
  /* There is a way of its own to end the practice. */
  gtk_widget_set_visible (self->data_row,
                          !ac_client_get_practice (ac_pane_get_client (AC_PANE (self))));
  g_signal_connect_object (ac_choice_get_sign_ins (ac_pane_get_choice (AC_PANE (self))),
                           "items-changed", G_CALLBACK (places_changed_cb), self,
                           G_CONNECT_SWAPPED);
  places_changed_cb (self);
  ac_region_group_set_client (self->region_group, ac_pane_get_client (AC_PANE (self)));
  ac_info_watch (ac_pane_get_client (AC_PANE (self)), self, G_CALLBACK (update_pane));
  update_pane (self);
}

static void
ac_backend_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_BACKEND_PANE);

  G_OBJECT_CLASS (ac_backend_pane_parent_class)->dispose (object);
}

static void
ac_backend_pane_class_init (AcBackendPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ac_backend_pane_constructed;
  object_class->dispose = ac_backend_pane_dispose;

  g_type_ensure (AC_TYPE_LEARN_BUTTON);
  g_type_ensure (AC_TYPE_ROW);
  g_type_ensure (AC_TYPE_REGION_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-backend-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, development_banner);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, places_list);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, place_group);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, version_row);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, folder_row);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, size_row);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, region_group);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, diagnostics_row);
  gtk_widget_class_bind_template_child (widget_class, AcBackendPane, data_row);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
ac_backend_pane_init (AcBackendPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->sign_in_row);
  ac_row_expose (self->diagnostics_row);
}
