/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-categories.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-terms.h"

struct _AcParty
{
  GObject parent_instance;
  AcPartyFacts facts;
};

G_DEFINE_FINAL_TYPE (AcParty, ac_party, G_TYPE_OBJECT)

static const AcJsonField party_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "kind", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "name", AC_JSON_STRING, AC_JSON_OPTIONAL, 256 },
  { "linked", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "terms", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_USES },
  { NULL },
};

static const AcJsonField terms_fields[] = {
  { "purpose", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "version", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "categories", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_CATEGORIES },
  { "kept_days", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "changed_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

/* Not to say for how long is longer than any time. */
gboolean
ac_terms_are_wider (const AcTerms *wanted, const AcTerms *before)
{
  return (wanted->categories & ~before->categories) != 0 ||
         (before->kept_days != 0 &&
          (wanted->kept_days == 0 || wanted->kept_days > before->kept_days));
}

static void
ac_party_finalize (GObject *object)
{
  AcParty *self = AC_PARTY (object);

  g_free (self->facts.who);
  g_free (self->facts.name);

  G_OBJECT_CLASS (ac_party_parent_class)->finalize (object);
}

static void
ac_party_class_init (AcPartyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_party_finalize;
}

static void
ac_party_init (AcParty *self)
{
}

AcParty *
ac_party_new (const AcPartyFacts *facts)
{
  AcParty *self = g_object_new (AC_TYPE_PARTY, NULL);

  self->facts = *facts;
  self->facts.who = g_strdup (facts->who);
  self->facts.name = g_strdup (facts->name);
  return self;
}

static gboolean
read_terms (AcPartyFacts *facts, JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, terms_fields, error);
  AcTerms terms = { 0 };
  int purpose = 0;

  if (object == NULL ||
      !ac_noun_read_enum (object, "purpose", AC_TYPE_USE_PURPOSE, &purpose, error) ||
      !ac_noun_read_uint (object, "version", &terms.version, error) ||
      !ac_categories_read (object, "categories", &terms.categories, error) ||
      !ac_noun_read_uint (object, "kept_days", &terms.kept_days, error) ||
      !ac_noun_read_time (object, "changed_at", &terms.changed_at, error))
    return FALSE;

  facts->terms[purpose] = terms;
  return TRUE;
}

AcParty *
ac_party_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  JsonArray *array = NULL;
  AcPartyFacts facts = { 0 };
  int kind = 0;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, party_fields, error)) ||
      !ac_noun_read_enum (object, "kind", AC_TYPE_RECIPIENT, &kind, error))
    return NULL;

  array = ac_json_get_array (object, "terms");
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_terms (&facts, json_array_get_element (array, i), error))
      return NULL;

  facts.who = (char *) ac_json_get_string (object, "id");
  facts.kind = kind;
  facts.name = (char *) ac_json_get_string (object, "name");
  facts.linked = ac_json_get_boolean (object, "linked");
  return ac_party_new (&facts);
}

static JsonObject *
write_terms (AcUsePurpose purpose, const AcTerms *terms)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "purpose", ac_use_purpose_to_slug (purpose));
  json_object_set_int_member (object, "version", terms->version);
  ac_categories_write (object, "categories", terms->categories);
  if (terms->kept_days != 0)
    json_object_set_int_member (object, "kept_days", terms->kept_days);
  ac_json_set_time (object, "changed_at", terms->changed_at);
  return object;
}

JsonNode *
ac_party_to_json (AcParty *self)
{
  const AcPartyFacts *facts = ac_party_get_facts (self);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  ac_json_set_string (object, "id", facts->who);
  ac_noun_write_enum (object, "kind", AC_TYPE_RECIPIENT, facts->kind);
  ac_json_set_string (object, "name", facts->name);
  json_object_set_boolean_member (object, "linked", facts->linked);
  for (AcUsePurpose i = 0; i < AC_N_USES; i++)
    if (facts->terms[i].version != 0)
      json_array_add_object_element (array, write_terms (i, &facts->terms[i]));
  json_object_set_array_member (object, "terms", array);
  return ac_noun_close (object);
}

const AcPartyFacts *
ac_party_get_facts (AcParty *self)
{
  g_return_val_if_fail (AC_IS_PARTY (self), NULL);

  return &self->facts;
}
