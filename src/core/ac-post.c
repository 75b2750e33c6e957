/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-post.h"

struct _AcPost
{
  GObject parent_instance;
  AcPostFacts facts;
  AcPostVerdict verdict;
};

G_DEFINE_FINAL_TYPE (AcPost, ac_post, G_TYPE_OBJECT)

static const AcJsonField post_fields[] = {
  { "uri", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "verdict", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "media", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { NULL },
};

static void
ac_post_finalize (GObject *object)
{
  AcPostFacts *facts = &AC_POST (object)->facts;

  g_free (facts->uri);
  g_free (facts->url);
  g_free (facts->place);
  g_free (facts->text);
  g_free (facts->program);
  g_strfreev (facts->languages);

  G_OBJECT_CLASS (ac_post_parent_class)->finalize (object);
}

static void
ac_post_class_init (AcPostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_post_finalize;
}

static void
ac_post_init (AcPost *self)
{
}

const char *
ac_post_verdict_to_slug (AcPostVerdict verdict)
{
  return ac_noun_enum_to_slug (AC_TYPE_POST_VERDICT, verdict);
}

AcPost *
ac_post_new (const AcPostFacts *facts)
{
  AcPost *self = NULL;

  g_return_val_if_fail (facts->uri != NULL && facts->text != NULL, NULL);

  self = g_object_new (AC_TYPE_POST, NULL);
  self->facts = *facts;
  self->facts.uri = g_strdup (facts->uri);
  self->facts.url = g_strdup (facts->url);
  self->facts.place = g_strdup (facts->place);
  self->facts.text = g_strdup (facts->text);
  self->facts.program = g_strdup (facts->program);
  self->facts.languages = g_strdupv (facts->languages);
  return self;
}

const AcPostFacts *
ac_post_get_facts (AcPost *self)
{
  g_return_val_if_fail (AC_IS_POST (self), NULL);

  return &self->facts;
}

AcPostVerdict
ac_post_get_verdict (AcPost *self)
{
  g_return_val_if_fail (AC_IS_POST (self), AC_POST_VERDICT_REFUSED);

  return self->verdict;
}

void
ac_post_set_verdict (AcPost *self, AcPostVerdict verdict)
{
  g_return_if_fail (AC_IS_POST (self));

  self->verdict = verdict;
}

AcPost *
ac_post_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcPostFacts facts = { 0 };
  int verdict = AC_POST_VERDICT_SHARE;
  AcPost *self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, post_fields, error)) ||
      !ac_noun_read_time (object, "created_at", &facts.created_at, error) ||
      !ac_noun_read_enum (object, "verdict", AC_TYPE_POST_VERDICT, &verdict, error))
    return NULL;

  facts.uri = (char *) ac_json_get_string (object, "uri");
  facts.url = (char *) ac_json_get_string (object, "url");
  facts.text = (char *) ac_json_get_string (object, "text");
  facts.media = ac_json_get_boolean (object, "media");
  self = ac_post_new (&facts);
  self->verdict = verdict;
  return self;
}

JsonNode *
ac_post_to_json (AcPost *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_POST (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "uri", self->facts.uri);
  ac_json_set_string (object, "url", self->facts.url);
  ac_json_set_string (object, "text", self->facts.text);
  ac_json_set_time (object, "created_at", self->facts.created_at);
  ac_noun_write_enum (object, "verdict", AC_TYPE_POST_VERDICT, self->verdict);
  if (self->facts.media)
    json_object_set_boolean_member (object, "media", TRUE);
  return ac_noun_close (object);
}
