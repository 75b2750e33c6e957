/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-client-data.h"
#include "ac-json.h"
#include "ac-transfer-dialog.h"

#define PULSE_MS 150

struct _AcTransferDialog
{
  AdwDialog parent_instance;
  AcTransfer *transfer;
  gboolean imports;
  gboolean over;
  guint pulse_id;
  AdwStatusPage *status_page;
  GtkProgressBar *bar;
  GtkLabel *size_label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (AcTransferDialog, ac_transfer_dialog, ADW_TYPE_DIALOG)

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (AC_TRANSFER_DIALOG (user_data)->bar);
  return G_SOURCE_CONTINUE;
}

/* Nobody knows how much there is. */
static void
set_pulsing (AcTransferDialog *self, gboolean pulsing)
{
  if (pulsing && self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_MS, pulse_cb, self);
  else if (!pulsing)
    g_clear_handle_id (&self->pulse_id, g_source_remove);
}

static void
update (AcTransferDialog *self)
{
  const guint64 done = ac_transfer_get_done (self->transfer);
  const guint64 total = ac_transfer_get_total (self->transfer);
  const gboolean sent = ac_transfer_get_sent (self->transfer);
  g_autofree char *size = g_format_size (done);

  if (self->over)
    return;

  if (total > 0 && !sent)
    gtk_progress_bar_set_fraction (self->bar, MIN (1.0, (double) done / total));
  set_pulsing (self, total == 0 || sent);
  gtk_label_set_label (self->size_label,
                       sent ? _("Checking it, then putting it in its place") : size);
}

static void
end (AcTransferDialog *self, const char *title, const char *words, const char *icon_name)
{
  self->over = TRUE;
  set_pulsing (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->size_label), FALSE);
  adw_status_page_set_title (self->status_page, title);
  adw_status_page_set_description (self->status_page, words);
  adw_status_page_set_icon_name (self->status_page, icon_name);
  gtk_button_set_label (self->button, _("_Close"));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* What each code means for a file. */
static char *
describe_failure (AcTransferDialog *self, const GError *error)
{
  const AcError code = error->domain == AC_ERROR ? error->code : AC_ERROR_FAILED;

  if (code == AC_ERROR_STORAGE_FULL && !self->imports)
    return g_strdup (_("There is no room for it there. Choose another folder."));
  if (code == AC_ERROR_STORAGE && !self->imports)
    return g_strdup (_("It can’t be written there. Choose another folder."));
  if (code == AC_ERROR_INVALID && self->imports)
    return g_strdup (_("This file is no export of Accounts Center, or it is damaged. Nothing was "
                       "changed."));
  if (code == AC_ERROR_CONFLICT && self->imports)
    return g_strdup (_("There is something here already. Erase everything first; the export stays "
                       "where it is."));

  return ac_words_error (code);
}

static void
fail (AcTransferDialog *self, const GError *error)
{
  g_autofree char *words = describe_failure (self, error);

  end (self, self->imports ? _("Nothing Came Back")
                           : _("Nothing Was Written"), words, "dialog-warning-symbolic");
}

static void
exported_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcTransferDialog *self = owner;
  g_autofree char *size = g_format_size (ac_transfer_get_done (self->transfer));
  g_autofree char *words = NULL;

  if (g_error_matches (error, AC_ERROR, AC_ERROR_CANCELLED))
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (error != NULL)
    fail (self, error);
  else
    {
      /* Translators: %s is a size, such as 2 MB */
      words = g_strdup_printf (
          _("%s. There is no password in it, but much that is yours: keep it where nobody else can "
            "read it."),
            size);
      end (self, _("Everything Is in the File"), words, "object-select-symbolic");
    }
}

static char *
describe_counts (JsonNode *node)
{
  JsonObject *object = json_node_get_object (node);
  const guint accounts = ac_json_get_integer (object, "accounts");
  const guint statuses = ac_json_get_integer (object, "statuses");
  g_autofree char *n_accounts =
      g_strdup_printf (ngettext ("%u account", "%u accounts", accounts), accounts);
  g_autofree char *n_statuses =
      g_strdup_printf (ngettext ("%u status", "%u statuses", statuses), statuses);

  /* Translators: so many accounts, so many statuses */
  return g_strdup_printf (
      _("%s, %s. Accounts need to be signed in again, and what you let others do "
                            "is asked for anew."),
        n_accounts, n_statuses);
}

