/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libpq-fe.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-database-postgres.h"
#include "ac-database-private.h"
#include "ac-error.h"

#define MAX_PARAMETERS 32
#define BINARY 1
/* A process that stands still in a transaction doesn't keep its locks from others for longer. */
#define IDLE_MS "10000"
/* A server that went without a word is given up after that. */
#define LOST_MS "20000"
/* Whoever asks in vain is told so at once for that long, or many would wait for each other. */
#define RECONNECT_MS 1000
#define DUPLICATE_OBJECT "42710"
#define DUPLICATE_TABLE "42P07"
#define UNIQUE_VIOLATION "23505"

/* Object ids of the types in pg_catalog, which never change. */
enum
{
  OID_BYTEA = 17,
  OID_NAME = 19,
  OID_BIGINT = 20,
  OID_INTEGER = 23,
  OID_TEXT = 25,
};

struct _AcDatabasePostgres
{
  GObject parent_instance;
  PGconn *connection;
  gboolean in_transaction;
  gint64 reset_at;     /* when it was last tried in vain to connect again, or 0 */
  gboolean may_repeat; /* the transaction lost a race, or its connection before it was committed */
};

typedef struct
{
  Oid types[MAX_PARAMETERS];
  const char *values[MAX_PARAMETERS];
  int lengths[MAX_PARAMETERS];
  int formats[MAX_PARAMETERS];
  gint64 numbers[MAX_PARAMETERS];
  int n;
} Parameters;

static void ac_database_postgres_iface_init (AcDatabaseInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcDatabasePostgres,
                               ac_database_postgres,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_DATABASE,
                                                      ac_database_postgres_iface_init))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

static gboolean
is_lost (AcDatabasePostgres *self)
{
  return PQstatus (self->connection) != CONNECTION_OK;
}

/* By SQLSTATE: a class of two characters, or the whole code. */
static AcError
get_error_code (AcDatabasePostgres *self, const char *state)
{
  if (is_lost (self) || g_str_has_prefix (state, "08") || g_str_has_prefix (state, "57P") ||
      g_str_has_prefix (state, "40") || g_str_equal (state, "53300"))
    return AC_ERROR_BACKEND_UNAVAILABLE;
  if (g_str_has_prefix (state, "23") || g_str_equal (state, DUPLICATE_TABLE) ||
      g_str_equal (state, DUPLICATE_OBJECT))
    return AC_ERROR_CONFLICT;
  if (g_str_equal (state, "53100"))
    return AC_ERROR_STORAGE_FULL;

  return AC_ERROR_STORAGE;
}

static const char *
get_state (PGresult *result)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);

  return state != NULL ? state : "";
}

/* The server's details quote rows of persons, so only its first line is kept, for debugging. */
static gboolean
fail (AcDatabasePostgres *self, PGresult *result, GError **error)
{
  const char *state = get_state (result);
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  if (is_lost (self) || g_str_equal (state, "40001") || g_str_equal (state, "40P01"))
    self->may_repeat = TRUE;

  g_set_error (error, AC_ERROR, get_error_code (self, state), "The store answered: %s",
               *state != '\0' ? state : "connection lost");
  g_debug ("PostgreSQL: %s %s", state, message != NULL ? message : "");
  return FALSE;
}

static gboolean
check (AcDatabasePostgres *self, PGresult *result, GError **error)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY ||
         fail (self, result, error);
}

static void
add_blob (Parameters *parameters, int place, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  parameters->types[place] = OID_BYTEA;
  /* No bytes are something else than nothing. */
  parameters->values[place] = bytes != NULL && data == NULL ? "" : data;
  parameters->lengths[place] = size;
}

