/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access-cache.h"
#include "ac-connectors.h"
#include "ac-link-attempt.h"
#include "ac-gate.h"
#include "ac-outbox.h"

G_BEGIN_DECLS

/* Sign-ins under way, in memory only: when the backend dies, or the person cancels, nothing is left
 * behind. What they are asked about stands in the store, too, to be given back at the service. Each
 * belongs to a person; another's is not found. Emits "changed" (const char *person, AcLinkAttempt
 * *). */
#define AC_TYPE_LINK_ATTEMPTS (ac_link_attempts_get_type ())
G_DECLARE_FINAL_TYPE (AcLinkAttempts, ac_link_attempts, AC, LINK_ATTEMPTS, GObject)

AcLinkAttempts *ac_link_attempts_new (AcConnectors *connectors,
                                      AcAccessCache *accesses,
                                      AcStore *store,
                                      AcOutbox *outbox,
                                      AcGate *gate) G_GNUC_WARN_UNUSED_RESULT;

/* Only in a fiber. account_id: sign in again to this account and no other, or NULL. redirect_uri:
 * where somebody else waits for the browser, for ac_link_attempts_respond(); NULL: we do. */
AcLinkAttempt *ac_link_attempts_begin (AcLinkAttempts *self,
                                       const char *person,
                                       const char *service,
                                       const char *server,
                                       const char *account_id,
                                       const char *redirect_uri,
                                       gboolean confirm,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Only in a fiber. Sends a code to a number as it was typed, with its country code; then the
 * attempt waits for ac_link_attempts_prove(). AC_ERROR_INVALID, AC_ERROR_RATE_LIMITED, and as
 * ac_connector_send_code(). */
AcLinkAttempt *ac_link_attempts_begin_with_code (AcLinkAttempts *self,
                                                 const char *person,
                                                 const char *service,
                                                 const char *typed,
                                                 const char *account_id,
                                                 gboolean confirm,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Only in a fiber. */
AcLinkAttempt *ac_link_attempts_send_again (AcLinkAttempts *self,
                                            const char *person,
                                            const char *id,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Only in a fiber: the account is stored when typed is the code. AC_ERROR_WRONG_CODE. */
AcLinkAttempt *ac_link_attempts_prove (AcLinkAttempts *self,
                                       const char *person,
                                       const char *id,
                                       const char *typed,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The message with this id at the service was not delivered: when it had the code that an attempt
 * waits for, that attempt has failed. */
void ac_link_attempts_fail_message (AcLinkAttempts *self, const char *message_id, AcError reason);
/* Only in a fiber: asks about the account of an access that was got otherwise. */
AcLinkAttempt *ac_link_attempts_take (AcLinkAttempts *self,
                                      const char *person,
                                      AcConnector *connector,
                                      const char *server,
                                      const char *account_id,
                                      AcAccess *access,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Only in a fiber: it is the right account, or the one of the choices with this id at the service.
 * AC_ERROR_CONFLICT, AC_ERROR_INVALID, AC_ERROR_QUOTA_REACHED. */
AcLinkAttempt *ac_link_attempts_confirm (AcLinkAttempts *self,
                                         const char *person,
                                         const char *id,
                                         const char *remote_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
AcLinkAttempt *ac_link_attempts_get (AcLinkAttempts *self,
                                     const char *person,
                                     const char *id,
                                     GError **error); /* (transfer none) */
/* The address the browser ended at. AC_ERROR_INVALID when it is not of this attempt, which then
 * goes on waiting. */
gboolean ac_link_attempts_respond (
    AcLinkAttempts *self, const char *person, const char *id, const char *uri, GError **error);
gboolean
ac_link_attempts_cancel (AcLinkAttempts *self, const char *person, const char *id, GError **error);
void ac_link_attempts_cancel_all (AcLinkAttempts *self, const char *person);
/* Of everybody. */
guint ac_link_attempts_get_n_open (AcLinkAttempts *self);

G_END_DECLS
