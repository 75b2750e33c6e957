/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-ledger.h"
#include "ac-store-privacy.h"
#include "ac-store-private.h"

/* Each in the columns of its own; $1 to $4 are value, time, receipt and person. */
static const char *const updates[] = {
  [AC_SETTING_KEEP_SEPARATE] = "UPDATE person SET kept_separate = $1, kept_separate_at = $2,"
                               " kept_separate_receipt = $3 WHERE id = $4",
  [AC_SETTING_DO_NOT_SELL] = "UPDATE person SET not_sold = $1, not_sold_at = $2,"
                             " not_sold_receipt = $3 WHERE id = $4",
};
G_STATIC_ASSERT (G_N_ELEMENTS (updates) == AC_N_SETTINGS);

/* Of services that the person still has an account at; nothing while they don't wish it. */
static gboolean
read_heeds (AcStore *self, const char *person, AcPrivacyFacts *facts, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT service, host, answer, asked_at FROM heed WHERE person_id = $1"
      " AND EXISTS (SELECT 1 FROM person WHERE person.id = heed.person_id AND person.not_sold = 1)"
      " AND EXISTS (SELECT 1 FROM account WHERE account.person_id = heed.person_id"
      " AND account.service = heed.service) ORDER BY service, host",
      "s", person);

  facts->heeds = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_heed_facts_free);
  while (rows != NULL && ac_rows_next (rows))
    {
      AcHeedFacts *heed = g_new0 (AcHeedFacts, 1);

      heed->service = g_strdup (ac_rows_text (rows, 0));
      heed->host = g_strdup (ac_rows_text (rows, 1));
      heed->heed = ac_rows_int (rows, 2);
      heed->asked_at = ac_rows_int (rows, 3);
      g_ptr_array_add (facts->heeds, heed);
    }

  return rows != NULL;
}

gboolean
ac_store_keep_heed (AcStore *self, const char *person, const AcHeedFacts *facts, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 kept = 0;

  if (!ac_database_execute (database, NULL, error,
                            "DELETE FROM heed WHERE person_id = $1 AND service = $2 AND host = $3",
                            "sss", person, facts->service, facts->host) ||
      !ac_database_execute (database, &kept, error,
                            "INSERT INTO heed (person_id, service, host, answer, asked_at)"
                            " SELECT id, $2, $3, $4, $5 FROM person WHERE id = $1 AND not_sold = 1",
                            "sssii", person, facts->service, facts->host, AC_INT (facts->heed),
                            facts->asked_at))
    return FALSE;

  return kept == 0 || ac_store_add_event (self, person, "privacy", person, NULL, error);
}

gboolean
ac_store_forget_heeds (AcStore *self, const char *person, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM heed WHERE person_id = $1", "s", person);
}

AcPrivacy *
ac_store_get_privacy (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT kept_separate, kept_separate_at, kept_separate_receipt, not_sold, not_sold_at,"
      " not_sold_receipt FROM person WHERE id = $1",
      "s", person);
  g_auto(AcPrivacyFacts) facts = { 0 };

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    ac_switch_set (&facts.of[i], ac_rows_int (rows, 3 * i) != 0, ac_rows_int (rows, 3 * i + 1),
                   ac_rows_text (rows, 3 * i + 2));
  if (!read_heeds (self, person, &facts, error))
    return NULL;
  return ac_privacy_new (&facts);
}

gboolean
ac_store_put_setting (
    AcStore *self, const char *person, AcSetting setting, const AcSwitch *value, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error, updates[setting], "iiss",
                              AC_INT (value->on), value->since, value->receipt_id, person);
}

static gboolean
write_setting (AcStore *self, const AcWord *word, AcSetting setting, gboolean value, GError **error)
{
  const AcReceiptFacts facts = { .kind = AC_RECEIPT_OF_SETTING,
                                 .setting = setting,
                                 .value = value };
  g_autofree char *receipt =
      ac_store_sign_receipt (self, word, &facts, AC_STORE_ABOUT_SETTINGS, error);

  return receipt != NULL &&
         ac_store_add_to_ledger (self, word->person,
                                 &(AcLedgerLine) { .deed = AC_DEED_CHANGE,
                                                   .allowed = TRUE,
                                                   .who = "person",
                                                   .purpose = ac_setting_to_slug (setting),
                                                   .reason = value ? "turned-on" : "turned-off",
                                                   .reference = receipt },
                                 error) &&
         ac_store_put_setting (self, word->person, setting,
                               &(AcSwitch) { value, ac_clock_now_ms (), receipt }, error) &&
         ac_store_add_event (self, word->person, "privacy", word->person, NULL, error);
}

gboolean
ac_store_set_setting (
    AcStore *self, const AcWord *word, AcSetting setting, gboolean value, GError **error)
{
  g_autoptr(AcPrivacy) now = NULL;

  if (!ac_store_check_ledger (self, word->person, error) ||
      !(now = ac_store_get_privacy (self, word->person, error)))
    return FALSE;

  return ac_privacy_get_switch (now, setting)->on == value ||
         write_setting (self, word, setting, value, error);
}
