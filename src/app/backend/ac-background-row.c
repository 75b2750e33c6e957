/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-background-row.h"
#include "ac-memory.h"
#include "ac-portals.h"

/* The portals tell nobody what they have allowed, so the window remembers it. */
static gboolean
is_remembered (void)
{
  AcMemory memory = ac_memory_load ();
  const gboolean background = memory.background;

  ac_memory_clear (&memory);
  return background;
}

static void
remember (gboolean background)
{
  AcMemory memory = ac_memory_load ();

  memory.background = background;
  ac_memory_save (&memory);
  ac_memory_clear (&memory);
}

static const char *
explain (AcPortalAnswer answer)
{
  return answer == AC_PORTAL_MISSING
      ? _("No portal of this desktop could be asked. Statuses that are due wait for the window")
      : _("Your desktop did not allow it. Its settings for this app can change that");
}

static void
show_state (AcRow *row, const AcRowFacts *facts)
{
  ac_row_set_detail (
      row,
      facts->on ? _("Statuses are sent and end on time, also after the next sign-in to the desktop")
                : _("Statuses that are due wait until this window is open"));
  ac_row_set_state (row, ac_row_state_resolve (facts));
}

static void
answered_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  const gboolean wanted = GPOINTER_TO_INT (user_data);
  const AcPortalAnswer answer = value != NULL ? g_value_get_int (value) : AC_PORTAL_MISSING;
  AcRowFacts facts = { .cached = TRUE, .attention = answer != AC_PORTAL_ALLOWED };

  if (answer == AC_PORTAL_ALLOWED)
    remember (wanted);
  facts.on = is_remembered ();
  ac_row_set_reason (AC_ROW (owner), explain (answer));
  show_state (AC_ROW (owner), &facts);
}

static void
switched_cb (AcRow *row, gboolean on)
{
  const AcRowFacts facts = { .cached = TRUE, .on = !on, .pending = TRUE, .pending_on = on };

  show_state (row, &facts);
  ac_answer_to (ac_portals_set_background (on), row, answered_cb, GINT_TO_POINTER (on), NULL);
}

GtkWidget *
ac_background_row_new (void)
{
  GtkWidget *row = ac_row_new (_("Work With No Window Open"));
  const AcRowFacts facts = { .cached = TRUE, .on = is_remembered () };

  ac_row_set_has_switch (AC_ROW (row), TRUE);
  g_signal_connect (row, "switched", G_CALLBACK (switched_cb), NULL);
  show_state (AC_ROW (row), &facts);
  return row;
}
