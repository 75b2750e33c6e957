/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

/* The server's half of DPoP (RFC 9449 §4.3): what a request must have that comes with a token that
 * is bound to a key. */
typedef struct
{
  const char *method;     /* of the request */
  const char *origin;     /* where people reach the server, as ac_http_origin() writes it */
  const char *path;       /* of the request, as it came */
  SecretValue *token;     /* of the request */
  const char *thumbprint; /* of the key that token is bound to (`cnf.jkt`, RFC 7638) */
  gint64 now_ms;          /* wall clock */
  gint64 leeway_ms;       /* how far the proof's own time may be from now, both ways */
} AcDpopRules;

/* The claims of a proof that is good by rules: `jti`, and `nonce` if it has one. Whether the nonce
 * is the server's, and whether the proof came before, is the caller's to find out. Only ES256 is
 * taken, with a public key in the header and nothing else that names one. AC_ERROR_INVALID. */
JsonObject *ac_dpop_verify (const char *proof,
                            const AcDpopRules *rules,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
