/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-doorman.h"
#include "ac-hosted-config.h"
#include "ac-http.h"
#include "ac-sessions.h"

G_BEGIN_DECLS

/* Takes JWT access tokens (RFC 9068) and, when the configuration wants it, others that the provider
 * is asked about (RFC 7662): as bearer tokens (RFC 6750), unless the configuration wants
 * them bound, or bound to a key (RFC 9449), then with a proof. AC_ERROR_BACKEND_UNAVAILABLE when it
 * can't be told now whether a token is good. The person's id follows from issuer and subject, so
 * that every process finds the same one. Each sign-in is a session, which may be ended. */
#define AC_TYPE_TOKEN_DOORMAN (ac_token_doorman_get_type ())
G_DECLARE_FINAL_TYPE (AcTokenDoorman, ac_token_doorman, AC, TOKEN_DOORMAN, GObject)

AcTokenDoorman *ac_token_doorman_new (AcHttp *http,
                                      AcHostedConfig *config,
                                      AcSessions *sessions) G_GNUC_WARN_UNUSED_RESULT;

/* The person of a subject: a UUID of version 8 (RFC 9562) from a hash of both names. */
char *ac_token_doorman_name_person (const char *issuer,
                                    const char *subject) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
