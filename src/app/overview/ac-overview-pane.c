/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-info.h"
#include "ac-overview-pane.h"
#include "ac-answer.h"
#include "ac-row.h"
#include "ac-shell.h"
#include "ac-status.h"
#include "ac-pause-row.h"
#include "ac-wish-row.h"
#include "ac-app-words.h"
#include "accounts/ac-account-row.h"
#include "status/ac-delivery-row.h"
#include "status/ac-rule-row.h"
#include "status/ac-undo-time-row.h"

#define RECENT_STATUSES 3

struct _AcOverviewPane
{
  AcPane parent_instance;
  GListStore *needing; /* of one list of deliveries: the last that was loaded */
  GListModel *attention;
  GtkFilter *filter;
  gboolean loading;
  gboolean again;
  GtkWidget *calm_group;
  AdwPreferencesRow *calm_row;
  GtkWidget *attention_group;
  GtkListBox *attention_list;
  AcWishRow *stop_row;
  AcPauseRow *pause_row;
  AcUndoTimeRow *undo_time_row;
  AcRow *backend_row;
  GtkListBox *recent_list;
};

G_DEFINE_FINAL_TYPE (AcOverviewPane, ac_overview_pane, AC_TYPE_PANE)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  AcClient *client = ac_pane_get_client (AC_PANE (user_data));

  if (AC_IS_ACCOUNT (item))
    return ac_account_row_new (item, ac_client_get_services (client));

  return AC_IS_SHARE_RULE (item) ? ac_rule_row_new (client, item) : ac_delivery_row_new (item);
}

static gboolean
needs_person (gpointer item, gpointer user_data)
{
  AcClient *client = user_data;
  AcDeliveryState state = AC_DELIVERY_LIVE;

  if (AC_IS_ACCOUNT (item))
    return ac_account_get_state (item) == AC_ACCOUNT_ATTENTION ||
           ac_account_row_is_closed (item, ac_client_get_services (client));
  if (AC_IS_SHARE_RULE (item))
    return ac_rule_row_needs_person (client, item);

  state = ac_delivery_get_state (item);
  return state == AC_DELIVERY_FAILED || state == AC_DELIVERY_NEEDS_YOU ||
         state == AC_DELIVERY_SIGN_IN_NEEDED || state == AC_DELIVERY_REMOVE_FAILED ||
         state == AC_DELIVERY_MISSED || state == AC_DELIVERY_HANDED_TO_YOU ||
         state == AC_DELIVERY_YOURS_TO_DELETE;
}

static gpointer
list_deliveries (gpointer item, gpointer user_data)
{
  g_autoptr(AcStatus) status = item;

  return g_object_ref (ac_status_get_deliveries (status));
}

static void
update_calm (AcOverviewPane *self)
{
  gboolean calm = g_list_model_get_n_items (self->attention) == 0;
  gboolean known = ac_client_get_info (ac_pane_get_client (AC_PANE (self))) != NULL;

  adw_preferences_row_set_title (self->calm_row,
                                 known ? _("Nothing needs your attention") : _("Not known yet"));
  /* The keyring speaks for itself further down. */
  gtk_widget_set_visible (self->calm_group,
                          calm && ac_row_get_state (self->backend_row) != AC_ROW_ATTENTION);
  gtk_widget_set_visible (self->attention_group, !calm);
}

static void load_needing (AcOverviewPane *self);

static void
needing_loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcOverviewPane *self = owner;

  self->loading = FALSE;
  /* When it fails the client is offline and says so; what was known stays. */
  if (value != NULL)
    {
      g_list_store_remove_all (self->needing);
      g_list_store_append (self->needing, g_value_get_object (value));
    }
  if (self->again)
    load_needing (self);
}

static void
load_needing (AcOverviewPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));

  self->again = self->loading;
  if (self->loading || ac_client_get_state (client) != AC_CLIENT_ONLINE)
    return;

  self->loading = TRUE;
  ac_answer_to (ac_client_list_deliveries (client), self, needing_loaded_cb, NULL, NULL);
}

static void
info_changed_cb (AcOverviewPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  AcRowFacts facts = { 0 };
  g_autofree char *keyring = ac_info_string (client, "keyring");
  gint64 waiting = ac_info_integer (client, "waiting");
  g_autofree char *detail = NULL;

  facts.cached = ac_client_get_info (client) != NULL;
  facts.failed = ac_client_get_state (client) == AC_CLIENT_OFFLINE;
  facts.on = TRUE;
  facts.attention = g_strcmp0 (keyring, "locked") == 0 || g_strcmp0 (keyring, "missing") == 0;
  detail = waiting == 0 ? g_strdup (_("Everything is sent"))
                        : g_strdup_printf (ngettext ("%d delivery is under way",
                                                     "%d deliveries are under way", waiting),
                                           (int) waiting);
  ac_row_set_detail (self->backend_row, detail);
  ac_row_set_reason (self->backend_row, facts.attention
                                            ? ac_words_keyring (keyring)
                                            : ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_state (self->backend_row, ac_row_state_resolve (&facts));
  update_calm (self);
  load_needing (self);
}

static void
look_again (AcOverviewPane *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
accounts_changed_cb (
    AcOverviewPane *self, guint position, guint removed, guint added, GListModel *accounts)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      g_signal_handlers_disconnect_by_func (account, look_again, self);
      g_signal_connect_object (account, "notify::state", G_CALLBACK (look_again), self,
                               G_CONNECT_SWAPPED);
    }
  look_again (self);
}

