/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-http.h"
#include "ac-jwt.h"

G_BEGIN_DECLS

/* The OpenID provider whose tokens are taken: its keys, found through its metadata (OpenID Connect
 * Discovery 1.0), cached, and kept while it is away. */
#define AC_TYPE_ISSUER (ac_issuer_get_type ())
G_DECLARE_FINAL_TYPE (AcIssuer, ac_issuer, AC, ISSUER, GObject)

AcIssuer *ac_issuer_new (AcHttp *http, const char *issuer) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_issuer_get_name (AcIssuer *self);
/* (nullable): none is named, or nothing was fetched yet. */
const char *ac_issuer_get_introspection_endpoint (AcIssuer *self);
/* (transfer full); NULL before the first successful fetch. */
AcKeySet *ac_issuer_dup_keys (AcIssuer *self) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE once keys are there; old ones are fetched again meanwhile. What kept us from
 * fetching them otherwise. */
DexFuture *ac_issuer_prepare (AcIssuer *self) G_GNUC_WARN_UNUSED_RESULT;
/* Fetches again, because a token names a key that is not known. AC_ERROR_NOT_FOUND when that was
 * done within the last minute. */
DexFuture *ac_issuer_refresh (AcIssuer *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
