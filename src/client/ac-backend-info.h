/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-error.h"

G_BEGIN_DECLS

/* What the backend says of itself; GET /v1/backend. Properties: version, keyring ("unlocked", …),
 * practice-services (an address or NULL), loopback-services, sharing-stopped, stopped-until,
 * undo-seconds, erasing, data-dir, data-size, accounts, statuses, waiting, started-at, has-problem,
 * problem (an AcError, when has-problem). */
#define AC_TYPE_BACKEND_INFO (ac_backend_info_get_type ())
G_DECLARE_FINAL_TYPE (AcBackendInfo, ac_backend_info, AC, BACKEND_INFO, GObject)

AcBackendInfo *ac_backend_info_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_backend_info_to_json (AcBackendInfo *self) G_GNUC_WARN_UNUSED_RESULT;
/* Takes over every property of other; notifies only what changed. */
void ac_backend_info_update (AcBackendInfo *self, AcBackendInfo *other);

const char *ac_backend_info_get_version (AcBackendInfo *self);
const char *ac_backend_info_get_keyring (AcBackendInfo *self);
const char *ac_backend_info_get_data_dir (AcBackendInfo *self);
/* How long what is shared waits, so that it can be undone. */
guint ac_backend_info_get_undo_seconds (AcBackendInfo *self);
gboolean ac_backend_info_get_sharing_stopped (AcBackendInfo *self);
/* When it goes on by itself, ms; 0: when the person says so. */
gint64 ac_backend_info_get_stopped_until (AcBackendInfo *self);
gboolean ac_backend_info_get_loopback_services (AcBackendInfo *self);
gint64 ac_backend_info_get_data_size (AcBackendInfo *self);
guint ac_backend_info_get_accounts (AcBackendInfo *self);
guint ac_backend_info_get_statuses (AcBackendInfo *self);
guint ac_backend_info_get_waiting (AcBackendInfo *self);
gint64 ac_backend_info_get_started_at (AcBackendInfo *self);
/* Whether the backend has a problem, which is then stored in code (which may be NULL). */
gboolean ac_backend_info_get_problem (AcBackendInfo *self, AcError *code);

G_END_DECLS
