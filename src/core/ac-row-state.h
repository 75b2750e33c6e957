/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The one state model of every row, in order of precedence: a row shows exactly one of these.
 * Offline is an overlay, not a state. */
typedef enum
{
  AC_ROW_OFF,
  AC_ROW_ON,
  AC_ROW_PAUSED,
  AC_ROW_PENDING_OFF,
  AC_ROW_PENDING_ON,
  AC_ROW_ATTENTION,
  AC_ROW_UNAVAILABLE,
  AC_ROW_LOADING, /* only when nothing is cached */
  AC_ROW_ERROR,   /* only when nothing is cached */
} AcRowState;

/* Why a thing can't be had here and now. */
typedef enum
{
  AC_UNAVAILABLE_NOT, /* it can be had */
  AC_UNAVAILABLE_REGION,
  AC_UNAVAILABLE_ROLLOUT,
  AC_UNAVAILABLE_ACCOUNT,
  AC_UNAVAILABLE_CONNECTOR, /* only the service itself can change it: never shown as a switch */
  AC_UNAVAILABLE_ADMINISTRATOR,
  AC_UNAVAILABLE_VERSION,        /* this one of Accounts Center is too old */
  AC_UNAVAILABLE_REGION_UNKNOWN, /* the person has to say where they are */
  AC_UNAVAILABLE_AGE,
  AC_UNAVAILABLE_AGE_UNKNOWN, /* the person has to say how old they are */
  AC_UNAVAILABLE_POLICY,      /* nobody has said that it may be had */
  AC_UNAVAILABLE_APP_KEYS,    /* those of a developer app are needed first */
} AcUnavailable;

#define AC_UNAVAILABLE_LAST AC_UNAVAILABLE_APP_KEYS

/* What is known about a row's subject. */
typedef struct
{
  gboolean cached; /* a value is known */
  gboolean failed; /* the last load failed */
  gboolean on;
  gboolean paused;
  gboolean pending;    /* a change is under way or queued */
  gboolean pending_on; /* what the change will make it */
  gboolean attention;
  AcUnavailable unavailable;
} AcRowFacts;

/* Total: every combination of facts gives a state. */
AcRowState ac_row_state_resolve (const AcRowFacts *facts);
gboolean ac_row_state_is_pending (AcRowState state);
/* Whether its switch is on. */
gboolean ac_row_state_shows_on (AcRowState state);

G_END_DECLS
