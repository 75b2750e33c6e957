/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-account-row.h"
#include "ac-accounts-pane.h"
#include "ac-info.h"
#include "ac-link-row.h"
#include "ac-service-row.h"
#include "ac-undoing-dialog.h"
#include "ac-app-words.h"
#include "ac-shell.h"
#include "help/ac-learn-button.h"

struct _AcAccountsPane
{
  AcPane parent_instance;
  GtkWidget *practice_group;
  AcRow *phone_row;
  AcRow *posts_row;
  AcRow *access_row;
  GtkListBox *accounts_list;
  GtkListBox *services_list;
  GtkListBox *links_list;
  GtkListBoxRow *link_row;
  GtkWidget *undoings_group;
  GtkListBox *undoings_list;
  AcRow *services_placeholder;
};

G_DEFINE_FINAL_TYPE (AcAccountsPane, ac_accounts_pane, AC_TYPE_PANE)

static GtkWidget *
create_account_row (gpointer item, gpointer user_data)
{
  AcClient *client = ac_pane_get_client (AC_PANE (user_data));

  return ac_account_row_new (AC_ACCOUNT (item), ac_client_get_services (client));
}

static GtkWidget *
create_service_row (gpointer item, gpointer user_data)
{
  return ac_service_row_new (ac_pane_get_client (AC_PANE (user_data)), AC_SERVICE_ITEM (item));
}

static GtkWidget *
create_link_row (gpointer item, gpointer user_data)
{
  return ac_link_row_new (ac_pane_get_client (AC_PANE (user_data)), AC_LINK (item));
}

static GtkWidget *
create_undoing_row (gpointer item, gpointer user_data)
{
  return ac_undoing_row_new (AC_UNDOING (item));
}

static void
update_links (AcAccountsPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->link_row),
                            g_list_model_get_n_items (ac_client_get_accounts (client)) > 0);
  gtk_widget_set_visible (self->undoings_group,
                          g_list_model_get_n_items (ac_client_get_undoings (client)) > 0);
}

static void
show_links (AcAccountsPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  GListModel *const watched[] = { ac_client_get_accounts (client),
                                  ac_client_get_undoings (client) };

  gtk_list_box_bind_model (self->links_list, ac_client_get_links (client), create_link_row, self,
                           NULL);
  gtk_list_box_bind_model (self->undoings_list, ac_client_get_undoings (client), create_undoing_row,
                           self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (watched[i], "items-changed", G_CALLBACK (update_links), self,
                             G_CONNECT_SWAPPED);
  update_links (self);
}

static int
compare_accounts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return g_strcmp0 (ac_account_get_service ((AcAccount *) a),
                    ac_account_get_service ((AcAccount *) b));
}

static const char *
find_service (GtkListBoxRow *row)
{
  AcAccount *account = row != NULL ? ac_account_row_get_account (row) : NULL;

  return account != NULL ? ac_account_get_service (account) : NULL;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *service = find_service (row);
  GtkWidget *label = NULL;

  if (service == NULL || g_strcmp0 (service, find_service (before)) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (ac_words_service (service));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "ac-list-heading");
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_box_row_set_header (row, label);
}

static void
update_placeholder (AcAccountsPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  AcRowFacts facts = { .failed = ac_client_get_state (client) == AC_CLIENT_OFFLINE };

  ac_row_set_reason (self->services_placeholder,
                     ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_state (self->services_placeholder, ac_row_state_resolve (&facts));
}

static void
open_practice_cb (GtkListBoxRow *row)
{
  AcClient *client = ac_shell_find_client (GTK_WIDGET (row));
  g_autofree char *base = ac_info_string (client, "practice-services");
  g_autofree char *uri =
      g_strdup_printf ("%s/%s", base != NULL ? base : "",
                       (const char *) g_object_get_data (G_OBJECT (row), "ac-page"));

  if (base != NULL)
    ac_open_uri (GTK_WIDGET (row), uri);
}

static void
lead_to_practice (AcRow *row, const char *page)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                           "adw-external-link-symbolic", "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data (G_OBJECT (row), "ac-page", (gpointer) page);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (open_practice_cb), NULL);
}

static void
show_practice (AcAccountsPane *self)
{
  gtk_widget_set_visible (self->practice_group, TRUE);
  lead_to_practice (self->phone_row, "phone");
  lead_to_practice (self->posts_row, "posts");
  lead_to_practice (self->access_row, "access");
}

static void
ac_accounts_pane_constructed (GObject *object)
{
  AcAccountsPane *self = AC_ACCOUNTS_PANE (object);
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  g_autoptr(GtkSortListModel) sorted = gtk_sort_list_model_new (
      g_object_ref (ac_client_get_accounts (client)),
      GTK_SORTER (gtk_custom_sorter_new (compare_accounts, NULL, NULL)));

  G_OBJECT_CLASS (ac_accounts_pane_parent_class)->constructed (object);

  gtk_list_box_set_header_func (self->accounts_list, update_header, NULL, NULL);
  gtk_list_box_bind_model (self->accounts_list, G_LIST_MODEL (sorted), create_account_row, self,
                           NULL);
  gtk_list_box_bind_model (self->services_list, ac_client_get_services (client), create_service_row,
                           self, NULL);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update_placeholder), self,
                           G_CONNECT_SWAPPED);
  update_placeholder (self);
  show_links (self);
  if (ac_client_get_practice (client))
    show_practice (self);
}

static void
ac_accounts_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_ACCOUNTS_PANE);

  G_OBJECT_CLASS (ac_accounts_pane_parent_class)->dispose (object);
}

static void
ac_accounts_pane_class_init (AcAccountsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ac_accounts_pane_constructed;
  object_class->dispose = ac_accounts_pane_dispose;

  g_type_ensure (AC_TYPE_LEARN_BUTTON);
  g_type_ensure (AC_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-accounts-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, practice_group);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, phone_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, posts_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, access_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, accounts_list);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, services_list);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, links_list);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, link_row);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, undoings_group);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, undoings_list);
  gtk_widget_class_bind_template_child (widget_class, AcAccountsPane, services_placeholder);
}

static void
ac_accounts_pane_init (AcAccountsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->link_row);
}
