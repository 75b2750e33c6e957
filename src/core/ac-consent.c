/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-consent.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"

const char *
ac_use_purpose_to_slug (AcUsePurpose purpose)
{
  return ac_noun_enum_to_slug (AC_TYPE_USE_PURPOSE, purpose);
}

gboolean
ac_use_purpose_from_slug (const char *slug, AcUsePurpose *purpose)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_USE_PURPOSE, slug, &value))
    return FALSE;

  *purpose = value;
  return TRUE;
}

const char *
ac_category_to_slug (AcCategory category)
{
  return ac_noun_enum_to_slug (AC_TYPE_CATEGORY, category);
}

gboolean
ac_category_from_slug (const char *slug, AcCategory *category)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_CATEGORY, slug, &value))
    return FALSE;

  *category = value;
  return TRUE;
}

const char *
ac_consent_to_slug (AcConsent consent)
{
  return ac_noun_enum_to_slug (AC_TYPE_CONSENT, consent);
}

gboolean
ac_consent_from_slug (const char *slug, AcConsent *consent)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_CONSENT, slug, &value))
    return FALSE;

  *consent = value;
  return TRUE;
}

const char *
ac_choice_reason_to_slug (AcChoiceReason reason)
{
  return ac_noun_enum_to_slug (AC_TYPE_CHOICE_REASON, reason);
}
