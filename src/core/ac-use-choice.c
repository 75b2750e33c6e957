/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-categories.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-use-choice.h"

struct _AcUseChoice
{
  GObject parent_instance;
  AcUseChoiceFacts facts;
};

G_DEFINE_FINAL_TYPE (AcUseChoice, ac_use_choice, G_TYPE_OBJECT)

static const AcJsonField choice_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "account_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "recipient", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "purpose", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "consent", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "categories", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_CATEGORIES },
  { "until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "ends_soon", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "changed_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "how", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "receipt_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "can_undo", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "terms_version", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "wider", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { NULL },
};

static void
ac_use_choice_finalize (GObject *object)
{
  AcUseChoiceFacts *facts = &AC_USE_CHOICE (object)->facts;

  g_free (facts->id);
  g_free (facts->account_id);
  g_free (facts->who);
  g_free (facts->receipt_id);

  G_OBJECT_CLASS (ac_use_choice_parent_class)->finalize (object);
}

static void
ac_use_choice_class_init (AcUseChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_use_choice_finalize;
}

static void
ac_use_choice_init (AcUseChoice *self)
{
}

AcUseChoice *
ac_use_choice_new (const AcUseChoiceFacts *facts)
{
  AcUseChoice *self = g_object_new (AC_TYPE_USE_CHOICE, NULL);

  self->facts = *facts;
  self->facts.id = g_strdup (facts->id);
  self->facts.account_id = g_strdup (facts->account_id);
  self->facts.who = g_strdup (facts->who);
  self->facts.receipt_id = g_strdup (facts->receipt_id);
  return self;
}

static const AcJsonField wider_fields[] = {
  { "version", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "categories", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_CATEGORIES },
  { "kept_days", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "changed_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static gboolean
read_wider (JsonObject *from, AcTerms *wider, GError **error)
{
  return from == NULL || (ac_json_check (from, wider_fields, AC_JSON_CLOSED, error) &&
                          ac_noun_read_uint (from, "version", &wider->version, error) &&
                          ac_categories_read (from, "categories", &wider->categories, error) &&
                          ac_noun_read_uint (from, "kept_days", &wider->kept_days, error) &&
                          ac_noun_read_time (from, "changed_at", &wider->changed_at, error));
}

static void
write_wider (JsonObject *to, const AcTerms *wider)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "version", wider->version);
  ac_categories_write (object, "categories", wider->categories);
  if (wider->kept_days != 0)
    json_object_set_int_member (object, "kept_days", wider->kept_days);
  ac_json_set_time (object, "changed_at", wider->changed_at);
  json_object_set_object_member (to, "wider", object);
}

AcUseChoice *
ac_use_choice_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcUseChoiceFacts facts = { 0 };
  int purpose = 0;
  int consent = 0;
  int how = AC_PROGRAM_OTHER;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, choice_fields, error)) == NULL ||
      !ac_noun_read_id (object, "id", error) || !ac_noun_read_id (object, "account_id", error) ||
      !ac_noun_read_id (object, "receipt_id", error) ||
      !ac_noun_read_enum (object, "purpose", AC_TYPE_USE_PURPOSE, &purpose, error) ||
      !ac_noun_read_enum (object, "consent", AC_TYPE_CONSENT, &consent, error) ||
      !ac_noun_read_enum (object, "how", AC_TYPE_PROGRAM, &how, error) ||
      !ac_categories_read (object, "categories", &facts.agreed, error) ||
      !ac_noun_read_uint (object, "terms_version", &facts.terms_version, error) ||
      !read_wider (ac_json_get_object (object, "wider"), &facts.wider, error) ||
      !ac_noun_read_time (object, "until", &facts.until, error) ||
      !ac_noun_read_time (object, "changed_at", &facts.changed_at, error))
    return NULL;

  facts.id = (char *) ac_json_get_string (object, "id");
  facts.account_id = (char *) ac_json_get_string (object, "account_id");
  facts.who = (char *) ac_json_get_string (object, "recipient");
  facts.receipt_id = (char *) ac_json_get_string (object, "receipt_id");
  facts.purpose = purpose;
  facts.consent = consent;
  facts.how = how;
  facts.ends_soon = ac_json_get_boolean (object, "ends_soon");
  facts.can_undo = ac_json_get_boolean (object, "can_undo");
  return ac_use_choice_new (&facts);
}

JsonNode *
ac_use_choice_to_json (AcUseChoice *self)
{
  const AcUseChoiceFacts *facts = ac_use_choice_get_facts (self);
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "id", facts->id);
  ac_json_set_string (object, "account_id", facts->account_id);
  ac_json_set_string (object, "recipient", facts->who);
  ac_json_set_string (object, "purpose", ac_use_purpose_to_slug (facts->purpose));
  ac_json_set_string (object, "consent", ac_consent_to_slug (facts->consent));
  ac_categories_write (object, "categories", facts->agreed);
  ac_json_set_time (object, "until", facts->until);
  json_object_set_boolean_member (object, "ends_soon", facts->ends_soon);
  ac_json_set_time (object, "changed_at", facts->changed_at);
  ac_json_set_string (object, "how", ac_program_to_slug (facts->how));
  ac_json_set_string (object, "receipt_id", facts->receipt_id);
  json_object_set_boolean_member (object, "can_undo", facts->can_undo);
  if (facts->terms_version != 0)
    json_object_set_int_member (object, "terms_version", facts->terms_version);
  if (facts->wider.version != 0)
    write_wider (object, &facts->wider);
  return ac_noun_close (object);
}

const AcUseChoiceFacts *
ac_use_choice_get_facts (AcUseChoice *self)
{
  g_return_val_if_fail (AC_IS_USE_CHOICE (self), NULL);

  return &self->facts;
}

const char *
ac_use_choice_get_id (AcUseChoice *self)
{
  g_return_val_if_fail (AC_IS_USE_CHOICE (self), NULL);

  return self->facts.id;
}
