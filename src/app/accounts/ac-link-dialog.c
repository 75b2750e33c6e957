/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-clock.h"
#include "ac-link-dialog.h"
#include "ac-link-row.h"
#include "ac-link-words.h"
#include "ac-receipt-file.h"
#include "ac-row.h"
#include "ac-service-item.h"
#include "ac-shell.h"

#define AC_SERVICE_KEY "ac-service"

struct _AcLinkDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcAccount *first;
  AcAccount *second;
  char *added_id; /* (nullable): of the account that was added on the way */
  char *adding;   /* (nullable): at which service one is being added */
  char *key;      /* of this one wish; another one as soon as the wish changes */
  AcLink *link;   /* once it is made */
  AcAnswers answers;
  AdwNavigationView *pages;
  AdwComboRow *first_row;
  AdwComboRow *second_row;
  GtkListBoxRow *add_row;
  GtkListBoxRow *which_row;
  GtkListBox *services_list;
  AcRow *first_proof_row;
  AcRow *second_proof_row;
  GtkListBoxRow *proof_row;
  AcRow *sign_in_row;
  AcRow *share_status_row;
  AcRow *personalise_row;
  GtkListBoxRow *purposes_row;
  AcRow *pair_row;
  GtkListBox *answers_list;
  GtkListBox *changes_list;
  GtkListBoxRow *link_row;
  GtkListBoxRow *not_row;
  AcRow *done_row;
  GtkListBoxRow *save_row;
  GtkListBoxRow *close_row;
};

G_DEFINE_FINAL_TYPE (AcLinkDialog, ac_link_dialog, ADW_TYPE_DIALOG)

static void
forget_wish (AcLinkDialog *self)
{
  g_clear_pointer (&self->key, g_free);
}

static AcRow *
get_switch_row (AcLinkDialog *self, AcPurpose purpose)
{
  switch (purpose)
    {
    case AC_PURPOSE_SIGN_IN:
      return self->sign_in_row;
    case AC_PURPOSE_SHARE_STATUS:
      return self->share_status_row;
    case AC_PURPOSE_PERSONALISE:
    case AC_PURPOSE_LINK:
    default:
      return self->personalise_row;
    }
}

/* ---- which two */

static char *
name_account (AcAccount *account)
{
  return ac_link_words_account (account);
}

static void
choice_changed_cb (AcLinkDialog *self)
{
  AcAccount *first = adw_combo_row_get_selected_item (self->first_row);
  AcAccount *second = adw_combo_row_get_selected_item (self->second_row);

  forget_wish (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->which_row),
                            first != NULL && second != NULL && first != second);
}

static void
choose (AdwComboRow *row, const char *account_id)
{
  GListModel *accounts = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      if (g_strcmp0 (ac_account_get_id (account), account_id) == 0)
        adw_combo_row_set_selected (row, i);
    }
}

/* The one that the person has just added is the one they want. */
static void
accounts_changed_cb (AcLinkDialog *self, guint position, guint removed, guint added)
{
  GListModel *accounts = ac_client_get_accounts (self->client);

  for (guint i = position; i < position + added && self->adding != NULL; i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      if (g_strcmp0 (ac_account_get_service (account), self->adding) != 0)
        continue;

      g_set_str (&self->added_id, ac_account_get_id (account));
      g_clear_pointer (&self->adding, g_free);
      choose (self->second_row, self->added_id);
      adw_navigation_view_pop_to_tag (self->pages, "which");
    }
  choice_changed_cb (self);
}

static void
add_cb (AcLinkDialog *self)
{
  adw_navigation_view_push_by_tag (self->pages, "services");
}

static void
service_activated_cb (GtkListBoxRow *row, AcLinkDialog *self)
{
  const char *service = g_object_get_data (G_OBJECT (row), AC_SERVICE_KEY);

  g_set_str (&self->adding, service);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-account", "s", service);
}

static GtkWidget *
create_service_row (gpointer item, gpointer user_data)
{
  AcServiceItem *service = AC_SERVICE_ITEM (item);
  GtkWidget *row = ac_row_new (ac_service_item_get_name (service));

  g_object_set_data_full (G_OBJECT (row), AC_SERVICE_KEY,
                          g_strdup (ac_service_item_get_id (service)), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (service_activated_cb), user_data,
                           G_CONNECT_DEFAULT);
  return row;
}

