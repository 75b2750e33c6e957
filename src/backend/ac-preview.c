/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-merge.h"
#include "ac-preview.h"

#define YEAR_MS (365 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static gboolean
is_on (const AcPreviewKnown *known, AcPurpose purpose)
{
  return known->link != NULL && ac_link_is_on (known->link, purpose);
}

static void
look_back (AcReceipt *const last[2], gint64 now, AcPreviewPurpose *purpose)
{
  const AcReceiptFacts *said = last[0] != NULL ? ac_receipt_get_facts (last[0]) : NULL;
  gboolean agreed_before = last[1] != NULL && ac_receipt_get_facts (last[1])->value;

  purpose->ask = TRUE;
  if (said == NULL || said->value)
    return;

  purpose->earlier = agreed_before ? AC_EARLIER_WITHDRAWN : AC_EARLIER_REFUSED;
  purpose->at = said->created_at;
  purpose->receipt_id = said->id;
  purpose->ask = agreed_before || now - said->created_at >= YEAR_MS;
}

static void
preview_audiences (const AcPreviewKnown *known, AcLinkPreviewFacts *facts)
{
  AcAudience merged[2] = { AC_AUDIENCE_DIRECT };

  ac_merge_audiences (known->accounts, merged);
  for (guint i = 0; i < 2; i++)
    {
      facts->accounts[i].now = ac_account_get_audience (known->accounts[i]);
      facts->accounts[i].after = merged[i];
      facts->accounts[i].changes = merged[i] != facts->accounts[i].now;
    }
}

AcLinkPreview *
ac_preview_make (const AcPreviewKnown *known, const AcAnswers *answers, gint64 now)
{
  AcLinkPreviewFacts facts = { 0 };

  facts.link_id = known->link != NULL ? (char *) ac_link_get_id (known->link) : NULL;
  for (guint i = 0; i < 2; i++)
    {
      facts.accounts[i].id = (char *) ac_account_get_id (known->accounts[i]);
      facts.accounts[i].unproved = known->unproved[i];
    }

  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    {
      facts.purposes[i].on =
          answers->of[i] != AC_ANSWER_NONE ? answers->of[i] == AC_ANSWER_YES : is_on (known, i);
      look_back (known->last[i], now, &facts.purposes[i]);
    }

  if (facts.purposes[AC_PURPOSE_SHARE_STATUS].on && !is_on (known, AC_PURPOSE_SHARE_STATUS))
    preview_audiences (known, &facts);
  return ac_link_preview_new (&facts);
}
