/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-error.h"
#include "ac-found-account.h"

G_BEGIN_DECLS

typedef enum
{
  AC_LINK_ATTEMPT_WAITING, /* for the browser to come back */
  AC_LINK_ATTEMPT_WORKING, /* talking to the service */
  AC_LINK_ATTEMPT_DONE,    /* account_id is set */
  AC_LINK_ATTEMPT_FAILED,  /* error says why */
  AC_LINK_ATTEMPT_CANCELLED,
  AC_LINK_ATTEMPT_CODE,    /* for the code that was sent to number */
  AC_LINK_ATTEMPT_CONFIRM, /* for the person to say that what was found is the right account */
} AcLinkAttemptState;

/* One try to prove an account; lives in the backend's memory only. Properties: id, service, server,
 * state, error, authorization-url, number, account-id, expires-at, again-at. */
#define AC_TYPE_LINK_ATTEMPT (ac_link_attempt_get_type ())
G_DECLARE_FINAL_TYPE (AcLinkAttempt, ac_link_attempt, AC, LINK_ATTEMPT, GObject)

AcLinkAttempt *ac_link_attempt_new (const char *id,
                                    const char *service,
                                    const char *server) G_GNUC_WARN_UNUSED_RESULT;
AcLinkAttempt *ac_link_attempt_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_link_attempt_to_json (AcLinkAttempt *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_link_attempt_update (AcLinkAttempt *self, AcLinkAttempt *other);

const char *ac_link_attempt_get_id (AcLinkAttempt *self);
const char *ac_link_attempt_get_service (AcLinkAttempt *self);
const char *ac_link_attempt_get_server (AcLinkAttempt *self);
const char *ac_link_attempt_get_authorization_url (AcLinkAttempt *self);
/* Where the browser ends, when it can't come back by itself: the person pastes the address that it
 * shows then. (nullable) */
const char *ac_link_attempt_get_ends_at (AcLinkAttempt *self);
const char *ac_link_attempt_get_account_id (AcLinkAttempt *self);
AcLinkAttemptState ac_link_attempt_get_state (AcLinkAttempt *self);
AcError ac_link_attempt_get_error (AcLinkAttempt *self);
gint64 ac_link_attempt_get_expires_at (AcLinkAttempt *self);
/* Where it is done: the account was there before. */
gboolean ac_link_attempt_get_already (AcLinkAttempt *self);
/* Whom the service has let in; NULL: not known yet. */
const AcFoundAccount *ac_link_attempt_get_found (AcLinkAttempt *self);
/* Of AcFoundAccount, of which one must be taken; NULL: there is no choice. */
GPtrArray *ac_link_attempt_get_choices (AcLinkAttempt *self);
const char *ac_link_attempt_get_number (AcLinkAttempt *self);
/* When a code can be sent again, or 0. */
gint64 ac_link_attempt_get_again_at (AcLinkAttempt *self);
/* Whether the person or the service has still to do something. */
gboolean ac_link_attempt_is_open (AcLinkAttempt *self);

void ac_link_attempt_set_authorization_url (AcLinkAttempt *self, const char *url);
void ac_link_attempt_set_ends_at (AcLinkAttempt *self, const char *uri);
void ac_link_attempt_set_already (AcLinkAttempt *self, gboolean already);
/* Takes both; (nullable). */
void ac_link_attempt_set_found (AcLinkAttempt *self, AcFoundAccount *found, GPtrArray *choices);
void ac_link_attempt_set_account_id (AcLinkAttempt *self, const char *account_id);
void ac_link_attempt_set_state (AcLinkAttempt *self, AcLinkAttemptState state, AcError error);
void ac_link_attempt_set_expires_at (AcLinkAttempt *self, gint64 time_ms);
void ac_link_attempt_set_number (AcLinkAttempt *self, const char *number);
void ac_link_attempt_set_again_at (AcLinkAttempt *self, gint64 time_ms);

G_END_DECLS
