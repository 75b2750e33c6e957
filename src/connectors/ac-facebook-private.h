/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-facebook.h"
#include "ac-graph-sign-in.h"

G_BEGIN_DECLS

extern const AcService ac_facebook_service;

/* The id of the account's Page. AC_ERROR_INVALID. */
char *ac_facebook_get_page (AcAccount *account, GError **error) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *ac_facebook_finish_fiber (gpointer call);
DexFuture *ac_facebook_identify_fiber (gpointer call);
DexFuture *ac_facebook_revoke_fiber (gpointer call);
DexFuture *ac_facebook_publish_fiber (gpointer call);
DexFuture *ac_facebook_find_fiber (gpointer call);
DexFuture *ac_facebook_remove_fiber (gpointer call);

G_END_DECLS
