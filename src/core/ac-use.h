/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-ledger.h"
#include "ac-named-account.h"

G_BEGIN_DECLS

/* One use of a person's data as the API tells it: a line of the ledger with its account's name.
 * Never changes. */
#define AC_TYPE_USE (ac_use_get_type ())
G_DECLARE_FINAL_TYPE (AcUse, ac_use, AC, USE, GObject)

/* The account of line, its mark, is left out; account has no id where it is about none, or its name
 * was erased. */
AcUse *ac_use_new (const AcLedgerLine *line,
                   const AcNamedAccount *account) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcUse *ac_use_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_use_to_json (AcUse *self) G_GNUC_WARN_UNUSED_RESULT;

const AcLedgerLine *ac_use_get_line (AcUse *self);
const AcNamedAccount *ac_use_get_account (AcUse *self);
const char *ac_use_get_cursor (AcUse *self);

G_END_DECLS
