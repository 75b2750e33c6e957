/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-noun-private.h"
#include "ac-person.h"

struct _AcPerson
{
  GObject parent_instance;
  AcPersonFacts facts;
};

G_DEFINE_FINAL_TYPE (AcPerson, ac_person, G_TYPE_OBJECT)

static const AcJsonField person_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "last_used_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "accounts", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "statuses", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "blocked", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "max_accounts", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "max_statuses_per_day", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { NULL },
};

static void
ac_person_finalize (GObject *object)
{
  g_free (AC_PERSON (object)->facts.id);

  G_OBJECT_CLASS (ac_person_parent_class)->finalize (object);
}

static void
ac_person_class_init (AcPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_person_finalize;
}

static void
ac_person_init (AcPerson *self)
{
}

AcPerson *
ac_person_new (const AcPersonFacts *facts)
{
  AcPerson *self = g_object_new (AC_TYPE_PERSON, NULL);

  self->facts = *facts;
  self->facts.id = g_strdup (facts->id);
  return self;
}

const AcPersonFacts *
ac_person_get_facts (AcPerson *self)
{
  g_return_val_if_fail (AC_IS_PERSON (self), NULL);

  return &self->facts;
}

const char *
ac_person_get_id (AcPerson *self)
{
  g_return_val_if_fail (AC_IS_PERSON (self), NULL);

  return self->facts.id;
}

AcPerson *
ac_person_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcPersonFacts facts = { 0 };

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, person_fields, error)) == NULL ||
      !ac_noun_read_id (object, "id", error) ||
      !ac_noun_read_time (object, "created_at", &facts.created_at, error) ||
      !ac_noun_read_time (object, "last_used_at", &facts.last_used_at, error) ||
      !ac_noun_read_uint (object, "accounts", &facts.accounts, error) ||
      !ac_noun_read_uint (object, "statuses", &facts.statuses, error) ||
      !ac_noun_read_uint (object, "max_accounts", &facts.max_accounts, error) ||
      !ac_noun_read_uint (object, "max_statuses_per_day", &facts.max_statuses_per_day, error))
    return NULL;

  facts.id = (char *) ac_json_get_string (object, "id");
  facts.blocked = ac_json_get_boolean (object, "blocked");
  return ac_person_new (&facts);
}

JsonNode *
ac_person_to_json (AcPerson *self)
{
  const AcPersonFacts *facts = ac_person_get_facts (self);
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "id", facts->id);
  ac_json_set_time (object, "created_at", facts->created_at);
  ac_json_set_time (object, "last_used_at", facts->last_used_at);
  json_object_set_int_member (object, "accounts", facts->accounts);
  json_object_set_int_member (object, "statuses", facts->statuses);
  json_object_set_boolean_member (object, "blocked", facts->blocked);
  json_object_set_int_member (object, "max_accounts", facts->max_accounts);
  json_object_set_int_member (object, "max_statuses_per_day", facts->max_statuses_per_day);
  return ac_noun_close (object);
}
