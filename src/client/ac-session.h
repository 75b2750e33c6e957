/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-oidc.h"

G_BEGIN_DECLS

/* A sign-in at a hosted backend. Its refresh token and the key that it is bound to stand in the
 * keyring, its access token in memory; what is no secret stands in an index of the person's own
 * (ac-session-index.h). All functions that talk to somebody wait inside a fiber, and fail as AcOidc
 * and AcKeyring do. Property: signing-out. */
#define AC_TYPE_SESSION (ac_session_get_type ())
G_DECLARE_FINAL_TYPE (AcSession, ac_session, AC, SESSION, GObject)

/* Asks the backend at address who signs people in there (RFC 9728) and him for his description.
 * AC_ERROR_NOT_A_SERVICE when there is no such backend. A backend that the index knows is signed in
 * to again. */
AcSession *
ac_session_begin (AcHttp *http, const char *address, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A session of the index. */
AcSession *ac_session_new_for_json (AcHttp *http,
                                    JsonObject *object,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_session_to_json (AcSession *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_session_get_id (AcSession *self);
const char *ac_session_get_name (AcSession *self);    /* host[:port] */
const char *ac_session_get_address (AcSession *self); /* origin */
const char *ac_session_get_issuer (AcSession *self);
const char *ac_session_get_person (AcSession *self); /* as people there call whom it is */
gint64 ac_session_get_since (AcSession *self);       /* Unix ms */
AcHttp *ac_session_get_http (AcSession *self);

/* Through the browser: the address to open, and the wait for it to come back, ten minutes at most
 * (AC_ERROR_TIMED_OUT). */
char *ac_session_begin_browser (AcSession *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_session_finish_browser (AcSession *self, GError **error);
/* Nobody waits for this sign-in any more: the address that the browser would come back to closes,
 * and what the server still gives is given back. */
void ac_session_cancel (AcSession *self);
/* What the browser came back to, for when it could not come back by itself (RFC 8252 §8.1).
 * AC_ERROR_INVALID for any other address; the wait goes on. */
gboolean ac_session_take_response (AcSession *self, const char *uri, GError **error);
/* With a code on another device (RFC 8628), where the provider offers it. */
gboolean ac_session_has_device_codes (AcSession *self);
AcOidcDevice *ac_session_begin_device (AcSession *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_session_finish_device (AcSession *self, const AcOidcDevice *device, GError **error);

/* Sends a request to the backend with a good access token, once more when the backend wants its
 * nonce in the proof. The token is renewed when it ends within a minute or was refused, by one
 * process of this person at a time. AC_ERROR_SIGN_IN_REQUIRED. */
AcHttpResponse *
ac_session_send (AcSession *self, AcHttpRequest *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for the stream of ac_http_open(). */
GInputStream *
ac_session_open (AcSession *self, AcHttpRequest *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the sign-in: at once for every program here, and then at the provider, which gets the
 * refresh token back (RFC 7009). When that can't be done now the session stays in the index,
 * signing-out, and the same call tries again. end_address: (nullable) a page where the person ends
 * their sign-in at the provider, too. AC_ERROR_STORAGE when nothing was done. */
gboolean ac_session_sign_out (AcSession *self, char **end_address, GError **error);
gboolean ac_session_get_signing_out (AcSession *self);
/* Tries again wherever that is still to be done. */
void ac_session_settle (AcHttp *http);
/* For a provider that is never reached again: forgets the refresh token without giving it back. */
gboolean ac_session_forget (AcSession *self, GError **error);

G_END_DECLS
