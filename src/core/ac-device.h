/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A sign-in of a person at a backend, as they know it: a program on a device. The schema Session of
 * the API. Properties: id, name, created-at, last-used-at (Unix ms), current (it is the one that
 * asks), can-end. */
#define AC_TYPE_DEVICE (ac_device_get_type ())
G_DECLARE_FINAL_TYPE (AcDevice, ac_device, AC, DEVICE, GObject)

/* name may be empty: the program did not say. */
AcDevice *ac_device_new (const char *id, const char *name, gint64 created_at, gint64 last_used_at)
    G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcDevice *ac_device_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_device_to_json (AcDevice *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_device_get_id (AcDevice *self);
const char *ac_device_get_name (AcDevice *self);
gint64 ac_device_get_created_at (AcDevice *self);
gint64 ac_device_get_last_used_at (AcDevice *self);
gboolean ac_device_get_current (AcDevice *self);
gboolean ac_device_get_can_end (AcDevice *self);

void ac_device_set_current (AcDevice *self, gboolean current);
void ac_device_set_can_end (AcDevice *self, gboolean can_end);

/* Takes over every property of other, which is the same one as it is known now, and notifies what
 * changed. */
void ac_device_update (AcDevice *self, AcDevice *other);

G_END_DECLS
