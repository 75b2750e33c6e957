/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-attempt.h"
#include "ac-outcome.h"
#include "ac-store-private.h"

G_BEGIN_DECLS

/* The journal of what was tried of a delivery. What writes it runs in the transaction that arms or
 * settles the step. */

/* A claimed step of a delivery is armed. */
gboolean ac_store_begin_attempt (AcStore *self, AcStep *step, gint64 now_ms, GError **error);
/* It was settled: what it becomes stands in its row already. */
gboolean ac_store_end_attempt (
    AcStore *self, const AcStep *step, AcOutcome *outcome, AcRepeat repeat, GError **error);
/* Nothing was asked, because of reason. */
gboolean
ac_store_end_blocked_attempt (AcStore *self, const AcStep *step, AcError reason, GError **error);

/* Adds those of a delivery to the object of its copy in an export, and takes them from there. */
gboolean ac_store_export_attempts (
    AcStore *self, const char *person, const char *delivery_id, JsonObject *copy, GError **error);
/* attempts: (nullable) */
gboolean ac_store_import_attempts (AcStore *self,
                                   const char *person,
                                   const char *delivery_id,
                                   JsonArray *attempts,
                                   GError **error);

G_END_DECLS
