/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-service.h"

G_BEGIN_DECLS

/* What an account takes: its service's rules, its server's limits, and what its sign-in allows. */

/* Which video; narrower where the account's server says so. */
AcVideoRules ac_sharable_get_video_rules (const AcService *service, AcAccount *account);
/* As ac_service_check_pictures(), and AC_ERROR_SCOPE_MISSING when the account was signed in to
 * without the permission for a video. */
gboolean ac_sharable_check_pictures (const AcService *service,
                                     AcAccount *account,
                                     AcForm form,
                                     GListModel *pictures,
                                     GError **error);

G_END_DECLS
