/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-rule-match.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* What is shared by itself; see ac-store.h. */

AcShareRule *ac_store_get_rule (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_rules (AcStore *self,
                                 const char *person,
                                 const char *after_id,
                                 guint limit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_CONFLICT: there is one for these accounts. AC_ERROR_QUOTA_REACHED. */
gboolean ac_store_add_rule (AcStore *self, const char *person, AcShareRule *rule, GError **error);
/* Takes the place of what stood under its id, and is looked at soon when it is on; otherwise what
 * it planned of earlier posts is not sent. */
gboolean ac_store_put_rule (AcStore *self, const char *person, AcShareRule *rule, GError **error);
/* What it shared is not shared again by another one. AC_ERROR_NOT_FOUND. */
gboolean ac_store_delete_rule (AcStore *self, const char *person, const char *id, GError **error);

gboolean ac_store_end_rule (
    AcStore *self, const char *person, const char *id, AcShareRuleEnd why, GError **error);
gboolean
ac_store_end_rules_of_link (AcStore *self, const char *person, const char *link_id, GError **error);
gboolean ac_store_delete_rules_of_account (AcStore *self,
                                           const char *person,
                                           const char *account_id,
                                           GError **error);
/* What was posted until now is not shared by the rules that are on. */
gboolean ac_store_restart_rules (AcStore *self,
                                 const char *person,
                                 const char *to_id, /* (nullable): all of them */
                                 GError **error);

/* It is this process's turn to look at what a rule is about. */
typedef struct
{
  char *person;
  AcShareRule *rule;
} AcRuleTurn;

void ac_rule_turn_free (AcRuleTurn *self);

/* Of those that are due, each of which is not due again for pause_ms, or longer while nothing
 * comes. next_due 0: none is on. */
GPtrArray *ac_store_claim_rules (AcStore *self,
                                 gint64 now_ms,
                                 guint pause_ms,
                                 guint limit,
                                 gint64 *next_due,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What came of it; trouble is nullable. */
gboolean ac_store_note_look (AcStore *self,
                             const char *person,
                             const char *id,
                             gboolean found,
                             const GError *trouble,
                             GError **error);

/* The ledger said just now that it looked. */
gboolean ac_store_note_told (AcStore *self, const char *person, const char *id, GError **error);

/* One post more. */
gboolean
ac_store_count_shared (AcStore *self, const char *person, AcShareRule *rule, GError **error);

gboolean ac_store_know_post (AcStore *self,
                             const char *person,
                             const AcShareRuleFacts *rule,
                             const AcPostFacts *post,
                             AcPostKnown *known,
                             GError **error);
/* It is not looked at again. status_id NULL: nothing was shared. */
gboolean ac_store_note_post (AcStore *self,
                             const char *person,
                             AcShareRule *rule,
                             const AcPostFacts *post,
                             AcPostVerdict verdict,
                             const char *status_id,
                             GError **error);

/* A post that was noted with this status is one from before the rule; share_at: 0: at once. */
gboolean ac_store_note_earlier (AcStore *self,
                                const char *person,
                                const char *rule_id,
                                const char *status_id,
                                gint64 share_at,
                                GError **error);
/* When the next of those may be shared, so that no more than so many are in an hour; 0: now. */
gboolean ac_store_find_turn (AcStore *self,
                             const char *person,
                             const char *rule_id,
                             guint per_hour,
                             gint64 *share_at,
                             GError **error);

G_END_DECLS
