/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsecret/secret.h>

#include "ac-account.h"

G_BEGIN_DECLS

/* What a connector needs to act for one account: who it is and its credentials. One object per
 * account and process, so that a refresh of its tokens is one refresh. */

typedef enum
{
  AC_CREDENTIAL_ACCESS_TOKEN,
  AC_CREDENTIAL_REFRESH_TOKEN,
  AC_CREDENTIAL_DPOP_KEY,
  AC_CREDENTIAL_CLIENT_ID,
  AC_CREDENTIAL_CLIENT_SECRET,
  AC_CREDENTIAL_TOKEN_ENDPOINT,
  AC_CREDENTIAL_REVOCATION_ENDPOINT,
  AC_CREDENTIAL_ISSUER,
  AC_CREDENTIAL_SOFTWARE, /* no secret: the server's version, which says how it behaves */
  AC_N_CREDENTIALS,
} AcCredential;

typedef struct _AcAccess AcAccess;

/* What whoever keeps the credentials does. */
typedef struct
{
  /* Stores rotated credentials durably before they are used; resolves to TRUE. */
  DexFuture *(*save) (AcAccess *access, SecretValue *packed, gpointer user_data);
  /* Before tokens are renewed: resolves to TRUE when it is this process's turn, and to FALSE when
   * the access has newer ones by now. (nullable) */
  DexFuture *(*lock) (AcAccess *access, gpointer user_data);
  /* They could not be renewed, or not stored: resolves to TRUE when the access has newer ones by
   * now. (nullable) */
  DexFuture *(*give_up) (AcAccess *access, gpointer user_data);
} AcAccessKeeping;

#define AC_TYPE_ACCESS (ac_access_get_type ())
G_DECLARE_FINAL_TYPE (AcAccess, ac_access, AC, ACCESS, GObject)

AcAccess *ac_access_new (AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;
AcAccount *ac_access_get_account (AcAccess *self);
SecretValue *ac_access_get_credential (AcAccess *self,
                                       AcCredential which); /* (transfer none) (nullable) */
void ac_access_set_credential (AcAccess *self, AcCredential which, SecretValue *value);
gint64 ac_access_get_expires_at (AcAccess *self); /* of the access token; 0: does not expire */
void ac_access_set_expires_at (AcAccess *self, gint64 time_ms);
/* The last nonce an origin gave us for DPoP; memory only. */
const char *ac_access_get_nonce (AcAccess *self, const char *origin);
void ac_access_set_nonce (AcAccess *self, const char *origin, const char *nonce);

/* (nullable): what the service calls the message that proves the account; memory only. */
const char *ac_access_get_message_id (AcAccess *self);
void ac_access_set_message_id (AcAccess *self, const char *id);

/* All credentials as one secret for the vault, and back. */
SecretValue *ac_access_pack (AcAccess *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_access_unpack (AcAccess *self, SecretValue *packed, GError **error);

void ac_access_set_keeping (AcAccess *self,
                            const AcAccessKeeping *keeping,
                            gpointer user_data,
                            GDestroyNotify destroy);
/* Resolves to TRUE when what the access holds now is on disk. */
DexFuture *ac_access_save (AcAccess *self) G_GNUC_WARN_UNUSED_RESULT;
/* Runs refresh, or waits for the one under way. */
DexFuture *ac_access_refresh_once (AcAccess *self,
                                   DexFuture *(*refresh) (AcAccess *self, gpointer user_data),
                                   gpointer user_data,
                                   GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
