/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-context.h"
#include "ac-request.h"
#include "ac-store-rules.h"

G_BEGIN_DECLS

/* Shares by rules: looks at what people posted by other programs, each rule at most once a minute,
 * and less often while nothing comes. Sleeps while none is on. */
#define AC_TYPE_RULES (ac_rules_get_type ())
G_DECLARE_FINAL_TYPE (AcRules, ac_rules, AC, RULES, GObject)

/* context outlives it. */
AcRules *ac_rules_new (AcContext *context) G_GNUC_WARN_UNUSED_RESULT;
void ac_rules_wake (AcRules *self);        /* one was turned on, or changed */
gboolean ac_rules_is_idle (AcRules *self); /* none is on */
void ac_rules_close (AcRules *self);       /* begins nothing any more */

/* Inside a fiber: what would become of the last posts by a rule that may stand nowhere, newest
 * first; of AcPost with verdicts. Nothing is shared. */
GListModel *ac_rules_try (AcRules *self, const char *person, AcShareRule *rule, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: shares up to count of the last posts from before the rule, which is on, that were
 * never looked at, the oldest first, so many in an hour as the rule may; they and the answer under
 * the request's key are one transaction. AC_ERROR_CONFLICT when the rule is off or waits, and what
 * keeps it from looking. */
AcReply *ac_rules_backfill (AcRules *self,
                            AcRequest *request,
                            AcShareRule *rule,
                            guint count,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
