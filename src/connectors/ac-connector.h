/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access.h"
#include "ac-oauth.h"
#include "ac-outcome.h"
#include "ac-parcel.h"
#include "ac-service.h"

G_BEGIN_DECLS

/* One service behind one interface. A connector keeps no state between calls; what must be
 * remembered stands in the access (who and with which credentials), the sign-in (an attempt under
 * way) or the parcel (what is to be delivered). Every call that can wait resolves as documented,
 * and is a fiber, which nobody discards (ac_future_keep()). */

/* A sign-in under way: made by begin_sign_in, finished once. Each connector keeps what it needs in
 * its own subclass. */
#define AC_TYPE_SIGN_IN (ac_sign_in_get_type ())
G_DECLARE_DERIVABLE_TYPE (AcSignIn, ac_sign_in, AC, SIGN_IN, GObject)

struct _AcSignInClass
{
  GObjectClass parent_class;
};

/* What was got before it failed, for whoever knows whether it may be taken back: (nullable). */
AcAccess *ac_sign_in_steal_leftover (AcSignIn *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_sign_in_set_leftover (AcSignIn *self, AcAccess *leftover);
/* Where one sign-in opens several accounts: of AcAccess, the first of which finish_sign_in gives;
 * otherwise NULL. */
GPtrArray *ac_sign_in_get_choices (AcSignIn *self);
void ac_sign_in_set_choices (AcSignIn *self, GPtrArray *choices);

/* Where the person's browser must go. */
const char *ac_sign_in_get_authorization_url (AcSignIn *self);
void ac_sign_in_set_authorization_url (AcSignIn *self, const char *url);
/* Where it ends, when that is not where it was meant to come back to: the person brings the address
 * then. (nullable) */
const char *ac_sign_in_get_ends_at (AcSignIn *self);
void ac_sign_in_set_ends_at (AcSignIn *self, const char *uri);

#define AC_TYPE_CONNECTOR (ac_connector_get_type ())
G_DECLARE_INTERFACE (AcConnector, ac_connector, AC, CONNECTOR, GObject)

/* How a call may be repeated when its outcome is unknown. */
typedef enum
{
  AC_REPEAT_KEYED, /* same key and bytes again: the service makes it one */
  AC_REPEAT_PROBE, /* look first, after the settle time; repeat only when it is proven absent */
  AC_REPEAT_BLIND, /* never repeat; the person must say */
} AcRepeat;

struct _AcConnectorInterface
{
  GTypeInterface parent_iface;

  const AcService *(*get_service) (AcConnector *self);

  DexFuture *(*begin_sign_in) (AcConnector *self, const char *server, const char *redirect_uri);
  DexFuture *(*finish_sign_in) (AcConnector *self, AcSignIn *sign_in, const char *response_uri);
  DexFuture *(*sign_in_with_password) (AcConnector *self,
                                       const char *server,
                                       const char *identifier,
                                       SecretValue *password);
  DexFuture *(*send_code) (AcConnector *self, const char *number, SecretValue *code);
  DexFuture *(*identify) (AcConnector *self, AcAccess *access);

  AcRepeat (*get_repeat) (AcConnector *self, AcAccess *access);
  guint (*get_settle_ms) (AcConnector *self, AcAccess *access);
  AcParcel *(*render) (AcConnector *self,
                       AcAccount *account,
                       const char *delivery_id,
                       const AcContents *contents,
                       GError **error);

  DexFuture *(*publish) (AcConnector *self, AcAccess *access, AcParcel *parcel);
  DexFuture *(*find) (AcConnector *self, AcAccess *access, AcParcel *parcel);
  DexFuture *(*remove) (AcConnector *self, AcAccess *access, AcParcel *parcel);
  DexFuture *(*edit) (AcConnector *self, AcAccess *access, AcParcel *parcel);

  DexFuture *(*list_posts) (AcConnector *self, AcAccess *access, const char *before);
  DexFuture *(*locate) (AcConnector *self, AcAccess *access, AcParcel *parcel, const char *address);

  DexFuture *(*revoke) (AcConnector *self, AcAccess *access);
  char *(*dup_grant) (AcConnector *self, AcAccount *account); /* (nullable) */
  const char *(*get_scopes) (AcConnector *self);
};

const AcService *ac_connector_get_service (AcConnector *self);

/* Resolves to an AcSignIn. redirect_uri is this attempt's own. server may be what a person typed:
 * an address, or at Bluesky also a handle. AC_ERROR_INVALID, _UNREACHABLE, _TLS, _NOT_A_SERVICE, …
 */
DexFuture *ac_connector_begin_sign_in (AcConnector *self,
                                       const char *server,
                                       const char *redirect_uri) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to an AcAccess with a complete AcAccount (no id yet). */
DexFuture *ac_connector_finish_sign_in (AcConnector *self,
                                        AcSignIn *sign_in,
                                        const char *response_uri) G_GNUC_WARN_UNUSED_RESULT;
/* Same, for services with AC_SIGN_IN_APP_PASSWORD. AC_ERROR_WRONG_PASSWORD. */
DexFuture *ac_connector_sign_in_with_password (AcConnector *self,
                                               const char *server,
                                               const char *identifier,
                                               SecretValue *password) G_GNUC_WARN_UNUSED_RESULT;
/* For services with AC_SIGN_IN_CODE: sends code to the phone with this number (E.164). Resolves to
 * an AcAccess as above, which is the person's once they tell the code, and is to be forgotten
 * otherwise. AC_ERROR_NUMBER_REFUSED, AC_ERROR_APP_REFUSED, AC_ERROR_RATE_LIMITED, … */
DexFuture *ac_connector_send_code (AcConnector *self,
                                   const char *number,
                                   SecretValue *code) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to an AcAccount with what the service says now; AC_ERROR_SIGN_IN_REQUIRED when it no
 * longer knows us. */
DexFuture *ac_connector_identify (AcConnector *self, AcAccess *access) G_GNUC_WARN_UNUSED_RESULT;

AcRepeat ac_connector_get_repeat (AcConnector *self, AcAccess *access);
/* How long after the last byte a lost request may still be accepted. */
guint ac_connector_get_settle_ms (AcConnector *self, AcAccess *access);
/* Freezes what will be sent, once, before the first try; pure. A note stands in the text that the
 * connector gets, unless the service has notes of its own. AC_ERROR_TOO_LONG, AC_ERROR_INVALID, and
 * as ac_sharable_check_pictures(). */
AcParcel *ac_connector_render (AcConnector *self,
                               AcAccount *account,
                               const char *delivery_id,
                               const AcContents *contents,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Each resolves to an AcOutcome and rejects only when cancelled: whatever a service does is an
 * outcome. */
DexFuture *ac_connector_publish (AcConnector *self,
                                 AcAccess *access,
                                 AcParcel *parcel) G_GNUC_WARN_UNUSED_RESULT;
/* FOUND with the copy's address, ABSENT when coverage is proven, SIGN_IN, LATER or NOT_SENT when it
 * could not look, else UNKNOWN. Uses the parcel's remote id when it is set, else looks for its
 * bytes. */
DexFuture *
ac_connector_find (AcConnector *self, AcAccess *access, AcParcel *parcel) G_GNUC_WARN_UNUSED_RESULT;
/* DONE also when it was gone already. */
DexFuture *ac_connector_remove (AcConnector *self,
                                AcAccess *access,
                                AcParcel *parcel) G_GNUC_WARN_UNUSED_RESULT;
/* The copy gets the words of the parcel and keeps all else. The same again says the same, so it may
 * be repeated. REJECTED where no post can be changed, and with AC_ERROR_NOT_FOUND where it is gone.
 */
DexFuture *
ac_connector_edit (AcConnector *self, AcAccess *access, AcParcel *parcel) G_GNUC_WARN_UNUSED_RESULT;
/* Of a service that lists_posts. Resolves to a GListModel of AcPost, newest first, of the account's
 * own: before the place of one of them, or from the newest. Empty: there is nothing older.
 * AC_ERROR_SIGN_IN_REQUIRED, AC_ERROR_UNREACHABLE, … */
DexFuture *ac_connector_list_posts (AcConnector *self,
                                    AcAccess *access,
                                    const char *before) G_GNUC_WARN_UNUSED_RESULT;
/* Of the same services: what the account has at an address that a person found the parcel's copy
 * at. Resolves to an AcOutcome: FOUND with the copy's address and when it was made, REJECTED with
 * AC_ERROR_CONFLICT when its words are known to be others than the parcel's, ABSENT, or why it
 * could not be looked for. AC_ERROR_INVALID when it can't be one of the account's posts. */
DexFuture *ac_connector_locate (AcConnector *self,
                                AcAccess *access,
                                AcParcel *parcel,
                                const char *address) G_GNUC_WARN_UNUSED_RESULT;
/* Takes our permission back at the service. DONE also when it was gone already. */
DexFuture *ac_connector_revoke (AcConnector *self, AcAccess *access) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a person has one permission at the service, however often they signed in, so that taking
 * it back ends all of them. */
gboolean ac_connector_shares_grants (AcConnector *self);
/* Where they are shared: a name for the one that the account is part of; NULL: it isn't known. */
char *ac_connector_dup_grant (AcConnector *self, AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;
/* All that is asked for when somebody signs in, as the service names it, separated by spaces. */
const char *ac_connector_get_scopes (AcConnector *self);

G_END_DECLS
