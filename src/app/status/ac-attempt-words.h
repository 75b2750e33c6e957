/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-attempt.h"

G_BEGIN_DECLS

/* What one try came to; of the catalogue. */
const char *ac_attempt_words_title (const AcAttemptFacts *facts);
/* When, what went over the wire, why, and what follows: lines. */
char *ac_attempt_words_detail (const AcAttemptFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) */
const char *ac_attempt_words_icon (const AcAttemptFacts *facts);

G_END_DECLS
