/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-step.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* What somebody does to the day's clock, and to the computer as a whole, while a store waits. For
 * stores of one process alone: beside others no clock is everybody's. */

typedef struct
{
  char *boot_id; /* of the start of the computer; NULL or "": not known */
  gint64 wall;   /* the day's clock, ms */
  gint64 boot;   /* the one that nobody sets, ms, since that start */
} AcClockRecord;

AcClockRecord *ac_clock_record_new (void) G_GNUC_WARN_UNUSED_RESULT; /* now */
void ac_clock_record_free (AcClockRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcClockRecord, ac_clock_record_free)

/* What has happened between two records. */
typedef struct
{
  gboolean moved;    /* the computer was set back: this store knows of what it was before */
  gboolean doubtful; /* it may have been */
  gint64 until;      /* by the day's clock: what was due by then may have been done */
  gint64 step_ms;    /* by how much the day's clock was set, as far as that can be told */
  gint64 since;      /* by the day's clock before it was set: the start of the computer; 0: another
                      * start than this one */
} AcClockChange;

/* Pure. */
AcClockChange ac_clock_record_compare (const AcClockRecord *before, const AcClockRecord *now);

/* When the store was used last, as far as is known; NULL beside other processes. */
AcClockRecord *ac_store_get_clock (AcStore *self);
void ac_store_set_clock (AcStore *self, AcClockRecord *record); /* takes record */

/* At the start, before anything is claimed. moved is turned on when the store was set back. */
gboolean ac_store_meet_clock (AcStore *self, gboolean *moved, GError **error);
/* Before anything is read or written by the clock: what waits a while goes on waiting for as long,
 * whatever the day's clock was set to; what is planned for a time of the day, and a life that began
 * before the computer was started, keep to it. */
gboolean ac_store_follow_clock (AcStore *self, GError **error);
/* Keeps when it is, for the next start: with what is armed, or else once a minute at most. */
gboolean ac_store_note_time (AcStore *self, gboolean armed, GError **error);
/* When a claimed step was sent, by the day's clock as it is now. */
gboolean ac_store_reload_sending (AcStore *self, AcStep *step, GError **error);
/* What only a store that was set back may have sent is not there: it may be put off, undone and
 * given other words, as before it was looked for. */
gboolean ac_store_forget_search (AcStore *self, const AcStep *step, GError **error);

G_END_DECLS
