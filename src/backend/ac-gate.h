/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ac-availability.h"
#include "ac-connectors.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* Where a policy comes from, and who may sign it beside the key that is compiled in. */
typedef struct
{
  const char *file; /* a whole path */
  const char *key;  /* a public key in base64, or NULL */
} AcGateSource;

/* What people may begin here, and what goes on: the policy in force, asked for each person. The
 * last good policy stands in the store, so that one that is missing, signed by nobody, not
 * understood, expired or older than it changes nothing. */
#define AC_TYPE_GATE (ac_gate_get_type ())
G_DECLARE_FINAL_TYPE (AcGate, ac_gate, AC, GATE, GObject)

#define AC_FEATURE_STATUS_SHARING "status-sharing"

AcGate *ac_gate_new (AcStore *store,
                     AcConnectors *connectors,
                     const AcGateSource *source) G_GNUC_WARN_UNUSED_RESULT;
/* Looks at the file again, puts a newer policy in force, and lets people know of what they have
 * waited for. Resolves to TRUE; rejects as the store does. */
DexFuture *ac_gate_check (AcGate *self) G_GNUC_WARN_UNUSED_RESULT;
/* What anybody waits for may have come: something was turned on. Like ac_gate_check() without the
 * file. */
DexFuture *ac_gate_settle (AcGate *self) G_GNUC_WARN_UNUSED_RESULT;

/* The rest is for work on the store's thread, in its transaction. */

/* What the person can have, and why not. */
AcAvailability *ac_gate_describe (AcGate *self, AcStore *store, const char *person, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_NOT_AVAILABLE when the person may not begin or go on with it. */
gboolean ac_gate_admit (
    AcGate *self, AcStore *store, const char *person, const char *feature, GError **error);
/* The same for an account's service, by what kind of account it is. */
gboolean ac_gate_admit_account (
    AcGate *self, AcStore *store, const char *person, AcAccount *account, GError **error);
/* After something of the person has changed: writes the events of wishes that have come true, and
 * lets what was held back go on. */
gboolean ac_gate_settle_person (AcGate *self, AcStore *store, const char *person, GError **error);

G_END_DECLS
