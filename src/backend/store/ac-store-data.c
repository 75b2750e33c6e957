/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-data.h"
#include "ac-store-ledger.h"
#include "ac-store-privacy.h"
#include "ac-store-private.h"

/* Services are kept separate, too: what needs no yes may have been refused since. */
gboolean
ac_choices_invalidate (AcDatabase *database, const char *person, GError **error)
{
  const char *whose = person != NULL ? person : "";

  return ac_database_execute (database, NULL, error,
                              "UPDATE choice SET consent = $1 WHERE consent IN ($2, $3)"
                              " AND ($4 = '' OR person_id = $4)",
                              "iiis", AC_INT (AC_CONSENT_INVALIDATED), AC_INT (AC_CONSENT_GIVEN),
                              AC_INT (AC_CONSENT_RENEWED), whose) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE person SET kept_separate = 1, kept_separate_at = $1,"
                              " kept_separate_receipt = NULL"
                              " WHERE kept_separate = 0 AND ($2 = '' OR id = $2)",
                              "is", ac_clock_now_ms (), whose);
}

gboolean
ac_store_forget_data (AcStore *self, const char *person, const char *account_id, GError **error)
{
  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    if (!ac_store_set_datum (self, person, account_id, i, NULL, error))
      return FALSE;

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM choice WHERE person_id = $1 AND account_id = $2", "ss",
                              person, account_id);
}

gboolean
ac_store_forget_all_data (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT id FROM account WHERE person_id = $1", "s", person);

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_store_forget_data (self, person, ac_rows_text (rows, 0), error))
      return FALSE;

  return rows != NULL && ac_store_forget_heeds (self, person, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE person SET kept_separate = 0, kept_separate_at = 0,"
                              " kept_separate_receipt = NULL, not_sold = 0, not_sold_at = 0,"
                              " not_sold_receipt = NULL WHERE id = $1",
                              "s", person);
}

void
ac_said_clear (AcSaid *self)
{
  g_clear_pointer (&self->id, g_free);
}

gboolean
ac_store_get_said (
    AcStore *self, const char *person, const AcAsk *about, AcSaid *said, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id, consent, agreed, ends_at, said_no_at, terms_version FROM choice WHERE person_id "
      "= $1"
      " AND account_id = $2 AND recipient = $3 AND purpose = $4",
      "ssss", person, about->account_id, about->who, ac_use_purpose_to_slug (about->purpose));

  *said = (AcSaid) { .consent = AC_CONSENT_UNKNOWN };
  if (rows == NULL || !ac_rows_next (rows))
    return rows != NULL;

  *said = (AcSaid) { .id = g_strdup (ac_rows_text (rows, 0)),
                     .consent = ac_rows_int (rows, 1),
                     .agreed = ac_rows_int (rows, 2),
                     .ends_at = ac_rows_int (rows, 3),
                     .said_no_at = ac_rows_int (rows, 4),
                     .terms_version = ac_rows_int (rows, 5) };
  return TRUE;
}

/* The account's own service, or one with an account that a link joins with this one. */
static gboolean
find_linked (AcStore *self, const char *person, const AcAsk *ask, gboolean *linked, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT account.id FROM account WHERE account.person_id = $1 AND account.service = $3"
      " AND (account.id = $2 OR EXISTS (SELECT link.id FROM link WHERE link.person_id = $1"
      " AND ((link.low_id = $2 AND link.high_id = account.id)"
      " OR (link.high_id = $2 AND link.low_id = account.id)))) LIMIT 1",
      "sss", person, ask->account_id, ask->who);

  *linked = rows != NULL && ac_rows_next (rows);
  return rows != NULL;
}

static gboolean
gather (AcStore *self, const char *person, const AcAsk *ask, AcChoiceFacts *facts, GError **error)
{
  const gboolean needs_link = ask->purpose == AC_USE_PROVIDE || ask->purpose == AC_USE_KEEP_SAFE;
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person.sharing_stopped, person.kept_separate, choice.consent, choice.agreed,"
      " choice.ends_at, CASE WHEN terms.version > choice.terms_version THEN 1 ELSE 0 END FROM "
      "person"
      " LEFT JOIN choice ON choice.person_id = person.id AND choice.account_id = $2"
      " AND choice.recipient = $3 AND choice.purpose = $4"
      " LEFT JOIN terms ON terms.recipient = $3 AND terms.purpose = $4 WHERE person.id = $1",
      "ssss", person, ask->account_id, ask->who, ac_use_purpose_to_slug (ask->purpose));

  if (rows == NULL || !ac_rows_next (rows))
    return rows != NULL ? ac_store_not_found (error) : FALSE;

  *facts = (AcChoiceFacts) { .purpose = ask->purpose,
                             .recipient = ask->recipient,
                             .category = ask->category,
                             .stopped = ac_rows_int (rows, 0) != 0,
                             .separate = ac_rows_int (rows, 1) != 0,
                             .consent = ac_rows_int (rows, 2),
                             .agreed = ac_rows_int (rows, 3),
                             .until = ac_rows_int (rows, 4),
                             .grew = ac_rows_int (rows, 5) != 0,
                             .now = ac_clock_now_ms () };
  return !needs_link || find_linked (self, person, ask, &facts->linked, error);
}

