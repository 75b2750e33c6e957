/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"

G_BEGIN_DECLS

/* What is to be done for everybody together: numbers that tell of nobody. */

typedef enum
{
  AC_LOAD_PLANNED, /* its time has not come */
  AC_LOAD_HELD,    /* by a person, who stopped or paused it */
  AC_LOAD_WAITING,
  AC_LOAD_SENDING,
  AC_LOAD_CHECKING,
  AC_LOAD_BLOCKED, /* until the person signs in, or the keyring is open */
  AC_LOAD_FAILED,
  AC_LOAD_ASKING, /* the person */
} AcLoadState;

#define AC_N_LOAD_STATES (AC_LOAD_ASKING + 1)

typedef struct
{
  guint64 deliveries[AC_N_LOAD_STATES]; /* that are not settled */
  gint64 oldest[AC_N_LOAD_STATES];      /* when one of them last changed, ms; 0: there are none */
  gint64 due_since; /* what has been due longest and isn't held, ms; 0: nothing is */
  guint64 rules;    /* that are on */
} AcLoad;

const char *ac_load_state_get_name (AcLoadState state);
gboolean ac_store_measure_load (AcStore *self, gint64 now_ms, AcLoad *load, GError **error);

G_END_DECLS
