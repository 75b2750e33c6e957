/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-feature.h"

G_BEGIN_DECLS

/* What is wrong with the policy that was found at the last look; the last good one is in force. */
typedef enum
{
  AC_POLICY_FINE,
  AC_POLICY_MISSING,
  AC_POLICY_TOO_LARGE,
  AC_POLICY_SIGNATURE,  /* not signed by a key that is trusted here */
  AC_POLICY_UNREADABLE, /* signed, but not understood */
  AC_POLICY_OLDER,      /* than the one in force */
  AC_POLICY_EXPIRED,
} AcPolicyFault;

typedef struct
{
  gint64 serial;     /* 0: no policy is known, and the times are 0 */
  gint64 issued_at;  /* Unix ms */
  gint64 expires_at; /* Unix ms */
  gint64 checked_at; /* Unix ms; when a policy was last looked for */
  AcPolicyFault fault;
  char *region; /* that the person has chosen (ISO 3166-1 alpha-2), or NULL */
  guint age;    /* in years, as the person has said, or 0 */
} AcAvailabilityFacts;

/* What one person can have and why not, and by which policy: the schema Availability of the API.
 * Immutable. */
#define AC_TYPE_AVAILABILITY (ac_availability_get_type ())
G_DECLARE_FINAL_TYPE (AcAvailability, ac_availability, AC, AVAILABILITY, GObject)

/* features: of AcFeature. */
AcAvailability *ac_availability_new (const AcAvailabilityFacts *facts,
                                     GListModel *features) G_GNUC_WARN_UNUSED_RESULT;
const AcAvailabilityFacts *ac_availability_get_facts (AcAvailability *self);
GListModel *ac_availability_get_features (AcAvailability *self);
/* NULL when there is none of this id. */
AcFeature *ac_availability_find (AcAvailability *self, const char *id);

/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcAvailability *ac_availability_from_json (JsonNode *node,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_availability_to_json (AcAvailability *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
