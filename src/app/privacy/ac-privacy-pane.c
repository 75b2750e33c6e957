/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-data-group.h"
#include "ac-history-dialog.h"
#include "ac-ledger-dialog.h"
#include "ac-privacy-pane.h"
#include "ac-purpose-row.h"
#include "ac-shell.h"
#include "ac-signal-dialog.h"
#include "ac-use-dialog.h"
#include "ac-use-words.h"
#include "ac-wish-row.h"
#include "accounts/ac-link-words.h"
#include "help/ac-learn-button.h"

struct _AcPrivacyPane
{
  AcPane parent_instance;
  AcUseTable *table;
  GPtrArray *account_ids; /* as they stand in account_names, after “All Accounts” */
  AcRow *purpose_rows[AC_N_USES];
  AcRow *now_row;
  AcWishRow *stop_row;
  AcWishRow *separate_row;
  AcWishRow *signal_row;
  GtkWidget *filter_group;
  AdwComboRow *account_row;
  GtkStringList *account_names;
  GtkListBox *asked_list;
  GtkListBox *needed_list;
  AcDataGroup *data_group;
};

G_DEFINE_FINAL_TYPE (AcPrivacyPane, ac_privacy_pane, AC_TYPE_PANE)

/* As they stand in the pane. */
static const AcUsePurpose asked[] = { AC_USE_PERSONALISE, AC_USE_ACROSS_APPS, AC_USE_IMPROVE,
                                      AC_USE_ADS, AC_USE_TRAIN_AI };
static const AcUsePurpose needed[] = { AC_USE_PROVIDE, AC_USE_KEEP_SAFE, AC_USE_COUNT_PEOPLE };
G_STATIC_ASSERT (G_N_ELEMENTS (asked) + G_N_ELEMENTS (needed) == AC_N_USES);

static const char *
get_account_id (AcPrivacyPane *self)
{
  const guint selected = adw_combo_row_get_selected (self->account_row);

  return selected > 0 && selected <= self->account_ids->len
             ? g_ptr_array_index (self->account_ids, selected - 1)
             : NULL;
}

/* How many cells are on because the person said yes. */
static guint
count_agreed (AcPrivacyPane *self)
{
  GListModel *cells = ac_use_table_get_cells (self->table);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(AcUseCell) cell = g_list_model_get_item (cells, i);

      count += ac_use_cell_is_in_effect (cell);
    }

  return count;
}

static const char *
describe_now (AcPrivacyPane *self, gboolean stopped, guint n_agreed)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));

  if (stopped)
    return _("Nobody gets anything while all sharing is stopped");
  if (n_agreed == 0)
    return _("You let nobody use your data for more than what you asked for");
  if (ac_held_wish_is_granted (ac_held_wish_get (client, AC_WISH_KEEP_SEPARATE)))
    return _("What you allow waits while services are kept separate");

  return _("Each of them is below, and ends with one press");
}

static void
update_now (AcPrivacyPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  const gboolean stopped = ac_held_wish_get_on (ac_held_wish_get (client, AC_WISH_STOP));
  const guint n_agreed = count_agreed (self);
  AcRowFacts facts = {
    .cached = ac_use_table_is_known (self->table),
    .failed = ac_use_table_has_failed (self->table),
    .on = n_agreed > 0,
  };
  g_autofree char *title = g_strdup_printf (
      ngettext ("You Allow %u Use of Your Data", "You Allow %u Uses of Your Data", n_agreed),
      n_agreed);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->now_row),
                                 stopped ? _("All Sharing Is Stopped")
                                         : n_agreed == 0
                                 ? _("Nothing Extra Is Allowed")
                                 : title);
  ac_row_set_detail (self->now_row, describe_now (self, stopped, n_agreed));
  ac_row_set_reason (self->now_row, ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_state (self->now_row, ac_row_state_resolve (&facts));
}

static void
update (AcPrivacyPane *self)
{
  for (AcUsePurpose purpose = 0; purpose < AC_N_USES; purpose++)
    ac_purpose_row_update (self->purpose_rows[purpose], self->table, purpose,
                           get_account_id (self));
  update_now (self);
}

static void
account_chosen_cb (AcPrivacyPane *self)
{
  if (self->table != NULL)
    update (self);
}

static void
accounts_changed_cb (AcPrivacyPane *self)
{
  GListModel *accounts = ac_client_get_accounts (ac_pane_get_client (AC_PANE (self)));
  const guint n_accounts = g_list_model_get_n_items (accounts);
  g_autofree char *chosen = g_strdup (get_account_id (self));
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  guint selected = 0;

  g_ptr_array_set_size (self->account_ids, 0);
  g_strv_builder_add (builder, _("All Accounts"));
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      g_strv_builder_take (builder, ac_link_words_account (account));
      g_ptr_array_add (self->account_ids, g_strdup (ac_account_get_id (account)));
      if (g_strcmp0 (chosen, ac_account_get_id (account)) == 0)
        selected = i + 1;
    }

  names = g_strv_builder_end (builder);
  gtk_string_list_splice (self->account_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->account_names)),
                          (const char *const *) names);
  adw_combo_row_set_selected (self->account_row, selected);
  gtk_widget_set_visible (self->filter_group, n_accounts > 1);
}

