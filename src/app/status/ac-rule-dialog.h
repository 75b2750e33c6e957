/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-rules.h"

G_BEGIN_DECLS

/* A rule of automatic sharing: to make one, to try it out, to change, renew and delete it. Turning
 * it on is its row's. */
#define AC_TYPE_RULE_DIALOG (ac_rule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcRuleDialog, ac_rule_dialog, AC, RULE_DIALOG, AdwDialog)

/* rule NULL: one that is to be made. */
AdwDialog *ac_rule_dialog_new (AcClient *client, AcShareRule *rule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
