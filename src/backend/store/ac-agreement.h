/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-link.h"
#include "ac-receipt.h"
#include "ac-store.h"
#include "ac-suggestion.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* The store's side of what people agree to: links, their switches, and the receipts. A receipt is
 * written before what it allows or ends, in the same transaction; whatever a link allows is asked
 * here, at the point of use. See DESIGN.md, "Links". */

/* Whose word it is, and how it was given. */
typedef struct
{
  const char *person;
  AcProgram how;
  guint words_version;
} AcWord;

AcLink *ac_store_get_link (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* NULL without error: the two are not linked. */
AcLink *ac_store_find_link (AcStore *self,
                            const char *person,
                            const char *account_id,
                            const char *other_account_id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_links (AcStore *self,
                                 const char *person,
                                 const char *after_id,
                                 guint limit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_links_of (AcStore *self,
                                    const char *person,
                                    const char *account_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the person has shown lately that the account is theirs, here or at one that a link with
 * *sign-in* joins with it. AC_ERROR_PROOF_REQUIRED. */
gboolean
ac_store_check_proved (AcStore *self, const char *person, const char *account_id, GError **error);

/* AC_ERROR_CONFLICT: the two are linked. Who asks has checked the proofs. */
AcLink *ac_store_make_link (AcStore *self,
                            const AcWord *word,
                            AcAccount *const accounts[2],
                            const AcAnswers *answers,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_store_set_link (
    AcStore *self, const AcWord *word, AcLink *link, const AcAnswers *answers, GError **error);
typedef struct
{
  char *receipt_id;
  guint n_cancelled; /* deliveries that were never sent */
  guint n_restored;  /* choices */
  AcCopies copies;   /* given: what is to become of them */
} AcLinkEnd;
void ac_link_end_clear (AcLinkEnd *self);
gboolean
ac_store_end_link (AcStore *self, const AcWord *word, AcLink *link, AcLinkEnd *end, GError **error);

/* Whether the link allows to share at account_id what is shared at the other one, too, which is
 * given back. AC_ERROR_NOT_LINKED. */
char *ac_store_admit_target (AcStore *self,
                             const char *person,
                             const char *link_id,
                             const char *account_id,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

AcReceipt *ac_store_get_receipt (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_receipts (AcStore *self,
                                    const char *person,
                                    const char *before_id,
                                    guint limit,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT; /* newest first */
/* Those with this about: the text that the receipt was written with, see ac_store_sign_receipt().
 */
GListStore *ac_store_list_receipts_about (AcStore *self,
                                          const char *person,
                                          const char *about,
                                          const char *purpose,
                                          const char *before_id,
                                          guint limit,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What it says beside the facts is set here, its signature as well. about is what it can be found
 * by, with its purpose. The id. */
char *ac_store_sign_receipt (AcStore *self,
                             const AcWord *word,
                             const AcReceiptFacts *facts,
                             const char *about,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* As it is; about is what it can be found by. */
gboolean ac_store_keep_receipt (
    AcStore *self, const char *person, AcReceipt *receipt, const char *about, GError **error);
/* What receipts of a use are found by, and those of settings. */
char *ac_store_name_use (const char *account_id, const char *who) G_GNUC_WARN_UNUSED_RESULT;
#define AC_STORE_ABOUT_SETTINGS "settings"
/* Whose signatures receipts have: the public half, in hexadecimal digits; made when it isn't there.
 */
char *ac_store_get_signing_key (AcStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The last words about two accounts and a purpose, also of accounts that were removed and added
 * again meanwhile, the newest first; what isn't there is left alone. */
gboolean ac_store_find_last_receipts (AcStore *self,
                                      const char *person,
                                      AcAccount *const accounts[2],
                                      AcPurpose purpose,
                                      AcReceipt *last[2],
                                      GError **error);

/* Hashtags that the person used lately at the account, and at those that a link with *personalise*
 * joins with it; of AcSuggestion, those used most first. */
GListStore *ac_store_list_suggestions (AcStore *self,
                                       const char *person,
                                       const char *account_id,
                                       guint limit,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Deliveries that are there because of a link, or else all of an account. */
/* Those that were never sent are not sent any more. What only a store that was set back may have
 * sent counts as one of them, except where copies are deleted: then it is looked for. */
gboolean ac_store_cancel_unsent (AcStore *self,
                                 const char *person,
                                 const char *link_id,
                                 const char *account_id,
                                 AcCopies copies,
                                 guint *n_cancelled,
                                 GError **error);
/* The same for posts from before a rule that it plans. */
gboolean
ac_store_cancel_earlier (AcStore *self, const char *person, const char *rule_id, GError **error);
/* The others stay or are taken back, as asked; n_copies grows by how many they are. */
gboolean ac_store_settle_copies (AcStore *self,
                                 const char *person,
                                 const char *link_id,
                                 const char *account_id,
                                 AcCopies copies,
                                 guint *n_copies,
                                 GError **error);
/* Asked right before a delivery is sent for the first time: FALSE where it is there because of a
 * link that doesn't share any more. */
gboolean ac_store_check_link_of (
    AcStore *self, const char *person, const char *delivery_id, gboolean *allowed, GError **error);

/* undoings; account_id: the one that is removed, or NULL; link_id: that whose copies are deleted,
 * or NULL */
gboolean ac_store_add_undoing (AcStore *self,
                               const char *person,
                               AcUndoing *undoing,
                               const char *account_id,
                               const char *link_id,
                               GError **error);
AcUndoing *ac_store_get_undoing (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_undoings (AcStore *self, const char *person, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_IN_PROGRESS while something of it goes on. */
/* Of an account that is being removed; NULL without error: there is none. */
AcUndoing *ac_store_find_undoing (AcStore *self,
                                  const char *person,
                                  const char *account_id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The permission of a removed account stays at the service, because another one needs it. */
gboolean ac_store_note_kept (
    AcStore *self, const char *person, const char *account_id, const char *other, GError **error);
gboolean ac_store_see_undoing (AcStore *self, const char *person, const char *id, GError **error);

G_END_DECLS
