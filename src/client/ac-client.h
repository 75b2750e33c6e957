/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsecret/secret.h>

#include "ac-account.h"
#include "ac-availability.h"
#include "ac-backend-info.h"
#include "ac-client-state.h"
#include "ac-device.h"
#include "ac-link-attempt.h"
#include "ac-service-item.h"
#include "ac-session.h"
#include "ac-status.h"

G_BEGIN_DECLS

/* The backend as window and acctl see it. Properties: state, error-code (an AcError, why it is
 * offline), info (an AcBackendInfo, NULL until known), availability (an AcAvailability, NULL until
 * asked for and known), privacy (an AcPrivacy, the same). Nothing is asked before
 * ac_client_connect(). */
#define AC_TYPE_CLIENT (ac_client_get_type ())
G_DECLARE_FINAL_TYPE (AcClient, ac_client, AC, CLIENT, GObject)

/* socket_path NULL: the person's own backend, in the runtime directory; it is started when it does
 * not run. */
AcClient *ac_client_new (const char *socket_path) G_GNUC_WARN_UNUSED_RESULT;
/* Of who practises: its services are played on this computer, and its data is its own. */
AcClient *ac_client_new_for_practice (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_client_get_practice (AcClient *self);
/* The hosted backend of this session. */
AcClient *ac_client_new_for_session (AcSession *session) G_GNUC_WARN_UNUSED_RESULT;
AcSession *ac_client_get_session (AcClient *self); /* NULL: not a hosted one */
/* Connects, starts the backend if need be, loads services and info, and listens to its events;
 * connects again by itself when lost. Resolves to TRUE once online, rejects with
 * AC_ERROR_BACKEND_UNAVAILABLE. */
DexFuture *ac_client_connect (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;
AcClientState ac_client_get_state (AcClient *self);
AcBackendInfo *ac_client_get_info (AcClient *self);
/* Asks for it anew, for who knows that something has changed. */
void ac_client_reload_info (AcClient *self);
AcError ac_client_get_error_code (AcClient *self); /* why it is offline */
/* Whether it is offline because the sign-in at this hosted backend has ended. */
gboolean ac_client_needs_sign_in (AcClient *self);

/* Kept fresh by events. Accounts and services are loaded whole; statuses page by page as they are
 * asked for. */
GListModel *ac_client_get_services (AcClient *self); /* of AcServiceItem */
GListModel *ac_client_get_accounts (AcClient *self); /* of AcAccount */
/* (transfer none) (nullable): of those that are loaded */
AcServiceItem *ac_client_find_service (AcClient *self, const char *id);
AcAccount *ac_client_find_account (AcClient *self, const char *id);
GListModel *
ac_client_get_statuses (AcClient *self); /* of AcStatus, newest first; grows as its end is read */

/* Those in a phase (NULL: in any) with these words (NULL: any) in them, newest first; grows in the
 * same way. Whoever has it says when it is to be looked again. */
GListModel *ac_client_search_statuses (AcClient *self,
                                       const AcPhase *phase,
                                       const char *search) G_GNUC_WARN_UNUSED_RESULT;
void ac_client_search_again (GListModel *found);
/* The same as they are now, all of them. */
DexFuture *ac_client_list_statuses (AcClient *self,
                                    const AcPhase *phase,
                                    const char *search) G_GNUC_WARN_UNUSED_RESULT; /* GListModel */

/* From where the person is signed in at this backend, loaded when it is first asked for; in
 * embedded mode it is this computer alone. */
GListModel *ac_client_get_sessions (AcClient *self); /* of AcDevice, last used first */

/* What the person can have at this backend and why not; loaded when it is first asked for, and kept
 * fresh: another object each time, with "notify::availability". (nullable) */
AcAvailability *ac_client_get_availability (AcClient *self);

/* Signals: "link-attempt-changed" (AcLinkAttempt *attempt); "event" (const char *type, const char
 * *id, const char *status_id): each event of the backend as it comes, id and status_id may be NULL.
 */

/* confirm: the attempt asks whether it is the right account before it is added. */
DexFuture *ac_client_begin_link (AcClient *self,
                                 const char *service,
                                 const char *server,
                                 const char *account_id,
                                 gboolean confirm)
    G_GNUC_WARN_UNUSED_RESULT; /* AcLinkAttempt, kept fresh by events */
DexFuture *ac_client_paste_link_response (AcClient *self,
                                          AcLinkAttempt *attempt,
                                          const char *url) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
/* number: as the person typed it, with its country code. AC_ERROR_NUMBER_REFUSED, … */
DexFuture *ac_client_begin_code (AcClient *self,
                                 const char *service,
                                 const char *number,
                                 const char *account_id,
                                 gboolean confirm)
    G_GNUC_WARN_UNUSED_RESULT; /* AcLinkAttempt, kept fresh by events */
/* AC_ERROR_WRONG_CODE */
DexFuture *ac_client_prove_link (AcClient *self,
                                 AcLinkAttempt *attempt,
                                 const char *code) G_GNUC_WARN_UNUSED_RESULT; /* AcLinkAttempt */
DexFuture *ac_client_send_code_again (AcClient *self, AcLinkAttempt *attempt)
    G_GNUC_WARN_UNUSED_RESULT; /* AcLinkAttempt */
DexFuture *ac_client_cancel_link (AcClient *self,
                                  AcLinkAttempt *attempt) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
DexFuture *ac_client_add_account (AcClient *self,
                                  const char *service,
                                  const char *server,
                                  const char *identifier,
                                  SecretValue *password,
                                  const char *account_id) G_GNUC_WARN_UNUSED_RESULT; /* AcAccount */
/* The same, and the attempt asks whether it is the right account. */
DexFuture *
ac_client_try_account (AcClient *self,
                       const char *service,
                       const char *server,
                       const char *identifier,
                       SecretValue *password,
                       const char *account_id) G_GNUC_WARN_UNUSED_RESULT; /* AcLinkAttempt */
/* It is the right one; or, where there are choices, the one with this id at the service. That it is
 * not is ac_client_cancel_link(). */
DexFuture *ac_client_confirm_link (AcClient *self, AcLinkAttempt *attempt, const char *choice)
    G_GNUC_WARN_UNUSED_RESULT; /* AcLinkAttempt */
DexFuture *ac_client_check_account (AcClient *self, const char *account_id)
    G_GNUC_WARN_UNUSED_RESULT; /* AcAccount */
/* Who sees what is shared there unless it is said otherwise. AC_ERROR_INVALID. */
DexFuture *ac_client_set_audience (AcClient *self,
                                   const char *account_id,
                                   AcAudience audience) G_GNUC_WARN_UNUSED_RESULT; /* AcAccount */
/* Until a time, ms, when it goes on by itself, or AC_PAUSED_OPEN; 0: it goes on. AC_ERROR_INVALID.
 */
DexFuture *ac_client_pause_account (AcClient *self,
                                    const char *account_id,
                                    gint64 until) G_GNUC_WARN_UNUSED_RESULT; /* AcAccount */

typedef struct
{
  const char *account_id; /* NULL: by hand */
  AcAudience audience;
  AcForm form;
  const char *link_id; /* because of which it is a target, or NULL */
  const char *service; /* where the person shares it by hand, or NULL */
  AcLongText long_text;
  const char *text; /* its own, or NULL */
} AcTarget;

/* A picture to share, out of the bytes of a file: without what isn't needed to show it, and as a
 * JPEG or PNG. Waits, on any thread. Errors as ac_decoder_take(). */
AcPicture *ac_client_draft_picture (GBytes *bytes,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to an AcLinkCard of what the page says of itself now; cancelling scope (nullable) gives
 * it up. Errors as /v1/link-cards of the API. */
DexFuture *ac_client_make_card (AcClient *self,
                                const char *url,
                                GCancellable *scope) G_GNUC_WARN_UNUSED_RESULT;

/* When something is shared, and how long it stays. */
typedef struct
{
  AcLife life;
  gint64 share_at;      /* ms; 0: at once */
  guint undo_seconds;   /* in which it can be taken back before it is sent */
  const char *draft_id; /* that it was, or NULL */
  AcRemarks *remarks;   /* (nullable) */
} AcPlan;

/* What would become of the same at each target; nothing is shared. Resolves to a GListModel of
 * AcTrial.
 */
DexFuture *ac_client_try_status (AcClient *self,
                                 const char *text,
                                 GListModel *pictures,
                                 const AcTarget *targets,
                                 gsize n_targets,
                                 const AcPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
/* key: the idempotency key of this one wish; the same key again never shares twice. */
DexFuture *ac_client_share (AcClient *self,
                            const char *key,
                            const char *text,
                            GListModel *pictures, /* (nullable): drafts */
                            const AcTarget *targets,
                            gsize n_targets,
                            const AcPlan *plan) /* (nullable): at once, to keep */
    G_GNUC_WARN_UNUSED_RESULT;                  /* AcStatus */
/* What waits for its time, or has missed it. share_at 0: now. AC_ERROR_CONFLICT once it is sent. */
DexFuture *ac_client_plan_status (AcClient *self,
                                  const char *status_id,
                                  gint64 share_at) G_GNUC_WARN_UNUSED_RESULT; /* AcStatus */
/* Another text for one of a status's deliveries. */
typedef struct
{
  const char *delivery_id;
  const char *text;
} AcOwnText;
/* Changes the words of a status of which this revision was seen; text (nullable): of those without
 * one of their own. AC_ERROR_CONFLICT when it has another by now. */
DexFuture *ac_client_edit_status (AcClient *self,
                                  const char *status_id,
                                  guint revision,
                                  const char *text,
                                  const AcOwnText *texts,
                                  gsize n_texts) G_GNUC_WARN_UNUSED_RESULT; /* AcStatus */
DexFuture *ac_client_load_status (AcClient *self,
                                  const char *status_id) G_GNUC_WARN_UNUSED_RESULT; /* AcStatus */
DexFuture *ac_client_delete_status (AcClient *self,
                                    const char *status_id) G_GNUC_WARN_UNUSED_RESULT; /* AcStatus */
DexFuture *ac_client_delete_delivery (AcClient *self, const char *delivery_id)
    G_GNUC_WARN_UNUSED_RESULT; /* AcDelivery */
DexFuture *ac_client_retry_delivery (AcClient *self, const char *delivery_id)
    G_GNUC_WARN_UNUSED_RESULT; /* AcDelivery */
/* All of its deliveries that may be tried again. Resolves when each was asked for. */
DexFuture *ac_client_retry_status (AcClient *self, AcStatus *status) G_GNUC_WARN_UNUSED_RESULT;
/* What was tried of it, the last first. Resolves to a GListModel of AcAttempt. */
DexFuture *ac_client_list_attempts (AcClient *self,
                                    const char *delivery_id) G_GNUC_WARN_UNUSED_RESULT;
/* Looks at the service whether a live copy is still there. */
DexFuture *ac_client_verify_delivery (AcClient *self, const char *delivery_id)
    G_GNUC_WARN_UNUSED_RESULT; /* AcDelivery */
DexFuture *ac_client_resolve_delivery (AcClient *self,
                                       const char *delivery_id,
                                       const char *verdict,
                                       const char *url) G_GNUC_WARN_UNUSED_RESULT; /* AcDelivery */
DexFuture *ac_client_list_deliveries (AcClient *self)
    G_GNUC_WARN_UNUSED_RESULT; /* GListModel of AcDelivery: not settled, or needing the person */
DexFuture *ac_client_set_sharing_stopped (AcClient *self, gboolean stopped)
    G_GNUC_WARN_UNUSED_RESULT; /* TRUE; info is updated */
/* The same until a time, ms, when it goes on by itself; 0: until it is to. AC_ERROR_INVALID. */
DexFuture *ac_client_stop_sharing_until (AcClient *self,
                                         gboolean stopped,
                                         gint64 until) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
ac_client_unlock_keyring (AcClient *self) G_GNUC_WARN_UNUSED_RESULT; /* TRUE; info is updated */
/* The backend refuses its tokens at once. AC_ERROR_CONFLICT in embedded mode. */
DexFuture *ac_client_end_session (AcClient *self,
                                  const char *session_id) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
/* All but the one that asks. */
DexFuture *ac_client_end_other_sessions (AcClient *self) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
DexFuture *ac_client_load_availability (AcClient *self)
    G_GNUC_WARN_UNUSED_RESULT; /* AcAvailability, as it is now */
/* Whether the person wants to be told when the feature can be had. AC_ERROR_CONFLICT: it can be
 * already. Of those who give a wish back only one succeeds: AC_ERROR_NOT_FOUND. */
DexFuture *ac_client_set_wish (AcClient *self,
                               const char *feature,
                               gboolean wanted) G_GNUC_WARN_UNUSED_RESULT; /* AcAvailability */
/* Where the person is (ISO 3166-1 alpha-2, NULL: not told any more). AC_ERROR_INVALID. */
DexFuture *ac_client_set_region (AcClient *self,
                                 const char *region) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
/* In years; 0: not told any more. */
DexFuture *ac_client_set_age (AcClient *self, guint age) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
/* Ends that backend, and deletes all that was practised. AC_ERROR_CONFLICT: nobody practises. */
DexFuture *ac_client_end_practice (AcClient *self) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */

G_END_DECLS
