/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* The rules of automatic sharing, and the way to one more or to what it needs first. */
#define AC_TYPE_RULES_PAGE (ac_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (AcRulesPage, ac_rules_page, AC, RULES_PAGE, AdwPreferencesPage)

/* Once. */
void ac_rules_page_set_up (AcRulesPage *self, AcClient *client);

G_END_DECLS
