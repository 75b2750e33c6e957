/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* What a person may do with everything at once: take it away, bring it back, erase it. */
#define AC_TYPE_DATA_GROUP (ac_data_group_get_type ())
G_DECLARE_FINAL_TYPE (AcDataGroup, ac_data_group, AC, DATA_GROUP, AdwPreferencesGroup)

void ac_data_group_set_client (AcDataGroup *self, AcClient *client);

G_END_DECLS
