/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-choices.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define YEAR_MS (365 * DAY_MS)
#define SOON_MS (30 * DAY_MS)

#define HAS(categories, category) (((categories) & (1u << (category))) != 0)
/* What working together takes, and what keeping people safe takes: stated, and never more. */
#define NEEDED (1u << AC_CATEGORY_PROFILE | 1u << AC_CATEGORY_STATUS)
#define SAFETY (1u << AC_CATEGORY_DEVICE | 1u << AC_CATEGORY_USAGE)

static gboolean
is_understood (const AcChoiceFacts *facts)
{
  return facts->purpose >= 0 && facts->purpose < AC_N_USES && facts->recipient >= 0 &&
         facts->recipient < AC_N_RECIPIENTS && facts->category >= 0 &&
         facts->category < AC_N_CATEGORIES && facts->consent >= 0 && facts->consent < AC_N_CONSENTS;
}

/* For what nobody may do without being told so. */
static AcChoiceReason
ask_consent (const AcChoiceFacts *facts)
{
  if (facts->consent == AC_CONSENT_EXPIRED)
    return AC_CHOICE_EXPIRED;
  if (!AC_CONSENT_IS_YES (facts->consent))
    return AC_CHOICE_NOT_ASKED;
  if (facts->now >= facts->until)
    return AC_CHOICE_EXPIRED;

  return !facts->grew && HAS (facts->agreed, facts->category) ? AC_CHOICE_GIVEN
                                                              : AC_CHOICE_WIDER_TERMS;
}

AcChoiceReason
ac_choice_decide (const AcChoiceFacts *facts)
{
  const gboolean bystander =
      facts->recipient == AC_RECIPIENT_DESKTOP_APP || facts->recipient == AC_RECIPIENT_SERVER_APP;

  if (!is_understood (facts))
    return AC_CHOICE_NOT_UNDERSTOOD;
  if (facts->stopped)
    return AC_CHOICE_SHARING_STOPPED;

  /* A no holds for every purpose, those that need no yes as well. */
  if (facts->consent == AC_CONSENT_REFUSED)
    return AC_CHOICE_REFUSED;
  if (facts->consent == AC_CONSENT_WITHDRAWN)
    return AC_CHOICE_WITHDRAWN;
  if (facts->consent == AC_CONSENT_REVOKED)
    return AC_CHOICE_REVOKED;
  if (facts->consent == AC_CONSENT_INVALIDATED)
    return AC_CHOICE_INVALIDATED;

  if (facts->purpose == AC_USE_COUNT_PEOPLE)
    return AC_CHOICE_COUNTS_ONLY;
  if (facts->purpose == AC_USE_KEEP_SAFE)
    return facts->linked && !bystander && HAS (SAFETY, facts->category) ? AC_CHOICE_SAFETY
                                                                        : AC_CHOICE_NOT_LINKED;
  if (facts->separate)
    return AC_CHOICE_KEPT_SEPARATE;
  if (facts->purpose == AC_USE_PROVIDE)
    return facts->linked && HAS (NEEDED, facts->category) ? AC_CHOICE_NEEDED : AC_CHOICE_NOT_LINKED;

  return ask_consent (facts);
}

AcConsent
ac_consent_after (AcConsent consent, AcConsentAct act)
{
  const gboolean given = AC_CONSENT_IS_YES (consent);

  switch (act)
    {
    case AC_CONSENT_ACT_ASK:
      return given ? consent : AC_CONSENT_REQUESTED;
    case AC_CONSENT_ACT_PUT_OFF:
      return consent == AC_CONSENT_REQUESTED ? AC_CONSENT_REQUEST_DEFERRED : consent;
    case AC_CONSENT_ACT_AGREE:
      return given || consent == AC_CONSENT_EXPIRED ? AC_CONSENT_RENEWED : AC_CONSENT_GIVEN;
    case AC_CONSENT_ACT_REFUSE:
      return given ? AC_CONSENT_WITHDRAWN : AC_CONSENT_REFUSED;
    case AC_CONSENT_ACT_REVOKE:
      return given ? AC_CONSENT_REVOKED : consent;
    case AC_CONSENT_ACT_EXPIRE:
      return given ? AC_CONSENT_EXPIRED : consent;
    case AC_CONSENT_ACT_INVALIDATE:
      return given ? AC_CONSENT_INVALIDATED : consent;
    case AC_CONSENT_ACT_TAKE_BACK:
      return consent == AC_CONSENT_REFUSED ? AC_CONSENT_UNKNOWN : consent;
    default:
      return AC_CONSENT_UNKNOWN;
    }
}

gboolean
ac_consent_undo (AcConsent consent, const AcAnswerBefore *before, gint64 now, AcConsentAct *act)
{
  const gboolean given = AC_CONSENT_IS_YES (consent);
  const gboolean answered = given || consent == AC_CONSENT_REFUSED ||
                            consent == AC_CONSENT_WITHDRAWN || consent == AC_CONSENT_UNKNOWN;

  if (AC_CONSENT_IS_YES (before->consent))
    *act = AC_CONSENT_ACT_AGREE;
  else if (before->consent == AC_CONSENT_UNKNOWN && !given)
    *act = AC_CONSENT_ACT_TAKE_BACK;
  else
    *act = AC_CONSENT_ACT_REFUSE;
  return answered && (*act != AC_CONSENT_ACT_AGREE || now < before->until);
}

gboolean
ac_consent_may_ask (AcConsent consent, gint64 said_no_at, gint64 now)
{
  return !AC_CONSENT_IS_YES (consent) && (said_no_at == 0 || now - said_no_at >= YEAR_MS);
}

gboolean
ac_consent_ends_soon (gint64 said_at, gint64 until, gint64 now)
{
  return now < until && until - now <= MIN (SOON_MS, (until - said_at) / 4);
}
