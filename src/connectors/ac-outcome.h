/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-error.h"
#include "ac-http.h"

G_BEGIN_DECLS

typedef enum
{
  AC_OUTCOME_DONE,       /* accepted; the copy's address is set when one was made */
  AC_OUTCOME_DONE_NO_ID, /* accepted, but the answer did not say what was made: look for it, never
                            send again */
  AC_OUTCOME_FOUND,
  AC_OUTCOME_ABSENT,
  AC_OUTCOME_NOT_SENT, /* no byte left this computer */
  AC_OUTCOME_LATER,    /* refused for now; retry_at */
  AC_OUTCOME_REJECTED, /* refused for good; error */
  AC_OUTCOME_SIGN_IN,  /* the credentials are no longer good */
  AC_OUTCOME_UNKNOWN,  /* it may have happened */
  AC_OUTCOME_PREPARED, /* nobody can see anything yet, and what was made is remembered: go on */
} AcOutcomeKind;

/* What of an account a budget at its service is for. */
typedef enum
{
  AC_BUDGET_SHARING = 1 << 0, /* and changing; looking waits for no budget */
  AC_BUDGET_REMOVALS = 1 << 1,
  AC_BUDGET_ALL = AC_BUDGET_SHARING | AC_BUDGET_REMOVALS,
} AcBudgets;

#define AC_TYPE_OUTCOME (ac_outcome_get_type ())
G_DECLARE_FINAL_TYPE (AcOutcome, ac_outcome, AC, OUTCOME, GObject)

AcOutcome *ac_outcome_new (AcOutcomeKind kind) G_GNUC_WARN_UNUSED_RESULT;
AcOutcome *ac_outcome_new_failed (AcOutcomeKind kind,
                                  AcError error,
                                  gint64 retry_at) G_GNUC_WARN_UNUSED_RESULT;
/* What an answer to a call that changes something means; one table for all services (RFC 9110 §15).
 */
AcOutcome *ac_outcome_from_response (AcHttpResponse *response) G_GNUC_WARN_UNUSED_RESULT;
/* The same for an answer that never came. unsent: the service has certainly not acted on it. NULL
 * when error says that the call was cancelled. */
AcOutcome *ac_outcome_from_error (const GError *error, gboolean unsent) G_GNUC_WARN_UNUSED_RESULT;
void ac_outcome_set_copy (AcOutcome *self,
                          const char *remote_id,
                          const char *remote_uri,
                          const char *url);
/* What the next try finds as the parcel's `prepared`; "" for nothing any more. */
void ac_outcome_set_prepared (AcOutcome *self, const char *prepared);
/* What names the copy's very content, where a reply to it must. */
void ac_outcome_set_revision (AcOutcome *self, const char *revision);
/* When the service says that the copy was made, ms; 0 when it does not say. */
void ac_outcome_set_made_at (AcOutcome *self, gint64 made_at);
/* What the service says the copy's audience is; -1 when it does not say. */
void ac_outcome_set_audience (AcOutcome *self, int audience);
/* Whether response says that nothing remains of what it took from. */
void ac_outcome_heed_budget (AcOutcome *self, AcHttpResponse *response, AcBudgets budgets);
void ac_outcome_set_used_up (AcOutcome *self, AcBudgets budgets, gint64 until);
/* How far apart such calls are to be, in ms, where the service lets few be made in a time. */
void ac_outcome_set_pace (AcOutcome *self, guint pace_ms);

AcOutcomeKind ac_outcome_get_kind (AcOutcome *self);
AcError ac_outcome_get_error (AcOutcome *self);
gint64 ac_outcome_get_retry_at (AcOutcome *self);
const char *ac_outcome_get_prepared (AcOutcome *self); /* (nullable): as it is */
const char *ac_outcome_get_remote_id (AcOutcome *self);
const char *ac_outcome_get_remote_uri (AcOutcome *self);
const char *ac_outcome_get_url (AcOutcome *self);
const char *ac_outcome_get_revision (AcOutcome *self); /* (nullable) */
gint64 ac_outcome_get_made_at (AcOutcome *self);
int ac_outcome_get_audience (AcOutcome *self);
/* Until when these budgets are used up, ms; 0: something is left. */
gint64 ac_outcome_get_used_up_until (AcOutcome *self, AcBudgets *budgets);
guint ac_outcome_get_pace (AcOutcome *self); /* 0: it isn't paced */

G_END_DECLS
