/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* When a status is shared and how long it stays, as the person says it. The life that they chose
 * last is there at first. Signals: "changed". */
#define AC_TYPE_PLAN_GROUP (ac_plan_group_get_type ())
G_DECLARE_FINAL_TYPE (AcPlanGroup, ac_plan_group, AC, PLAN_GROUP, AdwPreferencesGroup)

AcLife ac_plan_group_get_life (AcPlanGroup *self);
void ac_plan_group_set_life (AcPlanGroup *self, AcLife life);
gint64 ac_plan_group_get_share_at (AcPlanGroup *self); /* ms; 0: now */
void ac_plan_group_set_share_at (AcPlanGroup *self, gint64 share_at);
/* The life isn't asked for. */
void ac_plan_group_show_time_only (AcPlanGroup *self);
/* Whether the time is to come, and within a year; if not, the row says so. */
gboolean ac_plan_group_check (AcPlanGroup *self);

G_END_DECLS
