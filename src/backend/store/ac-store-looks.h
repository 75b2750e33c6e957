/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-step.h"

G_BEGIN_DECLS

/* A look at a copy that is live as far as anybody here knows: one post, or those of a thread. */
#define AC_TYPE_COPY (ac_copy_get_type ())
G_DECLARE_FINAL_TYPE (AcCopy, ac_copy, AC, COPY, GObject)

const char *ac_copy_get_account_id (AcCopy *self);
const char *ac_copy_get_remote_id (AcCopy *self); /* of the post that the delivery is about */
GPtrArray *ac_copy_get_parcels (AcCopy *self);    /* of AcParcel; one of them found is enough */

/* AC_ERROR_CONFLICT when nothing of it is live, it is just being changed, or nobody knows where it
 * is. */
AcCopy *ac_store_get_copy (AcStore *self,
                           const char *person,
                           const char *delivery_id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What may have become a copy, where the person is asked: its parcel. AC_ERROR_CONFLICT when nobody
 * is. */
AcCopy *ac_store_get_asked (AcStore *self,
                            const char *person,
                            const char *delivery_id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Somebody has deleted it there: it was looked for by this remote_id. What has become of it here in
 * the meantime stays. */
gboolean ac_store_note_gone (AcStore *self,
                             const char *person,
                             const char *delivery_id,
                             const char *remote_id,
                             GError **error);

/* The person has found the copy that nobody could find, and it is this one: from now on it is a
 * copy like any other. AC_ERROR_CONFLICT when nobody asks for it, it is another delivery's, or it
 * was made before this one was first sent or for more people than this one is. */
gboolean ac_store_resolve_found (
    AcStore *self, const char *person, const char *delivery_id, AcOutcome *found, GError **error);

G_END_DECLS
