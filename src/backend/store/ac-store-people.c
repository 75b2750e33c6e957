/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

#define DAY_MS (24 * 60 * 60 * 1000)
#define PERSON                                                                                     \
  "id, created_at, (SELECT MAX(used_at) FROM session WHERE session.person_id = person.id AND"      \
  " ended_at IS NULL), n_accounts, n_statuses, blocked, max_accounts, max_statuses_per_day"        \
  " FROM person"

gboolean
ac_store_ensure_person (AcStore *self, const char *person, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(AcRows) rows = ac_database_query (database, error,
                                              "SELECT id FROM person WHERE id = $1", "s", person);

  if (rows == NULL)
    return FALSE;

  return ac_rows_next (rows) ||
         ac_database_execute (
             database, NULL, error,
             "INSERT INTO person (id, created_at, sharing_stopped, n_accounts, n_statuses,"
             " last_event) VALUES ($1, $2, 0, 0, 0, 0)",
             "si", person, ac_clock_now_ms ());
}

static AcPerson *
read_person (AcRows *rows)
{
  const AcPersonFacts facts = {
    .id = (char *) ac_rows_text (rows, 0),
    .created_at = ac_rows_int (rows, 1),
    .last_used_at = ac_rows_int (rows, 2),
    .accounts = ac_rows_int (rows, 3),
    .statuses = ac_rows_int (rows, 4),
    .blocked = ac_rows_int (rows, 5) != 0,
    .max_accounts = ac_rows_int (rows, 6),
    .max_statuses_per_day = ac_rows_int (rows, 7),
  };

  return ac_person_new (&facts);
}

AcPerson *
ac_store_get_person (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT " PERSON " WHERE id = $1", "s", person);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_person (rows);
}

GListStore *
ac_store_list_people (AcStore *self, const char *after_id, guint limit, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error, "SELECT " PERSON " WHERE id > $1 ORDER BY id LIMIT $2",
      "si", after_id != NULL ? after_id : "", AC_INT (limit));
  g_autoptr(GListStore) people = NULL;

  if (rows == NULL)
    return NULL;

  people = g_list_store_new (AC_TYPE_PERSON);
  while (ac_rows_next (rows))
    {
      g_autoptr(AcPerson) person = read_person (rows);

      g_list_store_append (people, person);
    }

  return g_steal_pointer (&people);
}

gboolean
ac_store_rule_person (AcStore *self, const AcPersonFacts *facts, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE person SET blocked = $1, max_accounts = $2,"
                            " max_statuses_per_day = $3 WHERE id = $4",
                            "iiis", AC_INT (facts->blocked), AC_INT (facts->max_accounts),
                            AC_INT (facts->max_statuses_per_day), facts->id))
    return FALSE;

  return changed > 0 || ac_store_not_found (error);
}

gboolean
ac_store_check_let_in (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT id FROM person WHERE id = $1 AND blocked = 1",
                                              "s", person);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_BLOCKED, "The administrator lets this one not in");
  return FALSE;
}

static gboolean
check_below (gint64 n, guint own, guint everybodys, GError **error)
{
  if (n < (own > 0 ? own : everybodys))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_QUOTA_REACHED, "No more is allowed");
  return FALSE;
}

gboolean
ac_store_check_accounts (AcStore *self, const char *person, guint everybodys, GError **error)
{
  g_autoptr(AcPerson) found = ac_store_get_person (self, person, error);
  const AcPersonFacts *facts = found != NULL ? ac_person_get_facts (found) : NULL;

  return facts != NULL && check_below (facts->accounts, facts->max_accounts, everybodys, error);
}

/* Taken back is shared, too: the services have seen it. */
gboolean
ac_store_check_statuses (AcStore *self, const char *person, guint everybodys, GError **error)
{
  g_autoptr(AcPerson) found = ac_store_get_person (self, person, error);
  g_autoptr(AcRows) rows = NULL;
  g_autofree char *yesterday = ac_id_first_at (ac_clock_now_ms () - DAY_MS);

  if (found == NULL)
    return FALSE;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT COUNT(*) FROM status WHERE person_id = $1 AND id >= $2", "ss",
                            person, yesterday);
  return rows != NULL && ac_rows_next (rows) &&
         check_below (ac_rows_int (rows, 0), ac_person_get_facts (found)->max_statuses_per_day,
                      everybodys, error);
}

gboolean
ac_store_turn_service (AcStore *self, const char *service, gboolean on, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error, "DELETE FROM service_off WHERE service = $1",
                              "s", service) &&
         (on ||
          ac_database_execute (database, NULL, error,
                               "INSERT INTO service_off (service) VALUES ($1)", "s", service));
}

GStrv
ac_store_list_services_off (AcStore *self, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error, "SELECT service FROM service_off ORDER BY service", "");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    g_strv_builder_add (builder, ac_rows_text (rows, 0));
  return g_strv_builder_end (builder);
}
