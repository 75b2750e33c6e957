/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-post.h"
#include "ac-share-rule.h"

G_BEGIN_DECLS

/* What becomes of a post that a rule looks at. Pure: a dry run and a real one ask the same. */

/* What the store knows of the post. */
typedef struct
{
  gboolean copied; /* a rule looked at it for the same target already */
  gboolean held;   /* for its words, when one did; a real run leaves it at that */
  gboolean ours;   /* it is a copy that was made here, sent or under way */
  gboolean words;  /* the same words were sent here lately */
  guint last_hour; /* how many posts the rule shared */
  guint same;      /* of them: with the same words */
} AcPostKnown;

AcPostVerdict
ac_rule_match (const AcShareRuleFacts *rule, const AcPostFacts *post, const AcPostKnown *known);

/* What is shared of the post: its words, cut to these limits, with its address where they don't
 * tell all. Nobody is mentioned by it. */
char *ac_rule_write_text (const AcPostFacts *post,
                          const AcTextLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

/* Two texts have the same one when they are the same but for white space, case, what servers do to
 * mentions, what is known to track in links, and the link behind a text that was cut. */
char *ac_rule_name_words (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a copy, as it was written of some post, has the words of this text. */
gboolean ac_rule_says_same (const char *copy, const char *text);

G_END_DECLS
