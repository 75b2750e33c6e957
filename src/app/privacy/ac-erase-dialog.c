/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-client-data.h"
#include "ac-client-links.h"
#include "ac-erase-dialog.h"
#include "ac-info.h"
#include "ac-row.h"
#include "ac-shell.h"
#include "accounts/ac-copies-choice.h"
#include "accounts/ac-receipt-file.h"
#include "accounts/ac-undoing-dialog.h"

struct _AcEraseDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  char *receipt_id; /* once it is over */
  gboolean asked;   /* for it */
  GtkWidget *telling_group;
  GtkWidget *wait_group;
  GtkWidget *done_group;
  GtkListBox *undoings_list;
  GtkListBoxRow *now_row;
  GtkListBoxRow *save_row;
};

G_DEFINE_FINAL_TYPE (AcEraseDialog, ac_erase_dialog, ADW_TYPE_DIALOG)

static void
show_done (AcEraseDialog *self)
{
  gtk_widget_set_visible (self->telling_group, FALSE);
  gtk_widget_set_visible (self->wait_group, FALSE);
  gtk_widget_set_visible (self->done_group, TRUE);
  adw_dialog_set_title (ADW_DIALOG (self), _("Erased"));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Everything is erased"),
                                                    GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcEraseDialog *self = owner;

  self->asked = FALSE;
  if (error != NULL)
    return;

  g_free (self->receipt_id);
  self->receipt_id = ac_client_read_erasure (g_value_get_boxed (value));
  if (self->receipt_id != NULL)
    show_done (self);
}

static void
info_changed_cb (AcEraseDialog *self)
{
  if (self->receipt_id != NULL || self->asked || ac_client_get_info (self->client) == NULL ||
      ac_info_boolean (self->client, "erasing"))
    return;

  self->asked = TRUE;
  ac_answer_to (ac_client_load_erasure (self->client), self, loaded_cb, NULL, NULL);
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  return ac_undoing_row_new (item);
}

static void
erased_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcEraseDialog *self = owner;

  gtk_widget_set_sensitive (GTK_WIDGET (self->now_row), TRUE);
  if (error != NULL)
    {
      ac_toast_error (GTK_WIDGET (self), error);
      return;
    }

  g_set_str (&self->receipt_id, ac_receipt_get_id (g_value_get_object (value)));
  show_done (self);
}

static void
now_cb (AcEraseDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->now_row), FALSE);
  ac_answer_to (ac_client_erase_now (self->client, AC_COPIES_KEPT), self, erased_cb, NULL, NULL);
}

static void
save_cb (AcEraseDialog *self)
{
  ac_receipt_file_save (GTK_WIDGET (self), self->client, self->receipt_id);
}

static void
ac_erase_dialog_dispose (GObject *object)
{
  AcEraseDialog *self = AC_ERASE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_ERASE_DIALOG);
  g_clear_object (&self->client);
  g_clear_pointer (&self->receipt_id, g_free);

  G_OBJECT_CLASS (ac_erase_dialog_parent_class)->dispose (object);
}

static void
ac_erase_dialog_class_init (AcEraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_erase_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-erase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcEraseDialog, telling_group);
  gtk_widget_class_bind_template_child (widget_class, AcEraseDialog, wait_group);
  gtk_widget_class_bind_template_child (widget_class, AcEraseDialog, done_group);
  gtk_widget_class_bind_template_child (widget_class, AcEraseDialog, undoings_list);
  gtk_widget_class_bind_template_child (widget_class, AcEraseDialog, now_row);
  gtk_widget_class_bind_template_child (widget_class, AcEraseDialog, save_row);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
ac_erase_dialog_init (AcEraseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->now_row);
  ac_row_expose (self->save_row);
}

AdwDialog *
ac_erase_dialog_new (AcClient *client)
{
  AcEraseDialog *self = g_object_new (AC_TYPE_ERASE_DIALOG, NULL);

  self->client = g_object_ref (client);
  gtk_list_box_bind_model (self->undoings_list, ac_client_get_undoings (client), make_row, NULL,
                           NULL);
  ac_info_watch (client, self, G_CALLBACK (info_changed_cb));
  return ADW_DIALOG (self);
}

/* From the first question to the beginning. */
typedef struct
{
  GtkWidget *widget;
  AcClient *client;
  AcCopies copies;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_object_unref (self->widget);
  g_object_unref (self->client);
  g_free (self);
}

static void
begun_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AdwDialog *dialog = NULL;

  if (error != NULL)
    {
      ac_toast_error (GTK_WIDGET (owner), error);
      return;
    }

  dialog = ac_erase_dialog_new (user_data);
  adw_dialog_present (dialog, GTK_WIDGET (owner));
  /* It may be over by now. */
  AC_ERASE_DIALOG (dialog)->asked = TRUE;
  ac_answer_to (ac_client_load_erasure (user_data), dialog, loaded_cb, NULL, NULL);
}

static void
word_typed_cb (AdwAlertDialog *dialog, GParamSpec *pspec, GtkEditable *entry)
{
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (entry), -1);
  g_autofree char *word = g_utf8_casefold (C_ ("word to type", "erase"), -1);

  adw_alert_dialog_set_response_enabled (dialog, "erase", g_str_equal (g_strstrip (typed), word));
}

static void
sure_cb (AdwAlertDialog *dialog, const char *response, Asking *asking)
{
  if (g_str_equal (response, "erase"))
    ac_answer_to (ac_client_begin_erasure (asking->client, asking->copies), asking->widget,
                  begun_cb, g_object_ref (asking->client), g_object_unref);
}

static void
free_asking_cb (gpointer data, GClosure *closure)
{
  asking_free (data);
}

/* Nothing is suggested, and what destroys is none of the defaults. */
static AdwAlertDialog *
make_question (const char *heading, const char *body, const char *answer, const char *label)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), answer, label, NULL);
  adw_alert_dialog_set_response_appearance (dialog, answer, ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

static void
ask_again (Asking *asking)
{
  AdwAlertDialog *dialog = make_question (
      _("Erase Everything Now?"),
        _("Nobody can bring it back but you, with an export.\n\nType “erase” to go on."), "erase",
          _("_Erase Everything"));
  GtkWidget *entry = gtk_entry_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Type “erase”"), -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_set_response_enabled (dialog, "erase", FALSE);
  g_signal_connect_object (entry, "notify::text", G_CALLBACK (word_typed_cb), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (sure_cb), asking, free_asking_cb,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), asking->widget);
}

static void
asked_cb (AdwAlertDialog *dialog, const char *response, Asking *asking)
{
  Asking *next = NULL;

  if (!g_str_equal (response, "continue"))
    return;

  next = g_new0 (Asking, 1);
  next->widget = g_object_ref (asking->widget);
  next->client = g_object_ref (asking->client);
  next->copies = ac_copies_choice_get (dialog);
  ask_again (next);
}

void
ac_erase_dialog_ask (GtkWidget *widget, AcClient *client)
{
  AdwAlertDialog *dialog = make_question (_("Erase Everything?"),
      _("Every service is told to end its sign-in. Then your accounts, statuses, choices, receipts "
        "and the names in the ledger are deleted here, with the key that guards them.\n\nExport "
        "everything first if you may want it back."),
        "continue", _("C_ontinue…"));
  Asking *asking = g_new0 (Asking, 1);

  asking->widget = g_object_ref (widget);
  asking->client = g_object_ref (client);
  ac_copies_choice_add (dialog, _("Delete What You Shared at the Services, Too"));
  g_signal_connect_data (dialog, "response", G_CALLBACK (asked_cb), asking, free_asking_cb,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}