static void
read_parameters (Parameters *parameters, const char *types, va_list args)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      g_assert (i < MAX_PARAMETERS);
      parameters->formats[i] = BINARY;
      parameters->n = i + 1;
      switch (types[i])
        {
        case 's':
          parameters->types[i] = OID_TEXT;
          parameters->values[i] = va_arg (args, const char *);
          parameters->formats[i] = 0;
          break;
        case 'i':
          parameters->types[i] = OID_BIGINT;
          parameters->numbers[i] = va_arg (args, gint64);
          parameters->numbers[i] = GINT64_TO_BE (parameters->numbers[i]);
          parameters->values[i] = (const char *) &parameters->numbers[i];
          parameters->lengths[i] = sizeof (gint64);
          break;
        case 'b':
          add_blob (parameters, i, va_arg (args, GBytes *));
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static PGresult *
run (AcDatabasePostgres *self, const char *sql, const char *types, va_list args, GError **error)
{
  g_autofree Parameters *parameters = g_new0 (Parameters, 1);
  g_autoptr(PGresult) result = NULL;

  read_parameters (parameters, types, args);
  result = PQexecParams (self->connection, sql, parameters->n, parameters->types,
                         parameters->values, parameters->lengths, parameters->formats, BINARY);
  if (check (self, result, error))
    return g_steal_pointer (&result);

  if (g_str_has_prefix (get_state (result), "42"))
    g_warning ("Wrong SQL (%s): %s", PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY), sql);
  return NULL;
}

static GVariant *
read_cell (PGresult *result, int row, int column)
{
  const char *value = PQgetvalue (result, row, column);
  gint64 big = 0;
  gint32 small = 0;

  if (PQgetisnull (result, row, column))
    return NULL;

  switch (PQftype (result, column))
    {
    case OID_BIGINT:
      memcpy (&big, value, sizeof big);
      return g_variant_new_int64 (GINT64_FROM_BE (big));
    case OID_INTEGER:
      memcpy (&small, value, sizeof small);
      return g_variant_new_int64 (GINT32_FROM_BE (small));
    case OID_TEXT:
    case OID_NAME:
      return g_variant_new_string (value);
    case OID_BYTEA:
      return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, value,
                                        PQgetlength (result, row, column), 1);
    default:
      g_error ("A question of the store has an answer of type %u", PQftype (result, column));
    }
}

static AcRows *
postgres_query (
    AcDatabase *database, const char *sql, const char *types, va_list args, GError **error)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  g_autoptr(PGresult) result = run (self, sql, types, args, error);
  AcRows *rows = NULL;

  if (result == NULL)
    return NULL;

  rows = ac_rows_new (PQnfields (result));
  for (int row = 0; row < PQntuples (result); row++)
    for (int column = 0; column < PQnfields (result); column++)
      ac_rows_append (rows, read_cell (result, row, column));

  return rows;
}

static gboolean
postgres_execute (AcDatabase *database,
                  const char *sql,
                  const char *types,
                  va_list args,
                  gint64 *changed,
                  GError **error)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  g_autoptr(PGresult) result = run (self, sql, types, args, error);

  if (result == NULL)
    return FALSE;

  if (changed != NULL)
    *changed = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  return TRUE;
}

static gboolean
postgres_run_script (AcDatabase *database, const char *script, GError **error)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  g_autoptr(PGresult) result = PQexec (self->connection, script);

  return check (self, result, error);
}

static void
reconnect (AcDatabasePostgres *self)
{
  const gint64 now = ac_clock_boot_ms ();

  if (!is_lost (self) || (self->reset_at != 0 && now - self->reset_at < RECONNECT_MS))
    return;

  PQreset (self->connection);
  self->reset_at = is_lost (self) ? ac_clock_boot_ms () : 0;
}

/* Serializable: what one process reads of all accounts' steps decides what it writes to one, and
 * another process may be at the same; a lesser level would let both. A connection that was lost
 * while nothing was under way is made anew, once. */
static gboolean
postgres_begin (AcDatabase *database, GError **error)
{
  static const char begin[] = "BEGIN ISOLATION LEVEL SERIALIZABLE;"
                              "SET LOCAL idle_in_transaction_session_timeout = " IDLE_MS;
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);

  self->may_repeat = FALSE;
  self->in_transaction = TRUE;
  if (!is_lost (self) && postgres_run_script (database, begin, NULL))
    return TRUE;

  reconnect (self);
  self->may_repeat = FALSE;
  self->in_transaction = postgres_run_script (database, begin, error);
  return self->in_transaction;
}

