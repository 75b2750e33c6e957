/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-attempt.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"

struct _AcAttempt
{
  GObject parent_instance;
  AcAttemptFacts facts;
};

G_DEFINE_FINAL_TYPE (AcAttempt, ac_attempt, G_TYPE_OBJECT)

static const AcJsonField attempt_fields[] = {
  { "number", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "step", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "part", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "armed_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "ended_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "outcome", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "error", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "http_status", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "requests", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "sent", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "received", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "retry_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "next", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "next_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_attempt_class_init (AcAttemptClass *klass)
{
}

static void
ac_attempt_init (AcAttempt *self)
{
}

AcAttempt *
ac_attempt_new (const AcAttemptFacts *facts)
{
  AcAttempt *self = NULL;

  g_return_val_if_fail (facts != NULL, NULL);

  self = g_object_new (AC_TYPE_ATTEMPT, NULL);
  self->facts = *facts;
  return self;
}

static gboolean
read_words (JsonObject *object, AcAttemptFacts *facts, GError **error)
{
  int step = AC_ATTEMPT_STEP_PUBLISH;
  int outcome = AC_ATTEMPT_OUTCOME_UNDER_WAY;
  int next = AC_ATTEMPT_NEXT_NOTHING;

  if (!ac_noun_read_enum (object, "step", AC_TYPE_ATTEMPT_STEP, &step, error) ||
      !ac_noun_read_enum (object, "outcome", AC_TYPE_ATTEMPT_OUTCOME, &outcome, error) ||
      !ac_noun_read_enum (object, "next", AC_TYPE_ATTEMPT_NEXT, &next, error))
    return FALSE;

  facts->step = step;
  facts->outcome = outcome;
  facts->next = next;
  return TRUE;
}

AcAttempt *
ac_attempt_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcAttemptFacts facts = { 0 };

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, attempt_fields, error)) ||
      !read_words (object, &facts, error) ||
      !ac_noun_read_uint (object, "number", &facts.number, error) ||
      !ac_noun_read_uint (object, "part", &facts.part, error) ||
      !ac_noun_read_time (object, "armed_at", &facts.armed_at, error) ||
      !ac_noun_read_time (object, "ended_at", &facts.ended_at, error) ||
      !ac_noun_read_code (object, "error", &facts.error, error) ||
      !ac_noun_read_uint (object, "http_status", &facts.http_status, error) ||
      !ac_noun_read_uint (object, "requests", &facts.requests, error) ||
      !ac_noun_read_uint (object, "sent", &facts.sent, error) ||
      !ac_noun_read_uint (object, "received", &facts.received, error) ||
      !ac_noun_read_time (object, "retry_at", &facts.retry_at, error) ||
      !ac_noun_read_time (object, "next_at", &facts.next_at, error))
    return NULL;

  return ac_attempt_new (&facts);
}

static void
write_count (JsonObject *object, const char *name, guint count)
{
  if (count > 0)
    json_object_set_int_member (object, name, count);
}

/* What is under way has no next yet, and nobody knows what would have been after an interruption.
 */
static gboolean
was_settled (const AcAttemptFacts *facts)
{
  return facts->outcome != AC_ATTEMPT_OUTCOME_UNDER_WAY &&
         facts->outcome != AC_ATTEMPT_OUTCOME_INTERRUPTED;
}

JsonNode *
ac_attempt_to_json (AcAttempt *self)
{
  const AcAttemptFacts *facts = ac_attempt_get_facts (self);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", facts->number);
  ac_noun_write_enum (object, "step", AC_TYPE_ATTEMPT_STEP, facts->step);
  write_count (object, "part", facts->part);
  ac_json_set_time (object, "armed_at", facts->armed_at);
  ac_json_set_time (object, "ended_at", facts->ended_at);
  ac_noun_write_enum (object, "outcome", AC_TYPE_ATTEMPT_OUTCOME, facts->outcome);
  if (facts->error != AC_ERROR_FAILED)
    ac_json_set_string (object, "error", ac_error_get_slug (facts->error));
  write_count (object, "http_status", facts->http_status);
  json_object_set_int_member (object, "requests", facts->requests);
  json_object_set_int_member (object, "sent", facts->sent);
  json_object_set_int_member (object, "received", facts->received);
  ac_json_set_time (object, "retry_at", facts->retry_at);
  if (was_settled (facts))
    {
      ac_noun_write_enum (object, "next", AC_TYPE_ATTEMPT_NEXT, facts->next);
      ac_json_set_time (object, "next_at", facts->next_at);
    }
  return ac_noun_close (object);
}

const AcAttemptFacts *
ac_attempt_get_facts (AcAttempt *self)
{
  g_return_val_if_fail (AC_IS_ATTEMPT (self), NULL);

  return &self->facts;
}

gboolean
ac_attempt_ended_here (const AcAttemptFacts *facts)
{
  if (facts->requests > 0)
    return FALSE;

  return facts->outcome == AC_ATTEMPT_OUTCOME_NOT_SENT ||
         facts->outcome == AC_ATTEMPT_OUTCOME_REJECTED ||
         (facts->outcome == AC_ATTEMPT_OUTCOME_SIGN_IN && facts->error == AC_ERROR_SECRET_LOST);
}
