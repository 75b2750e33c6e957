/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-error.h"
#include "ac-json.h"

G_BEGIN_DECLS

/* So many of a delivery are kept, the last ones. */
#define AC_ATTEMPTS_KEPT 20

/* What was tried. */
typedef enum
{
  AC_ATTEMPT_STEP_PUBLISH,
  AC_ATTEMPT_STEP_LOOK, /* whether it is there, after an answer was lost */
  AC_ATTEMPT_STEP_REMOVE,
  AC_ATTEMPT_STEP_VERIFY, /* that it is gone */
  AC_ATTEMPT_STEP_WATCH,  /* whether what was taken back has come late */
  AC_ATTEMPT_STEP_END,    /* whether what ends by itself has */
  AC_ATTEMPT_STEP_EDIT,
} AcAttemptStep;

/* What came of it. */
typedef enum
{
  AC_ATTEMPT_OUTCOME_UNDER_WAY,
  AC_ATTEMPT_OUTCOME_DONE,
  AC_ATTEMPT_OUTCOME_DONE_NO_ID, /* accepted, and not said what was made */
  AC_ATTEMPT_OUTCOME_FOUND,
  AC_ATTEMPT_OUTCOME_ABSENT,
  AC_ATTEMPT_OUTCOME_NOT_SENT,
  AC_ATTEMPT_OUTCOME_LATER,
  AC_ATTEMPT_OUTCOME_REJECTED,
  AC_ATTEMPT_OUTCOME_SIGN_IN,
  AC_ATTEMPT_OUTCOME_UNKNOWN,
  AC_ATTEMPT_OUTCOME_PREPARED,
  AC_ATTEMPT_OUTCOME_BLOCKED,     /* nothing was asked: something here stood in the way */
  AC_ATTEMPT_OUTCOME_INTERRUPTED, /* the backend ended meanwhile */
} AcAttemptOutcome;

/* What was to be done next, as it was settled. */
typedef enum
{
  AC_ATTEMPT_NEXT_NOTHING, /* it is done */
  AC_ATTEMPT_NEXT_PUBLISH,
  AC_ATTEMPT_NEXT_LOOK,
  AC_ATTEMPT_NEXT_REMOVE,
  AC_ATTEMPT_NEXT_VERIFY,
  AC_ATTEMPT_NEXT_WATCH,
  AC_ATTEMPT_NEXT_END, /* it is there until then */
  AC_ATTEMPT_NEXT_EDIT,
  AC_ATTEMPT_NEXT_WAIT, /* for a sign-in, or the keyring */
  AC_ATTEMPT_NEXT_ASK,  /* the person */
  AC_ATTEMPT_NEXT_FAILED,
  AC_ATTEMPT_NEXT_CANCELLED,
} AcAttemptNext;

typedef struct
{
  guint number; /* of the delivery's, from 1 */
  AcAttemptStep step;
  guint part; /* of a thread; 0: it is one post */
  gint64 armed_at;
  gint64 ended_at; /* 0: it is under way, or nobody knows */
  AcAttemptOutcome outcome;
  AcError error;     /* AC_ERROR_FAILED: there is none */
  guint http_status; /* of the last answer; 0: none came */
  guint requests;    /* that left this computer */
  guint sent;        /* bytes */
  guint received;    /* bytes */
  gint64 retry_at;   /* from when on the service takes it again, as it says; 0: it doesn't say */
  AcAttemptNext next;
  gint64 next_at; /* 0: at no time of its own */
} AcAttemptFacts;

/* One try of one step of a delivery. It holds no text, no address and nothing that lets anybody in.
 * Never changes. */
#define AC_TYPE_ATTEMPT (ac_attempt_get_type ())
G_DECLARE_FINAL_TYPE (AcAttempt, ac_attempt, AC, ATTEMPT, GObject)

AcAttempt *ac_attempt_new (const AcAttemptFacts *facts) G_GNUC_WARN_UNUSED_RESULT; /* copies */
AcAttempt *ac_attempt_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_attempt_to_json (AcAttempt *self) G_GNUC_WARN_UNUSED_RESULT;
const AcAttemptFacts *ac_attempt_get_facts (AcAttempt *self);

/* Whether it came to nothing before anything left this computer: the service was not asked. */
gboolean ac_attempt_ended_here (const AcAttemptFacts *facts);

G_END_DECLS