/* A transaction in which a statement failed answers COMMIT with ROLLBACK and no error. When the
 * connection is lost here nobody knows whether it was committed, so it is not run again. */
static gboolean
postgres_commit (AcDatabase *database, GError **error)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  g_autoptr(PGresult) result = PQexec (self->connection, "COMMIT");

  if (!check (self, result, error))
    {
      self->may_repeat = self->may_repeat && !is_lost (self);
      return FALSE;
    }

  self->in_transaction = FALSE;
  if (g_str_equal (PQcmdStatus (result), "COMMIT"))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "A part of the transaction had failed");
  return FALSE;
}

static gboolean
postgres_rollback (AcDatabase *database)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  g_autoptr(PGresult) result = NULL;

  if (self->in_transaction && !is_lost (self))
    result = PQexec (self->connection, "ROLLBACK");
  self->in_transaction = FALSE;
  return self->may_repeat;
}

/* The policies hold for the tables' owner, too, but for no superuser. */
static gboolean
warn_of_superuser (AcDatabasePostgres *self, GError **error)
{
  g_autoptr(PGresult) result = PQexec (
      self->connection,
      "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)");

  if (!check (self, result, error))
    return FALSE;

  if (PQntuples (result) > 0)
    g_message ("The store's role is above PostgreSQL's row security: give it one without SUPERUSER "
               "and BYPASSRLS, so that the server guards what people did not agree to, too");
  return TRUE;
}

/* A row is seen by who has named it. Of several processes that begin at once one makes them. */
static gboolean
postgres_guard (AcDatabase *database, GError **error)
{
  static const char make[] =
      "ALTER TABLE datum ENABLE ROW LEVEL SECURITY;"
      "ALTER TABLE datum FORCE ROW LEVEL SECURITY;"
      "CREATE POLICY datum_named ON datum USING ("
      " person_id = current_setting ('ac.person', true) AND"
      " account_id = current_setting ('ac.account', true) AND"
      " category = CAST (NULLIF (current_setting ('ac.category', true), '') AS bigint))";
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  g_autoptr(PGresult) found =
                PQexec (self->connection, "SELECT 1 FROM pg_policies WHERE policyname ="
                                          " 'datum_named' AND schemaname = current_schema ()");
  g_autoptr(PGresult) made = NULL;

  if (!check (self, found, error) || !warn_of_superuser (self, error))
    return FALSE;
  if (PQntuples (found) > 0)
    return TRUE;

  made = PQexec (self->connection, make);
  return g_str_equal (get_state (made), DUPLICATE_OBJECT) || check (self, made, error);
}

static gboolean
name_row (AcDatabase *database,
          const char *person,
          const char *account,
          const char *category,
          GError **error)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  const char *values[] = { person, account, category };
  g_autoptr(PGresult) result = PQexecParams (
      self->connection,
      "SELECT set_config ('ac.person', $1, true), set_config ('ac.account', $2, true),"
      " set_config ('ac.category', $3, true)",
      G_N_ELEMENTS (values), NULL, values, NULL, NULL, 0);

  return check (self, result, error);
}

static gboolean
postgres_enter (AcDatabase *database, const AcDatumKey *key, GError **error)
{
  g_autofree char *category = g_strdup_printf ("%d", key->category);

  return name_row (database, key->person, key->account_id, category, error);
}

static gboolean
postgres_leave (AcDatabase *database, GError **error)
{
  return name_row (database, "", "", "", error);
}

/* A server keeps what was deleted in its log, its free pages and its backups for as long as its
 * keeper says; no statement reaches there. */
static gboolean
postgres_scrub (AcDatabase *database, GError **error)
{
  return TRUE;
}

static void
ac_database_postgres_iface_init (AcDatabaseInterface *iface)
{
  iface->query = postgres_query;
  iface->execute = postgres_execute;
  iface->run_script = postgres_run_script;
  iface->begin = postgres_begin;
  iface->commit = postgres_commit;
  iface->rollback = postgres_rollback;
  iface->guard = postgres_guard;
  iface->enter = postgres_enter;
  iface->leave = postgres_leave;
  iface->scrub = postgres_scrub;
}

