/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-noun-private.h"
#include "ac-trial.h"

struct _AcTrial
{
  GObject parent_instance;
  AcTrialFacts facts;
  char *account_id;
  char *service;
  char *handle;
};

G_DEFINE_FINAL_TYPE (AcTrial, ac_trial, G_TYPE_OBJECT)

static const AcJsonField trial_fields[] = {
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "service", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "handle", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "error", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "posts", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "left", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "over", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static void
ac_trial_finalize (GObject *object)
{
  AcTrial *self = AC_TRIAL (object);

  g_free (self->account_id);
  g_free (self->service);
  g_free (self->handle);
  G_OBJECT_CLASS (ac_trial_parent_class)->finalize (object);
}

static void
ac_trial_class_init (AcTrialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_trial_finalize;
}

static void
ac_trial_init (AcTrial *self)
{
}

AcTrial *
ac_trial_new (const AcTrialFacts *facts)
{
  AcTrial *self = NULL;

  g_return_val_if_fail (facts != NULL, NULL);

  self = g_object_new (AC_TYPE_TRIAL, NULL);
  self->facts = *facts;
  self->facts.account_id = self->account_id = g_strdup (facts->account_id);
  self->facts.service = self->service = g_strdup (facts->service);
  self->facts.handle = self->handle = g_strdup (facts->handle);
  return self;
}

AcTrial *
ac_trial_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcTrialFacts facts = { 0 };
  guint left = 0;
  guint over = 0;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, trial_fields, error)) ||
      !ac_noun_read_id (object, "account_id", error) ||
      !ac_noun_read_code (object, "error", &facts.error, error) ||
      !ac_noun_read_uint (object, "posts", &facts.posts, error) ||
      !ac_noun_read_uint (object, "left", &left, error) ||
      !ac_noun_read_uint (object, "over", &over, error))
    return NULL;

  facts.account_id = ac_json_get_string (object, "account_id");
  facts.service = ac_json_get_string (object, "service");
  facts.handle = ac_json_get_string (object, "handle");
  facts.refused = json_object_has_member (object, "error");
  facts.counted = json_object_has_member (object, "left") || over > 0;
  facts.left = over > 0 ? -(int) MIN (over, G_MAXINT) : (int) MIN (left, G_MAXINT);
  return ac_trial_new (&facts);
}

JsonNode *
ac_trial_to_json (AcTrial *self)
{
  const AcTrialFacts *facts = ac_trial_get_facts (self);
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "account_id", facts->account_id);
  ac_json_set_string (object, "service", facts->service);
  ac_json_set_string (object, "handle", facts->handle);
  if (facts->refused)
    ac_json_set_string (object, "error", ac_error_get_slug (facts->error));
  json_object_set_int_member (object, "posts", facts->posts);
  if (facts->counted)
    json_object_set_int_member (object, facts->left < 0 ? "over" : "left", ABS (facts->left));
  return ac_noun_close (object);
}

const AcTrialFacts *
ac_trial_get_facts (AcTrial *self)
{
  g_return_val_if_fail (AC_IS_TRIAL (self), NULL);

  return &self->facts;
}
