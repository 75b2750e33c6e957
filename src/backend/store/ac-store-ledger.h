/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-ledger.h"
#include "ac-store.h"
#include "ac-use.h"

G_BEGIN_DECLS

/* The person's ledger in the store. Each line is written in the transaction of what it tells, so
 * that there is neither the one without the other. Only the head of the chain leaves the store,
 * after the commit; see ac-ledger-heads.h. */

/* Where the heads are kept: before anything was run on the store. AC_ERROR_STORAGE,
 * AC_ERROR_STORAGE_FULL. Blocks. */
gboolean ac_store_keep_heads (AcStore *self, const char *path, GError **error);

/* `account` of line is the account's id; `seq` and `at` are set here. */
gboolean ac_store_add_to_ledger (AcStore *self,
                                 const char *person,
                                 const AcLedgerLine *line,
                                 GError **error);

/* The reason of the line that says that the lines before it are not those of the head kept outside.
 */
#define AC_LEDGER_CUT "ledger-cut"

/* That of the line after those that were imported; its reference is the head of the ledger which
 * was here before. */
#define AC_LEDGER_IMPORTED "imported"

/* What the person changed, in one word. account_id may be NULL. */
gboolean ac_store_note_change (
    AcStore *self, const char *person, const char *account_id, const char *what, GError **error);

/* What to find; NULL is everything. */
typedef struct
{
  const char *account; /* an id */
  const char *purpose;
  const char *who;
  const char *outcome; /* `allowed` or `refused` */
  const char *search;  /* in who, purpose, and the account's service and handle */
} AcLedgerFilter;
/* Newest first, those before before_seq (0: the newest); as fast in a long ledger as in a short
 * one. */
GListStore *ac_store_list_ledger (AcStore *self,
                                  const char *person,
                                  const AcLedgerFilter *filter,
                                  gint64 before_seq,
                                  guint limit,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of AcUse */

/* The lines after the first after_seq as they stand, oldest first. Takes each to func; FALSE of it
 * ends it. */
typedef gboolean (*AcLedgerFunc) (gint64 seq, const char *line, GBytes *hash, gpointer user_data);
gboolean ac_store_read_ledger (AcStore *self,
                               const char *person,
                               gint64 after_seq,
                               guint limit,
                               AcLedgerFunc func,
                               gpointer user_data,
                               GError **error);
/* The id that stands before the first line: the person's, or what it was where the ledger was
 * imported from. AC_ERROR_NOT_FOUND. */
char *ac_store_get_ledger_origin (AcStore *self,
                                  const char *person,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The last line's place and hash; before the first, what stands there. */
gboolean ac_store_read_head (AcStore *self, const char *person, AcLedgerHead *head, GError **error);
/* The number of the sort that a line, whose account is a mark, has by this name. */
char *ac_store_name_sort (const AcLedgerLine *line) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_store_find_sort (
    AcStore *self, const char *person, const AcLedgerLine *line, gint64 *sort, GError **error);
/* The lines that were imported stand in the store; before is the head of those that stood there. */
gboolean ac_store_go_on_after_import (AcStore *self,
                                      const char *person,
                                      const AcLedgerHead *before,
                                      GError **error);
/* The head that was kept outside, seq 0: none was. FALSE: none is kept here. */
gboolean ac_store_get_kept_head (AcStore *self, const char *person, AcLedgerHead *head);

/* After that nobody can tell which accounts the lines were about; the chain holds. */
gboolean ac_store_forget_ledger_names (AcStore *self, const char *person, GError **error);

G_END_DECLS
