/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ac-error.h"
#include "ac-json.h"
#include "ac-text.h"

G_BEGIN_DECLS

/* What the nouns share when they are read from and written as JSON. Every reader fails with
 * AC_ERROR_BAD_REPLY and leaves its result alone when the member is missing. */

JsonObject *ac_noun_open (JsonNode *node, const AcJsonField *fields, GError **error);
JsonNode *ac_noun_close (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

gboolean ac_noun_read_id (JsonObject *object, const char *name, GError **error);
gboolean ac_noun_read_time (JsonObject *object, const char *name, gint64 *time_ms, GError **error);
gboolean ac_noun_read_uint (JsonObject *object, const char *name, guint *value, GError **error);
gboolean
ac_noun_read_enum (JsonObject *object, const char *name, GType type, int *value, GError **error);
/* Two ids of an array, which differ. */
GStrv
ac_noun_read_pair (JsonObject *object, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_noun_read_code (JsonObject *object, const char *name, AcError *code, GError **error);
gboolean ac_noun_read_audiences (JsonObject *object, guint *audiences, GError **error);
gboolean ac_noun_read_limits (JsonObject *object, AcTextLimits *limits, GError **error);

const char *ac_noun_enum_to_slug (GType type, int value);
gboolean ac_noun_enum_from_slug (GType type, const char *slug, int *value);
void ac_noun_write_enum (JsonObject *object, const char *name, GType type, int value);
void ac_noun_write_audiences (JsonObject *object, guint audiences);
void ac_noun_write_limits (JsonObject *object, const AcTextLimits *limits);

G_END_DECLS
