/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-client-ledger.h"
#include "help/ac-help.h"
#include "ac-ledger-dialog.h"
#include "ac-ledger-words.h"
#include "ac-line-factory.h"
#include "ac-service-item.h"
#include "ac-use-words.h"
#include "accounts/ac-link-words.h"

struct _AcLedgerDialog
{
  AdwDialog parent_instance;
  AcUseList *uses;
  gboolean filling;
  GPtrArray *account_ids; /* as they stand in account_names, after “Every Account” */
  GPtrArray *whos;        /* as they stand in who_names, after “Everybody” */
  GtkEditable *search_entry;
  GtkDropDown *account_menu;
  GtkStringList *account_names;
  GtkDropDown *who_menu;
  GtkStringList *who_names;
  GtkDropDown *purpose_menu;
  GtkStringList *purpose_names;
  GtkDropDown *outcome_menu;
  GtkStack *stack;
  AdwStatusPage *nothing_page;
  GtkListView *lines;
};

G_DEFINE_FINAL_TYPE (AcLedgerDialog, ac_ledger_dialog, ADW_TYPE_DIALOG)

static const char *
find_icon (const AcLedgerLine *line)
{
  if (!line->allowed)
    return "action-unavailable-symbolic";

  switch (line->deed)
    {
    case AC_DEED_CHANGE:
      return "document-edit-symbolic";
    case AC_DEED_SIGN_IN:
      return "avatar-default-symbolic";
    case AC_DEED_DELIVERY:
      return "send-to-symbolic";
    case AC_DEED_EXPORT:
      return "document-save-symbolic";
    case AC_DEED_READ:
    default:
      return "object-select-symbolic";
    }
}

static void
describe_use (gpointer item, AcLine *line, gpointer user_data)
{
  line->icon_name = find_icon (ac_use_get_line (item));
  line->title = ac_ledger_words_title (item);
  line->detail = ac_ledger_words_detail (item);
}

static char *
get_chosen (GtkDropDown *menu, GPtrArray *values)
{
  const guint selected = gtk_drop_down_get_selected (menu);

  return selected > 0 && selected <= values->len ? g_ptr_array_index (values, selected - 1) : NULL;
}

static AcUseFilter
read_filter (AcLedgerDialog *self)
{
  static const char *const outcomes[] = { NULL, "allowed", "refused" };
  const guint purpose = gtk_drop_down_get_selected (self->purpose_menu);
  const guint outcome = gtk_drop_down_get_selected (self->outcome_menu);
  const char *search = gtk_editable_get_text (self->search_entry);

  return (AcUseFilter) {
    .account_id = get_chosen (self->account_menu, self->account_ids),
    .recipient = get_chosen (self->who_menu, self->whos),
    .purpose =
        purpose > 0 && purpose <= AC_N_USES ? (char *) ac_use_purpose_to_slug (purpose - 1) : NULL,
    .outcome = outcome < G_N_ELEMENTS (outcomes) ? (char *) outcomes[outcome] : NULL,
    .search = *search != '\0' ? (char *) search : NULL,
  };
}

static gboolean
is_filtered (AcLedgerDialog *self)
{
  const AcUseFilter filter = read_filter (self);

  return filter.account_id != NULL || filter.recipient != NULL || filter.purpose != NULL ||
         filter.outcome != NULL || filter.search != NULL;
}

static void
update (AcLedgerDialog *self)
{
  const gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->uses)) == 0;
  const gboolean filtered = is_filtered (self);

  adw_status_page_set_title (self->nothing_page,
                             filtered ? _("Nothing Found") : _("Nobody Used Your Data"));
  adw_status_page_set_description (
      self->nothing_page,
      filtered ? _("Search for something else, or choose more")
               : _("Whoever asks for it appears here, also when they get nothing"));
  gtk_stack_set_visible_child_name (self->stack, ac_use_list_get_failed (self->uses) ? "failed"
                                                 : !empty                            ? "list"
                                                 : ac_use_list_get_loading (self->uses)
                                                     ? "loading"
                                                     : "nothing");
}

