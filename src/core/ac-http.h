/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsecret/secret.h>
#include <libsoup/soup.h>

#include "ac-error.h"
#include "ac-http-address.h"
#include "ac-http-tally.h"
#include "ac-json.h"

G_BEGIN_DECLS

/* The one HTTP client of the project. Every request has a deadline and caps on the size of its
 * answer, follows no redirect, keeps no cookie, uses TLS 1.2 or better, and reaches public
 * addresses only. */

#define AC_TYPE_HTTP (ac_http_get_type ())
G_DECLARE_FINAL_TYPE (AcHttp, ac_http, AC, HTTP, GObject)

#define AC_TYPE_HTTP_REQUEST (ac_http_request_get_type ())
G_DECLARE_FINAL_TYPE (AcHttpRequest, ac_http_request, AC, HTTP_REQUEST, GObject)

#define AC_TYPE_HTTP_RESPONSE (ac_http_response_get_type ())
G_DECLARE_FINAL_TYPE (AcHttpResponse, ac_http_response, AC, HTTP_RESPONSE, GObject)

/* Must run first in main(), before any GIO call: fixes the TLS floor. */
void ac_http_set_up (void);

AcHttp *ac_http_new (AcHttpReach reach) G_GNUC_WARN_UNUSED_RESULT;
AcHttp *ac_http_new_for_socket (const char *socket_path) G_GNUC_WARN_UNUSED_RESULT;
AcHttpReach ac_http_get_reach (AcHttp *self);
/* A length of time: usual, or the lesser one that an environment variable says where services on
 * loopback are allowed, which is for tests. */
guint ac_http_get_length_ms (AcHttp *self, const char *variable, guint usual);

/* Whether each request tells that the person's data is not to be sold or shared: `Sec-GPC: 1`
 * (Global Privacy Control). */
void ac_http_set_opted_out (AcHttp *self, gboolean on);

/* The connections are gone, as after a sleep of the computer: what is under way fails at once
 * rather than at its deadline, with AC_ERROR_UNKNOWN_OUTCOME if it may have arrived, else with
 * AC_ERROR_UNREACHABLE. */
void ac_http_lose_all (AcHttp *self);

/* Checks an address typed by a person or sent by a service: scheme by reach, host, no user info, no
 * backslash, no control or non-ASCII characters. `host` alone becomes https://host.
 * AC_ERROR_INVALID, AC_ERROR_ADDRESS_REFUSED. */
GUri *
ac_http_parse_address (AcHttp *self, const char *address, GError **error) G_GNUC_WARN_UNUSED_RESULT;

AcHttpRequest *ac_http_request_new (const char *method, const char *uri) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_http_request_get_method (AcHttpRequest *self);
const char *ac_http_request_get_uri (AcHttpRequest *self);
void ac_http_request_set_header (AcHttpRequest *self, const char *name, const char *value);
void
ac_http_request_set_authorization (AcHttpRequest *self, const char *scheme, SecretValue *token);
void ac_http_request_set_body (AcHttpRequest *self, const char *content_type, GBytes *body);
void ac_http_request_set_json (AcHttpRequest *self, JsonNode *node);
/* name, value, …, NULL as application/x-www-form-urlencoded; a NULL value leaves its name out. */
void
ac_http_request_set_form (AcHttpRequest *self, const char *first_name, ...) G_GNUC_NULL_TERMINATED;
void ac_http_request_set_max_size (AcHttpRequest *self, gsize bytes); /* decoded; default 4 MiB */
/* What is longer is cut there; otherwise it is AC_ERROR_TOO_LARGE. */
void ac_http_request_set_may_cut (AcHttpRequest *self, gboolean may_cut);
void ac_http_request_set_deadline (AcHttpRequest *self,
                                   guint seconds); /* whole exchange; default 30 s */
/* No byte is sent from that moment on (ac_clock_boot_ms()), however long it took to get a
 * connection: then it was unsent, AC_ERROR_TIMED_OUT. 0: no such moment. */
void ac_http_request_set_begin_before (AcHttpRequest *self, gint64 boot_ms);

/* Where it is written down what goes over the wire for it; (nullable). */
void ac_http_request_set_tally (AcHttpRequest *self, AcHttpTally *tally);

/* Cancelling scope gives the exchange up: AC_ERROR_CANCELLED. */
void ac_http_request_set_scope (AcHttpRequest *self, GCancellable *scope);

/* Resolves to an AcHttpResponse whatever its status. Rejects with AC_ERROR_UNREACHABLE, _TLS,
 * _ADDRESS_REFUSED, _TIMED_OUT, _TOO_LARGE, _BAD_REPLY, _CANCELLED, _UNKNOWN_OUTCOME. */
DexFuture *ac_http_send (AcHttp *self, AcHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/* Whether not one byte of the request, as it was sent last, can have reached the server. */
gboolean ac_http_request_was_unsent (AcHttpRequest *self);

/* For server-sent events: resolves to a GInputStream once the header of a 200 answer has arrived;
 * no size cap and no deadline after that. Any other status rejects with AC_ERROR_BAD_REPLY; the
 * answer stays with the request. */
DexFuture *ac_http_open (AcHttp *self, AcHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): what came instead of the stream. */
AcHttpResponse *ac_http_request_get_refusal (AcHttpRequest *self);

guint ac_http_response_get_status (AcHttpResponse *self);
GBytes *ac_http_response_get_body (AcHttpResponse *self);
const char *ac_http_response_get_header (AcHttpResponse *self, const char *name);
/* By how much our clock is ahead of that of whoever answered, ms; 0: it isn't, or nobody says. */
gint64 ac_http_response_get_lead_ms (AcHttpResponse *self);
gboolean ac_http_response_is_success (AcHttpResponse *self);
/* Sets error for an answer that is no success: AC_ERROR_RATE_LIMITED, _SERVICE_FAILED, refused for
 * another error of the client, else _BAD_REPLY. Always FALSE. */
gboolean ac_http_response_refuse (AcHttpResponse *self, AcError refused, GError **error);
/* Answer as a checked JSON object; AC_ERROR_BAD_REPLY when it is anything else. */
JsonObject *ac_http_response_get_object (AcHttpResponse *self,
                                         const AcJsonField *fields,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a 400 or 401 is about name: in WWW-Authenticate (RFC 6750 §3) or in the "error" member.
 */
gboolean ac_http_response_names_error (AcHttpResponse *self, const char *name);
/* The "error" member of the answer (RFC 6749 §5.2), when it is a string. */
char *ac_http_response_get_error_name (AcHttpResponse *self) G_GNUC_WARN_UNUSED_RESULT;
JsonArray *ac_http_response_get_array (AcHttpResponse *self,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Unix ms when the server will take requests again (Retry-After, RateLimit-Reset,
 * X-RateLimit-Reset), or 0. */
gint64 ac_http_response_get_retry_at (AcHttpResponse *self);
/* The same where the server took this one and says that it was the last (RateLimit-Remaining,
 * X-RateLimit-Remaining). */
gint64 ac_http_response_get_used_up_until (AcHttpResponse *self);

G_END_DECLS
