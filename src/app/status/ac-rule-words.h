/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-app-words.h"
#include "ac-client-rules.h"

G_BEGIN_DECLS

/* What people read about automatic sharing. Static texts are of the catalogue and need no free. */

/* "From @alice@mastodon.example to alice.bsky.social" */
char *ac_rule_words_pair (AcAccount *source, AcAccount *target) G_GNUC_WARN_UNUSED_RESULT;
/* Who sees the copies, in the words of the service they are at. */
char *ac_rule_words_audience (const char *service, AcAudience audience) G_GNUC_WARN_UNUSED_RESULT;
/* How it stands when nothing is amiss: until when, and how much it shared; or why it is off. */
char *ac_rule_words_state (const AcShareRuleFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* The day alone. */
char *ac_rule_words_day (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;
/* Which of the posts at the service it is about: those that at least so many people may see. */
const char *ac_rule_words_posts (const char *service, AcAudience audience);
/* What would become of a post. */
const char *ac_rule_words_verdict (AcPostVerdict verdict);

G_END_DECLS
