/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-feature.h"
#include "ac-noun-private.h"

struct _AcFeature
{
  GObject parent_instance;
  AcFeatureFacts facts;
};

G_DEFINE_FINAL_TYPE (AcFeature, ac_feature, G_TYPE_OBJECT)

static const AcJsonField feature_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "service", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "on", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "rule", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "unavailable", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "wish", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "bucket", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "rollout_percent", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "min_version", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "min_age", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "account_types", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 16 },
  { "closed_reason", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "closed_since", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static const AcUnavailable reasons[] = {
  [AC_RULE_NOTHING_AGAINST] = AC_UNAVAILABLE_NOT,
  [AC_RULE_KEPT] = AC_UNAVAILABLE_NOT,
  [AC_RULE_ADMINISTRATOR] = AC_UNAVAILABLE_ADMINISTRATOR,
  [AC_RULE_NO_POLICY] = AC_UNAVAILABLE_POLICY,
  [AC_RULE_NOT_LISTED] = AC_UNAVAILABLE_POLICY,
  [AC_RULE_NO_CONNECTOR] = AC_UNAVAILABLE_VERSION,
  [AC_RULE_MIN_VERSION] = AC_UNAVAILABLE_VERSION,
  [AC_RULE_REGION_UNKNOWN] = AC_UNAVAILABLE_REGION_UNKNOWN,
  [AC_RULE_REGION_CLOSED] = AC_UNAVAILABLE_REGION,
  [AC_RULE_REGION_NOT_OPEN] = AC_UNAVAILABLE_REGION,
  [AC_RULE_ACCOUNT_TYPE] = AC_UNAVAILABLE_ACCOUNT,
  [AC_RULE_AGE_UNKNOWN] = AC_UNAVAILABLE_AGE_UNKNOWN,
  [AC_RULE_MIN_AGE] = AC_UNAVAILABLE_AGE,
  [AC_RULE_ROLLOUT] = AC_UNAVAILABLE_ROLLOUT,
};
G_STATIC_ASSERT (G_N_ELEMENTS (reasons) == AC_RULE_LAST + 1);

static void
ac_feature_finalize (GObject *object)
{
  AcFeature *self = AC_FEATURE (object);

  g_free (self->facts.id);
  g_free (self->facts.service);
  g_free (self->facts.min_version);
  g_strfreev (self->facts.account_types);
  g_free (self->facts.closed_reason);

  G_OBJECT_CLASS (ac_feature_parent_class)->finalize (object);
}

static void
ac_feature_class_init (AcFeatureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_feature_finalize;
}

static void
ac_feature_init (AcFeature *self)
{
}

AcFeature *
ac_feature_new (const AcFeatureFacts *facts)
{
  AcFeature *self = g_object_new (AC_TYPE_FEATURE, NULL);

  self->facts = *facts;
  self->facts.id = g_strdup (facts->id);
  self->facts.service = g_strdup (facts->service);
  self->facts.min_version = g_strdup (facts->min_version);
  self->facts.account_types = g_strdupv (facts->account_types);
  self->facts.closed_reason = g_strdup (facts->closed_reason);
  return self;
}

const AcFeatureFacts *
ac_feature_get_facts (AcFeature *self)
{
  g_return_val_if_fail (AC_IS_FEATURE (self), NULL);

  return &self->facts;
}

const char *
ac_feature_get_id (AcFeature *self)
{
  g_return_val_if_fail (AC_IS_FEATURE (self), NULL);

  return self->facts.id;
}

AcUnavailable
ac_rule_get_unavailable (AcRule rule)
{
  g_return_val_if_fail (rule <= AC_RULE_LAST, AC_UNAVAILABLE_POLICY);

  return reasons[rule];
}

AcUnavailable
ac_feature_get_unavailable (AcFeature *self)
{
  g_return_val_if_fail (AC_IS_FEATURE (self), AC_UNAVAILABLE_POLICY);

  return reasons[self->facts.rule];
}

const char *
ac_rule_to_slug (AcRule rule)
{
  g_return_val_if_fail (rule <= AC_RULE_LAST, NULL);

  return ac_noun_enum_to_slug (AC_TYPE_RULE, rule);
}

static gboolean
read_account_types (JsonObject *object, AcFeatureFacts *facts, GError **error)
{
  if (!json_object_has_member (object, "account_types"))
    return TRUE;

  facts->account_types = ac_json_dup_strings (object, "account_types", 64);
  if (facts->account_types == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "Kinds of accounts are texts");
  return facts->account_types != NULL;
}

/* What is unavailable and why must not be two stories. */
static gboolean
check_reason (JsonObject *object, AcRule rule, GError **error)
{
  int unavailable = AC_UNAVAILABLE_NOT;

  if (!ac_noun_read_enum (object, "unavailable", AC_TYPE_UNAVAILABLE, &unavailable, error))
    return FALSE;
  if (unavailable == (int) reasons[rule])
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                       "Rule and reason don't belong together");
  return FALSE;
}

