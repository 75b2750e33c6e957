/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-consent.h"
#include "ac-purpose.h"
#include "ac-terms.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *account_id;
  char *who; /* the recipient */
  AcUsePurpose purpose;
  AcConsent consent;
  guint agreed;       /* categories, a bit each */
  gint64 until;       /* Unix ms, 0: it never was agreed to */
  gboolean ends_soon; /* it is a yes that should be asked for anew */
  gint64 changed_at;
  AcProgram how;
  char *receipt_id; /* what it was said with */
  gboolean can_undo;
  guint terms_version; /* the recipient's terms that a yes was given to, 0: it had none */
  AcTerms wider;       /* what it wants now beyond that; version 0: nothing */
} AcUseChoiceFacts;

/* What a person lets a recipient do with what an account holds, for one purpose. Never changes. */
#define AC_TYPE_USE_CHOICE (ac_use_choice_get_type ())
G_DECLARE_FINAL_TYPE (AcUseChoice, ac_use_choice, AC, USE_CHOICE, GObject)

AcUseChoice *ac_use_choice_new (const AcUseChoiceFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcUseChoice *ac_use_choice_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_use_choice_to_json (AcUseChoice *self) G_GNUC_WARN_UNUSED_RESULT;

const AcUseChoiceFacts *ac_use_choice_get_facts (AcUseChoice *self);
const char *ac_use_choice_get_id (AcUseChoice *self);

G_END_DECLS
