/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-json.h"
#include "ac-receipt-file.h"
#include "ac-shell.h"

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    ac_toast (widget, _("Receipt saved"));
  else
    {
      g_info ("The receipt was not written: %s", error->message);
      ac_toast (widget, _("The receipt could not be written there. Choose another folder"));
    }
}

typedef struct
{
  GtkWidget *widget;
  GBytes *text;
} Saving;

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* NULL: the person thought better of it. */
  if (file != NULL)
    g_file_replace_contents_bytes_async (file, saving->text, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                         NULL, written_cb, g_object_ref (saving->widget));
  g_bytes_unref (saving->text);
  g_object_unref (saving->widget);
  g_free (saving);
}

static void
loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  GtkWidget *widget = owner;
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(JsonNode) node = NULL;
  Saving *saving = NULL;

  if (error != NULL)
    {
      ac_toast_error (widget, error);
      return;
    }

  node = ac_receipt_to_json (g_value_get_object (value));
  saving = g_new0 (Saving, 1);
  saving->widget = g_object_ref (widget);
  saving->text = ac_json_to_bytes (node);
  gtk_file_dialog_set_title (dialog, _("Save Receipt"));
  gtk_file_dialog_set_initial_name (dialog, _("Receipt.json"));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        saving);
}

void
ac_receipt_file_save (GtkWidget *widget, AcClient *client, const char *receipt_id)
{
  ac_answer_to (ac_client_load_receipt (client, receipt_id), widget, loaded_cb, NULL, NULL);
}
