/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-availability.h"
#include "ac-consent.h"
#include "ac-delivery.h"
#include "ac-error.h"
#include "ac-life.h"
#include "ac-post.h"
#include "ac-privacy.h"
#include "ac-purpose.h"
#include "ac-share-rule.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* What a person reads in a terminal; all translated, none owned by the caller. */
const char *ac_words_for_error (AcError code);
const char *ac_words_for_delivery (AcDeliveryState state);
/* NULL: there was none */
const char *ac_words_for_edit (AcEdit edit, AcError reason, gboolean paused);
const char *ac_words_for_phase (AcPhase phase);
const char *ac_words_for_account (AcAccountState state);
const char *ac_words_for_audience (AcAudience audience);
const char *ac_words_for_keyring (const char *slug);
const char *ac_words_for_event (const char *slug);
const char *ac_words_for_share_rule (const AcShareRuleFacts *facts);
const char *ac_words_for_post (AcPostVerdict verdict);
const char *ac_words_for_purpose (AcPurpose purpose);
const char *ac_words_for_undoing_step (const AcUndoingLine *line);
const char *ac_words_for_undoing_state (AcUndoingState state);
const char *ac_words_for_use (AcUsePurpose purpose);
const char *ac_words_for_consent (AcConsent consent);
const char *ac_words_for_setting (AcSetting setting);
const char *ac_words_for_ledger_fault (const char *slug);
const char *ac_words_for_rule (AcRule rule);
const char *ac_words_for_unavailable (AcUnavailable why);
const char *ac_words_for_policy (AcPolicyFault fault);
/* A reason that is not known stands as it is. */
const char *ac_words_for_closed (const char *slug);
const char *ac_words_for_sign_in (AcSignInMethods methods);

G_END_DECLS
