/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"

G_BEGIN_DECLS

/* All that is known of a person as lines of JSON, for ac-export.h: one line for each thing, in the
 * order of their ids. Nothing that lets anybody in is ever among it. */

typedef struct
{
  GString *text; /* lines are added */
  char *after;   /* where to go on; NULL: at the beginning. Set to NULL at the end. */
  char *until;   /* the last that belongs to it; NULL: all */
} AcExportPage;

void ac_export_page_clear (AcExportPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcExportPage, ac_export_page_clear)

/* Adds some lines to page. AC_ERROR_STORAGE, … */
typedef gboolean (*AcExportFunc) (AcStore *store,
                                  const char *person,
                                  AcExportPage *page,
                                  GError **error);

gboolean
ac_store_export_person (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_accounts (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_choices (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_data (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_names (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_links (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_sessions (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_rules (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_drafts (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_undoings (AcStore *self, const char *person, AcExportPage *page, GError **error);

/* Those that may be long; `until` is an id, and of the ledger a number. */
gboolean
ac_store_export_statuses (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_receipts (AcStore *self, const char *person, AcExportPage *page, GError **error);
/* What receipts of links are found by. */
gboolean
ac_store_export_pairs (AcStore *self, const char *person, AcExportPage *page, GError **error);
gboolean
ac_store_export_ledger (AcStore *self, const char *person, AcExportPage *page, GError **error);

/* Where the long ones end now; NULL: there is nothing. */
typedef struct
{
  char *statuses;
  char *receipts;
  char *ledger;
  GStrv pictures; /* ids of those whose bytes are here, of statuses and drafts */
} AcExportEnds;
void ac_export_ends_clear (AcExportEnds *self);
gboolean
ac_store_find_export_ends (AcStore *self, const char *person, AcExportEnds *ends, GError **error);
/* NULL without error: its bytes are gone by now. */
GBytes *ac_store_export_picture (AcStore *self,
                                 const char *person,
                                 const char *id,
                                 char **type,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