/* GTK calls a menu by what is chosen in it, which doesn't tell what it is for. */
static void
name_menu (GtkDropDown *menu, const char *what)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (menu);
  /* Translators: what a menu is for, and what is chosen in it */
  g_autofree char *name = g_strdup_printf (
      C_ ("menu", "%s: %s"), what, chosen != NULL ? gtk_string_object_get_string (chosen) : "");

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_menus (AcLedgerDialog *self)
{
  name_menu (self->account_menu, _("Account"));
  name_menu (self->who_menu, _("Who used it"));
  name_menu (self->purpose_menu, _("What for"));
  name_menu (self->outcome_menu, _("Outcome"));
}

static void
filter_changed_cb (AcLedgerDialog *self)
{
  const AcUseFilter filter = read_filter (self);

  if (self->filling || self->uses == NULL)
    return;

  name_menus (self);
  ac_use_list_load (self->uses, &filter);
}

/* Escape empties the search first, as anywhere. */
static void
stop_search_cb (AcLedgerDialog *self)
{
  if (*gtk_editable_get_text (self->search_entry) != '\0')
    gtk_editable_set_text (self->search_entry, "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
try_again_cb (AcLedgerDialog *self)
{
  ac_use_list_try_again (self->uses);
}

static void
fill_accounts (AcLedgerDialog *self, AcClient *client)
{
  GListModel *accounts = ac_client_get_accounts (client);

  gtk_string_list_append (self->account_names, _("Every Account"));
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      gtk_string_list_take (self->account_names, ac_link_words_account (account));
      g_ptr_array_add (self->account_ids, g_strdup (ac_account_get_id (account)));
    }
}

static void
add_who (AcLedgerDialog *self, const char *who)
{
  gtk_string_list_take (self->who_names, ac_use_words_who (who));
  g_ptr_array_add (self->whos, g_strdup (who));
}

static void
fill_whos (AcLedgerDialog *self, AcClient *client)
{
  GListModel *services = ac_client_get_services (client);

  gtk_string_list_append (self->who_names, _("Everybody"));
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(AcServiceItem) item = g_list_model_get_item (services, i);

      add_who (self, ac_service_item_get_id (item));
    }
  if (ac_client_get_session (client) != NULL)
    add_who (self, "host");
  add_who (self, "person");
}

static void
fill_purposes (AcLedgerDialog *self)
{
  gtk_string_list_append (self->purpose_names, _("Every Purpose"));
  for (AcUsePurpose purpose = 0; purpose < AC_N_USES; purpose++)
    gtk_string_list_append (self->purpose_names, ac_use_words_purpose (purpose));
}

static void
ac_ledger_dialog_dispose (GObject *object)
{
  AcLedgerDialog *self = AC_LEDGER_DIALOG (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_LEDGER_DIALOG);
  g_clear_object (&self->uses);
  g_clear_pointer (&self->account_ids, g_ptr_array_unref);
  g_clear_pointer (&self->whos, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_ledger_dialog_parent_class)->dispose (object);
}

static void
ac_ledger_dialog_class_init (AcLedgerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_ledger_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-ledger-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, account_menu);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, account_names);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, who_menu);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, who_names);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, purpose_menu);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, purpose_names);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, outcome_menu);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, AcLedgerDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
ac_ledger_dialog_init (AcLedgerDialog *self)
{
  self->filling = TRUE;
  self->account_ids = g_ptr_array_new_with_free_func (g_free);
  self->whos = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_help_set_topic (GTK_WIDGET (self), "uses");
}

AdwDialog *
ac_ledger_dialog_new (AcClient *client)
{
  AcLedgerDialog *self = g_object_new (AC_TYPE_LEDGER_DIALOG, NULL);
  g_autoptr(GtkListItemFactory) factory = ac_line_factory_new (describe_use, NULL);
  g_autoptr(GtkNoSelection) model = NULL;

  fill_accounts (self, client);
  fill_whos (self, client);
  fill_purposes (self);
  self->filling = FALSE;
  self->uses = ac_client_make_use_list (client);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->uses)));
  gtk_list_view_set_factory (self->lines, factory);
  gtk_list_view_set_model (self->lines, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (self->uses, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->uses, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  filter_changed_cb (self);
  update (self);
  return ADW_DIALOG (self);
}
