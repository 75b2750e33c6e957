/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store-data.h"
#include "ac-terms.h"

G_BEGIN_DECLS

/* What the store knows of those who may ask: their terms, what they know people by, and whom they
 * counted. */

/* ac-store-terms.c: what who last said for each purpose; version 0: nothing. */
gboolean
ac_store_get_terms (AcStore *self, const char *who, AcTerms terms[AC_N_USES], GError **error);
/* Only categories and kept_days of wanted are taken. Where they are wider than before, the version
 * grows, and yeses to what was before are no yes any more; each of those people's ledgers says so.
 */
gboolean ac_store_declare_terms (AcStore *self,
                                 const char *who,
                                 const AcTerms wanted[AC_N_USES],
                                 GError **error);

/* ac-store-pairwise.c: a recipient knows a person by an id that no other recipient has, and knows
 * of those only who have an account there or said yes to it. */
GStrv ac_store_list_pairwise (AcStore *self,
                              const char *who,
                              const char *after_id,
                              guint limit,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The person's own id; NULL without error: it is nobody's. */
char *ac_store_find_pairwise (AcStore *self,
                              const char *who,
                              const char *id,
                              gboolean *failed,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ac-store-counts.c: only how many there are goes out, the same all day. */
typedef struct
{
  const char *who;
  AcRecipient kind;
  const char *service; /* whose accounts */
} AcCountAsk;
/* A number that was found today already; -1: none was. */
gboolean ac_store_get_count (
    AcStore *self, const AcCountAsk *ask, const char *day, gint64 *count, GError **error);
gboolean ac_store_keep_count (
    AcStore *self, const AcCountAsk *ask, const char *day, gint64 count, GError **error);
/* Counts those of the next few people after last_person who didn't say no, a line in the ledger of
 * each; takes last_person forward, to NULL after the last. */
gboolean ac_store_count_some (
    AcStore *self, const AcCountAsk *ask, char **last_person, gint64 *count, GError **error);

G_END_DECLS
