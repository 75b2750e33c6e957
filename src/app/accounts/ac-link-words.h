/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-link.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* What people read about a link and its three switches; AC_WORDS_VERSION is of these. Static texts
 * need no free. */
const char *ac_link_words_purpose (AcPurpose purpose);
/* What happens while it is on. */
const char *ac_link_words_purpose_on (AcPurpose purpose);
/* What turning it off ends, in the question that is asked before it is turned on. */
const char *ac_link_words_purpose_limits (AcPurpose purpose);

/* "Lena’s Bakery (Facebook)" */
char *ac_link_words_account (AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;
char *ac_link_words_named (const AcNamedAccount *account) G_GNUC_WARN_UNUSED_RESULT;
/* Which of its switches are on: "Share Status, Personalise". */
char *ac_link_words_switches (AcLink *link) G_GNUC_WARN_UNUSED_RESULT;
/* Since when a switch has been on, or that and since when it is off. */
char *ac_link_words_since (const AcSwitch *state) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_link_words_step (const AcUndoingLine *line);
char *ac_link_words_outcome (const AcUndoingLine *line) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
