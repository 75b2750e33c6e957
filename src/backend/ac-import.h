/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connectors.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* An export on its way back: the file lies in a place that has no name, and is gone with the
 * process. */
typedef struct
{
  char *id;
  char *person;
  int fd;
  gint64 size;
  gint64 used_at; /* monotonic, µs */
  int cancelled;  /* atomic: any thread */
  gboolean running;
  AcConnectors *connectors;
  guint max_accounts; /* 0: as many as there are */
} AcImport;

typedef struct
{
  guint accounts;
  guint links;
  guint choices;
  guint statuses;
  guint pictures;
  guint receipts;
  gint64 lines; /* of the ledger */
} AcImportCounts;

AcImport *ac_import_ref (AcImport *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_import_unref (AcImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcImport, ac_import_unref)

/* Reads the whole of it. store NULL: it is only checked; otherwise it is written, in the
 * transaction under way. AC_ERROR_INVALID: it is no export, is damaged, or is more than may be;
 * AC_ERROR_CONFLICT: there is something here already; AC_ERROR_CANCELLED. Blocks. */
gboolean ac_import_read (AcImport *self, AcStore *store, AcImportCounts *counts, GError **error);
/* The same check in a thread of its own; resolves to TRUE. */
DexFuture *ac_import_check (AcImport *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
