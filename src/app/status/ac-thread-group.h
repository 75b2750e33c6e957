/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-target-row.h"

G_BEGIN_DECLS

/* Whether a text that is too long for a target becomes a thread there; shown only while one is.
 * Signal: "changed". */
#define AC_TYPE_THREAD_GROUP (ac_thread_group_get_type ())
G_DECLARE_FINAL_TYPE (AcThreadGroup, ac_thread_group, AC, THREAD_GROUP, AdwPreferencesGroup)

AcLongText ac_thread_group_get_long_text (AcThreadGroup *self);
void ac_thread_group_set_long_text (AcThreadGroup *self, AcLongText long_text);
/* targets: of AcTargetRow, those that are chosen and were measured. */
void ac_thread_group_show (AcThreadGroup *self, GPtrArray *targets);

G_END_DECLS
