/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

gboolean
ac_store_ensure_person (AcStore *self, const char *person, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows = ac_database_query (database, error,
                                              "SELECT id FROM person WHERE id = $1", "s", person);

  if (rows == NULL)
    return FALSE;

  return ac_rows_next (rows) ||
         ac_database_execute (
             database, NULL, error,
             "INSERT INTO person (id, created_at, sharing_stopped, n_accounts, n_statuses,"
             " last_event) VALUES ($1, $2, 0, 0, 0, 0)",
             "si", person, ac_clock_now_ms ());
}
