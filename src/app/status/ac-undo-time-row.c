/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-client-drafts.h"
#include "ac-info.h"
#include "ac-row.h"
#include "ac-shell.h"
#include "ac-undo-time-row.h"

struct _AcUndoTimeRow
{
  AdwComboRow parent_instance;
  AcClient *client;
  GArray *seconds; /* of the names, in their order */
  GtkStringList *names;
  gboolean updating; /* what is shown follows what is known, and is nobody's choice */
};

G_DEFINE_FINAL_TYPE (AcUndoTimeRow, ac_undo_time_row, ADW_TYPE_COMBO_ROW)

static const guint usual[] = { 0, 5, 10, 20, 30, 60 };

static void
add_time (AcUndoTimeRow *self, guint seconds)
{
  g_autofree char *name =
      seconds == 0 ? g_strdup (C_ ("time to undo", "Off"))
                   : g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds);

  g_array_append_val (self->seconds, seconds);
  gtk_string_list_append (self->names, name);
}

static gboolean
find_time (AcUndoTimeRow *self, guint seconds, guint *position)
{
  for (*position = 0; *position < self->seconds->len; (*position)++)
    if (g_array_index (self->seconds, guint, *position) == seconds)
      return TRUE;

  return FALSE;
}

/* A time that another program chose is offered behind the usual ones. */
static void
update (AcUndoTimeRow *self)
{
  AcBackendInfo *info = ac_client_get_info (self->client);
  guint position = 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self),
                            info != NULL && ac_client_get_state (self->client) == AC_CLIENT_ONLINE);
  if (info == NULL)
    return;

  self->updating = TRUE;
  if (!find_time (self, ac_backend_info_get_undo_seconds (info), &position))
    add_time (self, ac_backend_info_get_undo_seconds (info));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
  self->updating = FALSE;
}

/* What couldn't be stored isn't shown as chosen. */
static void
stored_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error == NULL)
    return;

  ac_toast_error (GTK_WIDGET (owner), error);
  update (AC_UNDO_TIME_ROW (owner));
}

static void
chosen_cb (AcUndoTimeRow *self)
{
  const guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (!self->updating && self->client != NULL && position < self->seconds->len)
    ac_answer_to (
        ac_client_set_undo_seconds (self->client, g_array_index (self->seconds, guint, position)),
        self, stored_cb, NULL, NULL);
}

static void
ac_undo_time_row_dispose (GObject *object)
{
  g_clear_object (&AC_UNDO_TIME_ROW (object)->client);

  G_OBJECT_CLASS (ac_undo_time_row_parent_class)->dispose (object);
}

static void
ac_undo_time_row_finalize (GObject *object)
{
  g_array_unref (AC_UNDO_TIME_ROW (object)->seconds);

  G_OBJECT_CLASS (ac_undo_time_row_parent_class)->finalize (object);
}

static void
ac_undo_time_row_class_init (AcUndoTimeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_undo_time_row_dispose;
  object_class->finalize = ac_undo_time_row_finalize;
}

static void
ac_undo_time_row_init (AcUndoTimeRow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->seconds = g_array_new (FALSE, FALSE, sizeof (guint));
  self->names = names;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_time (self, usual[i]);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Time to Undo"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Wait before anything is sent"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  ac_row_expose (GTK_LIST_BOX_ROW (self));
  g_signal_connect (self, "notify::selected", G_CALLBACK (chosen_cb), NULL);
}

void
ac_undo_time_row_set_up (AcUndoTimeRow *self, AcClient *client)
{
  g_return_if_fail (AC_IS_UNDO_TIME_ROW (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  ac_info_watch (client, self, G_CALLBACK (update));
  update (self);
}
