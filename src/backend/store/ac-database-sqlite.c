/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "ac-database-private.h"
#include "ac-database-sqlite.h"
#include "ac-error.h"

#define BUSY_TIMEOUT_MS 5000

struct _AcDatabaseSqlite
{
  GObject parent_instance;
  sqlite3 *handle;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  GHashTable *inside;     /* the same, made while values may be read */
  gboolean entered;
};

static void ac_database_sqlite_iface_init (AcDatabaseInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcDatabaseSqlite,
                               ac_database_sqlite,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_DATABASE,
                                                      ac_database_sqlite_iface_init))

/* Also a quota and a limit on file sizes are no room to the person. */
static gboolean
is_full (AcDatabaseSqlite *self, int code)
{
  int number = sqlite3_system_errno (self->handle);

  return code == SQLITE_FULL || ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) &&
                                 (number == ENOSPC || number == EDQUOT || number == EFBIG));
}

static gboolean
fail (AcDatabaseSqlite *self, GError **error)
{
  int code = sqlite3_errcode (self->handle) & 0xff;
  AcError kind = AC_ERROR_STORAGE;

  if (is_full (self, code))
    kind = AC_ERROR_STORAGE_FULL;
  else if (code == SQLITE_CONSTRAINT)
    kind = AC_ERROR_CONFLICT;

  g_set_error (error, AC_ERROR, kind, "The store answered: %s", sqlite3_errstr (code));
  g_debug ("SQLite: %s", sqlite3_errmsg (self->handle));
  return FALSE;
}

static sqlite3_stmt *
prepare (AcDatabaseSqlite *self, const char *sql, GError **error)
{
  GHashTable *statements = self->entered ? self->inside : self->statements;
  sqlite3_stmt *statement = g_hash_table_lookup (statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
      SQLITE_OK)
    {
      if (sqlite3_errcode (self->handle) == SQLITE_AUTH)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_PERMISSION_DENIED, "This is guarded");
          return NULL;
        }

      fail (self, error);
      g_warning ("Wrong SQL (%s): %s", sqlite3_errmsg (self->handle), sql);
      return NULL;
    }

  g_hash_table_insert (statements, g_strdup (sql), statement);
  return statement;
}

static void
bind_blob (sqlite3_stmt *statement, int place, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (statement, place);
  else if (size == 0)
    sqlite3_bind_zeroblob (statement, place, 0);
  else
    sqlite3_bind_blob64 (statement, place, data, size, SQLITE_TRANSIENT);
}

static void
bind (sqlite3_stmt *statement, const char *types, va_list args)
{
  for (guint i = 0; types[i] != '\0'; i++)
    {
      g_autofree char *name = g_strdup_printf ("$%u", i + 1);
      int place = sqlite3_bind_parameter_index (statement, name);

      g_assert (place > 0);
      switch (types[i])
        {
        case 's':
          sqlite3_bind_text (statement, place, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
          break;
        case 'i':
          sqlite3_bind_int64 (statement, place, va_arg (args, gint64));
          break;
        case 'b':
          bind_blob (statement, place, va_arg (args, GBytes *));
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static GVariant *
read_cell (sqlite3_stmt *statement, int column)
{
  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      return g_variant_new_int64 (sqlite3_column_int64 (statement, column));
    case SQLITE_TEXT:
      return g_variant_new_string ((const char *) sqlite3_column_text (statement, column));
    case SQLITE_BLOB:
      return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                        sqlite3_column_blob (statement, column),
                                        sqlite3_column_bytes (statement, column), 1);
    default:
      return NULL;
    }
}

static AcRows *
sqlite_query (
    AcDatabase *database, const char *sql, const char *types, va_list args, GError **error)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (database);
  sqlite3_stmt *statement = prepare (self, sql, error);
  g_autoptr(AcRows) rows = NULL;
  int result = 0;

  if (statement == NULL)
    return NULL;

  bind (statement, types, args);
  rows = ac_rows_new (sqlite3_column_count (statement));
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      ac_rows_append (rows, read_cell (statement, i));

  if (result != SQLITE_DONE)
    fail (self, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
sqlite_execute (AcDatabase *database,
                const char *sql,
                const char *types,
                va_list args,
                gint64 *changed,
                GError **error)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (database);
  sqlite3_stmt *statement = prepare (self, sql, error);
  int result = 0;

  if (statement == NULL)
    return FALSE;

  bind (statement, types, args);
  result = sqlite3_step (statement);
  if (result != SQLITE_DONE)
    fail (self, error);
  else if (changed != NULL)
    *changed = sqlite3_changes64 (self->handle);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

static gboolean
sqlite_run_script (AcDatabase *database, const char *script, GError **error)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (database);

  return sqlite3_exec (self->handle, script, NULL, NULL, NULL) == SQLITE_OK || fail (self, error);
}

static gboolean
sqlite_begin (AcDatabase *database, GError **error)
{
  AC_DATABASE_SQLITE (database)->entered = FALSE;
  return sqlite_run_script (database, "BEGIN IMMEDIATE", error);
}

static gboolean
sqlite_commit (AcDatabase *database, GError **error)
{
  return sqlite_run_script (database, "COMMIT", error);
}

/* One process alone loses against nobody. */
static gboolean
sqlite_rollback (AcDatabase *database)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (database);

  /* SQLite has rolled back by itself after a full disk. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite_run_script (database, "ROLLBACK", NULL);
  return FALSE;
}

/* Asked when a statement is made. Whoever could change who is asked, or attach what isn't guarded,
 * could read all the same. */
static int
authorize_cb (void *user_data,
              int action,
              const char *first,
              const char *second,
              const char *database,
              const char *through)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (user_data);

  if (action == SQLITE_ATTACH)
    return SQLITE_DENY;
  if (action == SQLITE_READ && g_ascii_strcasecmp (first, "datum") == 0 &&
      g_ascii_strcasecmp (second, "value") == 0)
    return self->entered ? SQLITE_OK : SQLITE_DENY;
  if (action == SQLITE_ALTER_TABLE && second != NULL && g_ascii_strcasecmp (second, "datum") == 0)
    return SQLITE_DENY;

  return SQLITE_OK;
}

/* Statements that were made before are forgotten: they were never asked about. */
static gboolean
sqlite_guard (AcDatabase *database, GError **error)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (database);

  g_hash_table_remove_all (self->statements);
  return sqlite3_set_authorizer (self->handle, authorize_cb, self) == SQLITE_OK ||
         fail (self, error);
}

