/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

#define LIFE_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* A key without a status belongs to a request that still runs. */
static gboolean
read_key (AcRows *rows,
          const char *request_hash,
          AcKeyState *state,
          guint *status,
          GBytes **body,
          char **location)
{
  if (g_strcmp0 (ac_rows_text (rows, 0), request_hash) != 0)
    {
      *state = AC_KEY_OTHER_BODY;
      return TRUE;
    }

  *status = ac_rows_int (rows, 1);
  *state = *status == 0 ? AC_KEY_RUNNING : AC_KEY_DONE;
  *body = ac_rows_blob (rows, 2);
  *location = g_strdup (ac_rows_text (rows, 3));
  return TRUE;
}

gboolean
ac_store_claim_key (AcStore *self,
                    const char *person,
                    const char *key,
                    const char *request_hash,
                    AcKeyState *state,
                    guint *status,
                    GBytes **body,
                    char **location,
                    GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 now = ac_clock_now_ms ();
  g_autoptr(AcRows) rows = NULL;

  if (!ac_database_execute (database, NULL, error, "DELETE FROM request_key WHERE created_at < $1",
                            "i", now - LIFE_MS))
    return FALSE;

  rows = ac_database_query (
      database, error,
      "SELECT hash, status, body, location FROM request_key WHERE person_id = $1 AND key = $2",
      "ss", person, key);
  if (rows == NULL)
    return FALSE;
  if (ac_rows_next (rows))
    return read_key (rows, request_hash, state, status, body, location);

  *state = AC_KEY_FRESH;
  return ac_database_execute (database, NULL, error,
                              "INSERT INTO request_key (person_id, key, hash, created_at, status)"
                              " VALUES ($1, $2, $3, $4, 0)",
                              "sssi", person, key, request_hash, now);
}

gboolean
ac_store_finish_key (AcStore *self,
                     const char *person,
                     const char *key,
                     guint status,
                     GBytes *body,
                     const char *location,
                     GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE request_key SET status = $1, body = $2, location = $3"
                              " WHERE person_id = $4 AND key = $5",
                              "ibsss", AC_INT (status), body, location, person, key);
}

gboolean
ac_store_drop_key (AcStore *self, const char *person, const char *key, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM request_key WHERE person_id = $1 AND key = $2", "ss",
                              person, key);
}
