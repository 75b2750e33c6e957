/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-feature-row.h"
#include "ac-service-row.h"

#define ITEM "ac-service-item"

static char *
describe_keys (AcClient *client, const AcService *service, const char *words)
{
  AcSession *session = ac_client_get_session (client);

  if (service->keys_of != AC_APP_KEYS_HOST || session == NULL)
    return g_strdup (words);

  /* Translators: the first %s is how many accounts there are, the second the name of a server */
  return g_strdup_printf (_("%s. Its keys are managed by %s"), words,
                            ac_session_get_name (session));
}

static void
count_accounts (AcRow *row)
{
  AcClient *client = g_object_get_data (G_OBJECT (row), "ac-client");
  const AcService *service = ac_service_item_get_service (g_object_get_data (G_OBJECT (row), ITEM));
  GListModel *accounts = ac_client_get_accounts (client);
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;
  int count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      count += g_strcmp0 (ac_account_get_service (account), service->id) == 0;
    }

  words = count == 0 ? g_strdup (_("Not added"))
                     : g_strdup_printf (ngettext ("%d account", "%d accounts", count), count);
  detail = describe_keys (client, service, words);
  ac_row_set_detail (row, detail);
}

static GtkWidget *
make_closed (const AcService *service)
{
  GtkWidget *row = ac_row_new (service->name);

  ac_row_set_reason (AC_ROW (row), _("This service lets no other app sign in"));
  ac_row_set_unavailable (AC_ROW (row), AC_UNAVAILABLE_CONNECTOR, NULL, NULL);
  ac_row_set_state (AC_ROW (row), AC_ROW_UNAVAILABLE);
  return row;
}

static void
lead_to (GtkWidget *row, const char *action, const char *service)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", service);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}

/* The keys are the person's to set, unless somebody looks after the backend. */
static GtkWidget *
make_unavailable (AcClient *client, const AcService *service)
{
  GtkWidget *row = NULL;

  if (service->unavailable != AC_UNAVAILABLE_APP_KEYS)
    return ac_feature_row_new (client, service->id, AC_FEATURE_ROW_BEGIN, service->unavailable);

  row = ac_row_new (service->name);
  ac_row_set_unavailable (AC_ROW (row), AC_UNAVAILABLE_APP_KEYS, NULL, NULL);
  if (ac_client_get_session (client) == NULL)
    {
      ac_row_set_button (AC_ROW (row), _("Set Up…"), "win.app-keys",
                                         g_variant_new_string (service->id));
      lead_to (row, "win.app-keys", service->id);
    }
  ac_row_set_state (AC_ROW (row), AC_ROW_UNAVAILABLE);
  return row;
}

static GtkWidget *
make_open (AcClient *client, AcServiceItem *item)
{
  const AcService *service = ac_service_item_get_service (item);
  GtkWidget *row = ac_row_new (service->name);

  if (service->keys_of == AC_APP_KEYS_OWN)
    ac_row_set_button (AC_ROW (row), _("Keys…"), "win.app-keys",
                                       g_variant_new_string (service->id));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "list-add-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  g_object_set_data_full (G_OBJECT (row), ITEM, g_object_ref (item), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "ac-client", g_object_ref (client), g_object_unref);
  g_signal_connect_object (ac_client_get_accounts (client), "items-changed",
                           G_CALLBACK (count_accounts), row, G_CONNECT_SWAPPED);
  count_accounts (AC_ROW (row));
  lead_to (row, "win.add-account", service->id);
  return row;
}

GtkWidget *
ac_service_row_new (AcClient *client, AcServiceItem *item)
{
  const AcService *service = NULL;
  GtkWidget *row = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client) && AC_IS_SERVICE_ITEM (item), NULL);

  service = ac_service_item_get_service (item);
  if (service->unavailable != AC_UNAVAILABLE_NOT)
    row = make_unavailable (client, service);
  else
    row = service->sign_in == 0 ? make_closed (service) : make_open (client, item);
  gtk_widget_set_name (row, service->id);
  return row;
}
