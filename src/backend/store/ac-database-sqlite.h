/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-database.h"

G_BEGIN_DECLS

#define AC_TYPE_DATABASE_SQLITE (ac_database_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (AcDatabaseSqlite, ac_database_sqlite, AC, DATABASE_SQLITE, GObject)

/* Opens or makes the file, readable by its owner only, in write-ahead mode with every commit on
 * disk. */
AcDatabase *ac_database_sqlite_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
