/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

#include "ac-http.h"

G_BEGIN_DECLS

/* Client half of OAuth 2.1: PKCE S256 (RFC 7636), state, iss (RFC 9207), PAR (RFC 9126), DPoP (RFC
 * 9449), server metadata (RFC 8414). Knows no service. */

/* What one attempt to sign in must remember until the browser comes back. */
#define AC_TYPE_OAUTH_ATTEMPT (ac_oauth_attempt_get_type ())
G_DECLARE_FINAL_TYPE (AcOauthAttempt, ac_oauth_attempt, AC, OAUTH_ATTEMPT, GObject)

AcOauthAttempt *ac_oauth_attempt_new (const char *redirect_uri) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_oauth_attempt_get_redirect_uri (AcOauthAttempt *self);
const char *ac_oauth_attempt_get_state (AcOauthAttempt *self);
char *ac_oauth_attempt_get_challenge (AcOauthAttempt *self) G_GNUC_WARN_UNUSED_RESULT;
SecretValue *ac_oauth_attempt_get_verifier (AcOauthAttempt *self);
/* Comes back in the ID token (OpenID Connect Core §3.1.2.1). */
const char *ac_oauth_attempt_get_nonce (AcOauthAttempt *self);
/* Who was asked. No other may stand in `iss` (RFC 9207); promised says that one must stand there.
 */
void ac_oauth_attempt_expect_issuer (AcOauthAttempt *self, const char *issuer, gboolean promised);

/* Takes the address the browser came back to apart: exact redirect address, state, iss, then code
 * or error. Each parameter may stand there once. AC_ERROR_SIGN_IN_REFUSED when the person said no,
 * AC_ERROR_INVALID otherwise. */
SecretValue *ac_oauth_attempt_read_response (AcOauthAttempt *self,
                                             const char *uri,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ES256 keys and proofs (RFC 7515, 7517, 7638, 9449) on GnuTLS: libjose brings jansson, whose
 * symbols clash with json-glib's. */
SecretValue *ac_jose_key_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* method and uri of the request (query and fragment are left out as the RFC says); nonce and
 * access_token may be NULL. */
char *ac_jose_dpop_proof (SecretValue *key,
                          const char *method,
                          const char *uri,
                          const char *nonce,
                          SecretValue *access_token,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts token (which may be NULL) and a proof of key into request; without a key the token is a
 * bearer token (RFC 6750). AC_ERROR_FAILED. */
gboolean ac_oauth_authorize (AcHttpRequest *request,
                             SecretValue *key,
                             const char *nonce,
                             SecretValue *token,
                             GError **error);
/* Inside a fiber: authorizes and sends request; once more when the server wants its nonce in the
 * proof (RFC 9449 §8, §9). nonce holds the server's latest, and is replaced. Answers whatever the
 * status; errors as ac_http_send(). */
AcHttpResponse *ac_oauth_send (AcHttp *http,
                               AcHttpRequest *request,
                               SecretValue *key,
                               SecretValue *token,
                               char **nonce,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* As ac_oauth_send(), for the stream of ac_http_open(). */
GInputStream *ac_oauth_open (AcHttp *http,
                             AcHttpRequest *request,
                             SecretValue *key,
                             SecretValue *token,
                             char **nonce,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
