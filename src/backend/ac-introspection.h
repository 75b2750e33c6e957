/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-hosted-config.h"
#include "ac-issuer.h"

G_BEGIN_DECLS

/* What the provider says of tokens that say nothing themselves (RFC 7662). Its answers are believed
 * for a minute at most, and not beyond the token's end. */
#define AC_TYPE_INTROSPECTION (ac_introspection_get_type ())
G_DECLARE_FINAL_TYPE (AcIntrospection, ac_introspection, AC, INTROSPECTION, GObject)

AcIntrospection *ac_introspection_new (AcHttp *http,
                                       AcIssuer *issuer,
                                       AcHostedConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to what is claimed for an active token (a JsonObject, boxed), which has a `sub`. It must
 * be for us: by its `aud` or, where the provider names none, by our own `client_id`.
 * AC_ERROR_INVALID when it is not good here; whatever kept us from finding out otherwise. */
DexFuture *ac_introspection_ask (AcIntrospection *self,
                                 SecretValue *token) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