static void
imported_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcTransferDialog *self = owner;
  g_autofree char *words = NULL;

  if (g_error_matches (error, AC_ERROR, AC_ERROR_CANCELLED))
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (error != NULL)
    fail (self, error);
  else
    {
      words = describe_counts (g_value_get_boxed (value));
      end (self, _("Everything Came Back"), words, "object-select-symbolic");
    }
}

static void
clicked_cb (AcTransferDialog *self)
{
  if (self->over)
    adw_dialog_close (ADW_DIALOG (self));
  else
    ac_transfer_cancel (self->transfer);
}

static void
ac_transfer_dialog_closed (AdwDialog *dialog)
{
  ac_transfer_cancel (AC_TRANSFER_DIALOG (dialog)->transfer);
}

static void
ac_transfer_dialog_dispose (GObject *object)
{
  AcTransferDialog *self = AC_TRANSFER_DIALOG (object);

  set_pulsing (self, FALSE);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_TRANSFER_DIALOG);
  g_clear_object (&self->transfer);

  G_OBJECT_CLASS (ac_transfer_dialog_parent_class)->dispose (object);
}

static void
ac_transfer_dialog_class_init (AcTransferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_transfer_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ac_transfer_dialog_closed;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-transfer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcTransferDialog, status_page);
  gtk_widget_class_bind_template_child (widget_class, AcTransferDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, AcTransferDialog, size_label);
  gtk_widget_class_bind_template_child (widget_class, AcTransferDialog, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
ac_transfer_dialog_init (AcTransferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->transfer = ac_transfer_new ();
  g_signal_connect_object (self->transfer, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static AcTransferDialog *
present (GtkWidget *widget, gboolean imports)
{
  AcTransferDialog *self = g_object_new (AC_TYPE_TRANSFER_DIALOG, NULL);

  self->imports = imports;
  adw_dialog_set_title (ADW_DIALOG (self), imports ? _("Import") : _("Export"));
  adw_status_page_set_title (self->status_page,
                             imports ? _("Bringing It Back") : _("Writing Everything"));
  update (self);
  adw_dialog_present (ADW_DIALOG (self), widget);
  return self;
}

/* What the file chooser needs to hand on. */
typedef struct
{
  GtkWidget *widget;
  AcClient *client;
} Choosing;

static Choosing *
choosing_new (GtkWidget *widget, AcClient *client)
{
  Choosing *self = g_new0 (Choosing, 1);

  self->widget = g_object_ref (widget);
  self->client = g_object_ref (client);
  return self;
}

static void
choosing_free (Choosing *self)
{
  g_object_unref (self->widget);
  g_object_unref (self->client);
  g_free (self);
}

/* NULL: the person thought better of it. */
static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  AcTransferDialog *self = file != NULL ? present (choosing->widget, FALSE) : NULL;

  /* Whether to overwrite a file was asked by who let it be chosen. */
  if (self != NULL)
    ac_answer_to (ac_client_export (choosing->client, file, TRUE, self->transfer), self,
                  exported_cb, NULL, NULL);
  choosing_free (choosing);
}

static void
open_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  AcTransferDialog *self = file != NULL ? present (choosing->widget, TRUE) : NULL;

  if (self != NULL)
    ac_answer_to (ac_client_import (choosing->client, file, self->transfer), self, imported_cb,
                  NULL, NULL);
  choosing_free (choosing);
}

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

void
ac_transfer_dialog_export (GtkWidget *widget, AcClient *client)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Export Everything"));
  gtk_file_dialog_set_initial_name (dialog, _("Accounts Center.zip"));
  gtk_file_dialog_save (dialog, get_window (widget), NULL, save_chosen_cb,
                        choosing_new (widget, client));
}

void
ac_transfer_dialog_import (GtkWidget *widget, AcClient *client)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Exports"));
  gtk_file_filter_add_mime_type (filter, "application/zip");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Import an Export"));
  gtk_file_dialog_open (dialog, get_window (widget), NULL, open_chosen_cb,
                        choosing_new (widget, client));
}
