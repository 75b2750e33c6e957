/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-database.h"

G_BEGIN_DECLS

#define AC_TYPE_DATABASE_POSTGRES (ac_database_postgres_get_type ())
G_DECLARE_FINAL_TYPE (AcDatabasePostgres, ac_database_postgres, AC, DATABASE_POSTGRES, GObject)

/* Connects to a server by a connection string or URI of libpq. A password in it is refused, because
 * it would have come through an argument or a file of settings: peer authentication, `passfile` or
 * PGPASSFILE take its place. Over a network the server's certificate is checked unless `sslmode`
 * says otherwise. The database must be in UTF-8.
 * AC_ERROR_INVALID: not a connection string, or one with a password; AC_ERROR_BACKEND_UNAVAILABLE:
 * no server answers; AC_ERROR_STORAGE: it can't be used. */
AcDatabase *ac_database_postgres_open (const char *conninfo,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What changes when the database is restored from a backup or a standby takes its place. NULL on
 * failure. */
char *ac_database_postgres_get_place (AcDatabase *database,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
