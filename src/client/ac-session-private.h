/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-redirect.h"
#include "ac-session.h"

G_BEGIN_DECLS

struct _AcSession
{
  GObject parent_instance;
  AcHttp *http;
  char *id;
  char *name;
  char *address;
  char *issuer;
  char *client_id;
  char *subject;
  char *person; /* (nullable) */
  gint64 since; /* Unix ms */
  gboolean signing_out;
  AcOidc *oidc;            /* (nullable): once it was needed */
  AcOauthAttempt *attempt; /* (nullable): under way */
  AcRedirect *redirect;
  GCancellable *scope;  /* of the sign-in under way */
  DexPromise *response; /* of the browser */
  SecretValue *key;     /* (nullable): what access_token is bound to */
  SecretValue *access_token;
  gint64 expires_at;
  char *nonce; /* (nullable): the backend's latest */
};

/* Takes tokens, and keeps them; what can't be kept, or came after scope was cancelled, is given
 * back. */
gboolean
ac_session_keep (AcSession *self, AcOidcTokens *tokens, GCancellable *scope, GError **error);
gboolean ac_session_discover (AcSession *self, GError **error);
void ac_session_set_signing_out (AcSession *self, gboolean signing_out);

G_END_DECLS
