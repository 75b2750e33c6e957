/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-row-state.h"

G_BEGIN_DECLS

/* Which rule decided whether a feature can be had, in the order they are asked: the first that says
 * no decides. Words for people are written in app and cli. */
typedef enum
{
  AC_RULE_NOTHING_AGAINST,
  AC_RULE_KEPT, /* it is on already, and what speaks against it only keeps people from beginning */
  AC_RULE_ADMINISTRATOR,
  AC_RULE_NO_POLICY,
  AC_RULE_NOT_LISTED, /* the policy doesn't know the feature */
  AC_RULE_NO_CONNECTOR,
  AC_RULE_MIN_VERSION,
  AC_RULE_REGION_UNKNOWN, /* it matters, and the person hasn't said */
  AC_RULE_REGION_CLOSED,
  AC_RULE_REGION_NOT_OPEN,
  AC_RULE_ACCOUNT_TYPE,
  AC_RULE_AGE_UNKNOWN,
  AC_RULE_MIN_AGE,
  AC_RULE_ROLLOUT,
} AcRule;

#define AC_RULE_LAST AC_RULE_ROLLOUT

/* Whether the person wants to be told when it can be had. */
typedef enum
{
  AC_WISH_NONE,
  AC_WISH_WAITING,
  AC_WISH_CAME, /* it can be had now, and nobody has told the person yet */
} AcWish;

typedef struct
{
  char *id;      /* "mastodon", "status-sharing" */
  char *service; /* the service that it is about, or NULL */
  gboolean on;   /* the person has it */
  AcRule rule;
  AcWish wish;
  guint bucket;          /* of 10,000; the person's own for this feature, always the same */
  guint rollout_percent; /* buckets below 100 times this are in */
  char *min_version;     /* or NULL */
  guint min_age;         /* years, 0: any */
  GStrv account_types;   /* or NULL: all */
  char *closed_reason;   /* why it is closed in the person's region: a slug, or NULL */
  gint64 closed_since;   /* Unix ms, or 0 */
} AcFeatureFacts;

/* Something that may be had or not, and what decided about it for one person: the schema Feature of
 * the API. Immutable. */
#define AC_TYPE_FEATURE (ac_feature_get_type ())
G_DECLARE_FINAL_TYPE (AcFeature, ac_feature, AC, FEATURE, GObject)

AcFeature *ac_feature_new (const AcFeatureFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
const AcFeatureFacts *ac_feature_get_facts (AcFeature *self);
const char *ac_feature_get_id (AcFeature *self);
/* Follows from the rule alone. */
AcUnavailable ac_rule_get_unavailable (AcRule rule);
AcUnavailable ac_feature_get_unavailable (AcFeature *self);
const char *ac_rule_to_slug (AcRule rule); /* as the API calls it */

/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcFeature *ac_feature_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_feature_to_json (AcFeature *self) G_GNUC_WARN_UNUSED_RESULT;

/* Whether text could name a region: two capital letters (ISO 3166-1 alpha-2). */
gboolean ac_region_is_valid (const char *text);

G_END_DECLS
