/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-developer-app.h"

G_BEGIN_DECLS

/* The keys of a service's developer app as the service itself calls them. Static texts are of the
 * catalogue and need no free. */

const char *ac_app_key_words_title (const char *service, AcAppKey key);
/* Where it is found; or, of a secret that is kept, that it is. */
const char *ac_app_key_words_hint (const char *service, const AcDeveloperKey *key);
/* What is wrong with what was typed, in its form. */
const char *ac_app_key_words_malformed (AcAppKey key);
/* What the service says of it, and what to do then. */
char *ac_app_key_words_verdict (AcAppKey key, const AcVerdict *verdict) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
