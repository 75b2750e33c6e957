/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Where the person says they are, what can't be had there or otherwise, and by which rules that was
 * decided. */
#define AC_TYPE_REGION_GROUP (ac_region_group_get_type ())
G_DECLARE_FINAL_TYPE (AcRegionGroup, ac_region_group, AC, REGION_GROUP, AdwPreferencesGroup)

/* Once. */
void ac_region_group_set_client (AcRegionGroup *self, AcClient *client);

G_END_DECLS