static void
failed_cb (AcPrivacyPane *self, int code)
{
  g_autofree char *words = ac_words_error (code);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ac_toast (GTK_WIDGET (self), words);
}

static void
purpose_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcPrivacyPane *self = AC_PRIVACY_PANE (widget);
  AcUsePurpose purpose = AC_USE_PROVIDE;

  if (ac_use_purpose_from_slug (g_variant_get_string (parameter, NULL), &purpose))
    adw_dialog_present (ac_use_dialog_new (self->table, purpose, get_account_id (self)), widget);
}

static void
ledger_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_present (ac_ledger_dialog_new (ac_pane_get_client (AC_PANE (widget))), widget);
}

static void
history_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_present (ac_history_dialog_new (ac_pane_get_client (AC_PANE (widget))), widget);
}

static void
signal_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_present (ac_signal_dialog_new (ac_pane_get_client (AC_PANE (widget))), widget);
}

/* Nobody is asked before it is on. */
static void
update_signal (AcPrivacyPane *self)
{
  AcHeldWish *wish = ac_held_wish_get (ac_pane_get_client (AC_PANE (self)), AC_WISH_DO_NOT_SELL);

  ac_row_set_button (AC_ROW (self->signal_row), ac_held_wish_is_granted (wish)
                     ? _("Who Honours It") : NULL, "privacy.signal", NULL);
}

static void
add_rows (AcPrivacyPane *self, GtkListBox *list, const AcUsePurpose *purposes, gsize n_purposes)
{
  for (gsize i = 0; i < n_purposes; i++)
    {
      self->purpose_rows[purposes[i]] = AC_ROW (ac_purpose_row_new (purposes[i]));
      gtk_list_box_append (list, GTK_WIDGET (self->purpose_rows[purposes[i]]));
    }
}

static void
ac_privacy_pane_constructed (GObject *object)
{
  AcPrivacyPane *self = AC_PRIVACY_PANE (object);
  AcClient *client = ac_pane_get_client (AC_PANE (self));

  G_OBJECT_CLASS (ac_privacy_pane_parent_class)->constructed (object);

  add_rows (self, self->asked_list, asked, G_N_ELEMENTS (asked));
  add_rows (self, self->needed_list, needed, G_N_ELEMENTS (needed));
  self->table = g_object_ref (ac_use_table_get (client));
  ac_wish_row_set_up (self->stop_row, client, AC_WISH_STOP);
  ac_wish_row_set_up (self->separate_row, client, AC_WISH_KEEP_SEPARATE);
  ac_wish_row_set_up (self->signal_row, client, AC_WISH_DO_NOT_SELL);
  /* Requests of many people can't tell the wish of one. */
  gtk_widget_set_visible (GTK_WIDGET (self->signal_row), ac_client_get_session (client) == NULL);
  g_signal_connect_object (ac_held_wish_get (client, AC_WISH_DO_NOT_SELL), "changed",
                           G_CALLBACK (update_signal), self, G_CONNECT_SWAPPED);
  update_signal (self);
  g_signal_connect_object (ac_held_wish_get (client, AC_WISH_STOP), "changed",
                           G_CALLBACK (update_now), self, G_CONNECT_SWAPPED);
  ac_data_group_set_client (self->data_group, client);
  g_signal_connect_object (self->table, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_accounts (client), "items-changed",
                           G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  accounts_changed_cb (self);
  update (self);
}

static void
ac_privacy_pane_dispose (GObject *object)
{
  AcPrivacyPane *self = AC_PRIVACY_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_PRIVACY_PANE);
  g_clear_object (&self->table);
  g_clear_pointer (&self->account_ids, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_privacy_pane_parent_class)->dispose (object);
}

static void
ac_privacy_pane_class_init (AcPrivacyPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ac_privacy_pane_constructed;
  object_class->dispose = ac_privacy_pane_dispose;

  g_type_ensure (AC_TYPE_ROW);
  g_type_ensure (AC_TYPE_DATA_GROUP);
  g_type_ensure (AC_TYPE_WISH_ROW);
  g_type_ensure (AC_TYPE_LEARN_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-privacy-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, now_row);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, stop_row);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, separate_row);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, signal_row);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, filter_group);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, account_row);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, account_names);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, asked_list);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, needed_list);
  gtk_widget_class_bind_template_child (widget_class, AcPrivacyPane, data_group);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_install_action (widget_class, "privacy.purpose", "s", purpose_action);
  gtk_widget_class_install_action (widget_class, "privacy.ledger", NULL, ledger_action);
  gtk_widget_class_install_action (widget_class, "privacy.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "privacy.signal", NULL, signal_action);
}

static void
ac_privacy_pane_init (AcPrivacyPane *self)
{
  self->account_ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->account_row));
}
