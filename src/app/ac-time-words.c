/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"

/* Copies are deleted one after the other, and looked for after that: so long is no lateness. */
#define LATE_MS (15 * 60 * G_GINT64_CONSTANT (1000))

char *
ac_words_share_at (gint64 time_ms)
{
  g_autofree char *when = ac_words_time (time_ms);

  /* Translators: %s is a time, or a date with a time */
  return g_strdup_printf (_("Will be shared at %s"), when);
}

char *
ac_words_scheduled (AcDelivery *delivery)
{
  g_autofree char *when = NULL;

  if (ac_delivery_get_state (delivery) != AC_DELIVERY_MISSED)
    return ac_words_share_at (ac_delivery_get_next_at (delivery));

  when = ac_words_time (ac_delivery_get_next_at (delivery));
  /* Translators: %s is a time, or a date with a time */
  return g_strdup_printf (_("It was to be shared at %s, and nothing was sent. Share it now?"),
                            when);
}

char *
ac_words_live (AcDelivery *delivery)
{
  const char *audience =
      ac_words_audience (ac_delivery_get_service (delivery), ac_delivery_get_audience (delivery));
  g_autofree char *when = NULL;

  if (ac_delivery_get_ends_at (delivery) == 0)
    /* Translators: the status is there now; %s is who can see it */
    return g_strdup_printf (_("Arrived · %s"), audience);

  when = ac_words_time (ac_delivery_get_ends_at (delivery));
  /* Translators: the status is there now; who can see it, and the time when it is deleted */
  return g_strdup_printf (_("Arrived · %s · until %s"), audience, when);
}

char *
ac_words_expired (AcDelivery *delivery)
{
  const gint64 at = ac_delivery_get_updated_at (delivery);
  g_autofree char *wanted = ac_words_time (ac_delivery_get_ends_at (delivery));
  g_autofree char *done = ac_words_time (at);

  if (at <= ac_delivery_get_ends_at (delivery) + LATE_MS)
    return g_strdup (_("Its time was over: deleted there, and checked"));

  /* Translators: both are times */
  return g_strdup_printf (
      _("Its time was over at %s. It was deleted there late, at %s, and checked"), wanted, done);
}
