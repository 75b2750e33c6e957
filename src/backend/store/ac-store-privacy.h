/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-agreement.h"
#include "ac-privacy.h"

G_BEGIN_DECLS

/* What a person decided about all services at once. */

/* AC_ERROR_NOT_FOUND: there is no such person. */
AcPrivacy *
ac_store_get_privacy (AcStore *self, const char *person, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes it down, the receipt first, then the line of the ledger; nothing when it is so already. */
gboolean ac_store_set_setting (
    AcStore *self, const AcWord *word, AcSetting setting, gboolean value, GError **error);
/* As it is said elsewhere already. */
gboolean ac_store_put_setting (
    AcStore *self, const char *person, AcSetting setting, const AcSwitch *value, GError **error);

/* What a service says of it, in place of what it said before; nothing where the wish is gone
 * meanwhile. */
gboolean
ac_store_keep_heed (AcStore *self, const char *person, const AcHeedFacts *facts, GError **error);
/* Of a person whose accounts are gone. */
gboolean ac_store_forget_heeds (AcStore *self, const char *person, GError **error);

G_END_DECLS
