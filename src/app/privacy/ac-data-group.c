/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-data-group.h"
#include "ac-erase-dialog.h"
#include "ac-info.h"
#include "ac-row.h"
#include "ac-transfer-dialog.h"
#include "help/ac-learn-button.h"

struct _AcDataGroup
{
  AdwPreferencesGroup parent_instance;
  AcClient *client;
  AcRow *export_row;
  AcRow *import_row;
  AcRow *erase_row;
};

G_DEFINE_FINAL_TYPE (AcDataGroup, ac_data_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_empty (AcDataGroup *self)
{
  return ac_info_integer (self->client, "accounts") == 0 &&
         ac_info_integer (self->client, "statuses") == 0;
}

static void
update_row (AcDataGroup *self, AcRow *row, gboolean pending)
{
  AcRowFacts facts = {
    .cached = ac_client_get_info (self->client) != NULL,
    .failed = ac_client_get_state (self->client) == AC_CLIENT_OFFLINE,
    .pending = pending,
  };

  ac_row_set_reason (row, ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_state (row, ac_row_state_resolve (&facts));
}

static void
update (AcDataGroup *self)
{
  const gboolean erasing = ac_info_boolean (self->client, "erasing");
  const gboolean online = ac_client_get_state (self->client) == AC_CLIENT_ONLINE;

  ac_row_set_detail (self->erase_row, erasing ? _("Services are being told")
                                              : _("Here, and as far as services let it"));
  ac_row_set_detail (self->import_row,
                     is_empty (self) ? _("Bring such a file back")
                                     : _("Only where nothing is: erase everything first"));
  update_row (self, self->export_row, FALSE);
  update_row (self, self->import_row, FALSE);
  update_row (self, self->erase_row, erasing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.export", online && !erasing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.import",
                                 online && !erasing && is_empty (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.erase", online);
}

static void
export_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_transfer_dialog_export (widget, AC_DATA_GROUP (widget)->client);
}

static void
import_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_transfer_dialog_import (widget, AC_DATA_GROUP (widget)->client);
}

static void
erase_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcDataGroup *self = AC_DATA_GROUP (widget);

  if (ac_info_boolean (self->client, "erasing"))
    adw_dialog_present (ac_erase_dialog_new (self->client), widget);
  else
    ac_erase_dialog_ask (widget, self->client);
}

static void
ac_data_group_dispose (GObject *object)
{
  AcDataGroup *self = AC_DATA_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_DATA_GROUP);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_data_group_parent_class)->dispose (object);
}

static void
ac_data_group_class_init (AcDataGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_data_group_dispose;

  g_type_ensure (AC_TYPE_ROW);
  g_type_ensure (AC_TYPE_LEARN_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-data-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AcDataGroup, export_row);
  gtk_widget_class_bind_template_child (widget_class, AcDataGroup, import_row);
  gtk_widget_class_bind_template_child (widget_class, AcDataGroup, erase_row);
  gtk_widget_class_install_action (widget_class, "data.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "data.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "data.erase", NULL, erase_action);
}

static void
ac_data_group_init (AcDataGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->erase_row), "error");
}

void
ac_data_group_set_client (AcDataGroup *self, AcClient *client)
{
  self->client = g_object_ref (client);
  ac_info_watch (client, self, G_CALLBACK (update));
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
