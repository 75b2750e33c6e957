/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-facebook.h"
#include "ac-graph-sign-in.h"

G_BEGIN_DECLS

extern const AcService ac_facebook_service;

/* What the key of a video ends with. */
#define AC_FACEBOOK_VIDEO ":video"

/* The id of the account's Page. AC_ERROR_INVALID. */
char *ac_facebook_get_page (AcAccount *account, GError **error) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *ac_facebook_finish_fiber (gpointer call);
DexFuture *ac_facebook_identify_fiber (gpointer call);
DexFuture *ac_facebook_revoke_fiber (gpointer call);
/* Inside a fiber: "PAGE/edge" of the parcel's own Page. */
char *ac_facebook_make_path (AcCall *call, const char *edge) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: a photo that is on no page yet ("Pages API", "Posts": multiple photos). DONE with
 * its id; NULL when cancelled. */
AcOutcome *ac_facebook_upload_photo (AcCall *call, AcPicture *picture) G_GNUC_WARN_UNUSED_RESULT;

/* Inside a fiber: the same for what is shared as a story; NULL when cancelled. */
AcOutcome *ac_facebook_publish_story (AcCall *call) G_GNUC_WARN_UNUSED_RESULT;
AcOutcome *ac_facebook_find_story (AcCall *call) G_GNUC_WARN_UNUSED_RESULT;
AcOutcome *ac_facebook_remove_story (AcCall *call) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *ac_facebook_publish_fiber (gpointer call);
DexFuture *ac_facebook_find_fiber (gpointer call);
DexFuture *ac_facebook_remove_fiber (gpointer call);
DexFuture *ac_facebook_edit_fiber (gpointer call);

G_END_DECLS
