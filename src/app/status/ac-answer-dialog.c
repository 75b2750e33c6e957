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

typedef struct
{
  AcDelivery *delivery; /* the row may show another one by then */
  char *address;
  gboolean sent; /* the address, with the verdict */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_object_unref (self->delivery);
  g_free (self->address);
  g_free (self);
}

static void present (GtkWidget *widget, AcClient *client, Answer *answer, const char *trouble);

static char *
describe_trouble (Answer *answer, const GError *error)
{
  if (answer->sent && (g_error_matches (error, AC_ERROR, AC_ERROR_INVALID) ||
                       g_error_matches (error, AC_ERROR, AC_ERROR_NOT_FOUND)))
    return g_strdup (_("None of your posts is at this address. Copy it from your profile there"));
  return ac_words_gerror (error);
}

/* What was written stays, as long as there is something to answer. */
static void
told_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  Answer *answer = user_data;
  AcClient *client = ac_shell_find_client (GTK_WIDGET (owner));
  g_autofree char *trouble = error != NULL ? describe_trouble (answer, error) : NULL;

  if (error == NULL)
    return;

  if (client != NULL && ac_delivery_get_state (answer->delivery) == AC_DELIVERY_NEEDS_YOU)
    present (owner, client, answer, trouble);
  else
    ac_toast (GTK_WIDGET (owner), trouble);
}

static Answer *
read_answer (AdwAlertDialog *dialog, const char *verdict)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "ac-address");
  Answer *answer = g_new0 (Answer, 1);

  answer->delivery = g_object_ref (g_object_get_data (G_OBJECT (dialog), "ac-delivery"));
  answer->address = g_strstrip (g_strdup (entry != NULL ? gtk_editable_get_text (entry) : ""));
  answer->sent = g_str_equal (verdict, "posted") && *answer->address != '\0';
  return answer;
}

static void
answered_cb (GtkWidget *widget, const char *verdict, AdwAlertDialog *dialog)
{
  AcClient *client = ac_shell_find_client (widget);
  Answer *answer = NULL;

  if (client == NULL || g_str_equal (verdict, "cancel"))
    return;

  answer = read_answer (dialog, verdict);
  ac_answer_to (ac_client_resolve_delivery (client, ac_delivery_get_id (answer->delivery), verdict,
                                            answer->sent ? answer->address : NULL),
                widget, told_cb, answer, answer_free);
}

/* trouble (nullable): what became of the answer before */
static void
set_words (AdwAlertDialog *dialog, const char *service, gboolean addressed, const char *trouble)
{
  g_autofree char *words = g_strdup_printf (
      addressed ? _ ("The answer of %s was lost, and it could not be found out whether the status "
                     "is there. Look at your profile there, then say what you see. With its "
                     "address it can be deleted from here later.")
                : _ ("The answer of %s was lost, and it could not be found out whether the status "
                     "is there. Look at your profile there, then say what you see."),
                    service);

  adw_alert_dialog_format_body (dialog, "%s%s%s", trouble != NULL ? trouble : "",
                                trouble != NULL ? "\n\n" : "", words);
  adw_alert_dialog_add_responses (dialog, "cancel",
                                  _("_Cancel"), "drop",
                                    _("_Forget This Copy"), "not-posted",
                                      _("_Not There: Share Again"), "posted",
                                        _("It Is _There"), NULL);
  adw_alert_dialog_set_close_response (dialog, "cancel");
}

static void
present (GtkWidget *widget, AcClient *client, Answer *answer, const char *trouble)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Was It Posted?"), NULL));
  const gboolean addressed = takes_address (client, answer->delivery);
  GtkWidget *entry = addressed ? make_entry (dialog) : NULL;

  set_words (dialog, ac_words_service (ac_delivery_get_service (answer->delivery)), addressed,
             trouble);
  if (entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), answer->address);
  g_object_set_data (G_OBJECT (dialog), "ac-address", entry);
  g_object_set_data_full (G_OBJECT (dialog), "ac-delivery", g_object_ref (answer->delivery),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

void
ac_answer_dialog_present (GtkWidget *widget, AcClient *client, AcDelivery *delivery)
{
  Answer answer = { delivery, (char *) "", FALSE };

  present (widget, client, &answer, NULL);
}
