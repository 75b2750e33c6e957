/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How long the copies of a status stay, each from when it went live. */
typedef enum
{
  AC_LIFE_KEEP,
  AC_LIFE_HOUR, /*< nick=1h >*/
  AC_LIFE_DAY,  /*< nick=24h >*/
  AC_LIFE_WEEK, /*< nick=7d >*/
} AcLife;

#define AC_LIFE_LAST AC_LIFE_WEEK
/* Where all of a status stands, for who looks through many. */
typedef enum
{
  AC_PHASE_LIVE, /* some copy is there, or on its way, or may be */
  AC_PHASE_SCHEDULED,
  AC_PHASE_ENDED, /* nothing of it is there */
} AcPhase;

/* How far ahead something is shared, and how late it still is without being asked for again. */
#define AC_SHARE_AHEAD_MS (366 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define AC_SHARE_LATE_MS (60 * 60 * G_GINT64_CONSTANT (1000))

const char *ac_life_to_slug (AcLife life); /* such as `24h` */
gboolean ac_life_from_slug (const char *slug, AcLife *life);
gboolean ac_phase_from_slug (const char *slug, AcPhase *phase);
const char *ac_phase_to_slug (AcPhase phase);
gint64 ac_life_get_ms (AcLife life); /* 0: without an end */

G_END_DECLS
