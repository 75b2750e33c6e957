/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-delivery-row.h"
#include "ac-edit-dialog.h"
#include "ac-own-text-view.h"
#include "ac-parts-row.h"
#include "ac-share-again.h"
#include "ac-shell.h"
#include "ac-status-card.h"
#include "ac-text-label.h"
#include "ac-time-dialog.h"
#include "ac-app-words.h"

struct _AcStatusCard
{
  AdwBin parent_instance;
  AcStatus *status;
  GtkLabel *time;
  GtkLabel *text;
  GtkLabel *note;
  GtkLabel *card;
  GtkLabel *pictures;
  GtkListBox *deliveries;
  GtkWidget *foot;
  GtkWidget *time_button;
  GtkWidget *retry_button;
  GtkWidget *edit_button;
  GtkWidget *again_button;
  GtkButton *delete_button;
};

G_DEFINE_FINAL_TYPE (AcStatusCard, ac_status_card, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_STATUS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* It waits for its time: nothing of it is anywhere yet. */
static gboolean
is_scheduled (AcStatus *status)
{
  return ac_status_get_phase (status) == AC_PHASE_SCHEDULED;
}

/* Nothing of it is anywhere any more, and nothing will be. */
static gboolean
is_over (AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      const AcDeliveryState state = ac_delivery_get_state (delivery);

      const gboolean unsent = state == AC_DELIVERY_CANCELLED &&
                              g_list_model_get_n_items (ac_delivery_get_parts (delivery)) == 0;

      if (!unsent && state != AC_DELIVERY_GONE && state != AC_DELIVERY_EXPIRED &&
          state != AC_DELIVERY_REMOVED && state != AC_DELIVERY_DELETED_BY_YOU)
        return FALSE;
    }

  return TRUE;
}

static guint
count_retries (AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      n += ac_delivery_can_retry (delivery);
    }

  return n;
}

static void
update_foot (AcStatusCard *self)
{
  const gboolean scheduled = is_scheduled (self->status);
  const gboolean over = ac_status_get_removed (self->status) || is_over (self->status);
  /* One alone has a button of its own. */
  const gboolean several = count_retries (self->status) > 1;
  AcClient *client = ac_shell_find_client (GTK_WIDGET (self));
  const gboolean editable =
      client != NULL && !over && ac_edit_dialog_can_edit (client, self->status);
  const gboolean again = ac_share_again_is_possible (client, self->status);

  gtk_widget_set_visible (self->retry_button, several);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.retry", several);
  gtk_widget_set_visible (self->edit_button, editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.edit", editable);
  gtk_widget_set_visible (self->again_button, again);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.share-again", again);
  gtk_widget_set_visible (self->time_button, scheduled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.change-time", scheduled);
  gtk_button_set_label (self->delete_button, scheduled ? _ ("_Delete…") : _ ("_Delete Everywhere…"));
  gtk_widget_set_visible (self->foot, !over || several);
  gtk_widget_set_visible (GTK_WIDGET (self->delete_button), !over);
}

static void update_deliveries (AcStatusCard *self);

static void
forget_deliveries (AcStatusCard *self, GListModel *deliveries)
{
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      g_signal_handlers_disconnect_by_func (delivery, update_foot, self);
      g_signal_handlers_disconnect_by_func (delivery, update_deliveries, self);
    }
}

/* Rows stay when another status is shown: to make one takes a good part of a frame. */
static void
put_delivery (AcStatusCard *self, AcDelivery *delivery, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->deliveries, position);

  if (AC_IS_DELIVERY_ROW (row))
    ac_delivery_row_set_delivery (AC_DELIVERY_ROW (row), delivery);
  else
    gtk_list_box_insert (self->deliveries, ac_delivery_row_new (delivery), position);
}

