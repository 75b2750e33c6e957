/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-outcome.h"

#include <libdex.h>

struct _AcOutcome
{
  GObject parent_instance;
  AcOutcomeKind kind;
  AcError error;
  gint64 retry_at;
  char *remote_id;
  char *remote_uri;
  char *url;
  char *prepared;
  char *revision;
  gint64 made_at;
  int audience;
  AcBudgets budgets;
  gint64 used_up_until;
  guint pace_ms;
};

G_DEFINE_FINAL_TYPE (AcOutcome, ac_outcome, G_TYPE_OBJECT)

typedef enum
{
  GIVEN_ANYTHING,
  GIVEN_BODY,        /* a JSON object: the service itself has spoken, no proxy */
  GIVEN_RETRY_AFTER, /* the service says that it did nothing yet */
} Given;

typedef struct
{
  guint first;
  guint last;
  Given given;
  AcOutcomeKind kind;
  AcError error;
} Rule;

/* The first rule that fits decides. Whatever none of them names may have happened. */
static const Rule rules[] = {
  { 200, 299, GIVEN_ANYTHING, AC_OUTCOME_DONE, AC_ERROR_FAILED },
  { 301, 301, GIVEN_ANYTHING, AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY },
  { 307, 308, GIVEN_ANYTHING, AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY },
  { 401, 401, GIVEN_ANYTHING, AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
  { 403, 403, GIVEN_BODY, AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED },
  { 404, 404, GIVEN_BODY, AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND },
  { 407, 407, GIVEN_ANYTHING, AC_OUTCOME_NOT_SENT, AC_ERROR_UNREACHABLE },
  { 408, 408, GIVEN_ANYTHING, AC_OUTCOME_UNKNOWN, AC_ERROR_UNKNOWN_OUTCOME },
  { 410, 410, GIVEN_BODY, AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND },
  { 409, 409, GIVEN_ANYTHING, AC_OUTCOME_UNKNOWN, AC_ERROR_CONFLICT },
  { 413, 413, GIVEN_ANYTHING, AC_OUTCOME_REJECTED, AC_ERROR_TOO_LARGE },
  { 429, 429, GIVEN_ANYTHING, AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
  { 499, 499, GIVEN_ANYTHING, AC_OUTCOME_UNKNOWN, AC_ERROR_UNKNOWN_OUTCOME },
  { 400, 499, GIVEN_BODY, AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
  { 400, 499, GIVEN_ANYTHING, AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY },
  { 503, 503, GIVEN_RETRY_AFTER, AC_OUTCOME_LATER, AC_ERROR_SERVICE_FAILED },
  { 500, 599, GIVEN_ANYTHING, AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
};

static gboolean
response_has (AcHttpResponse *response, Given given)
{
  static const AcJsonField any[] = { { NULL } };
  g_autoptr(JsonObject) object = NULL;

  switch (given)
    {
    case GIVEN_BODY:
      return (object = ac_http_response_get_object (response, any, NULL)) != NULL;
    case GIVEN_RETRY_AFTER:
      return ac_http_response_get_header (response, "Retry-After") != NULL;
    case GIVEN_ANYTHING:
    default:
      return TRUE;
    }
}

static void
ac_outcome_finalize (GObject *object)
{
  AcOutcome *self = AC_OUTCOME (object);

  g_free (self->remote_id);
  g_free (self->remote_uri);
  g_free (self->url);
  g_free (self->prepared);
  g_free (self->revision);
  G_OBJECT_CLASS (ac_outcome_parent_class)->finalize (object);
}

static void
ac_outcome_class_init (AcOutcomeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_outcome_finalize;
}

static void
ac_outcome_init (AcOutcome *self)
{
  self->audience = -1;
}

AcOutcome *
ac_outcome_new (AcOutcomeKind kind)
{
  AcOutcome *self = g_object_new (AC_TYPE_OUTCOME, NULL);

  self->kind = kind;
  self->error = kind == AC_OUTCOME_UNKNOWN ? AC_ERROR_UNKNOWN_OUTCOME : AC_ERROR_FAILED;
  return self;
}

AcOutcome *
ac_outcome_new_failed (AcOutcomeKind kind, AcError error, gint64 retry_at)
{
  AcOutcome *self = ac_outcome_new (kind);

  self->error = error;
  self->retry_at = retry_at;
  return self;
}

AcOutcome *
ac_outcome_from_response (AcHttpResponse *response)
{
  guint status = 0;

  g_return_val_if_fail (AC_IS_HTTP_RESPONSE (response), NULL);

  status = ac_http_response_get_status (response);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];

      if (status < rule->first || status > rule->last || !response_has (response, rule->given))
        continue;
      return ac_outcome_new_failed (
          rule->kind, rule->error,
          rule->kind == AC_OUTCOME_LATER ? ac_http_response_get_retry_at (response) : 0);
    }
  return ac_outcome_new (AC_OUTCOME_UNKNOWN);
}

AcOutcome *
ac_outcome_from_error (const GError *error, gboolean unsent)
{
  AcError code = AC_ERROR_UNKNOWN_OUTCOME;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, AC_ERROR, AC_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED))
    return NULL;
  if (error->domain == AC_ERROR)
    code = error->code;
  if (code == AC_ERROR_SIGN_IN_REQUIRED)
    return ac_outcome_new_failed (AC_OUTCOME_SIGN_IN, code, 0);
  return ac_outcome_new_failed (unsent ? AC_OUTCOME_NOT_SENT : AC_OUTCOME_UNKNOWN, code, 0);
}

