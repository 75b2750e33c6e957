/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-begin.h"
#include "ac-edit-dialog.h"
#include "ac-edit-words.h"
#include "ac-row.h"
#include "ac-service-item.h"
#include "ac-text-field.h"

struct _AcEditDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcStatus *status;
  guint revision;      /* that the person saw */
  AcTextField *shared; /* (nullable): of all copies without a text of their own */
  GPtrArray *own;      /* of AcTextField, each with the id of its delivery */
  gboolean asking;
  AdwBanner *error_banner;
  GtkBox *fields;
  GtkListBox *copies;
};

G_DEFINE_FINAL_TYPE (AcEditDialog, ac_edit_dialog, ADW_TYPE_DIALOG)

#define DELIVERY_KEY "ac-delivery-id"

/* What could not be changed may be tried again with the same words. id (nullable): any without a
 * text of its own */
static gboolean
has_failed (AcStatus *status, const char *id)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (ac_delivery_get_edit (delivery) == AC_EDIT_FAILED &&
          (id != NULL ? g_str_equal (ac_delivery_get_id (delivery), id)
                      : ac_delivery_get_text (delivery) == NULL))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_changed (AcEditDialog *self)
{
  gboolean changed = self->shared != NULL && ac_text_field_is_changed (self->shared);

  for (guint i = 0; i < self->own->len; i++)
    changed = changed || ac_text_field_is_changed (g_ptr_array_index (self->own, i));
  return changed;
}

/* field (nullable) */
static gboolean
is_wanted (AcEditDialog *self, AcTextField *field)
{
  return field != NULL &&
         (ac_text_field_is_changed (field) ||
          has_failed (self->status, g_object_get_data (G_OBJECT (field), DELIVERY_KEY)));
}

/* Something is to be sent, and all that is can be. */
static gboolean
is_ready (AcEditDialog *self)
{
  gboolean wanted = is_wanted (self, self->shared);
  gboolean good = !wanted || ac_text_field_is_good (self->shared);

  for (guint i = 0; i < self->own->len; i++)
    {
      AcTextField *field = g_ptr_array_index (self->own, i);

      if (!is_wanted (self, field))
        continue;
      wanted = TRUE;
      good = good && ac_text_field_is_good (field);
    }

  return wanted && good;
}

static void
changed_cb (AcEditDialog *self)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), !is_changed (self) && !self->asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !self->asking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "edit.change",
                                 is_ready (self) && !self->asking);
}

static void
show_error (AcEditDialog *self, const char *words)
{
  self->asking = FALSE;
  adw_banner_set_title (self->error_banner, words);
  adw_banner_set_revealed (self->error_banner, TRUE);
  changed_cb (self);
}

/* What was written stays, and takes the place of the other text if the person still wants it. */
static void
show_other (AcEditDialog *self, AcStatus *other)
{
  self->revision = ac_status_get_revision (other);
  if (self->shared != NULL)
    ac_text_field_show_other (self->shared, ac_status_get_text (other));
  for (guint i = 0; i < self->own->len; i++)
    {
      AcTextField *field = g_ptr_array_index (self->own, i);
      g_autoptr(AcDelivery) delivery = ac_status_find_delivery (
          other, g_object_get_data (G_OBJECT (field), DELIVERY_KEY));

      if (delivery != NULL && ac_delivery_get_text (delivery) != NULL)
        ac_text_field_show_other (field, ac_delivery_get_text (delivery));
    }
}

static void
loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcEditDialog *self = owner;
  AcStatus *other = error == NULL ? g_value_get_object (value) : NULL;
  g_autofree char *words = error != NULL ? ac_words_gerror (error) : NULL;

  if (other == NULL)
    show_error (self, words);
  else if (ac_status_get_removed (other))
    show_error (self, _("It was deleted somewhere else meanwhile"));
  else if (ac_status_get_revision (other) == self->revision)
    show_error (self, _("One of the copies can’t be changed any more"));
  else
    {
      show_other (self, other);
      show_error (self, _("It was changed somewhere else meanwhile. Look at the other text first"));
    }
}

static void
edited_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcEditDialog *self = owner;
  g_autofree char *words = error != NULL ? ac_words_gerror (error) : NULL;

  if (error == NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (g_error_matches (error, AC_ERROR, AC_ERROR_CONFLICT))
    ac_answer_to (ac_client_load_status (self->client, ac_status_get_id (self->status)), self,
                  loaded_cb, NULL, NULL);
  else
    show_error (self, words);
}

static GArray *
list_own_texts (AcEditDialog *self)
{
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (AcOwnText));

  for (guint i = 0; i < self->own->len; i++)
    {
      AcTextField *field = g_ptr_array_index (self->own, i);
      AcOwnText text = { g_object_get_data (G_OBJECT (field), DELIVERY_KEY),
                         ac_text_field_get_text (field) };

      if (is_wanted (self, field))
        g_array_append_val (texts, text);
    }

  return texts;
}

static void
change_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcEditDialog *self = AC_EDIT_DIALOG (widget);
  g_autoptr(GArray) texts = list_own_texts (self);
  const gboolean shared = is_wanted (self, self->shared);

  self->asking = TRUE;
  changed_cb (self);
  adw_banner_set_revealed (self->error_banner, FALSE);
  ac_answer_to (ac_client_edit_status (self->client, ac_status_get_id (self->status),
                                       self->revision,
                                       shared ? ac_text_field_get_text (self->shared) : NULL,
                                       (const AcOwnText *) texts->data, texts->len),
                self, edited_cb, NULL, NULL);
}

