/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON Web Signatures in compact form (RFC 7515, 7519, 8725) against a key set (RFC 7517). */

typedef struct _AcKeySet AcKeySet; /* immutable, atomically ref-counted */

/* Keys of a kind that is not known here are left out. So are keys for
 * something else (`use`, `key_ops`) and RSA keys below 2048 bits. AC_ERROR_INVALID when it is no
 * key set, or none of its keys can be used. */
AcKeySet *ac_key_set_parse (GBytes *jwks, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AcKeySet *ac_key_set_ref (AcKeySet *self);
void ac_key_set_unref (AcKeySet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcKeySet, ac_key_set_unref)

typedef struct
{
  const char *type;       /* required `typ` ("at+jwt"; media type prefix application/ allowed), or
                             NULL: absent or "JWT" */
  const char *issuer;     /* exact */
  const char *audience;   /* must be among `aud` */
  const char *authorized; /* `azp`, if it is there and when `aud` has several values; or NULL */
  const char *nonce;      /* exact, or NULL when none was asked for */
  gint64 now_ms;          /* wall clock */
  gint64 leeway_ms;
} AcJwtRules;

/* The claims of a token that is good by rules. The algorithm comes from the key (ES256, ES384,
 * RS256, PS256, EdDSA), never from the token alone; `none`, HS*, crit, b64, jku, x5u and jwk are
 * refused. AC_ERROR_INVALID: malformed, or refused by a rule; AC_ERROR_NOT_FOUND: signed with a key
 * that is not in the set (fetch it again). */
JsonObject *ac_jwt_verify (const char *token,
                           AcKeySet *keys,
                           const AcJwtRules *rules,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a token with these claims is for audience (RFC 7519 §4.1.3). */
gboolean ac_jwt_has_audience (JsonObject *claims, const char *audience);

G_END_DECLS
