/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-life.h"
#include "ac-noun-private.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

const char *
ac_life_to_slug (AcLife life)
{
  return ac_noun_enum_to_slug (AC_TYPE_LIFE, life);
}

gboolean
ac_life_from_slug (const char *slug, AcLife *life)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_LIFE, slug, &value))
    return FALSE;

  *life = value;
  return TRUE;
}

const char *
ac_phase_to_slug (AcPhase phase)
{
  return ac_noun_enum_to_slug (AC_TYPE_PHASE, phase);
}

gboolean
ac_phase_from_slug (const char *slug, AcPhase *phase)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_PHASE, slug, &value))
    return FALSE;

  *phase = value;
  return TRUE;
}

gint64
ac_life_get_ms (AcLife life)
{
  switch (life)
    {
    case AC_LIFE_HOUR:
      return HOUR_MS;
    case AC_LIFE_DAY:
      return 24 * HOUR_MS;
    case AC_LIFE_WEEK:
      return 7 * 24 * HOUR_MS;
    case AC_LIFE_KEEP:
    default:
      return 0;
    }
}
