/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-rules.h"

G_BEGIN_DECLS

/* What would become of what was posted last, by choices that need not be kept. */
#define AC_TYPE_RULE_TRIES (ac_rule_tries_get_type ())
G_DECLARE_FINAL_TYPE (AcRuleTries, ac_rule_tries, AC, RULE_TRIES, AdwNavigationPage)

/* Takes choices. Asks; it is given up when the page is left. */
AdwNavigationPage *ac_rule_tries_new (AcClient *client,
                                      const char *link_id,
                                      const char *account_id,
                                      JsonObject *choices) G_GNUC_WARN_UNUSED_RESULT;
/* What would have been shared can be shared now: rule is on, and has these choices. */
void ac_rule_tries_offer_earlier (AcRuleTries *self, AcShareRule *rule);

G_END_DECLS
