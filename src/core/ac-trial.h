/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-error.h"
#include "ac-service.h"

G_BEGIN_DECLS

/* What would become of a status at one target. */
typedef struct
{
  const char *account_id; /* (nullable): as in AcDelivery */
  const char *service;    /* (nullable): where it isn't known */
  const char *handle;     /* (nullable): where it isn't known */
  gboolean refused;
  AcError error; /* why */
  guint posts;   /* that it would be; 0: none */
  gboolean counted;
  int left; /* of the tightest limit, where the text is counted; negative when it is too long */
} AcTrialFacts;

/* One target of a status that was only tried. Never changes. */
#define AC_TYPE_TRIAL (ac_trial_get_type ())
G_DECLARE_FINAL_TYPE (AcTrial, ac_trial, AC, TRIAL, GObject)

AcTrial *ac_trial_new (const AcTrialFacts *facts) G_GNUC_WARN_UNUSED_RESULT; /* copies */
AcTrial *ac_trial_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_trial_to_json (AcTrial *self) G_GNUC_WARN_UNUSED_RESULT;
const AcTrialFacts *ac_trial_get_facts (AcTrial *self);

G_END_DECLS
