/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-agreement.h"
#include "ac-choices.h"
#include "ac-use-choice.h"

G_BEGIN_DECLS

/* What accounts hold that others may want to use, and what the person lets them. A value is read by
 * nobody but ac_store_ask(), and by the person themself: the engines refuse it to any other
 * statement. */

typedef struct
{
  const char *account_id;
  const char *who; /* the recipient's name: a service, or `app:…` */
  AcRecipient recipient;
  AcUsePurpose purpose;
  AcCategory category;
} AcAsk;

/* Whether it may be read now, and if so what it is: one decision, one line in the ledger, whatever
 * it is. The value is NULL where it may not be read (see reason), or there is none. FALSE: it
 * failed, and nothing was told. */
gboolean ac_store_ask (AcStore *self,
                       const char *person,
                       const AcAsk *ask,
                       AcChoiceReason *reason,
                       char **value,
                       GError **error);
/* The same without the line, for ac_store_ask() and to measure it. */
gboolean ac_store_read_datum (AcStore *self,
                              const char *person,
                              const AcAsk *ask,
                              AcChoiceReason *reason,
                              char **value,
                              GError **error);

/* Only what would come of it. */
gboolean ac_store_decide (
    AcStore *self, const char *person, const AcAsk *ask, AcChoiceReason *reason, GError **error);
/* Whether the account holds something of the category. */
gboolean ac_store_holds (AcStore *self,
                         const char *person,
                         const char *account_id,
                         AcCategory category,
                         gboolean *holds,
                         GError **error);

/* For the person's own copy of everything, whatever they let others do; its line in the ledger is
 * the export's. */
gboolean ac_store_read_own (AcStore *self,
                            const char *person,
                            const char *account_id,
                            AcCategory category,
                            char **value,
                            GError **error);

/* What an account holds; NULL: nothing any more. */
gboolean ac_store_set_datum (AcStore *self,
                             const char *person,
                             const char *account_id,
                             AcCategory category,
                             const char *value,
                             GError **error);

/* Holds nothing any more, if it is this that it holds. */
gboolean ac_store_drop_datum (AcStore *self,
                              const char *person,
                              const char *account_id,
                              AcCategory category,
                              const char *value,
                              GError **error);
/* ac-store-shared.c: the text that an account shared last is what it holds of the status category,
 * from when it is there until it was taken back; after each change of a delivery. */
gboolean
ac_store_note_shared (AcStore *self, const char *person, AcDelivery *delivery, GError **error);

/* Of an account that is gone: what it held and what was said about it. */
gboolean
ac_store_forget_data (AcStore *self, const char *person, const char *account_id, GError **error);
/* Before the accounts are gone. */
gboolean ac_store_forget_all_data (AcStore *self, const char *person, GError **error);

/* What was said about an account, a recipient and a purpose. */
typedef struct
{
  char *id; /* NULL: nothing yet */
  AcConsent consent;
  guint agreed; /* categories, a bit each */
  gint64 ends_at;
  gint64 said_no_at; /* 0: never */
  guint terms_version;
} AcSaid;
void ac_said_clear (AcSaid *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcSaid, ac_said_clear)
gboolean ac_store_get_said (
    AcStore *self, const char *person, const AcAsk *about, AcSaid *said, GError **error);
/* What a yes is to. */
typedef struct
{
  guint agreed; /* categories, a bit each */
  gint64 until;
  guint terms_version; /* of the recipient's terms; 0: it said none */
} AcYes;
/* Writes it down, the receipt first, then the line of the ledger; yes is for AC_CONSENT_ACT_AGREE,
 * otherwise NULL. The category of about is left out. AC_ERROR_CONFLICT: the person may not be asked
 * now; AC_ERROR_NOT_FOUND. */
gboolean ac_store_say (AcStore *self,
                       const AcWord *word,
                       const AcAsk *about,
                       AcConsentAct act,
                       const AcYes *yes,
                       GError **error);

/* The receipt's id. */
char *ac_store_write_consent (AcStore *self,
                              const AcWord *word,
                              const AcAsk *about,
                              const AcSaid *said,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

GListStore *ac_store_list_use_choices (AcStore *self,
                                       const char *person,
                                       const char *after_id,
                                       guint limit,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
AcUseChoice *ac_store_get_use_choice (AcStore *self,
                                      const char *person,
                                      const char *id,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Every answer, newest first. AC_ERROR_NOT_FOUND. */
GListStore *ac_store_list_answers (AcStore *self,
                                   const char *person,
                                   const char *choice_id,
                                   const char *before_id,
                                   guint limit,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of AcReceipt */
/* How the last answer is undone, and what was answered before it, to which a yes goes back.
 * AC_ERROR_CONFLICT: it can't be. */
gboolean ac_store_find_undo (AcStore *self,
                             const char *person,
                             AcUseChoice *choice,
                             AcConsentAct *act,
                             AcAnswerBefore *before,
                             GError **error);
/* Answers again what was answered before the one of receipt_id. AC_ERROR_CONFLICT: that isn't the
 * last any more, or can't be undone; AC_ERROR_NOT_FOUND. */
gboolean ac_store_undo_answer (AcStore *self,
                               const AcWord *word,
                               const char *choice_id,
                               const char *receipt_id,
                               GError **error);

G_END_DECLS
