/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An account as it was when something was written down about it; it may be gone. */
typedef struct
{
  char *id;
  char *service;
  char *handle;
} AcNamedAccount;

void ac_named_account_clear (AcNamedAccount *self);
void ac_named_account_set (AcNamedAccount *self,
                           const char *id,
                           const char *service,
                           const char *handle);
/* AC_ERROR_BAD_REPLY unless object is exactly the schema. */
gboolean ac_named_account_read (JsonObject *object, AcNamedAccount *self, GError **error);
JsonObject *ac_named_account_write (const AcNamedAccount *self) G_GNUC_WARN_UNUSED_RESULT;
/* Reads least to most of them from the member `accounts`; those not there are left empty.
 * AC_ERROR_BAD_REPLY. */
gboolean ac_named_accounts_read (
    JsonObject *object, AcNamedAccount *accounts, guint least, guint most, GError **error);
void ac_named_accounts_write (JsonObject *object, const AcNamedAccount *accounts, guint most);

G_END_DECLS
