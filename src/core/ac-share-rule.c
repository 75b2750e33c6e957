/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-share-rule.h"

struct _AcShareRule
{
  GObject parent_instance;
  AcShareRuleFacts facts;
};

G_DEFINE_FINAL_TYPE (AcShareRule, ac_share_rule, G_TYPE_OBJECT)

static guint changed_signal;

static const AcJsonField rule_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "link", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "from", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "to", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "on", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "ended", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "audience", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "posts", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "replies", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "boosts", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "media", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "without_tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "languages", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "per_hour", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "until", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "since", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "looked_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "shared", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "trouble", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

void
ac_share_rule_facts_clear (AcShareRuleFacts *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->without_tags, g_strfreev);
  g_clear_pointer (&self->languages, g_strfreev);
}

void
ac_share_rule_facts_copy (const AcShareRuleFacts *from, AcShareRuleFacts *to)
{
  *to = *from;
  to->id = g_strdup (from->id);
  to->link = g_strdup (from->link);
  to->from = g_strdup (from->from);
  to->to = g_strdup (from->to);
  to->tags = g_strdupv (from->tags);
  to->without_tags = g_strdupv (from->without_tags);
  to->languages = g_strdupv (from->languages);
}

static void
ac_share_rule_finalize (GObject *object)
{
  ac_share_rule_facts_clear (&AC_SHARE_RULE (object)->facts);

  G_OBJECT_CLASS (ac_share_rule_parent_class)->finalize (object);
}

static void
ac_share_rule_class_init (AcShareRuleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_share_rule_finalize;
  changed_signal = g_signal_new ("changed", AC_TYPE_SHARE_RULE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
ac_share_rule_init (AcShareRule *self)
{
}

AcShareRule *
ac_share_rule_new (const AcShareRuleFacts *facts)
{
  AcShareRule *self = NULL;

  g_return_val_if_fail (facts->id != NULL && facts->link != NULL, NULL);
  g_return_val_if_fail (facts->from != NULL && facts->to != NULL, NULL);

  self = g_object_new (AC_TYPE_SHARE_RULE, NULL);
  ac_share_rule_facts_copy (facts, &self->facts);
  return self;
}

const AcShareRuleFacts *
ac_share_rule_get_facts (AcShareRule *self)
{
  g_return_val_if_fail (AC_IS_SHARE_RULE (self), NULL);

  return &self->facts;
}

const char *
ac_share_rule_get_id (AcShareRule *self)
{
  g_return_val_if_fail (AC_IS_SHARE_RULE (self), NULL);

  return self->facts.id;
}

gboolean
ac_share_rule_is_on (AcShareRule *self)
{
  g_return_val_if_fail (AC_IS_SHARE_RULE (self), FALSE);

  return self->facts.ended == AC_SHARE_RULE_END_NONE;
}

gboolean
ac_share_rule_facts_have_stopped (const AcShareRuleFacts *self)
{
  return self->ended == AC_SHARE_RULE_END_LIMIT || self->ended == AC_SHARE_RULE_END_REPEATS;
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, why);
  return FALSE;
}

static gboolean
is_word (const char *word)
{
  if (*word == '\0')
    return FALSE;

  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isalnum (g_utf8_get_char (at)) && *at != '_' && *at != '-')
      return FALSE;

  return TRUE;
}

/* None is NULL. */
static gboolean
read_words (JsonObject *body, const char *name, GStrv *words, GError **error)
{
  g_auto(GStrv) read = NULL;

  if (!json_object_has_member (body, name))
    return TRUE;
  if (!(read = ac_json_dup_strings (body, name, AC_SHARE_RULE_MAX_WORD)) ||
      g_strv_length (read) > AC_SHARE_RULE_MAX_WORDS)
    return refuse (error, "There are too many words, or too long ones");

  for (guint i = 0; read[i] != NULL; i++)
    if (!is_word (read[i]))
      return refuse (error, "Tags and languages have letters and digits only, and no #");

  g_strfreev (*words);
  *words = read[0] != NULL ? g_steal_pointer (&read) : NULL;
  return TRUE;
}

static void
read_switch (JsonObject *body, const char *name, gboolean *value)
{
  if (json_object_has_member (body, name))
    *value = ac_json_get_boolean (body, name);
}

static gboolean
read_audiences (AcShareRuleFacts *self, JsonObject *body, GError **error)
{
  int audience = self->audience;
  int posts = self->posts;

  if (!ac_noun_read_enum (body, "audience", AC_TYPE_AUDIENCE, &audience, NULL) ||
      !ac_noun_read_enum (body, "posts", AC_TYPE_AUDIENCE, &posts, NULL) ||
      posts == AC_AUDIENCE_DIRECT)
    return refuse (error, "There is no such audience, or a rule can't share its posts");

  self->audience = audience;
  self->posts = posts;
  return TRUE;
}

