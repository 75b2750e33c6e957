/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-privacy.h"

#define MAX_HEEDS 1000

struct _AcPrivacy
{
  GObject parent_instance;
  AcPrivacyFacts facts;
};

G_DEFINE_FINAL_TYPE (AcPrivacy, ac_privacy, G_TYPE_OBJECT)

static const AcJsonField privacy_fields[] = {
  { "keep_separate", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "do_not_sell", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "heeds", AC_JSON_ARRAY, AC_JSON_REQUIRED, MAX_HEEDS },
  { NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (privacy_fields) == AC_N_SETTINGS + 2);

static const AcJsonField heed_fields[] = {
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "host", AC_JSON_STRING, AC_JSON_REQUIRED, 300 },
  { "heed", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "asked_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

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
ac_heed_facts_free (AcHeedFacts *self)
{
  g_free (self->service);
  g_free (self->host);
  g_free (self);
}

static GPtrArray *
make_heeds (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ac_heed_facts_free);
}

static void
add_heed (GPtrArray *heeds, const AcHeedFacts *facts)
{
  AcHeedFacts *copy = g_memdup2 (facts, sizeof *facts);

  copy->service = g_strdup (facts->service);
  copy->host = g_strdup (facts->host);
  g_ptr_array_add (heeds, copy);
}

void
ac_privacy_facts_clear (AcPrivacyFacts *self)
{
  g_clear_pointer (&self->heeds, g_ptr_array_unref);
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
  self->facts.heeds = make_heeds ();
}

AcPrivacy *
ac_privacy_new (const AcPrivacyFacts *facts)
{
  AcPrivacy *self = g_object_new (AC_TYPE_PRIVACY, NULL);

  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    ac_switch_set (&self->facts.of[i], facts->of[i].on, facts->of[i].since,
                   facts->of[i].receipt_id);
  for (guint i = 0; facts->heeds != NULL && i < facts->heeds->len; i++)
    add_heed (self->facts.heeds, g_ptr_array_index (facts->heeds, i));
  return self;
}

static gboolean
read_heed (AcPrivacy *self, JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, heed_fields, error);
  AcHeedFacts facts = { 0 };
  int heed = 0;

  if (object == NULL || !ac_noun_read_enum (object, "heed", AC_TYPE_HEED, &heed, error) ||
      !ac_noun_read_time (object, "asked_at", &facts.asked_at, error))
    return FALSE;

  facts.service = (char *) ac_json_get_string (object, "service");
  facts.host = (char *) ac_json_get_string (object, "host");
  facts.heed = heed;
  add_heed (self->facts.heeds, &facts);
  return TRUE;
}

AcPrivacy *
ac_privacy_from_json (JsonNode *node, GError **error)
{
  g_autoptr(AcPrivacy) self = NULL;
  JsonObject *object = NULL;
  JsonArray *heeds = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, privacy_fields, error)))
    return NULL;

  self = g_object_new (AC_TYPE_PRIVACY, NULL);
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    if (!ac_switch_read (&self->facts.of[i], object, ac_setting_get_member (i), error))
      return NULL;

  heeds = ac_json_get_array (object, "heeds");
  for (guint i = 0; i < json_array_get_length (heeds); i++)
    if (!read_heed (self, json_array_get_element (heeds, i), error))
      return NULL;

  return g_steal_pointer (&self);
}

static JsonObject *
write_heed (const AcHeedFacts *facts)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "service", facts->service);
  ac_json_set_string (object, "host", facts->host);
  ac_noun_write_enum (object, "heed", AC_TYPE_HEED, facts->heed);
  ac_json_set_time (object, "asked_at", facts->asked_at);
  return object;
}

JsonNode *
ac_privacy_to_json (AcPrivacy *self)
{
  JsonObject *object = NULL;
  JsonArray *heeds = NULL;

  g_return_val_if_fail (AC_IS_PRIVACY (self), NULL);

  heeds = json_array_new ();
  object = json_object_new ();
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    ac_switch_write (&self->facts.of[i], object, ac_setting_get_member (i));
  for (guint i = 0; i < self->facts.heeds->len; i++)
    json_array_add_object_element (heeds, write_heed (g_ptr_array_index (self->facts.heeds, i)));
  json_object_set_array_member (object, "heeds", heeds);
  return ac_noun_close (object);
}

guint
ac_privacy_get_n_heeds (AcPrivacy *self)
{
  g_return_val_if_fail (AC_IS_PRIVACY (self), 0);

  return self->facts.heeds->len;
}

const AcHeedFacts *
ac_privacy_get_nth_heed (AcPrivacy *self, guint n)
{
  g_return_val_if_fail (AC_IS_PRIVACY (self), NULL);
  g_return_val_if_fail (n < self->facts.heeds->len, NULL);

  return g_ptr_array_index (self->facts.heeds, n);
}

const AcHeedFacts *
ac_privacy_find_heed (AcPrivacy *self, const char *service, const char *host)
{
  g_return_val_if_fail (AC_IS_PRIVACY (self), NULL);

  for (guint i = 0; i < self->facts.heeds->len; i++)
    {
      const AcHeedFacts *facts = g_ptr_array_index (self->facts.heeds, i);

      if (g_str_equal (facts->service, service) && g_str_equal (facts->host, host))
        return facts;
    }

  return NULL;
}

const AcSwitch *
ac_privacy_get_switch (AcPrivacy *self, AcSetting setting)
{
  g_return_val_if_fail (AC_IS_PRIVACY (self), NULL);
  g_return_val_if_fail (setting < AC_N_SETTINGS, NULL);

  return &self->facts.of[setting];
}
