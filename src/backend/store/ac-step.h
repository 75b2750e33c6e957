/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* The outbox's side of the store: what is to become true at a service, one step at a time. See
 * DESIGN.md, "The way of one delivery". */

/* What was taken back unseen is looked for after that time, and once more a day later. */
#define AC_FIRST_WATCH_MS (10 * 60 * 1000)

typedef enum
{
  AC_STEP_PUBLISH,
  AC_STEP_REMOVE,
  AC_STEP_VERIFY, /* look that a removed copy is gone */
  AC_STEP_REVOKE, /* tell the service that an account was removed here */
  AC_STEP_WATCH,  /* look whether what was taken back unseen has come late */
  AC_STEP_HAND,   /* the person shares and deletes it themselves; due when they are to be asked */
  AC_STEP_END,    /* look whether what ends by itself has; live until then */
  AC_STEP_LIVE,   /* live until its life is over; then it is taken back */
  AC_STEP_EDIT,   /* the words of a copy are changed; beside the step of its delivery */
} AcStepKind;

typedef enum
{
  AC_STEP_PENDING,
  AC_STEP_ARMED,   /* committed before a byte leaves */
  AC_STEP_UNKNOWN, /* the outcome is to be found out at due_at */
  AC_STEP_BLOCKED, /* until the account is signed in or the keyring is unlocked */
  AC_STEP_DONE,
  AC_STEP_FAILED,
  AC_STEP_NEEDS_YOU,
  AC_STEP_CANCELLED,
} AcStepState;

typedef struct
{
  char *id;
  char *person;
  char *delivery_id; /* NULL for AC_STEP_REVOKE */
  char *account_id;
  AcStepKind kind;
  AcStepState state; /* as it was before it was claimed: UNKNOWN means look first */
  guint attempts;
  guint resends;   /* times it was sent again after an unknown outcome */
  gint64 sent_at;  /* when it was last armed to be sent or given up, ms; 0 when all was answered, or
                    * when only a store that was set back may have sent it */
  gboolean wanted; /* as it was when the step was claimed */
  gboolean look_only; /* it was accepted: look for its address, never send again */
  guint attempt;      /* of its delivery's, in the journal; 0: it stands in none */
  gint64 epoch;       /* fencing: a commit with an old one is refused */
  guint part;         /* of a thread that it is about; 0: it is one post */
  guint revision;     /* of the words that a copy is to have; AC_STEP_EDIT alone */
  AcParcel *parcel;   /* NULL for AC_STEP_REVOKE */
} AcStep;

void ac_step_free (AcStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcStep, ac_step_free)
/* Whether what is uncertain is sent again to find out: it has a key, and it was sent by us. */
gboolean ac_step_is_sent_again (const AcStep *self, AcRepeat repeat);

/* For the start: what was ARMED when its process died becomes UNKNOWN. */
gboolean ac_store_recover_steps (AcStore *self, GError **error);
/* The same for the steps of one process. */
gboolean ac_store_recover_steps_of (AcStore *self, const char *process, GError **error);
/* Claims up to limit due steps, at most one of each account and none of the accounts in busy;
 * commits them ARMED. Beside other processes the accounts of theirs are left alone, too; what this
 * process holds of an account that isn't busy is recovered first. next_due is when to come again, 0
 * for never. AC_ERROR_CONFLICT when this process was taken for dead. */
GPtrArray *ac_store_claim_steps (AcStore *self,
                                 gint64 now_ms,
                                 GStrv busy,
                                 guint limit,
                                 gint64 *next_due,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_CONFLICT when a claimed step is not this process's any more. */
gboolean ac_store_check_step (AcStore *self, AcStep *step, GError **error);
/* What became of a claimed step; plans what follows (verify after remove, removal of a copy that is
 * too wide) and writes the event. */
gboolean ac_store_settle_step (AcStore *self,
                               AcStep *step,
                               AcOutcome *outcome,
                               AcRepeat repeat,
                               guint settle_ms,
                               GError **error);
/* Blocked steps of an account become pending again. account_id NULL: of all accounts (keyring
 * unlocked). */
gboolean
ac_store_unblock_steps (AcStore *self, const char *person, const char *account_id, GError **error);
/* What was held back as not available at a service goes on. */
gboolean
ac_store_resume_service (AcStore *self, const char *person, const char *service, GError **error);
gboolean ac_store_block_step (AcStore *self, AcStep *step, AcError reason, GError **error);
/* Plans the revocation of a removed account. */
gboolean
ac_store_plan_revoke (AcStore *self, const char *person, const char *account_id, GError **error);
/* What failed because its service was out of reach is due at once. */
gboolean ac_store_retry_unreachable (AcStore *self, GError **error);
gboolean ac_store_has_work (AcStore *self,
                            gboolean *has_work,
                            GError **error); /* any step pending, armed or unknown */

G_END_DECLS