static gboolean
can_be_added (gpointer item, gpointer user_data)
{
  const AcService *service = ac_service_item_get_service (AC_SERVICE_ITEM (item));

  return service->unavailable == AC_UNAVAILABLE_NOT && service->sign_in != 0;
}

/* ---- a proof of each */

static void
update_proof (AcRow *row, AcAccount *account, gboolean proved)
{
  AcRowFacts facts = { .cached = TRUE, .on = proved };
  g_autofree char *title = ac_link_words_account (account);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  ac_row_set_icon_name (row, proved ? "object-select-symbolic" : "system-users-symbolic");
  ac_row_set_detail (row,
                     proved ? _("It is yours: you have just signed in there") : _("Not shown yet"));
  ac_row_set_state (row, ac_row_state_resolve (&facts));
  if (proved)
    ac_row_set_button (row, NULL, NULL, NULL);
  else
    ac_row_set_button (row, _("Sign In…"), "win.sign-in",
                              g_variant_new_string (ac_account_get_id (account)));
}

static void
proofs_known_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcLinkDialog *self = owner;
  const AcLinkPreviewFacts *facts = NULL;
  gboolean proved[2] = { FALSE };

  if (error != NULL)
    {
      ac_toast_error (GTK_WIDGET (self), error);
      return;
    }

  facts = ac_link_preview_get_facts (g_value_get_object (value));
  for (guint i = 0; i < G_N_ELEMENTS (facts->accounts); i++)
    if (g_strcmp0 (facts->accounts[i].id, ac_account_get_id (self->first)) == 0)
      proved[0] = !facts->accounts[i].unproved;
    else
      proved[1] = !facts->accounts[i].unproved;

  update_proof (self->first_proof_row, self->first, proved[0]);
  update_proof (self->second_proof_row, self->second, proved[1]);
  gtk_widget_set_sensitive (GTK_WIDGET (self->proof_row), proved[0] && proved[1]);
}

/* The backend knows what counts: a sign-in elsewhere may prove one of them, too. */
static void
ask_proofs (AcLinkDialog *self)
{
  const AcAnswers none = { 0 };

  ac_answer_to (ac_client_preview_link (self->client, ac_account_get_id (self->first),
                                        ac_account_get_id (self->second), &none),
                self, proofs_known_cb, NULL, NULL);
}

static void
take (AcLinkDialog *self, AcAccount **place, AcAccount *account)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_set_object (place, account);
  g_signal_connect_object (account, "notify::proved-at", G_CALLBACK (ask_proofs), self,
                           G_CONNECT_SWAPPED);
}

static void
to_proof_cb (AcLinkDialog *self)
{
  take (self, &self->first, adw_combo_row_get_selected_item (self->first_row));
  take (self, &self->second, adw_combo_row_get_selected_item (self->second_row));
  update_proof (self->first_proof_row, self->first, FALSE);
  update_proof (self->second_proof_row, self->second, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->proof_row), FALSE);
  ask_proofs (self);
  adw_navigation_view_push_by_tag (self->pages, "proof");
}

/* ---- what they may do */

static void
update_switches (AcLinkDialog *self)
{
  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    {
      AcRow *row = get_switch_row (self, purpose);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ac_link_words_purpose (purpose));
      ac_row_set_detail (row, ac_link_words_purpose_on (purpose));
      ac_row_set_state (row, self->answers.of[purpose] == AC_ANSWER_YES ? AC_ROW_ON : AC_ROW_OFF);
    }
}

static void
switched_cb (AcRow *row, gboolean on, AcLinkDialog *self)
{
  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    if (get_switch_row (self, purpose) == row)
      self->answers.of[purpose] = on ? AC_ANSWER_YES : AC_ANSWER_NONE;
  forget_wish (self);
  update_switches (self);
}

static void
to_purposes_cb (AcLinkDialog *self)
{
  update_switches (self);
  adw_navigation_view_push_by_tag (self->pages, "purposes");
}

/* ---- what would change */

