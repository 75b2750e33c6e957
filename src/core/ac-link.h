/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-purpose.h"
#include "ac-switch.h"

G_BEGIN_DECLS

/* The agreement that two accounts of one person work together. Properties: id, created-at (Unix
 * ms), and its switches sign-in, share-status and personalise. */
#define AC_TYPE_LINK (ac_link_get_type ())
G_DECLARE_FINAL_TYPE (AcLink, ac_link, AC, LINK, GObject)

/* All switches are off. The pair has no order: account ids are kept sorted. */
AcLink *ac_link_new (const char *id,
                     const char *account_id,
                     const char *other_account_id,
                     const char *receipt_id) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcLink *ac_link_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_link_to_json (AcLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* Takes over every property of other, which is the same one as it is known now, and notifies what
 * changed. */
void ac_link_update (AcLink *self, AcLink *other);

const char *ac_link_get_id (AcLink *self);
const char *ac_link_get_account_id (AcLink *self, guint place); /* 0 or 1 */
/* The one that account_id is linked with; NULL: it isn't one of the two. */
const char *ac_link_get_other_account_id (AcLink *self, const char *account_id);
const char *ac_link_get_receipt_id (AcLink *self);
gint64 ac_link_get_created_at (AcLink *self);
const AcSwitch *ac_link_get_switch (AcLink *self, AcPurpose purpose);
gboolean ac_link_is_on (AcLink *self, AcPurpose purpose);

void ac_link_set_created_at (AcLink *self, gint64 time_ms);
void ac_link_set_switch (
    AcLink *self, AcPurpose purpose, gboolean on, gint64 since, const char *receipt_id);

G_END_DECLS
