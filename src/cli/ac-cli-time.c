/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-cli-time.h"
#include "ac-cli.h"

static GDateTime *
read_here (const char *day, const char *time, GDateTime *now)
{
  g_autofree char *text = g_strconcat (day, "T", time, strlen (time) == 5 ? ":00" : "", NULL);

  return g_date_time_new_from_iso8601 (text, g_date_time_get_timezone (now));
}

/* Tomorrow's, when today's is over. */
static GDateTime *
read_clock (const char *text, GDateTime *now)
{
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr(GDateTime) then = read_here (today, text, now);
  g_autoptr(GDateTime) later = NULL;
  g_autofree char *tomorrow = NULL;

  if (then == NULL || g_date_time_compare (then, now) > 0)
    return g_steal_pointer (&then);

  later = g_date_time_add_days (now, 1);
  tomorrow = g_date_time_format (later, "%Y-%m-%d");
  return read_here (tomorrow, text, now);
}

gint64
ac_cli_parse_time (const char *text, GDateTime *now)
{
  g_auto(GStrv) parts = g_strsplit (text, "T", 2);
  g_autoptr(GDateTime) then = NULL;

  if (parts[0] == NULL)
    return 0;
  then = parts[1] == NULL ? read_clock (text, now) : read_here (parts[0], parts[1], now);
  return then != NULL ? g_date_time_to_unix_usec (then) / 1000 : 0;
}

gint64
ac_cli_read_time (const char *text)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  gint64 time = ac_cli_parse_time (text, now);

  if (time == 0)
    ac_cli_usage (_ ("The time is written like 18:30 or 2030-12-24T18:30."));
  return time;
}

char *
ac_cli_format_time (gint64 time_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  return time != NULL ? g_date_time_format (time, "%x %H:%M") : g_strdup ("");
}