gboolean
ac_share_rule_facts_read (AcShareRuleFacts *self, JsonObject *body, GError **error)
{
  const gint64 per_hour = json_object_has_member (body, "per_hour")
                              ? ac_json_get_integer (body, "per_hour")
                              : self->per_hour;

  if (per_hour < 1 || per_hour > AC_SHARE_RULE_MAX_PER_HOUR)
    return refuse (error, "A rule shares 1 to 500 posts in an hour");
  if (!read_audiences (self, body, error) || !read_words (body, "tags", &self->tags, error) ||
      !read_words (body, "without_tags", &self->without_tags, error) ||
      !read_words (body, "languages", &self->languages, error))
    return FALSE;

  self->per_hour = per_hour;
  read_switch (body, "replies", &self->replies);
  read_switch (body, "boosts", &self->boosts);
  read_switch (body, "media", &self->media);
  return TRUE;
}

static gboolean
read_standing (AcShareRuleFacts *facts, JsonObject *object, GError **error)
{
  int ended = AC_SHARE_RULE_END_NONE;

  if (!ac_noun_read_enum (object, "ended", AC_TYPE_SHARE_RULE_END, &ended, error) ||
      !ac_noun_read_time (object, "until", &facts->until, error) ||
      !ac_noun_read_time (object, "since", &facts->since, error) ||
      !ac_noun_read_time (object, "created_at", &facts->created_at, error) ||
      !ac_noun_read_time (object, "looked_at", &facts->looked_at, error) ||
      !ac_noun_read_uint (object, "shared", &facts->shared, error) ||
      !ac_noun_read_code (object, "trouble", &facts->trouble, error))
    return FALSE;

  facts->ended = ended;
  facts->troubled = json_object_has_member (object, "trouble");
  if (ac_json_get_boolean (object, "on") == (ended == AC_SHARE_RULE_END_NONE))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "A rule is on and ended");
  return FALSE;
}

AcShareRule *
ac_share_rule_from_json (JsonNode *node, GError **error)
{
  static const char *const ids[] = { "id", "link", "from", "to" };
  JsonObject *object = NULL;
  g_auto(AcShareRuleFacts) facts = { 0 };
  char **const places[] = { &facts.id, &facts.link, &facts.from, &facts.to };
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, rule_fields, error)))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      if (!ac_noun_read_id (object, ids[i], error))
        return NULL;
      *places[i] = g_strdup (ac_json_get_string (object, ids[i]));
    }

  if (!ac_share_rule_facts_read (&facts, object, &failure))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, failure->message), NULL;
  return read_standing (&facts, object, error) ? ac_share_rule_new (&facts) : NULL;
}

static void
write_words (JsonObject *object, const char *name, GStrv words)
{
  if (words != NULL)
    ac_json_set_strings (object, name, (const char *const *) words);
}

void
ac_share_rule_facts_write (const AcShareRuleFacts *self, JsonObject *object)
{
  ac_noun_write_enum (object, "audience", AC_TYPE_AUDIENCE, self->audience);
  ac_noun_write_enum (object, "posts", AC_TYPE_AUDIENCE, self->posts);
  json_object_set_boolean_member (object, "replies", self->replies);
  json_object_set_boolean_member (object, "boosts", self->boosts);
  json_object_set_boolean_member (object, "media", self->media);
  write_words (object, "tags", self->tags);
  write_words (object, "without_tags", self->without_tags);
  write_words (object, "languages", self->languages);
  json_object_set_int_member (object, "per_hour", self->per_hour);
}

JsonNode *
ac_share_rule_to_json (AcShareRule *self)
{
  const AcShareRuleFacts *facts = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_SHARE_RULE (self), NULL);

  facts = &self->facts;
  object = json_object_new ();
  ac_json_set_string (object, "id", facts->id);
  ac_json_set_string (object, "link", facts->link);
  ac_json_set_string (object, "from", facts->from);
  ac_json_set_string (object, "to", facts->to);
  json_object_set_boolean_member (object, "on", facts->ended == AC_SHARE_RULE_END_NONE);
  if (facts->ended != AC_SHARE_RULE_END_NONE)
    ac_noun_write_enum (object, "ended", AC_TYPE_SHARE_RULE_END, facts->ended);
  ac_share_rule_facts_write (facts, object);
  ac_json_set_time (object, "until", facts->until);
  ac_json_set_time (object, "since", facts->since);
  ac_json_set_time (object, "created_at", facts->created_at);
  if (facts->looked_at != 0)
    ac_json_set_time (object, "looked_at", facts->looked_at);
  json_object_set_int_member (object, "shared", facts->shared);
  if (facts->troubled)
    ac_json_set_string (object, "trouble", ac_error_get_slug (facts->trouble));
  return ac_noun_close (object);
}

void
ac_share_rule_update (AcShareRule *self, AcShareRule *other)
{
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;

  g_return_if_fail (AC_IS_SHARE_RULE (self) && AC_IS_SHARE_RULE (other));

  before = ac_share_rule_to_json (self);
  after = ac_share_rule_to_json (other);
  if (json_node_equal (before, after))
    return;

  ac_share_rule_facts_clear (&self->facts);
  ac_share_rule_facts_copy (&other->facts, &self->facts);
  g_signal_emit (self, changed_signal, 0);
}
