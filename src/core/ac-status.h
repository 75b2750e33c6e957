/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-delivery.h"
#include "ac-life.h"
#include "ac-picture.h"
#include "ac-remarks.h"

G_BEGIN_DECLS

/* The most characters. */
#define AC_STATUS_MAX_TEXT 100000

/* What is shared. Properties: id, text, created-at, removed (the person took it back), share-at (0:
 * at once), deliveries (a GListModel of AcDelivery in the order of the targets). Its pictures, its
 * life and its remarks stay what they are. */
#define AC_TYPE_STATUS (ac_status_get_type ())
G_DECLARE_FINAL_TYPE (AcStatus, ac_status, AC, STATUS, GObject)

AcStatus *
ac_status_new (const char *id, const char *text, gint64 created_at) G_GNUC_WARN_UNUSED_RESULT;
AcStatus *ac_status_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_status_to_json (AcStatus *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_status_update (AcStatus *self, AcStatus *other);

const char *ac_status_get_id (AcStatus *self);
const char *ac_status_get_text (AcStatus *self);
guint ac_status_get_revision (AcStatus *self); /* how often its words were changed */
gint64 ac_status_get_created_at (AcStatus *self);
AcRemarks *ac_status_get_remarks (AcStatus *self);
gboolean ac_status_get_removed (AcStatus *self);
AcLife ac_status_get_life (AcStatus *self);
gint64 ac_status_get_share_at (AcStatus *self); /* ms; 0: at once */
/* When the last of its copies ends, of those that were live; 0: unknown, or they stay. */
gint64 ac_status_get_ends_at (AcStatus *self);
AcPhase ac_status_get_phase (AcStatus *self);
GListModel *ac_status_get_deliveries (AcStatus *self);
GListModel *ac_status_get_pictures (AcStatus *self); /* of AcPicture */

void ac_status_set_revision (AcStatus *self, guint revision);
void ac_status_set_removed (AcStatus *self, gboolean removed);
void ac_status_set_remarks (AcStatus *self, AcRemarks *remarks);
void ac_status_set_life (AcStatus *self, AcLife life);
void ac_status_set_share_at (AcStatus *self, gint64 share_at);
void ac_status_add_delivery (AcStatus *self, AcDelivery *delivery);
/* (nullable): it is none of this status. */
AcDelivery *ac_status_find_delivery (AcStatus *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;
void ac_status_add_picture (AcStatus *self, AcPicture *picture);

G_END_DECLS