static void
add_line (GtkListBox *list, const char *title, const char *detail)
{
  GtkWidget *row = ac_row_new (title);

  ac_row_set_detail (AC_ROW (row), detail);
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  gtk_list_box_append (list, row);
}

static void
list_change (AcLinkDialog *self, const AcPreviewAccount *change)
{
  const gboolean is_first = g_strcmp0 (change->id, ac_account_get_id (self->first)) == 0;
  AcAccount *account = is_first ? self->first : self->second;
  const char *service = ac_account_get_service (account);
  g_autofree char *title = ac_link_words_account (account);
  g_autofree char *detail =
      /* Translators: who sees what is shared there, now and afterwards */
      g_strdup_printf (_("Who sees it, unless you say otherwise: now “%s”, then “%s”"),
                         ac_words_audience (service, change->now),
                         ac_words_audience (service, change->after));

  add_line (self->changes_list, title, detail);
}

static void
list_earlier (AcLinkDialog *self, AcPurpose purpose, const AcPreviewPurpose *preview)
{
  g_autofree char *at = ac_words_time (preview->at);
  g_autofree char *detail = NULL;

  if (preview->on)
    /* Translators: %s is a time */
    detail = g_strdup_printf (_("You said no to this on %s; now it is turned on"), at);
  else
    /* Translators: %s is a time */
    detail =
        g_strdup_printf (_("You said no to this on %s. It stays off, and you are not asked"), at);
  add_line (self->changes_list, ac_link_words_purpose (purpose), detail);
}

static void
list_preview (AcLinkDialog *self, const AcLinkPreviewFacts *facts)
{
  gtk_list_box_remove_all (self->answers_list);
  gtk_list_box_remove_all (self->changes_list);
  for (guint i = 0; i < G_N_ELEMENTS (facts->accounts); i++)
    if (facts->accounts[i].changes)
      list_change (self, &facts->accounts[i]);
  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    {
      if (facts->purposes[purpose].on)
        add_line (self->answers_list, ac_link_words_purpose (purpose),
                  ac_link_words_purpose_limits (purpose));
      if (facts->purposes[purpose].earlier != AC_EARLIER_NOTHING)
        list_earlier (self, purpose, &facts->purposes[purpose]);
    }
  if (gtk_list_box_get_row_at_index (self->answers_list, 0) == NULL)
    add_line (self->answers_list, _("Nothing"), NULL);
  if (gtk_list_box_get_row_at_index (self->changes_list, 0) == NULL)
    add_line (self->changes_list, _("Nothing else"), NULL);
}

static void
previewed_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcLinkDialog *self = owner;

  gtk_widget_set_sensitive (GTK_WIDGET (self->purposes_row), TRUE);
  if (error != NULL)
    {
      ac_toast_error (GTK_WIDGET (self), error);
      return;
    }

  list_preview (self, ac_link_preview_get_facts (g_value_get_object (value)));
  adw_navigation_view_push_by_tag (self->pages, "summary");
}

static void
to_summary_cb (AcLinkDialog *self)
{
  g_autofree char *second = ac_link_words_account (self->second);
  g_autofree char *first = ac_link_words_account (self->first);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pair_row), first);
  ac_row_set_detail (self->pair_row, second);
  gtk_widget_set_sensitive (GTK_WIDGET (self->purposes_row), FALSE);
  ac_answer_to (ac_client_preview_link (self->client, ac_account_get_id (self->first),
                                        ac_account_get_id (self->second), &self->answers),
                self, previewed_cb, NULL, NULL);
}

/* ---- the link */

static void
linked_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcLinkDialog *self = owner;
  g_autofree char *detail = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->link_row), TRUE);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (error != NULL)
    {
      ac_toast_error (GTK_WIDGET (self), error);
      if (ac_words_code (error) == AC_ERROR_PROOF_REQUIRED)
        {
          ask_proofs (self);
          adw_navigation_view_pop_to_tag (self->pages, "proof");
        }
      return;
    }

  g_set_object (&self->link, g_value_get_object (value));
  detail = ac_link_words_switches (self->link);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->done_row),
                                 _("The Accounts Are Linked"));
  ac_row_set_icon_name (self->done_row, "object-select-symbolic");
  ac_row_set_detail (self->done_row, detail);
  ac_row_set_state (self->done_row, AC_ROW_ON);
  adw_navigation_view_push_by_tag (self->pages, "receipt");
}