static void
put_parts (AcStatusCard *self, AcDelivery *delivery, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->deliveries, position);

  if (AC_IS_PARTS_ROW (row))
    ac_parts_row_set_delivery (AC_PARTS_ROW (row), delivery);
  else
    gtk_list_box_insert (self->deliveries, ac_parts_row_new (delivery), position);
}

static void
put_own_text (AcStatusCard *self, AcDelivery *delivery, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->deliveries, position);

  if (AC_IS_OWN_TEXT_VIEW (row))
    ac_own_text_view_set_delivery (AC_OWN_TEXT_VIEW (row), delivery);
  else
    gtk_list_box_insert (self->deliveries, ac_own_text_view_new (delivery), position);
}

static void
update_deliveries (AcStatusCard *self)
{
  GListModel *deliveries = ac_status_get_deliveries (self->status);
  GtkListBoxRow *row = NULL;
  guint position = 0;

  forget_deliveries (self, deliveries);
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      g_signal_connect_object (delivery, "notify::state", G_CALLBACK (update_foot), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (delivery, "notify::copy-text", G_CALLBACK (update_deliveries), self,
                               G_CONNECT_SWAPPED);
      put_delivery (self, delivery, position++);
      if (g_list_model_get_n_items (ac_delivery_get_parts (delivery)) > 0)
        put_parts (self, delivery, position++);
      else if (ac_delivery_get_text (delivery) != NULL ||
               ac_delivery_get_copy_text (delivery) != NULL)
        put_own_text (self, delivery, position++);
    }

  while ((row = gtk_list_box_get_row_at_index (self->deliveries, position)))
    gtk_list_box_remove (self->deliveries, GTK_WIDGET (row));
}

static void
update_removed (AcStatusCard *self)
{
  gboolean removed = ac_status_get_removed (self->status);
  g_autofree char *time = ac_words_time (ac_status_get_created_at (self->status));
  g_autofree char *words = NULL;

  /* Translators: %s is when the status was shared */
  words = removed ? g_strdup_printf (_("%s · Taken back"), time) : g_strdup (time);
  gtk_label_set_label (self->time, words);
  update_foot (self);
}

static void
update_text (AcStatusCard *self)
{
  ac_text_label_show (self->text, ac_status_get_text (self->status));
}

static void
delete_answered_cb (AcStatusCard *self, const char *response, AdwAlertDialog *dialog)
{
  /* The card may show another status by then. */
  const char *id = g_object_get_data (G_OBJECT (dialog), "ac-status-id");

  if (g_str_equal (response, "delete"))
    gtk_widget_activate_action (GTK_WIDGET (self), "statuses.delete", "(sb)", id,
                                g_object_get_data (G_OBJECT (dialog), "ac-scheduled") != NULL);
}

static void
delete_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcStatusCard *self = AC_STATUS_CARD (widget);
  g_autofree char *places =
      ac_share_again_list_places (ac_shell_find_client (widget), self->status);
  const gboolean scheduled = is_scheduled (self->status);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (scheduled ? _ ("Delete This Status?") : _ ("Delete Everywhere?"), NULL));

  if (scheduled)
    adw_alert_dialog_format_body (dialog, _ ("It won’t be shared:\n%s"), places);
  else
    adw_alert_dialog_format_body (
        dialog, _ ("Every copy is deleted, and checked that it is gone:\n%s"), places);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "ac-status-id",
                          g_strdup (ac_status_get_id (self->status)), g_free);
  g_object_set_data (G_OBJECT (dialog), "ac-scheduled", GINT_TO_POINTER (scheduled));
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
change_time_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);

  if (client != NULL)
    adw_dialog_present (ac_time_dialog_new (client, AC_STATUS_CARD (widget)->status), widget);
}

static void
edit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);

  if (client != NULL)
    adw_dialog_present (ac_edit_dialog_new (client, AC_STATUS_CARD (widget)->status), widget);
}

