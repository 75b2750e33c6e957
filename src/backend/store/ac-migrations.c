/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-migrations.h"

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, why);
  return FALSE;
}

/* A script that was changed after it ran here would leave two kinds of one version. */
static gboolean
check_applied (AcRows *rows, AcMigrationFunc find, guint *version, GError **error)
{
  while (ac_rows_next (rows))
    {
      g_autoptr(GBytes) script = find (*version + 1);
      g_autofree char *checksum = NULL;

      if (script == NULL)
        return refuse (error, "The data was written by a newer version of Accounts Center");

      checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, script);
      if (ac_rows_int (rows, 0) != *version + 1 ||
          g_strcmp0 (ac_rows_text (rows, 1), checksum) != 0)
        return refuse (error, "The data was made by another program than Accounts Center");

      *version += 1;
    }

  return TRUE;
}

static gboolean
read_version (AcDatabase *database, AcMigrationFunc find, guint *version, GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (!ac_database_run_script (database,
                               "CREATE TABLE IF NOT EXISTS schema_version ("
                               "version BIGINT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL)",
                               error) ||
      !(rows = ac_database_query (
            database, error, "SELECT version, checksum FROM schema_version ORDER BY version", "")))
    return FALSE;

  return check_applied (rows, find, version, error);
}

static gboolean
apply (AcDatabase *database, guint version, GBytes *script, GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  g_autofree char *checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, script);

  if (!ac_database_begin (database, error))
    return FALSE;

  if (ac_database_run_script (database, text, error) &&
      ac_database_execute (database, NULL, error,
                           "INSERT INTO schema_version (version, checksum) VALUES ($1, $2)", "is",
                           (gint64) version, checksum) &&
      ac_database_commit (database, error))
    return TRUE;

  ac_database_rollback (database);
  return FALSE;
}

gboolean
ac_migrations_run (AcDatabase *database, AcMigrationFunc find, GError **error)
{
  guint version = 0;

  if (!read_version (database, find, &version, error))
    return FALSE;

  while (TRUE)
    {
      g_autoptr(GBytes) script = find (version + 1);

      if (script == NULL)
        return TRUE;
      if (!apply (database, ++version, script, error))
        return FALSE;
    }
}
