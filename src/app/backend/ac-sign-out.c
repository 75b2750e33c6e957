/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-shell.h"
#include "ac-sign-out.h"

typedef struct
{
  GtkWidget *parent;
  AcSessionList *sign_ins;
  AcSession *session;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_object_unref (self->parent);
  g_object_unref (self->sign_ins);
  g_object_unref (self->session);
  g_free (self);
}

static void
signed_out_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcSession *session = user_data;

  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
  else if (ac_session_get_signing_out (session))
    ac_toast (GTK_WIDGET (owner), _("Signed out here. The server is told as soon as it can be"));
  else
    {
      ac_toast (GTK_WIDGET (owner), _("Signed out"));
      /* In the browser the sign-in is another one, which would let anybody in here again. */
      if (*g_value_get_string (value) != '\0')
        ac_open_uri (GTK_WIDGET (owner), g_value_get_string (value));
    }
}

static void
forgotten_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  if (g_str_equal (response, "sign-out"))
    ac_sign_out (question->parent, question->sign_ins, question->session);
  else if (g_str_equal (response, "forget"))
    ac_answer_to (ac_session_list_forget (question->sign_ins, question->session), question->parent,
                  forgotten_cb, NULL, NULL);
}

static AdwAlertDialog *
make_dialog (AcSession *session)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));

  if (ac_session_get_signing_out (session))
    {
      /* Translators: %s is a server */
      adw_alert_dialog_format_heading (dialog, _("Still Signing Out of %s"),
                                                 ac_session_get_name (session));
      adw_alert_dialog_set_body (
          dialog,
          _("Nothing here uses this sign-in any more, but the server could not be told yet. "
                    "If it will never be reached again, forget the sign-in; until the server ends "
                    "it, it stays good there."));
      adw_alert_dialog_add_responses (dialog, "cancel",
                                      _("_Cancel"), "forget",
                                        _("_Forget"), "sign-out", _("_Try Again"), NULL);
      adw_alert_dialog_set_response_appearance (dialog, "forget", ADW_RESPONSE_DESTRUCTIVE);
      return dialog;
    }

  /* Translators: %s is a server */
  adw_alert_dialog_format_heading (dialog, _("Sign Out of %s?"), ac_session_get_name (session));
  adw_alert_dialog_set_body (
      dialog, _("This computer can't see or change anything there any more, and your browser opens "
                "to end its sign-in, too. Your accounts and statuses stay on the server, and what "
                "it is about to send is still sent. Accounts kept on this computer are not "
                "touched."));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "sign-out", _("_Sign Out"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  return dialog;
}

void
ac_sign_out_ask (GtkWidget *parent, AcSessionList *sign_ins, AcSession *session)
{
  AdwAlertDialog *dialog = make_dialog (session);
  Question *question = g_new0 (Question, 1);

  question->parent = g_object_ref (parent);
  question->sign_ins = g_object_ref (sign_ins);
  question->session = g_object_ref (session);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

void
ac_sign_out (GtkWidget *parent, AcSessionList *sign_ins, AcSession *session)
{
  ac_answer_to (ac_session_list_sign_out (sign_ins, session), parent, signed_out_cb,
                g_object_ref (session), g_object_unref);
}
