/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-edit-words.h"
#include "ac-share-again.h"
#include "ac-shell.h"

/* Until all copies are there, what they need is kept. */
#define NOT_YET_THERE                                                                              \
  (1u << AC_DELIVERY_WAITING | 1u << AC_DELIVERY_FAILED | 1u << AC_DELIVERY_NEEDS_YOU |            \
   1u << AC_DELIVERY_SIGN_IN_NEEDED | 1u << AC_DELIVERY_STOPPED |                                  \
   1u << AC_DELIVERY_HANDED_TO_YOU | 1u << AC_DELIVERY_SCHEDULED | 1u << AC_DELIVERY_MISSED)

static gboolean
has_account (AcClient *client, AcDelivery *delivery)
{
  const char *id = ac_delivery_get_account_id (delivery);

  return id != NULL && (client == NULL || ac_client_find_account (client, id) != NULL);
}

/* It is there, and can be deleted from here, but not changed. */
static gboolean
is_fixed (AcClient *client, AcDelivery *delivery)
{
  return ac_delivery_get_state (delivery) == AC_DELIVERY_LIVE && has_account (client, delivery) &&
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
append_place (GString *places, AcClient *client, AcDelivery *delivery)
{
  const char *handle = ac_delivery_get_handle (delivery);
  const AcDeliveryState state = ac_delivery_get_state (delivery);

  g_string_append_printf (places, "\n%s", ac_words_service (ac_delivery_get_service (delivery)));
  if (handle != NULL && *handle != '\0')
    g_string_append_printf (places, " · %s", handle);
  if (state == AC_DELIVERY_SHARED_BY_YOU ||
      (state == AC_DELIVERY_LIVE && !has_account (client, delivery)))
    g_string_append_printf (places, " · %s", _ ("only you can delete it there"));
}

char *
ac_share_again_list_places (AcClient *client, AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  g_autoptr(GString) places = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      append_place (places, client, delivery);
    }

  return g_string_free (g_steal_pointer (&places), FALSE);
}

static gboolean
loses_pictures (AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if ((NOT_YET_THERE & (1u << ac_delivery_get_state (delivery))) != 0)
        return FALSE;
    }

  return g_list_model_get_n_items (ac_status_get_pictures (status)) > 0;
}

char *
ac_share_again_describe (AcClient *client, AcStatus *status)
{
  g_autofree char *places = ac_share_again_list_places (client, status);
  const gboolean pictures = loses_pictures (status);

  return g_strconcat (_ ("Every copy is deleted. Likes and replies are lost, and links to it lead nowhere. "
         "Then you can change it, and share it anew."),
      "\n", places, pictures ? "\n\n" : "",
      pictures ? _ ("Pictures aren’t kept here once they were shared. Add them again.") : "", NULL);
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
  g_autofree char *words = ac_share_again_describe (ac_shell_find_client (widget), status);
  AdwAlertDialog *dialog =
      ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Delete and Share Again?"), words));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "ac-status-id", g_strdup (ac_status_get_id (status)),
                          g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}
