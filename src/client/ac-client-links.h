/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-link-preview.h"
#include "ac-link.h"
#include "ac-receipt.h"
#include "ac-suggestion.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* Links between accounts, their receipts, and what is being undone; the rest of AcClient. */

/* The version of the words that our programs show before somebody agrees; it grows when they come
 * to mean something else. */
#define AC_WORDS_VERSION 1

/* Loaded when first asked for, and kept fresh by events. */
GListModel *ac_client_get_links (AcClient *self);    /* of AcLink, oldest first */
GListModel *ac_client_get_undoings (AcClient *self); /* of AcUndoing that nobody has seen yet */

/* (transfer none) (nullable): of those that are loaded */
AcLink *ac_client_find_link (AcClient *self, const char *id);
AcUndoing *ac_client_find_undoing (AcClient *self, const char *id);

/* As they are now, for who follows nothing. */
DexFuture *ac_client_list_links (AcClient *self) G_GNUC_WARN_UNUSED_RESULT; /* GListModel */
DexFuture *ac_client_list_undoings (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;

/* Changes nothing. answers: those switches that would be turned on or off. */
DexFuture *
ac_client_preview_link (AcClient *self,
                        const char *account_id,
                        const char *other_account_id,
                        const AcAnswers *answers) G_GNUC_WARN_UNUSED_RESULT; /* AcLinkPreview */
/* key: the idempotency key of this one wish. AC_ERROR_PROOF_REQUIRED: the message is the id of the
 * account that must be proved first; AC_ERROR_CONFLICT: they are linked. */
DexFuture *ac_client_make_link (AcClient *self,
                                const char *key,
                                const char *account_id,
                                const char *other_account_id,
                                const AcAnswers *answers) G_GNUC_WARN_UNUSED_RESULT; /* AcLink */
/* AC_ERROR_PROOF_REQUIRED, only when sign-in is turned on. */
DexFuture *ac_client_set_link (AcClient *self,
                               const char *link_id,
                               const AcAnswers *answers) G_GNUC_WARN_UNUSED_RESULT; /* AcLink */
/* removed: the id of the account that goes as well, or NULL. */
DexFuture *ac_client_end_link (AcClient *self,
                               const char *link_id,
                               AcCopies copies,
                               const char *removed) G_GNUC_WARN_UNUSED_RESULT; /* AcUndoing */
/* Its links end with it. */
DexFuture *ac_client_remove_account (AcClient *self,
                                     const char *account_id,
                                     AcCopies copies) G_GNUC_WARN_UNUSED_RESULT; /* AcUndoing */
/* AC_ERROR_IN_PROGRESS while something of it goes on. */
DexFuture *ac_client_see_undoing (AcClient *self,
                                  const char *undoing_id) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */

DexFuture *ac_client_list_receipts (AcClient *self)
    G_GNUC_WARN_UNUSED_RESULT; /* GListModel of AcReceipt, newest first */
DexFuture *ac_client_load_receipt (AcClient *self, const char *receipt_id)
    G_GNUC_WARN_UNUSED_RESULT; /* AcReceipt */

/* Hashtags for what is written for this account. */
DexFuture *ac_client_list_suggestions (AcClient *self, const char *account_id)
    G_GNUC_WARN_UNUSED_RESULT; /* GListModel of AcSuggestion, those used most first */

G_END_DECLS
