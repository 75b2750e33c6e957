/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-import.h"
#include "ac-store-import.h"

G_BEGIN_DECLS

/* What a line of each member is, read through a whitelist. */

typedef struct
{
  AcImport *import;
  AcStore *store; /* NULL: it is only checked */
  const char *person;
  GHashTable *accounts; /* ids */
  GHashTable *pairs;    /* receipt → what it is found by */
  AcImportedLedger ledger;
  AcImportCounts counts;
  gboolean has_person;
} AcImportReading;

/* AC_ERROR_INVALID or AC_ERROR_BAD_REPLY: the line is another one than it should be; whatever the
 * store says. */
typedef gboolean (*AcImportLineFunc) (AcImportReading *self, const char *line, GError **error);

gboolean ac_import_account (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_choice (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_datum (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_name (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_ledger_line (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_link (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_person (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_pair (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_receipt (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_session (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_status (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_rule (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_draft (AcImportReading *self, const char *line, GError **error);
gboolean ac_import_undoing (AcImportReading *self, const char *line, GError **error);

/* The bytes of a picture or video; name is that of the member. */
gboolean ac_import_picture (AcImportReading *self, const char *name, GBytes *bytes, GError **error);

G_END_DECLS
