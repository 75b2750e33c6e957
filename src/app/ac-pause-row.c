/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-clock.h"
#include "ac-info.h"
#include "ac-pause-row.h"
#include "ac-row.h"
#include "ac-shell.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define MORNING 8 /* o'clock */

typedef enum
{
  PAUSE_OFF, /* of an account alone: all sharing has a switch */
  PAUSE_HOUR,
  PAUSE_TOMORROW,
  PAUSE_OPEN,
  PAUSE_AS_IT_IS, /* until a time */
} Pause;

struct _AcPauseRow
{
  AdwComboRow parent_instance;
  AcClient *client;
  AcAccount *account; /* (nullable) */
  gint64 shown;       /* until when; -1: nothing yet */
  gboolean updating;  /* what is shown follows what is known, and is nobody's choice */
};

G_DEFINE_FINAL_TYPE (AcPauseRow, ac_pause_row, ADW_TYPE_COMBO_ROW)

/* 0: it isn't paused. */
static gint64
get_until (AcPauseRow *self)
{
  AcBackendInfo *info = ac_client_get_info (self->client);

  if (self->account != NULL)
    return ac_account_get_paused_until (self->account);
  if (info == NULL || !ac_backend_info_get_sharing_stopped (info))
    return 0;
  return ac_backend_info_get_stopped_until (info) != 0 ? ac_backend_info_get_stopped_until (info)
                                                       : AC_PAUSED_OPEN;
}

static guint
find_position (AcPauseRow *self, Pause pause)
{
  return self->account != NULL ? pause : pause - PAUSE_HOUR;
}

/* Whoever is about to choose isn't disturbed. */
static void
fill (AcPauseRow *self, gint64 until)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *when = ac_words_time (until);
  /* Translators: %s is a time, or a date with a time */
  g_autofree char *as_it_is = g_strdup_printf (C_("pause", "Until %s"), when);

  if (self->account != NULL)
    gtk_string_list_append (names, C_("pause", "Off"));
  gtk_string_list_append (names, C_("pause", "For an Hour"));
  gtk_string_list_append (names, C_("pause", "Until Tomorrow"));
  gtk_string_list_append (names, C_("pause", "Until I Turn It On"));
  if (until != 0 && until != AC_PAUSED_OPEN)
    gtk_string_list_append (names, as_it_is);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
}

static void
update (AcPauseRow *self)
{
  const gint64 until = get_until (self);
  const Pause pause = until == 0                ? PAUSE_OFF
                      : until == AC_PAUSED_OPEN ? PAUSE_OPEN
                                                : PAUSE_AS_IT_IS;

  gtk_widget_set_sensitive (GTK_WIDGET (self),
                            ac_client_get_state (self->client) == AC_CLIENT_ONLINE);
  gtk_widget_set_visible (GTK_WIDGET (self), self->account != NULL || until != 0);
  self->updating = TRUE;
  if (self->shown != until)
    fill (self, until);
  self->shown = until;
  if (self->account != NULL || until != 0)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_position (self, pause));
  self->updating = FALSE;
}

/* Nobody wants to be woken by what they have shared. */
static gint64
find_tomorrow (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) later = g_date_time_add_days (now, 1);
  g_autoptr(GDateTime) morning =
                g_date_time_new_local (g_date_time_get_year (later), g_date_time_get_month (later),
                                       g_date_time_get_day_of_month (later), MORNING, 0, 0);

  return g_date_time_to_unix (morning) * 1000;
}

static gint64
find_until (Pause pause)
{
  switch (pause)
    {
    case PAUSE_HOUR:
      return ac_clock_now_ms () + HOUR_MS;
    case PAUSE_TOMORROW:
      return find_tomorrow ();
    case PAUSE_OPEN:
      return AC_PAUSED_OPEN;
    case PAUSE_OFF:
    case PAUSE_AS_IT_IS:
    default:
      return 0;
    }
}

/* What couldn't be stored isn't shown as chosen. */
static void
stored_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error == NULL)
    return;

  ac_toast_error (GTK_WIDGET (owner), error);
  update (AC_PAUSE_ROW (owner));
}

static void
chosen_cb (AcPauseRow *self)
{
  const guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  const Pause pause = self->account != NULL ? position : position + PAUSE_HOUR;
  const gint64 until = find_until (pause);

  if (self->updating || self->client == NULL || pause >= PAUSE_AS_IT_IS)
    return;

  ac_answer_to (
      self->account != NULL
          ? ac_client_pause_account (self->client, ac_account_get_id (self->account), until)
          : ac_client_stop_sharing_until (self->client, TRUE, until != AC_PAUSED_OPEN ? until : 0),
      self, stored_cb, NULL, NULL);
}

static void
ac_pause_row_dispose (GObject *object)
{
  g_clear_object (&AC_PAUSE_ROW (object)->client);
  g_clear_object (&AC_PAUSE_ROW (object)->account);

  G_OBJECT_CLASS (ac_pause_row_parent_class)->dispose (object);
}

static void
ac_pause_row_class_init (AcPauseRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_pause_row_dispose;
}

static void
ac_pause_row_init (AcPauseRow *self)
{
  self->shown = -1;
  ac_row_expose (GTK_LIST_BOX_ROW (self));
  g_signal_connect (self, "notify::selected", G_CALLBACK (chosen_cb), NULL);
}

void
ac_pause_row_set_up (AcPauseRow *self, AcClient *client, AcAccount *account)
{
  g_return_if_fail (AC_IS_PAUSE_ROW (self));
  g_return_if_fail (self->client == NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 account != NULL ? _("Pause Sharing") : _("For How Long"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               _("After that sharing goes on by itself. Taking back still works"));
  self->client = g_object_ref (client);
  if (account != NULL)
    {
      self->account = g_object_ref (account);
      g_signal_connect_object (account, "notify::paused-until", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
  ac_info_watch (client, self, G_CALLBACK (update));
  update (self);
}