/* Only between enter and leave do the engines let a value out, and only this one. */
static gboolean
read_value (AcStore *self, const char *person, const AcAsk *ask, char **value, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const AcDatumKey key = { person, ask->account_id, ask->category };
  g_autoptr(AcRows) rows = NULL;

  if (!ac_database_enter (database, &key, error))
    return FALSE;

  rows = ac_database_query (
      database, error,
      "SELECT value FROM datum WHERE person_id = $1 AND account_id = $2 AND category = $3", "ssi",
      person, ask->account_id, AC_INT (ask->category));
  *value = rows != NULL && ac_rows_next (rows) ? g_strdup (ac_rows_text (rows, 0)) : NULL;
  return ac_database_leave (database, error) && rows != NULL;
}

gboolean
ac_store_read_own (AcStore *self,
                   const char *person,
                   const char *account_id,
                   AcCategory category,
                   char **value,
                   GError **error)
{
  const AcAsk own = { .account_id = account_id, .category = category };

  return read_value (self, person, &own, value, error);
}

gboolean
ac_store_holds (AcStore *self,
                const char *person,
                const char *account_id,
                AcCategory category,
                gboolean *holds,
                GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const AcDatumKey key = { person, account_id, category };
  g_autoptr(AcRows) rows = NULL;

  if (!ac_database_enter (database, &key, error))
    return FALSE;

  rows = ac_database_query (
      database, error,
      "SELECT 1 FROM datum WHERE person_id = $1 AND account_id = $2 AND category = $3", "ssi",
      person, account_id, AC_INT (category));
  *holds = rows != NULL && ac_rows_next (rows);
  return ac_database_leave (database, error) && rows != NULL;
}

gboolean
ac_store_decide (
    AcStore *self, const char *person, const AcAsk *ask, AcChoiceReason *reason, GError **error)
{
  AcChoiceFacts facts = { 0 };

  if (!gather (self, person, ask, &facts, error))
    return FALSE;

  *reason = ac_choice_decide (&facts);
  return TRUE;
}

gboolean
ac_store_read_datum (AcStore *self,
                     const char *person,
                     const AcAsk *ask,
                     AcChoiceReason *reason,
                     char **value,
                     GError **error)
{
  *value = NULL;
  if (!ac_store_decide (self, person, ask, reason, error))
    return FALSE;

  return !AC_CHOICE_ALLOWS (*reason) || read_value (self, person, ask, value, error);
}

