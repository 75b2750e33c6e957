/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-privacy.h"
#include "ac-receipt.h"
#include "ac-use-choice.h"

G_BEGIN_DECLS

/* What was said about uses, loaded when first asked for and kept fresh by events: of AcUseChoice,
 * oldest first. */
GListModel *ac_client_get_choices (AcClient *self);
gboolean ac_client_knows_choices (AcClient *self); /* they were loaded */
/* As it is now, for who follows nothing: a GListModel of AcUseChoice. */
DexFuture *ac_client_list_choices (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;
/* categories are for a yes; terms_version: of the recipient's terms that the person was shown, 0:
 * none. Resolves to the AcUseChoice. AC_ERROR_CONFLICT: those aren't its terms any more. */
DexFuture *ac_client_set_choice (AcClient *self,
                                 const char *account_id,
                                 const char *recipient,
                                 const char *purpose,
                                 gboolean value,
                                 const char *const *categories,
                                 guint terms_version,
                                 guint words_version) G_GNUC_WARN_UNUSED_RESULT;
/* Who may ask for what accounts hold, with what they say they want: a GListModel of AcParty. */
DexFuture *ac_client_list_recipients (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;
/* Every answer to a choice, newest first: a GListModel of AcReceipt. */
DexFuture *ac_client_list_answers (AcClient *self, const char *choice_id) G_GNUC_WARN_UNUSED_RESULT;
/* Answers again what was answered before the last answer of choice, as it was shown. Resolves to
 * the AcUseChoice. AC_ERROR_CONFLICT: it was answered anew since, or can't be undone. */
DexFuture *ac_client_undo_choice (AcClient *self,
                                  AcUseChoice *choice,
                                  guint words_version) G_GNUC_WARN_UNUSED_RESULT;

/* What the person decides about all services at once; loaded when it is first asked for, and kept
 * fresh: another object each time, with "notify::privacy". (nullable) */
AcPrivacy *ac_client_get_privacy (AcClient *self);
/* Both resolve to the AcPrivacy. */
DexFuture *ac_client_load_privacy (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *ac_client_set_privacy (AcClient *self,
                                  AcSetting setting,
                                  gboolean on,
                                  guint words_version) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
