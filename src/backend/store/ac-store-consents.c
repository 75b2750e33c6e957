/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-data.h"
#include "ac-store-private.h"
#include "ac-store-recipients.h"

char *
ac_store_name_use (const char *account_id, const char *who)
{
  return g_strjoin (" ", account_id, who, NULL);
}

char *
ac_store_write_consent (
    AcStore *self, const AcWord *word, const AcAsk *about, const AcSaid *said, GError **error)
{
  g_autoptr(AcAccount) account =
                ac_store_get_account (self, word->person, about->account_id, error);
  g_autofree char *name = ac_store_name_use (about->account_id, about->who);
  AcReceiptFacts facts = { .kind = AC_RECEIPT_OF_USE,
                           .recipient = (char *) about->who,
                           .use = about->purpose,
                           .consent = said->consent,
                           .agreed = said->agreed,
                           .until = said->ends_at,
                           .terms_version = said->terms_version,
                           .value = AC_CONSENT_IS_YES (said->consent) };

  if (account == NULL)
    return NULL;

  facts.accounts[0] =
      (AcNamedAccount) { (char *) about->account_id, (char *) ac_account_get_service (account),
                         (char *) ac_account_get_handle (account) };
  return ac_store_sign_receipt (self, word, &facts, name, error);
}

#define CHOICE                                                                                     \
  "id, account_id, recipient, purpose, consent, agreed, ends_at, changed_at, receipt_id, how,"     \
  " terms_version"                                                                                 \
  " FROM choice WHERE person_id = $1"

/* What was answered before the last time; FALSE: it isn't known what the last answer was. */
static gboolean
find_before (AcStore *self,
             const char *person,
             const AcUseChoiceFacts *facts,
             AcAnswerBefore *before,
             gboolean *found,
             GError **error)
{
  g_autofree char *about = ac_store_name_use (facts->account_id, facts->who);
  g_autoptr(GListStore) answers = ac_store_list_receipts_about (
      self, person, about, ac_use_purpose_to_slug (facts->purpose), NULL, 2, error);
  g_autoptr(AcReceipt) last = NULL;
  g_autoptr(AcReceipt) earlier = NULL;

  if (answers == NULL)
    return FALSE;

  last = g_list_model_get_item (G_LIST_MODEL (answers), 0);
  earlier = g_list_model_get_item (G_LIST_MODEL (answers), 1);
  *found = last != NULL && g_strcmp0 (ac_receipt_get_id (last), facts->receipt_id) == 0;
  *before = (AcAnswerBefore) { .consent = AC_CONSENT_UNKNOWN };
  if (earlier != NULL)
    *before = (AcAnswerBefore) { ac_receipt_get_facts (earlier)->consent,
                                 ac_receipt_get_facts (earlier)->agreed,
                                 ac_receipt_get_facts (earlier)->until,
                                 ac_receipt_get_facts (earlier)->terms_version };
  return TRUE;
}

/* What the recipient wants now beyond what was agreed to. */
static gboolean
find_wider (AcStore *self, AcUseChoiceFacts *facts, GError **error)
{
  AcTerms terms[AC_N_USES] = { 0 };

  if (!ac_store_get_terms (self, facts->who, terms, error))
    return FALSE;

  if (terms[facts->purpose].version > facts->terms_version)
    {
      facts->wider = terms[facts->purpose];
      facts->wider.categories &= ~facts->agreed;
    }
  return TRUE;
}

/* What follows from the time and from what was answered before. */
static gboolean
complete (AcStore *self, const char *person, AcUseChoiceFacts *facts, GError **error)
{
  const gint64 now = ac_clock_now_ms ();
  const gboolean given = AC_CONSENT_IS_YES (facts->consent);
  AcConsentAct act = AC_CONSENT_ACT_REFUSE;
  AcAnswerBefore before = { 0 };
  gboolean found = FALSE;

  if (!find_before (self, person, facts, &before, &found, error) ||
      (given && !find_wider (self, facts, error)))
    return FALSE;

  if (given && now >= facts->until)
    facts->consent = AC_CONSENT_EXPIRED;
  facts->ends_soon = given && ac_consent_ends_soon (facts->changed_at, facts->until, now);
  facts->can_undo = found && ac_consent_undo (facts->consent, &before, now, &act);
  return TRUE;
}

static AcUseChoice *
read_choice (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  AcUseChoiceFacts facts = { .id = (char *) ac_rows_text (rows, 0),
                             .account_id = (char *) ac_rows_text (rows, 1),
                             .who = (char *) ac_rows_text (rows, 2),
                             .consent = ac_rows_int (rows, 4),
                             .agreed = ac_rows_int (rows, 5),
                             .until = ac_rows_int (rows, 6),
                             .changed_at = ac_rows_int (rows, 7),
                             .receipt_id = (char *) ac_rows_text (rows, 8),
                             .how = ac_rows_int (rows, 9),
                             .terms_version = ac_rows_int (rows, 10) };

  if (!ac_use_purpose_from_slug (ac_rows_text (rows, 3), &facts.purpose))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "A choice is for an unknown purpose");
      return NULL;
    }

  return complete (self, person, &facts, error) ? ac_use_choice_new (&facts) : NULL;
}

AcUseChoice *
ac_store_get_use_choice (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT " CHOICE " AND id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;

  return ac_rows_next (rows) ? read_choice (self, person, rows, error)
                             : (ac_store_not_found (error), NULL);
}

GListStore *
ac_store_list_use_choices (
    AcStore *self, const char *person, const char *after_id, guint limit, GError **error)
{
  g_autoptr(GListStore) choices = g_list_store_new (AC_TYPE_USE_CHOICE);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error, "SELECT " CHOICE " AND id > $2 ORDER BY id LIMIT $3",
      "ssi", person, after_id != NULL ? after_id : "", AC_INT (limit));

  while (rows != NULL && ac_rows_next (rows))
    {
      g_autoptr(AcUseChoice) choice = read_choice (self, person, rows, error);

      if (choice == NULL)
        return NULL;
      g_list_store_append (choices, choice);
    }

  return rows != NULL ? g_steal_pointer (&choices) : NULL;
}

GListStore *
ac_store_list_answers (AcStore *self,
                       const char *person,
                       const char *choice_id,
                       const char *before_id,
                       guint limit,
                       GError **error)
{
  g_autoptr(AcUseChoice) choice = ac_store_get_use_choice (self, person, choice_id, error);
  const AcUseChoiceFacts *facts = choice != NULL ? ac_use_choice_get_facts (choice) : NULL;
  g_autofree char *about = facts != NULL ? ac_store_name_use (facts->account_id, facts->who) : NULL;

  return facts != NULL ? ac_store_list_receipts_about (self, person, about,
                                                       ac_use_purpose_to_slug (facts->purpose),
                                                       before_id, limit, error)
                       : NULL;
}

gboolean
ac_store_find_undo (AcStore *self,
                    const char *person,
                    AcUseChoice *choice,
                    AcConsentAct *act,
                    AcAnswerBefore *before,
                    GError **error)
{
  const AcUseChoiceFacts *facts = ac_use_choice_get_facts (choice);
  gboolean found = FALSE;

  if (!find_before (self, person, facts, before, &found, error))
    return FALSE;
  if (found && ac_consent_undo (facts->consent, before, ac_clock_now_ms (), act))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The last answer can't be undone");
  return FALSE;
}
