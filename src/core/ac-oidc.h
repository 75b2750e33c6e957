/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-oauth.h"

G_BEGIN_DECLS

/* One client at one OpenID provider, asking for tokens of one resource (OpenID Connect Core 1.0 and
 * Discovery 1.0, RFC 6749, RFC 8707). All functions that talk to the provider wait inside a fiber.
 * They fail with the errors of ac_http_send(), AC_ERROR_BAD_REPLY for an answer that is not to be
 * believed, AC_ERROR_SIGN_IN_REFUSED, AC_ERROR_RATE_LIMITED and AC_ERROR_SERVICE_FAILED. */
#define AC_TYPE_OIDC (ac_oidc_get_type ())
G_DECLARE_FINAL_TYPE (AcOidc, ac_oidc, AC, OIDC, GObject)

typedef struct
{
  SecretValue *access_token;
  SecretValue *refresh_token; /* (nullable): none was given */
  char *subject;              /* (nullable): a refresh need not tell it again */
  char *person;               /* (nullable): what the person is called there, for people to read */
  gint64 expires_at;          /* Unix ms, 0: not told */
} AcOidcTokens;

void ac_oidc_tokens_free (AcOidcTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcOidcTokens, ac_oidc_tokens_free)

/* What the person needs to say yes on another device (RFC 8628 §3.2). */
typedef struct
{
  char *user_code;
  char *verification_uri;
  char *verification_uri_complete; /* (nullable): with the code in it */
  SecretValue *device_code;
  gint64 expires_at; /* monotonic, µs */
  guint interval;    /* seconds */
} AcOidcDevice;

void ac_oidc_device_free (AcOidcDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcOidcDevice, ac_oidc_device_free)

/* Reads the provider's own description. issuer must be named there exactly, every endpoint be an
 * address that http reaches. AC_ERROR_NOT_A_SERVICE when there is no provider. */
AcOidc *ac_oidc_discover (AcHttp *http,
                          const char *issuer,
                          const char *client_id,
                          const char *resource,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_oidc_get_issuer (AcOidc *self);

/* The key that tokens are bound to (RFC 9449): made when the provider offers it, or the one that
 * the tokens at hand are bound to. NULL: bearer tokens. */
gboolean ac_oidc_make_key (AcOidc *self, GError **error);
void ac_oidc_set_key (AcOidc *self, SecretValue *key);
SecretValue *ac_oidc_get_key (AcOidc *self);

/* The address for the browser; what was asked for is pushed where the provider takes it (RFC
 * 9126). */
char *
ac_oidc_begin (AcOidc *self, AcOauthAttempt *attempt, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* response_uri: where the browser came back to. Errors as ac_oauth_attempt_read_response(). */
AcOidcTokens *ac_oidc_finish (AcOidc *self,
                              AcOauthAttempt *attempt,
                              const char *response_uri,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ac_oidc_has_device_codes (AcOidc *self);
/* RFC 8628. AC_ERROR_NOT_FOUND when the provider has no such way. */
AcOidcDevice *ac_oidc_begin_device (AcOidc *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Until the person said yes or no; AC_ERROR_TIMED_OUT when they did neither in time. Cancelling
 * scope (nullable) ends the wait before the next question. */
AcOidcTokens *ac_oidc_wait_for_device (AcOidc *self,
                                       const AcOidcDevice *device,
                                       GCancellable *scope,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* subject: who signed in, and no other may come back. AC_ERROR_SIGN_IN_REQUIRED when the provider
 * takes the refresh token no longer. */
AcOidcTokens *ac_oidc_refresh (AcOidc *self,
                               SecretValue *refresh_token,
                               const char *subject,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* RFC 7009; TRUE as well where the provider takes nothing back. */
gboolean ac_oidc_revoke (AcOidc *self, SecretValue *refresh_token, GError **error);
/* For the browser (RP-Initiated Logout 1.0), or NULL where the provider has no such page. */
char *ac_oidc_get_end_address (AcOidc *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
