/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-database-private.h"

#define MAX_TRIES 5
#define FIRST_PAUSE 2000 /* µs */

G_DEFINE_INTERFACE (AcDatabase, ac_database, G_TYPE_OBJECT)

struct _AcRows
{
  GPtrArray *cells; /* of GVariant or NULL, row after row */
  guint n_columns;
  int row;
};

static void
ac_database_default_init (AcDatabaseInterface *iface)
{
}

AcRows *
ac_database_query (AcDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  AcRows *rows = NULL;

  va_start (args, types);
  rows = AC_DATABASE_GET_IFACE (self)->query (self, sql, types, args, error);
  va_end (args);
  return rows;
}

gboolean
ac_database_execute (
    AcDatabase *self, gint64 *changed, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  gboolean done = FALSE;

  va_start (args, types);
  done = AC_DATABASE_GET_IFACE (self)->execute (self, sql, types, args, changed, error);
  va_end (args);
  return done;
}

gboolean
ac_database_run_script (AcDatabase *self, const char *script, GError **error)
{
  return AC_DATABASE_GET_IFACE (self)->run_script (self, script, error);
}

static gboolean
transact_once (
    AcDatabase *self, AcTransactionFunc func, gpointer user_data, gboolean *again, GError **error)
{
  AcDatabaseInterface *iface = AC_DATABASE_GET_IFACE (self);

  if (!iface->begin (self, error))
    return FALSE;
  if (func (self, user_data, error) && iface->commit (self, error))
    return TRUE;

  *again = iface->rollback (self);
  return FALSE;
}

gboolean
ac_database_transact (AcDatabase *self, AcTransactionFunc func, gpointer user_data, GError **error)
{
  for (guint tried = 1;; tried++)
    {
      g_autoptr(GError) failure = NULL;
      gboolean again = FALSE;

      if (transact_once (self, func, user_data, &again, &failure))
        return TRUE;
      if (!again || tried == MAX_TRIES)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      /* Those that met here come back one by one. */
      g_usleep (g_random_int_range (0, FIRST_PAUSE << tried));
    }
}

gboolean
ac_database_scrub (AcDatabase *self, GError **error)
{
  return AC_DATABASE_GET_IFACE (self)->scrub (self, error);
}

gboolean
ac_database_guard (AcDatabase *self, GError **error)
{
  return AC_DATABASE_GET_IFACE (self)->guard (self, error);
}

gboolean
ac_database_enter (AcDatabase *self, const AcDatumKey *key, GError **error)
{
  return AC_DATABASE_GET_IFACE (self)->enter (self, key, error);
}

gboolean
ac_database_leave (AcDatabase *self, GError **error)
{
  return AC_DATABASE_GET_IFACE (self)->leave (self, error);
}

static void
clear_cell (gpointer cell)
{
  if (cell != NULL)
    g_variant_unref (cell);
}

AcRows *
ac_rows_new (guint n_columns)
{
  AcRows *self = g_new0 (AcRows, 1);

  self->cells = g_ptr_array_new_with_free_func (clear_cell);
  self->n_columns = n_columns;
  self->row = -1;
  return self;
}

void
ac_rows_append (AcRows *self, GVariant *cell)
{
  g_ptr_array_add (self->cells, cell != NULL ? g_variant_ref_sink (cell) : NULL);
}

gboolean
ac_rows_next (AcRows *self)
{
  self->row++;
  return self->row * self->n_columns < self->cells->len;
}

static GVariant *
get_cell (AcRows *self, guint column)
{
  g_assert (self->row >= 0 && column < self->n_columns);

  return g_ptr_array_index (self->cells, self->row * self->n_columns + column);
}

const char *
ac_rows_text (AcRows *self, guint column)
{
  GVariant *cell = get_cell (self, column);

  return cell != NULL ? g_variant_get_string (cell, NULL) : NULL;
}

gint64
ac_rows_int (AcRows *self, guint column)
{
  GVariant *cell = get_cell (self, column);

  return cell != NULL ? g_variant_get_int64 (cell) : 0;
}

GBytes *
ac_rows_blob (AcRows *self, guint column)
{
  GVariant *cell = get_cell (self, column);

  return cell != NULL ? g_variant_get_data_as_bytes (cell) : NULL;
}

void
ac_rows_free (AcRows *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}
