/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-import.h"

G_BEGIN_DECLS

/* The exports that people are bringing, one for each person at a time. Their bytes lie in a file
 * without a name in `folder`: however this process ends, nothing is left of them. */
#define AC_TYPE_IMPORTS (ac_imports_get_type ())
G_DECLARE_FINAL_TYPE (AcImports, ac_imports, AC, IMPORTS, GObject)

/* All of an export, and of one piece of it. */
#define AC_IMPORT_MAX_SIZE (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)

AcImports *ac_imports_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

/* Lets go of the one before. AC_ERROR_STORAGE, AC_ERROR_STORAGE_FULL; AC_ERROR_IN_PROGRESS: that
 * one is being read. */
AcImport *
ac_imports_begin (AcImports *self, const char *person, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_NOT_FOUND. */
AcImport *ac_imports_find (AcImports *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Twice is once. AC_ERROR_CONFLICT: at is another place than where it goes on;
 * AC_ERROR_TOO_LARGE; AC_ERROR_STORAGE_FULL. */
gboolean ac_import_add (AcImport *self, gint64 at, GBytes *piece, GError **error);
/* Whoever reads it stops; it is let go of. */
void ac_imports_end (AcImports *self, AcImport *import);
/* Those that nobody went on with for an hour. */
void ac_imports_sweep (AcImports *self);

G_END_DECLS