static void
rules_changed_cb (
    AcOverviewPane *self, guint position, guint removed, guint added, GListModel *rules)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (rules, i);

      g_signal_handlers_disconnect_by_func (rule, look_again, self);
      g_signal_connect_object (rule, "changed", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
    }
}

static void
follow (AcOverviewPane *self, AcClient *client)
{
  GListModel *accounts = ac_client_get_accounts (client);
  GListModel *rules = ac_client_get_rules (client);

  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rules, "items-changed", G_CALLBACK (rules_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_services (client), "items-changed",
                           G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
  rules_changed_cb (self, 0, 0, g_list_model_get_n_items (rules), rules);
}

static GListModel *
make_attention (AcOverviewPane *self, AcClient *client)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFilterListModel *found = NULL;
  g_autoptr(GtkFlattenListModel) deliveries =
                gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->needing)));

  g_list_store_append (lists, ac_client_get_accounts (client));
  g_list_store_append (lists, ac_client_get_rules (client));
  g_list_store_append (lists, deliveries);
  found =
      gtk_filter_list_model_new (G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists))),
                                 g_object_ref (self->filter));
  return G_LIST_MODEL (found);
}

static GListModel *
make_recent (AcClient *client)
{
  /* The slice comes first: to flatten all statuses would load all of them. */
  GListModel *newest = G_LIST_MODEL (gtk_slice_list_model_new (
      g_object_ref (ac_client_get_statuses (client)), 0, RECENT_STATUSES));

  return G_LIST_MODEL (gtk_flatten_list_model_new (
      G_LIST_MODEL (gtk_map_list_model_new (newest, list_deliveries, NULL, NULL))));
}

static void
ac_overview_pane_constructed (GObject *object)
{
  AcOverviewPane *self = AC_OVERVIEW_PANE (object);
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  g_autoptr(GListModel) recent = make_recent (client);

  G_OBJECT_CLASS (ac_overview_pane_parent_class)->constructed (object);

  self->needing = g_list_store_new (G_TYPE_LIST_MODEL);
  self->filter =
      GTK_FILTER (gtk_custom_filter_new (needs_person, g_object_ref (client), g_object_unref));
  self->attention = make_attention (self, client);
  follow (self, client);
  gtk_list_box_bind_model (self->attention_list, self->attention, create_row, self, NULL);
  gtk_list_box_bind_model (self->recent_list, recent, create_row, self, NULL);
  g_signal_connect_object (self->attention, "items-changed", G_CALLBACK (update_calm), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (recent, "items-changed", G_CALLBACK (load_needing), self,
                           G_CONNECT_SWAPPED);
  ac_wish_row_set_up (self->stop_row, client, AC_WISH_STOP);
  ac_pause_row_set_up (self->pause_row, client, NULL);
  ac_undo_time_row_set_up (self->undo_time_row, client);
  ac_info_watch (client, self, G_CALLBACK (info_changed_cb));
  info_changed_cb (self);
}

static void
ac_overview_pane_dispose (GObject *object)
{
  AcOverviewPane *self = AC_OVERVIEW_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_OVERVIEW_PANE);
  g_clear_object (&self->attention);
  g_clear_object (&self->filter);
  g_clear_object (&self->needing);

  G_OBJECT_CLASS (ac_overview_pane_parent_class)->dispose (object);
}

static void
ac_overview_pane_class_init (AcOverviewPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ac_overview_pane_constructed;
  object_class->dispose = ac_overview_pane_dispose;

  g_type_ensure (AC_TYPE_ROW);
  g_type_ensure (AC_TYPE_WISH_ROW);
  g_type_ensure (AC_TYPE_PAUSE_ROW);
  g_type_ensure (AC_TYPE_UNDO_TIME_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-overview-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, calm_group);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, calm_row);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, attention_group);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, attention_list);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, stop_row);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, pause_row);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, undo_time_row);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, backend_row);
  gtk_widget_class_bind_template_child (widget_class, AcOverviewPane, recent_list);
}

static void
ac_overview_pane_init (AcOverviewPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