static void
cancel_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
discard_cb (AcEditDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* While the change is asked for nobody knows whether it is made: the answer closes it. */
static void
ac_edit_dialog_close_attempt (AdwDialog *dialog)
{
  AdwAlertDialog *question = NULL;

  if (AC_EDIT_DIALOG (dialog)->asking)
    return;

  question = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_("Discard the New Text?"), _("Nothing was changed yet.")));
  adw_alert_dialog_add_responses (question, "cancel",
                                  _("_Keep Writing"), "discard", _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (question, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (question, "cancel");
  adw_alert_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (dialog));
}

static void
ac_edit_dialog_dispose (GObject *object)
{
  AcEditDialog *self = AC_EDIT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_EDIT_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->status);
  g_clear_pointer (&self->own, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_edit_dialog_parent_class)->dispose (object);
}

static void
ac_edit_dialog_class_init (AcEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_edit_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = ac_edit_dialog_close_attempt;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcEditDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, AcEditDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, AcEditDialog, copies);
  gtk_widget_class_install_action (widget_class, "edit.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "edit.cancel", NULL, cancel_action);
}

static void
ac_edit_dialog_init (AcEditDialog *self)
{
  self->own = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AcTextField *
add_field (AcEditDialog *self, const char *name, const char *text)
{
  const char *note = ac_remarks_get_note (ac_status_get_remarks (self->status));
  GtkWidget *field = ac_text_field_new (name, text, note);

  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->fields, field);
  if (adw_dialog_get_focus (ADW_DIALOG (self)) == NULL)
    ac_begin_at (ADW_DIALOG (self), ac_text_field_get_view (AC_TEXT_FIELD (field)));
  return AC_TEXT_FIELD (field);
}

/* What is shared by hand has no account. */
static const char *
name_place (AcDelivery *delivery)
{
  const char *handle = ac_delivery_get_handle (delivery);

  return handle != NULL && *handle != '\0' ? handle
                                           : ac_words_service (ac_delivery_get_service (delivery));
}

static AcTextField *
add_own_field (AcEditDialog *self, AcDelivery *delivery)
{
  /* Translators: %s is an account */
  g_autofree char *name = g_strdup_printf (_("Text for %s"), name_place (delivery));
  AcTextField *field = add_field (self, name, ac_delivery_get_text (delivery));

  g_object_set_data_full (G_OBJECT (field), DELIVERY_KEY, g_strdup (ac_delivery_get_id (delivery)),
                          g_free);
  g_ptr_array_add (self->own, field);
  return field;
}

/* By hand there are the limits of the service. */
static void
add_limits (AcEditDialog *self, AcDelivery *delivery, AcTextField *field)
{
  const char *account_id = ac_delivery_get_account_id (delivery);
  AcAccount *account =
      account_id != NULL ? ac_client_find_account (self->client, account_id) : NULL;
  AcServiceItem *item = ac_client_find_service (self->client, ac_delivery_get_service (delivery));
  const AcService *service = item != NULL ? ac_service_item_get_service (item) : NULL;

  if (account != NULL)
    ac_text_field_add_limits (field, ac_account_get_limits (account),
                              service != NULL && service->notes);
  else if (service != NULL)
    ac_text_field_add_limits (field, &service->limits, FALSE);
}

/* One for each text that any copy gets. */
static void
add_fields (AcEditDialog *self, AcDelivery *delivery)
{
  AcTextField *field = NULL;

  if (!ac_editable_is_possible (ac_edit_words_judge (self->client, delivery)))
    return;
  if (ac_delivery_get_text (delivery) != NULL)
    field = add_own_field (self, delivery);
  else if (self->shared == NULL)
    field = self->shared =
        add_field (self, _("Text of the Status"), ac_status_get_text (self->status));
  else
    field = self->shared;
  add_limits (self, delivery, field);
}

static void
add_copy (AcEditDialog *self, AcDelivery *delivery)
{
  GtkWidget *row = adw_action_row_new ();
  const char *service = ac_words_service (ac_delivery_get_service (delivery));
  const AcEditable editable = ac_edit_words_judge (self->client, delivery);
  g_autofree char *verdict = ac_edit_words_verdict (delivery, editable);
  g_autofree char *words = g_strdup_printf ("%s · %s", service, verdict);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name_place (delivery));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  ac_row_expose (GTK_LIST_BOX_ROW (row));
  gtk_list_box_append (self->copies, row);
}

AdwDialog *
ac_edit_dialog_new (AcClient *client, AcStatus *status)
{
  AcEditDialog *self = g_object_new (AC_TYPE_EDIT_DIALOG, NULL);
  GListModel *deliveries = ac_status_get_deliveries (status);

  self->client = g_object_ref (client);
  self->status = g_object_ref (status);
  self->revision = ac_status_get_revision (status);
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (ac_edit_words_judge (client, delivery) == AC_EDITABLE_GONE)
        continue;
      add_fields (self, delivery);
      add_copy (self, delivery);
    }
  changed_cb (self);
  return ADW_DIALOG (self);
}

gboolean
ac_edit_dialog_can_edit (AcClient *client, AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (ac_editable_is_possible (ac_edit_words_judge (client, delivery)))
        return TRUE;
    }

  return FALSE;
}
