/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-client-choices.h"
#include "ac-row.h"
#include "ac-signal-dialog.h"
#include "help/ac-help.h"

struct _AcSignalDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AcSignalDialog, ac_signal_dialog, ADW_TYPE_DIALOG)

static const struct
{
  const char *words;
  const char *icon_name;
} heeds[] = {
  [AC_HEED_YES] = { N_ ("Says that it honours this"), "object-select-symbolic" },
  [AC_HEED_NO] = { N_ ("Says that it does not honour this"), "action-unavailable-symbolic" },
  [AC_HEED_NOTHING] = { N_ ("Says nothing about it"), "dialog-question-symbolic" },
  [AC_HEED_FAILED] = { N_ ("Could not be asked"), "network-offline-symbolic" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (heeds) == AC_HEED_FAILED + 1);

static GtkWidget *
make_row (const AcHeedFacts *facts)
{
  GtkWidget *row = ac_row_new (ac_words_service (facts->service));
  g_autofree char *time = ac_words_time (facts->asked_at);
  g_autofree char *detail =
      g_strdup_printf ("%s\n%s · %s", _(heeds[facts->heed].words), facts->host, time);

  ac_row_set_detail (AC_ROW (row), detail);
  ac_row_set_icon_name (AC_ROW (row), heeds[facts->heed].icon_name);
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  return row;
}

static GtkWidget *
make_nobody_row (void)
{
  GtkWidget *row = ac_row_new (_("Nobody Was Asked Yet"));

  ac_row_set_detail (AC_ROW (row), _("Services appear here once you have an account there"));
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  return row;
}

static void
fill (AcSignalDialog *self)
{
  AcPrivacy *privacy = ac_client_get_privacy (self->client);
  const guint n_heeds = privacy != NULL ? ac_privacy_get_n_heeds (privacy) : 0;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n_heeds; i++)
    gtk_list_box_append (self->list, make_row (ac_privacy_get_nth_heed (privacy, i)));
  if (n_heeds == 0)
    gtk_list_box_append (self->list, make_nobody_row ());
}

static void
ac_signal_dialog_dispose (GObject *object)
{
  AcSignalDialog *self = AC_SIGNAL_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_SIGNAL_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_signal_dialog_parent_class)->dispose (object);
}

static void
ac_signal_dialog_class_init (AcSignalDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_signal_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-signal-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcSignalDialog, list);
}

static void
ac_signal_dialog_init (AcSignalDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_help_set_topic (GTK_WIDGET (self), "uses");
}

AdwDialog *
ac_signal_dialog_new (AcClient *client)
{
  AcSignalDialog *self = g_object_new (AC_TYPE_SIGNAL_DIALOG, NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::privacy", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_DIALOG (self);
}
