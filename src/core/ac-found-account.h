/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"

G_BEGIN_DECLS

/* Whom a service has let in, as far as a person needs it to tell whether it is the right account.
 */
typedef struct
{
  char *remote_id;
  char *handle;
  char *display_name; /* (nullable) */
  char *picture_url;  /* (nullable) */
} AcFoundAccount;

AcFoundAccount *ac_found_account_new (AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;
AcFoundAccount *ac_found_account_copy (const AcFoundAccount *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_found_account_free (AcFoundAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcFoundAccount, ac_found_account_free)
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcFoundAccount *ac_found_account_from_json (JsonNode *node,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_found_account_to_json (const AcFoundAccount *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