/* Which services change a post the window's client knows. */
static void
ac_status_card_root (GtkWidget *widget)
{
  AcStatusCard *self = AC_STATUS_CARD (widget);

  GTK_WIDGET_CLASS (ac_status_card_parent_class)->root (widget);

  if (self->status != NULL)
    update_foot (self);
}

static void
share_again_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_share_again_ask (widget, AC_STATUS_CARD (widget)->status);
}

static void
retried_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
}

static void
retry_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcClient *client = ac_shell_find_client (widget);

  if (client != NULL)
    ac_answer_to (ac_client_retry_status (client, AC_STATUS_CARD (widget)->status), widget,
                  retried_cb, NULL, NULL);
}

static void
ac_status_card_dispose (GObject *object)
{
  AcStatusCard *self = AC_STATUS_CARD (object);

  ac_status_card_set_status (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_STATUS_CARD);

  G_OBJECT_CLASS (ac_status_card_parent_class)->dispose (object);
}

static void
ac_status_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STATUS:
      g_value_set_object (value, AC_STATUS_CARD (object)->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_status_card_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STATUS:
      ac_status_card_set_status (AC_STATUS_CARD (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
update_remarks (AcStatusCard *self)
{
  AcRemarks *remarks = ac_status_get_remarks (self->status);
  AcLinkCard *link_card = ac_remarks_get_card (remarks);
  const char *said = ac_remarks_get_note (remarks);
  g_autofree char *note = said != NULL ? ac_words_note (said) : NULL;
  g_autofree char *card = link_card != NULL ? ac_words_link_card (link_card) : NULL;

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_label_set_label (self->card, card != NULL ? card : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card), card != NULL);
}

static void
update_pictures (AcStatusCard *self)
{
  GListModel *pictures = ac_status_get_pictures (self->status);
  g_autofree char *words = ac_words_pictures (pictures);

  gtk_label_set_label (self->pictures, words);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), g_list_model_get_n_items (pictures) > 0);
}

static void
ac_status_card_class_init (AcStatusCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_status_card_dispose;
  object_class->get_property = ac_status_card_get_property;
  object_class->set_property = ac_status_card_set_property;

  widget_class->root = ac_status_card_root;

  properties[PROP_STATUS] =
      g_param_spec_object ("status", NULL, NULL, AC_TYPE_STATUS,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-status-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, time);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, text);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, note);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, card);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, pictures);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, deliveries);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, foot);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, time_button);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, retry_button);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, edit_button);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, again_button);
  gtk_widget_class_bind_template_child (widget_class, AcStatusCard, delete_button);
  gtk_widget_class_install_action (widget_class, "card.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "card.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "card.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "card.share-again", NULL, share_again_action);
  gtk_widget_class_install_action (widget_class, "card.change-time", NULL, change_time_action);
}

static void
ac_status_card_init (AcStatusCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ac_status_card_set_status (AcStatusCard *self, AcStatus *status)
{
  g_return_if_fail (AC_IS_STATUS_CARD (self));

  if (self->status == status)
    return;

  if (self->status != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->status, update_removed, self);
      g_signal_handlers_disconnect_by_func (self->status, update_text, self);
      g_signal_handlers_disconnect_by_func (ac_status_get_deliveries (self->status),
                                            update_deliveries, self);
      forget_deliveries (self, ac_status_get_deliveries (self->status));
    }
  g_set_object (&self->status, status);
  if (status != NULL)
    {
      g_signal_connect_object (ac_status_get_deliveries (status), "items-changed",
                               G_CALLBACK (update_deliveries), self, G_CONNECT_SWAPPED);
      update_deliveries (self);
      update_remarks (self);
      g_signal_connect_object (status, "notify::text", G_CALLBACK (update_text), self,
                               G_CONNECT_SWAPPED);
      update_text (self);
      update_pictures (self);
      g_signal_connect_object (status, "notify::removed", G_CALLBACK (update_removed), self,
                               G_CONNECT_SWAPPED);
      update_removed (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}
