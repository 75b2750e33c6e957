/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer-dialog.h"
#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-shell.h"

/* Whether a copy there can be found by its address, and taken back then. */
static gboolean
takes_address (AcClient *client, AcDelivery *delivery)
{
  AcServiceItem *item = ac_client_find_service (client, ac_delivery_get_service (delivery));

  return item != NULL && ac_service_item_get_service (item)->lists_posts;
}

static GtkWidget *
make_entry (AdwAlertDialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Address of the Post (Optional)"));
  gtk_text_set_input_purpose (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry))),
                              GTK_INPUT_PURPOSE_URL);
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_alert_dialog_set_extra_child (dialog, list);
  return entry;
}

static void
told_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (g_error_matches (error, AC_ERROR, AC_ERROR_INVALID) ||
      g_error_matches (error, AC_ERROR, AC_ERROR_NOT_FOUND))
    ac_toast (GTK_WIDGET (owner),
              _("None of your posts is at this address. Copy it from your profile there"));
  else if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
}

/* The row may show another delivery by then. */
static void
answered_cb (GtkWidget *widget, const char *verdict, AdwAlertDialog *dialog)
{
  AcClient *client = ac_shell_find_client (widget);
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "ac-address");
  const char *id = g_object_get_data (G_OBJECT (dialog), "ac-delivery-id");
  const char *address = entry != NULL ? gtk_editable_get_text (entry) : "";
  const gboolean posted = g_str_equal (verdict, "posted");

  if (client != NULL && !g_str_equal (verdict, "cancel"))
    ac_answer_to (ac_client_resolve_delivery (client, id, verdict,
                                              posted && *address != '\0' ? address : NULL),
                  widget, told_cb, NULL, NULL);
}

static void
set_words (AdwAlertDialog *dialog, const char *service, gboolean addressed)
{
  adw_alert_dialog_format_body (
      dialog, addressed
      ? _("The answer of %s was lost, and it could not be found out whether the status is there. "
              "Look at your profile there, then say what you see. With its address it can be "
              "deleted from here later.")
      : _("The answer of %s was lost, and it could not be found out whether the status is there. "
              "Look at your profile there, then say what you see."),
          service);
  adw_alert_dialog_add_responses (dialog, "cancel",
                                  _("_Cancel"), "drop",
                                    _("_Forget This Copy"), "not-posted",
                                      _("_Not There: Share Again"), "posted",
                                        _("It Is _There"), NULL);
  adw_alert_dialog_set_close_response (dialog, "cancel");
}

void
ac_answer_dialog_present (GtkWidget *widget, AcClient *client, AcDelivery *delivery)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Was It Posted?"), NULL));
  const gboolean addressed = takes_address (client, delivery);

  set_words (dialog, ac_words_service (ac_delivery_get_service (delivery)), addressed);
  if (addressed)
    g_object_set_data (G_OBJECT (dialog), "ac-address", make_entry (dialog));
  g_object_set_data_full (G_OBJECT (dialog), "ac-delivery-id",
                          g_strdup (ac_delivery_get_id (delivery)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}
