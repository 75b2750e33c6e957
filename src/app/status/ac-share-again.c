/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-edit-words.h"
#include "ac-share-again.h"

static gboolean
is_fixed (AcClient *client, AcDelivery *delivery)
{
  return ac_delivery_get_state (delivery) == AC_DELIVERY_LIVE &&
         (client == NULL || !ac_editable_is_possible (ac_edit_words_judge (client, delivery)));
}

gboolean
ac_share_again_is_possible (AcClient *client, AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  gboolean fixed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      const AcDeliveryState state = ac_delivery_get_state (delivery);

      if (state == AC_DELIVERY_SENDING || state == AC_DELIVERY_CHECKING)
        return FALSE;
      fixed = fixed || is_fixed (client, delivery);
    }

  return fixed && !ac_status_get_removed (status);
}

static void
answered_cb (GtkWidget *widget, const char *response, AdwAlertDialog *dialog)
{
  if (g_str_equal (response, "delete"))
    gtk_widget_activate_action (widget, "win.share-again", "s",
                                g_object_get_data (G_OBJECT (dialog), "ac-status-id"));
}

void
ac_share_again_ask (GtkWidget *widget, AcStatus *status)
{
  const gboolean pictures = g_list_model_get_n_items (ac_status_get_pictures (status)) > 0;
  AdwAlertDialog *dialog =
      ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Delete and Share Again?"), NULL));

  adw_alert_dialog_format_body (
      dialog, "%s%s%s",
      _ ("Every copy is deleted. Likes and replies are lost, and links to it lead nowhere. "
         "Then you can change it, and share it anew."),
        pictures ? "\n\n" : "",
        pictures ? _ ("Pictures aren’t kept here once they were shared. Add them again.") : "");
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "ac-status-id", g_strdup (ac_status_get_id (status)),
                          g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}
