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

/* What accounts hold for others to use: the one row of `datum` that may be read. */
typedef struct
{
  const char *person;
  const char *account_id;
  int category;
} AcDatumKey;

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
  gboolean (*rollback) (AcDatabase *self);
  gboolean (*guard) (AcDatabase *self, GError **error);
  gboolean (*enter) (AcDatabase *self, const AcDatumKey *key, GError **error);
  gboolean (*leave) (AcDatabase *self, GError **error);
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

/* Runs func in one transaction. An engine that several processes use may find that it lost against
 * another transaction, or that the connection went before the commit: then func runs again, up to
 * five times in all, and must give the same from what it was given. After a statement has failed
 * the others of its transaction may fail too. AC_ERROR_CONFLICT: a row like this is there already;
 * AC_ERROR_BACKEND_UNAVAILABLE: it lost each time, or the server is gone; AC_ERROR_STORAGE_FULL;
 * AC_ERROR_STORAGE. */
typedef gboolean (*AcTransactionFunc) (AcDatabase *self, gpointer user_data, GError **error);
gboolean
ac_database_transact (AcDatabase *self, AcTransactionFunc func, gpointer user_data, GError **error);
/* Outside a transaction: what was deleted can't be read from the engine's own files any more. */
gboolean ac_database_scrub (AcDatabase *self, GError **error);

/* From guard on, which comes after the migrations, the engine itself refuses `datum.value` to every
 * statement, whoever made it, but for the row of the key between enter and leave, which belong to
 * one transaction. */
gboolean ac_database_guard (AcDatabase *self, GError **error);
gboolean ac_database_enter (AcDatabase *self, const AcDatumKey *key, GError **error);
gboolean ac_database_leave (AcDatabase *self, GError **error);

/* Rows of an answer, all in memory. */
gboolean ac_rows_next (AcRows *self);
const char *ac_rows_text (AcRows *self, guint column);
gint64 ac_rows_int (AcRows *self, guint column);
GBytes *ac_rows_blob (AcRows *self, guint column) G_GNUC_WARN_UNUSED_RESULT;
void ac_rows_free (AcRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcRows, ac_rows_free)

G_END_DECLS
