/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-policy-private.h"

static const AcPolicyEntry *
find_entry (AcPolicy *self, const char *feature)
{
  for (guint i = 0; self != NULL && i < self->entries->len; i++)
    {
      const AcPolicyEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->feature, feature))
        return entry;
    }

  return NULL;
}

static const AcPolicyClosing *
find_closing (const AcPolicyEntry *entry, const char *region)
{
  for (guint i = 0; region != NULL && i < entry->closings->len; i++)
    {
      const AcPolicyClosing *closing = g_ptr_array_index (entry->closings, i);

      if (g_str_equal (closing->code, region))
        return closing;
    }

  return NULL;
}

static gboolean
is_in (const char *const *list, const char *item)
{
  return list != NULL && item != NULL && g_strv_contains (list, item);
}

/* Number by number: 0.10 is later than 0.9, and 1 is 1.0. */
static int
compare_versions (const char *a, const char *b)
{
  while (*a != '\0' || *b != '\0')
    {
      const guint64 x = g_ascii_strtoull (a, NULL, 10);
      const guint64 y = g_ascii_strtoull (b, NULL, 10);

      if (x != y)
        return x < y ? -1 : 1;

      a += strcspn (a, ".");
      b += strcspn (b, ".");
      a += *a == '.';
      b += *b == '.';
    }

  return 0;
}

/* Where everybody may, nobody need say where they are. */
static AcRule
ask_region (const AcPolicyEntry *entry, const char *region)
{
  const gboolean everywhere = is_in ((const char *const *) entry->regions_open, "*");

  if (everywhere && entry->closings->len == 0)
    return AC_RULE_NOTHING_AGAINST;
  if (region == NULL)
    return AC_RULE_REGION_UNKNOWN;
  if (find_closing (entry, region) != NULL)
    return AC_RULE_REGION_CLOSED;
  if (!everywhere && !is_in ((const char *const *) entry->regions_open, region))
    return AC_RULE_REGION_NOT_OPEN;

  return AC_RULE_NOTHING_AGAINST;
}

static AcRule
ask_account (const AcPolicyEntry *entry, const char *account_type)
{
  return entry->account_types == NULL || account_type == NULL ||
                 is_in ((const char *const *) entry->account_types, account_type)
             ? AC_RULE_NOTHING_AGAINST
             : AC_RULE_ACCOUNT_TYPE;
}

static AcRule
ask_age (const AcPolicyEntry *entry, guint age)
{
  if (entry->min_age == 0 || age >= entry->min_age)
    return AC_RULE_NOTHING_AGAINST;

  return age == 0 ? AC_RULE_AGE_UNKNOWN : AC_RULE_MIN_AGE;
}

/* First what nobody here can change, then what the person can say, and chance last: who is told to
 * wait for it shall have nothing else to do. */
static AcRule
ask (AcPolicy *self, const AcPolicyEntry *entry, guint bucket, const AcPolicySubject *subject)
{
  AcRule rule = AC_RULE_NOTHING_AGAINST;

  if (self == NULL)
    return AC_RULE_NO_POLICY;
  if (entry == NULL)
    return AC_RULE_NOT_LISTED;
  if (entry->connector != NULL && !is_in (subject->connectors, entry->connector))
    return AC_RULE_NO_CONNECTOR;
  if (entry->min_version != NULL && compare_versions (subject->version, entry->min_version) < 0)
    return AC_RULE_MIN_VERSION;

  if ((rule = ask_region (entry, subject->region)) != AC_RULE_NOTHING_AGAINST ||
      (rule = ask_account (entry, subject->account_type)) != AC_RULE_NOTHING_AGAINST ||
      (rule = ask_age (entry, subject->age)) != AC_RULE_NOTHING_AGAINST)
    return rule;

  return bucket < entry->rollout_percent * (AC_POLICY_BUCKETS / 100) ? AC_RULE_NOTHING_AGAINST
                                                                     : AC_RULE_ROLLOUT;
}

static gboolean
only_keeps_from_beginning (AcRule rule)
{
  return rule == AC_RULE_NO_POLICY || rule == AC_RULE_NOT_LISTED ||
         rule == AC_RULE_REGION_UNKNOWN || rule == AC_RULE_AGE_UNKNOWN || rule == AC_RULE_ROLLOUT;
}

static AcRule
decide (AcPolicy *self,
        const AcPolicyEntry *entry,
        const AcFeatureFacts *facts,
        const AcPolicySubject *subject)
{
  AcRule rule = AC_RULE_ADMINISTRATOR;

  if (is_in (subject->off, facts->id))
    return rule;

  rule = ask (self, entry, facts->bucket, subject);
  return facts->on && only_keeps_from_beginning (rule) ? AC_RULE_KEPT : rule;
}

guint
ac_policy_get_bucket (const char *subject, const char *feature)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  guint64 number = 0;

  g_checksum_update (checksum, (const guchar *) subject, strlen (subject));
  g_checksum_update (checksum, (const guchar *) feature, strlen (feature));
  g_checksum_get_digest (checksum, digest, &size);

  /* What the remainder favours is one part in 10^15. */
  for (guint i = 0; i < sizeof number; i++)
    number = number << 8 | digest[i];
  return number % AC_POLICY_BUCKETS;
}

AcFeature *
ac_policy_decide (AcPolicy *self, const char *feature, gboolean on, const AcPolicySubject *subject)
{
  const AcPolicyEntry *entry = NULL;
  const AcPolicyClosing *closing = NULL;
  AcFeatureFacts facts = { .id = (char *) feature, .on = on };

  g_return_val_if_fail (feature != NULL, NULL);
  g_return_val_if_fail (subject != NULL && subject->subject != NULL && subject->version != NULL,
                        NULL);

  facts.bucket = ac_policy_get_bucket (subject->subject, feature);
  if ((entry = find_entry (self, feature)) != NULL)
    {
      closing = find_closing (entry, subject->region);
      facts.service = entry->connector;
      facts.rollout_percent = entry->rollout_percent;
      facts.min_version = entry->min_version;
      facts.min_age = entry->min_age;
      facts.account_types = entry->account_types;
      facts.closed_reason = closing != NULL ? closing->reason : NULL;
      facts.closed_since = closing != NULL ? closing->since : 0;
    }
  facts.rule = decide (self, entry, &facts, subject);
  return ac_feature_new (&facts);
}
