/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-draft.h"

G_BEGIN_DECLS

/* What a person began and has not shared; the rest of AcClient. */

/* Loaded when first asked for, and kept fresh by events. */
GListModel *ac_client_get_drafts (AcClient *self); /* of AcDraft */
/* As they are now, for who follows nothing. */
DexFuture *ac_client_list_drafts (AcClient *self) G_GNUC_WARN_UNUSED_RESULT; /* GListModel */
DexFuture *ac_client_load_draft (AcClient *self,
                                 const char *draft_id) G_GNUC_WARN_UNUSED_RESULT; /* AcDraft */
/* Under its id, whatever stood there. Its pictures are those of the person: given to the backend
 * once, if they weren't. AC_ERROR_QUOTA_REACHED. */
DexFuture *ac_client_save_draft (AcClient *self,
                                 AcDraft *draft) G_GNUC_WARN_UNUSED_RESULT; /* AcDraft */
DexFuture *ac_client_delete_draft (AcClient *self,
                                   const char *draft_id) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
/* What the backend has of a picture under this id it is not given again; NULL: it has it not. */
void ac_client_mark_given (AcPicture *picture, const char *id);
const char *ac_client_get_given (AcPicture *picture);
/* The file of a picture of a draft, which has it from then on. */
DexFuture *ac_client_load_picture (AcClient *self,
                                   AcPicture *picture) G_GNUC_WARN_UNUSED_RESULT; /* AcPicture */
/* Takes back what was not sent yet, as a draft. AC_ERROR_CONFLICT when it is being sent. */
DexFuture *ac_client_undo_status (AcClient *self,
                                  const char *status_id) G_GNUC_WARN_UNUSED_RESULT; /* AcDraft */
/* Takes every copy back, and makes a draft of it. AC_ERROR_CONFLICT when none is there, or one is
 * being sent. */
DexFuture *ac_client_share_again (AcClient *self,
                                  const char *status_id) G_GNUC_WARN_UNUSED_RESULT; /* AcDraft */
/* How long what is shared waits for that. */
DexFuture *ac_client_set_undo_seconds (AcClient *self,
                                       guint seconds) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */

G_END_DECLS
