/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-database.h"
#include "ac-ledger.h"
#include "ac-step.h"
#include "ac-store.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* Numbers in varargs must be as wide as the database reads them. */
#define AC_INT(x) ((gint64) (x))

/* A first sending and a change wait while all sharing is stopped, or that to the account paused;
 * looking and taking back go on. */
#define AC_STORE_NOT_STOPPED                                                                       \
  " (step.kind NOT IN (0, 8) OR step.look <> 0 OR (person.sharing_stopped = 0"                     \
  " AND NOT EXISTS (SELECT account.id FROM account WHERE account.person_id = step.person_id"       \
  " AND account.id = step.account_id AND account.paused_until > 0)))"

/* The database, for the store's thread only. */
AcDatabase *ac_store_get_database (AcStore *self);

/* The name that this process has among those that share the store; NULL where it is alone. Each
 * time it is taken for dead it gets another, and what it did under the old one is not taken from it
 * any more. */
const char *ac_store_get_process (AcStore *self);
const char *ac_store_get_vault_keys (AcStore *self);
gboolean ac_store_join (AcStore *self, GError **error);        /* under another name */
gboolean ac_store_check_alive (AcStore *self, GError **error); /* AC_ERROR_CONFLICT when buried */

/* A line was added to a ledger; its head is kept outside once the transaction stands. */
void ac_store_note_head (AcStore *self, const char *person, const AcLedgerHead *head);
/* Whether this process has added to it before, so that it is known to fit what is kept outside. */
gboolean ac_store_holds_ledger (AcStore *self, const char *person);

/* Nobody knows what was withdrawn since: what was agreed to is to be asked for again. person NULL:
 * of everybody. */
gboolean ac_choices_invalidate (AcDatabase *database, const char *person, GError **error);

/* Whether the ledger is the one that is known outside; if it was cut, it says so, and the choices
 * aren't believed any more. Once for each person and process, before anything is decided. */
gboolean ac_store_check_ledger (AcStore *self, const char *person, GError **error);

/* How far a lost answer may be acted upon. */
typedef enum
{
  AC_LOOK_NO,    /* nothing is uncertain: it may be sent */
  AC_LOOK_FIRST, /* it may have arrived: look, and send again only when it is not there */
  AC_LOOK_ONLY,  /* it has arrived: look for its address, never send */
} AcStepLook;

/* What a status is found by: all that is shared of it, without its case. */
typedef struct
{
  char *words;      /* in the index; "" where the text is too long for one */
  char *long_words; /* (nullable) */
} AcFolded;

AcFolded ac_store_fold_status (AcStatus *status);
void ac_folded_clear (AcFolded *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcFolded, ac_folded_clear)

/* After a change of its step: what a person sees of the delivery is worked out again and an event
 * is written. */
gboolean ac_store_touch_delivery (AcStore *self,
                                  const char *person,
                                  const char *delivery_id,
                                  GError **error);

/* It has been live since live_at. ends_at: when its life is over, 0: it stays, or ends by itself.
 */
gboolean ac_store_begin_life (AcStore *self,
                              const char *person,
                              const char *delivery_id,
                              gint64 live_at,
                              gint64 *ends_at,
                              GError **error);
/* Those that have begun in this process: when they end by the clock that nobody sets
 * (ac_clock_boot_ms(), a gint64 *), by the id of their delivery. */
GHashTable *ac_store_get_lives (AcStore *self);
/* Whether a life that is over by the day's clock goes on for all that, because somebody set that
 * clock. doubtful: the day's clock isn't believed now. */
gboolean ac_store_doubt_end (AcStore *self,
                             const char *person,
                             const char *delivery_id,
                             gboolean doubtful,
                             gboolean *goes_on,
                             GError **error);
/* A claimed AC_STEP_LIVE becomes AC_STEP_REMOVE. */
gboolean ac_store_end_life (AcStore *self, AcStep *step, GError **error);
/* A due AC_STEP_HAND: the person is asked to share it, or to delete it. */
gboolean ac_store_turn_to_person (AcStore *self, AcStep *step, GError **error);
/* A first sending whose time is long past is not armed: the person is asked. */
gboolean ac_store_ask_when_missed (
    AcStore *self, AcStep *step, gint64 now_ms, gboolean *missed, GError **error);
/* A due AC_STEP_REVOKE waits for what the person has wanted to be taken back since it was planned;
 * else all ends that needs the account. */
gboolean ac_store_put_off_revoke (
    AcStore *self, AcStep *step, gint64 now_ms, gboolean *waits, GError **error);

/* An address that is another delivery's already can't be this one's. */
gboolean ac_store_is_taken (AcStore *self, AcStep *step, AcOutcome *outcome);
/* A step that waits for the person's answer is claimed for it; NULL without error: it waits for
 * none.
 */
AcStep *ac_store_claim_answer (AcStore *self,
                               const char *person,
                               const char *delivery_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What a step of a delivery is about, as it was frozen. */
gboolean ac_store_load_parcel (AcStore *self, AcStep *step, GError **error);

/* What an answer says of the budgets of its account at the service, and what it has cost. */
gboolean
ac_store_note_budget (AcStore *self, const AcStep *step, AcOutcome *outcome, GError **error);
/* A removal that comes again when its service said; the account's others wait as long. */
gboolean ac_store_wait_with_others (
    AcStore *self, const AcStep *step, AcOutcome *outcome, gint64 due_at, GError **error);
/* A service that answers again has time for all that waited for it. */
gboolean ac_store_wake_others (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error);
/* A due step for which there is nothing left at the service is put off. */
gboolean ac_store_keep_budget (
    AcStore *self, const AcStep *step, gint64 now_ms, gboolean *waits, GError **error);

/* After a change of a delivery: what is being undone with it goes on. */
gboolean ac_store_touch_undoings (
    AcStore *self, const char *person, const char *account_id, const char *link_id, GError **error);
/* Whether something at an account is still being taken back, without the person. */
gboolean ac_store_is_taking_back (AcStore *self,
                                  const char *person,
                                  const char *account_id,
                                  gboolean *taking_back,
                                  GError **error);
/* How the service was told that an account is removed; reason is NULL where it went well or is only
 * under way. gone: the account is deleted here, too. */
gboolean ac_store_note_revoke (AcStore *self,
                               const char *person,
                               const char *account_id,
                               AcUndoingState state,
                               const AcError *reason,
                               gboolean gone,
                               GError **error);

/* When a step of so many attempts comes again; as the service said, as far as that is believed. */
gint64 ac_store_come_again (AcOutcome *outcome, guint attempts);
/* The account of a step needs the person. */
gboolean ac_store_block_account (AcStore *self, AcStep *step, AcError reason, GError **error);

/* Whether a status is there, to come or over, by what became of its deliveries. */
gboolean
ac_store_touch_phase (AcStore *self, const char *person, const char *status_id, GError **error);

/* What is said of a status beside its text, which stands in three columns. */
gboolean
ac_store_keep_remarks (AcStore *self, const char *person, AcStatus *status, GError **error);
AcRemarks *ac_store_read_remarks (AcRows *rows, guint column) G_GNUC_WARN_UNUSED_RESULT;

gboolean ac_store_not_found (GError **error);

G_END_DECLS
