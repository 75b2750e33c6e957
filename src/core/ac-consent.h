/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody may want to use it for. */
typedef enum
{
  AC_USE_PERSONALISE,
  AC_USE_PROVIDE,
  AC_USE_IMPROVE,
  AC_USE_ADS,
  AC_USE_COUNT_PEOPLE,
  AC_USE_KEEP_SAFE,
  AC_USE_ACROSS_APPS, /* features that work across several */
  AC_USE_TRAIN_AI,
} AcUsePurpose;

#define AC_N_USES (AC_USE_TRAIN_AI + 1)

/* What of an account somebody may want to use. */
typedef enum
{
  AC_CATEGORY_PHONE_NUMBER,
  AC_CATEGORY_PROFILE, /* name and picture */
  AC_CATEGORY_STATUS,  /* texts and media */
  AC_CATEGORY_AUDIENCE_LIST,
  AC_CATEGORY_DEVICE,
  AC_CATEGORY_USAGE,
} AcCategory;

#define AC_N_CATEGORIES (AC_CATEGORY_USAGE + 1)

typedef enum
{
  AC_RECIPIENT_SERVICE,
  AC_RECIPIENT_DESKTOP_APP,
  AC_RECIPIENT_SERVER_APP,
  AC_RECIPIENT_HOST,
} AcRecipient;

#define AC_N_RECIPIENTS (AC_RECIPIENT_HOST + 1)

/* The states of the W3C's Data Privacy Vocabulary 2.3. */
typedef enum
{
  AC_CONSENT_UNKNOWN, /* nobody ever asked */
  AC_CONSENT_REQUESTED,
  AC_CONSENT_REQUEST_DEFERRED,
  AC_CONSENT_REFUSED,
  AC_CONSENT_GIVEN,
  AC_CONSENT_RENEWED,
  AC_CONSENT_WITHDRAWN, /* by the person */
  AC_CONSENT_REVOKED,   /* by somebody else */
  AC_CONSENT_EXPIRED,
  AC_CONSENT_INVALIDATED, /* such as by a backup that came back */
} AcConsent;

#define AC_N_CONSENTS (AC_CONSENT_INVALIDATED + 1)
#define AC_CONSENT_IS_YES(consent)                                                                 \
  ((consent) == AC_CONSENT_GIVEN || (consent) == AC_CONSENT_RENEWED)

/* Why something may be used, up to AC_CHOICE_SAFETY, or may not. */
typedef enum
{
  AC_CHOICE_GIVEN,
  AC_CHOICE_NEEDED, /* for what the person asked for */
  AC_CHOICE_SAFETY,
  AC_CHOICE_NOT_UNDERSTOOD,
  AC_CHOICE_SHARING_STOPPED,
  AC_CHOICE_KEPT_SEPARATE,
  AC_CHOICE_COUNTS_ONLY, /* only how many there are */
  AC_CHOICE_NOT_LINKED,
  AC_CHOICE_NOT_ASKED,
  AC_CHOICE_REFUSED,
  AC_CHOICE_WITHDRAWN,
  AC_CHOICE_REVOKED,
  AC_CHOICE_EXPIRED,
  AC_CHOICE_INVALIDATED,
  AC_CHOICE_WIDER_TERMS, /* the person agreed to less than that */
} AcChoiceReason;

#define AC_CHOICE_ALLOWS(reason) ((reason) <= AC_CHOICE_SAFETY)

const char *ac_use_purpose_to_slug (AcUsePurpose purpose);
gboolean ac_use_purpose_from_slug (const char *slug, AcUsePurpose *purpose);
const char *ac_category_to_slug (AcCategory category);
gboolean ac_category_from_slug (const char *slug, AcCategory *category);
const char *ac_consent_to_slug (AcConsent consent);
gboolean ac_consent_from_slug (const char *slug, AcConsent *consent);
const char *ac_choice_reason_to_slug (AcChoiceReason reason);

G_END_DECLS
