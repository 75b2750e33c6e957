/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-privacy.h"

struct _AcPrivacy
{
  GObject parent_instance;
  AcPrivacyFacts facts;
};

G_DEFINE_FINAL_TYPE (AcPrivacy, ac_privacy, G_TYPE_OBJECT)

static const AcJsonField privacy_fields[] = {
  { "keep_separate", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "do_not_sell", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (privacy_fields) == AC_N_SETTINGS + 1);

const char *
ac_setting_to_slug (AcSetting setting)
{
  return ac_noun_enum_to_slug (AC_TYPE_SETTING, setting);
}

gboolean
ac_setting_from_slug (const char *slug, AcSetting *setting)
{
  int value = 0;

  if (slug == NULL || !ac_noun_enum_from_slug (AC_TYPE_SETTING, slug, &value))
    return FALSE;

  *setting = value;
  return TRUE;
}

const char *
ac_setting_get_member (AcSetting setting)
{
  g_return_val_if_fail (setting < AC_N_SETTINGS, NULL);

  return privacy_fields[setting].name;
}

void
ac_privacy_facts_clear (AcPrivacyFacts *self)
{
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    ac_switch_clear (&self->of[i]);
}

static void
ac_privacy_finalize (GObject *object)
{
  ac_privacy_facts_clear (&AC_PRIVACY (object)->facts);

  G_OBJECT_CLASS (ac_privacy_parent_class)->finalize (object);
}

static void
ac_privacy_class_init (AcPrivacyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_privacy_finalize;
}

static void
ac_privacy_init (AcPrivacy *self)
{
}

AcPrivacy *
ac_privacy_new (const AcPrivacyFacts *facts)
{
  AcPrivacy *self = g_object_new (AC_TYPE_PRIVACY, NULL);

  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    ac_switch_set (&self->facts.of[i], facts->of[i].on, facts->of[i].since,
                   facts->of[i].receipt_id);
  return self;
}

AcPrivacy *
ac_privacy_from_json (JsonNode *node, GError **error)
{
  g_autoptr(AcPrivacy) self = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, privacy_fields, error)))
    return NULL;

  self = g_object_new (AC_TYPE_PRIVACY, NULL);
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    if (!ac_switch_read (&self->facts.of[i], object, ac_setting_get_member (i), error))
      return NULL;

  return g_steal_pointer (&self);
}

JsonNode *
ac_privacy_to_json (AcPrivacy *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_PRIVACY (self), NULL);

  object = json_object_new ();
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    ac_switch_write (&self->facts.of[i], object, ac_setting_get_member (i));
  return ac_noun_close (object);
}

const AcSwitch *
ac_privacy_get_switch (AcPrivacy *self, AcSetting setting)
{
  g_return_val_if_fail (AC_IS_PRIVACY (self), NULL);
  g_return_val_if_fail (setting < AC_N_SETTINGS, NULL);

  return &self->facts.of[setting];
}
