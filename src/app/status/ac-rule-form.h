/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-rules.h"

G_BEGIN_DECLS

/* What a person chooses of a rule. Signal: "changed", when they chose otherwise. */
#define AC_TYPE_RULE_FORM (ac_rule_form_get_type ())
G_DECLARE_FINAL_TYPE (AcRuleForm, ac_rule_form, AC, RULE_FORM, AdwPreferencesPage)

/* Once. rule NULL: one that is to be made. */
void ac_rule_form_set_up (AcRuleForm *self, AcClient *client, AcShareRule *rule);
/* Where somebody begins. */
GtkWidget *ac_rule_form_get_first_row (AcRuleForm *self);
/* Between which two; NULL: there are none any more. */
AcAccount *ac_rule_form_get_source (AcRuleForm *self);
AcAccount *ac_rule_form_get_target (AcRuleForm *self);
/* What is chosen as the API takes it. NULL: something of it can't be, which its row says. */
JsonObject *ac_rule_form_write (AcRuleForm *self) G_GNUC_WARN_UNUSED_RESULT;
/* When it ends may have changed. */
void ac_rule_form_update_end (AcRuleForm *self);
/* Once it was to be renewed. */
void ac_rule_form_focus_end (AcRuleForm *self);
/* At the row that it is about; FALSE: it is about none. */
gboolean ac_rule_form_show_error (AcRuleForm *self, const GError *error);

G_END_DECLS
