/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-rules.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* A rule of automatic sharing, with a switch; it opens its dialog. Its name is the rule's id. */
#define AC_TYPE_RULE_ROW (ac_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (AcRuleRow, ac_rule_row, AC, RULE_ROW, AcRow)

GtkWidget *ac_rule_row_new (AcClient *client, AcShareRule *rule) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it stopped, and only the person can make it go on. */
gboolean ac_rule_row_needs_person (AcClient *client, AcShareRule *rule);

G_END_DECLS