/* The statement names its row itself; the store's thread runs nothing else meanwhile. */
static gboolean
sqlite_enter (AcDatabase *database, const AcDatumKey *key, GError **error)
{
  AC_DATABASE_SQLITE (database)->entered = TRUE;
  return TRUE;
}

static gboolean
sqlite_leave (AcDatabase *database, GError **error)
{
  AC_DATABASE_SQLITE (database)->entered = FALSE;
  return TRUE;
}

/* Deleted rows are overwritten with zeros when they go. What a page still has of them where rows
 * moved goes with VACUUM, which attaches a file and reads every value itself; their copies in the
 * log go after that. */
static gboolean
sqlite_scrub (AcDatabase *database, GError **error)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (database);
  gboolean done = FALSE;

  sqlite3_set_authorizer (self->handle, NULL, NULL);
  done = sqlite_run_script (database, "VACUUM; PRAGMA wal_checkpoint (TRUNCATE);", error);
  return sqlite_guard (database, error) && done;
}

static void
ac_database_sqlite_iface_init (AcDatabaseInterface *iface)
{
  iface->query = sqlite_query;
  iface->execute = sqlite_execute;
  iface->run_script = sqlite_run_script;
  iface->begin = sqlite_begin;
  iface->commit = sqlite_commit;
  iface->rollback = sqlite_rollback;
  iface->guard = sqlite_guard;
  iface->enter = sqlite_enter;
  iface->leave = sqlite_leave;
  iface->scrub = sqlite_scrub;
}

static void
ac_database_sqlite_finalize (GObject *object)
{
  AcDatabaseSqlite *self = AC_DATABASE_SQLITE (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->inside, g_hash_table_unref);
  sqlite3_close (self->handle);

  G_OBJECT_CLASS (ac_database_sqlite_parent_class)->finalize (object);
}

static void
ac_database_sqlite_class_init (AcDatabaseSqliteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_database_sqlite_finalize;
}

static void
ac_database_sqlite_init (AcDatabaseSqlite *self)
{
  self->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sqlite3_finalize);
  self->inside =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sqlite3_finalize);
}

/* The busy time-out comes before the journal mode: openers side by side would fail otherwise. What
 * somebody deleted right before they were killed still stands in the log. */
AcDatabase *
ac_database_sqlite_open (const char *path, GError **error)
{
  g_autoptr(AcDatabaseSqlite) self = g_object_new (AC_TYPE_DATABASE_SQLITE, NULL);
  mode_t mask = umask (0177);
  int result = sqlite3_open_v2 (
      path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  umask (mask);
  if (result != SQLITE_OK)
    {
      fail (self, error);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  if (!sqlite_run_script (AC_DATABASE (self),
                          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                          "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                          "PRAGMA secure_delete = ON; PRAGMA wal_checkpoint (TRUNCATE);",
                          error))
    return NULL;

  return AC_DATABASE (g_steal_pointer (&self));
}
