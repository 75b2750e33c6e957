/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-consent.h"

G_BEGIN_DECLS

/* Whether somebody may use something of an account: one function, pure and total, that knows
 * nothing but what is given to it. */

/* Numbers, because they may come from anywhere; what is out of its range is refused. */
typedef struct
{
  int purpose;   /* AcUsePurpose */
  int recipient; /* AcRecipient */
  int category;  /* AcCategory */
  int consent;   /* AcConsent, as it was last said */
  guint agreed;  /* categories that the person agreed to, a bit each */
  gint64 until;  /* Unix ms: the end of what they agreed to */
  gint64 now;
  gboolean grew;     /* the recipient wants more now than when they agreed */
  gboolean linked;   /* the recipient is the account's own service, or linked with it */
  gboolean separate; /* the person keeps services separate */
  gboolean stopped;  /* the person stopped all sharing */
} AcChoiceFacts;

AcChoiceReason ac_choice_decide (const AcChoiceFacts *facts);

/* What becomes of a consent. */
typedef enum
{
  AC_CONSENT_ACT_ASK,
  AC_CONSENT_ACT_PUT_OFF,
  AC_CONSENT_ACT_AGREE,
  AC_CONSENT_ACT_REFUSE,
  AC_CONSENT_ACT_REVOKE,
  AC_CONSENT_ACT_EXPIRE,
  AC_CONSENT_ACT_INVALIDATE,
  AC_CONSENT_ACT_TAKE_BACK, /* a no that was the first answer */
} AcConsentAct;

#define AC_N_CONSENT_ACTS (AC_CONSENT_ACT_TAKE_BACK + 1)

AcConsent ac_consent_after (AcConsent consent, AcConsentAct act);
/* What stood before the last answer. */
typedef struct
{
  AcConsent consent;
  guint agreed;
  gint64 until;
  guint terms_version;
} AcAnswerBefore;
/* How the last answer, which made the consent what it is, is taken back: never by a yes that the
 * person didn't give, or that has ended meanwhile. FALSE: it can't be. */
gboolean
ac_consent_undo (AcConsent consent, const AcAnswerBefore *before, gint64 now, AcConsentAct *act);

/* Whether the person may be asked: not in the year after they said no. said_no_at 0: never. */
gboolean ac_consent_may_ask (AcConsent consent, gint64 said_no_at, gint64 now);
/* Whether a yes of that time is in its last quarter, and in its last 30 days: time to renew it. */
gboolean ac_consent_ends_soon (gint64 said_at, gint64 until, gint64 now);

G_END_DECLS
