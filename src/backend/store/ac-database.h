/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A small face over SQL engines. All calls block and belong to the store's one thread. SQL is the
 * portable subset: `$1` parameters, no triggers, no engine's own functions. Parameters are given by
 * a string of types, one letter each: `s` const char * (NULL is null), `i` gint64, `b` GBytes *
 * (NULL is null). */

#define AC_TYPE_DATABASE (ac_database_get_type ())
G_DECLARE_INTERFACE (AcDatabase, ac_database, AC, DATABASE, GObject)

typedef struct _AcRows AcRows;

struct _AcDatabaseInterface
{
  GTypeInterface parent_iface;

  AcRows *(*query) (
      AcDatabase *self, const char *sql, const char *types, va_list args, GError **error);
  gboolean (*execute) (AcDatabase *self,
                       const char *sql,
                       const char *types,
                       va_list args,
                       gint64 *changed,
                       GError **error);
  gboolean (*run_script) (AcDatabase *self, const char *script, GError **error);
  gboolean (*begin) (AcDatabase *self, GError **error);
  gboolean (*commit) (AcDatabase *self, GError **error);
  void (*rollback) (AcDatabase *self);
  gboolean (*scrub) (AcDatabase *self, GError **error);
};

AcRows *ac_database_query (AcDatabase *self,
                           GError **error,
                           const char *sql,
                           const char *types,
                           ...) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_database_execute (
    AcDatabase *self, gint64 *changed, GError **error, const char *sql, const char *types, ...);
gboolean ac_database_run_script (AcDatabase *self, const char *script, GError **error);
gboolean ac_database_begin (AcDatabase *self, GError **error);
gboolean ac_database_commit (AcDatabase *self, GError **error);
void ac_database_rollback (AcDatabase *self);
/* Outside a transaction: what was deleted can't be read from the files any more. */
gboolean ac_database_scrub (AcDatabase *self, GError **error);

/* Rows of an answer, all in memory. */
gboolean ac_rows_next (AcRows *self);
const char *ac_rows_text (AcRows *self, guint column);
gint64 ac_rows_int (AcRows *self, guint column);
GBytes *ac_rows_blob (AcRows *self, guint column) G_GNUC_WARN_UNUSED_RESULT;
void ac_rows_free (AcRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcRows, ac_rows_free)

G_END_DECLS
