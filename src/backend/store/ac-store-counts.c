/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-ledger.h"
#include "ac-store-private.h"
#include "ac-store-recipients.h"

#define STRIDE 50 /* people in a transaction: others use the store between */

gboolean
ac_store_get_count (
    AcStore *self, const AcCountAsk *ask, const char *day, gint64 *count, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT people FROM head_count WHERE recipient = $1 AND service = $2 AND day = $3", "sss",
      ask->who, ask->service, day);

  *count = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : -1;
  return rows != NULL;
}

gboolean
ac_store_keep_count (
    AcStore *self, const AcCountAsk *ask, const char *day, gint64 count, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return ac_database_execute (database, NULL, error,
                              "DELETE FROM head_count WHERE recipient = $1 AND service = $2", "ss",
                              ask->who, ask->service) &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO head_count (recipient, service, day, people)"
                              " VALUES ($1, $2, $3, $4)",
                              "sssi", ask->who, ask->service, day, count);
}

/* The reason is that only counting is allowed: it is what counts here. */
static gboolean
count_person (AcStore *self,
              const AcCountAsk *ask,
              const char *person,
              const char *account_id,
              gint64 *count,
              GError **error)
{
  const AcAsk about = { account_id, ask->who, ask->kind, AC_USE_COUNT_PEOPLE, AC_CATEGORY_USAGE };
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  gboolean counts = FALSE;

  if (!ac_store_check_ledger (self, person, error) ||
      !ac_store_decide (self, person, &about, &reason, error))
    return FALSE;

  counts = reason == AC_CHOICE_COUNTS_ONLY;
  *count += counts ? 1 : 0;
  return ac_store_add_to_ledger (
      self, person,
      &(AcLedgerLine) { .deed = AC_DEED_READ,
                        .allowed = counts,
                        .who = ask->who,
                        .purpose = ac_use_purpose_to_slug (AC_USE_COUNT_PEOPLE),
                        .category = ac_category_to_slug (AC_CATEGORY_USAGE),
                        .account = account_id,
                        .reason = ac_choice_reason_to_slug (reason) },
      error);
}

gboolean
ac_store_count_some (
    AcStore *self, const AcCountAsk *ask, char **last_person, gint64 *count, GError **error)
{
  g_autofree char *after = g_steal_pointer (last_person);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT account.person_id, MIN(account.id) FROM account JOIN pairwise"
      " ON pairwise.person_id = account.person_id AND pairwise.recipient = $1"
      " WHERE account.service = $2 AND account.unconfirmed IS NULL AND account.person_id > $3"
      " GROUP BY account.person_id ORDER BY account.person_id LIMIT $4",
      "sssi", ask->who, ask->service, after != NULL ? after : "", AC_INT (STRIDE));
  guint n = 0;

  for (; rows != NULL && ac_rows_next (rows); n++)
    {
      if (!count_person (self, ask, ac_rows_text (rows, 0), ac_rows_text (rows, 1), count, error))
        return FALSE;
      g_set_str (last_person, ac_rows_text (rows, 0));
    }

  if (n < STRIDE)
    g_clear_pointer (last_person, g_free);
  return rows != NULL;
}
