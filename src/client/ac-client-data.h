/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-receipt.h"
#include "ac-transfer.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* All of a person's data, in one file. Both end with AC_ERROR_CANCELLED when the transfer is
 * cancelled. */

/* Writes the export to file. overwrite: somebody was asked. Whatever goes wrong, what was there
 * before stays, for it is written beside it, to a hidden file that only a killed program leaves
 * behind. AC_ERROR_CONFLICT: there is such a file; AC_ERROR_STORAGE; AC_ERROR_STORAGE_FULL; as
 * ac_wire_send(). Resolves to TRUE. */
DexFuture *ac_client_export (AcClient *self, GFile *file, gboolean overwrite, AcTransfer *transfer)
    G_GNUC_WARN_UNUSED_RESULT;
/* Brings an export back. AC_ERROR_CONFLICT: there is something here; AC_ERROR_INVALID: it is no
 * export, or damaged; AC_ERROR_NOT_FOUND: there is no such file. Resolves to the JsonNode of what
 * came back: ImportCounts of the API. */
DexFuture *
ac_client_import (AcClient *self, GFile *file, AcTransfer *transfer) G_GNUC_WARN_UNUSED_RESULT;

/* Every service is told, for as long as it takes; then everything is deleted. Meanwhile `erasing`
 * of AcBackendInfo is set, and each account has an AcUndoing. Resolves to TRUE once it has begun.
 */
DexFuture *ac_client_begin_erasure (AcClient *self, AcCopies copies) G_GNUC_WARN_UNUSED_RESULT;
/* The same, but each service is told once and not waited for. Resolves to the receipt. */
DexFuture *ac_client_erase_now (AcClient *self, AcCopies copies) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a JsonNode, of which ac_client_read_erasure() gives the id of the last erasure's
 * receipt; NULL: there is none. */
DexFuture *ac_client_load_erasure (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;
char *ac_client_read_erasure (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