AcFeature *
ac_feature_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcFeatureFacts facts = { 0 };
  int rule = AC_RULE_NOTHING_AGAINST;
  int wish = AC_WISH_NONE;
  AcFeature *self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, feature_fields, error)) == NULL ||
      !ac_noun_read_enum (object, "rule", AC_TYPE_RULE, &rule, error) ||
      !ac_noun_read_enum (object, "wish", AC_TYPE_WISH, &wish, error) ||
      !check_reason (object, rule, error) ||
      !ac_noun_read_uint (object, "bucket", &facts.bucket, error) ||
      !ac_noun_read_uint (object, "rollout_percent", &facts.rollout_percent, error) ||
      !ac_noun_read_uint (object, "min_age", &facts.min_age, error) ||
      !ac_noun_read_time (object, "closed_since", &facts.closed_since, error) ||
      !read_account_types (object, &facts, error))
    return NULL;

  facts.id = (char *) ac_json_get_string (object, "id");
  facts.service = (char *) ac_json_get_string (object, "service");
  facts.on = ac_json_get_boolean (object, "on");
  facts.rule = rule;
  facts.wish = wish;
  facts.min_version = (char *) ac_json_get_string (object, "min_version");
  facts.closed_reason = (char *) ac_json_get_string (object, "closed_reason");
  self = ac_feature_new (&facts);
  g_strfreev (facts.account_types);
  return self;
}

JsonNode *
ac_feature_to_json (AcFeature *self)
{
  const AcFeatureFacts *facts = ac_feature_get_facts (self);
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "id", facts->id);
  ac_json_set_string (object, "service", facts->service);
  json_object_set_boolean_member (object, "on", facts->on);
  ac_noun_write_enum (object, "rule", AC_TYPE_RULE, facts->rule);
  if (reasons[facts->rule] != AC_UNAVAILABLE_NOT)
    ac_noun_write_enum (object, "unavailable", AC_TYPE_UNAVAILABLE, reasons[facts->rule]);
  ac_noun_write_enum (object, "wish", AC_TYPE_WISH, facts->wish);
  json_object_set_int_member (object, "bucket", facts->bucket);
  json_object_set_int_member (object, "rollout_percent", facts->rollout_percent);
  ac_json_set_string (object, "min_version", facts->min_version);
  if (facts->min_age > 0)
    json_object_set_int_member (object, "min_age", facts->min_age);
  if (facts->account_types != NULL)
    ac_json_set_strings (object, "account_types", (const char *const *) facts->account_types);
  ac_json_set_string (object, "closed_reason", facts->closed_reason);
  ac_json_set_time (object, "closed_since", facts->closed_since);
  return ac_noun_close (object);
}

gboolean
ac_region_is_valid (const char *text)
{
  return text != NULL && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) && text[2] == '\0';
}
