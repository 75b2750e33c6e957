/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-consent.h"
#include "ac-purpose.h"
#include "ac-terms.h"

G_BEGIN_DECLS

/* What people read about the uses of their data. Static texts are of the catalogue. */

const char *ac_use_words_purpose (AcUsePurpose purpose);      /* in plain words, as a title */
const char *ac_use_words_purpose_term (AcUsePurpose purpose); /* as the law and services call it */
const char *ac_use_words_purpose_explain (AcUsePurpose purpose); /* what it means for the person */
const char *ac_use_words_category (AcCategory category);
/* As it stands in a list of them, which doesn't begin a sentence. */
const char *ac_use_words_category_listed (AcCategory category);
const char *ac_use_words_category_explain (AcCategory category);
/* A list of them, within a sentence. */
char *ac_use_words_categories (guint categories) G_GNUC_WARN_UNUSED_RESULT;
/* How long they say they keep it; 0 days: they don't say. */
char *ac_use_words_kept (guint days) G_GNUC_WARN_UNUSED_RESULT;
/* What is wanted beyond a yes. */
char *ac_use_words_wider (const AcTerms *wider) G_GNUC_WARN_UNUSED_RESULT;
/* Who gets it: a service, an app, who runs the server. */
char *ac_use_words_who (const char *who) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_use_words_how (AcProgram how); /* with what it was said */

G_END_DECLS
