/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-hand-over-dialog.h"
#include "ac-row.h"
#include "ac-shell.h"
#include "backend/ac-qr-code.h"

struct _AcHandOverDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  char *delivery_id;
  char *link;
  AdwBanner *error_banner;
  AdwPreferencesGroup *explanation;
  GtkWidget *code_group;
  GtkPicture *code;
  GtkWidget *open_row;
  GtkWidget *copy_row;
  GtkWidget *shared_row;
  GtkWidget *not_shared_row;
};

G_DEFINE_FINAL_TYPE (AcHandOverDialog, ac_hand_over_dialog, ADW_TYPE_DIALOG)

static void
answered_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcHandOverDialog *self = owner;
  g_autofree char *words = NULL;

  if (error == NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  words = ac_words_gerror (error);
  adw_banner_set_title (self->error_banner, words);
  adw_banner_set_revealed (self->error_banner, TRUE);
}

static void
answer (AcHandOverDialog *self, const char *verdict)
{
  ac_answer_to (ac_client_resolve_delivery (self->client, self->delivery_id, verdict, NULL), self,
                answered_cb, NULL, NULL);
}

static void
shared_cb (AcHandOverDialog *self)
{
  answer (self, "posted");
}

static void
not_shared_cb (AcHandOverDialog *self)
{
  answer (self, "not-posted");
}

static void
open_cb (AcHandOverDialog *self)
{
  ac_open_uri (GTK_WIDGET (self), self->link);
}

static void
copy_cb (AcHandOverDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->link);
  ac_toast (GTK_WIDGET (self), _("Link copied"));
}

static void
ac_hand_over_dialog_dispose (GObject *object)
{
  AcHandOverDialog *self = AC_HAND_OVER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_HAND_OVER_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_hand_over_dialog_parent_class)->dispose (object);
}

static void
ac_hand_over_dialog_finalize (GObject *object)
{
  AcHandOverDialog *self = AC_HAND_OVER_DIALOG (object);

  g_free (self->delivery_id);
  g_free (self->link);

  G_OBJECT_CLASS (ac_hand_over_dialog_parent_class)->finalize (object);
}

static void
ac_hand_over_dialog_class_init (AcHandOverDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_hand_over_dialog_dispose;
  object_class->finalize = ac_hand_over_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-hand-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, code_group);
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, code);
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, open_row);
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, copy_row);
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, shared_row);
  gtk_widget_class_bind_template_child (widget_class, AcHandOverDialog, not_shared_row);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, shared_cb);
  gtk_widget_class_bind_template_callback (widget_class, not_shared_cb);
}

static void
ac_hand_over_dialog_init (AcHandOverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->open_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->copy_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->shared_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->not_shared_row));
}

/* A long text has no code, and goes by the link alone. */
static void
fill (AcHandOverDialog *self, AcDelivery *delivery)
{
  g_autoptr(GdkPaintable) code = ac_qr_code_new (self->link);
  g_autofree char *words = g_strdup_printf (
      code != NULL
      ? _("Nothing was sent. Point the camera of your phone at the code, and share the "
                       "text in %s yourself")
      : _("Nothing was sent. Open the link, and share the text in %s yourself"),
          ac_words_service (ac_delivery_get_service (delivery)));

  adw_preferences_group_set_description (self->explanation, words);
  gtk_picture_set_paintable (self->code, code);
  gtk_widget_set_visible (self->code_group, code != NULL);
}

AdwDialog *
ac_hand_over_dialog_new (AcClient *client, AcDelivery *delivery)
{
  AcHandOverDialog *self = g_object_new (AC_TYPE_HAND_OVER_DIALOG, NULL);
  const char *url = ac_delivery_get_url (delivery);

  self->client = g_object_ref (client);
  self->delivery_id = g_strdup (ac_delivery_get_id (delivery));
  self->link = g_strdup (url != NULL ? url : "");
  fill (self, delivery);
  return ADW_DIALOG (self);
}
