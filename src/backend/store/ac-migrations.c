/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-migrations.h"

/* Each try loses at most one step to another process. */
#define MAX_TRIES 100

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

typedef struct
{
  guint version;
  GBytes *script;
} Migration;

/* Its number comes first: of two processes the later waits there for the earlier, and then has
 * nothing left to do. */
static gboolean
apply (AcDatabase *database, gpointer user_data, GError **error)
{
  Migration *self = user_data;
  g_autofree char *text =
      g_strndup (g_bytes_get_data (self->script, NULL), g_bytes_get_size (self->script));
  g_autofree char *checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->script);

  return ac_database_execute (database, NULL, error,
                              "INSERT INTO schema_version (version, checksum) VALUES ($1, $2)",
                              "is", (gint64) self->version, checksum) &&
         ac_database_run_script (database, text, error);
}

static gboolean
run_all (AcDatabase *database, AcMigrationFunc find, GError **error)
{
  guint version = 0;

  if (!read_version (database, find, &version, error))
    return FALSE;

  while (TRUE)
    {
      g_autoptr(GBytes) script = find (version + 1);
      Migration next = { version + 1, script };

      if (script == NULL)
        return TRUE;
      if (!ac_database_transact (database, apply, &next, error))
        return FALSE;
      version = next.version;
    }
}

gboolean
ac_migrations_run (AcDatabase *database, AcMigrationFunc find, GError **error)
{
  for (guint tried = 1;; tried++)
    {
      g_autoptr(GError) failure = NULL;

      if (run_all (database, find, &failure))
        return TRUE;

      /* Another process took the step first. */
      if (tried == MAX_TRIES || !g_error_matches (failure, AC_ERROR, AC_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
}