static void
link_cb (AcLinkDialog *self)
{
  if (self->key == NULL)
    self->key = ac_id_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_row), FALSE);
  /* What is asked for can't be asked back: the answer is waited for. */
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  ac_answer_to (ac_client_make_link (self->client, self->key, ac_account_get_id (self->first),
                                     ac_account_get_id (self->second), &self->answers),
                self, linked_cb, NULL, NULL);
}

static void
save_cb (AcLinkDialog *self)
{
  ac_receipt_file_save (GTK_WIDGET (self), self->client, ac_link_get_receipt_id (self->link));
}

static void
removed_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    g_info ("The account that was added on the way is not removed: %s", error->message);
}

static void
ac_link_dialog_closed (AdwDialog *dialog)
{
  AcLinkDialog *self = AC_LINK_DIALOG (dialog);

  if (self->link == NULL && self->added_id != NULL)
    {
      ac_toast (GTK_WIDGET (self), _("Nothing is linked, and the account that was added is removed "
                                     "again"));
      ac_answer_to (ac_client_remove_account (self->client, self->added_id, AC_COPIES_KEPT),
                    self->client, removed_cb, NULL, NULL);
    }
}

static void
ac_link_dialog_dispose (GObject *object)
{
  AcLinkDialog *self = AC_LINK_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_LINK_DIALOG);
  g_clear_object (&self->first);
  g_clear_object (&self->second);
  g_clear_object (&self->link);
  g_clear_object (&self->client);
  g_clear_pointer (&self->added_id, g_free);
  g_clear_pointer (&self->adding, g_free);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (ac_link_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, second_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, add_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, which_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, services_list);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, first_proof_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, second_proof_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, proof_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, share_status_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, personalise_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, purposes_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, pair_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, answers_list);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, changes_list);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, link_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, not_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, done_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, save_row);
  gtk_widget_class_bind_template_child (widget_class, AcLinkDialog, close_row);
}

static void
ac_link_dialog_class_init (AcLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_link_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ac_link_dialog_closed;

  g_type_ensure (AC_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-link-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_proof_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_purposes_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_summary_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
ac_link_dialog_init (AcLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->first_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->second_row));
  ac_row_expose (self->add_row);
  ac_row_expose (self->which_row);
  ac_row_expose (self->proof_row);
  ac_row_expose (self->purposes_row);
  ac_row_expose (self->link_row);
  ac_row_expose (self->not_row);
  ac_row_expose (self->save_row);
  ac_row_expose (self->close_row);
  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    g_signal_connect_object (get_switch_row (self, purpose), "switched", G_CALLBACK (switched_cb),
                             self, G_CONNECT_DEFAULT);
}

static void
fill_choices (AcLinkDialog *self, AcAccount *account)
{
  GListModel *accounts = ac_client_get_accounts (self->client);
  AdwComboRow *const rows[] = { self->first_row, self->second_row };
  g_autoptr(GtkFilterListModel) services = gtk_filter_list_model_new (
      g_object_ref (ac_client_get_services (self->client)),
      GTK_FILTER (gtk_custom_filter_new (can_be_added, NULL, NULL)));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GtkExpression) name = gtk_cclosure_expression_new (
          G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (name_account), NULL, NULL);

      adw_combo_row_set_expression (rows[i], name);
      adw_combo_row_set_model (rows[i], accounts);
    }
  if (account != NULL)
    choose (self->first_row, ac_account_get_id (account));
  adw_combo_row_set_selected (self->second_row,
                              adw_combo_row_get_selected (self->first_row) == 0 ? 1 : 0);
  gtk_list_box_bind_model (self->services_list, G_LIST_MODEL (services), create_service_row, self,
                           NULL);
}

AdwDialog *
ac_link_dialog_new (AcClient *client, AcAccount *account)
{
  AcLinkDialog *self = g_object_new (AC_TYPE_LINK_DIALOG, NULL);

  self->client = g_object_ref (client);
  fill_choices (self, account);
  g_signal_connect_object (ac_client_get_accounts (client), "items-changed",
                           G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  choice_changed_cb (self);
  return ADW_DIALOG (self);
}
