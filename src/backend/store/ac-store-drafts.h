/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-draft.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* Drafts, and what is taken back to be one before it was sent; see ac-store.h. */

AcDraft *ac_store_get_draft (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_drafts (AcStore *self,
                                  const char *person,
                                  const char *after_id,
                                  guint limit,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes the place of what stood under its id. AC_ERROR_QUOTA_REACHED; AC_ERROR_NOT_FOUND when a
 * picture of it is not there, or another's. */
gboolean ac_store_put_draft (AcStore *self, const char *person, AcDraft *draft, GError **error);
/* One that is not there is deleted already. */
gboolean ac_store_delete_draft (AcStore *self, const char *person, const char *id, GError **error);

gboolean
ac_store_list_pictures_of_draft (AcStore *self, const char *person, AcDraft *draft, GError **error);

/* Takes back a status of which nothing was sent, and makes a draft of it: AC_ERROR_CONFLICT. */
AcDraft *ac_store_undo_status (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Takes every copy back, and makes a draft of it, with the pictures that are still here:
 * AC_ERROR_CONFLICT when no copy is there, or one is being sent. */
AcDraft *ac_store_share_again (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Nothing of it is sent before. */
gboolean ac_store_delay_status (
    AcStore *self, const char *person, const char *id, guint seconds, GError **error);

/* How long that is, as the person wants it. */
#define AC_UNDO_USUAL 10
#define AC_UNDO_MAX 60
gboolean
ac_store_get_undo_seconds (AcStore *self, const char *person, guint *seconds, GError **error);
gboolean
ac_store_set_undo_seconds (AcStore *self, const char *person, guint seconds, GError **error);

G_END_DECLS
