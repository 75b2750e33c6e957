/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-availability.h"

G_BEGIN_DECLS

/* What people read of what they can have. */

const char *ac_words_feature (const char *id); /* its name */
/* Why it can't be had, what that means, and what can be done; sentences. region (nullable): where
 * the person is. */
char *ac_words_feature_detail (AcFeature *feature, const char *region) G_GNUC_WARN_UNUSED_RESULT;
/* What the last look for a policy found; a sentence without its dot. */
const char *ac_words_policy (AcPolicyFault fault);

G_END_DECLS