void
ac_outcome_set_copy (AcOutcome *self,
                     const char *remote_id,
                     const char *remote_uri,
                     const char *url)
{
  g_return_if_fail (AC_IS_OUTCOME (self));

  g_set_str (&self->remote_id, remote_id);
  g_set_str (&self->remote_uri, remote_uri);
  g_set_str (&self->url, url);
}

void
ac_outcome_set_prepared (AcOutcome *self, const char *prepared)
{
  g_return_if_fail (AC_IS_OUTCOME (self));

  g_set_str (&self->prepared, prepared);
}

void
ac_outcome_set_revision (AcOutcome *self, const char *revision)
{
  g_return_if_fail (AC_IS_OUTCOME (self));

  g_set_str (&self->revision, revision);
}

void
ac_outcome_set_made_at (AcOutcome *self, gint64 made_at)
{
  g_return_if_fail (AC_IS_OUTCOME (self));

  self->made_at = made_at;
}

void
ac_outcome_set_audience (AcOutcome *self, int audience)
{
  g_return_if_fail (AC_IS_OUTCOME (self));

  self->audience = audience;
}

void
ac_outcome_heed_budget (AcOutcome *self, AcHttpResponse *response, AcBudgets budgets)
{
  g_return_if_fail (AC_IS_HTTP_RESPONSE (response));

  ac_outcome_set_used_up (self, budgets, ac_http_response_get_used_up_until (response));
}

void
ac_outcome_set_used_up (AcOutcome *self, AcBudgets budgets, gint64 until)
{
  g_return_if_fail (AC_IS_OUTCOME (self));

  self->budgets = budgets;
  self->used_up_until = until;
}

void
ac_outcome_set_pace (AcOutcome *self, guint pace_ms)
{
  g_return_if_fail (AC_IS_OUTCOME (self));

  self->pace_ms = pace_ms;
}

AcOutcomeKind
ac_outcome_get_kind (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), AC_OUTCOME_UNKNOWN);

  return self->kind;
}

AcError
ac_outcome_get_error (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), AC_ERROR_FAILED);

  return self->error;
}

gint64
ac_outcome_get_retry_at (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), 0);

  return self->retry_at;
}

const char *
ac_outcome_get_prepared (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), NULL);

  return self->prepared;
}

const char *
ac_outcome_get_remote_id (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), NULL);

  return self->remote_id;
}

const char *
ac_outcome_get_remote_uri (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), NULL);

  return self->remote_uri;
}

const char *
ac_outcome_get_url (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), NULL);

  return self->url;
}

const char *
ac_outcome_get_revision (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), NULL);

  return self->revision;
}

gint64
ac_outcome_get_made_at (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), 0);

  return self->made_at;
}

int
ac_outcome_get_audience (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), -1);

  return self->audience;
}

gint64
ac_outcome_get_used_up_until (AcOutcome *self, AcBudgets *budgets)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), 0);

  *budgets = self->budgets;
  return self->used_up_until;
}

guint
ac_outcome_get_pace (AcOutcome *self)
{
  g_return_val_if_fail (AC_IS_OUTCOME (self), 0);

  return self->pace_ms;
}