gboolean
ac_store_ask (AcStore *self,
              const char *person,
              const AcAsk *ask,
              AcChoiceReason *reason,
              char **value,
              GError **error)
{
  g_autofree char *found = NULL;

  if (!ac_store_check_ledger (self, person, error) ||
      !ac_store_read_datum (self, person, ask, reason, &found, error) ||
      !ac_store_add_to_ledger (self, person,
                               &(AcLedgerLine) { .deed = AC_DEED_READ,
                                                 .allowed = AC_CHOICE_ALLOWS (*reason),
                                                 .who = ask->who,
                                                 .purpose = ac_use_purpose_to_slug (ask->purpose),
                                                 .category = ac_category_to_slug (ask->category),
                                                 .account = ask->account_id,
                                                 .reason = ac_choice_reason_to_slug (*reason) },
                               error))
    return FALSE;

  *value = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
write_value (AcDatabase *database, const AcDatumKey *key, const char *value, GError **error)
{
  return ac_database_execute (database, NULL, error,
                              "DELETE FROM datum WHERE person_id = $1 AND account_id = $2"
                              " AND category = $3",
                              "ssi", key->person, key->account_id, AC_INT (key->category)) &&
         (value == NULL ||
          ac_database_execute (database, NULL, error,
                               "INSERT INTO datum (person_id, account_id, category, value)"
                               " VALUES ($1, $2, $3, $4)",
                               "ssis", key->person, key->account_id, AC_INT (key->category),
                               value));
}

gboolean
ac_store_set_datum (AcStore *self,
                    const char *person,
                    const char *account_id,
                    AcCategory category,
                    const char *value,
                    GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const AcDatumKey key = { person, account_id, category };

  if (!ac_database_enter (database, &key, error))
    return FALSE;

  return write_value (database, &key, value, error) && ac_database_leave (database, error);
}

gboolean
ac_store_drop_datum (AcStore *self,
                     const char *person,
                     const char *account_id,
                     AcCategory category,
                     const char *value,
                     GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const AcDatumKey key = { person, account_id, category };

  if (!ac_database_enter (database, &key, error))
    return FALSE;

  return ac_database_execute (database, NULL, error,
                              "DELETE FROM datum WHERE person_id = $1 AND account_id = $2"
                              " AND category = $3 AND value = $4",
                              "ssis", person, account_id, AC_INT (category), value) &&
         ac_database_leave (database, error);
}

static gboolean
write_said (AcStore *self,
            const AcWord *word,
            const AcAsk *about,
            const AcSaid *said,
            const char *receipt,
            GError **error)
{
  g_autofree char *id = said->id != NULL ? g_strdup (said->id) : ac_id_new ();
  const char *person = word->person;
  AcDatabase *database = ac_store_get_database (self);

  return (said->id == NULL ||
          ac_database_execute (database, NULL, error,
                               "DELETE FROM choice WHERE person_id = $1 AND id = $2", "ss", person,
                               said->id)) &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO choice (person_id, id, account_id, recipient, purpose,"
                              " consent, agreed, ends_at, said_no_at, changed_at, receipt_id, how,"
                              " terms_version)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                              "sssssiiiiisii", person, id, about->account_id, about->who,
                              ac_use_purpose_to_slug (about->purpose), AC_INT (said->consent),
                              AC_INT (said->agreed), said->ends_at, said->said_no_at,
                              ac_clock_now_ms (), receipt, AC_INT (word->how),
                              AC_INT (said->terms_version)) &&
         ac_store_add_event (self, person, "choice", id, NULL, error);
}

static gboolean
check_act (const AcSaid *said, AcConsentAct act, GError **error)
{
  if (act != AC_CONSENT_ACT_ASK ||
      ac_consent_may_ask (said->consent, said->said_no_at, ac_clock_now_ms ()))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The person has answered already");
  return FALSE;
}

gboolean
ac_store_say (AcStore *self,
              const AcWord *word,
              const AcAsk *about,
              AcConsentAct act,
              const AcYes *yes,
              GError **error)
{
  const char *person = word->person;
  g_auto(AcSaid) said = { 0 };
  g_autofree char *receipt = NULL;

  if (!ac_store_check_ledger (self, person, error) ||
      !ac_store_get_said (self, person, about, &said, error) || !check_act (&said, act, error))
    return FALSE;

  said.consent = ac_consent_after (said.consent, act);
  if (act == AC_CONSENT_ACT_AGREE)
    {
      said.agreed = yes->agreed;
      said.ends_at = yes->until;
      said.terms_version = yes->terms_version;
      said.said_no_at = 0;
    }
  else if (act == AC_CONSENT_ACT_REFUSE)
    said.said_no_at = ac_clock_now_ms ();
  else if (act == AC_CONSENT_ACT_TAKE_BACK)
    said.said_no_at = 0;

  /* What has effect was recorded before. */
  receipt = ac_store_write_consent (self, word, about, &said, error);
  return receipt != NULL &&
         ac_store_add_to_ledger (
             self, person,
             &(AcLedgerLine) { .deed = AC_DEED_CHANGE,
                               .allowed = TRUE,
                               .who = about->who,
                               .purpose = ac_use_purpose_to_slug (about->purpose),
                               .account = about->account_id,
                               .reason = ac_consent_to_slug (said.consent),
                               .reference = receipt },
             error) &&
         write_said (self, word, about, &said, receipt, error);
}

static gboolean
is_last (AcUseChoice *choice, const char *receipt_id, GError **error)
{
  if (g_strcmp0 (ac_use_choice_get_facts (choice)->receipt_id, receipt_id) == 0)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "It was answered anew since");
  return FALSE;
}

gboolean
ac_store_undo_answer (AcStore *self,
                      const AcWord *word,
                      const char *choice_id,
                      const char *receipt_id,
                      GError **error)
{
  g_autoptr(AcUseChoice) choice = ac_store_get_use_choice (self, word->person, choice_id, error);
  const AcUseChoiceFacts *facts = choice != NULL ? ac_use_choice_get_facts (choice) : NULL;
  AcConsentAct act = AC_CONSENT_ACT_REFUSE;
  AcAnswerBefore before = { 0 };
  AcYes yes = { 0 };

  if (facts == NULL || !is_last (choice, receipt_id, error) ||
      !ac_store_find_undo (self, word->person, choice, &act, &before, error))
    return FALSE;

  yes = (AcYes) { before.agreed, before.until, before.terms_version };
  return ac_store_say (
      self, word,
      &(AcAsk) { .account_id = facts->account_id, .who = facts->who, .purpose = facts->purpose },
      act, &yes, error);
}
