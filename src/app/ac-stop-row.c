/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-info.h"
#include "ac-shell.h"
#include "ac-stop-row.h"
#include "ac-stop-wish.h"

struct _AcStopRow
{
  AcRow parent_instance;
  AcClient *client;
};

G_DEFINE_FINAL_TYPE (AcStopRow, ac_stop_row, AC_TYPE_ROW)

static void
update (AcStopRow *self)
{
  AcStopWish *wish = ac_stop_wish_get (self->client);
  const AcRowFacts facts = {
    .cached = ac_client_get_info (self->client) != NULL,
    .failed = ac_client_get_state (self->client) == AC_CLIENT_OFFLINE,
    .on = ac_info_boolean (self->client, "sharing-stopped"),
    .pending = ac_stop_wish_get_pending (wish),
    .pending_on = ac_stop_wish_get_stop (wish),
  };

  ac_row_set_state (AC_ROW (self), ac_row_state_resolve (&facts));
}

static void
failed_cb (AcStopRow *self, int code)
{
  g_autofree char *words = ac_words_error (code);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ac_toast (GTK_WIDGET (self), words);
}

static void
switched_cb (AcStopRow *self, gboolean on)
{
  ac_stop_wish_set (ac_stop_wish_get (self->client), on);
}

static void
ac_stop_row_dispose (GObject *object)
{
  g_clear_object (&AC_STOP_ROW (object)->client);

  G_OBJECT_CLASS (ac_stop_row_parent_class)->dispose (object);
}

static void
ac_stop_row_class_init (AcStopRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_stop_row_dispose;
}

static void
ac_stop_row_init (AcStopRow *self)
{
  gtk_widget_set_name (GTK_WIDGET (self), "stop-sharing");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Stop All Sharing"));
  ac_row_set_detail (AC_ROW (self), _("Nothing is sent while this is on; taking back still works"));
  ac_row_set_reason (AC_ROW (self), ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_has_switch (AC_ROW (self), TRUE);
  g_signal_connect (self, "switched", G_CALLBACK (switched_cb), NULL);
}

void
ac_stop_row_set_client (AcStopRow *self, AcClient *client)
{
  AcStopWish *wish = ac_stop_wish_get (client);

  g_return_if_fail (AC_IS_STOP_ROW (self));

  self->client = g_object_ref (client);
  g_signal_connect_object (wish, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wish, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
