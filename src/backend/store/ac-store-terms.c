/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"
#include "ac-store-recipients.h"

gboolean
ac_store_get_terms (AcStore *self, const char *who, AcTerms terms[AC_N_USES], GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT purpose, version, categories, kept_days, changed_at FROM terms WHERE recipient = $1",
      "s", who);

  memset (terms, 0, AC_N_USES * sizeof *terms);
  while (rows != NULL && ac_rows_next (rows))
    {
      AcUsePurpose purpose = AC_USE_PROVIDE;

      if (ac_use_purpose_from_slug (ac_rows_text (rows, 0), &purpose))
        terms[purpose] = (AcTerms) { .version = ac_rows_int (rows, 1),
                                     .categories = ac_rows_int (rows, 2),
                                     .kept_days = ac_rows_int (rows, 3),
                                     .changed_at = ac_rows_int (rows, 4) };
    }

  return rows != NULL;
}

static gboolean
write_terms (
    AcStore *self, const char *who, AcUsePurpose purpose, const AcTerms *terms, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const char *slug = ac_use_purpose_to_slug (purpose);

  return ac_database_execute (database, NULL, error,
                              "DELETE FROM terms WHERE recipient = $1 AND purpose = $2", "ss", who,
                              slug) &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO terms (recipient, purpose, version, categories,"
                              " kept_days, changed_at) VALUES ($1, $2, $3, $4, $5, $6)",
                              "ssiiii", who, slug, AC_INT (terms->version),
                              AC_INT (terms->categories), AC_INT (terms->kept_days),
                              terms->changed_at);
}

/* Whoever said yes is told that it is none any more. */
static gboolean
tell_people (AcStore *self, const char *who, AcUsePurpose purpose, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person_id, id, account_id FROM choice WHERE recipient = $1 AND purpose = $2"
      " AND consent IN ($3, $4)",
      "ssii", who, ac_use_purpose_to_slug (purpose), AC_INT (AC_CONSENT_GIVEN),
      AC_INT (AC_CONSENT_RENEWED));

  while (rows != NULL && ac_rows_next (rows))
    if (!ac_store_add_to_ledger (
            self, ac_rows_text (rows, 0),
            &(AcLedgerLine) { .deed = AC_DEED_CHANGE,
                              .allowed = FALSE,
                              .who = who,
                              .purpose = ac_use_purpose_to_slug (purpose),
                              .account = ac_rows_text (rows, 2),
                              .reason = ac_choice_reason_to_slug (AC_CHOICE_WIDER_TERMS) },
            error) ||
        !ac_store_add_event (self, ac_rows_text (rows, 0), "choice", ac_rows_text (rows, 1), NULL,
                             error))
      return FALSE;

  return rows != NULL;
}

static gboolean
declare_one (AcStore *self,
             const char *who,
             AcUsePurpose purpose,
             const AcTerms *wanted,
             const AcTerms *before,
             GError **error)
{
  const gboolean wider = before->version == 0 || ac_terms_are_wider (wanted, before);
  const AcTerms now = { .version = before->version + (wider ? 1 : 0),
                        .categories = wanted->categories,
                        .kept_days = wanted->kept_days,
                        .changed_at = ac_clock_now_ms () };

  if (wanted->categories == before->categories && wanted->kept_days == before->kept_days)
    return TRUE;

  return write_terms (self, who, purpose, &now, error) &&
         (!wider || tell_people (self, who, purpose, error));
}

gboolean
ac_store_declare_terms (AcStore *self,
                        const char *who,
                        const AcTerms wanted[AC_N_USES],
                        GError **error)
{
  AcTerms before[AC_N_USES] = { 0 };

  if (!ac_store_get_terms (self, who, before, error))
    return FALSE;

  for (AcUsePurpose i = 0; i < AC_N_USES; i++)
    if (!declare_one (self, who, i, &wanted[i], &before[i], error))
      return FALSE;

  return TRUE;
}
