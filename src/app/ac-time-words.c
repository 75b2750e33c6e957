/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"

/**
 * ac_words_time:
 *
 * Returns: (transfer full): a time of today as hours and minutes, any other with its date
 */
char *
ac_words_time (gint64 time_ms)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (time_ms / 1000);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");

  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, C_ ("time of today", "%H:%M"));

  return g_date_time_format (then, C_ ("date and time", "%-d %B %Y, %H:%M"));
}

char *
ac_words_share_at (gint64 time_ms)
{
  g_autofree char *when = ac_words_time (time_ms);

  /* Translators: %s is a time, or a date with a time */
  return g_strdup_printf (_("Will be shared at %s"), when);
}

char *
ac_words_pause (gint64 until)
{
  g_autofree char *when = NULL;

  if (until == 0 || until == AC_PAUSED_OPEN)
    return g_strdup (_("Sharing is paused until you turn it on"));

  when = ac_words_time (until);
  /* Translators: %s is a time, or a date with a time */
  return g_strdup_printf (_("Sharing is paused until %s"), when);
}

/**
 * ac_words_length:
 * @ms: of a video
 *
 * Returns: (transfer full): "0:12", as players show it
 */
char *
ac_words_length (guint ms)
{
  guint seconds = (ms + 500) / 1000;

  return g_strdup_printf ("%u:%02u", seconds / 60, seconds % 60);
}
