/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-oidc.h"

G_BEGIN_DECLS

struct _AcOidc
{
  GObject parent_instance;
  AcHttp *http;
  JsonObject *metadata; /* checked */
  char *client_id;
  char *resource;
  SecretValue *key; /* (nullable) */
  char *nonce;      /* (nullable): the provider's latest, for proofs */
};

/* What sign-ins ask for: to stay, and the person's name where the provider tells it. */
const char *ac_oidc_get_scope (AcOidc *self);

/* Sends request, a POST with its form, with a proof of the key if there is one. */
AcHttpResponse *
ac_oidc_post (AcOidc *self, AcHttpRequest *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The tokens of a good answer of the token endpoint. nonce: what was asked with, or NULL; id_token:
 * whether one must be there. */
AcOidcTokens *ac_oidc_take_tokens (AcOidc *self,
                                   AcHttpResponse *response,
                                   const char *nonce,
                                   gboolean id_token,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
