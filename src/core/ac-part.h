/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ac-delivery.h"

G_BEGIN_DECLS

/* One post of a delivery that is a thread. Properties: text, state, url. */
#define AC_TYPE_PART (ac_part_get_type ())
G_DECLARE_FINAL_TYPE (AcPart, ac_part, AC, PART, GObject)

AcPart *
ac_part_new (const char *text, AcDeliveryState state, const char *url) G_GNUC_WARN_UNUSED_RESULT;
AcPart *ac_part_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_part_to_json (AcPart *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_part_update (AcPart *self, AcPart *other);

const char *ac_part_get_text (AcPart *self);
AcDeliveryState ac_part_get_state (AcPart *self);
const char *ac_part_get_url (AcPart *self); /* of the copy, or NULL */

G_END_DECLS
