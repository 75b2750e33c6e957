/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-switch.h"

G_BEGIN_DECLS

/* What a person decides about all services at once. */
typedef enum
{
  AC_SETTING_KEEP_SEPARATE,
  AC_SETTING_DO_NOT_SELL,
} AcSetting;

#define AC_N_SETTINGS (AC_SETTING_DO_NOT_SELL + 1)

const char *ac_setting_to_slug (AcSetting setting);
/* NULL isn't one. */
gboolean ac_setting_from_slug (const char *slug, AcSetting *setting);
/* The setting's member of an object of the API, such as `keep_separate`. */
const char *ac_setting_get_member (AcSetting setting);

/* What a service says of the wish that nobody sells or shares. */
typedef enum
{
  AC_HEED_YES,
  AC_HEED_NO,
  AC_HEED_NOTHING, /* it says nothing of it */
  AC_HEED_FAILED,  /* it could not be asked */
} AcHeed;

typedef struct
{
  char *service;
  char *host; /* that was asked */
  AcHeed heed;
  gint64 asked_at;
} AcHeedFacts;

void ac_heed_facts_free (AcHeedFacts *self);

typedef struct
{
  AcSwitch of[AC_N_SETTINGS];
  GPtrArray *heeds; /* of AcHeedFacts; (nullable): none */
} AcPrivacyFacts;

void ac_privacy_facts_clear (AcPrivacyFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcPrivacyFacts, ac_privacy_facts_clear)

/* These settings as they were once. Never changes. */
#define AC_TYPE_PRIVACY (ac_privacy_get_type ())
G_DECLARE_FINAL_TYPE (AcPrivacy, ac_privacy, AC, PRIVACY, GObject)

AcPrivacy *ac_privacy_new (const AcPrivacyFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcPrivacy *ac_privacy_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_privacy_to_json (AcPrivacy *self) G_GNUC_WARN_UNUSED_RESULT;

/* Of those that were asked. */
guint ac_privacy_get_n_heeds (AcPrivacy *self);
const AcHeedFacts *ac_privacy_get_nth_heed (AcPrivacy *self, guint n);
const AcHeedFacts *ac_privacy_find_heed (AcPrivacy *self, const char *service, const char *host);

const AcSwitch *ac_privacy_get_switch (AcPrivacy *self, AcSetting setting);

G_END_DECLS
