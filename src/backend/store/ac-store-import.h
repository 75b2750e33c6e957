/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-agreement.h"
#include "ac-ledger.h"
#include "ac-picture.h"
#include "ac-privacy.h"
#include "ac-store-data.h"

G_BEGIN_DECLS

/* What an export holds on its way back into the store of a person of whom nothing is there. What
 * was allowed is not allowed again by it: accounts need their sign-in, choices are invalidated,
 * links are off, and deliveries are history. All in one transaction. */

/* AC_ERROR_CONFLICT: there is something. */
gboolean ac_store_check_is_empty (AcStore *self, const char *person, GError **error);

typedef struct
{
  char *region;
  guint age;
  GStrv wishes;
  gboolean sharing_stopped;
  gint64 stopped_until; /* 0: until the person lets it go on */
  AcPrivacyFacts privacy;
} AcImportedPerson;
gboolean ac_store_import_person (AcStore *self,
                                 const char *person,
                                 const AcImportedPerson *facts,
                                 GError **error);
gboolean
ac_store_import_account (AcStore *self, const char *person, AcAccount *account, GError **error);
gboolean ac_store_import_link (AcStore *self, const char *person, AcLink *link, GError **error);

typedef struct
{
  const char *id;
  const char *account_id;
  const char *who;
  AcUsePurpose purpose;
  AcConsent consent;
  guint agreed;
  gint64 ends_at;
  gint64 said_no_at;
  gint64 changed_at;
  const char *receipt_id;
  AcProgram how;
  guint terms_version;
} AcImportedChoice;
gboolean ac_store_import_choice (AcStore *self,
                                 const char *person,
                                 const AcImportedChoice *choice,
                                 GError **error);

/* pair: what a receipt of a link is found by; NULL: it says so itself. */
gboolean ac_store_import_receipt (
    AcStore *self, const char *person, AcReceipt *receipt, const char *pair, GError **error);

/* Where a copy is; of the delivery at the same place. */
typedef struct
{
  const char *remote_id;
  const char *remote_uri;
  const char *url;
  gint64 first_sent_at;
  guint part;          /* of a thread, that this is about; 0: it is one post */
  JsonArray *parts;    /* (nullable): where each of them is */
  JsonArray *attempts; /* (nullable): what was tried */
} AcImportedCopy;
/* Pictures whose bytes came before are the status's from now on. */
gboolean ac_store_import_status (AcStore *self,
                                 const char *person,
                                 AcStatus *status,
                                 const AcImportedCopy *copies,
                                 GError **error);

/* The ledger: what stood here before is let go; its last hash is kept in the line that says that
 * this one was imported. */
typedef struct
{
  char *origin;
  AcLedgerHead before;
  AcLedgerHead head;
  GHashTable *sorts; /* name → number */
} AcImportedLedger;
void ac_imported_ledger_clear (AcImportedLedger *self);
gboolean
ac_store_begin_ledger (AcStore *self, const char *person, AcImportedLedger *ledger, GError **error);
/* line was taken by the ledger's head already. */
gboolean ac_store_import_line (AcStore *self,
                               const char *person,
                               AcImportedLedger *ledger,
                               const char *text,
                               const AcLedgerLine *line,
                               GError **error);
gboolean ac_store_import_name (AcStore *self,
                               const char *person,
                               const char *mark,
                               const AcNamedAccount *account,
                               GError **error);
/* Writes that line, invalidates what was allowed, and tells who listens to look at everything. */
gboolean
ac_store_end_import (AcStore *self, const char *person, AcImportedLedger *ledger, GError **error);

G_END_DECLS
