/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-noun-private.h"
#include "ac-suggestion.h"

struct _AcSuggestion
{
  GObject parent_instance;
  AcSuggestionFacts facts;
};

G_DEFINE_FINAL_TYPE (AcSuggestion, ac_suggestion, G_TYPE_OBJECT)

static const AcJsonField suggestion_fields[] = {
  { "tag", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { "account_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "times", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "last_used_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static void
ac_suggestion_finalize (GObject *object)
{
  AcSuggestionFacts *facts = &AC_SUGGESTION (object)->facts;

  g_free (facts->tag);
  g_free (facts->account_id);

  G_OBJECT_CLASS (ac_suggestion_parent_class)->finalize (object);
}

static void
ac_suggestion_class_init (AcSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_suggestion_finalize;
}

static void
ac_suggestion_init (AcSuggestion *self)
{
}

AcSuggestion *
ac_suggestion_new (const AcSuggestionFacts *facts)
{
  AcSuggestion *self = g_object_new (AC_TYPE_SUGGESTION, NULL);

  self->facts = *facts;
  self->facts.tag = g_strdup (facts->tag);
  self->facts.account_id = g_strdup (facts->account_id);
  return self;
}

AcSuggestion *
ac_suggestion_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcSuggestionFacts facts = { NULL };

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, suggestion_fields, error)) == NULL ||
      !ac_noun_read_id (object, "account_id", error) ||
      !ac_noun_read_uint (object, "times", &facts.times, error) ||
      !ac_noun_read_time (object, "last_used_at", &facts.last_used_at, error))
    return NULL;

  facts.tag = (char *) ac_json_get_string (object, "tag");
  facts.account_id = (char *) ac_json_get_string (object, "account_id");
  return ac_suggestion_new (&facts);
}

JsonNode *
ac_suggestion_to_json (AcSuggestion *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_SUGGESTION (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "tag", self->facts.tag);
  ac_json_set_string (object, "account_id", self->facts.account_id);
  json_object_set_int_member (object, "times", self->facts.times);
  ac_json_set_time (object, "last_used_at", self->facts.last_used_at);
  return ac_noun_close (object);
}

const AcSuggestionFacts *
ac_suggestion_get_facts (AcSuggestion *self)
{
  g_return_val_if_fail (AC_IS_SUGGESTION (self), NULL);

  return &self->facts;
}
