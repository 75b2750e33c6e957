/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"

#define MINUTE_MS 60000
#define DAY_MS (24 * 60 * MINUTE_MS)
#define UNUSED_MS (180 * G_GINT64_CONSTANT (1) * DAY_MS)
#define ENDED_MS                                                                                   \
  (400 * G_GINT64_CONSTANT (1) * DAY_MS) /* no provider's refresh tokens live longer */

static gboolean
forget_old (AcStore *self, const char *person, gint64 now, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM session WHERE person_id = $1 AND"
                              " ((ended_at IS NULL AND used_at < $2) OR ended_at < $3)",
                              "sii", person, now - UNUSED_MS, now - ENDED_MS);
}

static gboolean
note_sign_in (AcStore *self, const char *person, const char *session, GError **error)
{
  return ac_store_add_event (self, person, "session", session, NULL, error) &&
         ac_store_add_to_ledger (
             self, person,
             &(AcLedgerLine) {
                 .deed = AC_DEED_SIGN_IN, .allowed = TRUE, .who = "host", .reference = session },
             error);
}

static AcDevice *
add_session (AcStore *self, const char *person, const AcVisit *visit, gint64 now, GError **error)
{
  if (!ac_store_ensure_person (self, person, error) || !forget_old (self, person, now, error) ||
      !ac_database_execute (ac_store_get_database (self), NULL, error,
                            "INSERT INTO session (person_id, id, mark, device, created_at, used_at)"
                            " VALUES ($1, $2, $3, $4, $5, $5)",
                            "ssssi", person, visit->id, visit->mark, visit->device, now) ||
      !note_sign_in (self, person, visit->id, error))
    return NULL;

  return ac_device_new (visit->id, visit->device, now, now);
}

static gboolean
reopen (AcStore *self, const char *person, const char *id, gint64 now, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE session SET ended_at = NULL, created_at = $1"
                              " WHERE person_id = $2 AND id = $3",
                              "iss", now, person, id) &&
         note_sign_in (self, person, id, error);
}

static gboolean
touch (AcStore *self,
       const char *person,
       const char *id,
       const char *device,
       gint64 now,
       GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE session SET used_at = $1, device = $2"
                              " WHERE person_id = $3 AND id = $4",
                              "isss", now, device, person, id);
}

AcDevice *
ac_store_meet_session (AcStore *self, const char *person, const AcVisit *visit, GError **error)
{
  const gint64 now = ac_clock_now_ms ();
  g_autoptr(AcRows) rows = NULL;
  const char *id = NULL;
  gboolean ended = FALSE;

  if (!ac_store_check_let_in (self, person, error) ||
      !(rows = ac_database_query (ac_store_get_database (self), error,
                                  "SELECT id, created_at, used_at, ended_at FROM session"
                                  " WHERE person_id = $1 AND mark = $2",
                                  "ss", person, visit->mark)))
    return NULL;
  if (!ac_rows_next (rows))
    return add_session (self, person, visit, now, error);

  id = ac_rows_text (rows, 0);
  ended = ac_rows_int (rows, 3) != 0;
  if (ended && visit->signed_in_at <= ac_rows_int (rows, 3))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGNED_OUT, "This sign-in was ended");
      return NULL;
    }

  if ((ended && !reopen (self, person, id, now, error)) ||
      ((ended || now - ac_rows_int (rows, 2) >= MINUTE_MS) &&
       !touch (self, person, id, visit->device, now, error)))
    return NULL;

  return ac_device_new (id, visit->device, ac_rows_int (rows, 1), now);
}

GListStore *
ac_store_list_sessions (AcStore *self, const char *person, guint limit, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id, device, created_at, used_at FROM session"
      " WHERE person_id = $1 AND ended_at IS NULL ORDER BY used_at DESC, id LIMIT $2",
      "si", person, AC_INT (limit));
  g_autoptr(GListStore) list = NULL;

  if (rows == NULL)
    return NULL;

  list = g_list_store_new (AC_TYPE_DEVICE);
  while (ac_rows_next (rows))
    {
      g_autoptr(AcDevice) device = ac_device_new (ac_rows_text (rows, 0), ac_rows_text (rows, 1),
                                                  ac_rows_int (rows, 2), ac_rows_int (rows, 3));

      ac_device_set_can_end (device, TRUE);
      g_list_store_append (list, device);
    }

  return g_steal_pointer (&list);
}

gboolean
ac_store_end_session (AcStore *self, const char *person, const char *id, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE session SET ended_at = $1"
                            " WHERE person_id = $2 AND id = $3 AND ended_at IS NULL",
                            "iss", ac_clock_now_ms (), person, id))
    return FALSE;

  return changed > 0 ? ac_store_add_event (self, person, "session", id, NULL, error)
                     : ac_store_not_found (error);
}

gboolean
ac_store_end_other_sessions (AcStore *self, const char *person, const char *kept, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE session SET ended_at = $1"
                              " WHERE person_id = $2 AND id <> $3 AND ended_at IS NULL",
                              "iss", ac_clock_now_ms (), person, kept) &&
         ac_store_add_event (self, person, "session", kept, NULL, error);
}
