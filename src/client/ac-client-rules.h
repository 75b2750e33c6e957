/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-post.h"
#include "ac-share-rule.h"

G_BEGIN_DECLS

/* What is shared by itself; the rest of AcClient. */

/* Loaded when first asked for, and kept fresh by events. */
GListModel *ac_client_get_rules (AcClient *self); /* of AcShareRule, oldest first */
/* (transfer none) (nullable): of those that are loaded */
AcShareRule *ac_client_find_rule (AcClient *self, const char *id);
/* As they are now, for who follows nothing. */
DexFuture *ac_client_list_rules (AcClient *self) G_GNUC_WARN_UNUSED_RESULT; /* GListModel */
/* choices (taken): members of the rule as the API takes them. What is posted at the account is
 * shared to the other one of the link. AC_ERROR_CONFLICT, AC_ERROR_NOT_LINKED. */
DexFuture *ac_client_make_rule (AcClient *self,
                                const char *key,
                                const char *link_id,
                                const char *account_id,
                                JsonObject *choices) G_GNUC_WARN_UNUSED_RESULT; /* AcShareRule */
DexFuture *ac_client_change_rule (AcClient *self,
                                  const char *rule_id,
                                  JsonObject *choices) G_GNUC_WARN_UNUSED_RESULT; /* AcShareRule */
DexFuture *ac_client_delete_rule (AcClient *self,
                                  const char *rule_id) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
/* What would become of the last posts; of AcPost, newest first. */
DexFuture *ac_client_try_rule (AcClient *self,
                               const char *rule_id) G_GNUC_WARN_UNUSED_RESULT; /* GListModel */
/* The same for a rule that may stand nowhere yet; scope, when cancelled, ends it. */
DexFuture *ac_client_try_choices (AcClient *self,
                                  const char *link_id,
                                  const char *account_id,
                                  JsonObject *choices,
                                  GCancellable *scope) G_GNUC_WARN_UNUSED_RESULT; /* GListModel */
/* Shares up to count of the posts from before the rule; the same key never twice. Resolves to an
 * AcBackfill. AC_ERROR_CONFLICT while it shares nothing. */
DexFuture *ac_client_backfill_rule (AcClient *self,
                                    const char *key,
                                    const char *rule_id,
                                    guint count) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
