/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

#define LIFE_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static const char *
get_holder (AcStore *self)
{
  const char *process = ac_store_get_process (self);

  return process != NULL ? process : "";
}

/* A key without a status belongs to a request that still runs, or to one whose process is dead. */
static gboolean
read_running (AcStore *self,
              const char *person,
              const char *key,
              const char *holder,
              AcKeyState *state,
              GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows = NULL;

  *state = AC_KEY_RUNNING;
  if (!ac_store_is_shared (self) || g_strcmp0 (holder, get_holder (self)) == 0)
    return TRUE;

  if (!(rows = ac_database_query (database, error, "SELECT id FROM process WHERE id = $1", "s",
                                  holder)))
    return FALSE;

  *state = ac_rows_next (rows) ? AC_KEY_RUNNING_ELSEWHERE : AC_KEY_FRESH;
  return *state != AC_KEY_FRESH ||
         ac_database_execute (
             database, NULL, error,
             "UPDATE request_key SET holder = $1 WHERE person_id = $2 AND key = $3", "sss",
             get_holder (self), person, key);
}

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

  rows = ac_database_query (database, error,
                            "SELECT hash, status, body, location, holder FROM request_key"
                            " WHERE person_id = $1 AND key = $2",
                            "ss", person, key);
  if (rows == NULL)
    return FALSE;
  if (ac_rows_next (rows))
    return read_key (rows, request_hash, state, status, body, location) &&
           (*state != AC_KEY_RUNNING ||
            read_running (self, person, key, ac_rows_text (rows, 4), state, error));

  *state = AC_KEY_FRESH;
  return ac_database_execute (
      database, NULL, error,
      "INSERT INTO request_key (person_id, key, hash, created_at, status, holder)"
      " VALUES ($1, $2, $3, $4, 0, $5)",
      "sssis", person, key, request_hash, now, get_holder (self));
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
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE request_key SET status = $1, body = $2, location = $3"
                            " WHERE person_id = $4 AND key = $5 AND holder = $6",
                            "ibssss", AC_INT (status), body, location, person, key,
                            get_holder (self)))
    return FALSE;

  if (changed == 0)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_IN_PROGRESS, "The request was taken over");
  return changed > 0;
}

/* It may have been finished after all, when the server was lost at the commit. */
gboolean
ac_store_drop_key (AcStore *self, const char *person, const char *key, GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "DELETE FROM request_key WHERE person_id = $1 AND key = $2 AND holder = $3"
      " AND status = 0",
      "sss", person, key, get_holder (self));
}
