/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-load.h"
#include "ac-store-private.h"

static const char *const names[] = {
  [AC_LOAD_PLANNED] = "planned", [AC_LOAD_HELD] = "held",         [AC_LOAD_WAITING] = "waiting",
  [AC_LOAD_SENDING] = "sending", [AC_LOAD_CHECKING] = "checking", [AC_LOAD_BLOCKED] = "blocked",
  [AC_LOAD_FAILED] = "failed",   [AC_LOAD_ASKING] = "needs-you",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == AC_N_LOAD_STATES);

const char *
ac_load_state_get_name (AcLoadState state)
{
  return names[state];
}

/* What a step waits for that isn't the service. A planned hand-over is unknown until its time. */
typedef enum
{
  WAIT_NO,
  WAIT_TIME,
  WAIT_PERSON,
} Wait;

G_STATIC_ASSERT (WAIT_TIME == 1 && WAIT_PERSON == 2 && AC_STEP_PENDING == 0 &&
                 AC_STEP_UNKNOWN == 2 && AC_STEP_HAND == 5);

/* FALSE: it is settled. */
static gboolean
find_state (AcStepState state, Wait wait, AcLoadState *load)
{
  static const struct
  {
    AcStepState state;
    AcLoadState load;
  } states[] = {
    { AC_STEP_ARMED, AC_LOAD_SENDING },    { AC_STEP_UNKNOWN, AC_LOAD_CHECKING },
    { AC_STEP_BLOCKED, AC_LOAD_BLOCKED },  { AC_STEP_FAILED, AC_LOAD_FAILED },
    { AC_STEP_NEEDS_YOU, AC_LOAD_ASKING },
  };

  *load = wait == WAIT_TIME     ? AC_LOAD_PLANNED
          : wait == WAIT_PERSON ? AC_LOAD_HELD
                                : AC_LOAD_WAITING;
  for (gsize i = 0; wait == WAIT_NO && i < G_N_ELEMENTS (states); i++)
    if (states[i].state == state)
      *load = states[i].load;
  return state != AC_STEP_DONE && state != AC_STEP_CANCELLED;
}

static gboolean
count_deliveries (AcStore *self, gint64 now_ms, AcLoad *load, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT step.state, CASE WHEN step.state = 0 AND NOT" AC_STORE_NOT_STOPPED " THEN 2"
      " WHEN step.kind = 5 AND step.state = 2 THEN 1"
      " WHEN step.state = 0 AND step.due_at > $1 THEN 1 ELSE 0 END, COUNT(*),"
      " MIN(delivery.updated_at)"
      " FROM delivery CROSS JOIN step CROSS JOIN person WHERE delivery.open = 1"
      " AND step.person_id = delivery.person_id AND step.delivery_id = delivery.id"
      " AND person.id = step.person_id GROUP BY 1, 2",
      "i", now_ms);

  while (rows != NULL && ac_rows_next (rows))
    {
      AcLoadState state = AC_LOAD_WAITING;

      if (!find_state (ac_rows_int (rows, 0), ac_rows_int (rows, 1), &state))
        continue;
      load->deliveries[state] += ac_rows_int (rows, 2);
      load->oldest[state] = load->oldest[state] != 0
                                ? MIN (load->oldest[state], ac_rows_int (rows, 3))
                                : ac_rows_int (rows, 3);
    }

  return rows != NULL;
}

/* Takes rows. */
static gboolean
read_number (AcRows *rows, gint64 *number)
{
  g_autoptr(AcRows) owned = rows;

  *number = owned != NULL && ac_rows_next (owned) ? ac_rows_int (owned, 0) : 0;
  return owned != NULL;
}

gboolean
ac_store_measure_load (AcStore *self, gint64 now_ms, AcLoad *load, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 rules = 0;

  *load = (AcLoad) { 0 };
  if (!count_deliveries (self, now_ms, load, error) ||
      !read_number (ac_database_query (database, error,
                                       "SELECT MIN(step.due_at) FROM step JOIN person"
                                       " ON person.id = step.person_id"
                                       " WHERE step.due_at <= $1 AND" AC_STORE_NOT_STOPPED,
                                       "i", now_ms),
                    &load->due_since) ||
      !read_number (ac_database_query (database, error,
                                       "SELECT COUNT(*) FROM rule WHERE due_at IS NOT NULL", ""),
                    &rules))
    return FALSE;

  load->rules = rules;
  return TRUE;
}