static void
ac_database_postgres_finalize (GObject *object)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (object);

  g_clear_pointer (&self->connection, PQfinish);

  G_OBJECT_CLASS (ac_database_postgres_parent_class)->finalize (object);
}

static void
ac_database_postgres_class_init (AcDatabasePostgresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_database_postgres_finalize;
}

static void
ac_database_postgres_init (AcDatabasePostgres *self)
{
}

static void
notice_cb (void *data, const PGresult *result)
{
  g_debug ("PostgreSQL: %s", PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY));
}

static gboolean
refuse (GError **error, AcError code, const char *why)
{
  g_set_error_literal (error, AC_ERROR, code, why);
  return FALSE;
}

/* libpq's own words about a bad string would repeat the string. */
static gboolean
check_conninfo (const char *conninfo, GError **error)
{
  g_autoptr(PQconninfoOption) options = PQconninfoParse (conninfo, NULL);

  if (options == NULL)
    return refuse (error, AC_ERROR_INVALID, "This is no connection string");

  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (option->val != NULL && strstr (option->keyword, "password") != NULL)
      return refuse (error, AC_ERROR_INVALID, "A connection string may not hold a password");

  return TRUE;
}

/* The scripts say BLOB, as SQLite does. Of several processes that make the type at once one wins.
 */
static gboolean
make_blob (AcDatabasePostgres *self, GError **error)
{
  static const char find[] = "SELECT 1 FROM pg_type WHERE typname = 'blob' AND"
                             " pg_type_is_visible (oid)";
  g_autoptr(PGresult) found = PQexec (self->connection, find);
  g_autoptr(PGresult) made = NULL;

  if (!check (self, found, error))
    return FALSE;
  if (PQntuples (found) > 0)
    return TRUE;

  made = PQexec (self->connection, "CREATE DOMAIN blob AS bytea");
  return g_str_equal (get_state (made), DUPLICATE_OBJECT) ||
         g_str_equal (get_state (made), UNIQUE_VIOLATION) || check (self, made, error);
}

AcDatabase *
ac_database_postgres_open (const char *conninfo, GError **error)
{
  /* Later ones win: what the string says stands above ours, up to the encoding. */
  const char *keywords[] = { "connect_timeout",  "tcp_user_timeout",
                             "keepalives_idle",  "keepalives_interval",
                             "keepalives_count", "fallback_application_name",
                             "sslmode",          "dbname",
                             "client_encoding",  NULL };
  const char *values[] = { "10",          LOST_MS,  "10",   "5", "2", "accounts-center",
                           "verify-full", conninfo, "UTF8", NULL };
  g_autoptr(AcDatabasePostgres) self = g_object_new (AC_TYPE_DATABASE_POSTGRES, NULL);
  const char *encoding = NULL;

  if (!check_conninfo (conninfo, error))
    return NULL;

  self->connection = PQconnectdbParams (keywords, values, TRUE);
  if (is_lost (self))
    {
      g_debug ("PostgreSQL: %s", PQerrorMessage (self->connection));
      refuse (error, AC_ERROR_BACKEND_UNAVAILABLE, "The store's server can't be reached");
      return NULL;
    }

  PQsetNoticeReceiver (self->connection, notice_cb, NULL);
  encoding = PQparameterStatus (self->connection, "server_encoding");
  if (g_strcmp0 (encoding, "UTF8") != 0)
    {
      refuse (error, AC_ERROR_STORAGE, "The store's database is not in UTF-8");
      return NULL;
    }

  return make_blob (self, error) ? AC_DATABASE (g_steal_pointer (&self)) : NULL;
}

char *
ac_database_postgres_get_place (AcDatabase *database, GError **error)
{
  AcDatabasePostgres *self = AC_DATABASE_POSTGRES (database);
  g_autoptr(PGresult) result = PQexec (
      self->connection, "SELECT system_identifier || ' ' || timeline_id || ' ' || pg_class.oid"
                        " FROM pg_control_system (), pg_control_checkpoint (), pg_class"
                        " WHERE pg_class.oid = 'installation'::regclass");

  return check (self, result, error) ? g_strdup (PQgetvalue (result, 0, 0)) : NULL;
}
