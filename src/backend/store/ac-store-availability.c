/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-store-private.h"

gboolean
ac_store_get_policy (AcStore *self, gint64 *serial, GBytes **file, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows =
                file != NULL
                    ? ac_database_query (database, error,
                                         "SELECT number, file FROM policy WHERE slot = 0", "")
                    : ac_database_query (database, error,
                                         "SELECT number FROM policy WHERE slot = 0", "");

  if (rows == NULL)
    return FALSE;

  *serial = 0;
  if (ac_rows_next (rows))
    {
      *serial = ac_rows_int (rows, 0);
      if (file != NULL)
        *file = ac_rows_blob (rows, 1);
    }

  return TRUE;
}

gboolean
ac_store_set_policy (AcStore *self, gint64 serial, GBytes *file, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error, "DELETE FROM policy", "") &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO policy (slot, number, file) VALUES (0, $1, $2)", "ib",
                              serial, file);
}

void
ac_standing_free (AcStanding *self)
{
  g_free (self->region);
  g_strfreev (self->services);
  g_strfreev (self->waiting);
  g_strfreev (self->came);
  g_free (self);
}

static GStrv
list_services (AcStore *self, const char *person, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT DISTINCT service FROM account WHERE person_id = $1 AND unconfirmed IS NULL"
      " ORDER BY service",
      "s", person);

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    g_strv_builder_add (builder, ac_rows_text (rows, 0));
  return g_strv_builder_end (builder);
}

static gboolean
read_wishes (AcStore *self, const char *person, AcStanding *standing, GError **error)
{
  g_autoptr(GStrvBuilder) waiting = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) came = g_strv_builder_new ();
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT feature, came FROM wish WHERE person_id = $1 ORDER BY feature", "s", person);

  if (rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    g_strv_builder_add (ac_rows_int (rows, 1) != 0 ? came : waiting, ac_rows_text (rows, 0));
  standing->waiting = g_strv_builder_end (waiting);
  standing->came = g_strv_builder_end (came);
  return TRUE;
}

AcStanding *
ac_store_get_standing (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcStanding) standing = g_new0 (AcStanding, 1);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT region, age, n_statuses FROM person WHERE id = $1", "s", person);

  if (rows == NULL || !(standing->services = list_services (self, person, error)) ||
      !read_wishes (self, person, standing, error))
    return NULL;

  if (ac_rows_next (rows))
    {
      standing->region = g_strdup (ac_rows_text (rows, 0));
      standing->age = ac_rows_int (rows, 1);
      standing->shared = ac_rows_int (rows, 2) > 0;
    }
  return g_steal_pointer (&standing);
}

gboolean
ac_store_set_standing (
    AcStore *self, const char *person, const char *region, guint age, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE person SET region = $1, age = $2 WHERE id = $3", "sis",
                              region, AC_INT (age), person) &&
         ac_store_add_event (self, person, "availability", person, NULL, error);
}

gboolean
ac_store_add_wish (AcStore *self, const char *person, const char *feature, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error,
                              "DELETE FROM wish WHERE person_id = $1 AND feature = $2", "ss",
                              person, feature) &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO wish (person_id, feature, came) VALUES ($1, $2, 0)",
                              "ss", person, feature) &&
         ac_store_add_event (self, person, "availability", feature, NULL, error);
}

gboolean
ac_store_remove_wish (AcStore *self, const char *person, const char *feature, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "DELETE FROM wish WHERE person_id = $1 AND feature = $2", "ss", person,
                            feature))
    return FALSE;

  return changed > 0 ? ac_store_add_event (self, person, "availability", feature, NULL, error)
                     : ac_store_not_found (error);
}

gboolean
ac_store_fulfil_wish (AcStore *self, const char *person, const char *feature, GError **error)
{
  gint64 changed = 0;

  return ac_database_execute (
             ac_store_get_database (self), &changed, error,
             "UPDATE wish SET came = 1 WHERE person_id = $1 AND feature = $2 AND came = 0", "ss",
             person, feature) &&
         (changed == 0 || ac_store_add_event (self, person, "feature", feature, NULL, error));
}

GStrv
ac_store_list_unsettled (AcStore *self, const char *after_id, guint limit, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person_id FROM wish WHERE came = 0 AND person_id > $1 UNION"
      " SELECT person_id FROM step WHERE error = $2 AND person_id > $1 ORDER BY person_id LIMIT $3",
      "ssi", after_id != NULL ? after_id : "", ac_error_get_slug (AC_ERROR_NOT_AVAILABLE),
      AC_INT (limit));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    g_strv_builder_add (builder, ac_rows_text (rows, 0));
  return g_strv_builder_end (builder);
}
