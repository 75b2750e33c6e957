/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-database.h"

G_BEGIN_DECLS

/* The script that leads from version - 1 to version, or NULL when this program knows none. */
typedef GBytes *(*AcMigrationFunc) (guint version);

/* Brings the database to the newest version that find knows: forward only, one transaction for each
 * step, so that what was interrupted goes on where it stopped and processes can meet here.
 * AC_ERROR_STORAGE for a database of a newer program, or one that was made with other scripts than
 * ours. */
gboolean ac_migrations_run (AcDatabase *database, AcMigrationFunc find, GError **error);

G_END_DECLS
