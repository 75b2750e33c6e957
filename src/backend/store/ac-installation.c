/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ac-installation.h"
#include "ac-store-parts.h"

/* A restored file is another file, and another computer has another id. What was set back as a
 * whole is told by the clocks, see ac-store-clock.c. */
char *
ac_installation_find_file (const char *path)
{
  g_autofree char *machine = NULL;
  GStatBuf info = { 0 };

  if (!g_file_get_contents ("/etc/machine-id", &machine, NULL, NULL))
    machine = g_strdup ("");
  if (g_stat (path, &info) != 0)
    return NULL;

  return g_strdup_printf ("%s %" G_GUINT64_FORMAT, g_strstrip (machine), (guint64) info.st_ino);
}

/* Which steps, of those that were not sent, may have been by $1; and which may have been followed
 * by other parts of their thread. */
#define DUE_BY                                                                                     \
  " AND step.kind = 0 AND (step.due_at IS NULL OR step.due_at <= $1) AND (step.look <> 0"          \
  " OR step.state IN "
#define SENT_BY DUE_BY "(0, 3, 6))"
#define FOLLOWED_BY DUE_BY "(0, 1, 3, 6))"
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_STEP_PENDING == 0 && AC_STEP_ARMED == 1 &&
                 AC_STEP_BLOCKED == 3 && AC_STEP_NEEDS_YOU == 6 && AC_LOOK_NO == 0);

/* Each part of a thread that was not out yet looks first as well, also when it is taken back. */
static gboolean
look_for_parts (AcDatabase *database, gint64 until, GError **error)
{
  return ac_database_execute (database, NULL, error,
                              "UPDATE part SET state = $2, first_armed_at = (SELECT first_armed_at"
                              " FROM delivery WHERE delivery.person_id = part.person_id"
                              " AND delivery.id = part.delivery_id)"
                              " WHERE state = $3 AND EXISTS (SELECT delivery.id FROM delivery"
                              " JOIN step ON step.person_id = delivery.person_id"
                              " AND step.delivery_id = delivery.id"
                              " WHERE delivery.person_id = part.person_id"
                              " AND delivery.id = part.delivery_id"
                              " AND delivery.wanted = 1 AND delivery.open = 1" FOLLOWED_BY ")",
                              "iii", until, AC_INT (AC_PART_MAYBE), AC_INT (AC_PART_UNSENT));
}

static gboolean
forget_edits (AcDatabase *database, GError **error)
{
  return ac_database_execute (database, NULL, error, "DELETE FROM step WHERE edit_of IS NOT NULL",
                              "") &&
         ac_database_execute (database, NULL, error,
                              "UPDATE delivery SET edit = $1, edit_error = $2, edit_text = NULL,"
                              " edit_payload = NULL WHERE edit = $3",
                              "isi", AC_INT (AC_EDIT_FAILED),
                              ac_error_get_slug (AC_ERROR_UNKNOWN_OUTCOME),
                              AC_INT (AC_EDIT_CHANGING));
}

/* Nothing is known to have been sent, so nothing counts against it. Blocked steps stay blocked, and
 * look first once they go on. What was missed is due whatever the clock is moved by, and is asked
 * about once it was looked for. */
gboolean
ac_installation_doubt (AcDatabase *database, gint64 until, GError **error)
{
  return ac_database_execute (database, NULL, error,
                              "UPDATE delivery SET first_armed_at = COALESCE ("
                              "(SELECT created_at FROM status WHERE"
                              " status.person_id = delivery.person_id"
                              " AND status.id = delivery.status_id), updated_at)"
                              " WHERE first_armed_at = 0 AND open = 1 AND EXISTS (SELECT step.id"
                              " FROM step WHERE step.person_id = delivery.person_id"
                              " AND step.delivery_id = delivery.id" SENT_BY ")",
                              "i", until) &&
         look_for_parts (database, until, error) &&
         ac_database_execute (
             database, NULL, error,
             "UPDATE step SET look = $2, epoch = epoch + 1, sent_at = 0, attempts = 0,"
             " state = CASE WHEN state = $3 THEN state ELSE $4 END,"
             " due_at = CASE WHEN state = $5 THEN 1 ELSE due_at END WHERE look = $6" SENT_BY,
             "iiiiii", until, AC_INT (AC_LOOK_FIRST), AC_INT (AC_STEP_BLOCKED),
             AC_INT (AC_STEP_UNKNOWN), AC_INT (AC_STEP_NEEDS_YOU), AC_INT (AC_LOOK_NO));
}

gboolean
ac_installation_move (AcDatabase *database, GError **error)
{
  return ac_installation_doubt (database, G_MAXINT64, error) && forget_edits (database, error) &&
         ac_choices_invalidate (database, NULL, error);
}

typedef struct
{
  const char *mark;
  gboolean moved;
} Arrival;

static gboolean
settle_here (AcDatabase *database, gpointer user_data, GError **error)
{
  Arrival *arrival = user_data;
  const char *mark = arrival->mark;
  gboolean known = FALSE;
  g_autoptr(AcRows) rows = ac_database_query (database, error,
                                              "SELECT mark FROM installation WHERE slot = 0", "");

  if (rows == NULL)
    return FALSE;

  known = ac_rows_next (rows);
  if (known && g_str_equal (ac_rows_text (rows, 0), mark))
    return TRUE;

  arrival->moved = known;
  if (known)
    g_message ("The store was moved or restored: what it would send is looked for first");
  return (!known || ac_installation_move (database, error)) &&
         ac_database_execute (database, NULL, error, "DELETE FROM installation", "") &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO installation (slot, mark) VALUES (0, $1)", "s", mark);
}

gboolean
ac_installation_check (AcDatabase *database, const char *place, gboolean *moved, GError **error)
{
  g_autofree char *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, place, -1);
  Arrival arrival = { mark, FALSE };
  const gboolean settled = ac_database_transact (database, settle_here, &arrival, error);

  *moved = arrival.moved;
  return settled;
}
